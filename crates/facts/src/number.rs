//! The text of a value becomes a number or a kind of missing value.

use chiso_model::{Cell, Missing};

use crate::text;

/// Why a text is no number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberFault {
    /// It has the marks of another custom; these are the ways to write it here.
    Marks(Vec<String>),
    /// It has a percent sign; this is the number before it.
    Percent(String),
    /// It is infinity or not a number.
    NotFinite,
    /// Its size is beyond what can be computed with.
    TooLarge,
    /// It is one of the ways in which other programs write that there is no value, or a `#` mark that does not exist.
    UnknownMark(Option<&'static str>),
    /// It is something else.
    NoNumber,
}

/// Every mark of a missing value, with what it means: blank stands for itself.
pub(crate) const MARKS: [&str; 3] = ["#na", "#abstained", "#withheld"];

/// Reads a value. `text` has no blanks around it.
pub(crate) fn read(text: &str) -> Result<Cell, NumberFault> {
    if let Some(kind) = Missing::from_mark(text) {
        return Ok(Cell::missing(kind));
    }
    if is_plain(text) {
        return match text.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(Cell::number(value)),
            _ => Err(NumberFault::TooLarge),
        };
    }
    Err(fault(text))
}

/// Digits, at most one point, perhaps a sign and an exponent.
fn is_plain(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['-', '+']).unwrap_or(exponent))),
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    digits(whole)
        && digits(fraction)
        && whole.len() + fraction.len() > 0
        && exponent.is_none_or(|e| !e.is_empty() && digits(e))
}

fn fault(text: &str) -> NumberFault {
    let lower = text.to_lowercase();
    let unsigned = lower.trim_start_matches(['-', '+']);
    if matches!(unsigned, "inf" | "infinity" | "nan" | "∞") {
        return NumberFault::NotFinite;
    }
    if lower.starts_with('#') {
        return NumberFault::UnknownMark(mark_meant(&lower));
    }
    if matches!(
        lower.as_str(),
        "na" | "n/a" | "null" | "none" | "nil" | "missing" | "-" | "--" | "–" | "—" | "." | ".." | "?" | "x"
    ) {
        return NumberFault::UnknownMark(None);
    }
    if let Some(before) = text.strip_suffix('%') {
        let before = before.trim_end();
        let mended = if is_plain(before) { Some(before.to_owned()) } else { mended(before).into_iter().next() };
        return mended.map_or(NumberFault::NoNumber, NumberFault::Percent);
    }
    match mended(text) {
        ways if ways.is_empty() => NumberFault::NoNumber,
        ways => NumberFault::Marks(ways),
    }
}

fn mark_meant(lower: &str) -> Option<&'static str> {
    match lower {
        "#n/a" => Some("#na"),
        _ => MARKS.into_iter().find(|mark| *mark == lower || text::closest(lower, [*mark]).is_some()),
    }
}

/// The plain forms of a number written with other marks: `3,5`, `1.234.567`, `1 234,5`, `−2`. Two where it can be read in two ways.
fn mended(text: &str) -> Vec<String> {
    let text = text.replace('−', "-");
    let (sign, unsigned) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let is_blank = |c: char| c == '\'' || c == '’' || c.is_whitespace();
    let known = |c: char| c.is_ascii_digit() || c == '.' || c == ',' || is_blank(c);
    if !unsigned.starts_with(|c: char| c.is_ascii_digit()) || !unsigned.chars().all(known) {
        return Vec::new();
    }
    let grouped_by_blanks: Vec<&str> = unsigned.split(is_blank).collect();
    let unblanked: String = grouped_by_blanks.concat();
    let first_fraction = |part: &&str| part.find(['.', ',']).unwrap_or(part.len()) == 3;
    if grouped_by_blanks.len() > 1 && !grouped_by_blanks[1..].iter().all(first_fraction) {
        return Vec::new();
    }
    let commas = unblanked.matches(',').count();
    let points = unblanked.matches('.').count();
    let ways = match (points, commas) {
        (0 | 1, 0) => vec![unblanked],
        (_, 0) => ungrouped(&unblanked, '.'),
        (0, 1) => with_one_comma(&unblanked),
        (0, _) => ungrouped(&unblanked, ','),
        _ => match (unblanked.rfind('.'), unblanked.rfind(',')) {
            (Some(point), Some(comma)) if point < comma && commas == 1 => decimal_after(&unblanked, comma, '.'),
            (Some(point), Some(comma)) if comma < point && points == 1 => decimal_after(&unblanked, point, ','),
            _ => Vec::new(),
        },
    };
    ways.into_iter().filter(|way| is_plain(way)).map(|way| format!("{sign}{way}")).collect()
}

