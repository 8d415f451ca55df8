//! Through a real server, with everything that can go wrong there.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use chiso_mail::{Letter, MailError, Mailer, Route, Security, Sender, Sent};
use chiso_model::Lang;
use tokio::net::TcpListener;

use crate::server::Server;
use crate::{mails, sender};

fn route(port: u16, security: Security) -> Route {
    Route::Smtp { host: "localhost".to_owned(), port, security, account: None, timeout: Duration::from_secs(5) }
}

fn with_account(port: u16, password: &str) -> Route {
    let account = Some(("chiso".to_owned(), password.to_owned()));
    Route::Smtp {
        host: "127.0.0.1".to_owned(),
        port,
        security: Security::None,
        account,
        timeout: Duration::from_secs(5),
    }
}

/// Sends one mail to an address.
async fn send(route: &Route, address: &str) -> Result<Sent, MailError> {
    let (_, mail) = &mails()[0];
    let letter = Letter { id: "7", name: "Lê Văn Ổi", address, lang: Lang::Vi, mail };
    Mailer::new(route, sender()).unwrap().send(&letter).await
}

#[tokio::test]
async fn every_mail_arrives_as_it_was_written() {
    let Some(mut server) = Server::start("plain", &[]) else { return };
    let mailer = Mailer::new(&route(server.port, Security::None), sender()).unwrap();
    assert!(mailer.enabled());
    for (name, mail) in &mails() {
        for lang in Lang::ALL {
            let letter = Letter { id: name, name: "Lê Văn Ổi", address: "oi@example.org", lang, mail };
            assert_eq!(mailer.send(&letter).await, Ok(Sent::Taken), "{name}");
            let (arrived, written) = (server.mail(), letter.render(&sender()));
            assert_eq!(arrived["headers"]["Subject"], written.subject, "{name}");
            assert_eq!(arrived["headers"]["From"], "Bộ chỉ số <chiso@example.org>");
            assert_eq!(arrived["headers"]["To"], "Lê Văn Ổi <oi@example.org>");
            assert_eq!(arrived["headers"]["Auto-Submitted"], "auto-generated");
            assert_eq!(arrived["headers"]["Message-ID"], format!("<{name}@example.org>"));
            assert!(arrived["headers"]["Date"].is_string());
            assert_eq!(arrived["envelope"], serde_json::json!(["chiso@example.org", "oi@example.org"]));
            assert_eq!(arrived["hello"], "example.org");
            assert_eq!(arrived["text"].as_str().unwrap().trim_end(), written.text.trim_end(), "{name}");
            assert_eq!(arrived["html"].as_str().unwrap().trim_end(), written.html.trim_end(), "{name}");
            assert_eq!(arrived["defects"], serde_json::json!([]), "{name}");
            // Servers on the way need not take anything else.
            assert_eq!(arrived["ascii"], true, "{name}");
        }
    }
}

#[tokio::test]
async fn nobody_writes_headers_through_a_name() {
    let Some(mut server) = Server::start("plain", &[]) else { return };
    let mailer = Mailer::new(&route(server.port, Security::None), sender()).unwrap();
    let (_, mail) = &mails()[0];
    let name = "Ổi\r\nBcc: other@example.org\r\n\r\nĐọc này";
    let letter = Letter { id: "1\r\nX: y", name, address: "oi@example.org", lang: Lang::Vi, mail };
    mailer.send(&letter).await.unwrap();
    let arrived = server.mail();
    assert!(arrived["headers"].get("Bcc").is_none() && arrived["headers"].get("X").is_none(), "{arrived}");
    assert_eq!(arrived["envelope"].as_array().unwrap().len(), 2);
    for address in ["", "nobody", "a@b\r\nRCPT TO:<c@d>", "a b@example.org", "a@b>, <c@d"] {
        let refused = mailer.send(&Letter { address, ..letter }).await;
        assert_eq!(refused, Err(MailError::Address(address.to_owned())));
    }
}

#[tokio::test]
async fn what_the_server_says_decides_whether_to_come_again() {
    let Some(server) = Server::start("plain", &[]) else { return };
    let refused = send(&route(server.port, Security::None), "refused@example.org").await.unwrap_err();
    assert!(matches!(&refused, MailError::Refused(said) if said.contains("nobody of this name")), "{refused:?}");
    let later = send(&route(server.port, Security::None), "later@example.org").await.unwrap_err();
    assert!(matches!(&later, MailError::Later(said) if said.contains("come again")), "{later:?}");
    assert!(!refused.is_transient() && later.is_transient());
}

#[tokio::test]
async fn servers_that_are_down_slow_or_silent() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let down = send(&route(free, Security::None), "oi@example.org").await.unwrap_err();
    assert!(matches!(down, MailError::Unreachable(_)) && down.is_transient(), "{down:?}");
    let nowhere = Route::Smtp {
        host: "no-such-host.invalid".to_owned(),
        port: 25,
        security: Security::None,
        account: None,
        timeout: Duration::from_secs(5),
    };
    let nowhere = send(&nowhere, "oi@example.org").await.unwrap_err();
    assert!(nowhere.is_transient(), "{nowhere:?}");

    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut ports = vec![(silent.local_addr().unwrap().port(), "oi@example.org")];
    let server = Server::start("plain", &[]);
    ports.extend(server.iter().map(|server| (server.port, "slow@example.org")));
    for (port, address) in ports {
        #[allow(clippy::disallowed_methods, reason = "the test measures how long it waits")]
        let start = Instant::now();
        let Route::Smtp { host, security, account, .. } = route(port, Security::None) else { panic!() };
        let route = Route::Smtp { host, port, security, account, timeout: Duration::from_millis(700) };
        let slow = send(&route, address).await.unwrap_err();
        assert!(matches!(slow, MailError::Timeout) && slow.is_transient(), "{slow:?}");
        assert!(start.elapsed() < Duration::from_secs(3));
    }
}

