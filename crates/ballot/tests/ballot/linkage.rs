//! The attack: somebody holds the two files, what their journals left, two successive backups, and everything that the server wrote. Whose ballot is whose?
//!
//! Each attack gives every invited person a number and every ballot a number, from what the files show, and pairs them in that order. The same attacks are made on
//! files of an ordinary survey tool, where they find nearly everybody: so they do find what is there to be found.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::common::{CAMPAIGN, Chance, DAY, answer, ballot, ballot_box, blinded, code, mark, register};
use chiso_ballot::{BallotBox, Cast, Register, copy};
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

/// People who answer between two backups: at least the number that a campaign sets.
const PEOPLE: usize = 200;
/// People who answered before the first backup.
const BEFORE: usize = 100;

/// Bytes of every file in a folder, one after the other.
fn bytes(folder: &Path, names: &[&str]) -> Vec<u8> {
    let mut all = Vec::new();
    for name in names {
        for suffix in ["", "-journal", "-wal", "-shm"] {
            all.extend(fs::read(folder.join(format!("{name}{suffix}"))).unwrap_or_default());
        }
    }
    all
}

fn places(bytes: &[u8], needle: &[u8]) -> Vec<usize> {
    bytes.windows(needle.len()).enumerate().filter(|(_, window)| *window == needle).map(|(at, _)| at).collect()
}

/// What of a person may stand in the register's file.
fn of_person(person: usize) -> [Vec<u8>; 2] {
    let hash: [u8; 32] = Sha256::digest(format!("invitation of person {person}")).into();
    [hash.to_vec(), Sha256::digest(blinded(person)).to_vec()]
}

fn of_ballot(person: usize) -> Vec<u8> {
    format!("p{person:05}").into_bytes()
}

/// How many pairs are right when both sides are put in order, and either order is tried.
fn right(people: &BTreeMap<usize, usize>, ballots: &BTreeMap<usize, usize>) -> usize {
    let ordered = |numbers: &BTreeMap<usize, usize>| {
        let mut order: Vec<_> = numbers.iter().map(|(person, number)| (*number, *person)).collect();
        order.sort_unstable();
        order.into_iter().map(|(_, person)| person).collect::<Vec<_>>()
    };
    let (people, ballots) = (ordered(people), ordered(ballots));
    let same = |ballots: Vec<usize>| people.iter().zip(ballots).filter(|(person, ballot)| *person == ballot).count();
    same(ballots.clone()).max(same(ballots.into_iter().rev().collect()))
}

/// The correlation of two orders, from -1 to 1.
fn correlation(pairs: &[(usize, usize)]) -> f64 {
    let n = pairs.len() as f64;
    let rank = |values: Vec<usize>| {
        let mut order = values.clone();
        order.sort_unstable();
        values.into_iter().map(|value| order.binary_search(&value).unwrap() as f64).collect::<Vec<_>>()
    };
    let (x, y) = (rank(pairs.iter().map(|pair| pair.0).collect()), rank(pairs.iter().map(|pair| pair.1).collect()));
    let mean = (n - 1.0) / 2.0;
    let sum = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - mean) * (b - mean)).sum::<f64>();
    sum(&x, &y) / (sum(&x, &x) * sum(&y, &y)).sqrt()
}

/// The files as an attacker holds them: what of each person and of each ballot lies where.
struct Loot {
    people: Vec<BTreeMap<usize, usize>>,
    ballots: Vec<BTreeMap<usize, usize>>,
}

/// Where in the order of insertion SQLite would have put what lies at this place: page after page, and each page is filled from its end.
fn inserted(place: usize) -> usize {
    const PAGE: usize = 4096;
    place / PAGE * PAGE + (PAGE - 1 - place % PAGE)
}

/// Every way to number people and ballots: where their bytes lie first and last in the files, and when they were put there.
fn loot(folder: &Path, register: &[&str], ballots: &[&str], everybody: &[usize]) -> Loot {
    let number = |bytes: &[u8], needles: &dyn Fn(usize) -> Vec<Vec<u8>>| {
        let kinds = needles(everybody[0]).len();
        let mut ways = vec![BTreeMap::new(); 4 * kinds];
        for &person in everybody {
            for (kind, needle) in needles(person).into_iter().enumerate() {
                let places = places(bytes, &needle);
                if let (Some(a), Some(z)) = (places.first(), places.last()) {
                    for (way, number) in [*a, *z, inserted(*a), inserted(*z)].into_iter().enumerate() {
                        ways[4 * kind + way].insert(person, number);
                    }
                }
            }
        }
        ways.into_iter().filter(|numbers| numbers.len() == everybody.len()).collect::<Vec<_>>()
    };
    let people = number(&bytes(folder, register), &|person| of_person(person).to_vec());
    let ballots = number(&bytes(folder, ballots), &|person| vec![of_ballot(person)]);
    Loot { people, ballots }
}

