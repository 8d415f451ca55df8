//! Secrets that the program hands out: sessions, one-time links, keys. Only their digest is kept.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::random::{NoRandom, random};

/// 256 random bits as 43 letters that are safe in an address.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A new one.
    ///
    /// # Errors
    ///
    /// [`NoRandom`] if the operating system has no random numbers.
    pub fn generate() -> Result<Token, NoRandom> {
        Ok(Token(URL_SAFE_NO_PAD.encode(random::<32>()?)))
    }

    /// What is handed out.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// What is kept: [`digest`] of the text.
    pub fn digest(&self) -> String {
        digest(&self.0)
    }
}

/// Shows nothing, so that no log can hold it.
impl std::fmt::Debug for Token {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Token(…)")
    }
}

/// SHA-256 of a secret in 64 hexadecimal digits: what is kept of it, and what it is looked up by.
///
/// A plain digest is enough because the secrets are random; passwords, which are not, go through [`Password`](crate::Password).
pub fn digest(secret: &str) -> String {
    chiso_model::hex(&Sha256::digest(secret.as_bytes()))
}

/// Whether a secret is the one whose digest was kept, in a time that does not tell how much of it is right.
pub fn matches(secret: &str, kept: &str) -> bool {
    same(&digest(secret), kept)
}

pub(crate) fn same(left: &str, right: &str) -> bool {
    left.as_bytes().ct_eq(right.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// FIPS 180-4, "abc".
    #[test]
    fn the_digest_is_sha_256() {
        assert_eq!(digest("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn a_token_is_43_letters_of_an_address_and_never_the_same() {
        let (one, other) = (Token::generate().unwrap(), Token::generate().unwrap());
        assert_ne!(one, other);
        assert_eq!(one.text().len(), 43);
        assert!(one.text().bytes().all(|letter| letter.is_ascii_alphanumeric() || b"-_".contains(&letter)));
        assert!(matches(one.text(), &one.digest()) && !matches(other.text(), &one.digest()) && !matches("", ""));
        assert!(!format!("{one:?}").contains(one.text()));
    }
}
