//! Asking the provider: short, small, encrypted, and never following where it points.

use std::sync::Arc;
use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, Response, Url};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::OidcError;

const PATIENCE: Duration = Duration::from_secs(10);
const LARGEST: usize = 1024 * 1024;

#[derive(Debug)]
pub(super) struct Http(Client);

#[derive(Deserialize)]
struct Refusal {
    error: String,
    #[serde(default)]
    error_description: String,
}

impl Http {
    pub(super) fn new(extra_roots: Option<&[u8]>) -> Result<Http, OidcError> {
        let client = Client::builder()
            .tls_backend_preconfigured(tls(extra_roots)?)
            .redirect(Policy::none())
            .timeout(PATIENCE)
            .connect_timeout(PATIENCE)
            .user_agent("chiso");
        client.build().map(Http).map_err(|_| OidcError::Roots)
    }

    /// A JSON document, with an access token where one is needed.
    pub(super) async fn get<T: DeserializeOwned>(&self, url: &Url, access: Option<&str>) -> Result<T, OidcError> {
        let mut request = self.0.get(url.clone()).header("accept", "application/json");
        if let Some(access) = access {
            request = request.bearer_auth(access);
        }
        let answer = request.send().await.map_err(|error| unreachable(url, &error))?;
        if !answer.status().is_success() {
            return Err(OidcError::Status { url: url.to_string(), status: answer.status().as_u16() });
        }
        json(url, &body(url, answer).await?)
    }

    /// The token endpoint: a form, with id and secret of the client in the header where the provider wants them there.
    pub(super) async fn exchange<T: DeserializeOwned>(
        &self,
        url: &Url,
        form: &[(&str, &str)],
        client: Option<(&str, &str)>,
    ) -> Result<T, OidcError> {
        let mut request = self.0.post(url.clone()).header("accept", "application/json").form(form);
        if let Some((id, secret)) = client {
            request = request.basic_auth(form_encoded(id), Some(form_encoded(secret)));
        }
        let answer = request.send().await.map_err(|error| unreachable(url, &error))?;
        let status = answer.status();
        let body = body(url, answer).await?;
        if status.is_success() {
            return json(url, &body);
        }
        Err(match serde_json::from_slice::<Refusal>(&body) {
            Ok(refusal) if status.is_client_error() => {
                OidcError::Code { error: refusal.error, description: refusal.error_description }
            }
            _ => OidcError::Status { url: url.to_string(), status: status.as_u16() },
        })
    }
}

/// Roots of the machine, which has those of a ministry's own network; those that browsers trust, because a bare Debian has none; and those of the settings.
fn tls(extra: Option<&[u8]>) -> Result<ClientConfig, OidcError> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if let Some(pem) = extra {
        let certificates: Result<Vec<CertificateDer>, _> = CertificateDer::pem_slice_iter(pem).collect();
        let certificates = certificates.map_err(|_| OidcError::Roots)?;
        if certificates.is_empty() || roots.add_parsable_certificates(certificates).0 == 0 {
            return Err(OidcError::Roots);
        }
    }
    let ring = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(ring)
        .with_safe_default_protocol_versions()
        .map_err(|_| OidcError::Roots)?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

async fn body(url: &Url, mut answer: Response) -> Result<Vec<u8>, OidcError> {
    let mut body = Vec::new();
    while let Some(piece) = answer.chunk().await.map_err(|error| unreachable(url, &error))? {
        body.extend_from_slice(&piece);
        if body.len() > LARGEST {
            return Err(OidcError::malformed(url, "size"));
        }
    }
    Ok(body)
}

fn json<T: DeserializeOwned>(url: &Url, body: &[u8]) -> Result<T, OidcError> {
    serde_json::from_slice(body).map_err(|error| OidcError::malformed(url, &error.to_string()))
}

