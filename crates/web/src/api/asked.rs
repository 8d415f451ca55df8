//! The query of a request, checked against the description before a handler sees it.

use std::collections::BTreeMap;
use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use chiso_model::Date;
use serde_json::Value;

use super::description::LIMIT;
use crate::json::Problem;

/// A parameter of a query.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Parameter {
    name: String,
    takes: Takes,
}

/// What a parameter takes.
#[derive(Debug, Clone, PartialEq)]
enum Takes {
    /// Of at most so many characters.
    Text(u64),
    OneOf(Vec<String>),
    Whole(i64, i64),
    Truth,
    Day,
}

impl Parameter {
    /// A parameter of the document; none where it does not stand in the query.
    pub(super) fn read(parameter: &Value, document: &Value) -> Option<Parameter> {
        if parameter["in"] != "query" {
            return None;
        }
        let mut schema = &parameter["schema"];
        if let Some(reference) = schema["$ref"].as_str() {
            schema = document.pointer(reference.trim_start_matches('#'))?;
        }
        let takes = match (schema["enum"].as_array(), schema["type"].as_str(), schema["format"].as_str()) {
            (Some(values), ..) => Takes::OneOf(values.iter().filter_map(Value::as_str).map(str::to_owned).collect()),
            (None, Some("integer"), _) => Takes::Whole(
                schema["minimum"].as_i64().unwrap_or(i64::MIN),
                schema["maximum"].as_i64().unwrap_or(i64::MAX),
            ),
            (None, Some("boolean"), _) => Takes::Truth,
            (None, _, Some("date")) => Takes::Day,
            _ => Takes::Text(schema["maxLength"].as_u64().unwrap_or(u64::MAX)),
        };
        Some(Parameter { name: parameter["name"].as_str()?.to_owned(), takes })
    }

    /// What is wrong with a value.
    fn fault(&self, value: &str) -> Option<String> {
        match &self.takes {
            Takes::Text(longest) => {
                (value.chars().count() as u64 > *longest).then(|| format!("it may have {longest} characters"))
            }
            Takes::OneOf(values) => (!values.iter().any(|known| known == value))
                .then(|| format!("it may be {}", quoted(values.iter().map(String::as_str)))),
            Takes::Whole(least, greatest) => {
                // `+5` is a number to Rust, but not in JSON Schema.
                let number = value.parse::<i64>().ok().filter(|_| !value.starts_with('+'));
                number
                    .is_none_or(|number| number < *least || number > *greatest)
                    .then(|| format!("it must be a whole number from {least} to {greatest}"))
            }
            Takes::Truth => (value != "true" && value != "false").then(|| "it may be `true` or `false`".to_owned()),
            Takes::Day => day(value).is_none().then(|| "it must be a day such as `2025-07-01`".to_owned()),
        }
    }
}

/// The query of a request to the API: only names that the description has, each once, with values that it allows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    pub(super) path: String,
    values: BTreeMap<String, String>,
}

impl Asked {
    /// Reads a query.
    ///
    /// # Errors
    /// A name or value that the description does not have: status 400.
    pub(super) fn read(path: &str, query: &str, parameters: &[Parameter]) -> Result<Asked, Problem> {
        let bad = |detail: String| Problem::new(StatusCode::BAD_REQUEST, detail);
        let mut values = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let Some(parameter) = parameters.iter().find(|parameter| parameter.name == name) else {
                if name.is_empty() && value.is_empty() {
                    continue;
                }
                let takes = match parameters {
                    [] => "none".to_owned(),
                    known => quoted(known.iter().map(|parameter| parameter.name.as_str())),
                };
                return Err(bad(format!("There is no query parameter `{name}` here. This address takes: {takes}.")));
            };
            if let Some(fault) = parameter.fault(&value) {
                return Err(bad(format!("`{name}` is `{value}`; {fault}.")));
            }
            if values.insert(name.clone().into_owned(), value.into_owned()).is_some() {
                return Err(bad(format!("`{name}` is given twice; give it once.")));
            }
        }
        Ok(Asked { path: path.to_owned(), values })
    }

    /// A value as text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// A value as a whole number.
    pub fn whole(&self, name: &str) -> Option<i64> {
        self.text(name)?.parse().ok()
    }

    /// A value as true or false.
    pub fn truth(&self, name: &str) -> Option<bool> {
        self.text(name)?.parse().ok()
    }

    /// A value as a day.
    pub fn day(&self, name: &str) -> Option<Date> {
        day(self.text(name)?)
    }

    /// How many items are wanted, and how many are left out before them.
    pub(super) fn page(&self) -> (usize, usize) {
        let number = |name: &str| self.whole(name).and_then(|number| usize::try_from(number).ok());
        (number("limit").unwrap_or(LIMIT as usize), number("offset").unwrap_or(0))
    }

    /// The same address from another item on.
    pub(super) fn at_offset(&self, offset: usize) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in self.values.iter().filter(|(name, _)| *name != "offset") {
            query.append_pair(name, value);
        }
        if offset > 0 {
            query.append_pair("offset", &offset.to_string());
        }
        let query = query.finish();
        if query.is_empty() { self.path.clone() } else { format!("{}?{query}", self.path) }
    }
}

