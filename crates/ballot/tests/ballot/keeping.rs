//! What is kept, once, and on the disk before it is answered.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::common::{CAMPAIGN, DAY, QUICK, ballot, ballot_box, blinded, code, mark, register};
use chiso_ballot::{
    BOX, BallotBox, BallotError, Batching, Cast, Code, DRAWER, Drawer, FILES, Few, Issued, Kept, REGISTER, Register,
    copy, few,
};
use sha2::Digest as _;

#[tokio::test]
async fn an_invitation_is_exchanged_once() {
    let folder = tempfile::tempdir().unwrap();
    let register = register(folder.path());
    assert_eq!(register.invite(CAMPAIGN, (0..5).map(code).collect()).await.unwrap(), 5);
    assert_eq!(
        register.invite(CAMPAIGN, (3..8).map(code).collect()).await.unwrap(),
        3,
        "those who were invited before stay as they are"
    );
    let exchange = |person: usize, message: usize| {
        let register = &register;
        async move { register.exchange(CAMPAIGN, code(person), &blinded(message), DAY).await.unwrap() }
    };
    assert_eq!(exchange(1, 1).await, Issued::Now);
    assert_eq!(exchange(1, 1).await, Issued::Again, "the answer was lost on its way");
    assert_eq!(exchange(1, 2).await, Issued::Taken);
    assert_eq!(exchange(99, 1).await, Issued::Unknown);
    assert_eq!(register.exchange("other", code(1), &blinded(1), DAY).await.unwrap(), Issued::Unknown);
    assert_eq!(register.invite(CAMPAIGN, vec![code(1)]).await.unwrap(), 0);
    assert_eq!(exchange(1, 2).await, Issued::Taken, "inviting again gives no second ballot");
    let waiting = register.waiting(CAMPAIGN).await.unwrap();
    assert_eq!(waiting.len(), 7);
    assert!(!waiting.contains(&code(1)) && waiting.is_sorted());
    assert_eq!(register.by_day(CAMPAIGN).await.unwrap().into_iter().collect::<Vec<_>>(), [(DAY.to_owned(), 1)]);
}

#[tokio::test]
async fn a_token_counts_once_and_people_at_the_same_moment_each_get_their_answer() {
    let folder = tempfile::tempdir().unwrap();
    let told = Arc::new(Mutex::new(Vec::new()));
    let board = Arc::clone(&told);
    let batching = Batching { most: 50, wait: Duration::from_secs(60) };
    let ballots = Arc::new(
        BallotBox::open(&folder.path().join("box.sqlite"), batching, move |batch| {
            board.lock().unwrap().push(batch.to_vec());
        })
        .unwrap(),
    );
    // 50 ballots of 40 people fill a batch: ten came twice.
    let given = (0..50).map(|i| {
        let ballots = Arc::clone(&ballots);
        tokio::spawn(async move { ballots.cast(mark(i % 40), ballot(i % 40, DAY)).await.unwrap() })
    });
    let mut counted = 0;
    for answer in given.collect::<Vec<_>>() {
        counted += usize::from(answer.await.unwrap() == Cast::Counted);
    }
    assert_eq!(counted, 40);
    let batches = told.lock().unwrap().clone();
    assert_eq!(batches.iter().map(Vec::len).collect::<Vec<_>>(), [40], "the board hears of ballots that count");
    assert!(batches[0].is_sorted_by_key(|kept| kept.id), "in the order of the ids, which nobody chose");
    assert!(batches[0].iter().all(|kept| kept.day.as_deref() == Some(DAY)), "the board counts days");
    let kept = ballots.each(CAMPAIGN, Vec::new(), Vec::push).await.unwrap();
    let without_day = |kept: &Kept| Kept { day: None, ..kept.clone() };
    assert_eq!(kept, batches[0].iter().map(without_day).collect::<Vec<_>>(), "the box does not keep them with ballots");
    assert_eq!(ballots.by_day(CAMPAIGN).await.unwrap().into_iter().collect::<Vec<_>>(), [(DAY.to_owned(), 40)]);
}

