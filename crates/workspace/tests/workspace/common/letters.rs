//! Letters that leave to a mail server of the test, and what it took of them.
#![allow(unreachable_pub, clippy::unwrap_used, reason = "a test")]

use std::time::Duration;

use chiso_mail::{Letter, Mail, Mailer, Route, Security, Sender};
use chiso_model::{Lang, Text};

use crate::server::Server;

/// Sends through the mail server at this port.
pub fn mailer(port: u16) -> Mailer {
    let sender = Sender {
        from: "Bộ chỉ số <chiso@example.org>".to_owned(),
        system: Text::new("Bộ chỉ số", "the index system"),
        home: "http://127.0.0.1:8080".to_owned(),
    };
    let host = "127.0.0.1".to_owned();
    let (security, timeout) = (Security::None, Duration::from_secs(5));
    Mailer::new(&Route::Smtp { host, port, security, account: None, timeout }, sender).unwrap()
}

/// What the server took since it was asked last: the address without `@example.org`, and the letter.
pub async fn taken(server: &mut Server) -> Vec<(String, serde_json::Value)> {
    let mail = Mail::Recovery { link: "http://end".to_owned(), valid_minutes: 1, made: None };
    let end = Letter { id: "end", name: "", address: "end@example.org", lang: Lang::En, mail: &mail };
    mailer(server.port).send(&end).await.unwrap();
    let mut mails = Vec::new();
    loop {
        let mail = server.mail();
        let to = mail["envelope"][1].as_str().unwrap().strip_suffix("@example.org").unwrap().to_owned();
        if to == "end" {
            return mails;
        }
        mails.push((to, mail));
    }
}
