//! What happens around every request: who asks and from where, limits, memory, time, headers, a line in the log.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use chiso_web::{BodyLimits, Caller, headers};

use crate::address;
use crate::app::App;
use crate::clock;
use crate::files_origin;
use crate::identify::{self, Try};
use crate::log::{milliseconds, shown};
use crate::memory;
use crate::metrics::Kind;
use crate::turned::{Asker, Turned};

/// Id of the request, in the answer and in the log.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// A year. Names below this one may belong to somebody else, so nothing is said of them.
pub(crate) const HSTS: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Answers a request; one that asks for the origin of files gets nothing else.
pub(crate) async fn answer(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    if app.files.is_asked(request.headers()) {
        return files_origin::answer(State(app), request).await;
    }
    let begun = clock::moment();
    let under_way = app.metrics.begin();
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map_or([0, 0, 0, 0].into(), |info| info.0.ip());
    let from = address::of(peer, app.tls, request.headers(), &app.trusted);
    let id = clock::request_id();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let files_origin = app.files.of_pages(request.headers());
    let nobody = Caller::anonymous(clock::now_us());
    let caller = Caller { address: from.address, request_id: id.clone(), files_origin, ..nobody };
    request.extensions_mut().insert(app.bodies);
    let mut response = guarded(&app, caller, request, next).await;
    response = headers::secure(response).await;
    let all = response.headers_mut();
    if from.secure {
        all.insert(header::STRICT_TRANSPORT_SECURITY, HSTS);
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        all.insert(REQUEST_ID, value);
    }
    // The rest of what was too large is not read, so the connection ends; a client that is not told would send its next request into it.
    if response.status() == StatusCode::PAYLOAD_TOO_LARGE {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    let (status, took) = (response.status().as_u16(), begun.elapsed());
    under_way.end(Kind::of(&path), status, took);
    let milliseconds = milliseconds(took);
    // A line would tell when somebody gave a ballot; the figures of the server count it.
    if chiso_surveys::is_unlogged(&path) {
        return response;
    }
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
    let asker = Asker::of(&request);
    let too_many = |seconds| {
        app.metrics.too_many.inc();
        asker.tell(Turned::TooMany(seconds))
    };
    let kind = Kind::of(request.uri().path());
    if kind != Kind::Operation
        && let Err(seconds) = app.rates.address(caller.address)
    {
        return too_many(seconds);
    }
    if let Some(page) = app.surveys.turns_away(request.uri().path()) {
        return page;
    }
    // Taken before the answer is made: what is made from a newer state is kept for nobody, and never the reverse.
    let public = app.public.load_full();
    let key = memory::key(&mut request);
    let whole = request.method() == Method::GET;
    if let Some(key) = &key
        && let Some(kept) = public.memory.answer(key, request.headers())
    {
        app.metrics.from_memory.inc();
        return kept;
    }
    let caller = match kind {
        // These are the same for all, and must answer when the store does not.
        Kind::Asset | Kind::Operation | Kind::File => caller,
        // Nobody asks who gives a ballot, and nothing is noted of a session that happens to be there.
        Kind::Page if chiso_surveys::is_unlogged(request.uri().path()) => caller,
        Kind::Page | Kind::Api => match identify::caller(app, caller, request.headers()).await {
            Ok(caller) => caller,
            Err(why) => return asker.tell(why),
        },
    };
    if let Some(account) = identify::account(&caller)
        && let Err(seconds) = app.rates.account(&account)
    {
        return too_many(seconds);
    }
    let (tries, address) = (identify::tries_to_sign_in(&request), caller.address);
    if tries.is_some()
        && let Err(seconds) = app.rates.sign_in(address)
    {
        return too_many(seconds);
    }
    request.extensions_mut().insert(caller);
    request.extensions_mut().insert(asker);
    let Ok(response) = tokio::time::timeout(app.patience, next.run(request)).await else {
        return asker.tell(Turned::TooSlow(app.patience.as_secs()));
    };
    let status = response.status();
    if tries == Some(Try::UntilRight) && (status.is_success() || status.is_redirection()) {
        app.rates.right(address);
    }
    match key {
        // An answer to HEAD may come from memory, where the body is left out on the way; it is nothing to keep.
        Some(key) if whole => public.memory.keep(key, response).await,
        _ => response,
    }
}

/// Limits of bodies, from the settings.
pub(crate) fn bodies(request_megabytes: u32, file_megabytes: u32) -> BodyLimits {
    let bytes = |megabytes: u32| usize::try_from(megabytes).unwrap_or(usize::MAX).saturating_mul(1 << 20);
    // A form comes with a little more than its file.
    BodyLimits { form: 1 << 20, file: bytes(file_megabytes).saturating_add(1 << 16).min(bytes(request_megabytes)) }
}