#[tokio::test]
async fn a_lonely_ballot_waits_a_moment_and_no_longer() {
    let folder = tempfile::tempdir().unwrap();
    let batching = Batching { most: 1000, wait: Duration::from_millis(30) };
    let ballots = BallotBox::open(&folder.path().join("box.sqlite"), batching, |_| ()).unwrap();
    assert_eq!(ballots.cast(mark(1), ballot(1, DAY)).await.unwrap(), Cast::Counted);
    drop(ballots);
    let again = ballot_box(folder.path());
    assert_eq!(
        again.cast(mark(1), ballot(1, DAY)).await.unwrap(),
        Cast::Before,
        "also after the program was started again"
    );
}

#[tokio::test]
async fn what_cannot_be_kept_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let ballots = ballot_box(folder.path());
    for day in ["", "22/11/2026", "2026-11-2", "2026-11-22T08:00"] {
        let problem = ballots.cast(mark(1), ballot(1, day)).await.unwrap_err();
        assert!(matches!(&problem, BallotError::Day(found) if found == day), "{problem}");
        let problem = register(folder.path()).exchange(CAMPAIGN, code(1), &blinded(1), day).await.unwrap_err();
        assert!(matches!(problem, BallotError::Day(_)));
    }
    assert_eq!(ballots.by_day(CAMPAIGN).await.unwrap().len(), 0);
    assert!(matches!(Register::open(folder.path(), QUICK), Err(BallotError::File(_))), "a folder is no file");
    let newer = folder.path().join("newer.sqlite");
    rusqlite::Connection::open(&newer).unwrap().pragma_update(None, "user_version", 3).unwrap();
    assert!(matches!(Register::open(&newer, QUICK), Err(BallotError::Newer { found: 3 })));
    // Two programs, or a server and a command, on the same files: each waits for the other.
    let other = ballot_box(folder.path());
    let both = tokio::join!(ballots.cast(mark(1), ballot(1, DAY)), other.cast(mark(2), ballot(2, DAY)));
    assert_eq!((both.0.unwrap(), both.1.unwrap()), (Cast::Counted, Cast::Counted));
    assert_eq!(Code::of("x"), Code::of("x"));
}

/// What the other program does in the test after this one: casts ballots, and prints the number of each that was acknowledged.
#[tokio::test]
async fn a_program_that_is_killed() {
    let Some(folder) = std::env::var_os("CHISO_TEST_BALLOTS") else { return };
    let ballots = Arc::new(ballot_box(folder.as_ref()));
    let mut running = Vec::new();
    for thread in 0..20 {
        let ballots = Arc::clone(&ballots);
        running.push(tokio::spawn(async move {
            for i in 0..10_000 {
                let person = thread + 20 * i;
                if ballots.cast(mark(person), ballot(person, DAY)).await.unwrap() == Cast::Counted {
                    println!("acknowledged {person}");
                }
            }
        }));
    }
    for task in running {
        task.await.unwrap();
    }
}

#[tokio::test]
async fn no_acknowledged_ballot_is_lost_in_a_crash_and_none_counts_twice() {
    let folder = tempfile::tempdir().unwrap();
    let mut acknowledged = Vec::new();
    for _ in 0..3 {
        let mut program = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "keeping::a_program_that_is_killed", "--nocapture"])
            .env("CHISO_TEST_BALLOTS", folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let before = acknowledged.len();
        for line in BufReader::new(program.stdout.take().unwrap()).lines() {
            let line = line.unwrap();
            let Some(person) = line.split("acknowledged ").nth(1) else { continue };
            acknowledged.push(person.parse::<usize>().unwrap());
            if acknowledged.len() == before + 300 {
                program.kill().unwrap();
            }
        }
        program.wait().unwrap();
        assert!(acknowledged.len() >= before + 300);
    }
    let ballots = ballot_box(folder.path());
    let kept = ballots.each(CAMPAIGN, Vec::new(), |all, kept| all.push(kept.ballot.answers)).await.unwrap();
    let mut people: Vec<usize> = kept.iter().map(|answers| answers[9..14].parse().unwrap()).collect();
    people.sort_unstable();
    assert!(people.is_sorted_by(|a, b| a < b), "somebody counts twice");
    for person in &acknowledged {
        assert!(people.binary_search(person).is_ok(), "the ballot of {person} was acknowledged and is lost");
    }
    for person in acknowledged.iter().take(20) {
        assert_eq!(
            ballots.cast(mark(*person), ballot(*person, DAY)).await.unwrap(),
            Cast::Before,
            "sent again, it does not count again"
        );
    }
}

