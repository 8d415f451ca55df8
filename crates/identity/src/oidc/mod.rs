//! Sign-in with an OpenID Connect provider: authorization code with PKCE, state and nonce.
//!
//! OpenID Connect Core 1.0, Discovery 1.0, RP-Initiated Logout 1.0; RFC 6749, 7636 (PKCE), 8725 (safe tokens), 9207 (issuer in the answer).

mod error;
mod http;
mod id_token;
mod keys;
mod metadata;

pub use error::OidcError;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::Url;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::token::{Token, same};
use http::Http;
use id_token::Claims;
use keys::Keys;
use metadata::Metadata;

/// How the installation is registered at its provider: from the settings.
#[derive(Clone)]
pub struct Provider {
    /// The issuer, exactly as the provider names itself: `https://id.example.vn`.
    pub issuer: String,
    /// What the provider calls this installation.
    pub client_id: String,
    /// Its secret; `None` for a public client, which PKCE alone protects.
    pub client_secret: Option<String>,
    /// Where the provider sends people back to, as registered there.
    pub redirect_uri: String,
    /// What to ask for besides `openid`: usually `email` and `profile`.
    pub scopes: Vec<String>,
    /// The claim with the name of the person: usually `name`.
    pub name_claim: String,
    /// The claim with the e-mail address: usually `email`.
    pub email_claim: String,
    /// Certificates, as PEM, to trust beside those of the machine and those that browsers trust.
    pub extra_roots: Option<Vec<u8>>,
}

/// Without the secret, so that no log can hold it.
impl std::fmt::Debug for Provider {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Provider")
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

/// What to keep between [`Oidc::begin`] and [`Oidc::finish`]: with the visitor's session, never in the address.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// Comes back in the answer: proves that it belongs to this visitor.
    pub state: String,
    /// Comes back in the token: proves that it was made for this sign-in.
    pub nonce: String,
    /// Proves to the provider that whoever began also finishes.
    pub verifier: String,
}

/// Shows nothing, so that no log can hold it.
impl std::fmt::Debug for Pending {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Pending(…)")
    }
}

/// A sign-in that has begun.
#[derive(Debug, Clone)]
pub struct Begun {
    /// Where to send the visitor.
    pub url: String,
    /// What to keep.
    pub pending: Pending,
}

/// The parameters with which the provider sends somebody back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Callback {
    /// The code to exchange.
    pub code: Option<String>,
    /// The state from the beginning.
    pub state: Option<String>,
    /// Who answers (RFC 9207).
    pub iss: Option<String>,
    /// Why not.
    pub error: Option<String>,
    /// Why not, for people.
    pub error_description: Option<String>,
}

/// Who has signed in.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// The provider.
    pub issuer: String,
    /// The person at the provider: with the issuer, the only thing to recognise them by.
    pub subject: String,
    /// The e-mail address, if the provider gives one.
    pub email: Option<String>,
    /// Whether the provider says that it has checked the address. Do not join accounts by an address that it has not.
    pub email_verified: bool,
    /// The name, if the provider gives one.
    pub name: Option<String>,
    /// The token, for [`Oidc::sign_out_url`].
    pub id_token: String,
}

/// Without the token, so that no log can hold it.
impl std::fmt::Debug for SignedIn {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("SignedIn")
            .field("issuer", &self.issuer)
            .field("subject", &self.subject)
            .finish_non_exhaustive()
    }
}

/// A provider whose addresses are known.
#[derive(Debug)]
pub struct Oidc {
    provider: Provider,
    metadata: Metadata,
    keys: Keys,
    http: Http,
}

#[derive(Deserialize)]
struct Tokens {
    id_token: Option<String>,
    access_token: Option<String>,
}

impl Oidc {
    /// Asks the provider for its addresses. Keep the answer for as long as the program runs; keys are fetched when they are needed and again when the
    /// provider has changed them.
    ///
    /// # Errors
    ///
    /// If it cannot be reached, answers something else, names itself otherwise, or has an address that is not protected by TLS.
    pub async fn discover(provider: Provider) -> Result<Oidc, OidcError> {
        let http = Http::new(provider.extra_roots.as_deref())?;
        let metadata = Metadata::fetch(&http, &provider.issuer).await?;
        let keys = Keys::new(metadata.jwks_uri.clone());
        Ok(Oidc { provider, metadata, keys, http })
    }

