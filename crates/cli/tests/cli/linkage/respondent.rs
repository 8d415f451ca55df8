//! Somebody who answers over HTTP, with a browser that blinds or with one that cannot.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use blind_rsa_signatures::{BlindSignature, BlindingResult, DefaultRng, PSS, PublicKey, Randomized, Sha384};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpSocket;

use crate::linkage::campaign::{Campaign, Person};

/// What a browser was given and sent, and nobody else may have.
#[derive(Debug, Clone, Default)]
pub(crate) struct Secrets {
    /// What was sent to be signed; none where the server made the token.
    pub(crate) blinded: Option<Vec<u8>>,
    /// Prefix, number and signature; empty where nobody outside of the server had a token.
    pub(crate) token: Vec<u8>,
    /// The stamp number of the sheet.
    pub(crate) stamp: Option<String>,
    /// The mark with which the box takes the ballot, where whoever has the installation's key makes it of a person or of a stamp number.
    pub(crate) known_mark: Option<[u8; 32]>,
}

/// A number that a device chose and blinded.
pub(crate) struct Chosen {
    key: PublicKey<Sha384, PSS, Randomized>,
    number: [u8; 32],
    blinding: BlindingResult,
}

impl Chosen {
    /// For the key of a group.
    pub(crate) fn new(key: &[u8]) -> Chosen {
        let key: PublicKey<Sha384, PSS, Randomized> = PublicKey::from_der(key).unwrap();
        let mut number = [0; 32];
        getrandom::fill(&mut number).unwrap();
        let blinding = key.blind(&mut DefaultRng, number).unwrap();
        Chosen { key, number, blinding }
    }

    /// As it is sent to be signed.
    pub(crate) fn blinded(&self) -> String {
        BASE64.encode(&self.blinding.blind_message.0)
    }

    /// With the signature that came back.
    pub(crate) fn signed(&self, signature: &str) -> Secrets {
        let signed = BlindSignature(BASE64.decode(signature.trim()).unwrap());
        let signature = self.key.finalize(&signed, &self.blinding, self.number).unwrap();
        let prefix = self.blinding.msg_randomizer.unwrap().0;
        let token = [&prefix[..], &self.number[..], &signature.0].concat();
        Secrets { blinded: Some(self.blinding.blind_message.0.clone()), token, ..Secrets::default() }
    }
}

impl Secrets {
    /// The token as it is sent.
    pub(crate) fn text(&self) -> String {
        BASE64.encode(&self.token)
    }
}

/// An answer: status, head and body.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

/// Asks from an address of this machine; with fields as a form is sent.
pub(crate) async fn ask(server: SocketAddr, from: Ipv4Addr, path: &str, fields: Option<&[(&str, &str)]>) -> Answer {
    send(server, from, path, "", fields).await
}

/// Asks as somebody who is signed in.
pub(crate) async fn ask_as(server: SocketAddr, path: &str, cookie: &str) -> Answer {
    send(server, Ipv4Addr::LOCALHOST, path, &format!("\r\nCookie: {cookie}"), None).await
}

/// Sends a form as somebody who is signed in.
pub(crate) async fn post_as(server: SocketAddr, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
    send(server, Ipv4Addr::LOCALHOST, path, &format!("\r\nCookie: {cookie}"), Some(fields)).await
}

async fn send(server: SocketAddr, from: Ipv4Addr, path: &str, cookie: &str, fields: Option<&[(&str, &str)]>) -> Answer {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::new(IpAddr::V4(from), 0)).unwrap();
    let mut stream = socket.connect(server).await.unwrap();
    let escaped = |text: &str| -> String {
        let escape = |byte: u8| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        };
        text.bytes().map(escape).collect()
    };
    let head = format!("Host: {server}\r\nOrigin: http://{server}\r\nConnection: close\r\nAccept: text/html{cookie}");
    let request = match fields {
        None => format!("GET {path} HTTP/1.1\r\n{head}\r\n\r\n"),
        Some(fields) => {
            let body: Vec<String> =
                fields.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect();
            let body = body.join("&");
            let form = format!("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}", body.len());
            format!("POST {path} HTTP/1.1\r\n{head}\r\n{form}\r\n\r\n{body}")
        }
    };
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok());
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{path}: {answer}"));
    Answer { status: status.unwrap(), head: head.to_lowercase(), body: body.to_owned() }
}

fn between<'t>(text: &'t str, before: &str, after: &str) -> &'t str {
    let (_, rest) = text.split_once(before).unwrap_or_else(|| panic!("{before} is not in {text}"));
    rest.split_once(after).unwrap().0
}

/// The value of a hidden field of a page.
pub(crate) fn hidden<'t>(page: &'t str, name: &str) -> &'t str {
    between(page, &format!("name=\"{name}\" value=\""), "\"")
}

impl Person {
    /// What the person answers, as a device sends it.
    pub(crate) fn answers(&self) -> String {
        serde_json::json!({ "who": self.marker, "wish": self.wish }).to_string()
    }
}

impl Campaign {
    /// Exchanges the invitation of a person for a token.
    pub(crate) async fn exchange(&self, server: SocketAddr, person: &Person) -> (Secrets, String) {
        let path = format!("/vi/s/{}", person.code);
        let page = ask(server, person.address, &path, None).await;
        assert_eq!(page.status, 200, "{}", page.body);
        if !person.blinds {
            let first = ask(server, person.address, &format!("{path}/open"), Some(&[])).await;
            assert_eq!(first.status, 200, "{}", first.body);
            let token = BASE64.decode(hidden(&first.body, ":token")).unwrap();
            let secrets = Secrets { token, ..Secrets::default() };
            return (secrets, hidden(&first.body, ":group").to_owned());
        }
        let group = between(&page.body, "data-group=\"", "\"").to_owned();
        let chosen = Chosen::new(&self.keys[&group]);
        let fields = [("blinded", &*chosen.blinded())];
        let signed = ask(server, person.address, &format!("{path}/token"), Some(&fields)).await;
        assert_eq!(signed.status, 200, "{}", signed.body);
        (chosen.signed(&signed.body), group)
    }

    /// Gives the ballot of a person.
    pub(crate) async fn give(&self, server: SocketAddr, person: &Person, secrets: &Secrets, group: &str) -> Answer {
        let took = person.took.map(|took| took.to_string()).unwrap_or_default();
        let (token, answers) = (secrets.text(), person.answers());
        let fields = [
            (":token", token.as_str()),
            (":group", group),
            (":answers", &answers),
            (":took", &took),
            (":screen", "over"),
            (":reached", "1"),
            (":language", "vi"),
            (":go", "send"),
        ];
        ask(server, person.address, &format!("/vi/ballot/{}", self.survey), Some(&fields)).await
    }

    /// Answers as a person does: exchange, and a ballot that counts.
    pub(crate) async fn answer(&self, server: SocketAddr, person: &Person) -> Secrets {
        let (secrets, group) = self.exchange(server, person).await;
        let thanks = self.give(server, person, &secrets, &group).await;
        assert!(thanks.status == 200 && thanks.body.contains("Đã nhận phiếu"), "{}: {}", thanks.status, thanks.body);
        secrets
    }
}