#[tokio::test]
async fn a_copy_holds_everything_and_two_have_enough_ballots_between_them() {
    let folder = tempfile::tempdir().unwrap();
    let (register, ballots) = (register(folder.path()), ballot_box(folder.path()));
    register.invite(CAMPAIGN, (0..60).map(code).collect()).await.unwrap();
    ballots.between_copies(CAMPAIGN, 20).await.unwrap();
    assert_eq!(few(folder.path()).unwrap(), [], "no ballot is not a few");
    for person in 0..30 {
        crate::common::answer(&register, &ballots, person, DAY).await;
    }
    assert_eq!(few(folder.path()).unwrap(), []);
    let first = tempfile::tempdir().unwrap();
    copy(folder.path(), first.path()).unwrap();
    assert_eq!(few(folder.path()).unwrap(), []);
    for person in 30..35 {
        crate::common::answer(&register, &ballots, person, DAY).await;
    }
    assert_eq!(few(folder.path()).unwrap(), [Few { campaign: CAMPAIGN.to_owned(), new: 5, least: 20 }]);
    for person in 35..50 {
        crate::common::answer(&register, &ballots, person, DAY).await;
    }
    assert_eq!(few(folder.path()).unwrap(), []);
    let second = tempfile::tempdir().unwrap();
    copy(folder.path(), second.path()).unwrap();
    // A copy goes on where it was made: who answered, whom to remind, and each token once.
    let (copied_register, copied) = (crate::common::register(second.path()), ballot_box(second.path()));
    assert_eq!(copied.by_day(CAMPAIGN).await.unwrap()[DAY], 50);
    assert_eq!(copied_register.waiting(CAMPAIGN).await.unwrap().len(), 10);
    assert_eq!(copied.cast(mark(7), ballot(7, DAY)).await.unwrap(), Cast::Before);
    assert_eq!(copied.cast(mark(55), ballot(55, DAY)).await.unwrap(), Cast::Counted);
    assert!(matches!(copy(folder.path(), second.path()), Err(BallotError::File(_))), "a copy overwrites nothing");
}

/// The layout in which each row had its day becomes that in which days are counted.
#[tokio::test]
async fn files_of_the_layout_before_are_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    let before = |name: &str, sql: &str| {
        let file = rusqlite::Connection::open(folder.path().join(name)).unwrap();
        file.execute_batch(&format!("{sql} PRAGMA user_version = 1;")).unwrap();
        file
    };
    let invitations = before(
        REGISTER,
        "CREATE TABLE invitation (campaign TEXT NOT NULL, code BLOB NOT NULL, exchanged TEXT NOT NULL, blinded BLOB NOT NULL, PRIMARY KEY (campaign, code)) WITHOUT ROWID;",
    );
    let ballots = before(
        BOX,
        "CREATE TABLE used (campaign TEXT NOT NULL, mark BLOB NOT NULL, PRIMARY KEY (campaign, mark)) WITHOUT ROWID;
         CREATE TABLE ballot (campaign TEXT NOT NULL, id BLOB NOT NULL, people TEXT NOT NULL, day TEXT NOT NULL, answers TEXT NOT NULL, PRIMARY KEY (campaign, id)) WITHOUT ROWID;
         CREATE TABLE campaign (id TEXT NOT NULL PRIMARY KEY, least BIGINT NOT NULL, copied BIGINT NOT NULL) WITHOUT ROWID;",
    );
    for person in 0..5 {
        let came = ["2026-11-21", "2026-11-22", "2026-11-22", "----------", "----------"][person];
        let message: [u8; 32] = if person < 3 { sha2::Sha256::digest(blinded(person)).into() } else { [0; 32] };
        let hash: [u8; 32] = sha2::Sha256::digest(format!("invitation of person {person}")).into();
        let row = rusqlite::params![CAMPAIGN, hash, came, message];
        invitations.execute("INSERT INTO invitation VALUES (?1, ?2, ?3, ?4)", row).unwrap();
        if person < 3 {
            let row = rusqlite::params![CAMPAIGN, mark(person)];
            ballots.execute("INSERT INTO used VALUES (?1, ?2)", row).unwrap();
            let row =
                rusqlite::params![CAMPAIGN, [u8::try_from(person).unwrap(); 16], came, ballot(person, came).answers];
            ballots.execute("INSERT INTO ballot VALUES (?1, ?2, 'g', ?3, ?4)", row).unwrap();
        }
    }
    drop((invitations, ballots));
    let (register, ballots) = (register(folder.path()), ballot_box(folder.path()));
    let days = [("2026-11-21".to_owned(), 1), ("2026-11-22".to_owned(), 2)];
    assert_eq!(register.by_day(CAMPAIGN).await.unwrap().into_iter().collect::<Vec<_>>(), days);
    assert_eq!(ballots.by_day(CAMPAIGN).await.unwrap().into_iter().collect::<Vec<_>>(), days);
    assert_eq!(register.waiting(CAMPAIGN).await.unwrap().len(), 2);
    assert_eq!(register.exchange(CAMPAIGN, code(1), &blinded(1), DAY).await.unwrap(), Issued::Again);
    assert_eq!(register.exchange(CAMPAIGN, code(3), &blinded(3), DAY).await.unwrap(), Issued::Now);
    assert_eq!(ballots.cast(mark(1), ballot(1, DAY)).await.unwrap(), Cast::Before);
    assert_eq!(ballots.cast(mark(3), ballot(3, DAY)).await.unwrap(), Cast::Counted);
    assert_eq!(ballots.each(CAMPAIGN, 0, |count, _| *count += 1).await.unwrap(), 4);
    assert_eq!(ballots.by_day(CAMPAIGN).await.unwrap()[DAY], 3);
}

