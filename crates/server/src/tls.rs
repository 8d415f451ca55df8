//! TLS from a certificate and a key in files.

use std::path::{Path, PathBuf};

use axum_server::tls_rustls::RustlsConfig;
use chiso_model::Lang;

/// Why TLS cannot be had.
#[derive(Debug)]
pub struct TlsError {
    certificate: PathBuf,
    key: PathBuf,
    said: String,
}

impl TlsError {
    /// What is wrong, and what to look at.
    pub fn message(&self, lang: Lang) -> String {
        let (certificate, key, said) = (self.certificate.display(), self.key.display(), &self.said);
        match lang {
            Lang::Vi => format!(
                "chiso: không dùng được chứng thư {certificate} và khóa {key}: {said}. Cả hai phải là tệp PEM đọc được và thuộc về nhau."
            ),
            Lang::En => format!(
                "chiso: the certificate {certificate} and the key {key} cannot be used: {said}. Both must be PEM files that can be read and belong together."
            ),
        }
    }
}

/// Reads certificate and key.
pub(crate) async fn read(certificate: &Path, key: &Path) -> Result<RustlsConfig, TlsError> {
    // A second start in one process finds the provider in place already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    RustlsConfig::from_pem_file(certificate, key).await.map_err(|error| TlsError {
        certificate: certificate.to_owned(),
        key: key.to_owned(),
        said: error.to_string(),
    })
}
