//! The worker of notices from end to end: servers that run over one store, a clock that moves, and a real mail server that takes what is sent.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::time::Duration;

use crate::common::{DAY, MINUTE, NOW, Scene, TODAY, lead, on_both_twice, person};
use crate::server::Server;
use crate::told::{arrived, people, readers, running, told};
use chiso_access::Role;
use chiso_round::{AssessmentCommand, Deadline};
use chiso_store::people::Assignment;
use chiso_store::{Act, Store, StoreError};

const HOUR: i64 = 60 * MINUTE;
/// Between two turns of a worker here.
const TURN: Duration = Duration::from_millis(10);

/// The moment that servers are told, and how often each of their workers asked for it.
#[derive(Clone)]
struct Clock {
    now: Arc<AtomicI64>,
    asked: [Arc<AtomicUsize>; 2],
}

impl Clock {
    fn reader(&self, worker: usize) -> impl Fn() -> i64 + Send + 'static {
        let (now, asked) = (Arc::clone(&self.now), Arc::clone(&self.asked[worker]));
        move || {
            asked.fetch_add(1, Ordering::SeqCst);
            now.load(Ordering::SeqCst)
        }
    }
}

/// A server with both of its workers; dropping it ends it, whatever it is about.
struct Running {
    scene: Scene,
    clock: Clock,
    workers: Vec<tokio::task::JoinHandle<()>>,
}

impl Running {
    fn start(store: &Store, port: u16, now: &Arc<AtomicI64>) -> Running {
        let scene = running(store, port);
        let clock = Clock { now: Arc::clone(now), asked: [Arc::default(), Arc::default()] };
        let (rounds, desk) = (Arc::clone(&scene.rounds), Arc::clone(scene.rounds.desk()));
        let (of_notices, of_letters) = (clock.reader(0), clock.reader(1));
        let workers = vec![
            tokio::spawn(async move { rounds.work_notices(of_notices, TURN).await }),
            tokio::spawn(async move { desk.work_jobs(of_letters).await }),
        ];
        Running { scene, clock, workers }
    }

