//! Does a document have the keys and values of the format? Every difference is collected, with its place; what conforms becomes a JSON value.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Number, Value};

use crate::definition::{Id, Share};
use crate::document::{Entry, Item, Scalar, Style, Written};
use crate::message::{Expected, Found, Problem, ShapeProblem};
use crate::place::{Place, Spot};
use crate::schema::{self, SCHEMA, Union};
use crate::suggest::nearest;

/// Most characters in a text: what a cell of a spreadsheet can hold, less some room.
const TEXT_LIMIT: usize = 32_000;

/// Where each part of a rulebook stands, by its path: `tree/children/0/max`.
#[derive(Debug, Default)]
pub(crate) struct Index(BTreeMap<String, Place>);

impl Index {
    /// The place of the key at a path, or of the nearest part around it.
    pub(crate) fn place(&self, path: &str) -> Option<&Place> {
        let mut path = path;
        loop {
            if let Some(place) = self.0.get(path) {
                return Some(place);
            }
            match path.rsplit_once('/') {
                Some((around, _)) => path = around,
                None => return self.0.get(""),
            }
        }
    }
}

/// A document that was held against the schema.
pub(crate) struct Conformed {
    /// What conforms; absent where a part is missing without which nothing can be said about the rest.
    pub(crate) value: Option<Value>,
    pub(crate) index: Index,
    pub(crate) problems: Vec<Problem>,
    /// Paths of the maps in which there is a problem: what is said about their meaning may only be an echo of it.
    pub(crate) touched: BTreeSet<String>,
    /// Paths at which a value stands that nobody wrote, so that the rest can be checked.
    pub(crate) stand_ins: BTreeSet<String>,
}

/// Holds a document against the schema of a rulebook.
pub(crate) fn conform(root: &Item) -> Conformed {
    let mut walk =
        Walk { index: Index::default(), problems: Vec::new(), touched: BTreeSet::new(), stand_ins: BTreeSet::new() };
    let value = walk.value(root, &SCHEMA, "", &root.place);
    let Walk { index, problems, touched, stand_ins } = walk;
    Conformed { value, index, problems, touched, stand_ins }
}

struct Walk {
    index: Index,
    problems: Vec<Problem>,
    touched: BTreeSet<String>,
    stand_ins: BTreeSet<String>,
}

impl Walk {
    /// The JSON value of an item; none where it does not conform. `at` is the place of its key.
    fn value(&mut self, item: &Item, written_schema: &'static Value, path: &str, at: &Place) -> Option<Value> {
        self.index.0.insert(path.to_owned(), at.clone());
        if let Written::Scalar(scalar) = &item.written
            && scalar.is_null()
            && schema::is_optional(written_schema)
        {
            return Some(Value::Null);
        }
        if let Written::Scalar(Scalar { style: Style::Unknown, .. }) = &item.written {
            self.touched.insert(path.to_owned());
            return None;
        }
        let schema = schema::resolve(written_schema);
        if let Some(empty) = empty_cell(item).filter(|_| schema::type_of(schema) != Some("string")) {
            return self.value(&empty, written_schema, path, at);
        }
        if let Some(list) = schema::alternatives(schema) {
            return match schema::union_of(list) {
                Union::Texts(texts) => self.one_of(item, &texts, path),
                Union::Tagged(tag) => self.tagged(item, list, tag, path, at),
                Union::OneKey(keys) => self.one_key(item, list, &keys, path, at),
                Union::Untagged => self.untagged(item, list, path, at),
            };
        }
        match (schema::type_of(schema), &item.written) {
            (Some("object"), Written::Map(entries)) => self.map(entries, schema, path, at, None),
            (Some("array"), Written::List(items)) => self.list(item, items, schema, path),
            (Some("string"), Written::Scalar(scalar)) if !scalar.is_null() => self.text(item, scalar, schema, path),
            (Some("number"), Written::Scalar(scalar)) if scalar.number().is_some() => {
                let value = scalar.number()?;
                self.in_range(item, value, schema, path).then(|| number(value)).flatten()
            }
            (Some("integer"), Written::Scalar(scalar)) if scalar.number().is_some_and(|n| n.fract() == 0.0) => {
                let value = scalar.number()?;
                self.in_range(item, value, schema, path).then(|| number(value)).flatten()
            }
            (Some("boolean"), Written::Scalar(scalar)) if scalar.boolean().is_some() => {
                scalar.boolean().map(Value::Bool)
            }
            _ => self.wrong_type(item, &[schema], path),
        }
    }

