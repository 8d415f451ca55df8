//! The operations of the API that need a key. Open data is the portal's.

use std::sync::{Arc, LazyLock};

use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use chiso_access::{Action, Resource};
use chiso_model::{Lang, Text};
use chiso_web::api::{Description, guard};
use chiso_web::{Gate, Problem, Routes, etag};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use crate::desk::Desk;
use crate::refusal::Refusal;
use crate::refused::status_of;
use crate::{imports, journal, keys};

#[derive(OpenApi)]
#[openapi(
    tags((name = "keys", description = "What programs of an agency do with a key")),
    paths(imports::api::results, journal::api::entries, keys::api::own)
)]
struct Document;

/// What the operations of the workspace say of themselves, for [`Description::new`] together with those of the portal.
pub fn operations() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

fn description() -> Arc<Description> {
    static DESCRIPTION: LazyLock<Arc<Description>> = LazyLock::new(|| Arc::new(Description::new([operations()])));
    Arc::clone(&DESCRIPTION)
}

/// Routes of the operations.
pub(crate) fn routes() -> Routes<Arc<Desk>> {
    Routes::new()
        .api_post("/api/v1/imports/results", Gate::Needs(Resource::ResultImport, Action::Create), imports::api::results)
        .api_get("/api/v1/journal", Gate::Needs(Resource::Journal, Action::See), journal::api::entries)
        .api_get("/api/v1/keys/self", Gate::SignedIn, keys::api::own)
        .around(|router| {
            router
                .method_not_allowed_fallback(other_method)
                .layer(from_fn_with_state(description(), guard))
                .layer(map_response(kept_by_nobody_else))
                .layer(from_fn(etag::tag))
        })
}

/// What one key sees is not for others.
async fn kept_by_nobody_else(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response
}

async fn other_method(method: Method) -> Response {
    let detail = format!("This address does not take {method}; `Allow` names what it takes.");
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, detail).into_response()
}

/// A text in both languages.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Told {
    /// In Vietnamese.
    vi: String,
    /// In English.
    en: String,
}

impl Told {
    pub(crate) fn of(say: impl Fn(Lang) -> String) -> Told {
        Told { vi: say(Lang::Vi), en: say(Lang::En) }
    }
}

/// Why something was not done, for programs.
pub(crate) fn problem(refusal: Refusal) -> Problem {
    let text = |text: &Text| text.get(Lang::En).to_owned();
    match refusal {
        Refusal::Hidden | Refusal::Spent => Problem::absent("There is nothing here that the caller may know of."),
        Refusal::Forbidden | Refusal::SignedOut => {
            Problem::new(StatusCode::FORBIDDEN, "The roles or the scopes of the caller do not include this.")
        }
        Refusal::SecondFactor => Problem::new(
            StatusCode::FORBIDDEN,
            "This needs a session with a second factor; a program with a key cannot have one.",
        ),
        Refusal::Wait { seconds } => {
            Problem::new(StatusCode::TOO_MANY_REQUESTS, format!("Too many tries; come again in {seconds} seconds."))
        }
        Refusal::Fields(fields) => {
            let told: Vec<String> = fields.iter().map(|(_, why)| text(why)).collect();
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, told.join(" "))
        }
        Refusal::Elsewhere(why) => Problem::new(StatusCode::SERVICE_UNAVAILABLE, text(&why)),
        Refusal::Fault(why) => Problem::new(StatusCode::INTERNAL_SERVER_ERROR, text(&why)),
        Refusal::Store(error) => {
            let status = status_of(&error);
            if status.is_server_error() {
                // The line stands within the request, whose id it carries.
                tracing::error!(error = %error, "the store failed");
            }
            Problem::new(status, error.public_message(Lang::En))
        }
    }
}

#[cfg(test)]
mod tests {
    use chiso_store::StoreError;

    use super::*;

    #[test]
    fn what_the_database_said_is_not_told_to_programs() {
        let detail = "connection to database-host:5432 failed".to_owned();
        for error in [StoreError::Unavailable { detail: detail.clone() }, StoreError::Refused { detail }] {
            let told = format!("{:?}", problem(Refusal::Store(error)));
            assert!(!told.contains("database-host"), "{told}");
        }
    }

    #[test]
    fn every_operation_is_described_in_both_languages_and_has_a_route() {
        let (routes, description) = (routes(), description());
        for operation in description.operations() {
            let has_route =
                routes.list().iter().any(|route| route.method == operation.method && route.path == operation.path);
            assert!(has_route, "{} {}", operation.method, operation.path);
            let method = operation.method.as_str().to_lowercase();
            let said = &description.json()["paths"][&operation.path][&method];
            for text in [&said["summary"], &said["description"], &said["x-vi"]["summary"], &said["x-vi"]["description"]]
            {
                assert!(!text.as_str().unwrap_or_default().is_empty(), "{}", operation.path);
            }
        }
        assert_eq!(description.operations().len(), routes.list().len());
    }
}
