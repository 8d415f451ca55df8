//! The `OpenAPI` document holds what is there, and nothing else.

use std::collections::BTreeSet;

use crate::common::{ask, get};
use chiso_portal::{operations, routes};
use chiso_web::Kind;
use chiso_web::api::Description;
use serde_json::Value;

#[test]
fn every_route_of_the_api_is_in_the_document_and_the_reverse() {
    let description = Description::new([operations()]);
    let described: BTreeSet<String> =
        description.operations().iter().map(|operation| format!("{} {}", operation.method, operation.path)).collect();
    let routes: BTreeSet<String> = routes()
        .list()
        .iter()
        .filter(|route| route.kind == Kind::Api)
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    assert_eq!(described, routes);
}

/// Every address of the document with its examples put in, but for the one that stands for any content.
async fn examples() -> Vec<(String, Value)> {
    let document = get("/api/v1/openapi.json").await.json();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"), "{}", document["openapi"]);
    let mut examples = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        if path.contains("{hash}") {
            continue;
        }
        let mut address = path.clone();
        for parameter in item["get"]["parameters"].as_array().into_iter().flatten() {
            if parameter["in"] == "path" {
                let example = parameter["example"].as_str().unwrap_or_else(|| panic!("{path}: {parameter}"));
                address = address.replace(&format!("{{{}}}", parameter["name"].as_str().unwrap()), example);
            }
        }
        examples.push((address, item["get"].clone()));
    }
    examples
}

#[tokio::test]
async fn every_address_answers_as_described() {
    for (address, operation) in examples().await {
        let answer = get(&address).await;
        assert_eq!(answer.status, 200, "{address}: {}", String::from_utf8_lossy(&answer.body));
        let described = &operation["responses"]["200"];
        let media_type = answer.header("content-type").unwrap().split(';').next().unwrap();
        assert!(described["content"][media_type]["schema"].is_object(), "{address}: {media_type}");
        for (name, header) in described["headers"].as_object().unwrap() {
            assert!(answer.header(&name.to_lowercase()).is_some(), "{address}: {name} {header}");
        }
        for key in ["summary", "description", "operationId"] {
            assert!(!operation[key].as_str().unwrap().is_empty(), "{address}: {key}");
        }
        let own = address != "/api/v1" && operation["parameters"].as_array().unwrap().iter().any(|p| p["in"] == "path");
        let wanted = ["200", "304", "400", "401", "405", "406", "413", "414", "429", "500", "503"];
        let statuses = operation["responses"].as_object().unwrap();
        assert!(wanted.iter().all(|status| statuses.contains_key(*status)), "{address}");
        assert_eq!(statuses.contains_key("404"), own, "{address}");
    }
}

/// HEAD has the headers of GET, If-None-Match saves the body, OPTIONS and 405 say what is taken, 406 and 413 say why not.
#[tokio::test]
async fn every_address_has_what_http_asks_for() {
    for (address, operation) in examples().await {
        let answer = get(&address).await;
        let tag = answer.header("etag").unwrap_or_else(|| panic!("{address}")).to_owned();
        let head = ask("HEAD", &address, &[]).await;
        assert_eq!((head.status, head.body.len(), head.header("etag")), (200, 0, Some(tag.as_str())), "{address}");
        let again = ask("GET", &address, &[("if-none-match", &tag)]).await;
        assert_eq!((again.status, again.body.len(), again.header("etag")), (304, 0, Some(tag.as_str())), "{address}");
        assert_eq!(ask("OPTIONS", &address, &[]).await.status, 204, "{address}");
        for method in ["POST", "PUT", "DELETE", "PATCH"] {
            let refused = ask(method, &address, &[]).await;
            assert_eq!(
                (refused.status, refused.header("allow")),
                (405, Some("GET, HEAD, OPTIONS")),
                "{method} {address}"
            );
        }
        assert!(operation["responses"]["200"]["content"]["text/html"].is_null());
        let long = format!("{address}?q={}", "x".repeat(5000));
        for (path, headers, status) in [
            (&address, [("accept", "text/html")], 406),
            (&address, [("content-length", "100000")], 413),
            (&long, [("accept", "*/*")], 414),
            (&address, [("accept", "text/html, */*;q=0.1")], 200),
        ] {
            let answer = ask("GET", path, &headers).await;
            assert_eq!(answer.status, status, "{address} {headers:?}");
            if status != 200 {
                assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{address} {headers:?}");
                assert_eq!(answer.json()["status"], status);
            }
        }
    }
}

#[tokio::test]
async fn every_reference_leads_somewhere() {
    let document = get("/api/v1/openapi.json").await.json();
    let mut named = Vec::new();
    references(&document, &mut named);
    assert!(named.len() > 100);
    for reference in named {
        assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
    }
    assert_eq!(document["components"]["securitySchemes"]["key"]["scheme"], "bearer");
}

fn references(value: &Value, named: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            named.extend(map.get("$ref").and_then(Value::as_str).map(str::to_owned));
            map.values().for_each(|value| references(value, named));
        }
        Value::Array(list) => list.iter().for_each(|value| references(value, named)),
        _ => {}
    }
}
