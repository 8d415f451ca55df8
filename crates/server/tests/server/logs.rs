//! What stands in the log, and what never does.

use std::io::Write;
use std::sync::{Arc, Mutex};

use chiso_access::Role;
use reqwest::Method;

use crate::site::{SignedIn, Site, header, settings};

/// A log in memory.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_at_its_loudest_is_json_and_holds_nothing_secret_or_personal() {
    let lines = Lines::default();
    let folder = tempfile::tempdir().unwrap();
    let loudest = settings(folder.path(), &[("CHISO_LOG_FORMAT", "json"), ("CHISO_LOG_LEVEL", "trace")]);
    let writer = lines.clone();
    chiso_server::start_log_to(&loudest.log, move || writer.clone());

    let site = Site::start(&[("CHISO_SERVER_TRUSTED_PROXIES", "127.0.0.1")]).await;
    let link = site.first_link.clone().unwrap();
    let path = format!("/{}", link.split_once("://").unwrap().1.split_once('/').unwrap().1);
    let mut secrets = vec![path.rsplit('/').next().unwrap().to_owned()];
    let (password, wrong) = ("ruộng bậc thang mùa nước đổ", "mật khẩu gõ nhầm");
    let fields = [
        ("name", "Trần Thị Hương"),
        ("mail", "huong@example.vn"),
        ("lang", "vi"),
        ("password", password),
        ("again", password),
    ];
    site.get(&path).await;
    let entered = site.form(None, &path, &fields).send().await.unwrap();
    let who = SignedIn::from(&entered).unwrap();
    site.form(Some(&who), "/vi/sign-out", &[]).send().await.unwrap();
    site.form(None, "/vi/sign-in", &[("mail", "huong@example.vn"), ("password", wrong)]).send().await.unwrap();
    let again = site.form(None, "/vi/sign-in", &[("mail", "huong@example.vn"), ("password", password)]);
    let again = SignedIn::from(&again.send().await.unwrap()).unwrap();
    for who in [&who, &again] {
        secrets.extend([who.cookie.strip_prefix("chiso=").unwrap().to_owned(), who.csrf.clone()]);
    }
    let invitation = site.invite("van-a", "van.a@example.vn").await;
    site.get(&format!("/en/invitation/{invitation}")).await;
    site.get(&format!("/vi/recover/{invitation}")).await;
    secrets.push(invitation);
    for who in [site.sign_in(Some(Role::Administrator)).await, again] {
        for path in ["/vi/account", "/vi/people?q=tim-nguoi-nay", "/vi/search?q=tim-nguoi-nay"] {
            site.request_of(&who, Method::GET, path).send().await.unwrap();
        }
    }
    let key = "chiso_abcdefgh_khoa-khong-ai-duoc-thay";
    let asked = site
        .request(Method::GET, "/api/v1/indices")
        .header("authorization", format!("Bearer {key}"))
        .header("x-forwarded-for", "203.0.113.200")
        .send()
        .await
        .unwrap();
    let id = header(&asked, "x-request-id");
    secrets.extend(
        [password, wrong, "huong@example.vn", "Trần Thị Hương", "tim-nguoi-nay", key, "203.0.113.200"]
            .map(str::to_owned),
    );

    let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    for secret in &secrets {
        assert!(!secret.is_empty() && !text.contains(secret.as_str()), "`{secret}` is in the log");
    }
    let parsed: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told = parsed.iter().find(|entry| entry["request"] == id.as_str()).unwrap();
    assert_eq!(
        (&told["status"], &told["method"], &told["path"]),
        (&401.into(), &"GET".into(), &"/api/v1/indices".into())
    );
    assert!(
        told["milliseconds"].as_f64().unwrap() > 0.0 && told["timestamp"].is_string() && told["level"] == "INFO",
        "{told}"
    );
    assert!(parsed.iter().any(|entry| entry["path"] == "/vi/set-up/…"));
}
