//! TLS from a certificate and a key in files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum_server::tls_rustls::RustlsConfig;
use chiso_model::Lang;
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// Why TLS cannot be had.
#[derive(Debug)]
pub enum TlsError {
    /// A file cannot be read.
    File(PathBuf, std::io::Error),
    /// A file holds no certificate.
    NoCertificate(PathBuf),
    /// A file holds no private key.
    NoKey(PathBuf),
    /// Certificate and key do not belong together, or are of a kind that is not known.
    Together {
        /// The certificate.
        certificate: PathBuf,
        /// The key.
        key: PathBuf,
        /// What the library said.
        said: rustls::Error,
    },
}

impl TlsError {
    /// What is wrong, and what to look at.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (TlsError::File(file, error), Lang::Vi) => {
                format!(
                    "Không đọc được {}: {error}. Hãy kiểm tra `server.tls_cert` và `server.tls_key`.",
                    file.display()
                )
            }
            (TlsError::File(file, error), Lang::En) => {
                format!("{} cannot be read: {error}. Check `server.tls_cert` and `server.tls_key`.", file.display())
            }
            (TlsError::NoCertificate(file), Lang::Vi) => format!(
                "{} không chứa chứng thư. Tệp phải ở dạng PEM, bắt đầu bằng `-----BEGIN CERTIFICATE-----`, gồm cả chuỗi.",
                file.display()
            ),
            (TlsError::NoCertificate(file), Lang::En) => format!(
                "{} holds no certificate. It must be PEM, beginning with `-----BEGIN CERTIFICATE-----`, with its chain.",
                file.display()
            ),
            (TlsError::NoKey(file), Lang::Vi) => format!(
                "{} không chứa khóa riêng. Tệp phải ở dạng PEM, bắt đầu bằng `-----BEGIN PRIVATE KEY-----`, không đặt mật khẩu.",
                file.display()
            ),
            (TlsError::NoKey(file), Lang::En) => format!(
                "{} holds no private key. It must be PEM, beginning with `-----BEGIN PRIVATE KEY-----`, without a password.",
                file.display()
            ),
            (TlsError::Together { certificate, key, said }, Lang::Vi) => format!(
                "Không dùng được chứng thư {} cùng khóa {}: {said}. Hãy kiểm tra hai tệp có thuộc về nhau không.",
                certificate.display(),
                key.display()
            ),
            (TlsError::Together { certificate, key, said }, Lang::En) => format!(
                "The certificate {} cannot be used with the key {}: {said}. Check whether the two belong together.",
                certificate.display(),
                key.display()
            ),
        }
    }
}

/// Reads certificate and key.
pub(crate) fn read(certificate: &Path, key: &Path) -> Result<RustlsConfig, TlsError> {
    // A second start in one process finds the provider in place already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let bytes = |file: &Path| std::fs::read(file).map_err(|error| TlsError::File(file.to_owned(), error));
    let chain: Vec<_> = CertificateDer::pem_slice_iter(&bytes(certificate)?).filter_map(Result::ok).collect();
    if chain.is_empty() {
        return Err(TlsError::NoCertificate(certificate.to_owned()));
    }
    let private = PrivateKeyDer::from_pem_slice(&bytes(key)?).map_err(|_| TlsError::NoKey(key.to_owned()))?;
    let config = ServerConfig::builder().with_no_client_auth().with_single_cert(chain, private);
    let mut config =
        config.map_err(|said| TlsError::Together { certificate: certificate.to_owned(), key: key.to_owned(), said })?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(RustlsConfig::from_config(Arc::new(config)))
}
