//! How the server is, for whoever runs it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use chiso_store::StoreError;
use chiso_web::{Caller, Gate, Json, Problem, Routes};

use crate::app::App;
use crate::clock;

/// How long the store may take to answer a glance.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long what was found holds.
const HOLDS: Duration = Duration::from_secs(1);

pub(crate) fn routes() -> Routes<Arc<App>> {
    Routes::new().operation("/healthz", Gate::Public, health).operation("/metrics", Gate::Public, metrics)
}

#[derive(serde::Serialize)]
struct Health {
    status: &'static str,
}

/// What the last look at the store found, and when: whoever asks many times a second learns nothing new, and must not keep others from reading.
#[derive(Debug, Default)]
pub(crate) struct LastLook(Mutex<Option<(Instant, bool)>>);

impl LastLook {
    fn recent(&self, now: Instant) -> Option<bool> {
        let last = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.filter(|(at, _)| now.duration_since(*at) < HOLDS).map(|(_, well)| well)
    }

    fn note(&self, now: Instant, well: bool) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, well));
    }
}

/// `GET /healthz`: 200 while the server can read its store, 503 otherwise. It tells nothing more: anyone may ask.
async fn health(State(app): State<Arc<App>>) -> Response {
    let well = if let Some(well) = app.last_look.recent(clock::moment()) {
        well
    } else {
        let well = look(&app).await;
        app.last_look.note(clock::moment(), well);
        well
    };
    let no_store = [(header::CACHE_CONTROL, "no-store")];
    if well {
        return (no_store, Json(Health { status: "ok" })).into_response();
    }
    let problem = Problem::new(StatusCode::SERVICE_UNAVAILABLE, "The store cannot be read; the log says why.");
    (no_store, problem).into_response()
}

async fn look(app: &App) -> bool {
    let glance = app.desk.store().read(|reader| reader.journal_head().map(drop));
    let found = tokio::time::timeout(PATIENCE, glance).await;
    let error = match found {
        Ok(Ok(())) => return true,
        Ok(Err(error)) => error,
        Err(_) => StoreError::Unavailable { detail: "no answer in time".to_owned() },
    };
    tracing::error!(%error, "the store cannot be read");
    false
}

/// `GET /metrics`: figures for Prometheus, only for the addresses that the settings name.
async fn metrics(State(app): State<Arc<App>>, caller: Caller) -> Response {
    if !app.metrics_from.iter().any(|net| net.contains(&caller.address)) {
        return Problem::absent("Nothing is at /metrics.").into_response();
    }
    if let Ok(waiting) = app.desk.store().read(|reader| reader.count_jobs()).await {
        app.metrics.jobs.set(waiting);
    }
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-store")], app.metrics.text()).into_response()
}
