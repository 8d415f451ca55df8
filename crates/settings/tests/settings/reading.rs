//! What is given is what holds; the environment wins over the file, the file over the default.

use std::path::PathBuf;

use chiso_settings::{GatewayMethod, LogFormat, MailServer, Place, Scanner, Secret, Starttls};

use crate::read;

#[test]
fn without_anything_the_defaults_hold() {
    let settings = read("", &[]).unwrap();
    assert_eq!(settings.server.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(settings.store.folder, PathBuf::from("data"));
    assert!(settings.store.url.is_none() && settings.files.scanner.is_none() && settings.oidc.issuer.is_none());
    assert_eq!(settings.mail.server, MailServer::None);
    assert!(settings.sign_in.password);
    assert_eq!(settings.oidc.scopes, ["openid", "profile", "email"]);
    assert_eq!(settings.server.metrics_from.len(), 2);
    assert!(settings.warnings.is_empty());
    assert!(settings.rows().iter().all(|row| row.place == Place::Default));
}

#[test]
fn a_file_is_read_and_the_environment_wins() {
    let settings = read(
        "\
[server]
listen = '0.0.0.0:80'
public_url = \"https://chiso.example.org/\"
trusted_proxies = [\"10.0.0.0/8\", '::1']
[store]
url = \"postgres://chiso@db/chiso\"
password_file = '/run/secret'
[mail]
server = \"smtp://mail.example.org\"
from = \"Bộ chỉ số <chiso@example.org>\"
starttls = \"off\"
[files]
scanner = \"tcp://127.0.0.1\"
max_megabytes = 1_0
",
        &[
            ("CHISO_SERVER_LISTEN", "127.0.0.1:9000"),
            ("CHISO_FILES_SCANNER", "unix:/run/clamd.ctl"),
            ("CHISO_OIDC_SCOPES", "openid,email"),
            ("CHISO_SIGN_IN_SECOND_FACTOR_ROLES", "administrator"),
            ("CHISO_LOG_FORMAT", "json"),
            ("CHISO_PORTAL_CONTACT", ""),
            ("CHISO_LANG", "vi"),
            ("CHISO_KNOWN_ANSWERS", "x"),
            ("PATH", "/bin"),
        ],
    )
    .unwrap();
    assert_eq!(settings.server.listen.to_string(), "127.0.0.1:9000");
    assert_eq!(settings.server.public_url.as_ref().unwrap().as_str(), "https://chiso.example.org");
    let proxies: Vec<String> = settings.server.trusted_proxies.iter().map(ToString::to_string).collect();
    assert_eq!(proxies, ["10.0.0.0/8", "::1/128"]);
    assert_eq!(settings.store.url.as_ref().unwrap().expose(), "postgres://chiso:from%20the%20file@db/chiso");
    assert_eq!(settings.mail.server, MailServer::Smtp { host: "mail.example.org".to_owned(), port: 587 });
    assert_eq!(settings.mail.starttls, Starttls::Off);
    assert_eq!(settings.files.max_megabytes, 10);
    assert_eq!(settings.files.scanner, Some(Scanner::Socket(PathBuf::from("/run/clamd.ctl"))));
    assert_eq!(settings.oidc.scopes, ["openid", "email"]);
    assert_eq!(settings.sign_in.second_factor_roles, ["administrator"]);
    assert_eq!(settings.log.format, LogFormat::Json);
    assert_eq!(settings.portal.contact, None);
    let place = |name: &str| settings.rows().iter().find(|row| row.name == name).unwrap().place.to_string();
    assert_eq!(place("server.listen"), "CHISO_SERVER_LISTEN");
    assert_eq!(place("server.trusted_proxies"), "chiso.toml:4:19");
    assert_eq!(place("store.password"), "/run/secret");
}

#[test]
fn mail_servers_are_read_in_every_form() {
    for (written, server) in [
        ("none", MailServer::None),
        ("smtps://mail", MailServer::Smtps { host: "mail".to_owned(), port: 465 }),
        ("smtp://[::1]:25", MailServer::Smtp { host: "::1".to_owned(), port: 25 }),
        ("file:out/mail", MailServer::Folder(PathBuf::from("out/mail"))),
    ] {
        let given = [
            ("CHISO_MAIL_SERVER", written),
            ("CHISO_MAIL_FROM", "chiso@example.org"),
            ("CHISO_SERVER_PUBLIC_URL", "http://localhost:8080"),
        ];
        assert_eq!(read("", &given).unwrap().mail.server, server, "{written}");
    }
}

#[test]
fn no_secret_is_ever_printed() {
    let settings = read(
        "[store]\nurl = 'postgres://chiso:hush-1@db/chiso'\n[files]\ns3_secret_key = 'hush-2'\ns3_access_key = 'a'\ns3_bucket = 'b'\ns3_endpoint = 'http://s3'\n",
        &[
            ("CHISO_MAIL_PASSWORD", "hush-3"),
            ("CHISO_MAIL_USERNAME", "u"),
            ("CHISO_OIDC_CLIENT_SECRET", "hush-4"),
            ("CHISO_OIDC_CLIENT_ID", "chiso"),
            ("CHISO_OIDC_ISSUER", "https://login"),
            ("CHISO_SERVER_PUBLIC_URL", "http://localhost"),
        ],
    )
    .unwrap();
    assert_eq!(settings.mail.password.as_ref().map(Secret::expose), Some("hush-3"));
    assert_eq!(settings.store.url.as_ref().unwrap().expose(), "postgres://chiso:hush-1@db/chiso");
    let printed = format!("{settings:?} {:?} {}", settings.rows(), settings.store.url.as_ref().unwrap());
    assert!(!printed.contains("hush"), "{printed}");
    assert!(printed.contains("(hidden)") && printed.contains("chiso:hidden@db"), "{printed}");
}

#[test]
fn a_secret_in_the_environment_wins_over_one_in_the_file_in_either_form() {
    let file = "[mail]\nusername = 'u'\npassword = 'file'\n";
    let named = "[mail]\nusername = 'u'\npassword_file = '/run/nowhere'\n";
    for (text, variable, value, wanted) in [
        (file, "CHISO_MAIL_PASSWORD", "env", "env"),
        (file, "CHISO_MAIL_PASSWORD_FILE", "/run/secret", "from the file"),
        (named, "CHISO_MAIL_PASSWORD", "env", "env"),
        (named, "CHISO_MAIL_PASSWORD_FILE", "/run/secret", "from the file"),
    ] {
        let settings = read(text, &[(variable, value)]).unwrap();
        assert_eq!(settings.mail.password.as_ref().map(Secret::expose), Some(wanted), "{text}{variable}");
    }
}

#[test]
fn everything_the_settings_rely_on_is_listed() {
    let settings = read(
        "\
[server]
public_url = 'https://x.example.org'
tls_cert = 'c.pem'
tls_key = 'k.pem'
[store]
url = 'postgres://chiso@db:6000/chiso'
[files]
folder = 'files'
origin = 'https://tep.example.org'
listen = '0.0.0.0:8081'
scanner = 'tcp://clamd:3311'
[mail]
server = 'smtps://mail'
from = 'a@example.org'
[sms]
url = 'https://sms.example.vn:8443/send'
format = 'form'
body = 'to={number}&text={text}'
[oidc]
issuer = 'https://login.example.org/realm'
client_id = 'chiso'
",
        &[],
    )
    .unwrap();
    let listed: Vec<String> =
        settings.probes().iter().map(|probe| format!("{} {:?}", probe.setting, probe.purpose)).collect();
    assert_eq!(
        listed,
        [
            "server.listen Listen(127.0.0.1:8080)",
            "server.tls_cert ReadFile(\"c.pem\")",
            "server.tls_key ReadFile(\"k.pem\")",
            "store.folder WriteFolder(\"data\")",
            "store.url Reach(\"db\", 6000)",
            "files.folder WriteFolder(\"files\")",
            "files.listen Listen(0.0.0.0:8081)",
            "files.scanner Reach(\"clamd\", 3311)",
            "mail.server Reach(\"mail\", 465)",
            "sms.url Reach(\"sms.example.vn\", 8443)",
            "oidc.issuer Reach(\"login.example.org\", 443)",
        ]
    );
}

#[test]
fn any_gateway_for_texts_can_be_described() {
    let settings = read(
        "\
[server]
public_url = 'https://x.example.org'
trusted_proxies = ['127.0.0.1']
[sms]
url = 'https://sms.example.vn/api?key={secret}&to={number}&text={text}&from={sender}'
method = 'get'
headers = ['X-Ref: {id}', 'Authorization: Basic {basic}']
secret_file = '/run/secret'
sender = 'SoNoiVu'
success = '\"code\":\"00\"'
refusals = ['\"code\":\"04\"', 'invalid']
",
        &[("CHISO_SMS_SECONDS", "30")],
    )
    .unwrap();
    assert_eq!(settings.warnings, []);
    let sms = &settings.sms;
    assert_eq!((sms.method, sms.seconds, sms.refusals.len()), (GatewayMethod::Get, 30, 2));
    assert_eq!((sms.headers[0].name.as_str(), sms.headers[0].value.as_str()), ("X-Ref", "{id}"));
    assert!(sms.url.as_ref().unwrap().as_str().ends_with("&from={sender}"));
    assert_eq!(sms.secret.as_ref().map(Secret::expose), Some("from the file"));
    let own = "[server]\npublic_url = 'http://localhost'\n[sms]\nurl = 'http://127.0.0.1:9000/'\nformat = 'form'\nbody = 'to={local}&text={text}'\n";
    assert_eq!(read(own, &[]).unwrap().warnings, []);
}
