//! Every problem is told at once, with its place and how to mend it.

use chiso_model::Lang;

use crate::read;

/// Every problem in both languages, one a line.
fn told(text: &str, environment: &[(&str, &str)]) -> String {
    let problems = match read(text, environment) {
        Ok(settings) => settings.warnings,
        Err(problems) => problems,
    };
    let lines = problems.iter().flat_map(|problem| Lang::ALL.map(|lang| problem.line(lang) + "\n"));
    lines.collect()
}

#[test]
fn values_that_do_not_fit() {
    insta::assert_snapshot!(told(
        "\
[server]
listen = \"8080\"
trusted_proxies = [\"10.0.0.0/8\", \"proxy\"]
request_megabytes = \"64\"
workers = -1
public_url = \"chiso.example.org\"
metrics_from = \"::1\"
[sign_in]
session_hours = 10.5
password = \"yes\"
[mail]
starttls = \"requird\"
server = \"mail.example.org\"
from = \"nobody\"
[store]
url = \"mysql://x/y\"
",
        &[("CHISO_LOG_LEVEL", "loud"), ("CHISO_LIMITS_PER_ADDRESS_PER_MINUTE", "many"), ("CHISO_STORE_FOLDER", "  ")],
    ));
}

#[test]
fn names_that_are_not_known() {
    insta::assert_snapshot!(told(
        "\
colour = \"red\"
listen = \"127.0.0.1:80\"
log = \"json\"
[sever]
listen = \"127.0.0.1:80\"
[server]
lissten = \"127.0.0.1:80\"
session_hours = 3
password_file = \"x\"
[mail]
password_fil = \"x\"
",
        &[
            ("CHISO_SEVER_LISTEN", "1"),
            ("CHISO_MAIL_PASWORD_FILE", "hush"),
            ("CHISO_LOG_COLOUR", "red"),
            ("CHISO_ADDRESS", "http://127.0.0.1"),
        ],
    ));
}

#[test]
fn no_toml() {
    insta::assert_snapshot!(told(
        "[server]\nlisten = 127.0.0.1:80\n[log\nlevel = \"info\"\n[log]\nlevel = \"info\"\nlevel = \"debug\"\n",
        &[]
    ));
}

#[test]
fn what_does_not_go_together() {
    insta::assert_snapshot!(told(
        "\
[server]
tls_cert = 'c.pem'
[store]
password = 'hush'
[files]
folder = 'x'
s3_bucket = 'b'
max_megabytes = 100
[mail]
server = 'smtp://m'
username = 'u'
password_file = '/run/secret'
starttls = 'off'
[sign_in]
password = false
[oidc]
client_id = 'chiso'
",
        &[],
    ));
    insta::assert_snapshot!(told(
        "[server]\npublic_url = 'https://x'\n[oidc]\nissuer = 'https://login'\n[files]\ns3_region = 'hn-1'\ns3_access_key = 'k'\n",
        &[("CHISO_SERVER_REQUEST_MEGABYTES", "1"), ("CHISO_SERVER_TLS_KEY", "k.pem")],
    ));
}

#[test]
fn warnings_do_not_stop() {
    let given = [
        ("CHISO_SERVER_PUBLIC_URL", "https://x"),
        ("CHISO_MAIL_SERVER", "smtp://m"),
        ("CHISO_MAIL_FROM", "a@b"),
        ("CHISO_MAIL_USERNAME", "u"),
        ("CHISO_MAIL_PASSWORD", "hush"),
        ("CHISO_MAIL_STARTTLS", "off"),
    ];
    assert!(read("", &given).is_ok());
    insta::assert_snapshot!(told("", &given));
    let given = [
        ("CHISO_SERVER_PUBLIC_URL", "http://x"),
        ("CHISO_SERVER_TLS_CERT", "c"),
        ("CHISO_SERVER_TLS_KEY", "k"),
        ("CHISO_SERVER_TRUSTED_PROXIES", "0.0.0.0/0"),
    ];
    assert!(read("", &given).is_ok());
    insta::assert_snapshot!(told("", &given));
}

/// A proxy on this machine, of whose headers nothing is believed, makes every visitor look like this machine.
#[test]
fn metrics_that_everybody_may_read_are_told() {
    let open = "so that anybody may read /metrics";
    let every = "anybody may read /metrics; give only";
    let url = ("CHISO_SERVER_PUBLIC_URL", "https://chiso.example.org");
    let proxies = |text| ("CHISO_SERVER_TRUSTED_PROXIES", text);
    let from = |text| ("CHISO_SERVER_METRICS_FROM", text);
    for (given, says) in [
        (vec![], None),
        (vec![url], Some(open)),
        (vec![url, proxies("10.0.0.1")], Some(open)),
        (vec![url, proxies("127.0.0.1")], None),
        (vec![url, proxies("::1")], None),
        (vec![url, from("10.0.0.7")], None),
        (vec![("CHISO_SERVER_PUBLIC_URL", "http://localhost:8080")], None),
        (vec![("CHISO_SERVER_PUBLIC_URL", "http://[::1]:8080")], None),
        (vec![url, ("CHISO_SERVER_LISTEN", "10.0.0.2:8080")], None),
        (vec![url, ("CHISO_SERVER_LISTEN", "[::1]:8080")], Some(open)),
        (vec![url, ("CHISO_SERVER_TLS_CERT", "c"), ("CHISO_SERVER_TLS_KEY", "k")], None),
        (vec![from("0.0.0.0/0")], Some(every)),
        (vec![from("127.0.0.1, ::/0")], Some(every)),
    ] {
        let told = told("", &given);
        assert_eq!(told.contains("/metrics"), says.is_some(), "{given:?}: {told}");
        assert!(says.is_none_or(|says| told.contains(says)), "{given:?}: {told}");
    }
}

#[test]
fn proxies_are_trusted_in_narrow_networks_only() {
    for (given, wide) in [
        ("127.0.0.1", None),
        ("10.0.0.0/8, fd00::/16", None),
        ("203.0.113.0/24", None),
        ("192.168.0.0/16", None),
        ("10.0.0.1, 203.0.0.0/8", Some("the range 203.0.0.0/8 is too wide")),
        ("8.0.0.0/6", Some("the range 8.0.0.0/6 is too wide")),
        ("2001:db8::/32", Some("the range 2001:db8::/32 is too wide")),
        ("0.0.0.0/0", Some("this range is every address")),
        ("::/0", Some("this range is every address")),
    ] {
        let told = told("", &[("CHISO_SERVER_TRUSTED_PROXIES", given)]);
        assert_eq!(told.contains("anywhere"), wide.is_some(), "{given}: {told}");
        assert!(wide.is_none_or(|wide| told.contains(wide)), "{given}: {told}");
    }
}

#[test]
fn files_are_seen_at_an_origin_of_their_own() {
    let files = |text| ("CHISO_FILES_ORIGIN", text);
    let listen = |text| ("CHISO_FILES_LISTEN", text);
    let url = ("CHISO_SERVER_PUBLIC_URL", "https://chiso.example.org");
    let proxy = ("CHISO_SERVER_TRUSTED_PROXIES", "127.0.0.1");
    for (given, says) in [
        (vec![], None),
        (vec![listen("127.0.0.1:9000")], None),
        (vec![url, proxy, files("https://tep.example.org")], None),
        (vec![url, proxy, files("https://chiso.example.org:8443"), listen("127.0.0.1:9000")], None),
        (vec![files("https://tep.example.org")], Some("give its address, server.public_url")),
        (vec![url, proxy, files("https://chiso.example.org")], Some("at another address than the system")),
        (vec![url, proxy, files("https://chiso.example.org:443/")], Some("at another address than the system")),
        (vec![url, proxy, files("http://tep.example.org")], Some("must both be https or both be http")),
        (vec![url, proxy, files("https://tep.example.org/tep")], Some("without a path")),
        (vec![listen("127.0.0.1:8080")], Some("the same as server.listen")),
        (vec![url, proxy, listen("127.0.0.1:9000")], Some("give files.origin")),
        (vec![proxy, listen("127.0.0.1:9000")], Some("give files.origin")),
    ] {
        let told = told("", &given);
        assert_eq!(told.contains("FILES"), says.is_some(), "{given:?}: {told}");
        assert!(says.is_none_or(|says| told.contains(says)), "{given:?}: {told}");
    }
}

#[test]
fn a_gateway_for_texts_must_be_whole() {
    let server = "[server]\npublic_url = 'https://x'\ntrusted_proxies = ['127.0.0.1']\n[sms]\n";
    let body = r#"body = '{"to": "{number}", "text": "{text}"}'"#;
    let url = "url = 'https://sms.example.vn/send'";
    for (text, says) in [
        (format!("{url}\n{body}"), None),
        (body.to_owned(), Some("sms.body is given, sms.url is not")),
        ("secret = 'hush'".to_owned(), Some("sms.secret is given, sms.url is not")),
        (url.to_owned(), Some("sms.body is missing")),
        (format!("{url}\nmethod = 'get'\n{body}"), Some("has no body")),
        (format!("{url}\nmethod = 'get'"), Some("must be told number and text")),
        (format!("{url}\nbody = '{{\"to\": \"{{number}}\"}}'"), Some("must be told number and text")),
        (format!("{url}\nbody = 'to={{number}}&text={{text}}'"), Some("sms.body is no JSON")),
        (format!("{url}\nformat = 'form'\n{body}"), Some("sms.body is no form")),
        (format!("{url}\n{body}\nheaders = ['X: {{txt}}']"), Some("{txt} stands for nothing")),
        (format!("{url}\n{body}\nheaders = ['X: {{txt}}']"), Some("did you mean `text`")),
        (format!("{url}\n{body}\nheaders = ['no header']"), Some("`Name: value`")),
        (format!("{url}\n{body}\nheaders = ['X: {{secret}}']"), Some("but no sms.secret")),
        (format!("{url}\n{body}\nsecret = 'hush'"), Some("sms.secret is used nowhere")),
        (format!("{url}\n{body}\nheaders = ['X: {{sender}}']"), Some("but no sms.sender")),
        (format!("url = 'http://sms.example.vn/'\n{body}"), Some("travel in the clear")),
        (format!("url = 'https://{{number}}.example.vn/'\n{body}"), Some("an address that begins with")),
        (format!("url = 'https://u:hush@sms.example.vn/'\n{body}"), Some("an address that begins with")),
        (format!("{url}\n{body}\nseconds = 0"), Some("sms.seconds must be from 1 to 120")),
    ] {
        let told = told(&format!("{server}{text}\n"), &[]);
        assert_eq!(told.contains("chiso.toml"), says.is_some(), "{text}: {told}");
        assert!(says.is_none_or(|says| told.contains(says)), "{text}: {told}");
        assert!(!told.contains("hush"), "{told}");
    }
    let alone = told(&format!("[sms]\n{url}\n{body}\n"), &[]);
    assert!(alone.contains("give server.public_url"), "{alone}");
}

#[test]
fn secret_files() {
    insta::assert_snapshot!(told(
        "[mail]\nusername = 'u'\npassword_file = '/run/nowhere'\n[store]\nurl = 'postgres://a@b/c'\npassword = 'hush'\npassword_file = '/run/secret'\n[oidc]\nclient_secret_file = 3\n",
        &[("CHISO_FILES_S3_SECRET_KEY_FILE", "/run/empty")],
    ));
}

#[test]
fn a_problem_never_shows_a_secret() {
    let text = told("[mail]\npassword = 12\n[oidc]\nclient_secret = ['hush']\n", &[]);
    assert!(!text.contains("hush") && !text.contains("12;"), "{text}");
    assert_eq!(text.lines().filter(|line| line.contains("must be a text")).count(), 2, "{text}");
}
