//! The provider's public keys (RFC 7517), fetched when they are needed and again when none of the known ones has signed a token: providers change keys.

use std::sync::{Mutex, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::Url;
use ring::signature::{self, RsaPublicKeyComponents, UnparsedPublicKey};
use serde::Deserialize;

use super::OidcError;
use super::http::Http;
use super::id_token::Header;

/// Fetching again is limited, or anybody with made-up tokens could make us ask the provider without end.
const SECONDS_BETWEEN: i64 = 60;

/// The ways of signing that are accepted. Never `none`, and none with a shared secret (RFC 8725, section 3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Algorithm {
    Rs256,
    Ps256,
    Es256,
    EdDsa,
}

impl Algorithm {
    pub(super) fn from_name(name: &str) -> Option<Algorithm> {
        match name {
            "RS256" => Some(Algorithm::Rs256),
            "PS256" => Some(Algorithm::Ps256),
            "ES256" => Some(Algorithm::Es256),
            "EdDSA" | "Ed25519" => Some(Algorithm::EdDsa),
            _ => None,
        }
    }
}

/// A public key as the provider publishes it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Key {
    kty: String,
    kid: Option<String>,
    alg: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

#[derive(Deserialize)]
struct KeySet {
    keys: Vec<Key>,
}

impl Key {
    /// Whether a token with this header may have been signed with it.
    fn fits(&self, header: &Header, algorithm: Algorithm) -> bool {
        let kind = match algorithm {
            Algorithm::Rs256 | Algorithm::Ps256 => self.kty == "RSA",
            Algorithm::Es256 => self.kty == "EC" && self.crv.as_deref() == Some("P-256"),
            Algorithm::EdDsa => self.kty == "OKP" && self.crv.as_deref() == Some("Ed25519"),
        };
        kind && self.purpose.as_deref().is_none_or(|purpose| purpose == "sig")
            && self.alg.as_deref().is_none_or(|alg| Algorithm::from_name(alg) == Some(algorithm))
            && header.kid.as_ref().is_none_or(|kid| self.kid.as_ref() == Some(kid))
    }

    pub(super) fn verifies(&self, algorithm: Algorithm, message: &[u8], signed: &[u8]) -> bool {
        let part = |text: &Option<String>| text.as_ref().and_then(|text| URL_SAFE_NO_PAD.decode(text).ok());
        let verified = match algorithm {
            Algorithm::Rs256 | Algorithm::Ps256 => part(&self.n).zip(part(&self.e)).map(|(n, e)| {
                let how = if algorithm == Algorithm::Rs256 {
                    &signature::RSA_PKCS1_2048_8192_SHA256
                } else {
                    &signature::RSA_PSS_2048_8192_SHA256
                };
                RsaPublicKeyComponents { n: &n, e: &e }.verify(how, message, signed)
            }),
            Algorithm::Es256 => part(&self.x).zip(part(&self.y)).map(|(x, y)| {
                let point = [&[4], x.as_slice(), y.as_slice()].concat();
                UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_FIXED, point).verify(message, signed)
            }),
            Algorithm::EdDsa => {
                part(&self.x).map(|x| UnparsedPublicKey::new(&signature::ED25519, x).verify(message, signed))
            }
        };
        verified.is_some_and(|verified| verified.is_ok())
    }
}

#[derive(Debug, Default)]
struct Fetched {
    keys: Vec<Key>,
    /// When, in seconds since 1970-01-01 UTC; `None` before the first time.
    at: Option<i64>,
}

#[derive(Debug)]
pub(super) struct Keys {
    url: Url,
    fetched: Mutex<Fetched>,
}

impl Keys {
    pub(super) fn new(url: Url) -> Keys {
        Keys { url, fetched: Mutex::default() }
    }

    /// The keys that are known and may have signed a token with this header.
    pub(super) fn known(&self, header: &Header, algorithm: Algorithm) -> Vec<Key> {
        self.lock().keys.iter().filter(|key| key.fits(header, algorithm)).cloned().collect()
    }

