//! The gateway for text messages: what its settings look like, and what must go together.

use std::fmt;

use chiso_sms::{PLACEHOLDERS, sample};
use url::Url;

use crate::address::host;
use crate::nearest::meant;
use crate::problem::{Place, Problem};
use crate::reader::Reader;
use crate::setting::{Form, Setting, Shape};
use crate::together::{place, text};
use crate::value::{Choice, Value, Written, Wrong, choose, parsed, word};

/// Where a gateway takes texts: a web address that may hold placeholders after its host.
#[derive(Clone, PartialEq, Eq)]
pub struct GatewayAddress(String);

impl GatewayAddress {
    /// The template.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Host and port, 443 or 80 unless given: for trying whether they answer.
    pub fn host_and_port(&self) -> (String, u16) {
        let url = Url::parse(&self.0).ok();
        let name = url.as_ref().and_then(host).unwrap_or_default();
        (name, url.as_ref().and_then(Url::port_or_known_default).unwrap_or(443))
    }
}

/// What follows the path may be a key that somebody wrote there.
impl fmt::Debug for GatewayAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown())
    }
}

impl Value for GatewayAddress {
    const FORM: Form = Form::Text;
    const SHAPE: Shape = Shape {
        vi: "địa chỉ bắt đầu bằng “https://” hoặc “http://”",
        en: "an address that begins with `https://` or `http://`",
    };

    fn read(written: &Written, _: &Setting) -> Result<Self, Wrong> {
        parsed(written, |text| {
            let url = Url::parse(text).ok()?;
            let bare = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
            let fixed = host(&url).is_some_and(|host| !host.contains(['{', '%']));
            (matches!(url.scheme(), "http" | "https") && bare && fixed).then(|| GatewayAddress(text.to_owned()))
        })
    }

    fn shown(&self) -> String {
        match self.0.split_once('?') {
            Some((address, _)) => format!("{address}?…"),
            None => self.0.clone(),
        }
    }
}

/// A header that goes along: `Name: value`.
#[derive(Clone, PartialEq, Eq)]
pub struct GatewayHeader {
    /// Its name.
    pub name: String,
    /// Its value: a template.
    pub value: String,
}

/// Somebody may have written a key there.
impl fmt::Debug for GatewayHeader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown())
    }
}

impl Value for GatewayHeader {
    const FORM: Form = Form::Text;
    const SHAPE: Shape = Shape { vi: "tiêu đề dạng “Tên: giá trị”", en: "a header like `Name: value`" };

    fn read(written: &Written, _: &Setting) -> Result<Self, Wrong> {
        parsed(written, |text| {
            let (name, value) = text.split_once(':')?;
            let (name, value) = (name.trim(), value.trim());
            let of_name = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
            let whole = !name.is_empty() && name.chars().all(of_name) && !value.chars().any(char::is_control);
            whole.then(|| GatewayHeader { name: name.to_owned(), value: value.to_owned() })
        })
    }

    fn shown(&self) -> String {
        let value = if self.value.contains('{') { self.value.as_str() } else { "…" };
        format!("{}: {value}", self.name)
    }
}

/// A method of HTTP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GatewayMethod {
    /// What is sent stands in the address.
    Get,
    /// In a body.
    Post,
    /// In a body.
    Put,
}

impl Choice for GatewayMethod {
    const SHAPE: Shape = Shape { vi: "“get”, “post” hoặc “put”", en: "`get`, `post` or `put`" };
    const WORDS: &'static [(&'static str, Self)] =
        &[("get", GatewayMethod::Get), ("post", GatewayMethod::Post), ("put", GatewayMethod::Put)];
}

/// How a body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GatewayFormat {
    /// JSON.
    Json,
    /// As a form: `name=value&…`.
    Form,
}

impl Choice for GatewayFormat {
    const SHAPE: Shape = Shape { vi: "“json” hoặc “form”", en: "`json` or `form`" };
    const WORDS: &'static [(&'static str, Self)] = &[("json", GatewayFormat::Json), ("form", GatewayFormat::Form)];
}

crate::address::choices!(GatewayMethod, GatewayFormat);

