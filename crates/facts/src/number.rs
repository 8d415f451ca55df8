//! The text of a value becomes a number or a kind of missing value.

use chiso_model::{Cell, Missing};

use crate::text;

/// Which mark stands before decimals where a text is read. Nothing stands between thousands, and what could be either is refused.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum DecimalMark {
    /// A point; a comma too, where it cannot stand between thousands (`88,37`). Workbooks, JSON, and text with commas between columns.
    #[default]
    Point,
    /// A comma; a point too, where it cannot stand between thousands. Text with semicolons between columns.
    Comma,
    /// Either, where it cannot stand between thousands. Text with tabs between columns.
    Either,
}

impl DecimalMark {
    /// Whether a mark stands before decimals, whatever follows it.
    const fn is_surely(self, mark: char) -> bool {
        matches!((self, mark), (DecimalMark::Point, '.') | (DecimalMark::Comma, ','))
    }

    /// A plain number as it is to be written here.
    fn written(self, plain: &str) -> String {
        match self {
            DecimalMark::Comma => plain.replace('.', ","),
            // One digit more, and nobody takes it for thousands.
            DecimalMark::Either if may_be_thousands(plain, '.') => format!("{plain}0"),
            DecimalMark::Point | DecimalMark::Either => plain.to_owned(),
        }
    }
}

/// Why a text is no number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberFault {
    /// It has the marks of another custom; this is the way to write it here.
    Marks(String),
    /// It can be read in two ways; these are the ways to write either here.
    Ambiguous([String; 2]),
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
pub(crate) fn read(text: &str, mark: DecimalMark) -> Result<Cell, NumberFault> {
    if let Some(kind) = Missing::from_mark(text) {
        return Ok(Cell::missing(kind));
    }
    let Some(plain) = plain(text) else { return Err(fault(text, mark)) };
    let own = if text.contains(',') { ',' } else { '.' };
    if !mark.is_surely(own) && may_be_thousands(text, own) {
        return Err(NumberFault::Ambiguous([plain.clone(), plain.replace('.', "")].map(|way| mark.written(&way))));
    }
    match plain.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(Cell::number(value)),
        _ => Err(NumberFault::TooLarge),
    }
}

/// A number that has nothing but digits and one mark before decimals, with a point for that mark.
fn plain(text: &str) -> Option<String> {
    let pointed = if text.contains('.') { text.to_owned() } else { text.replacen(',', ".", 1) };
    is_plain(&pointed).then_some(pointed)
}

/// One to three digits, the mark, three digits: `1,234`. Nobody writes a zero before thousands.
fn may_be_thousands(text: &str, mark: char) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    unsigned.split_once(mark).is_some_and(|(whole, fraction)| {
        fraction.len() == 3 && digits(fraction) && (1..=3).contains(&whole.len()) && digits(whole) && whole != "0"
    })
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

fn fault(text: &str, mark: DecimalMark) -> NumberFault {
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
        let mended = plain(before).or_else(|| mended(before));
        return mended.map_or(NumberFault::NoNumber, |plain| NumberFault::Percent(mark.written(&plain)));
    }
    mended(text).map_or(NumberFault::NoNumber, |plain| NumberFault::Marks(mark.written(&plain)))
}

fn mark_meant(lower: &str) -> Option<&'static str> {
    match lower {
        "#n/a" => Some("#na"),
        _ => MARKS.into_iter().find(|mark| *mark == lower || text::closest(lower, [*mark]).is_some()),
    }
}

/// The plain form of a number written with marks between thousands: `1.234.567`, `1 234,5`, `−2`.
fn mended(text: &str) -> Option<String> {
    let text = text.replace('−', "-");
    let (sign, unsigned) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let is_blank = |c: char| c == '\'' || c == '’' || c.is_whitespace();
    let known = |c: char| c.is_ascii_digit() || c == '.' || c == ',' || is_blank(c);
    if !unsigned.starts_with(|c: char| c.is_ascii_digit()) || !unsigned.chars().all(known) {
        return None;
    }
    let grouped_by_blanks: Vec<&str> = unsigned.split(is_blank).collect();
    let unblanked: String = grouped_by_blanks.concat();
    let first_fraction = |part: &&str| part.find(['.', ',']).unwrap_or(part.len()) == 3;
    if grouped_by_blanks.len() > 1 && !grouped_by_blanks[1..].iter().all(first_fraction) {
        return None;
    }
    let commas = unblanked.matches(',').count();
    let points = unblanked.matches('.').count();
    let way = match (points, commas) {
        (0 | 1, 0) => Some(unblanked),
        (_, 0) => ungrouped(&unblanked, '.'),
        (0, 1) => Some(unblanked.replace(',', ".")),
        (0, _) => ungrouped(&unblanked, ','),
        _ => match (unblanked.rfind('.'), unblanked.rfind(',')) {
            (Some(point), Some(comma)) if point < comma && commas == 1 => decimal_after(&unblanked, comma, '.'),
            (Some(point), Some(comma)) if comma < point && points == 1 => decimal_after(&unblanked, point, ','),
            _ => None,
        },
    };
    way.filter(|way| is_plain(way)).map(|way| format!("{sign}{way}"))
}

