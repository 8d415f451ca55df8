//! Phone numbers, one way of writing for each.

/// A phone number: country code and the number in it, digits alone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number(String);

/// A text that is no phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotANumber;

/// Việt Nam's country code.
const VIET_NAM: &str = "84";
/// The fewest and the most digits of a number with its country code (ITU-T E.164 has at most 15).
const DIGITS: std::ops::RangeInclusive<usize> = 8..=15;

impl Number {
    /// Reads a number as people write it: `0912 345 678`, `+84 912-345-678`, `0084…`, `84…`. A mobile number whose zero a spreadsheet took is one as well.
    ///
    /// # Errors
    /// [`NotANumber`]: letters, too few or too many digits; a Vietnamese number that is neither mobile (ten digits from 03, 05, 07, 08, 09) nor fixed (eleven from 02).
    pub fn read(text: &str) -> Result<Number, NotANumber> {
        let text = text.trim();
        let (international, rest) = match (text.strip_prefix('+'), text.strip_prefix("00")) {
            (Some(rest), _) | (None, Some(rest)) => (true, rest),
            (None, None) => (false, text),
        };
        let between = |letter: char| letter.is_whitespace() || matches!(letter, '.' | '-' | '–' | '(' | ')');
        if !rest.chars().all(|letter| letter.is_ascii_digit() || between(letter)) {
            return Err(NotANumber);
        }
        let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
        let national = if international {
            let Some(after) = digits.strip_prefix(VIET_NAM) else {
                let whole = DIGITS.contains(&digits.len()) && !digits.starts_with('0');
                return if whole { Ok(Number(digits)) } else { Err(NotANumber) };
            };
            // +84 (0)912 345 678
            after.strip_prefix('0').unwrap_or(after)
        } else if let Some(after) = digits.strip_prefix('0') {
            after
        } else {
            match digits.strip_prefix(VIET_NAM) {
                Some(after) if is_mobile(after) || is_fixed(after) => after,
                _ if is_mobile(&digits) => &digits,
                _ => return Err(NotANumber),
            }
        };
        if is_mobile(national) || is_fixed(national) {
            Ok(Number(format!("{VIET_NAM}{national}")))
        } else {
            Err(NotANumber)
        }
    }

    /// Digits with the country code before them, as most gateways want it: `84912345678`.
    pub fn international(&self) -> &str {
        &self.0
    }

    /// As people in Việt Nam write it: `0912345678`; a number of another country with its plus.
    pub fn local(&self) -> String {
        match self.0.strip_prefix(VIET_NAM) {
            Some(national) => format!("0{national}"),
            None => format!("+{}", self.0),
        }
    }

    /// Whether texts can reach it: not a fixed line of Việt Nam.
    pub fn takes_texts(&self) -> bool {
        self.0.strip_prefix(VIET_NAM).is_none_or(is_mobile)
    }
}

/// Shows nothing, so that no log can hold it.
impl std::fmt::Debug for Number {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Number(…)")
    }
}

/// Whether digits after the zero are a mobile number (numbering plan since 2018: nine digits).
fn is_mobile(national: &str) -> bool {
    national.len() == 9 && national.starts_with(['3', '5', '7', '8', '9'])
}

/// Whether digits after the zero are a fixed line (area code and number: ten digits from 2).
fn is_fixed(national: &str) -> bool {
    national.len() == 10 && national.starts_with('2')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_people_write_it() {
        for (text, international, local, texts) in [
            ("0912345678", "84912345678", "0912345678", true),
            (" 0912 345.678 ", "84912345678", "0912345678", true),
            ("+84 912-345-678", "84912345678", "0912345678", true),
            ("+84 (0)912 345 678", "84912345678", "0912345678", true),
            ("0084912345678", "84912345678", "0912345678", true),
            ("84912345678", "84912345678", "0912345678", true),
            ("912345678", "84912345678", "0912345678", true),
            ("(024) 3825 1234", "842438251234", "02438251234", false),
            ("+49 170 1234567", "491701234567", "+491701234567", true),
        ] {
            let number = Number::read(text).unwrap();
            assert_eq!((number.international(), number.local().as_str()), (international, local), "{text}");
            assert_eq!(number.takes_texts(), texts, "{text}");
            assert_eq!(Number::read(&number.local()).unwrap(), number);
            assert_eq!(format!("{number:?}"), "Number(…)");
        }
        for wrong in [
            "",
            "12",
            "091234567",
            "09123456789",
            "0112345678",
            "01623456789",
            "số 0912345678",
            "0912345678/9",
            "+84 12",
            "+0123456789",
            "1234567890123456",
            "+1234567",
        ] {
            assert_eq!(Number::read(wrong), Err(NotANumber), "{wrong}");
        }
    }
}
