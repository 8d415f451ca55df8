//! Letters from end to end: a clock that moves, a real mail server that takes what is sent or refuses it, and people who answer, decline, or do nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use crate::common::{DAY, HOUR, MINUTE, NOW, Page, Scene, mailer, manager, on_both, setup, taken};
use crate::server::Server;
use axum::body::Body;
use axum::extract::Request;
use chiso_model::Lang;
use chiso_store::fieldwork::SurveySheet;
use chiso_store::surveys::InviteeMailing;
use chiso_store::{Act, Store, StoreError, Writer};
use chiso_survey::campaign::{CampaignCommand, Mode, Setup};
use chiso_surveys::{PeopleList, Person, Progress};
use chiso_web::Caller;
use serde_json::Value;

const SECOND: i64 = 1_000_000;

/// What the server took since it was asked last, by reader.
async fn arrived(server: &mut Server) -> BTreeMap<String, Value> {
    let mails = taken(server).await;
    let many = mails.len();
    let mails = BTreeMap::from_iter(mails);
    assert_eq!(mails.len(), many, "one letter each");
    mails
}

fn readers(mails: &BTreeMap<String, Value>) -> Vec<&str> {
    mails.keys().map(String::as_str).collect()
}

/// The first link of a letter, without the server.
fn link(mail: &Value) -> String {
    let text = mail["text"].as_str().unwrap();
    let line = text.lines().find(|line| line.contains("/s/")).unwrap().trim();
    line.strip_prefix("http://127.0.0.1:8080").unwrap().to_owned()
}

fn invited(mail: &str, lang: Lang, unit: Option<&str>) -> Person {
    let design = unit.map(|unit| ("unit".to_owned(), Value::from(unit))).into_iter().collect();
    let mail = (!mail.is_empty()).then(|| format!("{mail}@example.org"));
    Person { row: 2, name: mail.clone(), mail, phone: Some("0912345678".to_owned()), lang, design, own: None }
}

async fn invite(scene: &Scene, survey: &str, people: Vec<Person>, mark: &str) {
    let list = PeopleList { people, sha256: format!("{mark:0>64}"), unread: Vec::new() };
    scene.surveys.invite(&manager(NOW), survey, list, Arc::new(Progress::default())).await.unwrap();
}

impl Scene {
    async fn anybody(&self, method: &str, path: &str, now: i64) -> Page {
        let form = "application/x-www-form-urlencoded";
        let request = Request::builder().method(method).uri(path).header("content-type", form).body(Body::empty());
        self.ask(request.unwrap(), &Caller::anonymous(now)).await
    }

    async fn mailings(&self, survey: &str) -> Vec<InviteeMailing> {
        let survey = survey.to_owned();
        self.surveys.desk().store().read(move |r| r.invitee_mailings(&survey)).await.unwrap()
    }
}

#[test]
fn letters_reach_those_who_still_want_them() {
    on_both(|store| async move { run(store).await });
}