#[tokio::test]
async fn an_account_is_shown_where_the_server_asks_for_it() {
    let Some(mut server) = Server::start("account", &[]) else { return };
    assert_eq!(send(&with_account(server.port, "hush"), "oi@example.org").await, Ok(Sent::Taken));
    assert_eq!(server.mail()["account"], "chiso");
    for wrong in [with_account(server.port, "other"), route(server.port, Security::None)] {
        let error = send(&wrong, "oi@example.org").await.unwrap_err();
        // One wrong password does not strike out every reader.
        assert!(matches!(error, MailError::Account(_)) && error.is_transient(), "{error:?}");
        assert!(!format!("{error:?} {wrong:?}").contains("other"));
    }
}

/// A certificate for this machine that nobody knows, and its key.
fn certificate(folder: &Path) -> [PathBuf; 2] {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let [certificate, key] = ["cert.pem", "key.pem"].map(|name| folder.join(name));
    std::fs::write(&certificate, made.cert.pem()).unwrap();
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    [certificate, key]
}

#[tokio::test]
async fn nothing_is_said_to_a_server_that_cannot_be_trusted() {
    let folder = tempfile::tempdir().unwrap();
    let [certificate, key] = certificate(folder.path());
    for (mode, security) in [("starttls", Security::Starttls), ("tls", Security::Tls)] {
        let Some(server) = Server::start(mode, &[&certificate, &key]) else { return };
        let error = send(&route(server.port, security), "oi@example.org").await.unwrap_err();
        assert!(matches!(error, MailError::Tls(_)) && !error.is_transient(), "{mode} {error:?}");
    }
    // A server that does not offer the change to TLS gets nothing either.
    let Some(server) = Server::start("plain", &[]) else { return };
    let error = send(&route(server.port, Security::Starttls), "oi@example.org").await.unwrap_err();
    assert!(matches!(error, MailError::Tls(_) | MailError::Protocol(_)) && !error.is_transient(), "{error:?}");
}

/// Which certificates a machine trusts is decided by its environment, so this test runs itself once more in another one.
#[tokio::test]
async fn through_tls() {
    const TRUSTED: &str = "CHISO_TEST_CERTIFICATE";
    if let Some(certificate) = std::env::var_os(TRUSTED).map(PathBuf::from) {
        let key = certificate.with_file_name("key.pem");
        for (mode, security) in [("starttls", Security::Starttls), ("tls", Security::Tls)] {
            let Some(mut server) = Server::start(mode, &[&certificate, &key]) else { return };
            assert_eq!(send(&route(server.port, security), "oi@example.org").await, Ok(Sent::Taken), "{mode}");
            assert_eq!(server.mail()["tls"], true, "{mode}");
            // The same certificate, shown by a machine of another name, is nobody's.
            let Route::Smtp { port, security, account, timeout, .. } = route(server.port, security) else { panic!() };
            let other = Route::Smtp { host: "127.0.0.1".to_owned(), port, security, account, timeout };
            let error = send(&other, "oi@example.org").await.unwrap_err();
            assert!(matches!(error, MailError::Tls(_)), "{mode} {error:?}");
        }
        println!("sent through TLS");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let [certificate, _] = certificate(folder.path());
    if Server::start("plain", &[]).is_none() {
        return;
    }
    let again = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "sending::through_tls", "--nocapture"])
        .env(TRUSTED, &certificate)
        .env("SSL_CERT_FILE", &certificate)
        .env_remove("SSL_CERT_DIR")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&again.stdout) + String::from_utf8_lossy(&again.stderr);
    assert!(again.status.success() && said.contains("sent through TLS"), "{said}");
}

#[tokio::test]
async fn into_a_folder_or_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let route = Route::Folder(folder.path().join("mail"));
    let file = folder.path().join("mail/7.eml");
    assert_eq!(send(&route, "oi@example.org").await, Ok(Sent::Written(file.clone())));
    let written = std::fs::read_to_string(file).unwrap();
    assert!(written.contains("To: =?utf-8?") && written.contains("oi@example.org"), "{written}");
    std::fs::write(folder.path().join("file"), "").unwrap();
    let error = send(&Route::Folder(folder.path().join("file")), "oi@example.org").await.unwrap_err();
    assert!(matches!(error, MailError::Folder(_)), "{error:?}");

    assert_eq!(send(&Route::None, "oi@example.org").await, Ok(Sent::Nowhere));
    assert!(!Mailer::new(&Route::None, sender()).unwrap().enabled());
    let wrong = Sender { from: "Bộ chỉ số".to_owned(), ..sender() };
    assert_eq!(Mailer::new(&Route::None, wrong).unwrap_err(), MailError::Address("Bộ chỉ số".to_owned()));
}
