//! The description of the API, made from the operations themselves.

use std::sync::{Arc, LazyLock};

use chiso_web::api::Description;
use utoipa::OpenApi;

use super::{agencies, back_series, data, datasets, figures, indices, rulebooks, series, start, units};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "chiso",
        description = "Governance indices: values, places, changes, and how each number came about. Open data is read without a key, from every origin. \
            Every address that answers GET answers HEAD and OPTIONS too. Lists come in pages (`limit`, `offset`, `Link`, `X-Total-Count`); every answer has an `ETag`. \
            What is wrong is told as a problem (RFC 9457). Operations that need a key take it as `Authorization: Bearer chiso_...`.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    tags(
        (name = "indices", description = "What is measured, and by which rulebook"),
        (name = "results", description = "Values and places of units, and how they came about"),
        (name = "agencies", description = "Who there is and was, and what became of them"),
        (name = "keys", description = "For programs of agencies"),
        (name = "open data", description = "Every table as a file, and the catalogue of them"),
    ),
    paths(
        start::index,
        start::openapi,
        indices::list,
        indices::one,
        datasets::list,
        datasets::one,
        datasets::ranking,
        datasets::findings,
        figures::list,
        back_series::one,
        units::list,
        units::one,
        units::explanation,
        agencies::list,
        agencies::one,
        agencies::lineage,
        series::one,
        rulebooks::list,
        rulebooks::one,
        data::catalog,
        data::general,
        data::of_level,
        data::of_dataset,
        data::permanent,
    )
)]
struct Document;

/// What the operations of the portal say of themselves, for [`Description::new`] together with those of other crates.
pub fn operations() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// The description of the portal's own operations, by which requests to them are checked.
pub(crate) fn description() -> Arc<Description> {
    static DESCRIPTION: LazyLock<Arc<Description>> = LazyLock::new(|| Arc::new(Description::new([operations()])));
    Arc::clone(&DESCRIPTION)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The document speaks English, as programs' documents do; the page made of it speaks Vietnamese too.
    #[test]
    fn every_operation_is_described_in_both_languages() {
        for (path, item) in description().json()["paths"].as_object().unwrap() {
            let operation = &item["get"];
            for text in [
                &operation["summary"],
                &operation["description"],
                &operation["x-vi"]["summary"],
                &operation["x-vi"]["description"],
            ] {
                assert!(!text.as_str().unwrap_or_default().is_empty(), "{path}");
            }
        }
    }
}
