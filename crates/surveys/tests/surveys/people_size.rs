//! Surveys of the size that the country has: how long pages, the worker of letters and the first look at a board take. Run by hand, in release, alone:
//! `cargo nextest run -p chiso-surveys --release --run-ignored only --no-capture`

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::common::{DAY, HOUR, MINUTE, NOW, Scene, ballot, manager};
use axum::body::Body;
use axum::extract::Request;
use chiso_ballot::{Ballot, Cast};
use chiso_mail::{Mailer, Route, Sender};
use chiso_model::{Lang, Text};
use chiso_store::surveys::{Invitee, InviteeMailing};
use chiso_store::{Act, Location, Store, StoreError, Writer};
use chiso_survey::campaign::CampaignCommand;
use chiso_surveys::{PeopleList, Person, Progress};
use chiso_web::Caller;
use serde_json::{Value, json};

/// Groups that people are in.
const GROUPS: usize = 340;
const LOOKS: usize = 60;

/// Runs something with a scene that sends mail into a folder.
fn with_scene<F: Future<Output = ()>>(run: impl FnOnce(Scene) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&Location::Folder(folder.path().join("data"))).await.unwrap();
        let sender = Sender {
            from: "chiso@example.org".to_owned(),
            system: Text::new("Bộ chỉ số", "the index system"),
            home: "http://127.0.0.1:8080".to_owned(),
        };
        let mailer = Mailer::new(&Route::Folder(folder.path().join("mail")), sender).unwrap();
        run(Scene::furnished(store, |desk| desk.with_mail(mailer))).await;
    });
}

fn person(number: usize) -> Person {
    let unit = Value::from(format!("Cơ quan {:03}", number % GROUPS));
    Person {
        row: 2,
        name: Some(format!("Nguyễn Văn {number:05}")),
        mail: Some(format!("a{number}@example.org")),
        phone: Some(format!("09{number:08}")),
        lang: Lang::Vi,
        design: BTreeMap::from([("unit".to_owned(), unit)]),
        own: None,
    }
}

async fn timed<T>(what: &str, work: impl Future<Output = T>) -> T {
    let begun = Instant::now();
    let done = work.await;
    println!("{what}: {:.1} ms", begun.elapsed().as_secs_f64() * 1e3);
    done
}

/// Times of many looks at a page: the first, and the middle and the longest of the others.
async fn looked_at(scene: &Scene, what: &str, path: &str) {
    let mut times = Vec::new();
    for _ in 0..=LOOKS {
        let begun = Instant::now();
        let page = scene.get(path, &manager(NOW)).await;
        assert_eq!(page.status, 200, "{path}");
        times.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    let first = times.remove(0);
    times.sort_by(f64::total_cmp);
    println!("{what}: first {first:.1} ms, p50 {:.1} ms, p99 {:.1} ms", times[LOOKS / 2], times[LOOKS - 1]);
}

async fn invited(scene: &Scene, people: usize) -> (String, Vec<Invitee>) {
    let survey = scene.drafted("officials_ballot").await;
    let people = (0..people).map(person).collect();
    let list = PeopleList { people, sha256: "a".repeat(64), unread: Vec::new() };
    let progress = Arc::new(Progress::default());
    timed("invite", scene.surveys.invite(&manager(NOW), &survey, list, progress)).await.unwrap();
    scene.surveys.act(&manager(NOW), &survey, CampaignCommand::Open).await.unwrap();
    let all = scene.invitees(&survey).await;
    (survey, all)
}

async fn letters_and_pages(scene: Scene, count: usize) {
    println!("--- {count} people");
    let (survey, all) = invited(&scene, count).await;
    let put = timed("letters, all due", scene.surveys.post_letters(NOW)).await.unwrap();
    assert_eq!(put, count);
    for _ in 0..3 {
        assert_eq!(timed("letters, a minute later", scene.surveys.post_letters(NOW + MINUTE)).await.unwrap(), 0);
    }
    // One in fifty declines, and one in fifty is not there.
    let some: Vec<Invitee> = all.iter().step_by(25).cloned().collect();
    let note = move |w: &mut Writer<'_>| -> Result<(), StoreError> {
        for (number, invitee) in some.into_iter().enumerate() {
            if number % 2 == 0 {
                w.update(&Invitee { declined: true, ..invitee })?;
            } else {
                let known = w.fetch::<InviteeMailing>(invitee.id)?;
                w.update(&InviteeMailing { failed: Some("mail: 550".to_owned()), ..known })?;
            }
        }
        Ok(())
    };
    scene.surveys.desk().store().write(Act::new("system", "test", NOW), note).await.unwrap();
    let people = format!("/vi/surveys/{survey}/people");
    looked_at(&scene, "people", &people).await;
    looked_at(&scene, "people, second page", &format!("{people}?page=2")).await;
    looked_at(&scene, "list", &format!("{people}/list")).await;
    looked_at(&scene, "list, page 300", &format!("{people}/list?page=300")).await;
    looked_at(&scene, "list, found by a name", &format!("{people}/list?q=00777")).await;
    looked_at(&scene, "slips", &format!("{people}/slips")).await;
    looked_at(&scene, "survey", &format!("/vi/surveys/{survey}")).await;
    let csv = scene.get(&format!("{people}/links/links.csv"), &manager(NOW)).await;
    let links: Vec<String> =
        csv.body.lines().skip(1).take(50).map(|line| line.split("8080").nth(1).unwrap().to_owned()).collect();
    let mut times = Vec::new();
    for link in &links {
        for (method, rest) in [("GET", ""), ("POST", "/decline"), ("GET", "")] {
            let request = Request::builder().method(method).uri(format!("{}{rest}", link.trim()));
            let request = request.header("content-type", "application/x-www-form-urlencoded");
            let begun = Instant::now();
            let page = scene.ask(request.body(Body::empty()).unwrap(), &Caller::anonymous(NOW)).await;
            assert_eq!(page.status, 200, "{link}");
            times.push(begun.elapsed().as_secs_f64() * 1e3);
        }
    }
    times.sort_by(f64::total_cmp);
    println!("invitation and declining: p50 {:.1} ms, p99 {:.1} ms", times[times.len() / 2], times[times.len() - 2]);
    let due = timed("reminders, all due", scene.surveys.post_letters(NOW + 3 * DAY + HOUR)).await.unwrap();
    println!("reminders put down: {due}");
    timed("letters, a minute later", scene.surveys.post_letters(NOW + 3 * DAY + HOUR + MINUTE)).await.unwrap();
}

