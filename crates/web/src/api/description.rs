//! The `OpenAPI` document: what crates say of their operations, and what all operations have.

use axum::http::Method;
use serde_json::{Map, Value, json};
use utoipa::PartialSchema;

use super::asked::Parameter;
use crate::json::Problem;

/// Items of a list that come where no `limit` is asked for.
pub(super) const LIMIT: u32 = 200;
/// Items of a list that may be asked for at once.
const LIMIT_MAX: u32 = 1000;
const OFFSET_MAX: u32 = 10_000_000;

const METHODS: [(&str, Method); 5] = [
    ("get", Method::GET),
    ("post", Method::POST),
    ("put", Method::PUT),
    ("patch", Method::PATCH),
    ("delete", Method::DELETE),
];

/// Problems that any operation may answer with: status, name among the components, what it means.
const PROBLEMS: [(&str, &str, &str); 9] = [
    ("400", "BadRequest", "A query parameter is unknown, given twice, or has a value that it may not have"),
    (
        "401",
        "Unauthorized",
        "The operation needs a key, or the key in `Authorization` is not known, has ended or was revoked",
    ),
    ("405", "MethodNotAllowed", "The address does not take this method; `Allow` names those it takes"),
    ("406", "NotAcceptable", "`Accept` allows none of the forms in which this can be answered"),
    ("413", "ContentTooLarge", "The body is larger than this operation takes"),
    ("414", "UriTooLong", "The address is longer than 4,096 bytes"),
    (
        "429",
        "TooManyRequests",
        "Too many requests from this address or with this key: `Retry-After` says when to come again",
    ),
    ("500", "Defect", "A defect of the program: tell the operator the `X-Request-Id` of the answer"),
    ("503", "Unavailable", "The answer took too long, or the store cannot be read: try again"),
];

/// One operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// Its method.
    pub method: Method,
    /// Its address, with parameters in braces.
    pub path: String,
    pub(super) parameters: Vec<Parameter>,
    pub(super) media_types: Vec<String>,
}

/// The description of an API: complete, and read back for checking requests against it.
#[derive(Debug, Clone)]
pub struct Description {
    json: Value,
    operations: Vec<Operation>,
}

impl Description {
    /// Completes what utoipa made from the handlers, and merges it where it comes from several crates (the first one's title and text are kept).
    ///
    /// Every operation gets the problems that any request can meet, 404 where its address has parameters, 403 where it needs a key. One that reads gets `ETag`,
    /// `If-None-Match` and 304. One that answers with a list gets `limit`, `offset`, `Link` and `X-Total-Count`.
    pub fn new(parts: impl IntoIterator<Item = utoipa::openapi::OpenApi>) -> Description {
        let merged = parts.into_iter().reduce(utoipa::openapi::OpenApi::merge_from).unwrap_or_default();
        let mut json = serde_json::to_value(merged).unwrap_or_default();
        json["servers"] = json!([{ "url": "/" }]);
        for item in json["paths"].as_object_mut().into_iter().flat_map(Map::values_mut) {
            for (name, method) in &METHODS {
                if item.get(*name).is_some() {
                    complete(&mut item[*name], method);
                }
            }
        }
        common(&mut json["components"]);
        let operations = operations(&json);
        Description { json, operations }
    }

    /// The document itself, version 3.1.
    pub fn json(&self) -> &Value {
        &self.json
    }

    /// Every operation, in the order of the document.
    pub fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// The methods that an address takes, for `Allow`: those described, HEAD beside GET, and OPTIONS.
    pub(super) fn methods(&self, path: &str) -> String {
        let mut methods = Vec::new();
        for operation in self.operations.iter().filter(|operation| operation.path == path) {
            methods.push(operation.method.as_str());
            if operation.method == Method::GET {
                methods.push("HEAD");
            }
        }
        methods.push("OPTIONS");
        methods.join(", ")
    }

    pub(super) fn operation(&self, method: &Method, path: &str) -> Option<&Operation> {
        let method = if *method == Method::HEAD { &Method::GET } else { method };
        self.operations.iter().find(|operation| operation.method == *method && operation.path == path)
    }
}

/// Adds to one operation what all have.
fn complete(operation: &mut Value, method: &Method) {
    let reads = *method == Method::GET;
    let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    let mut parameters: Vec<Value> = parameters.into_iter().map(without_null).collect();
    let success = success(operation).map(str::to_owned);
    let body = success.as_ref().map(|status| &operation["responses"][status]["content"]["application/json"]["schema"]);
    let list = reads && body.is_some_and(|schema| schema["type"] == "array");
    let in_path = parameters.iter().any(|parameter| parameter["in"] == "path");
    let keyed = operation["security"].as_array().is_some_and(|ways| !ways.is_empty());
    if list {
        parameters.push(reference("parameters", "Limit"));
        parameters.push(reference("parameters", "Offset"));
    }
    if reads {
        parameters.push(reference("parameters", "IfNoneMatch"));
    }
    operation["parameters"] = Value::Array(parameters);

    if let (true, Some(status)) = (reads, &success) {
        let headers = &mut operation["responses"][status]["headers"];
        headers["ETag"] = reference("headers", "ETag");
        headers["Cache-Control"] = reference("headers", "CacheControl");
        if list {
            headers["Link"] = reference("headers", "Link");
            headers["X-Total-Count"] = reference("headers", "TotalCount");
        }
        operation["responses"]["304"] = reference("responses", "NotModified");
    }
    let more = [("404", "NotFound", in_path), ("403", "Forbidden", keyed)];
    let all = PROBLEMS.iter().map(|(status, name, _)| (*status, *name));
    for (status, name) in
        all.chain(more.into_iter().filter(|(.., there)| *there).map(|(status, name, _)| (status, name)))
    {
        if operation["responses"].get(status).is_none() {
            operation["responses"][status] = reference("responses", name);
        }
    }
    if let Some(responses) = operation["responses"].as_object_mut() {
        responses.sort_keys();
    }
}