impl Loot {
    /// The most pairs that any attack finds.
    fn found(&self) -> usize {
        self.people
            .iter()
            .flat_map(|people| self.ballots.iter().map(move |ballots| right(people, ballots)))
            .max()
            .unwrap()
    }
}

/// A campaign: people come one after the other, and give their ballot at once, as most do.
async fn campaign(register: &Register, ballots: &BallotBox, people: &[usize]) {
    for &person in people {
        answer(register, ballots, person, DAY).await;
    }
}

fn arrival(seed: u64, from: usize, to: usize) -> Vec<usize> {
    let mut people: Vec<_> = (from..to).collect();
    Chance(seed).shuffle(&mut people);
    people
}

#[tokio::test]
async fn nobody_finds_whose_ballot_is_whose() {
    let folder = tempfile::tempdir().unwrap();
    let (register, ballots) = (register(folder.path()), ballot_box(folder.path()));
    register.invite(CAMPAIGN, (0..BEFORE + PEOPLE).map(code).collect()).await.unwrap();
    campaign(&register, &ballots, &arrival(1, 0, BEFORE)).await;
    let (first, second) = (folder.path().join("first"), folder.path().join("second"));
    fs::create_dir(&first).unwrap();
    fs::create_dir(&second).unwrap();
    copy(folder.path(), &first).unwrap();
    let size = |folder: &Path| fs::metadata(folder.join("register.sqlite")).unwrap().len();
    let sizes = (size(folder.path()), size(&first));
    let came = arrival(2, BEFORE, BEFORE + PEOPLE);
    campaign(&register, &ballots, &came).await;
    copy(folder.path(), &second).unwrap();

    // Every way of putting the files in order, and all people who are new since the first backup. By chance one pair is right, and hardly ever more than 10 of 200.
    for files in [folder.path(), &second] {
        let loot = loot(files, &["register.sqlite"], &["box.sqlite"], &came);
        assert!(loot.people.len() >= 2 && !loot.ballots.is_empty(), "there is something to look at");
        assert!(loot.found() <= 10, "{} of {PEOPLE} found", loot.found());
        // The register does not tell who came when.
        for people in &loot.people {
            let pairs: Vec<_> = came.iter().enumerate().map(|(when, person)| (when, people[person])).collect();
            let order = correlation(&pairs);
            assert!(order.abs() < 0.25, "the file tells the order of arrival: {order}");
        }
    }

    // Nothing of one file stands in the other: no code or blinded message in the box, no mark and no ballot in the register.
    let (box_bytes, register_bytes) =
        (bytes(folder.path(), &["box.sqlite"]), bytes(folder.path(), &["register.sqlite"]));
    for &person in &came {
        for needle in of_person(person) {
            assert!(places(&box_bytes, &needle).is_empty());
        }
        for needle in [of_ballot(person), mark(person).to_vec()] {
            assert!(places(&register_bytes, &needle).is_empty());
        }
    }

    // No row of a person or a ballot holds a time, not even the day: with the group it would often leave one person. None holds a number that counts up.
    for (name, table, columns) in [
        ("register.sqlite", "invitation", "campaign code blinded"),
        ("box.sqlite", "ballot", "campaign id people answers"),
        ("box.sqlite", "used", "campaign mark"),
        ("register.sqlite", "came", "campaign day count"),
        ("box.sqlite", "came", "campaign day count"),
    ] {
        let file = Connection::open(folder.path().join(name)).unwrap();
        let ask = |sql: &str| file.query_row(sql, [table], |row| row.get::<_, String>(0)).unwrap();
        let layout = ask("SELECT sql FROM sqlite_schema WHERE name = ?1");
        assert!(
            layout.contains("WITHOUT ROWID") && !layout.contains("INTEGER") && !layout.contains("DEFAULT"),
            "{layout}"
        );
        assert_eq!(ask("SELECT group_concat(name, ' ') FROM pragma_table_info(?1)"), columns);
    }

    // What a journal holds after all this: nothing.
    for name in ["register.sqlite-journal", "box.sqlite-journal", "register.sqlite-wal", "box.sqlite-wal"] {
        assert_eq!(fs::metadata(folder.path().join(name)).map_or(0, |file| file.len()), 0, "{name}");
    }

    // Everybody's room is the same before and after: sizes tell nothing, and the file of the register does not grow.
    assert_eq!((size(folder.path()), size(&second)), sizes);
}