    fn problem(&mut self, place: &Place, path: &str, problem: ShapeProblem) {
        self.touched.insert(path.to_owned());
        self.problems.push(Problem::error(place.clone(), problem));
    }

    fn wrong_type<T>(&mut self, item: &Item, schemas: &[&'static Value], path: &str) -> Option<T> {
        let mut expected = Vec::new();
        for schema in schemas {
            let one = match schema::type_of(schema::resolve(schema)) {
                Some("string") => Expected::Text,
                Some("number") => Expected::Number,
                Some("integer") => Expected::Whole,
                Some("boolean") => Expected::Truth,
                Some("array") => Expected::List,
                None if matches!(union(schema), Some(Union::Texts(_))) => Expected::Text,
                _ => Expected::Map,
            };
            if !expected.contains(&one) {
                expected.push(one);
            }
        }
        let found = match &item.written {
            Written::Scalar(scalar) if scalar.is_null() => Found::Nothing,
            Written::Scalar(scalar) if scalar.style == Style::Quoted => Found::Value(format!("\"{}\"", scalar.text)),
            Written::Scalar(scalar) => Found::Value(scalar.text.clone()),
            Written::List(_) => Found::List,
            Written::Map(_) => Found::Map,
        };
        self.problem(&item.place, path, ShapeProblem::WrongType { key: name_at(item, path), expected, found });
        None
    }

    /// Where the kind is not known, a key is still held against the first kind that has it.
    fn any_alternative(&mut self, entries: &[Entry], list: &'static [Value], tag: &str, path: &str) {
        for entry in entries.iter().filter(|entry| entry.key != tag) {
            if let Some(schema) = list.iter().find_map(|v| schema::properties(v)?.get(&entry.key)) {
                self.value(&entry.value, schema, &join(path, &entry.key), &entry.key_place);
            }
        }
    }

    fn one_of(&mut self, item: &Item, texts: &[&'static str], path: &str) -> Option<Value> {
        let Written::Scalar(scalar) = &item.written else {
            return self.not_allowed(item, "", texts, path);
        };
        if scalar.style == Style::Unknown {
            self.touched.insert(path.to_owned());
            return None;
        }
        if texts.contains(&scalar.text.as_str()) {
            return Some(Value::String(scalar.text.clone()));
        }
        self.not_allowed(item, &scalar.text, texts, path)
    }

    fn not_allowed<T>(&mut self, item: &Item, value: &str, texts: &[&'static str], path: &str) -> Option<T> {
        let problem = ShapeProblem::NotAllowed {
            key: name_at(item, path),
            value: match &item.written {
                Written::Scalar(_) => value.to_owned(),
                Written::List(_) => "[...]".to_owned(),
                Written::Map(_) => "{...}".to_owned(),
            },
            allowed: texts.iter().map(|&t| t.to_owned()).collect(),
            suggestion: nearest(value, texts.iter().copied()),
        };
        self.problem(&item.place, path, problem);
        None
    }

    fn tagged(
        &mut self,
        item: &Item,
        list: &'static [Value],
        tag: &'static str,
        path: &str,
        at: &Place,
    ) -> Option<Value> {
        let Written::Map(entries) = &item.written else {
            return self.wrong_type(item, &[&list[0]], path);
        };
        let Some(entry) = entries.iter().find(|entry| entry.key == tag) else {
            let name = name_of(at, path, tag);
            self.problem(&at.row_start(), path, ShapeProblem::MissingKey { key: name, with: None });
            self.any_alternative(entries, list, tag, path);
            return None;
        };
        let name = |v: &'static Value| v["properties"][tag]["const"].as_str().unwrap_or_default();
        let names: Vec<&'static str> = list.iter().map(name).collect();
        let Some(Value::String(chosen)) = self.one_of(&entry.value, &names, &format!("{path}/{tag}")) else {
            self.any_alternative(entries, list, tag, path);
            return None;
        };
        let schema = list.iter().find(|v| name(v) == chosen)?;
        self.map(entries, schema, path, at, Some(&format!("{tag}: {chosen}")))
    }

    fn one_key(
        &mut self,
        item: &Item,
        list: &'static [Value],
        keys: &[&'static str],
        path: &str,
        at: &Place,
    ) -> Option<Value> {
        let Written::Map(entries) = &item.written else {
            return self.wrong_type(item, &[&list[0]], path);
        };
        let known: Vec<&Entry> = entries.iter().filter(|entry| keys.contains(&entry.key.as_str())).collect();
        for entry in entries.iter().filter(|entry| !keys.contains(&entry.key.as_str())) {
            self.unknown(entry, keys.iter().copied(), path, None);
        }
        let texts = || keys.iter().map(|&k| k.to_owned()).collect();
        match known.as_slice() {
            [entry] => {
                let schema = list.iter().find_map(|v| schema::properties(v)?.get(&entry.key))?;
                let value = self.value(&entry.value, schema, &join(path, &entry.key), &entry.key_place)?;
                Some(Value::Object(Map::from_iter([(entry.key.clone(), value)])))
            }
            [] if entries.is_empty() => {
                self.problem(at, path, ShapeProblem::MissingOneOf { keys: texts() });
                None
            }
            [] => None,
            [_, second, ..] => {
                self.problem(&second.key_place, path, ShapeProblem::OnlyOneOf { keys: texts() });
                None
            }
        }
    }

    /// Chooses by the shape of what is written, so that the message speaks of the alternative that was meant.
    fn untagged(&mut self, item: &Item, list: &'static [Value], path: &str, at: &Place) -> Option<Value> {
        let fits = |v: &&'static Value| {
            let resolved = schema::resolve(v);
            match &item.written {
                Written::Map(_) => schema::type_of(resolved) == Some("object") || is_map_union(resolved),
                Written::List(_) => schema::type_of(resolved) == Some("array"),
                Written::Scalar(scalar) => match schema::type_of(resolved) {
                    Some("number" | "integer") => scalar.number().is_some(),
                    Some("string") => !scalar.is_null() && scalar.number().is_none(),
                    None => !is_map_union(resolved) && !scalar.is_null(),
                    _ => false,
                },
            }
        };
        match list.iter().find(fits) {
            Some(alternative) => self.value(item, alternative, path, at),
            None => self.wrong_type(item, &list.iter().collect::<Vec<_>>(), path),
        }
    }

    /// Tells of an unknown key; gives the key that was probably meant.
    fn unknown<'k>(
        &mut self,
        entry: &Entry,
        allowed: impl Iterator<Item = &'k str> + Clone,
        path: &str,
        with: Option<&str>,
    ) -> Option<String> {
        let suggestion = nearest(&entry.key, allowed.clone());
        let name = |key: &str| name_of(&entry.key_place, path, key);
        let problem = ShapeProblem::UnknownKey {
            key: name(&entry.key),
            with: with.map(str::to_owned),
            suggestion: suggestion.as_deref().map(name),
            bare: matches!(&entry.value.written, Written::Scalar(scalar) if scalar.is_null()),
            allowed: allowed.map(name).collect(),
        };
        self.problem(&entry.key_place, path, problem);
        suggestion
    }

    fn map(
        &mut self,
        entries: &[Entry],
        schema: &'static Value,
        path: &str,
        at: &Place,
        with: Option<&str>,
    ) -> Option<Value> {
        let known = schema::properties(schema);
        let any_key = schema.get("additionalProperties").filter(|v| v.is_object());
        let id_key =
            schema.get("patternProperties").and_then(Value::as_object).and_then(|patterns| patterns.values().next());
        let mut out = Map::new();
        let mut meant = BTreeSet::new();
        for entry in entries {
            let inner = join(path, &entry.key);
            let of_key = match known.and_then(|keys| keys.get(&entry.key)) {
                Some(found) => Some(found),
                None if id_key.is_some() => {
                    if Id::new(&entry.key).is_none() {
                        let problem = ShapeProblem::BadId { key: label(path), value: entry.key.clone() };
                        self.problem(&entry.key_place, path, problem);
                        self.value(&entry.value, id_key?, &inner, &entry.key_place);
                        continue;
                    }
                    id_key
                }
                None => any_key,
            };
            let Some(of_key) = of_key else {
                let allowed = known.into_iter().flat_map(Map::keys).map(String::as_str);
                meant.extend(self.unknown(entry, allowed, path, with));
                continue;
            };
            if of_key.get("const").is_some() {
                self.index.0.insert(inner, entry.key_place.clone());
                out.insert(entry.key.clone(), of_key["const"].clone());
            } else if let Some(value) = self.value(&entry.value, of_key, &inner, &entry.key_place) {
                out.insert(entry.key.clone(), value);
            } else if is_required(schema, &entry.key) || id_key.is_some() {
                out.insert(entry.key.clone(), self.stand_in(of_key, &inner));
            }
        }
        for key in required(schema) {
            if entries.iter().any(|entry| entry.key == key) {
                continue;
            }
            // A mistyped key has been told of already.
            if !meant.contains(key) {
                let name = required_name(at, path, key, &schema["properties"][key]);
                let problem = ShapeProblem::MissingKey { key: name, with: with.map(str::to_owned) };
                self.problem(&at.row_start(), path, problem);
            }
            out.insert(key.to_owned(), self.stand_in(&schema["properties"][key], &join(path, key)));
        }
        Some(Value::Object(out))
    }

    /// A value in place of one that is absent or does not conform, so that the rest can be checked.
    fn stand_in(&mut self, schema: &'static Value, path: &str) -> Value {
        self.touched.insert(path.to_owned());
        self.stand_ins.insert(path.to_owned());
        blank(schema, self.stand_ins.len(), 0)
    }

    fn list(&mut self, item: &Item, items: &[Item], schema: &'static Value, path: &str) -> Option<Value> {
        let mut out = Vec::new();
        for (i, part) in items.iter().enumerate() {
            let inner = format!("{path}/{i}");
            let value = self.value(part, &schema["items"], &inner, &part.place);
            // Left out, the paths of those after it would no longer fit.
            out.push(value.unwrap_or_else(|| self.stand_in(&schema["items"], &inner)));
        }
        if let Some(least) = schema.get("minItems").and_then(Value::as_u64)
            && (items.len() as u64) < least
        {
            self.problem(&item.place, path, ShapeProblem::TooFew { key: name_at(item, path), least });
            return None;
        }
        Some(Value::Array(out))
    }

    fn text(&mut self, item: &Item, scalar: &Scalar, schema: &Value, path: &str) -> Option<Value> {
        let text = &scalar.text;
        let (key, value) = (name_at(item, path), text.clone());
        let hidden = text
            .chars()
            .find(|c| (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{fffe}' | '\u{ffff}'));
        let pattern = schema.get("pattern").and_then(Value::as_str).unwrap_or_default();
        let problem = if text.trim().is_empty() {
            Some(ShapeProblem::EmptyText { key })
        } else if schema.get("format").is_some_and(|f| f == "date") {
            let date = written_date(text);
            date.is_none().then_some(ShapeProblem::BadDate { key, value })
        } else if pattern.contains('%') {
            Share::from_percent(text).is_none().then_some(ShapeProblem::BadShare { key, value })
        } else if !pattern.is_empty() {
            Id::new(text).is_none().then_some(ShapeProblem::BadId { key, value })
        } else if let Some(character) = hidden {
            Some(ShapeProblem::Unprintable { key, character })
        } else if text.encode_utf16().count() > TEXT_LIMIT {
            Some(ShapeProblem::TooLong { key, limit: TEXT_LIMIT })
        } else {
            None
        };
        match problem {
            None => Some(Value::String(scalar.text.clone())),
            Some(problem) => {
                self.problem(&item.place, path, problem);
                None
            }
        }
    }

    fn in_range(&mut self, item: &Item, value: f64, schema: &Value, path: &str) -> bool {
        let least = schema.get("minimum").and_then(Value::as_f64);
        let most = schema.get("maximum").and_then(Value::as_f64);
        let good = least.is_none_or(|low| value >= low) && most.is_none_or(|high| value <= high);
        if !good {
            self.problem(&item.place, path, ShapeProblem::OutOfRange { key: name_at(item, path), value, least, most });
        }
        good
    }
}

/// A cell cannot hold keys or a list, but it can say that there are none: `{}` or `[]`.
fn empty_cell(item: &Item) -> Option<Item> {
    let written = match &item.written {
        Written::Scalar(scalar) if scalar.style == Style::Cell && scalar.text == "{}" => Written::Map(Vec::new()),
        Written::Scalar(scalar) if scalar.style == Style::Cell && scalar.text == "[]" => Written::List(Vec::new()),
        _ => return None,
    };
    Some(Item { place: item.place.clone(), written })
}

fn written_date(text: &str) -> Option<chiso_model::Date> {
    // jiff accepts more forms than the format promises.
    let shaped = text.len() == 10
        && text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    if shaped { text.parse().ok() } else { None }
}

/// A whole number stays whole, for the types that want one.
fn number(value: f64) -> Option<Value> {
    #[allow(clippy::cast_possible_truncation)]
    // Bounds are tested; every whole number of this size is exact in both types.
    if value.fract() == 0.0 && value.abs() < 9e15 {
        return Some(Value::Number(Number::from(value as i64)));
    }
    Number::from_f64(value).map(Value::Number)
}

fn required(schema: &'static Value) -> impl Iterator<Item = &'static str> {
    schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

fn is_required(schema: &'static Value, key: &str) -> bool {
    required(schema).any(|wanted| wanted == key)
}

fn union(schema: &'static Value) -> Option<Union> {
    schema::alternatives(schema::resolve(schema)).map(|list| schema::union_of(list))
}

fn is_map_union(schema: &'static Value) -> bool {
    matches!(union(schema), Some(Union::Tagged(_) | Union::OneKey(_)))
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}/{key}") }
}

/// The last key of a path, with the number of the item where it is one: `levels[2]`.
pub(crate) fn label(path: &str) -> String {
    let mut parts = path.rsplit('/');
    let last = parts.next().unwrap_or_default();
    match (last.parse::<usize>(), parts.next()) {
        (Ok(number), Some(around)) => format!("{around}[{}]", number + 1),
        _ if path.is_empty() => "rulebook".to_owned(),
        _ => last.to_owned(),
    }
}

/// How a key is called at its place: by its column in a workbook.
fn name_of(place: &Place, path: &str, key: &str) -> String {
    if matches!(place.spot, Spot::Cell { .. }) { column(&join(path, key)) } else { key.to_owned() }
}

/// The name of a key that must be there; a text in two languages has a column for each.
fn required_name(place: &Place, path: &str, key: &str, schema: &'static Value) -> String {
    let name = name_of(place, path, key);
    let in_two = schema.get("$ref").and_then(Value::as_str) == Some("#/$defs/Text");
    if in_two && matches!(place.spot, Spot::Cell { .. }) { format!("{name}.vi") } else { name }
}

/// How the key of an item is called.
fn name_at(item: &Item, path: &str) -> String {
    if matches!(item.place.spot, Spot::Cell { .. }) { column(path) } else { label(path) }
}

/// The name of the column, or of the key in the sheet of single values, in which a workbook holds what stands at a path.
pub(crate) fn column(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').collect();
    let number = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    // Rows of lists begin after the number in the list, rows of maps after the name in the map.
    let mut start = 0;
    let mut name = None;
    for (i, part) in parts.iter().enumerate() {
        let before = i.checked_sub(1).map(|i| parts[i]);
        match (*part, before) {
            ("tree", None) | (_, Some("inputs" | "indicators" | "not_comparable")) => start = i + 1,
            (_, Some("by_year")) => name = Some("weight"),
            (_, Some("deprived_below")) => name = Some("below"),
            (_, Some("nodes")) => name = Some("earlier"),
            (part, Some(_)) if number(part) => start = i + 1,
            _ => {}
        }
    }
    match (name, parts.get(start..)) {
        (Some(name), _) => name.to_owned(),
        (None, Some(rest)) if !rest.is_empty() => rest.join("."),
        _ => label(path),
    }
}

/// Any value that conforms to a schema; `number` makes names differ.
fn blank(schema: &'static Value, number: usize, depth: usize) -> Value {
    let resolved = schema::resolve(schema);
    if let Some(constant) = resolved.get("const") {
        return constant.clone();
    }
    // Only a node holds itself, and not among its required keys: the depth is bounded by the format.
    if let Some(first) = schema::alternatives(resolved).and_then(|list| list.first()).filter(|_| depth < 16) {
        if let Some(Union::OneKey(keys)) = union(resolved)
            && let Some(key) = keys.first()
        {
            return Value::Object(Map::from_iter([(
                (*key).to_owned(),
                blank(&first["properties"][*key], number, depth + 1),
            )]));
        }
        return blank(first, number, depth + 1);
    }
    match schema::type_of(resolved) {
        Some("object") => {
            let keys = required(resolved).filter(|_| depth < 16);
            let entries = keys.map(|key| (key.to_owned(), blank(&resolved["properties"][key], number, depth + 1)));
            Value::Object(entries.collect())
        }
        Some("array") => Value::Array(Vec::new()),
        Some("boolean") => Value::Bool(false),
        Some("number" | "integer") => Value::Number(Number::from(1)),
        _ if resolved.get("format").is_some_and(|f| f == "date") => Value::String("2000-01-01".to_owned()),
        _ => Value::String(format!("stand-in-{number}")),
    }
}
