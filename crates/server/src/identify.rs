//! Who is asking: a session by its cookie, a program by its key, or nobody in particular.

use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chiso_web::{Caller, Problem};

use crate::app::App;

/// The caller with its rights. A key that is not good is refused; a session that has ended is nobody in particular.
pub(crate) async fn caller(app: &App, caller: Caller, headers: &HeaderMap) -> Result<Caller, Box<Response>> {
    if let Some(key) = bearer(headers) {
        return match app.desk.caller_of_key(caller, key).await {
            Ok(Some(caller)) => Ok(caller),
            Ok(None) => Err(Box::new(
                Problem::new(StatusCode::UNAUTHORIZED, "This API key is not known, has ended or was revoked.")
                    .into_response(),
            )),
            Err(error) => Err(Box::new(unwell(&error))),
        };
    }
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    match app.desk.caller_of_cookies(caller, cookies).await {
        Ok(caller) => Ok(caller),
        Err(error) => Err(Box::new(unwell(&error))),
    }
}

fn unwell(error: &chiso_store::StoreError) -> Response {
    tracing::error!(%error, "the store cannot be read");
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "The store cannot be read; the log says why.").into_response()
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, key) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| key.trim())
}

/// Under which name the requests of a caller are counted.
pub(crate) fn account(caller: &Caller) -> Option<String> {
    caller.actor.person.clone().or_else(|| caller.session.clone())
}

/// True for what tries a password, a code or a token.
pub(crate) fn tries_to_sign_in(request: &Request) -> bool {
    const TRIES: [&str; 6] = ["sign-in", "second-factor", "set-up", "invitation", "recover", "account"];
    *request.method() == Method::POST
        && request.uri().path().split('/').nth(2).is_some_and(|first| TRIES.contains(&first))
}
