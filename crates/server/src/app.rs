//! The running server's parts, and every route together.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use chiso_portal::Site;
use chiso_rounds::Rounds;
use chiso_surveys::Surveys;
use chiso_web::{BodyLimits, Route};
use chiso_workspace::Desk;
use futures_util::FutureExt as _;
use ipnet::IpNet;
use tower::ServiceExt as _;
use tower_http::compression::CompressionLayer;

use crate::answer::answer;
use crate::files_origin::FilesOrigin;
use crate::memory::Memory;
use crate::metrics::Metrics;
use crate::operations::{self, LastLook};
use crate::rate::Rates;
use crate::turned::{Asker, Turned};

/// Everything that answering needs.
pub(crate) struct App {
    pub(crate) desk: Arc<Desk>,
    pub(crate) rounds: Arc<Rounds>,
    pub(crate) surveys: Arc<Surveys>,
    /// What is published, with the answers of that state that are kept.
    pub(crate) public: ArcSwap<Public>,
    pub(crate) rates: Rates,
    pub(crate) metrics: Metrics,
    pub(crate) bodies: BodyLimits,
    pub(crate) patience: Duration,
    pub(crate) trusted: Vec<IpNet>,
    pub(crate) metrics_from: Vec<IpNet>,
    pub(crate) last_look: LastLook,
    /// Where files are looked at.
    pub(crate) files: FilesOrigin,
    /// True when this server itself speaks TLS.
    pub(crate) tls: bool,
}

/// The portal over one state of what is published.
pub(crate) struct Public {
    router: Router,
    pub(crate) memory: Memory,
}

impl Public {
    pub(crate) fn new(site: &Arc<Site>) -> Public {
        let routes = chiso_portal::routes().with_state(Arc::clone(site)).into_router();
        Public { router: chiso_portal::fallback(routes), memory: Memory::new() }
    }
}

/// Every route of the server: each is declared once, with its gate.
#[must_use]
pub fn routes() -> Vec<Route> {
    [
        operations::routes().list().to_vec(),
        chiso_workspace::routes().list().to_vec(),
        chiso_rounds::routes().list().to_vec(),
        chiso_surveys::routes().list().to_vec(),
        chiso_portal::routes().list().to_vec(),
    ]
    .concat()
}

/// A handler that fails inside takes its own request with it, and nothing else.
async fn whole(request: Request, next: Next) -> Response {
    let asker = request.extensions().get::<Asker>().copied();
    match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        Err(_) => match asker {
            Some(asker) => asker.tell(Turned::Broken),
            None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        },
    }
}

/// The server as one service.
pub(crate) fn service(app: &Arc<App>) -> Router {
    let to_public = Arc::clone(app);
    let own: Router = operations::routes()
        .with_state::<()>(Arc::clone(app))
        .merge(chiso_workspace::routes().with_state(Arc::clone(&app.desk)))
        .merge(chiso_rounds::routes().with_state(Arc::clone(&app.rounds)))
        .merge(chiso_surveys::routes().with_state(Arc::clone(&app.surveys)))
        .into_router();
    // The portal is replaced as a whole when something is published; a request is answered by the one it met.
    own.fallback(move |request: Request| {
        let router = to_public.public.load().router.clone();
        async move { router.oneshot(request).await }
    })
    .layer(CompressionLayer::new())
    .layer(from_fn(whole))
    .layer(from_fn_with_state(Arc::clone(app), answer))
}