#[allow(clippy::too_many_lines, reason = "one story, told in order")]
async fn run(store: Store) {
    let Some(mut mails) = Server::start("plain", &[]) else { return };
    let scene = Scene::furnished(store, |desk| desk.with_mail(mailer(mails.port)));
    scene.surveys.write_letters();
    let survey = scene.drafted("officials_ballot").await;
    let mut people: Vec<Person> =
        ["answers", "declines", "nothing", "refused"].map(|mail| invited(mail, Lang::Vi, None)).into();
    people.push(invited("english", Lang::En, None));
    people.push(invited("", Lang::Vi, None));
    invite(&scene, &survey, people, "a").await;
    assert_eq!(scene.turn(NOW).await, 0, "a draft writes to nobody");
    scene.surveys.act(&manager(NOW), &survey, CampaignCommand::Open).await.unwrap();

    // Sixty a minute: one a second.
    assert_eq!(scene.turn(NOW).await, 5);
    assert_eq!(scene.waiting().await, 4);
    assert_eq!(scene.turn(NOW + SECOND).await, 0, "each is put down once");
    assert_eq!(scene.waiting().await, 3);
    scene.turn(NOW + MINUTE).await;
    assert_eq!(scene.waiting().await, 0);
    let first = arrived(&mut mails).await;
    assert_eq!(readers(&first), ["answers", "declines", "english", "nothing"]);
    let letter = &first["nothing"];
    let text = letter["text"].as_str().unwrap();
    for said in ["Kính mời Ông/Bà trả lời phiếu.", "Vì sao tôi nhận thư này?", "Hà Nội", "/decline"]
    {
        assert!(text.contains(said), "{said} is not in {text}");
    }
    let header = |name: &str| letter["headers"][name].as_str().unwrap();
    assert_eq!(header("List-Unsubscribe"), format!("<http://127.0.0.1:8080{}/decline>", link(letter)));
    assert_eq!(header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
    assert!(first["english"]["text"].as_str().unwrap().contains("Why do I receive this?"));
    let people_page = format!("/vi/surveys/{survey}/people");
    let failed: Vec<_> = scene.mailings(&survey).await.into_iter().filter_map(|mailing| mailing.failed).collect();
    assert_eq!(failed.len(), 1);
    assert!(failed[0].contains("550"), "{failed:?}");
    scene.get(&people_page, &manager(NOW)).await.has(&["Thử gửi lại các địa chỉ, số không gửi được"]);
    scene.get(&format!("{people_page}/list"), &manager(NOW)).await.has(&["bị trả lại"]);

    // One opens the ballot, one declines: a look at the page is not enough.
    let opened = scene.anybody("POST", &format!("{}/open", link(&first["answers"])), NOW + HOUR).await;
    assert_eq!(opened.status, 200, "{}", opened.body);
    let decline = format!("{}/decline", link(&first["declines"]));
    let page = scene.anybody("GET", &decline, NOW + HOUR).await;
    page.has(&["Không nhận thư về “Khảo sát hài lòng năm 2026” nữa?", "Không nhận thư nữa"]);
    assert_eq!(page.headers["cache-control"], "no-store");
    // As quiet as the ballot: nobody who was invited is asked to sign in.
    page.lacks(&["Đăng nhập", "<nav"]);
    page.has(&[&format!("href=\"{}\"", decline.replacen("/vi/", "/en/", 1))]);
    scene.anybody("POST", &decline, NOW + HOUR).await.has(&["Ông/Bà sẽ không nhận thư nữa"]);
    scene.anybody("POST", &decline, NOW + HOUR).await.has(&["Ông/Bà sẽ không nhận thư nữa"]);
    let nobody = scene.anybody("GET", "/vi/s/AAAAA/decline", NOW).await;
    assert!(nobody.status == 404 && nobody.body.contains("Mã mời này không đúng"), "{}", nobody.body);
    assert_eq!(scene.anybody("POST", &format!("/vi/s/{}/decline", "0".repeat(26)), NOW).await.status, 404);

    // The third day at eight in the morning: a reminder to those who wait, once.
    let third = NOW + 3 * DAY + HOUR;
    assert_eq!(scene.turn(third - 1).await, 0, "not a moment too early");
    assert_eq!(scene.turn(third).await, 2);
    scene.turn(third + MINUTE).await;
    let again = arrived(&mut mails).await;
    assert_eq!(readers(&again), ["english", "nothing"]);
    assert!(again["nothing"]["headers"]["Subject"].as_str().unwrap().starts_with("Nhắc lại"));
    assert_eq!(link(&again["nothing"]), link(&first["nothing"]));
    assert_eq!(scene.turn(third + DAY).await, 0);

    // Several ballots of one address are one letter; addresses that were refused are tried again when somebody says so.
    let both = ["Sở Y tế", "Sở Tư pháp"]
        .map(|unit| (0..5).map(move |number| invited(&format!("r{number}"), Lang::Vi, Some(unit))));
    invite(&scene, &survey, both.into_iter().flatten().collect(), "b").await;
    assert_eq!(scene.turn(third + DAY).await, 5);
    scene.turn(third + DAY + MINUTE).await;
    let directed = arrived(&mut mails).await;
    assert_eq!(readers(&directed), ["r0", "r1", "r2", "r3", "r4"]);
    let text = directed["r0"]["text"].as_str().unwrap();
    assert!(text.contains("- Sở Y tế") && text.contains("- Sở Tư pháp"), "{text}");
    assert_eq!(scene.surveys.try_addresses_again(&manager(NOW), &survey).await.unwrap(), 1);
    assert_eq!(scene.turn(third + DAY + HOUR).await, 1);
    assert!(arrived(&mut mails).await.is_empty(), "refused once more");

    // The seventh day, but the survey closes while its letters wait: nobody is written to.
    let seventh = NOW + 7 * DAY + HOUR;
    assert!(scene.surveys.post_letters(seventh).await.unwrap() >= 7);
    let reason = "đủ phiếu".to_owned();
    scene.surveys.act(&manager(seventh), &survey, CampaignCommand::Close { reason }).await.unwrap();
    assert_eq!(scene.turn(seventh + DAY).await, 0);
    assert_eq!((scene.waiting().await, arrived(&mut mails).await.len()), (0, 0));
    assert!(scene.surveys.desk().store().verify(None).await.unwrap().findings.is_empty());
}

#[test]
fn the_worker_mends_the_register_and_writes() {
    on_both(|store| async move {
        let Some(mut mails) = Server::start("plain", &[]) else { return };
        let before = Scene::of(store.clone());
        let survey = before.opened("officials_ballot").await;
        let people = (0..5).map(|number| invited(&format!("p{number}"), Lang::Vi, None)).collect();
        invite(&before, &survey, people, "a").await;
        // Another survey cannot be settled: what is kept of one of its sheets is damaged.
        let modes = BTreeSet::from([Mode::Own, Mode::Paper]);
        let form = Some(before.shipped("officials_ballot").await);
        let damaged = before.drafted_with(Setup { modes, form, ..setup() }).await;
        before.surveys.act(&manager(NOW), &damaged, CampaignCommand::Open).await.unwrap();
        let sheet = SurveySheet {
            id: format!("{damaged}/00000000"),
            survey: damaged,
            handed_to: survey.clone(),
            mode: "paper".to_owned(),
            state: "torn".to_owned(),
            first_by: None,
            first: None,
            second_by: None,
            second: None,
        };
        let put = move |writer: &mut Writer<'_>| -> Result<(), StoreError> { writer.insert(&sheet) };
        before.surveys.desk().store().write(Act::new("system", "test", NOW), put).await.unwrap();
        drop(before);
        // Another register, as empty as if the program had been stopped before it was written.
        let scene = Scene::furnished(store, |desk| desk.with_mail(mailer(mails.port)));
        let later = || NOW + MINUTE;
        let workers = [
            tokio::spawn(Arc::clone(&scene.surveys).work_letters(later, Duration::from_millis(10))),
            tokio::spawn({
                let desk = Arc::clone(scene.surveys.desk());
                async move { desk.work_jobs(|| NOW + HOUR).await }
            }),
        ];
        for _ in 0..600 {
            if scene.mailings(&survey).await.len() == 5 && scene.waiting().await == 0 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        workers.iter().for_each(tokio::task::JoinHandle::abort);
        assert_eq!(readers(&arrived(&mut mails).await), ["p0", "p1", "p2", "p3", "p4"]);
    });
}