    /// Begins a sign-in.
    ///
    /// # Errors
    ///
    /// If there are no random numbers.
    pub fn begin(&self) -> Result<Begun, OidcError> {
        let random = || Token::generate().map(|token| token.text().to_owned()).map_err(|_| OidcError::NoRandom);
        let pending = Pending { state: random()?, nonce: random()?, verifier: random()? };
        let mut url = self.metadata.authorization_endpoint.clone();
        let scopes = std::iter::once("openid")
            .chain(self.provider.scopes.iter().map(String::as_str).filter(|scope| *scope != "openid"));
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.provider.client_id)
            .append_pair("redirect_uri", &self.provider.redirect_uri)
            .append_pair("scope", &scopes.collect::<Vec<_>>().join(" "))
            .append_pair("state", &pending.state)
            .append_pair("nonce", &pending.nonce)
            .append_pair("code_challenge", &URL_SAFE_NO_PAD.encode(Sha256::digest(pending.verifier.as_bytes())))
            .append_pair("code_challenge_method", "S256");
        Ok(Begun { url: url.into(), pending })
    }

    /// Finishes a sign-in: checks the answer, exchanges the code, checks the token, asks for name and address where the token has none.
    ///
    /// # Errors
    ///
    /// Anything that is not as it should be: nobody is signed in then.
    pub async fn finish(&self, pending: &Pending, callback: &Callback, now: i64) -> Result<SignedIn, OidcError> {
        let code = self.answer(pending, callback)?;
        let tokens = self.exchange(code, &pending.verifier).await?;
        let token = tokens.id_token.ok_or_else(|| OidcError::malformed(&self.metadata.token_endpoint, "id_token"))?;
        let claims = self.check(&token, &pending.nonce, now).await?;
        let mut signed_in = SignedIn {
            issuer: self.provider.issuer.clone(),
            email: text(&claims.others, &self.provider.email_claim),
            email_verified: claims.others.get("email_verified").is_some_and(is_true),
            name: text(&claims.others, &self.provider.name_claim),
            subject: claims.sub,
            id_token: token,
        };
        let complete = signed_in.email.is_some() && signed_in.name.is_some();
        if let (false, Some(url), Some(access)) = (complete, &self.metadata.userinfo_endpoint, &tokens.access_token) {
            self.ask_user_info(&mut signed_in, url, access).await?;
        }
        Ok(signed_in)
    }

    /// Checks an id token that this installation was given: signature, issuer, audience, time and nonce.
    ///
    /// # Errors
    ///
    /// The first thing that is not as it should be.
    pub async fn check_id_token(&self, token: &str, nonce: &str, now: i64) -> Result<(), OidcError> {
        self.check(token, nonce, now).await.map(|_| ())
    }

    /// Where to send somebody who signs out, so that the provider forgets them too; `None` if it has no such address.
    pub fn sign_out_url(&self, id_token: &str, back_to: &str) -> Option<String> {
        let mut url = self.metadata.end_session_endpoint.clone()?;
        url.query_pairs_mut()
            .append_pair("id_token_hint", id_token)
            .append_pair("client_id", &self.provider.client_id)
            .append_pair("post_logout_redirect_uri", back_to);
        Some(url.into())
    }

    fn answer<'a>(&self, pending: &Pending, callback: &'a Callback) -> Result<&'a str, OidcError> {
        if !callback.state.as_deref().is_some_and(|state| same(state, &pending.state)) {
            return Err(OidcError::State);
        }
        match callback.iss.as_deref() {
            Some(issuer) if issuer != self.provider.issuer => {
                return Err(OidcError::Issuer { found: issuer.to_owned() });
            }
            None if self.metadata.names_itself_in_answers => return Err(OidcError::Issuer { found: String::new() }),
            _ => {}
        }
        if let Some(error) = &callback.error {
            return Err(OidcError::Refused {
                error: error.clone(),
                description: callback.error_description.clone().unwrap_or_default(),
            });
        }
        callback
            .code
            .as_deref()
            .ok_or_else(|| OidcError::Refused { error: "code".to_owned(), description: String::new() })
    }

    async fn exchange(&self, code: &str, verifier: &str) -> Result<Tokens, OidcError> {
        let mut form = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &self.provider.redirect_uri),
            ("code_verifier", verifier),
        ];
        let secret = self.provider.client_secret.as_deref();
        let in_header = secret
            .filter(|_| self.metadata.takes_secret_in_header)
            .map(|secret| (self.provider.client_id.as_str(), secret));
        if in_header.is_none() {
            form.push(("client_id", &self.provider.client_id));
            form.extend(secret.map(|secret| ("client_secret", secret)));
        }
        self.http.exchange(&self.metadata.token_endpoint, &form, in_header).await
    }

    async fn check(&self, token: &str, nonce: &str, now: i64) -> Result<Claims, OidcError> {
        let parts = id_token::Parts::read(token)?;
        let algorithm = parts.header.algorithm()?;
        if parts.verify(&self.keys.known(&parts.header, algorithm)).is_err() {
            self.keys.refresh(&self.http, now).await?;
            parts.verify(&self.keys.known(&parts.header, algorithm))?;
        }
        let claims = parts.claims()?;
        claims.check(&self.provider.issuer, &self.provider.client_id, nonce, now)?;
        Ok(claims)
    }

    async fn ask_user_info(&self, signed_in: &mut SignedIn, url: &Url, access: &str) -> Result<(), OidcError> {
        let claims = self.http.get::<Value>(url, Some(access)).await?;
        if text(&claims, "sub").as_deref() != Some(&signed_in.subject) {
            return Err(OidcError::Subject);
        }
        if signed_in.email.is_none() {
            signed_in.email = text(&claims, &self.provider.email_claim);
            signed_in.email_verified = claims.get("email_verified").is_some_and(is_true);
        }
        signed_in.name = signed_in.name.take().or_else(|| text(&claims, &self.provider.name_claim));
        Ok(())
    }
}

fn text(claims: &Value, name: &str) -> Option<String> {
    claims.get(name)?.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// Some providers write the truth as a text.
fn is_true(value: &Value) -> bool {
    value.as_bool() == Some(true) || value.as_str() == Some("true")
}
