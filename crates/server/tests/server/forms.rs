//! A form is taken only from a page of this site, and only from the session that it was shown to.

use chiso_access::Role;
use reqwest::Method;

use crate::site::{SignedIn, Site};

/// What is tried: its name, the token, the headers.
type Case<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);

#[tokio::test(flavor = "multi_thread")]
async fn a_real_form_cannot_be_sent_by_another_site_or_with_another_token() {
    let site = Site::start(&[]).await;
    let who = site.sign_in(Some(Role::Inspector)).await;
    let page = site.request_of(&who, Method::GET, "/vi/account/profile").send().await.unwrap();
    let page = if page.status() == 200 {
        page.text().await.unwrap()
    } else {
        site.request_of(&who, Method::GET, "/vi/account").send().await.unwrap().text().await.unwrap()
    };
    assert!(page.contains(&format!("value=\"{}\"", who.csrf)), "every form of the page carries the token");

    let origin = format!("http://{}", site.address);
    let send = async |csrf: &str, headers: &[(&str, &str)]| {
        let mut request = site.request(Method::POST, "/vi/sign-out").header("cookie", &who.cookie);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.form(&[("csrf", csrf)]).send().await.unwrap().status().as_u16()
    };
    let other = SignedIn::of("another-session").csrf;
    let cases: [Case<'_>; 8] = [
        ("no token", "", &[("origin", &origin)]),
        ("the token of another session", &other, &[("origin", &origin)]),
        ("half the token", &who.csrf[..32], &[("origin", &origin)]),
        ("another site", &who.csrf, &[("origin", "https://evil.example")]),
        ("another site, as the browser says", &who.csrf, &[("sec-fetch-site", "cross-site"), ("origin", &origin)]),
        ("a site beside this one", &who.csrf, &[("sec-fetch-site", "same-site"), ("origin", &origin)]),
        ("a page without an origin", &who.csrf, &[("origin", "null")]),
        ("no word of where it comes from", &who.csrf, &[]),
    ];
    for (name, csrf, headers) in cases {
        assert_eq!(send(csrf, headers).await, 403, "{name}");
    }
    let account = async || site.request_of(&who, Method::GET, "/vi/account").send().await.unwrap().status();
    assert_eq!(account().await, 200, "none of them signed anybody out");
    assert_eq!(send(&who.csrf, &[("sec-fetch-site", "same-origin"), ("origin", &origin)]).await, 303);
    assert_eq!(account().await, 303);
}
