//! What must work and what must not.

use chiso_identity::{Callback, Oidc, OidcError, Pending, Provider};
use chiso_model::Lang;

use crate::browser::{BACK, Browser};
use crate::provider::Running;

const SECRET: &str = "a secret: with %signs & spaces";

fn registered(issuer: &str, client: &str) -> Provider {
    Provider {
        issuer: issuer.to_owned(),
        client_id: client.to_owned(),
        client_secret: (client != "public").then(|| SECRET.to_owned()),
        redirect_uri: BACK.to_owned(),
        scopes: vec!["email".to_owned(), "profile".to_owned()],
        name_claim: "name".to_owned(),
        email_claim: "email".to_owned(),
        extra_roots: None,
    }
}

#[allow(clippy::disallowed_methods, reason = "the provider has a clock of its own")]
fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    i64::try_from(since.as_secs()).unwrap()
}

/// Begins, signs in as `van.a` at the provider, and stands before the end.
async fn until_the_end(oidc: &Oidc) -> (Pending, Callback) {
    let begun = oidc.begin().unwrap();
    let callback = Browser::new(None).sign_in(&begun.url, "van.a").await;
    (begun.pending, callback)
}

/// Every message says something in both languages and names what is wrong.
fn told(error: &OidcError) {
    for lang in Lang::ALL {
        let message = error.message(lang);
        assert!(message.ends_with('.') && message.len() > 40, "{message}");
    }
    assert_ne!(error.message(Lang::Vi), error.message(Lang::En));
}

#[tokio::test]
async fn a_good_sign_in_with_every_way_of_signing_and_of_proving_oneself() {
    let Some(running) = Running::start() else { return };
    for client in ["rs256", "ps256", "es256", "eddsa", "post", "public"] {
        let oidc = Oidc::discover(registered(&running.issuer, client)).await.unwrap();
        let (pending, callback) = until_the_end(&oidc).await;
        let signed_in =
            oidc.finish(&pending, &callback, now()).await.unwrap_or_else(|error| panic!("{client}: {error}"));
        assert_eq!(
            (signed_in.issuer.as_str(), signed_in.subject.as_str()),
            (running.issuer.as_str(), "van.a"),
            "{client}"
        );
        assert_eq!(signed_in.email.as_deref(), Some("van.a@example.vn"), "{client}");
        assert_eq!((signed_in.name.as_deref(), signed_in.email_verified), (Some("Nguyễn Văn A"), true), "{client}");
        let sign_out = oidc.sign_out_url(&signed_in.id_token, "http://127.0.0.1:1/bye").unwrap();
        assert!(sign_out.starts_with(&format!("{}/session/end?id_token_hint=", running.issuer)), "{sign_out}");
    }
}

#[tokio::test]
async fn two_sign_ins_have_nothing_in_common() {
    let Some(running) = Running::start() else { return };
    let oidc = Oidc::discover(registered(&running.issuer, "rs256")).await.unwrap();
    let (one, other) = (oidc.begin().unwrap().pending, oidc.begin().unwrap().pending);
    assert!(one.state != other.state && one.nonce != other.nonce && one.verifier != other.verifier);
    assert_eq!(format!("{one:?}"), "Pending(…)");
}

#[tokio::test]
async fn an_answer_that_is_not_ours_is_refused_before_anything_is_asked() {
    let Some(mut running) = Running::start() else { return };
    let oidc = Oidc::discover(registered(&running.issuer, "rs256")).await.unwrap();
    let (pending, good) = until_the_end(&oidc).await;
    running.stop();
    let issuer = |found: &str| OidcError::Issuer { found: found.to_owned() };
    let cases = [
        (Callback { state: Some("another".to_owned()), ..good.clone() }, OidcError::State),
        (Callback { state: None, ..good.clone() }, OidcError::State),
        (Callback { iss: Some("https://id.example.vn".to_owned()), ..good.clone() }, issuer("https://id.example.vn")),
        (Callback { iss: None, ..good.clone() }, issuer("")),
        (Callback { code: None, ..good }, OidcError::Refused { error: "code".to_owned(), description: String::new() }),
    ];
    for (callback, expected) in cases {
        let error = oidc.finish(&pending, &callback, now()).await.unwrap_err();
        assert_eq!(error, expected);
        told(&error);
    }
}

