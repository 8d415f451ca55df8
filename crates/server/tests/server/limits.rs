//! Nobody may ask for so much that others cannot.

use chiso_access::Role;
use reqwest::Method;

use crate::site::{SignedIn, Site, header};

/// A proxy that is trusted lets a test come from many addresses.
const PROXY: (&str, &str) = ("CHISO_SERVER_TRUSTED_PROXIES", "127.0.0.1");

async fn from(site: &Site, address: &str, path: &str) -> reqwest::Response {
    site.request(Method::GET, path).header("x-forwarded-for", address).send().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn one_address_that_asks_too_much_is_told_when_to_come_again_and_others_are_not_held_up() {
    let site = Site::start(&[PROXY, ("CHISO_LIMITS_PER_ADDRESS_PER_MINUTE", "5")]).await;
    for _ in 0..5 {
        assert_eq!(from(&site, "203.0.113.1", "/vi/indices").await.status(), 200);
    }
    let refused = from(&site, "203.0.113.1", "/vi/indices").await;
    assert_eq!(refused.status(), 429);
    let wait: u64 = header(&refused, "retry-after").parse().unwrap();
    assert!((1..=13).contains(&wait), "{wait}");
    assert_eq!(header(&refused, "content-type"), "application/problem+json");
    assert_eq!(from(&site, "203.0.113.2", "/vi/indices").await.status(), 200);

    // A person is told in a page, in the language of the address.
    let page = site
        .request(Method::GET, "/en/indices")
        .header("x-forwarded-for", "203.0.113.1")
        .header("accept", "text/html,*/*;q=0.8")
        .send()
        .await
        .unwrap();
    assert_eq!((page.status().as_u16(), header(&page, "cache-control")), (429, "no-store".to_owned()));
    let text = page.text().await.unwrap();
    assert!(text.contains("Too many requests") && text.contains("<html lang=\"en\""), "{text}");
    // Whoever watches the server is not held up.
    assert_eq!(from(&site, "203.0.113.1", "/healthz").await.status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_account_that_asks_too_much_is_held_up_wherever_it_comes_from() {
    let site = Site::start(&[PROXY, ("CHISO_LIMITS_PER_ACCOUNT_PER_MINUTE", "4")]).await;
    let (busy, calm) = (site.sign_in(Some(Role::Inspector)).await, site.sign_in(Some(Role::Administrator)).await);
    let ask = async |who, address: &str| {
        let request = site.request_of(who, Method::GET, "/vi/account").header("x-forwarded-for", address);
        request.send().await.unwrap().status().as_u16()
    };
    for last in 1..=4 {
        assert_eq!(ask(&busy, &format!("203.0.113.{last}")).await, 200);
    }
    assert_eq!(ask(&busy, "203.0.113.5").await, 429);
    assert_eq!(ask(&calm, "203.0.113.5").await, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn passwords_are_not_tried_without_end_from_one_address() {
    let site = Site::start(&[PROXY, ("CHISO_LIMITS_SIGN_INS_PER_ADDRESS_PER_MINUTE", "3")]).await;
    let attempt = async |address: &str, path: &str| {
        let fields = [("mail", "nobody@example.org"), ("password", "sai mật khẩu")];
        site.form(None, path, &fields).header("x-forwarded-for", address).send().await.unwrap().status().as_u16()
    };
    for path in ["/vi/sign-in", "/en/recover", "/vi/invitation/nothing"] {
        assert_ne!(attempt("203.0.113.1", path).await, 429, "{path}");
    }
    for path in ["/vi/sign-in", "/en/sign-in", "/vi/set-up/nothing", "/vi/second-factor"] {
        assert_eq!(attempt("203.0.113.1", path).await, 429, "{path}");
    }
    assert_ne!(attempt("203.0.113.2", "/vi/sign-in").await, 429);
    // Letters are few whatever comes of them.
    for _ in 0..3 {
        assert_eq!(attempt("203.0.113.3", "/vi/recover").await, 404, "no mail is sent here");
    }
    assert_eq!(attempt("203.0.113.3", "/vi/recover").await, 429);
    // Looking is not trying.
    assert_eq!(from(&site, "203.0.113.1", "/vi/sign-in").await.status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_office_behind_one_address_comes_in_on_one_morning() {
    let site = Site::start(&[("CHISO_LIMITS_SIGN_INS_PER_ADDRESS_PER_MINUTE", "3")]).await;
    let password = "ruộng bậc thang mùa nước đổ";
    for person in 0..6 {
        let mail = format!("{person}@example.org");
        let token = site.invite(&person.to_string(), &mail).await;
        let fields = [("password", password), ("again", password)];
        let entered = site.form(None, &format!("/vi/invitation/{token}"), &fields).send().await.unwrap();
        let who = SignedIn::from(&entered).unwrap_or_else(|| panic!("{person}: {entered:?}"));
        let begun = site.form(Some(&who), "/vi/account/second-factor/begin", &[]).send().await.unwrap();
        assert!(begun.status().as_u16() < 400, "{person}: {begun:?}");
        let again = site.form(None, "/vi/sign-in", &[("mail", &mail), ("password", password)]).send().await.unwrap();
        assert_eq!(again.status(), 303, "{person}: {again:?}");
    }
    // Guesses from there are as few as ever.
    let fields = [("mail", "1@example.org"), ("password", "sai mật khẩu")];
    let mut told = Vec::new();
    for _ in 0..8 {
        told.push(site.form(None, "/vi/sign-in", &fields).send().await.unwrap().status().as_u16());
    }
    let tried = told.iter().filter(|status| **status == 422).count();
    assert!((1..=4).contains(&tried) && told.iter().all(|status| [422, 429].contains(status)), "{told:?}");
}
