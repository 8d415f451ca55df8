//! Rulebooks made at random from the schema, for tests that want every part of the format.

use serde_json::{Map, Value, json};

use crate::definition::Rulebook;
use crate::schema::{self, SCHEMA, Union};

/// A small generator of numbers (`SplitMix64`), so that a rulebook is a function of one number.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).unwrap()
    }

    fn one<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        let i = self.below(list.len());
        &list[i]
    }
}

const TEXTS: [&str; 30] = [
    "Chỉ số cải cách hành chính",
    "plain",
    "2023",
    "3.10",
    "1e3",
    "0x10",
    "true",
    "null",
    "~",
    "no",
    "- a",
    "a: b",
    "a #b",
    "#c",
    "'q'",
    "\"double\"",
    "*alias",
    "&anchor",
    "!tag",
    "hai dòng\nmột đoạn",
    "cuối dòng\n",
    "\n đầu dòng",
    " lề ",
    "tab\tở giữa",
    "{}",
    "[]",
    "=1+1",
    "_x000D_",
    "\u{1f600} Ơ Ư ế",
    "2023-01-01",
];
const NUMBERS: [f64; 14] = [
    0.0,
    1.0,
    -1.0,
    0.1,
    2.5,
    100.0,
    1e-7,
    1.645,
    1e16,
    123_456_789.123,
    0.333_333_333_333_333_3,
    -0.25,
    5e-324,
    1.797e308,
];

struct Maker<'a> {
    random: &'a mut Random,
    ids: usize,
}

/// A rulebook with keys and values of the format, that makes no sense.
pub(crate) fn rulebook(seed: u64) -> Rulebook {
    let mut random = Random(seed);
    let mut maker = Maker { random: &mut random, ids: 0 };
    let value = maker.value(&SCHEMA, 0);
    serde_json::from_value(value).unwrap()
}

impl Maker<'_> {
    fn value(&mut self, written: &'static Value, depth: usize) -> Value {
        let schema = schema::resolve(written);
        if let Some(list) = schema::alternatives(schema) {
            if let Union::Texts(texts) = schema::union_of(list) {
                return json!(*self.random.one(&texts));
            }
            let chosen = self.random.one(list);
            return self.value(chosen, depth);
        }
        match schema::type_of(schema) {
            Some("object") => self.map(schema, depth),
            Some("array") => {
                let least = usize::from(schema.get("minItems").is_some() || self.random.below(4) > 0);
                let most = if depth > 7 { 1 } else { 3 };
                let length = least + self.random.below(most);
                json!((0..length).map(|_| self.value(&schema["items"], depth + 1)).collect::<Vec<_>>())
            }
            Some("string") if schema.get("const").is_some() => schema["const"].clone(),
            Some("string") if schema.get("format").is_some() => {
                json!(format!("20{:02}-0{}-1{}", self.random.below(30), 1 + self.random.below(9), self.random.below(9)))
            }
            Some("string") if schema["pattern"].as_str().is_some_and(|p| p.contains('%')) => json!("92.5%"),
            Some("string") if schema.get("pattern").is_some() => json!(self.id()),
            Some("string") => json!(*self.random.one(&TEXTS)),
            Some("number") => {
                let value = *self.random.one(&NUMBERS);
                json!(if schema.get("minimum").is_some() { value.abs() } else { value })
            }
            Some("integer") => {
                let low = schema["minimum"].as_u64().unwrap();
                let high = schema["maximum"].as_u64().unwrap();
                json!(low + self.random.next() % (high - low + 1))
            }
            Some("boolean") => json!(self.random.below(2) == 1),
            _ => panic!("{schema}"),
        }
    }

    fn map(&mut self, schema: &'static Value, depth: usize) -> Value {
        let mut out = Map::new();
        for (key, of_key) in schema::properties(schema).into_iter().flatten() {
            let required = schema["required"].as_array().is_some_and(|list| list.iter().any(|k| k == key));
            let chance = if depth > 8 { 12 } else { 3 };
            if required || self.random.below(chance) == 0 {
                let value = if required && key == "id" { json!(self.id()) } else { self.value(of_key, depth + 1) };
                out.insert(key.clone(), value);
            }
        }
        let patterns = schema.get("patternProperties").and_then(Value::as_object).and_then(|p| p.values().next());
        if let Some(of_key) = patterns.or_else(|| schema.get("additionalProperties").filter(|v| v.is_object())) {
            for _ in 0..=self.random.below(3) {
                let key = if patterns.is_some() { self.id() } else { format!("20{:02}", self.random.below(99)) };
                out.insert(key, self.value(of_key, depth + 1));
            }
        }
        Value::Object(out)
    }

    /// Ids are never given twice: two nodes with the same id are a problem that no format needs to keep.
    fn id(&mut self) -> String {
        self.ids += 1;
        match self.random.below(4) {
            0 => format!("{}", self.ids),
            1 => format!("{}.{}", self.ids, self.random.below(99)),
            2 => format!("1e{}", self.ids),
            _ => format!("a-b_{}", self.ids),
        }
    }
}