#[tokio::test]
async fn a_code_is_good_once_and_only_for_whoever_began() {
    let Some(running) = Running::start() else { return };
    let oidc = Oidc::discover(registered(&running.issuer, "rs256")).await.unwrap();
    let is_code = |error: &OidcError| matches!(error, OidcError::Code { error, .. } if error == "invalid_grant");

    let (pending, callback) = until_the_end(&oidc).await;
    oidc.finish(&pending, &callback, now()).await.unwrap();
    let replayed = oidc.finish(&pending, &callback, now()).await.unwrap_err();
    assert!(is_code(&replayed), "{replayed:?}");
    told(&replayed);

    let (pending, callback) = until_the_end(&oidc).await;
    let stolen = Pending { verifier: oidc.begin().unwrap().pending.verifier, ..pending };
    let error = oidc.finish(&stolen, &callback, now()).await.unwrap_err();
    assert!(is_code(&error), "{error:?}");
}

#[tokio::test]
async fn a_token_of_another_sign_in_of_another_time_or_for_another_system() {
    let Some(running) = Running::start() else { return };
    let oidc = Oidc::discover(registered(&running.issuer, "rs256")).await.unwrap();

    let (pending, callback) = until_the_end(&oidc).await;
    let other_nonce = Pending { nonce: "another".to_owned(), ..pending };
    let error = oidc.finish(&other_nonce, &callback, now()).await.unwrap_err();
    assert_eq!(error, OidcError::Nonce);
    told(&error);

    let (pending, callback) = until_the_end(&oidc).await;
    let error = oidc.finish(&pending, &callback, now() + 7 * 24 * 3600).await.unwrap_err();
    assert_eq!(error, OidcError::Expired);
    told(&error);

    let (pending, callback) = until_the_end(&oidc).await;
    let token = oidc.finish(&pending, &callback, now()).await.unwrap().id_token;
    oidc.check_id_token(&token, &pending.nonce, now()).await.unwrap();
    let other = Oidc::discover(registered(&running.issuer, "es256")).await.unwrap();
    let error = other.check_id_token(&token, &pending.nonce, now()).await.unwrap_err();
    assert_eq!(error, OidcError::Audience);
    told(&error);

    let (start, signature) = token.rsplit_once('.').unwrap();
    let turned: String = signature.chars().rev().collect();
    let error = oidc.check_id_token(&format!("{start}.{turned}"), &pending.nonce, now()).await.unwrap_err();
    assert!(matches!(error, OidcError::Signature | OidcError::Token), "{error:?}");
    told(&error);
}

#[tokio::test]
async fn who_turns_back_is_not_signed_in() {
    let Some(running) = Running::start() else { return };
    let oidc = Oidc::discover(registered(&running.issuer, "rs256")).await.unwrap();
    let begun = oidc.begin().unwrap();
    let callback = Browser::new(None).refuse(&begun.url).await;
    let error = oidc.finish(&begun.pending, &callback, now()).await.unwrap_err();
    assert!(matches!(&error, OidcError::Refused { error, .. } if error == "access_denied"), "{error:?}");
    told(&error);
}

#[tokio::test]
async fn user_information_of_somebody_else_is_not_believed() {
    let Some(running) = Running::start() else { return };
    let oidc = Oidc::discover(registered(&running.issuer, "rs256")).await.unwrap();
    let begun = oidc.begin().unwrap();
    let callback = Browser::new(None).sign_in(&begun.url, "impostor").await;
    let error = oidc.finish(&begun.pending, &callback, now()).await.unwrap_err();
    assert_eq!(error, OidcError::Subject);
    told(&error);
}

