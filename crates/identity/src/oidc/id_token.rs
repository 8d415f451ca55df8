//! The id token: read, verified, and only then believed (OpenID Connect Core 1.0, section 3.1.3.7).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::Value;

use super::OidcError;
use super::keys::{Algorithm, Key};
use crate::token::same;

/// How far two clocks may be apart.
const SECONDS_APART: i64 = 60;

#[derive(Debug, Deserialize)]
pub(super) struct Header {
    alg: String,
    pub(super) kid: Option<String>,
    /// Extensions that must be understood; none is.
    crit: Option<Value>,
}

impl Header {
    pub(super) fn algorithm(&self) -> Result<Algorithm, OidcError> {
        Algorithm::from_name(&self.alg).ok_or_else(|| OidcError::Algorithm { found: self.alg.clone() })
    }
}

/// A token that is taken apart and not yet believed.
pub(super) struct Parts<'a> {
    pub(super) header: Header,
    /// Header and claims as they were signed.
    message: &'a str,
    claims: &'a str,
    signature: Vec<u8>,
}

impl<'a> Parts<'a> {
    pub(super) fn read(token: &'a str) -> Result<Parts<'a>, OidcError> {
        let (message, signature) = token.rsplit_once('.').ok_or(OidcError::Token)?;
        let (header, claims) = message.split_once('.').ok_or(OidcError::Token)?;
        let header: Header = serde_json::from_slice(&decoded(header)?).map_err(|_| OidcError::Token)?;
        if header.crit.is_some() {
            return Err(OidcError::Token);
        }
        Ok(Parts { header, message, claims, signature: decoded(signature)? })
    }

    pub(super) fn verify(&self, keys: &[Key]) -> Result<(), OidcError> {
        let algorithm = self.header.algorithm()?;
        let by_one = keys.iter().any(|key| key.verifies(algorithm, self.message.as_bytes(), &self.signature));
        if by_one { Ok(()) } else { Err(OidcError::Signature) }
    }

    pub(super) fn claims(&self) -> Result<Claims, OidcError> {
        serde_json::from_slice(&decoded(self.claims)?).map_err(|_| OidcError::Token)
    }
}

fn decoded(part: &str) -> Result<Vec<u8>, OidcError> {
    URL_SAFE_NO_PAD.decode(part).map_err(|_| OidcError::Token)
}

/// What the token says.
#[derive(Debug, Deserialize)]
pub(super) struct Claims {
    iss: String,
    pub(super) sub: String,
    aud: Value,
    azp: Option<String>,
    exp: f64,
    iat: f64,
    nbf: Option<f64>,
    nonce: Option<String>,
    #[serde(flatten)]
    pub(super) others: Value,
}

impl Claims {
    pub(super) fn check(&self, issuer: &str, client: &str, nonce: &str, now: i64) -> Result<(), OidcError> {
        if self.iss != issuer {
            return Err(OidcError::Issuer { found: self.iss.clone() });
        }
        if !self.is_for(client) {
            return Err(OidcError::Audience);
        }
        let (earliest, latest) = ((now - SECONDS_APART) as f64, (now + SECONDS_APART) as f64);
        if self.exp <= earliest || self.iat > latest || self.nbf.is_some_and(|from| from > latest) {
            return Err(OidcError::Expired);
        }
        if !self.nonce.as_deref().is_some_and(|own| same(own, nonce)) {
            return Err(OidcError::Nonce);
        }
        if self.sub.is_empty() { Err(OidcError::Token) } else { Ok(()) }
    }

    /// One audience, or several of which one is this client, to which the token was then given.
    fn is_for(&self, client: &str) -> bool {
        let one_of = match &self.aud {
            Value::String(one) => one == client,
            Value::Array(several) => {
                several.iter().any(|one| one == client) && (several.len() == 1 || self.azp.is_some())
            }
            _ => false,
        };
        one_of && self.azp.as_deref().is_none_or(|given_to| given_to == client)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ring::rand::SystemRandom;
    use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair};
    use serde_json::json;

    const NOW: i64 = 1_790_000_000;

