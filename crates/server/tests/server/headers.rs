//! Every answer carries the security headers and an id, whatever kind it is.

use std::collections::BTreeSet;

use reqwest::Method;

use crate::site::{Site, header};

const SECURITY: [(&str, &str); 6] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("x-permitted-cross-domain-policies", "none"),
    ("strict-transport-security", ""),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_answer_carries_the_security_headers_and_an_id_of_its_own() {
    let site = Site::start(&[("CHISO_LIMITS_SIGN_INS_PER_ADDRESS_PER_MINUTE", "2")]).await;
    let tag = header(&site.get("/vi/indices").await, "etag");
    let page = site.get("/vi/").await.text().await.unwrap();
    let asset = page.split('"').find(|part| part.starts_with("/assets/")).unwrap().to_owned();
    let large = "a".repeat(2 << 20);
    let get = |path: &str| site.request(Method::GET, path);
    let origin = format!("http://{}", site.address);
    let answers = [
        ("page", 200, get("/vi/")),
        ("page for nobody", 404, get("/vi/nothing-is-here")),
        ("operation", 200, get("/api/v1/indices")),
        ("operation that is not there", 404, get("/api/v1/nothing")),
        ("file", 200, get("/data/agencies.vi.csv")),
        ("asset", 200, get(&asset)),
        ("nothing new", 304, get("/vi/indices").header("if-none-match", &tag)),
        ("redirect", 303, get("/vi/work")),
        ("other method", 405, site.request(Method::DELETE, "/vi/indices")),
        ("other method of an operation", 405, site.request(Method::DELETE, "/api/v1/indices")),
        ("other site", 403, site.form(None, "/vi/sign-in", &[]).header("sec-fetch-site", "cross-site")),
        ("too large", 413, site.form(None, "/vi/recover", &[("mail", &large)])),
        ("too many", 429, site.form(None, "/vi/sign-in", &[])),
        ("no key", 401, get("/api/v1/indices").header("authorization", "Bearer chiso_nothing")),
        ("health", 200, get("/healthz")),
        ("metrics", 200, get("/metrics")),
    ];
    let mut ids = BTreeSet::new();
    let count = answers.len();
    for (kind, status, request) in answers {
        let answer = request.header("x-test-origin", &origin).send().await.unwrap();
        assert_eq!(answer.status(), status, "{kind}");
        for (name, value) in SECURITY {
            assert_eq!(header(&answer, name), value, "{kind}: {name}");
        }
        // What is left of a body that is too large is not read.
        assert_eq!(header(&answer, "connection") == "close", status == 413, "{kind}");
        let policy = header(&answer, "content-security-policy");
        for word in ["default-src 'none'", "script-src 'self'", "form-action 'self'", "frame-ancestors 'none'"] {
            assert!(policy.contains(word), "{kind}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{kind}: {policy}");
        assert!(header(&answer, "permissions-policy").contains("camera=()"), "{kind}");
        let id = header(&answer, "x-request-id");
        assert!(id.len() == 16 && ids.insert(id.clone()), "{kind}: `{id}`");
    }
    assert_eq!(ids.len(), count);
}
