//! Text messages from end to end: a clock that moves, a real mail server and a real gateway that takes what is sent, refuses it, hangs or is away.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

use crate::common::{DAY, HOUR, MINUTE, NOW, Scene, mailer, manager, on_both, setup};
use crate::gateway::{Answer, Server as GatewayServer};
use crate::server::Server as MailServer;
use chiso_model::{Lang, Text};
use chiso_sms::{Body, Gateway, Method, Plan};
use chiso_store::surveys::InviteeMailing;
use chiso_store::{JournalFilter, Store};
use chiso_survey::campaign::{CampaignCommand, Setup};
use chiso_surveys::{PeopleList, Person, Progress};
use chiso_workspace::Desk;
use serde_json::Value;

const SECOND: i64 = 1_000_000;

fn texts(port: u16) -> Gateway {
    let body = r#"{"to":"{number}","text":"{text}","id":"{id}"}"#;
    let plan = Plan {
        method: Method::Post,
        url: format!("http://127.0.0.1:{port}/send"),
        body: Some(Body::Json(body.to_owned())),
        headers: Vec::new(),
        secret: None,
        sender: None,
        success: Some("\"ok\"".to_owned()),
        refusals: vec!["bad number".to_owned()],
        timeout: Duration::from_millis(400),
    };
    Gateway::new(plan).unwrap()
}

/// Number, words and id of each text that a gateway was asked to send.
fn asked(gateway: &GatewayServer) -> Vec<(String, String, String)> {
    let of = |body: &str| -> (String, String, String) {
        let body: Value = serde_json::from_str(body).unwrap();
        let text = |name: &str| body[name].as_str().unwrap().to_owned();
        (text("to"), text("text"), text("id"))
    };
    let mut asked: Vec<_> = gateway.asked().iter().map(|asked| of(&asked.body)).collect();
    asked.sort();
    asked
}

fn numbers(texts: &[(String, String, String)]) -> Vec<&str> {
    texts.iter().map(|(number, ..)| number.as_str()).collect()
}

fn person(mail: &str, phone: &str, lang: Lang) -> Person {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Person { row: 2, name: None, mail: some(mail), phone: some(phone), lang, design: BTreeMap::new(), own: None }
}

/// A campaign with texts whose people are these, open.
async fn opened(scene: &Scene, people: Vec<Person>) -> String {
    let sms = Text::new("Mời Ông/Bà trả lời: {link}", "Please answer: {link} ({owner})");
    let setup = Setup { form: Some(scene.shipped("officials_ballot").await), sms, ..setup() };
    let survey = scene.drafted_with(setup).await;
    let list = PeopleList { people, sha256: "a".repeat(64), unread: Vec::new() };
    scene.surveys.invite(&manager(NOW), &survey, list, Arc::new(Progress::default())).await.unwrap();
    scene.surveys.act(&manager(NOW), &survey, CampaignCommand::Open).await.unwrap();
    survey
}

/// A scene that sends through a mail server, if any, and a gateway.
fn scene(store: Store, mail: Option<u16>, gateway: u16) -> Scene {
    let furnish = |desk: Desk| {
        let desk = desk.with_texts(texts(gateway));
        match mail {
            Some(port) => desk.with_mail(mailer(port)),
            None => desk,
        }
    };
    let scene = Scene::furnished(store, furnish);
    scene.surveys.write_letters();
    scene
}

impl Scene {
    async fn failed(&self, survey: &str) -> Vec<String> {
        let survey = survey.to_owned();
        let mailings: Vec<InviteeMailing> =
            self.surveys.desk().store().read(move |r| r.invitee_mailings(&survey)).await.unwrap();
        let mut failed: Vec<String> = mailings.into_iter().filter_map(|mailing| mailing.failed).collect();
        failed.sort();
        failed
    }
}