/// The guard has read the query already; before an operation that is in no description, it is empty.
impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        Ok(parts.extensions.get::<Asked>().cloned().unwrap_or_default())
    }
}

/// A day as RFC 3339 writes it: four digits, two, two.
fn day(text: &str) -> Option<Date> {
    let form = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    if form { text.parse().ok() } else { None }
}

fn quoted<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn parameters() -> Vec<Parameter> {
        let of = |name: &str, schema: Value| json!({ "name": name, "in": "query", "schema": schema });
        [
            of("limit", json!({ "type": "integer", "minimum": 1, "maximum": 1000 })),
            of("offset", json!({ "type": "integer", "minimum": 0, "maximum": 9 })),
            of("lang", json!({ "type": "string", "enum": ["vi", "en"] })),
            of("on", json!({ "type": "string", "format": "date" })),
            of("simulated", json!({ "type": "boolean" })),
            of("q", json!({ "type": "string", "maxLength": 20 })),
        ]
        .iter()
        .filter_map(|parameter| Parameter::read(parameter, &Value::Null))
        .collect()
    }

    #[test]
    fn a_query_has_known_names_once_with_values_they_may_have() {
        for (query, fault) in [
            ("", None),
            ("&", None),
            ("limit=1&offset=0", None),
            ("q=H%E1%BA%A3i+Ph%C3%B2ng&lang=vi&on=2025-07-01&simulated=true", None),
            ("q=", None),
            ("limit=0", Some("from 1 to 1000")),
            ("limit=+5", Some("from 1 to 1000")),
            ("limit=%2B5", Some("from 1 to 1000")),
            ("limit=1.5", Some("from 1 to 1000")),
            ("lang=fr", Some("`vi`, `en`")),
            ("on=2025-02-30", Some("`2025-07-01`")),
            ("on=2025-7-1", Some("`2025-07-01`")),
            ("on=20250701", Some("`2025-07-01`")),
            ("simulated=yes", Some("`true` or `false`")),
            ("lang=vi&lang=vi", Some("twice")),
            ("q=Ba+Ria+Vung+Tau+va+Ha+Noi", Some("20 characters")),
            ("language=vi", Some("There is no query parameter `language` here")),
            ("=1", Some("There is no query parameter `` here")),
        ] {
            let read = Asked::read("/api/v1/x", query, &parameters());
            match (read, fault) {
                (Ok(_), None) => {}
                (Err(problem), Some(fault)) => {
                    assert!(problem.detail().contains(fault), "{query}: {}", problem.detail());
                }
                (read, _) => panic!("{query}: {read:?}"),
            }
        }
    }

    #[test]
    fn a_page_further_on_has_the_same_query() {
        let asked = Asked::read("/api/v1/x", "q=H%E1%BA%A3i+Ph%C3%B2ng&offset=2&limit=2", &parameters()).unwrap();
        assert_eq!(asked.page(), (2, 2));
        assert_eq!(asked.at_offset(4), "/api/v1/x?limit=2&q=H%E1%BA%A3i+Ph%C3%B2ng&offset=4");
        assert_eq!(Asked::read("/x", "offset=3", &parameters()).unwrap().at_offset(0), "/x");
    }
}