#[tokio::test]
async fn what_an_invitation_was_exchanged_for_is_read_without_exchanging_anything() {
    let folder = tempfile::tempdir().unwrap();
    let register = register(folder.path());
    register.invite(CAMPAIGN, (1..4).map(code).collect()).await.unwrap();
    register.exchange(CAMPAIGN, code(1), &blinded(1), DAY).await.unwrap();
    register.exchange(CAMPAIGN, code(2), &blinded(9), DAY).await.unwrap();
    let messages: Vec<Vec<u8>> = (0..5).map(blinded).collect();
    let asked: Vec<(Code, &[u8])> = (1..5).map(|person| (code(person), &messages[person][..])).collect();
    for _ in 0..2 {
        assert_eq!(register.were_for(CAMPAIGN, &asked).await.unwrap(), [true, false, false, false]);
    }
    assert_eq!(register.were_for("other", &asked).await.unwrap(), [false; 4]);
    assert_eq!(register.waiting(CAMPAIGN).await.unwrap(), [code(3)]);
}

#[tokio::test]
async fn nothing_is_left_of_what_was_taken_out_of_the_drawer_and_no_copy_has_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(DRAWER);
    drop((register(folder.path()), ballot_box(folder.path())));
    let drawer = Drawer::open(&path).unwrap();
    let (one, other) = (Drawer::new_id().unwrap(), Drawer::new_id().unwrap());
    let said = |text: &str| format!("what {text} said, at some length").into_bytes();
    drawer.put(CAMPAIGN, one, said("nobody")).await.unwrap();
    drawer.put(CAMPAIGN, one, said("somebody")).await.unwrap();
    drawer.put(CAMPAIGN, other, said("another")).await.unwrap();
    drawer.put("other", one, said("stranger")).await.unwrap();
    drop(drawer);
    let drawer = Drawer::open(&path).unwrap();
    assert_eq!(drawer.get(CAMPAIGN, one).await.unwrap(), Some(said("somebody")));
    assert_eq!(
        drawer.all(CAMPAIGN).await.unwrap().into_iter().collect::<BTreeMap<_, _>>(),
        [(one, said("somebody")), (other, said("another"))].into()
    );
    let to = tempfile::tempdir().unwrap();
    copy(folder.path(), to.path()).unwrap();
    assert!(!to.path().join(DRAWER).exists() && !FILES.contains(&DRAWER));
    drawer.remove(CAMPAIGN, vec![one, other, one]).await.unwrap();
    drawer.remove(CAMPAIGN, Vec::new()).await.unwrap();
    assert!(drawer.all(CAMPAIGN).await.unwrap().is_empty());
    assert_eq!(drawer.get(CAMPAIGN, one).await.unwrap(), None);
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert!(["nobody said", "somebody said", "another said"].iter().all(|said| !text.contains(said)));
    }
    assert_eq!(drawer.get("other", one).await.unwrap(), Some(said("stranger")));
    assert!(matches!(Drawer::elsewhere().all(CAMPAIGN).await, Err(BallotError::Elsewhere)));
}
