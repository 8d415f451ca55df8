//! Programs with a key of an agency.

use chiso_access::Role;
use chiso_identity::{ApiKey, digest};
use chiso_store::people::Person;
use chiso_store::{Act, StoreError, keys};
use reqwest::{Method, Response};

use crate::publishing::{PAGE, soon};
use crate::site::{Site, assignment, header, now};

/// A key of an agency, made by somebody with a role there; it may import where its maker may, else only see.
async fn key(site: &Site, id: &str, expires: Option<i64>, revoked: Option<i64>, active: bool, role: Role) -> String {
    let key = ApiKey::generate().unwrap();
    let text = key.text();
    let (hash, id) = (digest(&text), id.to_owned());
    let scopes = match role {
        Role::NationalCoordinator => serde_json::json!(["result-import:create"]),
        _ => serde_json::json!(["published-result:see"]),
    };
    site.store
        .write(Act::new("test", "test.key", now()), move |w| -> Result<(), StoreError> {
            let maker = format!("maker-{id}");
            w.add_person(&maker, "Người tạo khóa", &format!("{id}@example.org"), "vi")?;
            if !active {
                let person: Person = w.fetch(maker.clone())?;
                w.update(&Person { active: false, ..person })?;
            }
            let held = assignment(&format!("held-{id}"), &maker, role);
            w.insert(&chiso_store::people::Assignment { agency: Some("01".to_owned()), ..held })?;
            w.insert(&keys::ApiKey {
                id: key.id,
                agency: Some("01".to_owned()),
                name: "chương trình thử".to_owned(),
                hash,
                scopes,
                created: now(),
                made_by: maker,
                expires,
                revoked,
            })
        })
        .await
        .unwrap();
    text
}

async fn ask(site: &Site, key: &str) -> Response {
    site.request(Method::GET, "/api/v1/indices").header("authorization", format!("Bearer {key}")).send().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_taken_while_it_is_good() {
    let site = Site::start(&[("CHISO_LIMITS_PER_ACCOUNT_PER_MINUTE", "3")]).await;
    let (past, future, lead) = (now() - 1, now() + 3_600_000_000, Role::UnitLead);
    let good = key(&site, "good", None, None, true, lead).await;
    let until = key(&site, "until", Some(future), None, true, lead).await;
    let mut other = good.clone().into_bytes();
    let last = other.last_mut().unwrap();
    *last = if *last == b'A' { b'B' } else { b'A' };
    for (name, key, status) in [
        ("good", good.clone(), 200),
        ("good until later", until, 200),
        ("ended", key(&site, "ended", Some(past), None, true, lead).await, 401),
        ("revoked", key(&site, "revoked", None, Some(past), true, lead).await, 401),
        ("of somebody who has left", key(&site, "left", None, None, false, lead).await, 401),
        ("not known", String::from_utf8(other).unwrap(), 401),
        ("no key at all", "chiso".to_owned(), 401),
    ] {
        let answer = ask(&site, &key).await;
        assert_eq!(answer.status(), status, "{name}");
        if status == 401 {
            assert_eq!(header(&answer, "www-authenticate"), "Bearer", "{name}");
            assert_eq!(header(&answer, "content-type"), "application/problem+json", "{name}");
        }
    }
    // Every key is counted by itself.
    ask(&site, &good).await;
    ask(&site, &good).await;
    let much = ask(&site, &good).await;
    assert_eq!(much.status(), 429);
    assert!(!header(&much, "retry-after").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_opens_no_page_and_is_told_what_it_may() {
    let site = Site::start(&[]).await;
    let good = key(&site, "good", None, None, true, Role::UnitLead).await;
    let with_key = |path: &str| site.request(Method::GET, path).header("authorization", format!("Bearer {good}"));
    // The operation that tells a key what it may do.
    let told = with_key("/api/v1/keys/self").send().await.unwrap();
    assert_eq!(told.status(), 200);
    let told: serde_json::Value = serde_json::from_str(&told.text().await.unwrap()).unwrap();
    assert_eq!(told["scopes"], serde_json::json!(["published-result:see"]));
    assert_eq!((&told["agency"], &told["name"]), (&"01".into(), &"chương trình thử".into()));
    // What its scopes leave out is refused, whatever its maker may do; and what its maker may not do is.
    let import =
        site.request(Method::POST, "/api/v1/imports/results").header("authorization", format!("Bearer {good}"));
    assert_eq!(import.send().await.unwrap().status(), 403);
    assert_eq!(with_key("/api/v1/journal").send().await.unwrap().status(), 403);
    assert_eq!(site.get("/api/v1/keys/self").await.status(), 401, "without a key");
    // Pages are for people.
    let page = with_key("/vi/account").send().await.unwrap();
    assert!(page.status() == 303 && header(&page, "location").contains("/sign-in?"), "{:?}", page.headers());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_program_brings_is_published_when_a_person_has_confirmed_it() {
    let site = Site::start(&[]).await;
    let good = key(&site, "good", None, None, true, Role::NationalCoordinator).await;
    let bring = async |unit: &str, more: &str| {
        let text = format!("index,year,level,unit,value,source\ndti,2019,province,{unit},81.25,Báo cáo thử nghiệm\n");
        let request = site.request(Method::POST, &format!("/api/v1/imports/results{more}"));
        let request = request.header("authorization", format!("Bearer {good}")).header("content-type", "text/csv");
        request.body(text).send().await.unwrap()
    };
    assert_eq!(site.get(PAGE).await.status(), 404);
    assert_eq!(bring("01", "?dry-run=true").await.status(), 200);
    assert_eq!(bring("khong-co", "").await.status(), 422);
    let brought = bring("01", "").await;
    assert_eq!(brought.status(), 202);
    let told: serde_json::Value = serde_json::from_str(&brought.text().await.unwrap()).unwrap();
    let confirm = told["confirm"].as_str().unwrap();
    let confirm = confirm.strip_prefix(&format!("http://{}", site.address)).unwrap();

    let who = site.sign_in(Some(Role::NationalCoordinator)).await;
    assert_eq!(site.get(PAGE).await.status(), 404, "not before");
    let done = site.form(Some(&who), confirm, &[("reason", "Báo cáo năm 2019")]).send().await.unwrap();
    assert_eq!(done.status(), 303, "{}", done.text().await.unwrap());
    soon("what was imported", async || site.get(PAGE).await.status() == 200).await;
    assert_eq!(site.store.verify(None).await.unwrap().findings, []);
}