#[tokio::test]
async fn a_wrong_secret_is_told_as_such() {
    let Some(running) = Running::start() else { return };
    let provider = Provider { client_secret: Some("wrong".to_owned()), ..registered(&running.issuer, "rs256") };
    let oidc = Oidc::discover(provider).await.unwrap();
    let (pending, callback) = until_the_end(&oidc).await;
    let error = oidc.finish(&pending, &callback, now()).await.unwrap_err();
    assert!(matches!(&error, OidcError::Code { error, .. } if error == "invalid_client"), "{error:?}");
    told(&error);
}

#[tokio::test]
async fn a_provider_with_new_keys_is_believed_at_once() {
    let Some(running) = Running::start() else { return };
    let oidc = Oidc::discover(registered(&running.issuer, "rs256")).await.unwrap();
    let (pending, callback) = until_the_end(&oidc).await;
    let before = oidc.finish(&pending, &callback, now()).await.unwrap().id_token;

    let _running = running.restart();
    let later = now() + 61;
    let (pending, callback) = until_the_end(&oidc).await;
    oidc.finish(&pending, &callback, later).await.unwrap();
    let error = oidc.check_id_token(&before, "", later + 61).await.unwrap_err();
    assert_eq!(error, OidcError::Signature, "the old key is not trusted any more");
}

#[tokio::test]
async fn a_provider_that_is_away_or_is_another_one() {
    let Some(mut running) = Running::start() else { return };
    let oidc = Oidc::discover(registered(&running.issuer, "rs256")).await.unwrap();
    let issuer = running.issuer.clone();
    let port = issuer.rsplit_once(':').unwrap().1;

    let by_name = format!("http://localhost:{port}");
    let error = Oidc::discover(registered(&by_name, "rs256")).await.unwrap_err();
    assert_eq!(error, OidcError::Discovery { expected: by_name, found: issuer.clone() });
    told(&error);

    let error = Oidc::discover(registered(&format!("{issuer}/nothing"), "rs256")).await.unwrap_err();
    assert!(matches!(&error, OidcError::Status { status: 404, .. }), "{error:?}");
    told(&error);

    let error = Oidc::discover(registered("http://id.example.vn", "rs256")).await.unwrap_err();
    assert!(matches!(&error, OidcError::Insecure { .. }), "{error:?}");
    told(&error);

    let (pending, callback) = until_the_end(&oidc).await;
    running.stop();
    let errors = [
        oidc.finish(&pending, &callback, now()).await.unwrap_err(),
        Oidc::discover(registered(&issuer, "rs256")).await.unwrap_err(),
    ];
    for error in errors {
        assert!(matches!(&error, OidcError::Unreachable { .. }) && error.is_temporary(), "{error:?}");
        told(&error);
    }
}

#[tokio::test]
async fn a_provider_inside_the_own_network_needs_its_certificate_in_the_settings() {
    let folder = tempfile::tempdir().unwrap();
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let (certificate, key) = (folder.path().join("certificate.pem"), folder.path().join("key.pem"));
    std::fs::write(&certificate, made.cert.pem()).unwrap();
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    let Some(running) = Running::start_with_tls(&certificate, &key) else { return };
    assert!(running.issuer.starts_with("https://localhost:"), "{}", running.issuer);

    let error = Oidc::discover(registered(&running.issuer, "rs256")).await.unwrap_err();
    assert!(matches!(&error, OidcError::Unreachable { reason, .. } if reason.contains("certificate")), "{error:?}");

    let root = made.cert.pem().into_bytes();
    let trusting = Provider { extra_roots: Some(root.clone()), ..registered(&running.issuer, "rs256") };
    let oidc = Oidc::discover(trusting).await.unwrap();
    let begun = oidc.begin().unwrap();
    let callback = Browser::new(Some(&root)).sign_in(&begun.url, "van.a").await;
    assert_eq!(oidc.finish(&begun.pending, &callback, now()).await.unwrap().subject, "van.a");
}
