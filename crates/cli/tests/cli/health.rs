//! `chiso health` before servers that are well, unwell, silent and away.

use std::io::{Read, Write};
use std::net::TcpListener;

use crate::program::{Answer, Place, program};

/// Asks a server at an address.
fn ask(listen: &str, lang: &str) -> Answer {
    let place = Place::with(&[]);
    let mut command = program(&place.path(""));
    Answer::from(&command.args(["health", "--lang", lang]).env("CHISO_SERVER_LISTEN", listen).output().unwrap())
}

/// A server that gives everybody this answer, and its port.
fn server(answer: &'static str) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for connection in listener.incoming() {
            let mut connection = connection.unwrap();
            let mut asked = [0; 1024];
            let read = connection.read(&mut asked).unwrap();
            assert!(asked[..read].starts_with(b"GET /healthz HTTP/1.1\r\n"));
            connection.write_all(answer.as_bytes()).unwrap();
        }
    });
    port
}

#[test]
fn the_exit_code_says_whether_it_answers() {
    let well = server("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
    for lang in ["vi", "en"] {
        let answer = ask(&format!("0.0.0.0:{well}"), lang);
        assert_eq!((answer.code, answer.err.as_str()), (0, ""));
        assert!(answer.out.starts_with(&format!("127.0.0.1:{well}: ")), "{}", answer.out);
    }
    let unwell = server("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n");
    let answer = ask(&format!("127.0.0.1:{unwell}"), "en");
    assert_eq!(answer.code, 1);
    assert!(answer.err.contains("is not well (HTTP/1.1 503"), "{}", answer.err);
    let away = ask("127.0.0.1:1", "vi");
    assert_eq!(away.code, 1);
    assert!(away.err.contains("không trả lời"), "{}", away.err);
}

#[test]
fn what_it_does_not_speak_it_says() {
    let place = Place::with(&[("chiso.toml", "[server]\ntls_cert = \"c\"\ntls_key = \"k\"\n")]);
    let answer = place.run("health --lang en");
    assert_eq!(answer.code, 1);
    assert!(answer.err.contains("uses TLS"), "{}", answer.err);
}
