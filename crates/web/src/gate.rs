//! Who may enter an address at all. What a person may see or do there is decided by the handler, which knows the object.

use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use chiso_access::{Action, Decision, Resource};

use crate::caller::Caller;
use crate::chrome::sign_in;
use crate::error::{PageError, Reason};
use crate::json::Problem;
use crate::reader::Reader;
use crate::{language, origin, words};

/// Where a session proves its second factor, after the language.
pub const SECOND_FACTOR: &str = "/second-factor";

/// Who may enter an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// Anyone.
    Public,
    /// Anyone, and nobody is told apart: the handler hears of nobody and of no address, also where somebody is signed in. What is sent carries its own right, as a ballot
    /// its token, so that no other site can send anything in somebody's name, and old browsers that hide where a form came from are let in.
    Unnamed,
    /// Any person who has signed in; on the API any program with a key as well.
    SignedIn,
    /// Whoever may do this to something of the kind somewhere; the handler authorizes on the object itself.
    Needs(Resource, Action),
}

/// What an address answers, which decides how a refusal is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A page or a form: anonymous readers are led to signing in, others get a page that says why.
    Page,
    /// For programs: `application/problem+json`.
    Api,
    /// A style, a module, an image.
    Asset,
    /// Health and figures of the server.
    Operation,
}

impl Gate {
    /// Why a caller may not enter; nothing for one who may.
    pub fn refuses(self, caller: &Caller, kind: Kind) -> Option<Reason> {
        let open = match self {
            Gate::Public | Gate::Unnamed => true,
            Gate::SignedIn => caller.is_signed_in() || (kind == Kind::Api && caller.is_known()),
            Gate::Needs(resource, action) => match chiso_access::gate(&caller.actor, action, resource) {
                Decision::Allowed { .. } => true,
                Decision::SecondFactor => return Some(Reason::SecondFactor),
                // That there are pages of a kind is no secret: the program is open. Which objects there are is one, and the handler keeps it.
                Decision::Hidden | Decision::Forbidden => false,
            },
        };
        (!open).then_some(Reason::Forbidden)
    }
}

/// Stands before every route: lets in or says why not, turns away forms of other sites, and shows errors to the reader that the request came from.
pub(crate) async fn keep(State((gate, kind)): State<(Gate, Kind)>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let caller = parts.extensions.get::<Caller>().cloned();
    if gate == Gate::Unnamed {
        if let Some(caller) = caller {
            parts.extensions.insert(Caller::anonymous(caller.now_us));
        }
        return next.run(Request::from_parts(parts, body)).await;
    }
    // A key in a header cannot be sent by another site on somebody's behalf; a cookie can.
    let by_cookie = kind != Kind::Api || caller.as_ref().is_some_and(|caller| caller.session.is_some());
    if !matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS) && by_cookie && !origin::is_ours(&parts) {
        return refuse(&parts, caller.as_ref(), kind, Reason::OtherSite);
    }
    let refused = match &caller {
        Some(caller) => gate.refuses(caller, kind),
        None => (gate != Gate::Public).then_some(Reason::Forbidden),
    };
    if let Some(reason) = refused {
        return refuse(&parts, caller.as_ref(), kind, reason);
    }
    let response = next.run(Request::from_parts(parts, body)).await;
    if kind == Kind::Page { seen_by(caller, response) } else { response }
}

/// An error is shown with the reader's own masthead. What somebody sees who is signed in is kept nowhere: on a shared computer, the button that goes back must not
/// show it to whoever comes next.
fn seen_by(caller: Option<Caller>, response: Response) -> Response {
    let Some(caller) = caller.filter(Caller::is_signed_in) else { return response };
    let mut response = match response.extensions().get::<PageError>() {
        Some(error) => error.shown_to(&Reader { lang: error.lang, caller: Some(caller) }),
        None => response,
    };
    let headers = response.headers_mut();
    if headers.get(header::CACHE_CONTROL).is_none_or(|kept| kept.as_bytes() != b"no-store") {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    }
    response
}

fn refuse(parts: &Parts, caller: Option<&Caller>, kind: Kind, reason: Reason) -> Response {
    let lang = language::of_request(parts);
    let known = caller.is_some_and(Caller::is_known);
    match kind {
        Kind::Page if reason == Reason::Forbidden && !caller.is_some_and(Caller::is_signed_in) => {
            // A form cannot be sent again after signing in; the way back leads to pages only.
            let next = if parts.method == Method::GET {
                parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned()
            } else {
                format!("/{}/work", lang.tag())
            };
            Redirect::to(&sign_in(lang, &next)).into_response()
        }
        Kind::Page => {
            let mut error = PageError::new(lang, reason);
            if reason == Reason::SecondFactor {
                // Back to the page afterwards; a form cannot be sent again.
                let path = parts.uri.path_and_query().filter(|_| parts.method == Method::GET);
                let next = path.map(|path| form_urlencoded::byte_serialize(path.as_str().as_bytes()).collect::<String>());
                let rest = next.map_or_else(|| SECOND_FACTOR.to_owned(), |next| format!("{SECOND_FACTOR}?next={next}"));
                error = error.way(words::say(lang, "to-second-factor"), rest);
            }
            seen_by(caller.cloned(), error.into_response())
        }
        Kind::Api | Kind::Asset | Kind::Operation => match reason {
            Reason::OtherSite => Problem::new(
                StatusCode::FORBIDDEN,
                "A request with a session must come from a page of this site; programs use an API key.",
            ),
            Reason::SecondFactor => Problem::new(
                StatusCode::FORBIDDEN,
                "This needs a session with a second factor; a program with a key cannot have one.",
            ),
            _ if known => Problem::new(StatusCode::FORBIDDEN, "The roles or the scopes of the caller do not include this."),
            _ => Problem::new(
                StatusCode::UNAUTHORIZED,
                "This needs an API key: `Authorization: Bearer KEY`. Keys are made on the agency's page in the workspace.",
            ),
        }
        .into_response(),
    }
}
