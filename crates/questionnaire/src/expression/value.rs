//! Values, and how one kind counts as another.

use chiso_model::{Date, same, shortest};

/// A text that grows longer is cut: calculations that double each other would fill any memory.
pub const LONGEST_TEXT: usize = 20_000;

/// What an expression gives.
///
/// A question without an answer, or one that is not asked, is the empty text. As a number that is no number (`NaN`): every comparison by `<`, `<=`, `>`, `>=` and `=` with a
/// number is false then and `!=` is true; as a truth it is false. So `${age} > 17` does not hold for who did not say, and neither does `${age} <= 17`; `${age} = ''` does.
/// This is what ODK does; nothing is "unknown" in the sense of a third truth value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A text; the empty one is a missing answer.
    Text(String),
    /// A number, or none (`NaN`).
    Number(f64),
    /// True or false.
    Truth(bool),
    /// A day.
    Date(Date),
}

impl Value {
    /// No answer.
    pub const EMPTY: Value = Value::Text(String::new());

    /// True of what counts as no answer: an empty text, or no number.
    pub fn is_empty(&self) -> bool {
        match self {
            Value::Text(text) => text.is_empty(),
            Value::Number(number) => number.is_nan(),
            Value::Truth(_) | Value::Date(_) => false,
        }
    }

    /// As a text. A number is written without an exponent; none is `NaN`; a day is `2026-11-22`.
    pub fn text(&self) -> String {
        match self {
            Value::Text(text) => text.clone(),
            Value::Number(number) if number.is_nan() => "NaN".to_owned(),
            Value::Number(number) if number.is_infinite() => {
                if *number > 0.0 { "Infinity" } else { "-Infinity" }.into()
            }
            Value::Number(number) => shortest(*number),
            Value::Truth(truth) => truth.to_string(),
            Value::Date(date) => date.to_string(),
        }
    }

    /// As a number: a truth is 1 or 0, a day the days since 1970-01-01, a text what is written in it, with a decimal point and without an exponent.
    pub fn number(&self) -> f64 {
        match self {
            Value::Text(text) => number_of(text.trim()),
            Value::Number(number) => *number,
            Value::Truth(truth) => f64::from(*truth),
            Value::Date(date) => days(*date),
        }
    }

    /// As a truth: a text that is not empty, a number that is not zero, any day.
    pub fn truth(&self) -> bool {
        match self {
            Value::Text(text) => !text.is_empty(),
            Value::Number(number) => *number != 0.0 && !number.is_nan(),
            Value::Truth(truth) => *truth,
            Value::Date(_) => true,
        }
    }

    /// Whether two values are the same: as truths where one is a truth, as numbers where one is a number or a day, else as texts.
    pub(super) fn equals(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Truth(_), _) | (_, Value::Truth(_)) => self.truth() == other.truth(),
            (Value::Date(a), Value::Text(b)) | (Value::Text(b), Value::Date(a)) => a.to_string() == *b,
            (Value::Text(a), Value::Text(b)) => a == b,
            _ => same(self.number(), other.number()),
        }
    }

    /// A text, cut to what is kept.
    pub(super) fn cut(mut text: String) -> Value {
        if text.len() > LONGEST_TEXT {
            let end = (0..=LONGEST_TEXT).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            text.truncate(end);
        }
        Value::Text(text)
    }
}

/// Digits, with a point and a minus: the numbers of XPath.
fn number_of(text: &str) -> f64 {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let is_number = unsigned.bytes().any(|byte| byte.is_ascii_digit())
        && unsigned.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if is_number { text.parse().unwrap_or(f64::NAN) } else { f64::NAN }
}

/// Days since 1970-01-01.
pub(super) fn days(date: Date) -> f64 {
    let first = Date::constant(1970, 1, 1);
    first.until(date).map_or(f64::NAN, |span| f64::from(span.get_days()))
}