fn with_one_comma(text: &str) -> Vec<String> {
    let decimal = text.replace(',', ".");
    let (whole, fraction) = text.split_once(',').unwrap_or((text, ""));
    let may_be_thousands = fraction.len() == 3 && whole.len() <= 3 && whole != "0";
    if may_be_thousands { vec![decimal, text.replace(',', "")] } else { vec![decimal] }
}

/// Without the marks between thousands, if that is what they are.
fn ungrouped(text: &str, mark: char) -> Vec<String> {
    let groups: Vec<&str> = text.split(mark).collect();
    let well_made = groups[1..].iter().all(|group| group.len() == 3) && matches!(groups[0].len(), 1..=3);
    if well_made { vec![groups.concat()] } else { Vec::new() }
}

fn decimal_after(text: &str, position: usize, thousands: char) -> Vec<String> {
    let (whole, fraction) = text.split_at(position);
    ungrouped(whole, thousands).into_iter().map(|whole| format!("{whole}.{}", &fraction[1..])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_marks_are_read() {
        for (text, wanted) in [
            ("3", Ok(3.0)),
            ("-3.50", Ok(-3.5)),
            ("+.5", Ok(0.5)),
            ("5.", Ok(5.0)),
            ("1e3", Ok(1000.0)),
            ("1.5E-2", Ok(0.015)),
            ("", Err(Missing::Blank)),
            ("#na", Err(Missing::NotApplicable)),
            ("#abstained", Err(Missing::Abstained)),
            ("#withheld", Err(Missing::Withheld)),
        ] {
            assert_eq!(read(text).map(Cell::get), Ok(wanted), "{text}");
        }
    }

    #[test]
    fn other_texts_are_refused_and_mended() {
        let marks = |ways: &[&str]| NumberFault::Marks(ways.iter().map(ToString::to_string).collect());
        for (text, wanted) in [
            ("3,5", marks(&["3.5"])),
            ("0,125", marks(&["0.125"])),
            ("1,234", marks(&["1.234", "1234"])),
            ("1,234,567", marks(&["1234567"])),
            ("1.234.567", marks(&["1234567"])),
            ("1.234,5", marks(&["1234.5"])),
            ("1,234.5", marks(&["1234.5"])),
            ("1 234", marks(&["1234"])),
            ("1\u{a0}234,5", marks(&["1234.5"])),
            ("1'234.5", marks(&["1234.5"])),
            ("−2", marks(&["-2"])),
            ("-2,5", marks(&["-2.5"])),
            ("95%", NumberFault::Percent("95".into())),
            ("95,5 %", NumberFault::Percent("95.5".into())),
            ("inf", NumberFault::NotFinite),
            ("-Infinity", NumberFault::NotFinite),
            ("NaN", NumberFault::NotFinite),
            ("1e999", NumberFault::TooLarge),
            ("NA", NumberFault::UnknownMark(None)),
            ("n/a", NumberFault::UnknownMark(None)),
            ("-", NumberFault::UnknownMark(None)),
            ("#NA", NumberFault::UnknownMark(Some("#na"))),
            ("#N/A", NumberFault::UnknownMark(Some("#na"))),
            ("#witheld", NumberFault::UnknownMark(Some("#withheld"))),
            ("#DIV/0!", NumberFault::UnknownMark(None)),
            ("1 2", NumberFault::NoNumber),
            ("1,2,3", NumberFault::NoNumber),
            ("1.2.3", NumberFault::NoNumber),
            ("12.5 kg", NumberFault::NoNumber),
            ("0x10", NumberFault::NoNumber),
            ("e5", NumberFault::NoNumber),
            ("1e", NumberFault::NoNumber),
            ("%", NumberFault::NoNumber),
            ("hai", NumberFault::NoNumber),
        ] {
            assert_eq!(read(text).map(Cell::get), Err(wanted), "{text}");
        }
    }
}