#[test]
fn texts_reach_those_whom_no_letter_does() {
    on_both(|store| async move {
        let Some(mails) = MailServer::start("plain", &[]) else { return };
        let gateway = GatewayServer::start(|asked, _| {
            let wrong = asked.body.contains("84999999999");
            Answer::Status(200, if wrong { "bad number 84999999999" } else { "\"ok\"" })
        })
        .await;
        let scene = scene(store.clone(), Some(mails.port), gateway.port);
        let survey = opened(
            &scene,
            vec![
                person("a@example.org", "0911111111", Lang::Vi),
                person("", "+84 922 222 222", Lang::Vi),
                person("", "0933333333", Lang::En),
                person("refused@example.org", "0944444444", Lang::Vi),
                person("refused2@example.org", "0999999999", Lang::Vi),
                person("", "024 3825 1234", Lang::Vi),
            ],
        )
        .await;
        // Two letters to bad addresses become texts; a fixed line gets nothing.
        assert_eq!(scene.turn(NOW).await, 5);
        scene.turn(NOW + MINUTE).await;
        assert_eq!(scene.waiting().await, 0);
        let sent = asked(&gateway);
        assert_eq!(numbers(&sent), ["84922222222", "84933333333", "84944444444", "84999999999"]);
        assert!(sent[0].1.starts_with("Mời Ông/Bà trả lời: http://127.0.0.1:8080/vi/s/"), "{}", sent[0].1);
        assert!(sent[1].1.starts_with("Please answer: http://127.0.0.1:8080/en/s/") && sent[1].1.ends_with(')'));
        let failed = scene.failed(&survey).await;
        assert_eq!(failed.len(), 2);
        assert!(failed[0].starts_with("mail: ") && !failed[0].contains("text:"), "{failed:?}");
        assert!(failed[1].starts_with("mail: ") && failed[1].contains("\ntext: "), "{failed:?}");
        assert!(!failed.concat().contains("84999999999"), "{failed:?}");
        // Only whoever is reached in no way is counted as bounced.
        let page = scene.get(&format!("/en/surveys/{survey}/people"), &manager(NOW)).await;
        page.has(&["Try addresses and numbers that bounced again"]);

        // A reminder goes the same way; nothing goes to the address that was refused.
        let third = NOW + 3 * DAY + HOUR;
        assert_eq!(scene.turn(third).await, 4);
        scene.turn(third + MINUTE).await;
        let again = asked(&gateway);
        assert_eq!(numbers(&again), ["84922222222", "84933333333", "84944444444"]);
        assert!(again[0].1.starts_with("Nhắc lại: Mời"), "{}", again[0].1);

        // Whoever declines by the link of a text gets no more.
        let link = sent[0].1.split("8080").nth(1).unwrap().to_owned();
        let decline = |method: &str| {
            let form = "application/x-www-form-urlencoded";
            let request = axum::extract::Request::builder().method(method).uri(format!("{link}/decline"));
            request.header("content-type", form).body(axum::body::Body::empty()).unwrap()
        };
        let nobody = chiso_web::Caller::anonymous(third);
        let page = scene
            .ask(axum::extract::Request::builder().uri(&link).body(axum::body::Body::empty()).unwrap(), &nobody)
            .await;
        page.has(&[&format!("{link}/decline")]);
        assert_eq!(scene.ask(decline("POST"), &nobody).await.status, 200);
        let seventh = NOW + 7 * DAY + HOUR;
        scene.turn(seventh).await;
        scene.turn(seventh + MINUTE).await;
        assert_eq!(numbers(&asked(&gateway)), ["84933333333", "84944444444"]);

        // A letter that came back later leads to a text as well, once.
        let returned = format!("/en/surveys/{survey}/people/letters/returned");
        let report = "Final-Recipient: rfc822; A@example.org\nAction: failed\nStatus: 5.1.1\n";
        for text in ["b@example.org", ""] {
            scene.post(&returned, &manager(seventh), &[("text", text)]).await.refuses(&["No address here belongs"]);
        }
        for _ in 0..2 {
            scene
                .post(&returned, &manager(seventh), &[("text", report)])
                .await
                .leads(&format!("/en/surveys/{survey}/people?said=said-people-returned"));
        }
        scene.turn(seventh + MINUTE).await;
        assert_eq!(numbers(&asked(&gateway)), ["84911111111"]);

        // No number and no words of a text in the journal or the queue.
        assert!(scene.surveys.desk().store().verify(None).await.unwrap().findings.is_empty());
        let journal = scene
            .surveys
            .desk()
            .store()
            .read(|r| r.journal(&JournalFilter { limit: 100_000, ..JournalFilter::default() }))
            .await
            .unwrap();
        let journal = format!("{journal:?}");
        for told in ["0922222222", "84922222222", "Mời Ông/Bà trả lời: http"] {
            assert!(!journal.contains(told), "{told}");
        }
    });
}

/// What a gateway answers is set from outside while it runs.
async fn moody(status: &Arc<AtomicU16>) -> GatewayServer {
    let status = Arc::clone(status);
    GatewayServer::start(move |_, _| match status.load(Ordering::SeqCst) {
        0 => Answer::Hang,
        1 => Answer::Status(200, "\"error\": \"out of credit\""),
        status => Answer::Status(status, "\"ok\""),
    })
    .await
}

