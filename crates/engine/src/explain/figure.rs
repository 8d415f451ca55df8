//! Numbers as a person with a pocket calculator needs them.

use chiso_model::{Lang, Rounding, RoundingMode, decimal};

/// Decimals that are shown: six, and more for small numbers, so that six digits that count are seen.
fn digits(value: f64) -> u8 {
    let mut digits = 6;
    let mut size = value.abs();
    while size > 0.0 && size < 0.1 && digits < 15 {
        size *= 10.0;
        digits += 1;
    }
    digits
}

fn shown(value: f64) -> f64 {
    Rounding { digits: digits(value), mode: RoundingMode::HalfUp }.round(value)
}

/// A number with up to six decimals, without zeros at the end.
pub(super) fn figure(value: f64, lang: Lang) -> String {
    let text = decimal(shown(value), digits(value), lang);
    let mark = lang.pick(',', '.');
    match text.rsplit_once(mark) {
        Some((whole, decimals)) => {
            let decimals = decimals.trim_end_matches('0');
            if decimals.is_empty() { whole.to_owned() } else { format!("{whole}{mark}{decimals}") }
        }
        None => text,
    }
}

/// `=` when the digits shown are all of the number, else `≈`. The last bit or two of a sum of decimals, which no calculator shows, does not count.
pub(super) fn equals(value: f64) -> &'static str {
    if (shown(value) - value).abs() <= value.abs() * 1e-14 { "=" } else { "≈" }
}

/// A printed value with all its digits.
pub(super) fn printed(value: f64, digits: u8, lang: Lang) -> String {
    decimal(value, digits, lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_a_calculator_shows() {
        for (value, wanted, sign) in [
            (0.5, "0,5", "="),
            (1.0 / 3.0, "0,333333", "≈"),
            (1234.5, "1\u{202f}234,5", "="),
            (0.000_123_456_789, "0,000123457", "≈"),
            (0.0, "0", "="),
            (-2.25, "−2,25", "="),
            (100.0, "100", "="),
        ] {
            assert_eq!((figure(value, Lang::Vi).as_str(), equals(value)), (wanted, sign));
        }
    }
}
