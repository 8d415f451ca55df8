//! The provider's addresses (OpenID Connect Discovery 1.0).

use reqwest::Url;
use serde::Deserialize;

use super::OidcError;
use super::http::Http;

#[derive(Debug)]
pub(super) struct Metadata {
    pub(super) authorization_endpoint: Url,
    pub(super) token_endpoint: Url,
    pub(super) jwks_uri: Url,
    pub(super) userinfo_endpoint: Option<Url>,
    pub(super) end_session_endpoint: Option<Url>,
    /// RFC 9207.
    pub(super) names_itself_in_answers: bool,
    /// `client_secret_basic`, which is what the standard assumes where nothing is said.
    pub(super) takes_secret_in_header: bool,
}

#[derive(Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    userinfo_endpoint: Option<String>,
    end_session_endpoint: Option<String>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
}

impl Metadata {
    pub(super) async fn fetch(http: &Http, issuer: &str) -> Result<Metadata, OidcError> {
        let url = safe(&format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/')))?;
        let document: Document = http.get(&url, None).await?;
        if document.issuer != issuer {
            return Err(OidcError::Discovery { expected: issuer.to_owned(), found: document.issuer });
        }
        let methods = document.token_endpoint_auth_methods_supported;
        Ok(Metadata {
            authorization_endpoint: safe(&document.authorization_endpoint)?,
            token_endpoint: safe(&document.token_endpoint)?,
            jwks_uri: safe(&document.jwks_uri)?,
            userinfo_endpoint: document.userinfo_endpoint.as_deref().map(safe).transpose()?,
            end_session_endpoint: document.end_session_endpoint.as_deref().map(safe).transpose()?,
            names_itself_in_answers: document.authorization_response_iss_parameter_supported,
            takes_secret_in_header: methods
                .is_none_or(|methods| methods.iter().any(|method| method == "client_secret_basic")),
        })
    }
}

/// An https address, or an http address on this machine.
fn safe(url: &str) -> Result<Url, OidcError> {
    let insecure = || OidcError::Insecure { url: url.to_owned() };
    let parsed = Url::parse(url).map_err(|_| insecure())?;
    let here = matches!(parsed.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    if parsed.scheme() == "https" || (parsed.scheme() == "http" && here) { Ok(parsed) } else { Err(insecure()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_safe_addresses() {
        let cases = [
            ("https://id.example.vn/a", true),
            ("http://127.0.0.1:3000/a", true),
            ("http://localhost:3000/a", true),
            ("http://[::1]:3000/a", true),
            ("http://id.example.vn/a", false),
            ("http://127.0.0.1.example.vn/", false),
            ("http://localhost@example.vn/", false),
            ("ftp://localhost/", false),
            ("/relative", false),
            ("", false),
        ];
        for (url, good) in cases {
            assert_eq!(safe(url).is_ok(), good, "{url}");
        }
    }
}
