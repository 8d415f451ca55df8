//! Who is asking: a session by its cookie, a program by its key, or nobody in particular.

use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use chiso_store::StoreError;
use chiso_web::Caller;

use crate::app::App;
use crate::turned::Turned;

/// The caller with its rights. A key that is not good is refused; a session that has ended is nobody in particular.
pub(crate) async fn caller(app: &App, caller: Caller, headers: &HeaderMap) -> Result<Caller, Turned> {
    if let Some(key) = bearer(headers) {
        return app.desk.caller_of_key(caller, key).await.map_err(|error| unwell(&error))?.ok_or(Turned::NoKey);
    }
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    app.desk.caller_of_cookies(caller, cookies).await.map_err(|error| unwell(&error))
}

fn unwell(error: &StoreError) -> Turned {
    tracing::error!(%error, "the store cannot be read");
    Turned::Unwell
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, key) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| key.trim())
}

/// Under which name the requests of a caller are counted: all sessions of a person together, each key by itself.
pub(crate) fn account(caller: &Caller) -> Option<String> {
    let key = caller.key.as_ref().map(|key| format!("key {key}"));
    caller.actor.person.clone().or(key).or_else(|| caller.session.clone())
}

/// What counts as a try of a password, a code or a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Try {
    /// Until it proves right.
    UntilRight,
    /// Whatever comes of it: letters to people who did not ask for them are few.
    Always,
}

/// Whether a request tries a password, a code or a token.
pub(crate) fn tries_to_sign_in(request: &Request) -> Option<Try> {
    if *request.method() != Method::POST {
        return None;
    }
    let mut rest = request.uri().path().split('/').skip(2);
    match (rest.next()?, rest.next()) {
        ("recover", None) => Some(Try::Always),
        ("sign-in" | "second-factor" | "set-up" | "invitation" | "recover" | "account", _) => Some(Try::UntilRight),
        _ => None,
    }
}
