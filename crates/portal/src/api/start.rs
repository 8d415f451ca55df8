//! The way into the API.

use axum::extract::State;
use chiso_web::Json;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::request::Shared;

/// Where everything is.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Start {
    /// Name of the program.
    title: &'static str,
    /// Address of this description.
    openapi: &'static str,
    /// Address of the indices.
    indices: &'static str,
    /// Address of the data sets.
    datasets: &'static str,
    /// Address of the agencies.
    agencies: &'static str,
    /// Address of the rulebooks.
    rulebooks: &'static str,
    /// Address of the catalogue of all files (DCAT, JSON-LD).
    catalog: &'static str,
}

/// The way in
///
/// The addresses of all lists.
#[utoipa::path(get, path = "/api/v1", tag = "indices", operation_id = "start", responses((status = 200, body = Start)),
    extensions(("x-vi" = json!({ "summary": "Lối vào", "description": "Địa chỉ của mọi danh sách." }))))]
pub(super) async fn index() -> Json<Start> {
    Json(Start {
        title: "chiso",
        openapi: "/api/v1/openapi.json",
        indices: "/api/v1/indices",
        datasets: "/api/v1/datasets",
        agencies: "/api/v1/agencies",
        rulebooks: "/api/v1/rulebooks",
        catalog: "/data/catalog.jsonld",
    })
}

/// This description
///
/// Every operation with its parameters and answers, as an `OpenAPI` 3.1 document.
#[utoipa::path(get, path = "/api/v1/openapi.json", tag = "indices", operation_id = "openapi", responses((status = 200, body = Object)),
    extensions(("x-vi" = json!({ "summary": "Mô tả API", "description": "Mọi thao tác kèm tham số và câu trả lời, theo chuẩn OpenAPI 3.1." }))))]
pub(super) async fn openapi(State(site): Shared) -> Json<Value> {
    Json(site.api.json().clone())
}
