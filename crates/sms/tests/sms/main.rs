//! Texts through a real server, with everything that can go wrong there.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod server;

use std::time::Duration;

use chiso_model::Lang;
use chiso_sms::{Again, Body, Gateway, Method, Number, Plan, Sms, SmsError};
use server::{Answer, Asked, Server};
use tokio::net::TcpListener;

const TEXT: &str = "Mời Ông/Bà trả lời “khảo sát”: https://chiso.example.vn/vi/s/8XK3?a=1&b=2\n";

fn plan(port: u16) -> Plan {
    let body = r#"{"to":"{number}","content":"{text}","from":"{sender}","ref":"{id}","unicode":{unicode}}"#;
    Plan {
        method: Method::Post,
        url: format!("http://127.0.0.1:{port}/send"),
        body: Some(Body::Json(body.to_owned())),
        headers: vec![("Authorization".to_owned(), "Bearer {secret}".to_owned())],
        secret: Some("hush".to_owned()),
        sender: Some("SoNoiVu".to_owned()),
        success: None,
        refusals: Vec::new(),
        timeout: Duration::from_millis(700),
    }
}

async fn send(plan: Plan) -> Result<(), SmsError> {
    let to = Number::read("0912 345 678").unwrap();
    Gateway::new(plan).unwrap().send(&Sms { id: "7", to: &to, text: TEXT }).await
}

/// The value of a header.
fn header<'a>(asked: &'a Asked, name: &str) -> &'a str {
    asked.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
}

#[tokio::test]
async fn json_a_form_and_an_address_each_carry_the_text_whole() {
    let server = Server::start(|_, _| Answer::Status(200, "ok")).await;
    send(plan(server.port)).await.unwrap();
    let asked = server.asked().remove(0);
    assert_eq!((asked.method.as_str(), asked.address.as_str()), ("POST", "/send"));
    assert_eq!(header(&asked, "authorization"), "Bearer hush");
    assert_eq!(header(&asked, "content-type"), "application/json");
    let body: serde_json::Value = serde_json::from_str(&asked.body).unwrap();
    let expected =
        serde_json::json!({"to": "84912345678", "content": TEXT, "from": "SoNoiVu", "ref": "7", "unicode": 1});
    assert_eq!(body, expected);

    let form = "phone={local}&message={text}&key={secret}";
    let headers = vec![("authorization".to_owned(), "Basic {basic}".to_owned())];
    let form = Plan { method: Method::Put, body: Some(Body::Form(form.to_owned())), headers, ..plan(server.port) };
    send(form).await.unwrap();
    let asked = server.asked().remove(0);
    assert_eq!((asked.method.as_str(), header(&asked, "authorization")), ("PUT", "Basic aHVzaA=="));
    assert_eq!(header(&asked, "content-type"), "application/x-www-form-urlencoded");
    let read = |query: &str| -> Vec<(String, String)> {
        let url = reqwest::Url::parse(&format!("http://x/?{query}")).unwrap();
        url.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
    };
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(read(&asked.body), [pair("phone", "0912345678"), pair("message", TEXT), pair("key", "hush")]);

    let url = format!("http://127.0.0.1:{}/sms?to={{number}}&text={{text}}&u={{unicode}}", server.port);
    send(Plan { method: Method::Get, url, body: None, headers: vec![], ..plan(server.port) }).await.unwrap();
    let asked = server.asked().remove(0);
    let (path, query) = asked.address.split_once('?').unwrap();
    assert_eq!((asked.method.as_str(), path), ("GET", "/sms"));
    assert_eq!(read(query), [pair("to", "84912345678"), pair("text", TEXT), pair("u", "1")]);
}

#[tokio::test]
async fn an_answer_says_whether_to_come_again() {
    let later = |said: &str| Err(SmsError::Later(said.to_owned()));
    let refused = |said: &str| Err(SmsError::Refused(said.to_owned()));
    for (status, said, expected) in [
        (200, r#"{"code":"00"}"#, Ok(())),
        (202, r#"{"code":"00"}"#, Ok(())),
        (
            200,
            r#"{"code":"13","message":"out of credit"}"#,
            Err(SmsError::NotTaken("HTTP 200, sms.success".to_owned())),
        ),
        (200, r#"{"code":"04","message":"wrong number 84912345678"}"#, refused("HTTP 200, sms.refusals")),
        (500, r#"{"code":"04"}"#, refused("HTTP 500, sms.refusals")),
        (500, "", later("HTTP 500")),
        (503, "", later("HTTP 503")),
        (429, "", later("HTTP 429")),
        (302, "", later("HTTP 302")),
        (400, "84912345678 is no number", refused("HTTP 400")),
        (422, "", refused("HTTP 422")),
        (401, "", Err(SmsError::Account(401))),
        (403, "", Err(SmsError::Account(403))),
        (404, "", Err(SmsError::Account(404))),
    ] {
        let server = Server::start(move |_, _| Answer::Status(status, said)).await;
        let success = Some(r#""code":"00""#.to_owned());
        let refusals = vec![r#""code":"04""#.to_owned()];
        let sent = send(Plan { success, refusals, ..plan(server.port) }).await;
        assert_eq!(sent, expected, "{status} {said}");
        assert_eq!(server.asked().len(), 1, "asked once, and no other place");
        if let Err(error) = sent {
            let again = match error {
                SmsError::Refused(_) => Again::Never,
                SmsError::NotTaken(_) => Again::AFewTimes,
                _ => Again::AsLongAsOfUse,
            };
            assert_eq!(error.again(), again);
            for told in [format!("{error:?}"), error.message(Lang::Vi), error.message(Lang::En)] {
                assert!(!told.contains("912345678") && !told.contains("hush"), "{told}");
            }
        }
    }
}

#[tokio::test]
async fn gateways_that_hang_or_are_away() {
    let server = Server::start(|_, _| Answer::Hang).await;
    assert_eq!(send(plan(server.port)).await, Err(SmsError::Timeout));
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    assert_eq!(send(plan(silent.local_addr().unwrap().port())).await, Err(SmsError::Timeout));
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    // What stands in the address stands in no error.
    let url = format!("http://127.0.0.1:{free}/?to={{number}}&key={{secret}}");
    let away = send(Plan { method: Method::Get, url, body: None, ..plan(free) }).await.unwrap_err();
    let told = format!("{away:?} {}", away.message(Lang::En));
    assert!(
        matches!(away, SmsError::Unreachable(_)) && !told.contains("912345678") && !told.contains("hush"),
        "{told}"
    );
}

#[test]
fn a_plan_that_makes_no_request_is_found_at_once() {
    for wrong in [
        Plan { url: "no address".to_owned(), ..plan(1) },
        Plan { headers: vec![("two words".to_owned(), String::new())], ..plan(1) },
        Plan { headers: vec![("x".to_owned(), "a\nb".to_owned())], ..plan(1) },
    ] {
        assert!(matches!(Gateway::new(wrong).err(), Some(SmsError::Request(_))));
    }
    let hidden = format!("{:?}", Gateway::new(plan(1)).unwrap());
    assert_eq!(hidden, "Gateway(…)");
}
