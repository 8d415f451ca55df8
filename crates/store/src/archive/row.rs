//! A row as a line of an archive: a JSON array, in which a number with decimals and bytes are texts, so that no reader of JSON rounds or guesses.

use serde_json::Value as Json;

use crate::column::{Storage, Value};
use chiso_model::hex;

/// The line of a row, without its end.
pub(super) fn line(values: &[Value]) -> String {
    let cells = values.iter().map(|value| match value {
        Value::Null => Json::Null,
        Value::Int(number) => (*number).into(),
        Value::Real(number) => format!("{number:?}").into(),
        Value::Text(text) => text.clone().into(),
        Value::Bytes(bytes) => hex(bytes).into(),
    });
    Json::Array(cells.collect()).to_string()
}

/// The values of a line; none when it is no row of those columns.
pub(super) fn values(line: &[u8], columns: &[Storage]) -> Option<Vec<Value>> {
    let cells: Vec<Json> = serde_json::from_slice(line).ok()?;
    if cells.len() != columns.len() {
        return None;
    }
    columns.iter().zip(cells).map(|(storage, cell)| value(*storage, cell)).collect()
}

fn value(storage: Storage, cell: Json) -> Option<Value> {
    Some(match (storage, cell) {
        (_, Json::Null) => Value::Null,
        (Storage::Int, Json::Number(number)) => Value::Int(number.as_i64()?),
        (Storage::Real, Json::String(text)) => {
            Value::Real(text.parse().ok().filter(|number: &f64| number.is_finite())?)
        }
        (Storage::Text, Json::String(text)) if !text.contains('\0') => Value::Text(text),
        (Storage::Bytes, Json::String(text)) => Value::Bytes(bytes(&text)?),
        _ => return None,
    })
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if !digits.len().is_multiple_of(2) {
        return None;
    }
    let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    digits.chunks(2).map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_to_the_bit() {
        let columns = [Storage::Int, Storage::Real, Storage::Text, Storage::Bytes];
        for row in [
            [
                Value::Int(i64::MIN),
                Value::Real(0.1 + 0.2),
                Value::Text("“Đà\nNẵng”".into()),
                Value::Bytes(vec![0, 255]),
            ],
            [Value::Int(i64::MAX), Value::Real(f64::from_bits(1)), Value::Text(String::new()), Value::Bytes(vec![])],
            [Value::Null, Value::Real(f64::MAX), Value::Null, Value::Null],
            [Value::Int(0), Value::Real(-1e300), Value::Text("null".into()), Value::Null],
        ] {
            let line = line(&row);
            assert!(!line.contains('\n'));
            assert_eq!(values(line.as_bytes(), &columns).as_deref(), Some(&row[..]), "{line}");
        }
    }

    #[test]
    fn what_is_no_row_is_not_taken_for_one() {
        let columns = [Storage::Int, Storage::Bytes];
        for line in [
            "",
            "[]",
            "[1]",
            "[1,\"00\",2]",
            "[1.5,\"00\"]",
            "[1,\"0\"]",
            "[1,\"zz\"]",
            "[\"1\",\"00\"]",
            "[1,\"00\"",
            "{}",
        ] {
            assert_eq!(values(line.as_bytes(), &columns), None, "{line}");
        }
        for text in ["NaN", "inf", "x", ""] {
            assert_eq!(values(format!("[\"{text}\"]").as_bytes(), &[Storage::Real]), None, "{text}");
        }
        assert_eq!(values(br#"["a\u0000"]"#, &[Storage::Text]), None);
    }
}
