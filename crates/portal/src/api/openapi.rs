//! The description of the API, made from the endpoints themselves.

use utoipa::OpenApi;

use super::answer::Json;
use super::endpoints;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "chiso",
        description = "Governance indices: values, places, changes, and how each number came about. Read only, no key needed, open to every origin.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    paths(
        endpoints::indices,
        endpoints::datasets,
        endpoints::ranking,
        endpoints::unit,
        endpoints::explanation,
        endpoints::rulebooks,
        endpoints::rulebook,
    )
)]
struct Document;

/// The `OpenAPI` 3.1 document.
pub(crate) fn document() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// `GET /api/v1/openapi.json`
pub(crate) async fn serve() -> Json<utoipa::openapi::OpenApi> {
    Json(document())
}
