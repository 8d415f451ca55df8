//! The description of the API, made from the endpoints themselves.

use utoipa::OpenApi;
use utoipa::openapi::path::{ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::Type;
use utoipa::openapi::{ContentBuilder, ObjectBuilder, Ref, Required, ResponseBuilder};

use super::endpoints;
use chiso_web::Json;

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
        endpoints::findings,
        endpoints::unit,
        endpoints::explanation,
        endpoints::rulebooks,
        endpoints::rulebook,
    )
)]
struct Document;

/// The `OpenAPI` 3.1 document.
pub(crate) fn document() -> utoipa::openapi::OpenApi {
    let mut document = Document::openapi();
    document.servers = Some(vec![utoipa::openapi::Server::new("/")]);
    for item in document.paths.paths.values_mut() {
        let Some(operation) = item.get.as_mut() else { continue };
        let known = ParameterBuilder::new()
            .name("If-None-Match")
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some("The `ETag` of an earlier answer; 304 comes back when nothing is new"))
            .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
            .build();
        operation.parameters.get_or_insert_default().push(known.into());
        let responses = &mut operation.responses.responses;
        responses.insert(
            "304".to_owned(),
            ResponseBuilder::new().description("Nothing is new since the answer with that `ETag`").build().into(),
        );
        for (status, text) in [
            ("400", "A query parameter is unknown, or has a value that it may not have"),
            ("405", "Another method than GET, HEAD or OPTIONS"),
        ] {
            let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
            let problem = ResponseBuilder::new().description(text).content("application/problem+json", content).build();
            responses.insert(status.to_owned(), problem.into());
        }
    }
    document
}

/// `GET /api/v1/openapi.json`
pub(crate) async fn serve() -> Json<utoipa::openapi::OpenApi> {
    Json(document())
}
