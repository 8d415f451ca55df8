//! Keys of an operator: Ed25519.
//!
//! A public key is 32 bytes. Its 64 hexadecimal digits are short enough to be read out and printed on a decision, so they are its fingerprint as well.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chiso_model::{Text, hex};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What stands before the 32 bytes of a private key in PKCS#8 (RFC 8410, section 7).
const PRIVATE: [u8; 16] = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
/// What stands before the 32 bytes of a public key in `SubjectPublicKeyInfo` (RFC 8410, section 4).
const PUBLIC: [u8; 12] = [0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0];
const BEGIN: &str = "-----BEGIN PUBLIC KEY-----";
const END: &str = "-----END PUBLIC KEY-----";

/// An operator's private key.
pub struct SigningKey {
    pair: Ed25519KeyPair,
    pkcs8: Vec<u8>,
}

/// An operator's public key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PublicKey([u8; 32]);

/// Something that is no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadKey {
    /// Not an Ed25519 key in PKCS#8.
    Private,
    /// Neither 64 hexadecimal digits nor an Ed25519 key in PEM.
    Public,
}

impl BadKey {
    /// What is wrong, and how to mend it.
    pub fn text(self) -> Text {
        match self {
            BadKey::Private => Text::new(
                "Đây không phải là khóa riêng Ed25519 dạng PKCS#8.",
                "This is no private key for Ed25519 in PKCS#8.",
            ),
            BadKey::Public => Text::new(
                "Đây không phải là khóa công khai Ed25519: hãy dùng 64 chữ số thập lục phân hoặc tệp PEM (“BEGIN PUBLIC KEY”).",
                "This is no public key for Ed25519: give 64 hexadecimal digits or a PEM file (“BEGIN PUBLIC KEY”).",
            ),
        }
    }
}

impl SigningKey {
    /// A new key from 32 bytes of chance, which the caller must take from a source that nobody can guess, and keep nowhere.
    ///
    /// # Errors
    /// [`BadKey::Private`], which no 32 bytes give.
    pub fn generate(chance: &[u8; 32]) -> Result<SigningKey, BadKey> {
        SigningKey::from_pkcs8(&[&PRIVATE[..], chance].concat())
    }

    /// A key that was kept, as PKCS#8 in DER, whether or not the public key stands in it too.
    ///
    /// # Errors
    /// [`BadKey::Private`].
    pub fn from_pkcs8(pkcs8: &[u8]) -> Result<SigningKey, BadKey> {
        let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(pkcs8).map_err(|_| BadKey::Private)?;
        Ok(SigningKey { pair, pkcs8: pkcs8.to_vec() })
    }

    /// The key as PKCS#8 in DER: to be kept like a password.
    pub fn pkcs8(&self) -> &[u8] {
        &self.pkcs8
    }

    /// Its public key.
    pub fn public(&self) -> PublicKey {
        let mut key = [0; 32];
        key.copy_from_slice(self.pair.public_key().as_ref());
        PublicKey(key)
    }

    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.pair.sign(message).as_ref().to_vec()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey of {}", self.public())
    }
}

impl PublicKey {
    /// The 64 hexadecimal digits by which people know it.
    pub fn fingerprint(&self) -> String {
        hex(&self.0)
    }

    /// The key as other programs read it.
    pub fn to_pem(&self) -> String {
        format!("{BEGIN}\n{}\n{END}\n", STANDARD.encode([&PUBLIC[..], &self.0].concat()))
    }

    pub(crate) fn is_signature(&self, message: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, self.0).verify(message, signature).is_ok()
    }
}

/// Hexadecimal digits, or PEM.
impl FromStr for PublicKey {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<PublicKey, BadKey> {
        let text = text.trim();
        let bytes = match text.strip_prefix(BEGIN).and_then(|rest| rest.strip_suffix(END)) {
            Some(body) => {
                let body: String = body.split_whitespace().collect();
                STANDARD.decode(body).ok().and_then(|der| der.strip_prefix(&PUBLIC).map(<[u8]>::to_vec))
            }
            None => unhex(text),
        };
        bytes.and_then(|bytes| bytes.try_into().ok()).map(PublicKey).ok_or(BadKey::Public)
    }
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let is_hex = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let pair = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
    is_hex.then(|| (0..64).step_by(2).map(pair).collect())?
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.fingerprint())
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({self})")
    }
}

impl Serialize for PublicKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PublicKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|_| serde::de::Error::custom("no public key"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_goes_out_and_comes_back_in_every_form() {
        // RFC 8032, section 7.1, test 2.
        let secret = unhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb").unwrap();
        let key = SigningKey::generate(&secret.try_into().unwrap()).unwrap();
        let public = key.public();
        assert_eq!(public.fingerprint(), "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        let signature = key.sign(&[0x72]);
        assert!(hex(&signature).starts_with("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"));
        assert!(public.is_signature(&[0x72], &signature) && !public.is_signature(&[0x73], &signature));
        assert_eq!(SigningKey::from_pkcs8(key.pkcs8()).unwrap().public(), public);
        for text in [public.fingerprint(), public.to_pem(), format!("\n {} \n", public.fingerprint().to_uppercase())] {
            assert_eq!(text.parse(), Ok(public), "{text}");
        }
        assert!(!format!("{key:?}").contains("4ccd"));
    }

    #[test]
    fn what_is_no_key_is_not_taken_for_one() {
        let short = format!("{BEGIN}\nMCow\n{END}\n");
        for text in ["", "00", &"g".repeat(64), &"é".repeat(32), &"0".repeat(63), BEGIN, &short] {
            assert_eq!(text.parse::<PublicKey>(), Err(BadKey::Public), "{text}");
        }
        assert_eq!(SigningKey::from_pkcs8(b"no").err(), Some(BadKey::Private));
    }
}
