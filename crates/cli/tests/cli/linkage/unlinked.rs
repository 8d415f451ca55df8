//! A whole campaign, and the attack on it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::linkage::attack::attack;
use crate::linkage::campaign::{BETWEEN, Campaign, Chance, Person};
use crate::linkage::loot::Loot;
use crate::linkage::postgres;
use crate::linkage::program::{Installation, Server};
use crate::linkage::respondent::{Secrets, ask};

const GROUPS: usize = 4;
const IN_GROUP: usize = 50;
/// People who answer before the first backup, between the two, and after the second; the others never do.
const PARTS: [usize; 3] = [40, 110, 30];
/// Of those between, so many answer all alone, each a second after the one before.
const ALONE: usize = 8;
/// The box is tidied some seconds after the last ballot.
const QUIET: Duration = Duration::from_secs(7);

/// Files of the installation that change while people answer, for all of them together.
const KNOWN: [&str; 11] = [
    "box.sqlite",
    "box.sqlite-journal",
    "chiso.sqlite",
    "chiso.sqlite-shm",
    "chiso.sqlite-wal",
    "first.zip",
    "register.sqlite",
    "register.sqlite-journal",
    "second.zip",
    "server.log",
    "server.out",
];

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// Lets people answer in this order; gives what their browsers had.
async fn answer(server: &Server, campaign: &Arc<Campaign>, order: &[usize], alone: usize) -> Vec<(usize, Secrets)> {
    let mut all = Vec::new();
    for &who in &order[..alone] {
        all.push((who, campaign.answer(server.address, &campaign.people[who]).await));
    }
    let mut under_way = Vec::new();
    for &who in &order[alone..] {
        let (campaign, address) = (Arc::clone(campaign), server.address);
        under_way.push((who, tokio::spawn(async move { campaign.answer(address, &campaign.people[who]).await })));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    for (who, secrets) in under_way {
        all.push((who, secrets.await.unwrap()));
    }
    all
}

/// A campaign that was held, and what the attacker has of it.
struct Held {
    campaign: Arc<Campaign>,
    /// Everybody, by number, with what the browser had; those who never came with nothing.
    people: Vec<(Person, Secrets)>,
    /// Who came, in order: before, between, after.
    came: [Vec<usize>; 3],
    loot: Loot,
}

/// Runs a campaign over an installation; `also` takes more into the loot.
fn held(at: &Installation, also: impl FnOnce(&mut Loot)) -> Held {
    runtime().block_on(async {
        let campaign = Arc::new(Campaign::open(at, GROUPS, IN_GROUP).await);
        let order = Chance(7).shuffled((0..campaign.people.len()).collect());
        let mut rest = order.as_slice();
        let came = PARTS.map(|many| {
            let (part, after) = rest.split_at(many);
            rest = after;
            part.to_vec()
        });
        let mut loot = Loot::default();
        let server = at.serve("server");
        let begun = SystemTime::now();
        let metrics = async |name: &str, loot: &mut Loot| {
            let told = ask(server.address, [127, 0, 0, 1].into(), "/metrics", None).await;
            assert_eq!(told.status, 200);
            loot.add(name, told.body.into_bytes());
        };
        metrics("metrics before", &mut loot).await;
        let mut secrets: BTreeMap<usize, Secrets> = BTreeMap::new();
        secrets.extend(answer(&server, &campaign, &came[0], 0).await);
        at.backup("first.zip");
        // Too few since: the program itself refuses.
        let early = &came[1][..ALONE];
        secrets.extend(answer(&server, &campaign, early, ALONE).await);
        let (well, said) = at.run(&["backup", "refused.zip"]);
        assert!(!well && said.contains("8 ballots more") && ALONE < BETWEEN, "{said}");
        secrets.extend(answer(&server, &campaign, &came[1][ALONE..], 0).await);
        at.backup("second.zip");
        secrets.extend(answer(&server, &campaign, &came[2], 0).await);
        metrics("metrics after", &mut loot).await;
        tokio::time::sleep(QUIET).await;
        // As somebody takes them from the machine while the server runs.
        loot.add_folder("installation", &at.folder);
        also(&mut loot);
        only_these_were_written(&at.folder, begun);
        server.stop();
        let people = campaign.people.iter().map(|person| {
            let nothing =
                Secrets { blinded: None, token: Sha256::digest(format!("no token {}", person.number)).repeat(10) };
            (person.clone(), secrets.remove(&person.number).unwrap_or(nothing))
        });
        Held { people: people.collect(), campaign, came, loot }
    })
}

/// No file that came or changed while people answered is one of a person or of a ballot: there are a few, the same for all.
fn only_these_were_written(folder: &Path, since: SystemTime) {
    let mut written = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            } else if entry.metadata().unwrap().modified().unwrap() > since {
                written.push(entry.file_name().into_string().unwrap());
            }
        }
    }
    written.sort();
    // Files of what is published come when the server starts, each under its hash; what is in them is searched with everything else.
    let is_hash = |name: &str| name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    let other: Vec<_> = written.iter().filter(|name| !KNOWN.contains(&name.as_str()) && !is_hash(name)).collect();
    assert!(other.is_empty(), "{other:?}");
}