    /// Asks the provider for its keys of today, unless that was done a moment ago.
    pub(super) async fn refresh(&self, http: &Http, now: i64) -> Result<(), OidcError> {
        if self.may_fetch(now) {
            let set: KeySet = http.get(&self.url, None).await?;
            self.lock().keys = set.keys;
        }
        Ok(())
    }

    fn may_fetch(&self, now: i64) -> bool {
        let mut fetched = self.lock();
        let may = fetched.keys.is_empty()
            || fetched.at.is_none_or(|at| !(at..at.saturating_add(SECONDS_BETWEEN)).contains(&now));
        if may {
            fetched.at = Some(now);
        }
        may
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Fetched> {
        self.fetched.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// RFC 7517, section 4: kind, curve, purpose, algorithm and name of a key each narrow what it may have signed.
    #[test]
    fn which_key_may_have_signed() {
        let header = |kid: Option<&str>| serde_json::from_value::<Header>(json!({"alg": "RS256", "kid": kid})).unwrap();
        let (named, unnamed) = (header(Some("k1")), header(None));
        let cases = [
            (json!({"kty": "RSA"}), &unnamed, Algorithm::Rs256, true),
            (json!({"kty": "RSA"}), &unnamed, Algorithm::Ps256, true),
            (json!({"kty": "RSA"}), &unnamed, Algorithm::Es256, false),
            (json!({"kty": "EC", "crv": "P-256"}), &unnamed, Algorithm::Es256, true),
            (json!({"kty": "EC", "crv": "P-384"}), &unnamed, Algorithm::Es256, false),
            (json!({"kty": "EC", "crv": "P-256"}), &unnamed, Algorithm::Rs256, false),
            (json!({"kty": "OKP", "crv": "Ed25519"}), &unnamed, Algorithm::EdDsa, true),
            (json!({"kty": "OKP", "crv": "X25519"}), &unnamed, Algorithm::EdDsa, false),
            (json!({"kty": "oct", "k": "c2VjcmV0"}), &unnamed, Algorithm::Rs256, false),
            (json!({"kty": "RSA", "use": "sig"}), &unnamed, Algorithm::Rs256, true),
            (json!({"kty": "RSA", "use": "enc"}), &unnamed, Algorithm::Rs256, false),
            (json!({"kty": "RSA", "alg": "RS256"}), &unnamed, Algorithm::Rs256, true),
            (json!({"kty": "RSA", "alg": "PS256"}), &unnamed, Algorithm::Rs256, false),
            (json!({"kty": "RSA", "alg": "RSA-OAEP"}), &unnamed, Algorithm::Rs256, false),
            (json!({"kty": "RSA", "kid": "k1"}), &named, Algorithm::Rs256, true),
            (json!({"kty": "RSA", "kid": "k2"}), &named, Algorithm::Rs256, false),
            (json!({"kty": "RSA"}), &named, Algorithm::Rs256, false),
            (json!({"kty": "RSA", "kid": "k2"}), &unnamed, Algorithm::Rs256, true),
        ];
        for (key, header, algorithm, fits) in cases {
            let read: Key = serde_json::from_value(key.clone()).unwrap();
            assert_eq!(read.fits(header, algorithm), fits, "{key} {algorithm:?}");
        }
    }

    #[test]
    fn the_provider_is_not_asked_without_end() {
        let keys = Keys::new(Url::parse("https://id.example.vn/keys").unwrap());
        assert!(keys.may_fetch(1000) && keys.may_fetch(1000), "while there are none");
        keys.lock().keys.push(Key::default());
        // When somebody asks, and whether the provider is asked.
        for (now, may) in
            [(1000, false), (1059, false), (1060, true), (1061, false), (1119, false), (1120, true), (5, true)]
        {
            assert_eq!(keys.may_fetch(now), may, "{now}");
        }
    }
}
