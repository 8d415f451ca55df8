//! CSV rows with the file and line they come from.

use chiso_model::{Date, Lang, Text};
use serde::de::DeserializeOwned;

use crate::error::{Problem, ProblemKind};
use crate::figure::{Printed, Source};

/// A row and where it stands.
pub(crate) struct Row<T> {
    pub(crate) file: String,
    pub(crate) line: u64,
    pub(crate) values: T,
}

impl<T> Row<T> {
    pub(crate) fn problem(&self, kind: ProblemKind) -> Problem {
        Problem { file: self.file.clone(), line: Some(self.line), kind }
    }
}

/// The rows of a table; rows that cannot be read become problems.
pub(crate) fn rows<T: DeserializeOwned>(file: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<Row<T>> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let headers = match reader.headers() {
        Ok(headers) => headers.clone(),
        Err(error) => {
            let kind = ProblemKind::Unreadable(error.to_string());
            problems.push(Problem { file: file.to_owned(), line: Some(1), kind });
            return Vec::new();
        }
    };
    let mut rows = Vec::new();
    for (index, record) in reader.records().enumerate() {
        let line =
            record.as_ref().ok().and_then(csv::StringRecord::position).map_or(index as u64 + 2, csv::Position::line);
        match record.and_then(|record| record.deserialize(Some(&headers))) {
            Ok(values) => rows.push(Row { file: file.to_owned(), line, values }),
            Err(error) => {
                let kind = ProblemKind::Unreadable(why(&error));
                problems.push(Problem { file: file.to_owned(), line: Some(line), kind });
            }
        }
    }
    rows
}

fn why(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::Deserialize { err, .. } => err.to_string(),
        _ => error.to_string(),
    }
}

/// The text unless blank.
pub(crate) fn given(text: &str) -> Option<&str> {
    Some(text).filter(|t| !t.is_empty())
}

/// `vi` and `en` columns as a text; none when both are blank.
pub(crate) fn text(vi: &str, en: &str) -> Option<Text> {
    given(vi).map(|vi| Text { vi: vi.to_owned(), en: given(en).map(str::to_owned) })
}

pub(crate) fn yes_no(column: &'static str, written: &str) -> Result<bool, ProblemKind> {
    match written {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(bad(column, written, "yes, no")),
    }
}

pub(crate) fn source(vi: &str, en: &str, verified: &str) -> Result<Source, ProblemKind> {
    let mut text = text(vi, en).ok_or_else(|| bad("source", vi, "…"))?;
    // Titles stay as printed; only the days are told in English.
    let english = english_days(text.get(Lang::En));
    text.en = (english != text.vi).then_some(english);
    Ok(Source { text, verified: yes_no("verified", verified)?, checked: false })
}

/// Days written 31/12/2024 as 31 December 2024; everything else as it is.
fn english_days(text: &str) -> String {
    let day = |word: &str| -> Option<String> {
        let parts: Vec<&str> = word.split('/').collect();
        let [day, month, year] = parts[..] else { return None };
        let digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
        let sound = digits(day, 2) && digits(month, 2) && digits(year, 4);
        let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
        sound.then(|| chiso_model::day(date, Lang::En))
    };
    let in_english = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_ascii_digit());
        day(bare).map_or_else(|| word.to_owned(), |day| word.replace(bare, &day))
    };
    text.split(' ').map(in_english).collect::<Vec<_>>().join(" ")
}

pub(crate) fn date(column: &'static str, written: &str) -> Result<Option<Date>, ProblemKind> {
    given(written).map(|d| d.parse().map_err(|_| bad(column, written, "2025-07-01"))).transpose()
}

/// A number with the digits it is written with.
pub(crate) fn printed(column: &'static str, written: &str) -> Result<Option<Printed>, ProblemKind> {
    let Some(written) = given(written) else { return Ok(None) };
    let plain = written.strip_prefix('-').unwrap_or(written);
    let digits = plain.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let value = written.parse::<f64>().ok().filter(|_| plain.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
    match (value, u8::try_from(digits)) {
        (Some(value), Ok(digits)) => Ok(Some(Printed { value, digits })),
        _ => Err(bad(column, written, "12.34")),
    }
}

pub(crate) fn bad(column: &'static str, found: &str, wanted: &'static str) -> ProblemKind {
    ProblemKind::BadValue { column, found: found.to_owned(), wanted }
}

pub(crate) fn one_of<T>(
    column: &'static str,
    written: &str,
    from_id: impl Fn(&str) -> Option<T>,
    wanted: &'static str,
) -> Result<T, ProblemKind> {
    from_id(written).ok_or_else(|| bad(column, written, wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_in_english() {
        for (written, told) in [
            ("Tuổi trẻ Thủ đô, 06/04/2025", "Tuổi trẻ Thủ đô, 6 April 2025"),
            ("Báo A (a.vn/157078), 31/07/2019; Báo B, 2024", "Báo A (a.vn/157078), 31 July 2019; Báo B, 2024"),
            ("99/99/2024, 1/2/2024, 09/2014", "99/99/2024, 1/2/2024, 09/2014"),
        ] {
            assert_eq!(english_days(written), told);
        }
    }
}