/// The innermost cause: the outer ones only repeat the address.
fn unreachable(url: &Url, error: &dyn std::error::Error) -> OidcError {
    let mut cause = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    OidcError::Unreachable { url: url.to_string(), reason: cause.to_string() }
}

/// RFC 6749, section 2.3.1: id and secret are form-encoded before they go into the header.
fn form_encoded(text: &str) -> String {
    let mut url = Url::parse("http://localhost").ok();
    if let Some(url) = &mut url {
        url.query_pairs_mut().append_key_only(text);
    }
    url.as_ref().and_then(Url::query).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};

    /// A server on this machine that gives one answer to whoever comes.
    fn answering(answer: Vec<u8>) -> Url {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = Url::parse(&format!("http://{}/keys", listener.local_addr().unwrap())).unwrap();
        std::thread::spawn(move || {
            let (mut asked, _) = listener.accept().unwrap();
            let _request = asked.read(&mut [0; 4096]).unwrap();
            let _too_much_for_them = asked.write_all(&answer);
        });
        url
    }

    #[tokio::test]
    async fn answers_that_are_of_no_use() {
        let whole = |status: &str, body: &str| {
            format!("HTTP/1.1 {status}\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len()).into_bytes()
        };
        let largest = format!("\"{}\"", "a".repeat(LARGEST - 2));
        let larger = format!("{largest} ");
        let cases = [
            (whole("200 OK", "\"good\""), ""),
            (whole("200 OK", &largest), ""),
            (whole("200 OK", &larger), "size"),
            (whole("200 OK", "<html>"), "expected value"),
            (whole("302 Found", "\"good\""), "302"),
            (whole("500 Internal Server Error", "\"good\""), "500"),
            (b"no HTTP at all".to_vec(), "Unreachable"),
            (Vec::new(), "Unreachable"),
        ];
        let http = Http::new(None).unwrap();
        for (answer, expected) in cases {
            let url = answering(answer);
            let told =
                http.get::<String>(&url, None).await.err().map_or_else(String::new, |error| format!("{error:?}"));
            assert!(told.contains(expected) && told.is_empty() == expected.is_empty(), "{told}, expected {expected}");
        }
    }

    /// RFC 6749, section 5.2, and answers that are not written after it.
    #[tokio::test]
    async fn refusals_of_a_code() {
        let refused = |error: &str, description: &str| OidcError::Code {
            error: error.to_owned(),
            description: description.to_owned(),
        };
        let cases = [
            (
                "400 Bad Request",
                r#"{"error": "invalid_grant", "error_description": "used"}"#,
                refused("invalid_grant", "used"),
            ),
            ("401 Unauthorized", r#"{"error": "invalid_client"}"#, refused("invalid_client", "")),
            ("400 Bad Request", "sorry", OidcError::Status { url: String::new(), status: 400 }),
            (
                "503 Service Unavailable",
                r#"{"error": "server_error"}"#,
                OidcError::Status { url: String::new(), status: 503 },
            ),
        ];
        for (status, body, expected) in cases {
            let url = answering(
                format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())
                    .into_bytes(),
            );
            let error = Http::new(None).unwrap().exchange::<String>(&url, &[("code", "x")], None).await.unwrap_err();
            let expected = match expected {
                OidcError::Status { status, .. } => OidcError::Status { url: url.to_string(), status },
                other => other,
            };
            assert_eq!(error, expected);
        }
    }

    #[test]
    fn ids_and_secrets_are_form_encoded() {
        for (text, encoded) in [("chiso", "chiso"), ("a:b c&d=é", "a%3Ab+c%26d%3D%C3%A9"), ("", "")] {
            assert_eq!(form_encoded(text), encoded);
        }
    }

    #[test]
    fn a_file_without_certificates_is_refused() {
        for pem in [&b""[..], b"no certificate", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
            assert_eq!(Http::new(Some(pem)).err(), Some(OidcError::Roots));
        }
        assert!(Http::new(None).is_ok());
    }
}