/// The status of the answer that is no problem.
fn success(operation: &Value) -> Option<&str> {
    operation["responses"].as_object()?.keys().find(|status| status.starts_with('2')).map(String::as_str)
}

/// A parameter of a query is there or is not there; there is no `null` in an address.
fn without_null(mut parameter: Value) -> Value {
    let schema = &mut parameter["schema"];
    if let Some(kind) = schema["type"].as_array().and_then(|kinds| kinds.iter().find(|kind| **kind != "null")).cloned()
    {
        schema["type"] = kind;
    }
    if let Some(other) =
        schema["oneOf"].as_array().and_then(|all| all.iter().find(|one| one["type"] != "null")).cloned()
    {
        *schema = other;
    }
    parameter
}

fn reference(kind: &str, name: &str) -> Value {
    json!({ "$ref": format!("#/components/{kind}/{name}") })
}

/// What operations refer to.
fn common(components: &mut Value) {
    let text = |description: &str| json!({ "description": description, "schema": { "type": "string" } });
    components["parameters"] = json!({
        "Limit": {
            "name": "limit", "in": "query", "required": false, "description": "How many items at most",
            "schema": { "type": "integer", "minimum": 1, "maximum": LIMIT_MAX, "default": LIMIT },
        },
        "Offset": {
            "name": "offset", "in": "query", "required": false, "description": "How many items to leave out before the first",
            "schema": { "type": "integer", "minimum": 0, "maximum": OFFSET_MAX, "default": 0 },
        },
        "IfNoneMatch": {
            "name": "If-None-Match", "in": "header", "required": false,
            "description": "The `ETag` of an earlier answer; 304 comes back when nothing is new",
            "schema": { "type": "string" },
        },
    });
    components["headers"] = json!({
        "ETag": text("Stands for the bytes of the answer; send it back as `If-None-Match`"),
        "CacheControl": text("How long the answer may be kept; `no-cache` asks to come back with the `ETag` each time"),
        "Link": text("Addresses of the `first`, `prev`, `next` and `last` page of the list (RFC 8288)"),
        "TotalCount": {
            "description": "How many items there are on all pages", "schema": { "type": "integer", "minimum": 0 },
        },
        "Allow": text("The methods that the address takes"),
        "RetryAfter": { "description": "Seconds to wait", "schema": { "type": "integer", "minimum": 0 } },
        "WwwAuthenticate": text("How to identify oneself: `Bearer`"),
    });
    let problem = |description: &str| {
        json!({
            "description": description,
            "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
        })
    };
    let responses = &mut components["responses"];
    for (_, name, description) in PROBLEMS {
        responses[name] = problem(description);
    }
    responses["NotFound"] = problem("What the address names is not there, or the key may not know of it");
    responses["Forbidden"] = problem("The key does not have the scope, or its agency not the right, to do this");
    responses["MethodNotAllowed"]["headers"] = json!({ "Allow": reference("headers", "Allow") });
    responses["TooManyRequests"]["headers"] = json!({ "Retry-After": reference("headers", "RetryAfter") });
    responses["Unauthorized"]["headers"] = json!({ "WWW-Authenticate": reference("headers", "WwwAuthenticate") });
    responses["NotModified"] = json!({
        "description": "Nothing is new since the answer with that `ETag`",
        "headers": { "ETag": reference("headers", "ETag") },
    });
    components["schemas"]["Problem"] = serde_json::to_value(Problem::schema()).unwrap_or_default();
    components["securitySchemes"]["key"] = json!({
        "type": "http", "scheme": "bearer", "bearerFormat": "chiso_...",
        "description": "A key of an agency, made on its page in the workspace, with the scopes it needs. Open data never needs one.",
    });
}

fn operations(json: &Value) -> Vec<Operation> {
    let mut operations = Vec::new();
    for (path, item) in json["paths"].as_object().into_iter().flatten() {
        for (name, method) in &METHODS {
            let Some(operation) = item.get(*name) else { continue };
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            let whole = |parameter: &Value| match parameter["$ref"].as_str() {
                Some(reference) => json.pointer(reference.trim_start_matches('#')).cloned().unwrap_or_default(),
                None => parameter.clone(),
            };
            let content = success(operation).map(|status| &operation["responses"][status]["content"]);
            operations.push(Operation {
                method: method.clone(),
                path: path.clone(),
                parameters: parameters.filter_map(|parameter| Parameter::read(&whole(parameter), json)).collect(),
                media_types: content.and_then(Value::as_object).into_iter().flat_map(Map::keys).cloned().collect(),
            });
        }
    }
    operations
}
