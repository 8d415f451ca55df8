//! The JSON API and the open data: the same results for programs. Read only, open to every origin, described by `OpenAPI`.
//!
//! A file is one group of operations with the documents they give; [`documents`] holds what several give. What all operations have in common (pages of lists, checked
//! queries, problems) is in [`chiso_web::api`].

mod agencies;
mod back_series;
mod data;
mod datasets;
mod day;
mod documents;
mod figures;
mod indices;
mod openapi;
mod rulebooks;
mod series;
mod start;
mod units;
mod vocabulary;

pub(crate) use data::{Files, permanent_ranking, table_file};
pub use data::{OpenFile, Terms, open_files};
pub(crate) use documents::ranking_of;
pub(crate) use openapi::description;
pub use openapi::operations;

use std::sync::Arc;

use axum::middleware::{from_fn_with_state, map_response};
use chiso_web::api::{guard, other_method, readable_from_anywhere};
use chiso_web::{Gate, Routes};

use crate::site::Site;

/// The operations of the API and the files of open data.
pub(crate) fn routes() -> Routes<Arc<Site>> {
    Routes::new()
        .api_get("/api/v1", Gate::Public, start::index)
        .api_get("/api/v1/openapi.json", Gate::Public, start::openapi)
        .api_get("/api/v1/indices", Gate::Public, indices::list)
        .api_get("/api/v1/indices/{index}", Gate::Public, indices::one)
        .api_get("/api/v1/datasets", Gate::Public, datasets::list)
        .api_get("/api/v1/datasets/{index}/{level}/{year}", Gate::Public, datasets::one)
        .api_get("/api/v1/datasets/{index}/{level}/{year}/ranking", Gate::Public, datasets::ranking)
        .api_get("/api/v1/datasets/{index}/{level}/{year}/findings", Gate::Public, datasets::findings)
        .api_get("/api/v1/datasets/{index}/{level}/{year}/figures", Gate::Public, figures::list)
        .api_get("/api/v1/datasets/{index}/{level}/{year}/back-series", Gate::Public, back_series::one)
        .api_get("/api/v1/datasets/{index}/{level}/{year}/units", Gate::Public, units::list)
        .api_get("/api/v1/datasets/{index}/{level}/{year}/units/{unit}", Gate::Public, units::one)
        .api_get("/api/v1/datasets/{index}/{level}/{year}/units/{unit}/explanation", Gate::Public, units::explanation)
        .api_get("/api/v1/agencies", Gate::Public, agencies::list)
        .api_get("/api/v1/agencies/{agency}", Gate::Public, agencies::one)
        .api_get("/api/v1/agencies/{agency}/lineage", Gate::Public, agencies::lineage)
        .api_get("/api/v1/agencies/{agency}/series/{index}", Gate::Public, series::one)
        .api_get("/api/v1/rulebooks", Gate::Public, rulebooks::list)
        .api_get("/api/v1/rulebooks/{id}/{edition}", Gate::Public, rulebooks::one)
        .merge(data::routes())
        .around(|router| {
            router
                .method_not_allowed_fallback(other_method)
                .layer(from_fn_with_state(description(), guard))
                .layer(map_response(readable_from_anywhere))
        })
}