impl Held {
    /// Everything that must hold of what the attacker has.
    fn is_unlinked(&self) {
        let all: Vec<usize> = self.came.concat();
        // The ballots between the two backups, of which the attacker knows whose they may be; then all.
        let between = attack(&self.loot, &self.people, &self.came[1]);
        between.is_chance();
        let found = attack(&self.loot, &self.people, &all);
        found.is_chance();
        assert!(found.orders.0 > 20 && found.orders.1 > 10, "there is something to look at: {:?}", found.orders);

        // Nothing of a ballot stands anywhere but in the box, and nothing of a token but its mark.
        let boxes = |name: &&str| name.contains("box.sqlite");
        let ballots = found.files(&["marker", "wish", "mark"]);
        assert!(ballots.len() >= 3 && ballots.iter().all(boxes), "{ballots:?}");
        assert_eq!(found.files(&["number", "prefix", "signature"]), BTreeSet::new());
        // Codes and addresses stand nowhere, and nothing of a person in the box.
        assert_eq!(found.files(&["code", "code grouped", "code bytes", "address"]), BTreeSet::new());
        let people = found.files(&["code hash", "invitee", "mail", "blinded"]);
        assert!(!people.iter().any(boxes) && people.len() >= 3, "{people:?}");
        assert!(found.files(&["code hash", "blinded"]).iter().all(|name| name.contains("register.sqlite")));
        // The program and its figures say nothing of anybody; a request of a respondent leaves no line.
        for name in [self.loot.named("server.log"), self.loot.named("metrics")].concat() {
            assert!(!people.contains(name), "{name}");
            let text = String::from_utf8(self.loot.0[name].clone()).unwrap();
            assert!(!text.contains("/s/") && !text.contains("/ballot/"), "{name}");
        }
        self.backups_leave_many();
    }

    /// Who exchanged an invitation between two backups, and which ballots came, is known: of each group both must be many.
    fn backups_leave_many(&self) {
        let folder = tempfile::tempdir().unwrap();
        let read = |name: &str, sql: &str| -> BTreeSet<Vec<u8>> {
            let path = folder.path().join("file.sqlite");
            std::fs::write(&path, &self.loot.0[name]).unwrap();
            let file = Connection::open(&path).unwrap();
            let mut select = file.prepare(sql).unwrap();
            select.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
        };
        let part = |archive: &str, name: &str| {
            let named = self.loot.named(&format!("{archive}.zip!"));
            (*named.iter().find(|part| part.ends_with(name)).unwrap()).to_owned()
        };
        let news = |name: &str, sql: &str| -> Vec<Vec<u8>> {
            let [first, second] = ["first", "second"].map(|archive| read(&part(archive, name), sql));
            assert!(first.is_subset(&second));
            second.difference(&first).cloned().collect()
        };
        let exchanged = news("register.sqlite", "SELECT code FROM invitation WHERE blinded <> zeroblob(32)");
        let ballots = news("box.sqlite", "SELECT CAST(people || ' ' || hex(id) AS BLOB) FROM ballot");
        assert_eq!((exchanged.len(), ballots.len()), (PARTS[1], PARTS[1]));
        let group_of: BTreeMap<Vec<u8>, usize> = (self.campaign.people.iter())
            .map(|person| (Sha256::digest(person.code.as_bytes()).to_vec(), person.group))
            .collect();
        let mut candidates = [0; GROUPS];
        for code in &exchanged {
            candidates[group_of[code]] += 1;
        }
        println!("people of each group who may have given a ballot that came between the backups: {candidates:?}");
        assert!(candidates.iter().all(|people| *people >= 10), "{candidates:?}");
    }
}

