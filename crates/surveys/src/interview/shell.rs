//! The page on a tablet: the same for everybody and every survey, so that a service worker can keep it; its modules find the rest.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use chiso_model::Lang;
use chiso_web::{Caller, Language, PageError, Reader, Reason};

use super::assets::{self, asked_again};
use super::{INTERVIEWER, SHELL};
use crate::entry::Surveys;
use crate::frame::SurveyPath;
use crate::words::say;

#[derive(Template)]
#[template(path = "interview/shell.html")]
struct Shell {
    lang: Lang,
    icon: &'static str,
}

impl Shell {
    fn t(&self, key: &str) -> String {
        say(self.lang, key)
    }

    fn file(name: &str) -> String {
        assets::path(name)
    }
}

/// The shell. Here alone a page may ask the device where it is: where the survey keeps places.
fn shell(lang: Lang) -> Result<Response, PageError> {
    let page = Shell { lang, icon: &chiso_web::assets::ICON.path };
    let text = page.render().map_err(|_| PageError::new(lang, Reason::Defect))?;
    let mut response = asked_again("text/html; charset=utf-8", text);
    let policy = "camera=(), geolocation=(self), microphone=(), payment=(), usb=()";
    response.headers_mut().insert(HeaderName::from_static("permissions-policy"), HeaderValue::from_static(policy));
    Ok(response)
}

/// `GET /{lang}/interviews/{survey}`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
) -> Result<Response, PageError> {
    surveys.held_for(&caller, &survey).await.map_err(|refusal| refusal.page(&reader))?;
    shell(reader.lang)
}

/// `GET /{lang}/interviews/shell`: for the service worker.
#[allow(clippy::unused_async, reason = "the router wants a future")]
pub(super) async fn bare(Language(lang): Language) -> Result<Response, PageError> {
    shell(lang)
}

/// `GET /{lang}/interviews/worker.js`: beside the pages that it keeps, which is what it may keep.
#[allow(clippy::unused_async, reason = "the router wants a future")]
pub(super) async fn worker(Language(lang): Language) -> Response {
    let tag = lang.tag();
    asked_again("text/javascript; charset=utf-8", assets::worker(tag, &format!("/{tag}{INTERVIEWER}{SHELL}")))
}
