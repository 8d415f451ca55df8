//! Texts as answers.

use chiso_model::read_day;

use super::{Answer, AnswerFault};
use crate::form::QuestionType;

/// Most characters of a text.
pub(crate) const LONGEST: usize = 10_000;

/// An answer as a table or a form writes it; none where the text is none.
pub(crate) fn written(kind: &QuestionType, text: &str) -> Option<Answer> {
    let decimal = || plain_decimal(text).map(Answer::Decimal);
    let integer = || text.parse().ok().map(Answer::Integer);
    match kind {
        QuestionType::Text => Some(Answer::Text(text.to_owned())),
        QuestionType::Integer => integer(),
        QuestionType::Range(range) if range.is_whole() => integer(),
        QuestionType::Decimal | QuestionType::Range(_) => decimal(),
        QuestionType::Date => text.parse().ok().map(Answer::Date),
        QuestionType::SelectOne(_) => (!text.contains(char::is_whitespace)).then(|| Answer::One(text.to_owned())),
        QuestionType::SelectMultiple(_) | QuestionType::Rank(_) => {
            let codes: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
            (!codes.is_empty()).then_some(Answer::Many(codes))
        }
    }
}

/// An answer as a person types it: blanks around it, a decimal comma or point, days as 22/11/2026 or 2026-11-22. None for nothing.
pub(super) fn typed(kind: &QuestionType, text: &str) -> Result<Option<Answer>, AnswerFault> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let whole = || match decimal(text) {
        None => Err(AnswerFault::NotANumber),
        Some(number) if number.fract() != 0.0 => Err(AnswerFault::NotWhole),
        // Beyond fifteen digits whole numbers are no longer exact.
        Some(number) if number.abs() > 1e15 => Err(AnswerFault::NotANumber),
        #[allow(clippy::cast_possible_truncation)]
        Some(number) => Ok(Answer::Integer(number as i64)),
    };
    let number = || decimal(text).map(Answer::Decimal).ok_or(AnswerFault::NotANumber);
    match kind {
        QuestionType::Text if text.chars().count() > LONGEST => Err(AnswerFault::TooLong),
        // Browsers end lines with two characters.
        QuestionType::Text => Ok(Answer::Text(text.replace("\r\n", "\n"))),
        QuestionType::Integer => whole(),
        QuestionType::Range(range) if range.is_whole() => whole(),
        QuestionType::Decimal | QuestionType::Range(_) => number(),
        QuestionType::Date => read_day(text).map(Answer::Date).ok_or(AnswerFault::NotADate),
        QuestionType::SelectOne(_) | QuestionType::SelectMultiple(_) | QuestionType::Rank(_) => {
            written(kind, text).ok_or(AnswerFault::NotAChoice)
        }
    }
    .map(Some)
}

/// Digits, with a decimal comma or point and a sign. A mark that could as well divide thousands (`1.234`, `1,234`) is a decimal mark, as it is everywhere in answers: pages say so.
fn decimal(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['-', '−', '+']).unwrap_or(text);
    let sign = if text.starts_with(['-', '−']) { "-" } else { "" };
    let marks = unsigned.chars().filter(|c| matches!(c, ',' | '.')).count();
    if marks > 1 || unsigned.starts_with('-') {
        return None;
    }
    plain_decimal(&format!("{sign}{}", unsigned.replace(',', ".")))
}

/// Digits with a point and a minus.
fn plain_decimal(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let is_number = unsigned.bytes().any(|byte| byte.is_ascii_digit())
        && unsigned.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    // Minus zero is zero.
    is_number.then(|| text.parse::<f64>().ok()).flatten().filter(|number| number.is_finite()).map(|number| number + 0.0)
}

#[cfg(test)]
mod tests {
    use chiso_model::Date;

    use super::*;

    #[test]
    fn numbers_and_days_are_read_as_people_type_them() {
        let read = |kind: &QuestionType, text| typed(kind, text);
        let (integer, decimal, date) = (QuestionType::Integer, QuestionType::Decimal, QuestionType::Date);
        for (kind, text, wanted) in [
            (&decimal, "3,5", Ok(Some(Answer::Decimal(3.5)))),
            (&decimal, " 3.5 ", Ok(Some(Answer::Decimal(3.5)))),
            (&decimal, "−0,25", Ok(Some(Answer::Decimal(-0.25)))),
            (&decimal, "-0", Ok(Some(Answer::Decimal(0.0)))),
            (&decimal, "1.234,5", Err(AnswerFault::NotANumber)),
            (&decimal, "+-7", Err(AnswerFault::NotANumber)),
            (&decimal, "1e5", Err(AnswerFault::NotANumber)),
            (&decimal, "inf", Err(AnswerFault::NotANumber)),
            (&decimal, ",", Err(AnswerFault::NotANumber)),
            (&integer, "12", Ok(Some(Answer::Integer(12)))),
            (&integer, "+12", Ok(Some(Answer::Integer(12)))),
            (&integer, "12,0", Ok(Some(Answer::Integer(12)))),
            (&integer, "12,5", Err(AnswerFault::NotWhole)),
            (&integer, "99999999999999999999", Err(AnswerFault::NotANumber)),
            (&integer, "  ", Ok(None)),
            (&date, "22/11/2026", Ok(Some(Answer::Date(Date::constant(2026, 11, 22))))),
            (&date, "1-2-2026", Ok(Some(Answer::Date(Date::constant(2026, 2, 1))))),
            (&date, "2026-11-22", Ok(Some(Answer::Date(Date::constant(2026, 11, 22))))),
            (&date, "31/02/2026", Err(AnswerFault::NotADate)),
            (&date, "22/11/26", Err(AnswerFault::NotADate)),
        ] {
            assert_eq!(read(kind, text), wanted, "{text}");
        }
    }
}
