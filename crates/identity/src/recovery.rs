//! Codes on paper for whoever has lost the second factor.

use crate::random::{NoRandom, random};

/// Letters and digits that are not mistaken for each other: no I, L, O, U.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Ten codes of 80 random bits, `XXXX-XXXX-XXXX-XXXX`: shown once, kept as [`digest`](crate::digest), each good for one sign-in.
///
/// # Errors
///
/// [`NoRandom`] if the operating system has no random numbers.
pub fn recovery_codes() -> Result<Vec<String>, NoRandom> {
    (0..10)
        .map(|_| {
            let letters: Vec<u8> = random::<16>()?.iter().map(|byte| LETTERS[usize::from(byte % 32)]).collect();
            Ok(letters.chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join("-"))
        })
        .collect()
}

/// A code as somebody typed it, in the form whose [`digest`](crate::digest) was kept.
pub fn recovery_code(typed: &str) -> String {
    let letters: Vec<char> = typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_different_codes_that_can_be_typed_carelessly() {
        let codes = recovery_codes().unwrap();
        let mut different = codes.clone();
        different.sort();
        different.dedup();
        assert_eq!((codes.len(), different.len()), (10, 10));
        for code in codes {
            assert_eq!(code.len(), 19);
            let typed = format!(" {} ", code.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l"));
            assert_eq!(recovery_code(&typed), code);
        }
    }
}