#[test]
#[ignore = "takes minutes, and measures"]
fn letters_and_pages_at_49_159_and_85_684_people() {
    for people in [49_159, 85_684] {
        with_scene(|scene| letters_and_pages(scene, people));
    }
}

fn numbered(survey: &str, group: &str, number: usize) -> ([u8; 32], Ballot) {
    let mut mark = [0; 32];
    mark[..8].copy_from_slice(&number.to_be_bytes());
    let mut answers =
        json!({ "position": if number.is_multiple_of(2) { "manager" } else { "officer" }, "contact": "often" });
    let items = ["direction", "institutions", "procedures", "organisation", "civil_service", "finance", "digital"];
    for (place, item) in items.into_iter().enumerate() {
        answers[item] = json!((1 + (number / 5usize.pow(u32::try_from(place).unwrap())) % 5).to_string());
    }
    (mark, ballot(survey, group, &json!({ "answers": answers, "mode": "own" })))
}

/// Casts ballots, as many at once as fill a batch, until there are so many or it is told to stop; the longest that one took.
async fn cast(
    scene: &Scene,
    survey: &str,
    groups: &[String],
    from: usize,
    until: usize,
    stop: &AtomicBool,
) -> (usize, Duration) {
    let (mut number, mut longest) = (from, Duration::ZERO);
    while number < until && !stop.load(Ordering::Relaxed) {
        let some = (number..until.min(number + 64)).map(|number| {
            let (mark, ballot) = numbered(survey, &groups[number % groups.len()], number);
            let surveys = Arc::clone(&scene.surveys);
            tokio::spawn(async move {
                let begun = Instant::now();
                assert_eq!(surveys.ballots().cast(mark, ballot).await.unwrap(), Cast::Counted);
                begun.elapsed()
            })
        });
        for cast in some.collect::<Vec<_>>() {
            longest = longest.max(cast.await.unwrap());
            number += 1;
        }
    }
    (number, longest)
}

#[test]
#[ignore = "takes minutes, and measures"]
fn reading_85_684_ballots_ahead_keeps_none_waiting() {
    with_scene(|scene| async move {
        let (survey, all) = invited(&scene, 5 * GROUPS).await;
        let mut groups: Vec<String> = all.into_iter().map(|invitee| invitee.invited_to).collect();
        groups.sort();
        groups.dedup();
        let never = AtomicBool::new(false);
        let (many, _) = timed("85,684 ballots cast", cast(&scene, &survey, &groups, 0, 85_684, &never)).await;
        let (many, longest) = cast(&scene, &survey, &groups, many, many + 6_400, &never).await;
        println!("longest wait of a ballot, nobody reading: {longest:?}");
        let scene = scene.restarted();
        let over = Arc::new(AtomicBool::new(false));
        let (surveys, ended) = (Arc::clone(&scene.surveys), Arc::clone(&over));
        let reading = tokio::spawn(async move {
            let begun = Instant::now();
            surveys.warm(NOW).await;
            ended.store(true, Ordering::Relaxed);
            begun.elapsed()
        });
        let (now, longest) = cast(&scene, &survey, &groups, many, usize::MAX, &over).await;
        let took = reading.await.unwrap();
        println!("{many} ballots read ahead in {took:?}; {} cast meanwhile, longest wait {longest:?}", now - many);
        looked_at(&scene, "board", &format!("/en/surveys/{survey}/results")).await;
        let page = scene.get(&format!("/en/surveys/{survey}/results"), &manager(NOW)).await;
        let told = chiso_model::decimal(now as f64, 0, Lang::En);
        page.has(&[&told]);
    });
}
