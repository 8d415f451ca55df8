//! What happens around every request: who asks and from where, limits, memory, time, headers, a line in the log.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use chiso_web::{BodyLimits, Caller, Problem, headers};

use crate::address;
use crate::app::App;
use crate::clock;
use crate::identify;
use crate::log::shown;
use crate::memory;
use crate::metrics::Kind;

/// Id of the request, in the answer and in the log.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// A year, for all names below this one too.
const HSTS: HeaderValue = HeaderValue::from_static("max-age=31536000; includeSubDomains");

/// Answers a request.
pub(crate) async fn answer(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let begun = clock::moment();
    app.metrics.begin();
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map_or([0, 0, 0, 0].into(), |info| info.0.ip());
    let from = address::of(peer, app.tls, request.headers(), &app.trusted);
    let id = clock::request_id();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let caller = Caller { address: from.address, request_id: id.clone(), ..Caller::anonymous(clock::now_us()) };
    request.extensions_mut().insert(app.bodies);
    request.extensions_mut().insert(from);
    let mut response = guarded(&app, caller, request, next).await;
    response = headers::secure(response).await;
    let all = response.headers_mut();
    if from.secure {
        all.insert(header::STRICT_TRANSPORT_SECURITY, HSTS);
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        all.insert(REQUEST_ID, value);
    }
    let (status, took) = (response.status().as_u16(), begun.elapsed());
    app.metrics.end(Kind::of(&path), status, took);
    let milliseconds = took.as_secs_f64() * 1000.0;
    // The address of a citizen is nobody's business; an operator who needs addresses has them in the proxy.
    if status >= 500 {
        tracing::error!(request = id, %method, path = shown(&path), status, milliseconds, "request");
    } else {
        tracing::info!(request = id, %method, path = shown(&path), status, milliseconds, "request");
    }
    response
}

/// Limits first, since they cost least; then who it is.
async fn guarded(app: &App, caller: Caller, mut request: Request, next: Next) -> Response {
    let operation = Kind::of(request.uri().path()) == Kind::Operation;
    if !operation && let Err(seconds) = app.rates.address(caller.address) {
        return too_many(app, seconds);
    }
    let public = app.public.load_full();
    let key = memory::key(&request);
    if let Some(key) = &key {
        let (parts, body) = request.into_parts();
        if let Some(kept) = public.memory.answer(key, &parts) {
            app.metrics.from_memory.inc();
            return kept;
        }
        request = Request::from_parts(parts, body);
    }
    let caller = match identify::caller(app, caller, request.headers()).await {
        Ok(caller) => caller,
        Err(refused) => return *refused,
    };
    if let Some(account) = identify::account(&caller)
        && let Err(seconds) = app.rates.account(&account)
    {
        return too_many(app, seconds);
    }
    if identify::tries_to_sign_in(&request)
        && let Err(seconds) = app.rates.sign_in(caller.address)
    {
        return too_many(app, seconds);
    }
    let page_lang = request.uri().path().starts_with("/en");
    request.extensions_mut().insert(caller);
    let response = match tokio::time::timeout(app.patience, next.run(request)).await {
        Ok(response) => response,
        Err(_) => return took_too_long(app.patience, page_lang),
    };
    match key {
        Some(key) => public.memory.keep(key, response).await,
        None => response,
    }
}

fn too_many(app: &App, seconds: u64) -> Response {
    app.metrics.too_many.inc();
    let detail = format!(
        "Quá nhiều yêu cầu: hãy thử lại sau {seconds} giây. Too many requests: try again in {seconds} seconds."
    );
    let mut response = Problem::new(StatusCode::TOO_MANY_REQUESTS, detail).into_response();
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

fn took_too_long(patience: Duration, english: bool) -> Response {
    let seconds = patience.as_secs();
    let detail = if english {
        format!("The answer took longer than {seconds} seconds and was given up. Try again.")
    } else {
        format!("Xử lý quá {seconds} giây nên đã dừng. Hãy thử lại.")
    };
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, detail).into_response()
}

/// Limits of bodies, from the settings.
pub(crate) fn bodies(request_megabytes: u32, file_megabytes: u32) -> BodyLimits {
    let bytes = |megabytes: u32| usize::try_from(megabytes).unwrap_or(usize::MAX).saturating_mul(1 << 20);
    // A form comes with a little more than its file.
    BodyLimits { form: 1 << 20, file: bytes(file_megabytes).saturating_add(1 << 16).min(bytes(request_megabytes)) }
}
