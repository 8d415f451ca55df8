//! What is the same for all is kept in memory, and nothing else.

use chiso_access::Role;
use reqwest::Method;

use crate::publishing::{PAGE, publish, soon};
use crate::site::{Site, header};

/// How many answers came from memory.
async fn from_memory(site: &Site) -> u64 {
    let text = site.get("/metrics").await.text().await.unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix("chiso_requests_from_memory_total "));
    line.unwrap().parse().unwrap()
}

const PATH: &str = "/vi/index/par-index/province/2024";

#[tokio::test(flavor = "multi_thread")]
async fn what_anybody_gets_comes_from_memory_byte_for_byte() {
    let site = Site::start(&[]).await;
    let get = || site.request(Method::GET, PATH);
    let first = get().send().await.unwrap();
    let (tag, kind) = (header(&first, "etag"), header(&first, "content-type"));
    let plain = first.bytes().await.unwrap();
    assert_eq!(from_memory(&site).await, 0);
    let second = get().send().await.unwrap();
    assert_eq!((header(&second, "etag"), header(&second, "content-type")), (tag.clone(), kind));
    assert_eq!(header(&second, "content-length"), plain.len().to_string());
    assert_eq!(second.bytes().await.unwrap(), plain);
    assert_eq!(from_memory(&site).await, 1);

    // Packed as the request says, however it says it; never packed for whoever did not ask.
    for (accepts, packed) in [
        ("gzip", true),
        ("gzip, deflate, br", true),
        ("br;q=1.0, GZIP;q=0.8, *;q=0.1", true),
        ("gzip;q=0", false),
        ("identity", false),
        ("*", false),
        ("x-gzip", false),
    ] {
        for _ in 0..2 {
            let answer = get().header("accept-encoding", accepts).send().await.unwrap();
            let encoding = header(&answer, "content-encoding");
            assert_eq!(encoding, if packed { "gzip" } else { "" }, "{accepts}");
            assert!(header(&answer, "vary").to_lowercase().contains("accept-encoding"), "{accepts}");
            let bytes = answer.bytes().await.unwrap();
            assert_eq!(bytes.starts_with(&[0x1f, 0x8b]), packed, "{accepts}");
            assert_eq!(bytes == plain, !packed, "{accepts}");
        }
    }
    for known in [tag.clone(), "*".to_owned(), format!("\"other\", {tag}"), tag.trim_start_matches("W/").to_owned()] {
        let answer = get().header("if-none-match", &known).send().await.unwrap();
        assert_eq!((answer.status().as_u16(), header(&answer, "etag")), (304, tag.clone()), "{known}");
        assert!(header(&answer, "content-type").is_empty() && answer.bytes().await.unwrap().is_empty());
    }
    assert_eq!(get().header("if-none-match", "\"other\"").send().await.unwrap().status(), 200);
    let before = from_memory(&site).await;
    assert_eq!(site.request(Method::HEAD, "/vi/about").send().await.unwrap().status(), 200);
    let about = site.get("/vi/about").await;
    assert!(!about.bytes().await.unwrap().is_empty(), "an answer to HEAD is not kept");
    let head = site.request(Method::HEAD, PATH).send().await.unwrap();
    assert_eq!(from_memory(&site).await, before + 1);
    assert_eq!((head.status().as_u16(), header(&head, "etag")), (200, tag));
    assert_eq!(header(&head, "content-length"), plain.len().to_string());
    assert!(head.bytes().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_somebody_gets_an_answer_of_their_own() {
    let site = Site::start(&[]).await;
    site.get(PATH).await;
    let anonymous = site.get(PATH).await.text().await.unwrap();
    let kept = from_memory(&site).await;
    let who = site.sign_in(Some(Role::Inspector)).await;
    for _ in 0..2 {
        let answer = site.request_of(&who, Method::GET, PATH).send().await.unwrap();
        assert!(header(&answer, "cache-control").contains("private"), "{:?}", answer.headers());
        let own = answer.text().await.unwrap();
        assert!(own.contains("Người thử inspector") && own != anonymous);
        let refused = site.request(Method::GET, "/api/v1/indices").header("authorization", "Bearer chiso_x_y");
        assert_eq!(refused.send().await.unwrap().status(), 401);
    }
    assert_eq!(site.get(PATH).await.text().await.unwrap(), anonymous, "nothing of theirs was kept");
    assert_eq!(from_memory(&site).await, kept + 1);
    // An operation looks at what it is asked for, also where another was answered before.
    let api = "/api/v1/indices";
    assert_eq!(site.get(api).await.status(), 200);
    let refused = site.request(Method::GET, api).header("accept", "application/json;q=0, */*").send().await.unwrap();
    assert_eq!(refused.status(), 406);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_published_shows_within_seconds() {
    let site = Site::start(&[]).await;
    assert_eq!(site.get(PAGE).await.status(), 404);
    site.get("/vi/indices").await;
    let before = site.get("/vi/indices").await.text().await.unwrap();
    publish(&site, "81.25").await;
    soon("the new page", async || site.get(PAGE).await.status() == 200).await;
    assert!(site.get(PAGE).await.text().await.unwrap().contains("81,25"));
    let after = site.get("/vi/indices").await.text().await.unwrap();
    assert!(
        !before.contains("dti/province/2019") && after.contains("dti/province/2019"),
        "what was kept of the old state is gone"
    );
}
