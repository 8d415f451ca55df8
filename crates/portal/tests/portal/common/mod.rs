//! The real site behind the real router, loaded once.
#![allow(unreachable_pub)]

use std::sync::{Arc, LazyLock};

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request};
use axum::{Extension, Router};
use chiso_portal::{Site, router};
use chiso_web::Caller;
use tower::ServiceExt;

static ROUTER: LazyLock<Router> = LazyLock::new(|| router(Arc::new(Site::load().unwrap())));

pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// The headers that every answer carries.
    pub fn check_headers(&self, path: &str) {
        let policy = self.header("content-security-policy").unwrap_or_default();
        for wanted in [
            "default-src 'none'",
            "style-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(wanted), "{path}: {wanted}");
        }
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(self.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(self.header("x-frame-options"), Some("DENY"), "{path}");
        assert!(self.header("referrer-policy").is_some() && self.header("permissions-policy").is_some(), "{path}");
    }
}

pub async fn ask(method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
    ask_of(&ROUTER, method, path, headers).await
}

/// The same of a site with additions of its own.
pub async fn ask_of(router: &Router, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
    Answer { status: parts.status.as_u16(), headers: parts.headers, body }
}

pub async fn get(path: &str) -> Answer {
    ask("GET", path, &[]).await
}

/// The same where people can sign in: the portal within the whole server.
pub async fn get_where_people_sign_in(path: &str) -> Answer {
    let served = ROUTER.clone().layer(Extension(Caller::anonymous(0)));
    ask_of(&served, "GET", path, &[]).await
}

/// Addresses within the site that a page leads to or loads, without fragments.
pub fn links(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for mark in ["href=\"", "src=\""] {
        for rest in html.split(mark).skip(1) {
            let link =
                rest.split('"').next().unwrap().split('#').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
            if link.starts_with('/') {
                found.push(link);
            }
        }
    }
    found
}

/// Text of a page without its tags, white space as one space.
pub fn words(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => text.push(if c.is_whitespace() { ' ' } else { c }),
            _ => {}
        }
    }
    text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
