//! Bytes as text.

/// Bytes as lower-case hexadecimal digits, two each: how hashes stand in addresses, files and the journal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_byte_has_two_digits() {
        assert_eq!(super::hex(&[]), "");
        assert_eq!(super::hex(&[0, 7, 16, 171, 255]), "000710abff");
    }
}
