//! What is shown once: a new key, a new link. The page is put aside when its form was sent, and taken by the next request: whoever loads it again makes nothing again.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::{Bytes, to_bytes};
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use chiso_model::Text;
use chiso_web::{Caller, Gate, PageError, Reader, Routes};

use crate::desk::{Desk, new_id};
use crate::refusal::Refusal;
use crate::sheet::{Sheet, State, at, go};
use crate::words::say;

/// How long a page waits for its one request, microseconds.
const WAITS_US: i64 = 300 * 1_000_000;
/// Most pages that wait at a time.
const MOST: usize = 1_000;
/// Most bytes of one.
const BYTES: usize = 1 << 20;

/// Pages that wait for their one request, by id. They are kept in memory only.
#[derive(Default)]
pub(crate) struct Shown(Mutex<BTreeMap<String, Waiting>>);

struct Waiting {
    /// Only this session is shown it.
    session: String,
    until: i64,
    headers: HeaderMap,
    page: Bytes,
}

impl Shown {
    fn pages(&self) -> MutexGuard<'_, BTreeMap<String, Waiting>> {
        // A thread that died over it left a whole map: each change is one step.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Routes of what is shown once.
pub(crate) fn routes() -> Routes<Arc<Desk>> {
    Routes::new().page("/{lang}/shown/{id}", Gate::SignedIn, page)
}

impl Desk {
    /// Puts a page aside for the session of a caller and leads on to it.
    pub(crate) async fn show_once(
        &self,
        reader: &Reader,
        caller: &Caller,
        page: Response,
    ) -> Result<Response, PageError> {
        let session = caller.session.clone().ok_or_else(|| Refusal::SignedOut.page(reader))?;
        let (parts, body) = page.into_parts();
        let page = to_bytes(body, BYTES).await.map_err(|error| {
            Refusal::Fault(Text::new(format!("Không hiện được trang: {error}"), format!("No page: {error}")))
                .page(reader)
        })?;
        let id = new_id();
        let waiting = Waiting { session, until: caller.now_us + WAITS_US, headers: parts.headers, page };
        let mut pages = self.shown.pages();
        pages.retain(|_, waiting| caller.now_us < waiting.until);
        if pages.len() >= MOST {
            let oldest = pages.iter().min_by_key(|(_, waiting)| waiting.until).map(|(id, _)| id.clone());
            oldest.and_then(|id| pages.remove(&id));
        }
        pages.insert(id.clone(), waiting);
        Ok(go(&at(reader, &format!("/shown/{id}"))))
    }

    fn shown_to(&self, caller: &Caller, id: &str) -> Option<Waiting> {
        let mut pages = self.shown.pages();
        let own = pages.get(id).is_some_and(|waiting| caller.session.as_deref() == Some(waiting.session.as_str()));
        if own { pages.remove(id).filter(|waiting| caller.now_us < waiting.until) } else { None }
    }
}

/// `GET /{lang}/shown/{id}`
async fn page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    match desk.shown_to(&caller, &id) {
        Some(waiting) => Ok((waiting.headers, waiting.page).into_response()),
        None => Sheet::new(&reader, format!("/shown/{id}"), say(lang, "shown-already"))
            .lead(say(lang, "shown-already-text"))
            .secret()
            .status(StatusCode::NOT_FOUND)
            .button(say(lang, "work-title"), "/work")
            .show(),
    }
}
