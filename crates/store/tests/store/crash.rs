//! `kill -9` in the midst of writing: what was acknowledged is there, nothing is half there, and the journal fits.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use chiso_store::{Location, Store, StoreError};

use crate::common::raw::Raw;
use crate::common::server::Server;
use crate::common::{Dice, Place, act, runtime};

/// Where the child writes; set, it makes the test `child` the child.
const STORE: &str = "CHISO_CRASH_STORE";
const ROUND: &str = "CHISO_CRASH_ROUND";
const ROUNDS: u64 = 52;
const WRITERS: usize = 6;
/// Every so many rounds it is the server that is killed.
const SERVER_KILLED: u64 = 4;

/// Not a test of its own: the process that is killed.
#[test]
fn child() {
    let (Ok(store), Ok(round)) = (std::env::var(STORE), std::env::var(ROUND)) else { return };
    runtime().block_on(async {
        let store = Store::open(&store.parse::<Location>().unwrap()).await.unwrap();
        let writers: Vec<_> =
            (0..WRITERS).map(|writer| tokio::spawn(write_on(store.clone(), format!("{round}-{writer}")))).collect();
        for writer in writers {
            writer.await.unwrap();
        }
    });
}

/// Writes until there is no database any more; tells each change that was acknowledged.
async fn write_on(store: Store, name: String) {
    for number in 0.. {
        let id = format!("{name}-{number}");
        let key = id.clone();
        let change = move |w: &mut chiso_store::Writer<'_>| {
            w.set(&format!("left {key}"), "1")?;
            w.set("shared", &key)?;
            w.set(&format!("right {key}"), "1")
        };
        let word = match store.write(act("test.crash"), change).await {
            Ok(()) => "acknowledged",
            Err(StoreError::Unknown { .. }) => "unknown",
            Err(_) => return,
        };
        // One piece, so that half a line is none.
        let mut out = std::io::stdout().lock();
        if out.write_all(format!("\n{word} {id}\n").as_bytes()).and_then(|()| out.flush()).is_err() {
            return;
        }
    }
}

