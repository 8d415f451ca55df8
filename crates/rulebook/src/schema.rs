//! The JSON Schema of the format, made from the typed definition; and the few questions the other modules ask of it.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::definition::Rulebook;

/// The JSON Schema (2020-12) of a rulebook, for editors and for other programs.
pub fn schema() -> Value {
    SCHEMA.clone()
}

pub(crate) static SCHEMA: LazyLock<Value> = LazyLock::new(|| schemars::schema_for!(Rulebook).to_value());

/// The schemas of all keys of a map-like definition.
pub(crate) fn properties(schema: &Value) -> Option<&Map<String, Value>> {
    schema.get("properties").and_then(Value::as_object)
}

/// Follows references, and leaves out the `null` beside an optional value.
pub(crate) fn resolve(schema: &'static Value) -> &'static Value {
    let mut at = schema;
    // Each step goes one reference down; the definitions hold no circle of bare references, and the count makes that certain.
    for _ in 0..16 {
        if let Some(name) = at.get("$ref").and_then(Value::as_str).and_then(|r| r.strip_prefix("#/$defs/")) {
            at = &SCHEMA["$defs"][name];
        } else if let Some(only) = sole_alternative(at) {
            at = only;
        } else {
            break;
        }
    }
    at
}

/// True where `null` may stand.
pub(crate) fn is_optional(schema: &Value) -> bool {
    let nullable =
        |v: &Value| v["type"] == "null" || v["type"].as_array().is_some_and(|types| types.iter().any(|t| t == "null"));
    nullable(schema) || alternatives(schema).is_some_and(|list| list.iter().any(nullable))
}

/// The alternatives of a union.
pub(crate) fn alternatives(schema: &Value) -> Option<&Vec<Value>> {
    schema.get("anyOf").or_else(|| schema.get("oneOf")).and_then(Value::as_array)
}

fn sole_alternative(schema: &'static Value) -> Option<&'static Value> {
    let mut rest = alternatives(schema)?.iter().filter(|v| v["type"] != "null");
    let first = rest.next()?;
    // A union of one constant is still a union: its constant is what may stand there.
    if rest.next().is_none() && first.get("const").is_none() { Some(first) } else { None }
}

/// The type of a value, without `null`.
pub(crate) fn type_of(schema: &Value) -> Option<&str> {
    match schema.get("type")? {
        Value::String(name) => Some(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).find(|name| *name != "null"),
        _ => None,
    }
}

/// What kind of union a schema is.
pub(crate) enum Union {
    /// One of some texts.
    Texts(Vec<&'static str>),
    /// A map whose key (`kind`, `method`) says which alternative it is.
    Tagged(&'static str),
    /// A map with exactly one key, which says which alternative it is.
    OneKey(Vec<&'static str>),
    /// Alternatives that differ by the shape of what is written.
    Untagged,
}

/// Looks at a union of alternatives.
pub(crate) fn union_of(list: &'static [Value]) -> Union {
    let texts: Option<Vec<&str>> = list.iter().map(|v| v["const"].as_str()).collect();
    if let Some(texts) = texts {
        return Union::Texts(texts);
    }
    if let Some(tag) = list.first().and_then(tag_of)
        && list.iter().all(|v| tag_of(v) == Some(tag))
    {
        return Union::Tagged(tag);
    }
    let one_key: Option<Vec<&str>> = list
        .iter()
        .map(|v| properties(v).filter(|keys| keys.len() == 1).and_then(|keys| keys.keys().next()).map(String::as_str))
        .collect();
    one_key.map_or(Union::Untagged, Union::OneKey)
}

fn tag_of(alternative: &'static Value) -> Option<&'static str> {
    properties(alternative)?.iter().find(|(_, v)| v.get("const").is_some()).map(|(key, _)| key.as_str())
}
