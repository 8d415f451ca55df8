//! The JSON API: the same results for programs. Read only, open to every origin, described by `OpenAPI`.

mod answer;
mod documents;
mod endpoints;
mod openapi;

pub(crate) use answer::no_route;
pub(crate) use documents::ranking_of;
pub(crate) use openapi::document;

use std::sync::Arc;

use axum::middleware::{from_fn, map_response};
use chiso_web::{Gate, Routes, headers};

use crate::site::Site;

/// The operations of the API.
pub(crate) fn routes() -> Routes<Arc<Site>> {
    Routes::new()
        .api_get("/api/v1", Gate::Public, answer::index)
        .api_get("/api/v1/openapi.json", Gate::Public, openapi::serve)
        .api_get("/api/v1/indices", Gate::Public, endpoints::indices)
        .api_get("/api/v1/datasets", Gate::Public, endpoints::datasets)
        .api_get("/api/v1/datasets/{index}/{level}/{year}/ranking", Gate::Public, endpoints::ranking)
        .api_get("/api/v1/datasets/{index}/{level}/{year}/findings", Gate::Public, endpoints::findings)
        .api_get("/api/v1/datasets/{index}/{level}/{year}/units/{unit}", Gate::Public, endpoints::unit)
        .api_get(
            "/api/v1/datasets/{index}/{level}/{year}/units/{unit}/explanation",
            Gate::Public,
            endpoints::explanation,
        )
        .api_get("/api/v1/rulebooks", Gate::Public, endpoints::rulebooks)
        .api_get("/api/v1/rulebooks/{id}/{edition}", Gate::Public, endpoints::rulebook)
        .around(|router| {
            router
                .method_not_allowed_fallback(answer::other_method)
                .layer(from_fn(answer::known_query))
                .layer(map_response(headers::open_to_all))
        })
}
