//! JSON: a list of objects with the fields of the long form.

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::collect::{At, Collector, Given};
use crate::decode::decode;
use crate::long::{COLUMNS, LongRow, REQUIRED, take};
use crate::problem::ProblemKind;
use crate::table::Value;
use crate::text;

pub(crate) fn read(bytes: &[u8], collector: &mut Collector) {
    collector.is_json = true;
    let text = match decode(collector.file(), bytes) {
        Ok(text) => text,
        Err(problem) => return collector.problems.push(*problem),
    };
    let text = text.as_ref();
    let lines = Lines::new(text);
    let items: Vec<&RawValue> = match serde_json::from_str(text) {
        Ok(items) => items,
        Err(error) if error.is_data() => return collector.problem_at_file(ProblemKind::JsonNoList),
        Err(error) => {
            let at = At { row: error.line() as u64, column: error.column() as u64 };
            return collector.problem(at, None, ProblemKind::JsonSyntax);
        }
    };
    for item in items {
        object(item, &lines, collector);
    }
}

fn object(item: &RawValue, lines: &Lines, collector: &mut Collector) {
    let here = lines.at(item.get());
    let Ok(Object(fields)) = serde_json::from_str(item.get()) else {
        return collector.problem(here, None, ProblemKind::JsonNoObject);
    };
    let before = collector.problems.len();
    let mut values: [Option<(Value, At)>; 5] = Default::default();
    for (name, raw) in fields {
        let at = lines.at(raw.get());
        let Some(index) = COLUMNS.iter().position(|known| *known == name) else {
            let closest = text::closest(&name, COLUMNS);
            collector.problem(at, Some(&text::shown(&name)), ProblemKind::JsonUnknownField(closest));
            continue;
        };
        if values[index].is_some() {
            collector.problem(at, Some(&name), ProblemKind::JsonFieldTwice);
            continue;
        }
        match value(raw) {
            Some(value) => values[index] = Some((value, at)),
            None => collector.problem(at, Some(&name), ProblemKind::JsonNested),
        }
    }
    if collector.problems.len() > before {
        return;
    }
    for required in REQUIRED {
        let index = COLUMNS.iter().position(|known| *known == required).unwrap_or(0);
        if values[index].is_none() {
            collector.problem(here, Some(required), ProblemKind::JsonFieldAbsent);
        }
    }
    let mut index = 0;
    let [unit, indicator, period, value, source] = values.each_ref().map(|value| {
        let name = COLUMNS[index];
        index += 1;
        value.as_ref().map(|(value, at)| Given { value, at: *at, name })
    });
    if let (Some(unit), Some(indicator), Some(value)) = (unit, indicator, value) {
        take(&LongRow { unit, indicator, period, value, source }, collector);
    }
}

/// None for a list or an object.
fn value(raw: &RawValue) -> Option<Value> {
    let text = raw.get();
    match text.as_bytes().first()? {
        b'[' | b'{' => None,
        b'"' => serde_json::from_str::<String>(text).ok().map(|text| Value::text(&text)),
        b't' | b'f' => Some(Value::Boolean(text == "true")),
        b'n' => Some(Value::Blank),
        // What is beyond the range of `f64` goes on as text, to be shown as it was written.
        _ => Some(text.parse().ok().filter(|n: &f64| n.is_finite()).map_or_else(|| Value::text(text), Value::Number)),
    }
}

/// An object with its fields in order, so that a field given twice is seen.
struct Object<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Object<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Object(fields))
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

/// Where each line of the text starts.
struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        let after_newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(i, _)| i + 1);
        Lines { text, starts: std::iter::once(0).chain(after_newlines).collect() }
    }

    /// Line and character of a part of the text.
    fn at(&self, part: &str) -> At {
        // Parts are borrowed from the text, so their distance in memory is their position in it.
        let offset = (part.as_ptr().addr().saturating_sub(self.text.as_ptr().addr())).min(self.text.len());
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let column = self.text.get(start..offset).map_or(0, |before| before.chars().count());
        At { row: line as u64, column: column as u64 + 1 }
    }
}
