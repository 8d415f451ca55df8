//! TLS from a certificate and a key in files, which are read again once they have changed.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};
use std::time::{Duration, SystemTime};

use arc_swap::ArcSwap;
use axum_server::tls_rustls::RustlsConfig;
use chiso_model::Lang;
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;

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
                    "Không đọc được {}: {error}. Hãy kiểm tra “server.tls_cert” và “server.tls_key”.",
                    file.display()
                )
            }
            (TlsError::File(file, error), Lang::En) => {
                format!("{} cannot be read: {error}. Check `server.tls_cert` and `server.tls_key`.", file.display())
            }
            (TlsError::NoCertificate(file), Lang::Vi) => format!(
                "{} không chứa chứng thư. Tệp phải ở dạng PEM, bắt đầu bằng “-----BEGIN CERTIFICATE-----”, gồm cả chuỗi.",
                file.display()
            ),
            (TlsError::NoCertificate(file), Lang::En) => format!(
                "{} holds no certificate. It must be PEM, beginning with `-----BEGIN CERTIFICATE-----`, with its chain.",
                file.display()
            ),
            (TlsError::NoKey(file), Lang::Vi) => format!(
                "{} không chứa khóa riêng. Tệp phải ở dạng PEM, bắt đầu bằng “-----BEGIN PRIVATE KEY-----”, không đặt mật khẩu.",
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

/// Time between two looks at whether the files are others.
const LOOK: Duration = Duration::from_secs(60);

/// Reads certificate and key, and reads them again whenever the files have changed: a certificate that was renewed needs no restart. New files that cannot be used leave
/// the ones before in use.
pub(crate) fn read(certificate: &Path, key: &Path) -> Result<RustlsConfig, TlsError> {
    read_and_follow(Files { certificate: certificate.to_owned(), key: key.to_owned() }, LOOK)
}

fn read_and_follow(files: Files, every: Duration) -> Result<RustlsConfig, TlsError> {
    // A second start in one process finds the provider in place already.
    let _ = ring::default_provider().install_default();
    let seen = files.changed();
    let shown = Arc::new(Shown(ArcSwap::from_pointee(files.read()?)));
    tokio::spawn(follow(files, seen, Arc::downgrade(&shown), every));
    let mut config = ServerConfig::builder().with_no_client_auth().with_cert_resolver(shown);
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(RustlsConfig::from_config(Arc::new(config)))
}

/// What is shown to whoever connects from now on.
#[derive(Debug)]
struct Shown(ArcSwap<CertifiedKey>);

impl ResolvesServerCert for Shown {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.0.load_full())
    }
}

/// Looks at the files for as long as somebody may connect.
async fn follow(files: Files, mut seen: [Option<SystemTime>; 2], shown: Weak<Shown>, every: Duration) {
    let mut look = tokio::time::interval(every);
    loop {
        look.tick().await;
        let Some(shown) = shown.upgrade() else { return };
        let changed = files.changed();
        if changed == seen {
            continue;
        }
        seen = changed;
        match files.read() {
            Ok(new) => {
                shown.0.store(Arc::new(new));
                tracing::info!(certificate = %files.certificate.display(), "a new certificate is in use");
            }
            // Two files are seldom replaced at one moment: whichever comes later is another change.
            Err(error) => {
                let why = error.message(Lang::En);
                tracing::warn!(why, "the new certificate cannot be used; the one before stays in use until it expires");
            }
        }
    }
}

/// A certificate with its chain, and its key.
#[derive(Debug)]
struct Files {
    certificate: PathBuf,
    key: PathBuf,
}

impl Files {
    /// When each was changed; none where it is not there. Links are followed.
    fn changed(&self) -> [Option<SystemTime>; 2] {
        [&self.certificate, &self.key].map(|file| std::fs::metadata(file).and_then(|data| data.modified()).ok())
    }

    fn read(&self) -> Result<CertifiedKey, TlsError> {
        let Files { certificate, key } = self;
        let bytes = |file: &Path| std::fs::read(file).map_err(|error| TlsError::File(file.to_owned(), error));
        let chain: Vec<_> = CertificateDer::pem_slice_iter(&bytes(certificate)?).filter_map(Result::ok).collect();
        if chain.is_empty() {
            return Err(TlsError::NoCertificate(certificate.clone()));
        }
        let private = PrivateKeyDer::from_pem_slice(&bytes(key)?).map_err(|_| TlsError::NoKey(key.clone()))?;
        CertifiedKey::from_der(chain, private, &ring::default_provider()).map_err(|said| TlsError::Together {
            certificate: certificate.clone(),
            key: key.clone(),
            said,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::net::{SocketAddr, TcpListener};

    use rcgen::{CertifiedKey, generate_simple_self_signed};
    use reqwest::{Certificate, Client};

    use super::*;

    /// A new pair for this machine, as PEM.
    fn pair() -> (String, String) {
        let CertifiedKey { cert, signing_key } = generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        (cert.pem(), signing_key.serialize_pem())
    }

    /// A server with these files, which looks at them all the time.
    fn serve(files: Files) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let config = read_and_follow(files, Duration::from_millis(5)).unwrap();
        let router = axum::Router::new().route("/", axum::routing::get(async || "here"));
        let server = axum_server::from_tcp_rustls(listener, config).unwrap();
        tokio::spawn(server.serve(router.into_make_service()));
        address
    }

    /// Whether a new connection is taken by somebody who trusts this certificate alone.
    async fn shows(address: SocketAddr, pem: &str) -> bool {
        let root = Certificate::from_pem(pem.as_bytes()).unwrap();
        let client = Client::builder().tls_certs_only([root]).build().unwrap();
        client.get(format!("https://localhost:{}", address.port())).send().await.is_ok()
    }

    async fn soon_shows(address: SocketAddr, pem: &str) -> bool {
        for _ in 0..200 {
            if shows(address, pem).await {
                return true;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        false
    }

    #[tokio::test]
    async fn a_renewed_certificate_is_shown_and_one_that_cannot_be_used_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let files = || Files { certificate: folder.path().join("cert.pem"), key: folder.path().join("key.pem") };
        let write = |certificate: &str, key: &str| {
            std::fs::write(files().certificate, certificate).unwrap();
            std::fs::write(files().key, key).unwrap();
        };
        let (first, second, third) = (pair(), pair(), pair());
        write(&first.0, &first.1);
        let address = serve(files());
        assert!(shows(address, &first.0).await && !shows(address, &second.0).await);

        write(&second.0, &second.1);
        assert!(soon_shows(address, &second.0).await);
        assert!(!shows(address, &first.0).await, "the one before is no longer shown");

        // Neither text, nor a key of another certificate, nor nothing at all takes the place of what works.
        for (certificate, key) in [("chưa có gì", "chưa có gì"), (&*third.0, &*first.1)] {
            write(certificate, key);
            tokio::time::sleep(Duration::from_millis(50)).await;
            assert!(shows(address, &second.0).await, "{certificate}");
        }
        std::fs::remove_file(files().key).unwrap();
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert!(shows(address, &second.0).await);

        write(&third.0, &third.1);
        assert!(soon_shows(address, &third.0).await);
    }
}