    /// Waits until a worker has done a whole turn at the moment that it is now.
    async fn whole_turn(&self, worker: usize) {
        let asked = || self.clock.asked[worker].load(Ordering::SeqCst);
        let begun = asked();
        for _ in 0..3_000 {
            // One turn may have asked before the clock was moved; the next one began after, and has ended when another begins.
            if asked() >= begun + 2 + usize::from(worker == 0) {
                return;
            }
            self.scene.rounds.desk().wake_letters();
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("the worker {worker} stands still");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.workers.iter().for_each(tokio::task::JoinHandle::abort);
    }
}

/// Moves the clock, and waits until every worker has seen it.
async fn at(moment: i64, now: &AtomicI64, servers: &[&Running]) {
    now.store(moment, Ordering::SeqCst);
    for worker in [0, 1] {
        for server in servers {
            server.whole_turn(worker).await;
        }
    }
}

async fn end_role(store: &Store, person: &str, at: i64) {
    let id = format!("holds-{person}");
    let ended = store.write(Act::new("system", "test", at), move |w| -> Result<(), StoreError> {
        let row: Assignment = w.fetch(id)?;
        w.update(&Assignment { ended: Some(at), ..row })
    });
    ended.await.unwrap();
}

fn on(days: i64, hour: u16) -> i64 {
    Deadline::at(TODAY.saturating_add(jiff::Span::new().days(days)), hour, 0).moment().unwrap()
}

/// Of what somebody was told, what is about deadlines.
async fn of_deadlines(store: &Store, person: &str) -> Vec<String> {
    told(store, person).await.into_iter().filter(|told| told.starts_with("due") || told.starts_with("over")).collect()
}

/// Letters that wait in the queue.
async fn waiting(store: &Store) -> i64 {
    store.read(|r| -> Result<_, StoreError> { r.count_jobs() }).await.unwrap()
}

#[test]
fn deadlines_reach_people_once_as_they_chose_whatever_server_stops() {
    on_both_twice(|store, same| async move { run(&store, &same).await });
}

/// Two servers, `store` and `same`, over one store.
#[allow(clippy::too_many_lines, reason = "one story, told in order")]
async fn run(store: &Store, same: &Store) {
    let Some(mut mails) = Server::start("plain", &[]) else { return };
    people(store).await;
    let now = Arc::new(AtomicI64::new(NOW));
    let (one, two) = (Running::start(store, mails.port, &now), Running::start(same, mails.port, &now));
    let both = [&one, &two];
    let id = one.scene.begun().await;
    // The lead wants to hear of what ends soon at once; the approver never hears of deadlines by mail.
    for (who, soon, late) in [("lead-01", "at_once", "at_once"), ("approver-01", "never", "never")] {
        let caller = person(who, Role::UnitLead, Some("01"), NOW);
        let others = ["assigned", "returned", "flagged", "ready", "decided", "meeting", "calendar"];
        let mut fields: Vec<(&str, &str)> = others.iter().map(|matter| (*matter, "digest")).collect();
        fields.extend([("due-soon", soon), ("overdue", late)]);
        let kept = one.scene.post("/vi/notices/choices", &caller, &fields).await;
        assert_eq!(kept.to, "/vi/notices/choices?said=said-choices-kept", "{}", kept.body);
    }
    // Two criteria of An end at five o'clock on the sixth day; those of Bình and Chi with the phase, on the tenth.
    let assign = |node: &str, person: &str, due: Option<Deadline>| AssessmentCommand::Assign {
        node: node.to_owned(),
        person: Some(person.to_owned()),
        due,
    };
    let held = one.scene.rounds.held(&id).await.unwrap();
    let nodes: Vec<String> = held.rules.self_scored().map(|criterion| criterion.id.clone()).collect();
    let due = || Some(Deadline::at(TODAY.saturating_add(jiff::Span::new().days(6)), 17, 0));
    let given = vec![
        assign(&nodes[0], "an", due()),
        assign(&nodes[1], "an", due()),
        assign(&nodes[2], "binh", None),
        assign(&nodes[3], "chi", due()),
    ];
    one.scene.rounds.act_on_unit(&lead("01", NOW), &id, "01", given).await.unwrap();
    at(NOW + MINUTE, &now, &both).await;
    assert_eq!(readers(&arrived(&mut mails).await), ["an", "binh", "chi"], "what was given to them");
    at(NOW + HOUR, &now, &both).await;
    assert_eq!(readers(&arrived(&mut mails).await), ["approver-01", "lead-01"], "the digest says that the round began");

    // Chi works here no longer.
    end_role(store, "chi", NOW + HOUR).await;
    at(on(3, 17) - 1, &now, &both).await;
    assert_eq!(readers(&arrived(&mut mails).await), [""; 0], "not a moment too early");
    at(on(3, 17) + 5 * MINUTE, &now, &both).await;
    assert_eq!(of_deadlines(store, "an").await.len(), 2, "told in the program within five minutes");
    assert_eq!(readers(&arrived(&mut mails).await), [""; 0], "the mail waits for the digest");
    at(on(4, 7), &now, &both).await;
    assert_eq!(readers(&arrived(&mut mails).await), [""; 0]);
    at(on(4, 8), &now, &both).await;
    let digest = arrived(&mut mails).await;
    assert_eq!(readers(&digest), ["an"]);
    assert!(digest[0].2.matches("Sắp đến hạn").count() >= 2, "both criteria in one letter: {digest:?}");
    at(on(5, 16), &now, &both).await;
    assert_eq!(readers(&arrived(&mut mails).await), [""; 0], "once");

    // The last day: soon once more, in the digest of that morning; then late, at once, both in one letter.
    at(on(5, 17), &now, &both).await;
    at(on(6, 8), &now, &both).await;
    assert_eq!(readers(&arrived(&mut mails).await), ["an"]);
    at(on(6, 17), &now, &both).await;
    let late = arrived(&mut mails).await;
    assert_eq!(readers(&late), ["an"]);
    assert_eq!(late[0].2.matches("Đã quá hạn").count(), 2, "{late:?}");
    at(on(7, 8), &now, &both).await;
    assert_eq!(readers(&arrived(&mut mails).await), [""; 0], "late once");
    assert_eq!(of_deadlines(store, "chi").await, [""; 0], "whoever lost the role is told nothing");

    // The phase ends with the tenth day: the lead at once, An and Bình in the digest, the approver not by mail. Bình leaves in between.
    let end = Deadline::end_of(TODAY.saturating_add(jiff::Span::new().days(10))).moment().unwrap();
    at(end - DAY, &now, &both).await;
    assert_eq!(readers(&arrived(&mut mails).await), ["lead-01"]);
    end_role(store, "binh", end - DAY).await;
    at(on(10, 8), &now, &both).await;
    assert_eq!(readers(&arrived(&mut mails).await), ["an"]);

    // The mail server is away when the time is over, and both servers are started anew; that lasts a day.
    drop((one, two));
    let nobody_listens = {
        let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        free.local_addr().unwrap().port()
    };
    let (one, two) = (Running::start(store, nobody_listens, &now), Running::start(same, nobody_listens, &now));
    for hour in 0..24 {
        at(end + hour * (HOUR + MINUTE), &now, &[&one, &two]).await;
    }
    assert_eq!(waiting(store).await, 2, "two letters wait");
    drop((one, two));
    let (one, two) = (Running::start(store, mails.port, &now), Running::start(same, mails.port, &now));
    at(end + 3 * DAY, &now, &[&one, &two]).await;
    let late = arrived(&mut mails).await;
    assert_eq!(readers(&late), ["an", "lead-01"]);
    assert!(late.iter().all(|mail| mail.1.contains("Đã quá hạn")), "{late:?}");
    at(end + 4 * DAY, &now, &[&one, &two]).await;
    assert_eq!(readers(&arrived(&mut mails).await), [""; 0]);
    assert_eq!(waiting(store).await, 0);

    // In the program stands the same, with what people did not want by mail.
    let own = |kind: &str, times: usize| -> Vec<String> {
        let both = nodes[..2].iter().map(|node| format!("{kind} 01 {node}"));
        let mut all: Vec<String> = both.flat_map(|told| vec![told; times]).collect();
        all.sort();
        all
    };
    let unit = |kind: &str| format!("{kind} 01");
    let mut expected = [vec![unit("due-soon")], own("due-soon", 2), vec![unit("overdue")], own("overdue", 1)].concat();
    expected.sort();
    assert_eq!(of_deadlines(store, "an").await, expected);
    for person in ["lead-01", "approver-01"] {
        assert_eq!(of_deadlines(store, person).await, [unit("due-soon"), unit("overdue")], "{person}");
    }
    assert_eq!(of_deadlines(store, "binh").await, [unit("due-soon")], "what came before they left");
    assert!(store.verify(None).await.unwrap().findings.is_empty());
}