#[tokio::test]
async fn the_same_attacks_find_everybody_in_an_ordinary_survey_tool() {
    let folder = tempfile::tempdir().unwrap();
    let came = arrival(2, BEFORE, BEFORE + PEOPLE);
    let people = Connection::open(folder.path().join("people.sqlite")).unwrap();
    let answers = Connection::open(folder.path().join("answers.sqlite")).unwrap();
    people.execute_batch("CREATE TABLE done (id INTEGER PRIMARY KEY, code BLOB)").unwrap();
    answers.execute_batch("CREATE TABLE answer (id INTEGER PRIMARY KEY, answers TEXT)").unwrap();
    for &person in &came {
        people.execute("INSERT INTO done (code) VALUES (?1)", params![of_person(person)[0]]).unwrap();
        // Answers of one length, as those of a questionnaire without free text are.
        answers
            .execute(
                "INSERT INTO answer (answers) VALUES (?1)",
                params![format!("{:<8}", ballot(person, DAY).answers[8..14].to_owned())],
            )
            .unwrap();
    }
    let loot = loot(folder.path(), &["people.sqlite"], &["answers.sqlite"], &came);
    assert!(loot.found() > PEOPLE / 2, "{} of {PEOPLE} found", loot.found());
    let orders = loot.people.iter().map(|people| {
        let pairs: Vec<_> = came.iter().enumerate().map(|(when, person)| (when, people[person])).collect();
        correlation(&pairs).abs()
    });
    assert!(orders.fold(0.0, f64::max) > 0.99, "there the file tells who came when");
}

/// How much of the order of arrival shows within the pages of a file: of all pairs on one page, those that lie in that order less those that lie against it (Kendall's S, page
/// by page), and the variance that chance gives it.
fn within_pages(came: &[usize], places: &BTreeMap<usize, usize>) -> [f64; 2] {
    let mut pages: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for person in came {
        pages.entry(places[person] / 4096).or_default().push(places[person]);
    }
    let mut sums = [0.0, 0.0];
    for page in pages.values() {
        let n = page.len() as f64;
        sums[1] += n * (n - 1.0) * (2.0 * n + 5.0) / 18.0;
        for (i, a) in page.iter().enumerate() {
            sums[0] += page[i + 1..].iter().map(|b| if a < b { 1.0 } else { -1.0 }).sum::<f64>();
        }
    }
    sums
}

/// Small surveys, each in a box of its own, in which one ballot came after the other.
#[tokio::test]
async fn the_box_does_not_tell_in_which_order_ballots_came() {
    let needles: [fn(usize) -> Vec<u8>; 2] = [of_ballot, |person| mark(person).to_vec()];
    // Of ballots and of marks, before and after the file is tidied.
    let mut sums = [[[0.0; 2]; 2]; 2];
    for survey in 0..12 {
        let folder = tempfile::tempdir().unwrap();
        let came = arrival(survey, 0, 24);
        let mut look = |when: usize| {
            let bytes = bytes(folder.path(), &["box.sqlite"]);
            for (what, needle) in needles.iter().enumerate() {
                let places = came.iter().map(|person| (*person, *places(&bytes, &needle(*person)).last().unwrap()));
                let found = within_pages(&came, &places.collect());
                sums[what][when].iter_mut().zip(found).for_each(|(sum, found)| *sum += found);
            }
        };
        let ballots = ballot_box(folder.path());
        for &person in &came {
            assert_eq!(ballots.cast(mark(person), ballot(person, DAY)).await.unwrap(), Cast::Counted);
        }
        look(0);
        // Some seconds after the last ballot, and when the program ends.
        drop(ballots);
        look(1);
    }
    for when in sums {
        // In standard deviations; chance gives 5.1 once in three million times.
        let [warm, tidy] = when.map(|[s, variance]: [f64; 2]| s.abs() / variance.sqrt());
        assert!(warm > 10.0, "a file that is not tidied shows the order, and this finds it: {warm}");
        assert!(tidy < 5.1, "{tidy}");
    }
}

/// Marks of sheets and of call-backs can be made again by whoever has the installation's key: by their places they must not tell which ballot came with which, also on the disk of
/// the running server before the box is tidied.
#[tokio::test]
async fn a_mark_that_can_be_made_again_does_not_tell_its_ballot_by_its_place() {
    const BOXES: usize = 20;
    const TOGETHER: usize = 14;
    let (mut found, mut ties) = (0, 0.0);
    for _ in 0..BOXES {
        let folder = tempfile::tempdir().unwrap();
        let ballots = ballot_box(folder.path());
        let sheets = (0..TOGETHER).map(|sheet| (mark(sheet), ballot(sheet, DAY))).collect();
        assert_eq!(ballots.cast_all(sheets).await.unwrap(), [Cast::Counted; TOGETHER]);
        let running = fs::read(folder.path().join("box.sqlite")).unwrap();
        let order = |needle: &dyn Fn(usize) -> Vec<u8>| -> BTreeMap<usize, usize> {
            (0..TOGETHER).map(|sheet| (sheet, inserted(places(&running, &needle(sheet))[0]))).collect()
        };
        let (marks, kept) = (order(&|sheet| mark(sheet).to_vec()), order(&of_ballot));
        found += right(&marks, &kept);
        ties += correlation(&marks.iter().map(|(sheet, at)| (*at, kept[sheet])).collect::<Vec<_>>()).abs();
    }
    println!(
        "{found} of {} ballots found by the place of their mark, mean tie {:.2}",
        BOXES * TOGETHER,
        ties / BOXES as f64
    );
    // Each box gives one or two by chance, of both directions the better one; a ballot beside its mark would give all.
    assert!(found < BOXES * 5 && ties / (BOXES as f64) < 0.7);
}