    fn encoded(bytes: impl AsRef<[u8]>) -> String {
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The claims of a good token, with some of them changed; null takes one away.
    fn claims(changes: &Value) -> Value {
        let mut claims = json!({
            "iss": "https://id.example.vn", "sub": "s1", "aud": "chiso", "exp": NOW + 3600, "iat": NOW, "nonce": "n1", "email": "a@example.vn",
        });
        for (name, value) in changes.as_object().unwrap() {
            claims[name] = value.clone();
        }
        claims.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        claims
    }

    fn check(claims: &Value) -> Result<(), OidcError> {
        let claims: Claims = serde_json::from_value(claims.clone()).map_err(|_| OidcError::Token)?;
        claims.check("https://id.example.vn", "chiso", "n1", NOW)
    }

    /// OpenID Connect Core 1.0, section 3.1.3.7.
    #[test]
    fn what_a_token_must_say() {
        let issuer = |found: &str| Err(OidcError::Issuer { found: found.to_owned() });
        let cases = [
            (json!({}), Ok(())),
            (json!({"iss": "https://id.example.vn/"}), issuer("https://id.example.vn/")),
            (json!({"iss": null}), Err(OidcError::Token)),
            (json!({"sub": null}), Err(OidcError::Token)),
            (json!({"sub": ""}), Err(OidcError::Token)),
            (json!({"aud": "other"}), Err(OidcError::Audience)),
            (json!({"aud": null}), Err(OidcError::Token)),
            (json!({"aud": {"chiso": true}}), Err(OidcError::Audience)),
            (json!({"aud": ["chiso"]}), Ok(())),
            (json!({"aud": ["chiso", "other"]}), Err(OidcError::Audience)),
            (json!({"aud": ["chiso", "other"], "azp": "chiso"}), Ok(())),
            (json!({"aud": ["chiso", "other"], "azp": "other"}), Err(OidcError::Audience)),
            (json!({"aud": "chiso", "azp": "other"}), Err(OidcError::Audience)),
            (json!({"exp": NOW - 59}), Ok(())),
            (json!({"exp": NOW - 60}), Err(OidcError::Expired)),
            (json!({"exp": 0.0}), Err(OidcError::Expired)),
            (json!({"exp": "tomorrow"}), Err(OidcError::Token)),
            (json!({"exp": null}), Err(OidcError::Token)),
            (json!({"iat": NOW + 60}), Ok(())),
            (json!({"iat": NOW + 61}), Err(OidcError::Expired)),
            (json!({"nbf": NOW + 61}), Err(OidcError::Expired)),
            (json!({"nonce": "n2"}), Err(OidcError::Nonce)),
            (json!({"nonce": null}), Err(OidcError::Nonce)),
        ];
        for (changes, expected) in cases {
            assert_eq!(check(&claims(&changes)), expected, "{changes}");
        }
    }

    /// A token signed with a new key, and the key as a provider publishes it.
    fn signed(header: &Value, sign_with: &str) -> (String, Value) {
        let message = format!("{}.{}", encoded(header.to_string()), encoded(claims(&json!({})).to_string()));
        let random = SystemRandom::new();
        let (signature, key) = if sign_with == "P-256" {
            let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
            let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref(), &random).unwrap();
            let point = pair.public_key().as_ref();
            let key = json!({"kty": "EC", "crv": "P-256", "kid": "k1", "x": encoded(&point[1..33]), "y": encoded(&point[33..])});
            (encoded(pair.sign(&random, message.as_bytes()).unwrap()), key)
        } else {
            let pair = Ed25519KeyPair::from_pkcs8(Ed25519KeyPair::generate_pkcs8(&random).unwrap().as_ref()).unwrap();
            let key = json!({"kty": "OKP", "crv": "Ed25519", "kid": "k1", "x": encoded(pair.public_key())});
            (encoded(pair.sign(message.as_bytes())), key)
        };
        (format!("{message}.{signature}"), key)
    }

    fn verify(token: &str, key: &Value) -> Result<(), OidcError> {
        let parts = Parts::read(token)?;
        let key: Key = serde_json::from_value(key.clone()).unwrap();
        parts.verify(&[key])
    }

    #[test]
    fn a_signature_of_the_key_and_no_other() {
        let (es256, ec) = signed(&json!({"alg": "ES256", "kid": "k1"}), "P-256");
        let (eddsa, ed) = signed(&json!({"alg": "EdDSA"}), "Ed25519");
        let (_, other) = signed(&json!({"alg": "ES256", "kid": "k1"}), "P-256");
        let (none, _) = signed(&json!({"alg": "none"}), "P-256");
        let (shared, _) = signed(&json!({"alg": "HS256"}), "P-256");
        let (critical, _) = signed(&json!({"alg": "ES256", "crit": ["b64"]}), "P-256");
        let changed = {
            let mut parts: Vec<String> = es256.split('.').map(str::to_owned).collect();
            parts[1] = encoded(claims(&json!({"sub": "somebody else"})).to_string());
            parts.join(".")
        };
        let unsigned = format!("{}.", es256.rsplit_once('.').unwrap().0);
        let algorithm = |found: &str| Err(OidcError::Algorithm { found: found.to_owned() });
        let cases = [
            ("ES256", &es256, &ec, Ok(())),
            ("EdDSA", &eddsa, &ed, Ok(())),
            ("another key", &es256, &other, Err(OidcError::Signature)),
            ("a key of another kind", &es256, &ed, Err(OidcError::Signature)),
            ("other claims", &changed, &ec, Err(OidcError::Signature)),
            ("no signature", &unsigned, &ec, Err(OidcError::Signature)),
            ("alg none", &none, &ec, algorithm("none")),
            ("alg with a shared secret", &shared, &ec, algorithm("HS256")),
            ("an extension", &critical, &ec, Err(OidcError::Token)),
            ("two parts", &"a.b".to_owned(), &ec, Err(OidcError::Token)),
            ("empty", &String::new(), &ec, Err(OidcError::Token)),
            ("a fourth part", &format!("{es256}.x"), &ec, Err(OidcError::Token)),
        ];
        for (name, token, key, expected) in cases {
            assert_eq!(verify(token, key), expected, "{name}");
        }
    }
}
