//! Modules and stylesheet of the tablet's pages, all under one version: a page never meets modules of another, also where half of them were kept by a browser.

use std::fmt::Write as _;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chiso_ballot::BLINDING_MODULE;
use chiso_web::assets::TOKENS_CSS;
use sha2::{Digest, Sha256};

use super::texts;

/// Files by name.
static FILES: LazyLock<Vec<(&'static str, String)>> = LazyLock::new(|| {
    let own = |text: &str| text.to_owned();
    // The form on a device is one module of several parts, which know each other by name.
    let questions = [
        include_str!("../../assets/interview/value.js"),
        include_str!("../../assets/interview/evaluate.js"),
        include_str!("../../assets/interview/form.js"),
        include_str!("../../assets/interview/typed.js"),
        include_str!("../../assets/interview/check.js"),
        include_str!("../../assets/interview/walk.js"),
        include_str!("../../assets/interview/parts.js"),
        include_str!("../../assets/interview/question.js"),
        include_str!("../../assets/interview/screen.js"),
    ];
    let styles = [TOKENS_CSS, include_str!("../../assets/answer.css"), include_str!("../../assets/interview.css")];
    vec![
        ("app.js", own(include_str!("../../assets/interview/app.js"))),
        ("blind.js", own(BLINDING_MODULE)),
        ("case.js", own(include_str!("../../assets/interview/case.js"))),
        ("device.js", own(include_str!("../../assets/interview/device.js"))),
        ("dom.js", own(include_str!("../../assets/interview/dom.js"))),
        ("list.js", own(include_str!("../../assets/interview/list.js"))),
        ("net.js", own(include_str!("../../assets/interview/net.js"))),
        ("questions.js", questions.join("\n")),
        ("store.js", own(include_str!("../../assets/interview/store.js"))),
        ("style.css", styles.join("\n")),
        ("sync.js", own(include_str!("../../assets/interview/sync.js"))),
        ("talk.js", own(include_str!("../../assets/interview/talk.js"))),
        ("texts.js", texts::module()),
    ]
});

/// A part of the SHA-256 of all of them, and of what the worker and the shell are made of.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut hash = Sha256::new();
    for (name, text) in FILES.iter() {
        hash.update(name);
        hash.update(text);
    }
    hash.update(WORKER);
    hash.update(include_str!("../../templates/interview/shell.html"));
    hash.finalize().iter().take(8).fold(String::new(), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
});

const WORKER: &str = include_str!("../../assets/interview/worker.js");

/// The path of a file.
pub(super) fn path(name: &str) -> String {
    format!("/assets/interview/{}/{name}", *VERSION)
}

/// The module of the service worker for a language, with everything that it keeps.
pub(super) fn worker(tag: &str, shell: &str) -> String {
    let mut files: Vec<String> = FILES.iter().map(|(name, _)| path(name)).collect();
    files.push(chiso_web::assets::ICON.path.clone());
    let kept = serde_json::json!({ "name": format!("interviews {tag} {}", *VERSION), "tag": tag, "shell": shell, "files": files });
    format!("const kept = {kept};\n{WORKER}")
}

/// An answer that a browser keeps only as long as it is the same.
pub(super) fn asked_again(media_type: &'static str, text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    (headers, text).into_response()
}

/// `GET /assets/interview/{version}/{file}`
#[allow(clippy::unused_async, reason = "the router wants a future")]
pub(super) async fn serve(Path((version, file)): Path<(String, String)>) -> Response {
    let found = FILES.iter().find(|(name, _)| *name == file).filter(|_| version == *VERSION);
    let Some((name, text)) = found else { return StatusCode::NOT_FOUND.into_response() };
    let media_type = if name.ends_with("css") { "text/css; charset=utf-8" } else { "text/javascript; charset=utf-8" };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    (headers, text.as_str()).into_response()
}