/// Without the marks between thousands, if that is what they are.
fn ungrouped(text: &str, mark: char) -> Option<String> {
    let groups: Vec<&str> = text.split(mark).collect();
    let well_made = groups[1..].iter().all(|group| group.len() == 3) && matches!(groups[0].len(), 1..=3);
    well_made.then(|| groups.concat())
}

fn decimal_after(text: &str, position: usize, thousands: char) -> Option<String> {
    let (whole, fraction) = text.split_at(position);
    ungrouped(whole, thousands).map(|whole| format!("{whole}.{}", &fraction[1..]))
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
            ("3,5", Ok(3.5)),
            ("-88,37", Ok(-88.37)),
            ("0,125", Ok(0.125)),
            ("0.125", Ok(0.125)),
            ("1234,567", Ok(1234.567)),
            ("1e3", Ok(1000.0)),
            ("1.5E-2", Ok(0.015)),
            ("1,5E-2", Ok(0.015)),
            ("", Err(Missing::Blank)),
            ("#na", Err(Missing::NotApplicable)),
            ("#abstained", Err(Missing::Abstained)),
            ("#withheld", Err(Missing::Withheld)),
        ] {
            for mark in [DecimalMark::Point, DecimalMark::Comma, DecimalMark::Either] {
                assert_eq!(read(text, mark).map(Cell::get), Ok(wanted), "{text} {mark:?}");
            }
        }
    }

    #[test]
    fn what_may_be_thousands_is_read_only_where_the_mark_is_sure() {
        let ways = |decimal: &str, whole: &str| Err(NumberFault::Ambiguous([decimal.to_owned(), whole.to_owned()]));
        for (text, mark, wanted) in [
            ("1.234", DecimalMark::Point, Ok(Ok(1.234))),
            ("1,234", DecimalMark::Comma, Ok(Ok(1.234))),
            ("1,234", DecimalMark::Point, ways("1.234", "1234")),
            ("-123,456", DecimalMark::Point, ways("-123.456", "-123456")),
            ("1.234", DecimalMark::Comma, ways("1,234", "1234")),
            ("1.234", DecimalMark::Either, ways("1.2340", "1234")),
            ("1,234", DecimalMark::Either, ways("1.2340", "1234")),
        ] {
            assert_eq!(read(text, mark).map(Cell::get), wanted, "{text} {mark:?}");
            if let Err(NumberFault::Ambiguous(ways)) = wanted {
                assert!(ways.iter().all(|way| read(way, mark).is_ok()), "{text} {mark:?}");
            }
        }
    }

    #[test]
    fn other_texts_are_refused_and_mended() {
        let marks = |way: &str| NumberFault::Marks(way.into());
        for (text, wanted) in [
            ("1,234,567", marks("1234567")),
            ("1.234.567", marks("1234567")),
            ("1.234,5", marks("1234.5")),
            ("1,234.5", marks("1234.5")),
            ("1 234", marks("1234")),
            ("1\u{a0}234,5", marks("1234.5")),
            ("1'234.5", marks("1234.5")),
            ("−2", marks("-2")),
            ("−2,5", marks("-2.5")),
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
            (",", NumberFault::NoNumber),
            ("%", NumberFault::NoNumber),
            ("hai", NumberFault::NoNumber),
        ] {
            assert_eq!(read(text, DecimalMark::Point).map(Cell::get), Err(wanted), "{text}");
        }
        assert_eq!(read("1.234,5", DecimalMark::Comma), Err(NumberFault::Marks("1234,5".into())));
        assert_eq!(read("95.125 %", DecimalMark::Either), Err(NumberFault::Percent("95.1250".into())));
    }
}
