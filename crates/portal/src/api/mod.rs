//! The JSON API: the same results for programs. Read only, open to every origin, described by `OpenAPI`.

mod answer;
mod documents;
mod endpoints;
mod openapi;

pub(crate) use answer::json_bytes;
pub(crate) use documents::ranking_of;
pub(crate) use openapi::document;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;

use crate::headers;
use crate::site::Site;

/// The routes under `/api/v1`.
pub(crate) fn router() -> Router<Arc<Site>> {
    Router::new()
        .route("/", get(answer::index))
        .route("/openapi.json", get(openapi::serve))
        .route("/indices", get(endpoints::indices))
        .route("/datasets", get(endpoints::datasets))
        .route("/datasets/{index}/{level}/{year}/ranking", get(endpoints::ranking))
        .route("/datasets/{index}/{level}/{year}/findings", get(endpoints::findings))
        .route("/datasets/{index}/{level}/{year}/units/{unit}", get(endpoints::unit))
        .route("/datasets/{index}/{level}/{year}/units/{unit}/explanation", get(endpoints::explanation))
        .route("/rulebooks", get(endpoints::rulebooks))
        .route("/rulebooks/{id}/{edition}", get(endpoints::rulebook))
        .fallback(answer::no_route)
        .method_not_allowed_fallback(answer::other_method)
        .layer(axum::middleware::from_fn(answer::known_query))
        .layer(axum::middleware::map_response(headers::open_to_all))
}
