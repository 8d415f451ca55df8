//! The API for people: made from the `OpenAPI` document, so that it cannot fall behind.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chiso_model::Lang;

use crate::request::Shared;
use crate::site::Site;
use crate::words;
use chiso_web::PageError;
use chiso_web::Reader;
use chiso_web::page::show;
use chiso_web::{Chrome, Section};

#[derive(Template)]
#[template(path = "api.html")]
struct ApiPage {
    c: Chrome,
    endpoints: Vec<Endpoint>,
}

/// One address of the API.
struct Endpoint {
    /// As it stands in a request: `GET`.
    method: String,
    path: String,
    summary: String,
    description: String,
    /// The address with examples put in; none where it stands for any content or needs a key.
    example: Option<String>,
}

/// What may be done at an address, as the document writes it.
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// `GET /{lang}/api`
pub(crate) async fn page(reader: Reader, State(site): Shared) -> Result<Response, PageError> {
    let lang = reader.lang;
    let c = site
        .chrome(&reader, Section::Api, "/api", words::say(lang, "api-title"))
        .describe(words::say(lang, "api-lead"));
    show(lang, &ApiPage { c, endpoints: endpoints(&site, lang) })
}

fn endpoints(site: &Site, lang: Lang) -> Vec<Endpoint> {
    let mut endpoints = Vec::new();
    let paths = site.api.json()["paths"].as_object().into_iter().flatten();
    let operations = paths.flat_map(|(path, item)| {
        let methods = METHODS.iter().map(move |method| (path, *method, &item[*method]));
        methods.filter(|(.., operation)| operation.is_object())
    });
    for (path, method, operation) in operations {
        // A browser asks for things only, and has no key to show.
        let open = method == "get" && operation["security"].is_null();
        let mut example = path.clone();
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            if let (Some(name), Some(value)) = (parameter["name"].as_str(), parameter["example"].as_str()) {
                example = example.replace(&format!("{{{name}}}"), value);
            }
        }
        // The document speaks English, as programs' documents do; each operation carries its Vietnamese beside it.
        let own = lang.pick(&operation["x-vi"], operation);
        let text = |key: &str| own[key].as_str().or(operation[key].as_str()).unwrap_or_default().to_owned();
        endpoints.push(Endpoint {
            method: method.to_uppercase(),
            path: path.clone(),
            summary: text("summary"),
            description: text("description"),
            example: (open && !example.contains('{')).then_some(example),
        });
    }
    endpoints
}