/// Notes what does not go together.
pub(crate) fn check(reader: &Reader, problems: &mut Vec<Problem>) {
    let Some(at) = place(reader, "sms", "url") else {
        for key in ["body", "headers", "secret", "sender", "success", "refusals"] {
            if let Some(at) = place(reader, "sms", key) {
                problems.push(Problem::error(
                    at,
                    format!("có sms.{key} nhưng thiếu sms.url: tin nhắn cần địa chỉ của cổng"),
                    format!("sms.{key} is given, sms.url is not: texts need the address of their gateway"),
                ));
            }
        }
        return;
    };
    let url = text(reader, "sms", "url").unwrap_or_default();
    let body = text(reader, "sms", "body");
    let has_body = text(reader, "sms", "method").unwrap_or("post") != "get";
    match (has_body, body, place(reader, "sms", "body")) {
        (true, None, _) => problems.push(Problem::error(
            at.clone(),
            "thiếu sms.body: nội dung của yêu cầu, có {number} và {text}; hoặc đặt sms.method = \"get\"",
            "sms.body is missing: what the request says, with {number} and {text}; or set sms.method = \"get\"",
        )),
        (false, Some(_), Some(at)) => problems.push(Problem::error(
            at,
            "phương thức “get” không có nội dung; hãy bỏ sms.body, hoặc đặt sms.method = \"post\"",
            "the method `get` has no body; take sms.body away, or set sms.method = \"post\"",
        )),
        (true, Some(body), Some(at)) => written(body, text(reader, "sms", "format"), at, problems),
        _ => {}
    }
    let headers = headers(reader);
    let mut templates = vec![(url, at.clone()), (body.unwrap_or_default(), at.clone())];
    templates.extend(headers.iter().map(|header| (header.as_str(), at.clone())));
    if let Some(body_at) = place(reader, "sms", "body") {
        templates[1].1 = body_at;
    }
    if let Some(headers_at) = place(reader, "sms", "headers") {
        templates[2..].iter_mut().for_each(|template| template.1 = headers_at.clone());
    }
    for (template, at) in &templates {
        unknown(template, at, problems);
    }
    let has = |name: &str| templates.iter().any(|(template, _)| template.contains(&format!("{{{name}}}")));
    if !(has("text") && (has("number") || has("local"))) {
        problems.push(Problem::error(
            at.clone(),
            "cổng cần biết số và nội dung: sms.url hoặc sms.body phải có {text} và một trong hai {number}, {local}",
            "the gateway must be told number and text: sms.url or sms.body needs {text}, and {number} or {local}",
        ));
    }
    let secret = place(reader, "sms", "secret");
    match (&secret, has("secret") || has("basic")) {
        (None, true) => problems.push(Problem::error(
            at.clone(),
            "có {secret} hoặc {basic} nhưng thiếu sms.secret",
            "there is {secret} or {basic}, but no sms.secret",
        )),
        (Some(at), false) => problems.push(Problem::warning(
            at.clone(),
            "sms.secret không được dùng ở đâu; hãy đặt {secret} hoặc {basic} vào sms.headers, sms.body hoặc sms.url",
            "sms.secret is used nowhere; put {secret} or {basic} into sms.headers, sms.body or sms.url",
        )),
        _ => {}
    }
    if place(reader, "sms", "sender").is_none() && has("sender") {
        problems.push(Problem::error(
            at.clone(),
            "có {sender} nhưng thiếu sms.sender",
            "there is {sender}, but no sms.sender",
        ));
    }
    if url.starts_with("http:") && !is_here(url) {
        problems.push(Problem::warning(
            at.clone(),
            "số điện thoại và khóa đi qua mạng không được mã hóa (http); hãy dùng https",
            "numbers and the secret travel in the clear (http); use https",
        ));
    }
    if place(reader, "server", "public_url").is_none() {
        problems.push(Problem::error(
            at,
            "liên kết trong tin nhắn cần địa chỉ của hệ thống; hãy ghi server.public_url",
            "links in texts need the address of this system; give server.public_url",
        ));
    }
}

/// Whether a body becomes what its format says.
fn written(body: &str, format: Option<&str>, at: Place, problems: &mut Vec<Problem>) {
    if format == Some("form") {
        if !body.split('&').all(|pair| pair.contains('=')) {
            problems.push(Problem::error(
                at,
                "sms.body không phải biểu mẫu; hãy viết như to={number}&text={text}, hoặc đặt sms.format = \"json\"",
                "sms.body is no form; write it like to={number}&text={text}, or set sms.format = \"json\"",
            ));
        }
    } else if let Err(error) = serde_json::from_str::<serde_json::Value>(&sample(body, true)) {
        problems.push(Problem::error(
            at,
            format!("sms.body không phải JSON ({error}); trong TOML hãy đặt cả đoạn trong ngoặc đơn: '{{\"to\": \"{{number}}\"}}'"),
            format!("sms.body is no JSON ({error}); in TOML put all of it in single quotes: '{{\"to\": \"{{number}}\"}}'"),
        ));
    }
}

/// A name in braces that stands for nothing: letters alone, so that braces of JSON are left alone.
fn unknown(template: &str, at: &Place, problems: &mut Vec<Problem>) {
    let names = PLACEHOLDERS.map(|(name, ..)| name);
    for piece in template.split('{').skip(1) {
        let Some((name, _)) = piece.split_once('}') else { continue };
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic() || c == '_');
        if is_name && !names.contains(&name) {
            let (meant_vi, meant_en) = meant(name, names);
            let known = names.map(|name| format!("{{{name}}}")).join(", ");
            problems.push(Problem::error(
                at.clone(),
                format!("{{{name}}} không thay cho gì; chỉ có {known}{meant_vi}"),
                format!("{{{name}}} stands for nothing; there are {known}{meant_en}"),
            ));
        }
    }
}

fn headers(reader: &Reader) -> Vec<String> {
    match reader.given("sms", "headers") {
        Some((Written::List(members), _)) => members.iter().filter_map(Written::text).map(str::to_owned).collect(),
        Some((written, _)) => written.text().map(str::to_owned).into_iter().collect(),
        None => Vec::new(),
    }
}

/// Whether a gateway is on this very machine.
fn is_here(url: &str) -> bool {
    match Url::parse(url).ok().as_ref().and_then(Url::host) {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
