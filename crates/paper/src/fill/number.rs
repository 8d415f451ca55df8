//! A number or a mark that was typed into a cell as text.

use chiso_model::{Cell, Lang, Missing};
use chiso_round::Mark;

use crate::print;

/// Why a text is no number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is something else.
    NoNumber,
    /// It can be read in two ways; these are two texts that can be read in one way only.
    Ambiguous([String; 2]),
}

/// Reads a text: the decimal mark is a comma or a point, between thousands stand spaces or the other mark; a kind of missing value by its mark or its name. `text` has no
/// blanks around it.
pub(super) fn read(text: &str) -> Result<Mark, Fault> {
    if let Some(kind) = missing(text) {
        return Ok(Mark(Cell::missing(kind)));
    }
    let text = text.replace('−', "-");
    let (sign, unsigned) = match text.strip_prefix(['-', '+']) {
        Some(rest) => (if text.starts_with('-') { "-" } else { "" }, rest),
        None => ("", text.as_str()),
    };
    let plain = plain(unsigned).ok_or(Fault::NoNumber)?;
    if may_be_thousands(unsigned) {
        let whole = unsigned.replace(['.', ','], "");
        return Err(Fault::Ambiguous([format!("{sign}{}0", unsigned.replace('.', ",")), format!("{sign}{whole}")]));
    }
    let value: f64 = format!("{sign}{plain}").parse().map_err(|_| Fault::NoNumber)?;
    if value.is_finite() { Ok(Mark::number(value)) } else { Err(Fault::NoNumber) }
}

/// The kind of missing value that a mark or a name stands for. A value that cannot be computed is never typed.
fn missing(text: &str) -> Option<Missing> {
    let lower = text.to_lowercase();
    Missing::from_mark(&lower).or_else(|| {
        let named =
            |kind: &Missing| Lang::ALL.iter().any(|lang| print::words(*kind).get(*lang).to_lowercase() == lower);
        Missing::ALL.into_iter().filter(|kind| *kind != Missing::NotComputable).find(named)
    })
}

/// One to three digits, a mark, three digits: `1,234`. Nobody writes a zero before thousands.
fn may_be_thousands(text: &str) -> bool {
    text.split_once(['.', ',']).is_some_and(|(whole, rest)| {
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        (1..=3).contains(&whole.len()) && whole != "0" && rest.len() == 3 && digits(whole) && digits(rest)
    })
}

/// With a point before decimals and nothing between thousands.
fn plain(text: &str) -> Option<String> {
    let last = text.rfind(['.', ',']);
    let decimal = last.filter(|at| text[*at..].len() > 1 && text.matches(&text[*at..=*at]).count() == 1);
    let (whole, decimals) = match decimal {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, ""),
    };
    let parts: Vec<&str> = whole.split(|c: char| c == '.' || c == ',' || c.is_whitespace()).collect();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let grouped = parts.len() == 1 || (parts[0].len() <= 3 && parts[1..].iter().all(|part| part.len() == 3));
    // Between thousands stands one mark, and it is not the one before the decimals.
    let mut marks = whole.chars().filter(|c| !c.is_ascii_digit()).map(|c| if c.is_whitespace() { ' ' } else { c });
    let first = marks.next();
    let one_mark = marks.all(|mark| Some(mark) == first);
    let good =
        parts.iter().all(|part| digits(part)) && grouped && one_mark && (decimals.is_empty() || digits(decimals));
    good.then(|| if decimals.is_empty() { parts.concat() } else { format!("{}.{decimals}", parts.concat()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_is_read() {
        for (text, wanted) in [
            ("12,5", 12.5),
            ("12.5", 12.5),
            ("-0,25", -0.25),
            ("−0,25", -0.25),
            ("+3", 3.0),
            ("0,125", 0.125),
            ("1234,567", 1234.567),
            ("1.234.567", 1_234_567.0),
            ("1.234.567,5", 1_234_567.5),
            ("1,234,567.5", 1_234_567.5),
            ("1 234", 1234.0),
            ("1\u{a0}234,5", 1234.5),
            ("1.234,5", 1234.5),
        ] {
            assert_eq!(read(text), Ok(Mark::number(wanted)), "{text}");
        }
        for (text, wanted) in [
            ("", Missing::Blank),
            ("#na", Missing::NotApplicable),
            ("không áp dụng", Missing::NotApplicable),
            ("Not applicable", Missing::NotApplicable),
            ("#withheld", Missing::Withheld),
        ] {
            assert_eq!(read(text), Ok(Mark(Cell::missing(wanted))), "{text}");
        }
    }

    #[test]
    fn what_may_be_two_numbers_is_asked() {
        for (text, ways) in [("1.234", ["1,2340", "1234"]), ("-12,345", ["-12,3450", "-12345"])] {
            assert_eq!(read(text), Err(Fault::Ambiguous(ways.map(str::to_owned))), "{text}");
            assert!(ways.iter().all(|way| read(way).is_ok()), "{text}");
        }
    }

    #[test]
    fn other_texts_are_no_numbers() {
        for text in
            ["hai", "12%", "1,2,3", "1.2.3", "12 5", "1..2", ",", ".5", "5,", "1e3", "1 2345", "1.234 567", "#DIV/0!"]
        {
            assert_eq!(read(text), Err(Fault::NoNumber), "{text}");
        }
    }
}
