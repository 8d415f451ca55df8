//! How the server is, for whoever runs it.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use chiso_store::StoreError;
use chiso_web::{Caller, Gate, Json, Problem, Routes};

use crate::app::App;

/// How long the store may take to answer a glance.
const PATIENCE: Duration = Duration::from_secs(2);

pub(crate) fn routes() -> Routes<Arc<App>> {
    Routes::new().operation("/healthz", Gate::Public, health).operation("/metrics", Gate::Public, metrics)
}

#[derive(serde::Serialize)]
struct Health {
    status: &'static str,
}

/// `GET /healthz`: 200 while the server can read its store, 503 otherwise. It tells nothing more: anyone may ask.
async fn health(State(app): State<Arc<App>>) -> Response {
    let glance = app.desk.store().read(|reader| reader.journal_head().map(drop));
    match tokio::time::timeout(PATIENCE, glance).await {
        Ok(Ok(())) => ([(header::CACHE_CONTROL, "no-store")], Json(Health { status: "ok" })).into_response(),
        Ok(Err(error)) => unwell(&error),
        Err(_) => unwell(&StoreError::Unavailable { detail: "no answer in time".to_owned() }),
    }
}

fn unwell(error: &StoreError) -> Response {
    tracing::error!(%error, "the store cannot be read");
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "The store cannot be read; the log says why.").into_response()
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
