//! TLS, and what browsers are told about it.

use std::path::{Path, PathBuf};

use rcgen::{CertifiedKey, generate_simple_self_signed};
use reqwest::redirect::Policy;
use reqwest::{Certificate, Client};

use crate::site::{Site, header, settings};

/// A certificate for this machine and its key, as files.
fn certificate(folder: &Path, name: &str) -> (PathBuf, PathBuf, String) {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let (certificate, key) = (folder.join(format!("{name}.pem")), folder.join(format!("{name}.key")));
    std::fs::write(&certificate, cert.pem()).unwrap();
    std::fs::write(&key, signing_key.serialize_pem()).unwrap();
    (certificate, key, cert.pem())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_with_a_certificate_speaks_tls_and_asks_browsers_to_stay_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let (certificate, key, pem) = certificate(folder.path(), "good");
    let site = Site::start(&[
        ("CHISO_SERVER_TLS_CERT", certificate.to_str().unwrap()),
        ("CHISO_SERVER_TLS_KEY", key.to_str().unwrap()),
    ])
    .await;
    let root = Certificate::from_pem(pem.as_bytes()).unwrap();
    let client = Client::builder().redirect(Policy::none()).tls_certs_only([root]).build().unwrap();
    let url = format!("https://localhost:{}", site.address.port());
    for path in ["/vi/", "/vi/nothing", "/healthz"] {
        let answer = client.get(format!("{url}{path}")).send().await.unwrap();
        assert_eq!(answer.version(), reqwest::Version::HTTP_11);
        assert_eq!(header(&answer, "strict-transport-security"), "max-age=31536000", "{path}");
    }
    // The session's cookie is bound to the host and to TLS.
    let token = site.invite("p", "p@example.org").await;
    let password = "ruộng bậc thang mùa nước đổ";
    let fields = [("password", password), ("again", password)];
    let request = client.post(format!("{url}/vi/invitation/{token}")).header("origin", &url);
    let entered = request.form(&fields).send().await.unwrap();
    let cookie = entered.headers().get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap());
    let cookie = cookie.filter(|cookie| cookie.starts_with("__Host-chiso=")).collect::<Vec<_>>();
    assert!(cookie.len() == 1 && cookie[0].contains("; HttpOnly") && cookie[0].contains("; Secure"), "{cookie:?}");
    // Nobody who trusts other roots comes in.
    assert!(Client::new().get(&url).send().await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_trusted_proxy_may_say_that_tls_was_spoken() {
    for (proxies, said, told) in [
        ("", "https", ""),
        ("127.0.0.1", "http", ""),
        ("127.0.0.1", "https", "max-age=31536000"),
        ("192.0.2.1", "https", ""),
    ] {
        let site = Site::start(&[("CHISO_SERVER_TRUSTED_PROXIES", proxies)]).await;
        let request = site.request(reqwest::Method::GET, "/healthz").header("x-forwarded-proto", said);
        let answer = request.send().await.unwrap();
        assert_eq!(header(&answer, "strict-transport-security"), told, "{proxies} {said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_that_cannot_be_used_is_named_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let (good, key, _) = certificate(folder.path(), "good");
    let (_, other_key, _) = certificate(folder.path(), "other");
    let text = folder.path().join("text.pem");
    std::fs::write(&text, "không phải chứng thư").unwrap();
    let absent = folder.path().join("absent.pem");
    for (certificate, key, named, why) in [
        (&absent, &key, &absent, "No such file"),
        (&good, &absent, &absent, "No such file"),
        (&text, &key, &text, "certificate"),
        (&good, &text, &text, "key"),
        (&good, &other_key, &other_key, "belong together"),
        (&key, &good, &key, "certificate"),
    ] {
        let settings = settings(
            &folder.path().join("data"),
            &[
                ("CHISO_SERVER_TLS_CERT", certificate.to_str().unwrap()),
                ("CHISO_SERVER_TLS_KEY", key.to_str().unwrap()),
            ],
        );
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let Err(error) = chiso_server::Server::start(&settings, listener, address).await else {
            panic!("{certificate:?} {key:?} are taken");
        };
        for lang in chiso_model::Lang::ALL {
            let message = error.message(lang);
            assert!(message.contains(&*named.to_string_lossy()), "{message}");
        }
        let message = error.message(chiso_model::Lang::En);
        assert!(message.contains(why), "{why}: {message}");
        assert!(
            !folder.path().join("data").exists(),
            "nothing was made before it was certain that the server can start"
        );
    }
}
