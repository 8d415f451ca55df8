//! Numbers as text.

/// The shortest decimal form that reads back as the same `f64`, without an exponent: the form of every CSV that chiso writes.
pub fn shortest(value: f64) -> String {
    format!("{}", value + 0.0)
}

/// A number as a person of the country reads it: `digits` decimals, `,` as the decimal mark in Vietnamese and `.` in English, and a thin space between
/// thousands in Vietnamese, a comma in English.
///
/// The value should have been rounded before (see [`crate::Rounding`]); here only the form is made.
pub fn decimal(value: f64, digits: u8, lang: crate::Lang) -> String {
    let text = format!("{:.*}", usize::from(digits), value + 0.0);
    let (sign, unsigned) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("−", rest));
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let mut grouped = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            grouped.push_str(lang.pick("\u{202f}", ","));
        }
        grouped.push(digit);
    }
    if fraction.is_empty() {
        format!("{sign}{grouped}")
    } else {
        format!("{sign}{grouped}{}{fraction}", lang.pick(',', '.'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;

    #[test]
    fn people_read_their_own_marks() {
        for (value, digits, vi, en) in [
            (88.37, 2, "88,37", "88.37"),
            (1_234_567.5, 1, "1\u{202f}234\u{202f}567,5", "1,234,567.5"),
            (-0.02, 2, "−0,02", "−0.02"),
            (63.0, 0, "63", "63"),
            (-0.0, 2, "0,00", "0.00"),
        ] {
            assert_eq!(decimal(value, digits, Lang::Vi), vi);
            assert_eq!(decimal(value, digits, Lang::En), en);
        }
    }
}