fn start(address: &str, round: u64) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "crash::child", "--nocapture", "--test-threads=1"])
        .env(STORE, address)
        .env(ROUND, round.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// What rounds have told so far.
#[derive(Default)]
struct Told {
    acknowledged: BTreeSet<String>,
    unknown: BTreeSet<String>,
}

impl Told {
    /// Reads what a child tells; calls `kill` once it has told so much.
    fn listen(&mut self, child: &mut Child, until: u64, mut kill: impl FnMut(&mut Child)) {
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut line = Vec::new();
        let (mut count, mut killed) = (0, false);
        while lines.read_until(b'\n', &mut line).unwrap() > 0 {
            let text = String::from_utf8_lossy(&line).into_owned();
            line.clear();
            // The last line may be cut off.
            let Some(text) = text.strip_suffix('\n') else { break };
            if let Some(id) = text.strip_prefix("acknowledged ") {
                self.acknowledged.insert(id.to_owned());
                count += 1;
            } else if let Some(id) = text.strip_prefix("unknown ") {
                self.unknown.insert(id.to_owned());
            }
            if count >= until && !killed {
                killed = true;
                kill(child);
            }
        }
        assert!(killed, "the child ended by itself after {count} changes");
        child.wait().unwrap();
    }

    async fn check(&self, address: &str, what: &str) {
        let store = Store::open(&address.parse::<Location>().unwrap()).await.unwrap();
        let settings = store.read(|r| r.settings()).await.unwrap();
        let side = |side: &str| -> BTreeSet<String> {
            settings.iter().filter_map(|setting| setting.name.strip_prefix(side)).map(str::to_owned).collect()
        };
        let (left, right) = (side("left "), side("right "));
        assert_eq!(left, right, "{what}: half a change");
        let lost: Vec<&String> = self.acknowledged.difference(&left).collect();
        assert!(lost.is_empty(), "{what}: acknowledged and lost: {lost:?}");
        let verdict = store.verify(None).await.unwrap();
        assert_eq!(verdict.findings, [], "{what}");
        assert!(verdict.last >= 3 * i64::try_from(self.acknowledged.len()).unwrap() - 1, "{what}");
    }
}

fn seed() -> u64 {
    let seed = std::env::var("CHISO_CRASH_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_122);
    println!("CHISO_CRASH_SEED={seed}");
    seed
}

#[test]
fn sqlite_keeps_what_it_acknowledged() {
    let place = Place::folder();
    let address = place.address();
    let (mut dice, mut told, runtime) = (Dice(seed()), Told::default(), runtime());
    for round in 0..ROUNDS {
        let (until, pause) = (1 + dice.below(60), Duration::from_micros(dice.below(4000)));
        let mut child = start(&address, round);
        told.listen(&mut child, until, |child| {
            std::thread::sleep(pause);
            child.kill().unwrap();
        });
        runtime.block_on(told.check(&address, &format!("round {round}")));
    }
    assert!(told.acknowledged.len() as u64 > ROUNDS && told.unknown.is_empty());
    println!("{} changes acknowledged", told.acknowledged.len());
}

#[test]
fn postgres_keeps_what_it_acknowledged() {
    let Some(mut server) = Server::start() else { return };
    let address = server.address();
    let (mut dice, mut told, runtime) = (Dice(seed()), Told::default(), runtime());
    let mut servers_killed = 0;
    for round in 0..ROUNDS {
        let (until, pause) = (1 + dice.below(60), Duration::from_micros(dice.below(4000)));
        let of_server = round % SERVER_KILLED == 0;
        let mut child = start(&address, round);
        told.listen(&mut child, until, |child| {
            std::thread::sleep(pause);
            if of_server {
                server.kill();
                servers_killed += 1;
            } else {
                child.kill().unwrap();
            }
        });
        if of_server {
            server.again(&[]);
        }
        runtime.block_on(told.check(&address, &format!("round {round}")));
    }
    assert!(servers_killed >= 10 && told.acknowledged.len() as u64 > ROUNDS);
    println!("{} changes acknowledged, {} of unknown end", told.acknowledged.len(), told.unknown.len());
}

/// The server dies while it makes a change permanent: held there by a second server that never comes.
#[test]
fn a_commit_cut_off_is_of_unknown_end() {
    let Some(mut server) = Server::start() else { return };
    let address = server.address();
    runtime().block_on(async {
        let store = Store::open(&address.parse::<Location>().unwrap()).await.unwrap();
        store.write(act("t"), |w| w.set("before", "1")).await.unwrap();
        let raw = Raw::connect(&address.parse().unwrap()).await;
        raw.run("ALTER SYSTEM SET synchronous_standby_names = 'nobody'").await;
        raw.run("SELECT pg_reload_conf()").await;
        while raw.rows("SHOW synchronous_standby_names").await[0][0] != "nobody" {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let writing = store.clone();
        let write = tokio::spawn(async move { writing.write(act("t"), |w| w.set("held", "1")).await });
        while raw.rows("SELECT pid::bigint FROM pg_stat_activity WHERE wait_event = 'SyncRep'").await.is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        tokio::task::block_in_place(|| server.kill());
        let end = write.await.unwrap();
        assert!(matches!(end, Err(StoreError::Unknown { .. })), "{end:?}");
        let end = store.write(act("t"), |w| w.set("gone", "1")).await;
        assert!(matches!(end, Err(StoreError::Unavailable { .. })), "{end:?}");
        let end = store.read(|r| r.settings()).await;
        assert!(matches!(end, Err(StoreError::Unavailable { .. })), "{end:?}");

        // The same store goes on when the server is back.
        tokio::task::block_in_place(|| server.again(&["synchronous_standby_names="]));
        store.write(act("t"), |w| w.set("after", "1")).await.unwrap();
        let names: Vec<String> = store.read(|r| r.settings()).await.unwrap().into_iter().map(|s| s.name).collect();
        assert_eq!(names, ["after", "before", "held"], "here it was kept");
        assert_eq!(store.verify(None).await.unwrap().findings, []);
    });
}
