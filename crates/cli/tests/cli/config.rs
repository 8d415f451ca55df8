//! `chiso config`: what is in force, what is wrong, what cannot be reached.

use std::net::TcpListener;

use crate::program::{Answer, Place, program};

/// Runs a command line with variables of the environment.
fn run(place: &Place, line: &str, environment: &[(&str, &str)]) -> Answer {
    let mut command = program(&place.path(""));
    Answer::from(&command.args(line.split_whitespace()).envs(environment.iter().copied()).output().unwrap())
}

#[test]
fn every_wrong_use_is_answered_with_what_to_do() {
    let place = Place::with(&[("chiso.toml", "[server]\nlisten = \"127.0.0.1:0\"\n")]);
    for (line, vi, en) in [
        (
            "config",
            "thiếu tên lệnh; chọn một trong: check, example (xem: chiso config --help)",
            "a command is missing; choose one of: check, example (see: chiso config --help)",
        ),
        (
            "config chek",
            "không có lệnh “chek”; có phải là “check”? (xem: chiso config --help)",
            "there is no command `chek`; did you mean `check`? (see: chiso config --help)",
        ),
        (
            "config check chiso.toml",
            "thừa tham số “chiso.toml” (xem: chiso config check --help)",
            "one argument too many: `chiso.toml` (see: chiso config check --help)",
        ),
        (
            "config check --confg chiso.toml",
            "không có tùy chọn “--confg”; có phải là “--config”? (xem: chiso config check --help)",
            "there is no option `--confg`; did you mean `--config`? (see: chiso config check --help)",
        ),
        (
            "config check --config",
            "“--config <TỆP>” cần một giá trị (xem: chiso config check --help)",
            "`--config <FILE>` needs a value (see: chiso config check --help)",
        ),
        (
            "config example now",
            "thừa tham số “now” (xem: chiso config example --help)",
            "one argument too many: `now` (see: chiso config example --help)",
        ),
    ] {
        for (lang, wanted) in [("vi", vi), ("en", en)] {
            let answer = run(&place, &format!("{line} --lang {lang}"), &[]);
            assert_eq!(answer.err, format!("chiso: {wanted}\n"), "{line}");
            assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{line}");
        }
    }
}

#[test]
fn what_is_in_force_is_printed_with_its_origin_and_without_secrets() {
    let place = Place::with(&[("s.toml", "[server]\nlisten = \"127.0.0.1:0\"\n"), ("password", "hush\n")]);
    let environment = [
        ("CHISO_MAIL_USERNAME", "u"),
        ("CHISO_MAIL_PASSWORD_FILE", "password"),
        ("CHISO_STORE_URL", "postgres://chiso:hush@db.example.org/chiso"),
    ];
    let answer = run(&place, "config check --config s.toml --only-read --lang en", &environment).well();
    for line in [
        "server.listen = 127.0.0.1:0  (s.toml:2:10)",
        "store.url = postgres://chiso:hidden@db.example.org/chiso  (CHISO_STORE_URL)",
        "mail.password = (hidden)  (password)",
        "files.max_megabytes = 50  (default)",
        "oidc.issuer = (not set)",
        "The settings can be used.",
    ] {
        assert!(answer.out.lines().any(|l| l == line), "{line}\n{}", answer.out);
    }
    assert!(!answer.out.contains("hush"));
    assert_eq!(answer.err, "");
}

#[test]
fn every_problem_is_told_at_once() {
    let place = Place::with(&[("chiso.toml", "[server]\nlissten = 1\n[mail]\nserver = \"mail\"\n")]);
    let answer = run(&place, "config check", &[("CHISO_LOG_LEVEL", "loud")]);
    assert_eq!(
        answer.err.lines().collect::<Vec<_>>(),
        [
            "chiso: chiso.toml:2:1: lỗi: mục “[server]” không có khóa “lissten”; có phải là “listen”?",
            "chiso: chiso.toml:4:10: lỗi: mail.server phải là “none”, “smtp://máy:587”, “smtps://máy:465” hoặc “file:thư-mục”; hãy viết như sau: \"none\"",
            "chiso: chiso.toml:4:10: lỗi: thư cần người gửi; hãy ghi mail.from",
            "chiso: chiso.toml:4:10: lỗi: liên kết trong thư cần địa chỉ của hệ thống; hãy ghi server.public_url",
            "chiso: CHISO_LOG_LEVEL: lỗi: log.level không nhận giá trị “loud”; chỉ có “error”, “warn”, “info”, “debug”, “trace”",
        ]
    );
    assert_eq!((answer.code, answer.out.as_str()), (1, ""));
    let missing = run(&place, "config check --config no.toml --lang en", &[]);
    assert!(missing.code == 1 && missing.err.contains("no.toml"), "{missing:?}");
}

#[test]
fn what_the_settings_rely_on_is_tried() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let listen = taken.local_addr().unwrap().to_string();
    let place = Place::with(&[
        (
            "chiso.toml",
            "[server]\ntls_cert = \"cert.pem\"\ntls_key = \"key.pem\"\n[store]\nfolder = \"key.pem/data\"\n[files]\nscanner = \"unix:/nowhere/clamd\"\n",
        ),
        ("key.pem", ""),
    ]);
    let environment = [
        ("CHISO_SERVER_LISTEN", listen.as_str()),
        ("CHISO_MAIL_SERVER", "smtp://127.0.0.1:1"),
        ("CHISO_MAIL_FROM", "a@example.org"),
        ("CHISO_SERVER_PUBLIC_URL", "https://x.example.org"),
    ];
    let answer = run(&place, "config check --lang en", &environment);
    let told: Vec<&str> = answer.err.lines().map(|line| line.split(" (").next().unwrap()).collect();
    assert_eq!(
        told,
        [
            &format!(
                "chiso: CHISO_SERVER_LISTEN: warning: server.listen: a program uses {listen}, maybe this very server"
            ),
            "chiso: chiso.toml:2:12: error: server.tls_cert: the file `cert.pem` cannot be read",
            "chiso: chiso.toml:5:10: error: store.folder: the folder `key.pem/data` cannot be written to",
            "chiso: chiso.toml:7:11: error: files.scanner: `/nowhere/clamd` cannot be reached",
            "chiso: CHISO_MAIL_SERVER: error: mail.server: 127.0.0.1:1 cannot be reached",
        ]
    );
    assert_eq!(answer.code, 1);
    drop(taken);
    assert_eq!(run(&place, "config check --only-read", &environment).code, 0);
}

#[test]
fn the_example_can_be_used_and_leaves_nothing_behind() {
    let place = Place::with(&[]);
    let example = run(&place, "config example", &[]).well().out;
    std::fs::write(place.path("chiso.toml"), example).unwrap();
    let answer = run(&place, "config check --lang en", &[("CHISO_SERVER_LISTEN", "127.0.0.1:0")]).well();
    assert!(answer.out.ends_with("The settings can be used.\n"), "{}", answer.out);
    assert_eq!(place.names("."), ["chiso.toml"]);
}