#[test]
fn a_gateway_that_is_not_well_is_asked_again_and_less_and_less_often() {
    on_both(|store| async move {
        let status = Arc::new(AtomicU16::new(500));
        let gateway = moody(&status).await;
        let scene = scene(store, None, gateway.port);
        let survey = opened(&scene, (0..5).map(|n| person("", &format!("091111111{n}"), Lang::Vi)).collect()).await;
        // Five seconds: all of them are due.
        scene.surveys.post_letters(NOW).await.unwrap();
        let mut now = NOW + 5 * SECOND;
        for (answer, wait) in [(500, 30), (0, 60), (401, 120), (1, 240), (429, 480)] {
            status.store(answer, Ordering::SeqCst);
            scene.turn(now).await;
            assert_eq!((gateway.asked().len(), scene.waiting().await), (5, 5), "{answer}");
            scene.turn(now + wait * SECOND - 1).await;
            assert_eq!(gateway.asked().len(), 0, "{answer}: not before {wait} seconds");
            now += wait * SECOND;
        }
        status.store(200, Ordering::SeqCst);
        scene.turn(now).await;
        let sent = asked(&gateway);
        assert_eq!((numbers(&sent).len(), scene.waiting().await), (5, 0));
        assert!(scene.failed(&survey).await.is_empty(), "no number was at fault");
    });
}

#[test]
fn what_a_gateway_never_takes_is_given_up_and_told() {
    on_both(|store| async move {
        let status = Arc::new(AtomicU16::new(1));
        let gateway = moody(&status).await;
        let scene = scene(store, None, gateway.port);
        let survey = opened(&scene, (0..5).map(|n| person("", &format!("091111111{n}"), Lang::Vi)).collect()).await;
        scene.turn(NOW).await;
        for hour in 1..=40 {
            scene.turn(NOW + hour * HOUR).await;
        }
        assert_eq!(gateway.asked().len(), 5 * 20, "twenty times each");
        assert_eq!((scene.waiting().await, scene.failed(&survey).await.len()), (0, 5));
        // Somebody mends the account and says so.
        status.store(200, Ordering::SeqCst);
        let later = NOW + 41 * HOUR;
        assert_eq!(scene.surveys.try_addresses_again(&manager(later), &survey).await.unwrap(), 5);
        scene.turn(later).await;
        scene.turn(later + MINUTE).await;
        assert_eq!((gateway.asked().len(), scene.failed(&survey).await.len()), (5, 0));
    });
}

/// Stopped between the gateway's answer and the note of it, a text goes out once more when the lease is over, under the id it had: at most twice, and once where the gateway looks
/// at the id.
#[test]
fn a_crash_after_sending_sends_once_more_under_the_same_id() {
    on_both(|store| async move {
        let status = Arc::new(AtomicU16::new(0));
        let gateway = moody(&status).await;
        let scene = scene(store, None, gateway.port);
        opened(&scene, (0..5).map(|n| person("", &format!("091111111{n}"), Lang::Vi)).collect()).await;
        scene.surveys.post_letters(NOW).await.unwrap();
        let desk = Arc::clone(scene.surveys.desk());
        let worker = tokio::spawn(async move { desk.work_due_jobs(NOW + 10 * SECOND).await });
        let mut first = Vec::new();
        while first.len() < 5 {
            tokio::time::sleep(Duration::from_millis(5)).await;
            first.extend(asked(&gateway));
        }
        // The gateway has them all; the program stops before it hears of it.
        worker.abort();
        assert!(worker.await.unwrap_err().is_cancelled());
        status.store(200, Ordering::SeqCst);
        scene.turn(NOW + 14 * MINUTE).await;
        assert!(asked(&gateway).is_empty(), "somebody may still be at it");
        scene.turn(NOW + 16 * MINUTE).await;
        first.sort();
        assert_eq!(asked(&gateway), first, "the same ids");
        scene.turn(NOW + HOUR).await;
        assert_eq!((asked(&gateway).len(), scene.waiting().await), (0, 0), "and never again");
    });
}

#[test]
fn a_gateway_that_hangs_keeps_no_letter_waiting() {
    on_both(|store| async move {
        let Some(mut mails) = MailServer::start("plain", &[]) else { return };
        let gateway = moody(&Arc::new(AtomicU16::new(0))).await;
        let scene = scene(store, Some(mails.port), gateway.port);
        let mut people: Vec<Person> = (0..30).map(|n| person("", &format!("09111111{n:02}"), Lang::Vi)).collect();
        people.extend((0..5).map(|n| person(&format!("p{n}@example.org"), "", Lang::Vi)));
        opened(&scene, people).await;
        scene.surveys.post_letters(NOW).await.unwrap();
        // One round: ten texts that hang, and every letter.
        scene.surveys.desk().work_due_jobs(NOW + HOUR).await.unwrap();
        for _ in 0..5 {
            mails.mail();
        }
        assert_eq!(gateway.asked().len(), 10);
    });
}
