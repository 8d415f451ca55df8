//! Keys of the API: `chiso_<id>_<secret>`, so that a scanner of repositories recognises one and a log may name it by its id.

use crate::random::{NoRandom, random};
use crate::token::Token;

/// A new key, shown once.
#[derive(Debug, Clone)]
pub struct ApiKey {
    /// 16 hexadecimal digits: not secret, the key is looked up and named by it.
    pub id: String,
    /// The secret part; keep its [`Token::digest`].
    pub secret: Token,
}

impl ApiKey {
    /// A new key.
    ///
    /// # Errors
    ///
    /// [`NoRandom`] if the operating system has no random numbers.
    pub fn generate() -> Result<ApiKey, NoRandom> {
        let id = format!("{:016x}", u64::from_be_bytes(random()?));
        Ok(ApiKey { id, secret: Token::generate()? })
    }

    /// What its owner copies.
    pub fn text(&self) -> String {
        format!("chiso_{}_{}", self.id, self.secret.text())
    }

    /// Id and secret of a key as somebody sent it; compare the secret with [`matches`](crate::matches).
    pub fn parse(text: &str) -> Option<(&str, &str)> {
        let (id, secret) = text.strip_prefix("chiso_")?.split_once('_')?;
        (id.len() == 16 && id.bytes().all(|digit| digit.is_ascii_hexdigit()) && secret.len() == 43)
            .then_some((id, secret))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::matches;

    #[test]
    fn a_key_is_read_back() {
        for _ in 0..100 {
            let key = ApiKey::generate().unwrap();
            let text = key.text();
            let (id, secret) = ApiKey::parse(&text).unwrap();
            assert_eq!(id, key.id);
            assert!(matches(secret, &key.secret.digest()));
        }
    }

    #[test]
    fn what_is_no_key_is_none() {
        let long = "a".repeat(43);
        for text in [
            "",
            "chiso_",
            "chiso_0123456789abcdef_",
            "chiso_0123456789abcdef_short",
            &format!("chiso_xyz_{long}"),
            &long,
        ] {
            assert_eq!(ApiKey::parse(text), None, "{text}");
        }
    }
}