#[test]
fn nobody_finds_whose_ballot_is_whose_after_a_campaign_of_the_real_program() {
    let folder = tempfile::tempdir().unwrap();
    let at = Installation::at(folder.path(), None);
    let held = held(&at, |_| ());
    held.is_unlinked();
    // The same attack on what a less careful program would have left.
    planted(held);
}

#[test]
fn nor_with_postgresql_its_files_its_log_and_its_write_ahead_log() {
    let Some(mut database) = postgres::Server::start() else { return };
    database.kill();
    database.again(&[
        "logging_collector=on",
        "log_directory=log",
        "log_filename=statements.log",
        "log_statement=all",
        "log_duration=on",
        "log_line_prefix=%m %p %c %x ",
        "track_commit_timestamp=on",
        "wal_level=logical",
    ]);
    let folder = tempfile::tempdir().unwrap();
    let at = Installation::at(folder.path(), Some(&database.address()));
    let data = database.data();
    let held = held(&at, |loot| loot.add_folder("postgresql", &data));
    for part in ["postgresql/pg_wal/", "postgresql/log/statements.log", "postgresql/pg_commit_ts/", "postgresql/base/"]
    {
        assert!(!held.loot.named(part).is_empty(), "{part}");
    }
    held.is_unlinked();
    // While people answered, the database was asked for nobody in particular.
    let log = &held.loot.0["postgresql/log/statements.log"];
    let log = String::from_utf8_lossy(log);
    let (_, during) = log.rsplit_once("survey.open").or_else(|| log.rsplit_once("campaign.open")).unwrap_or(("", &log));
    let named = held.people.iter().filter(|(person, _)| during.contains(&person.invitee)).count();
    assert!(named <= 1, "{named} people stand in what the database was asked");
}

/// Leaves what must not be left, one thing at a time; each is found.
fn planted(held: Held) {
    let Held { people, came, mut loot, campaign: _ } = held;
    let came = &came[1];
    let half = came.len() / 2;
    // A proxy's log: when which invitation was opened, and how much came back.
    let clean = loot.0.clone();
    let mut log = String::new();
    for (at, who) in came.iter().enumerate() {
        let size = 700 + people[*who].0.wish.len();
        let (moment, code) = (1_795_305_600 + at * 3, &people[*who].0.code);
        writeln!(log, "{moment} POST /vi/s/{code}/token 200 {size}").unwrap();
    }
    loot.add("proxy.log", log.into_bytes());
    let found = attack(&loot, &people, came);
    println!("a proxy's log with sizes: {} found ({}), tie {:.1}", found.right.0, found.right.1, found.tie.0);
    assert!(found.right.0 > half && found.tie.0.abs() > 10.0 && found.files(&["code"]).contains("proxy.log"));
    // A box of the ordinary kind: a row after the other.
    loot.0 = clean;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("answers.sqlite");
    let file = Connection::open(&path).unwrap();
    file.execute_batch("CREATE TABLE answer (id INTEGER PRIMARY KEY, answers TEXT)").unwrap();
    for who in came {
        file.execute("INSERT INTO answer (answers) VALUES (?1)", [&people[*who].0.marker]).unwrap();
    }
    drop(file);
    loot.add("answers.sqlite", std::fs::read(&path).unwrap());
    let found = attack(&loot, &people, came);
    println!(
        "rows in the order of arrival: {} found ({}), within pages {:.1}",
        found.right.0, found.right.1, found.pages.0
    );
    assert!(found.right.0 > half && found.pages.0.abs() > 10.0);
}
