//! A browser of the simplest kind: one request at a time over a connection of its own, with a session's cookie; forms are read from pages and sent as they stand.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(30);

/// Somebody who is signed in.
pub(crate) struct Browser {
    pub(crate) port: u16,
    /// The value of the session's cookie.
    pub(crate) cookie: String,
}

/// An answer, and how long it took from the request to its last byte.
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) body: String,
    pub(crate) took: Duration,
}

/// Now: what is measured here is time.
#[allow(clippy::disallowed_methods, reason = "the clock of measurements")]
pub(crate) fn now() -> Instant {
    Instant::now()
}

impl Browser {
    /// Asks for a page.
    ///
    /// # Errors
    /// Where the connection fails, or what comes is no answer.
    pub(crate) fn get(&self, path: &str) -> Result<Page, String> {
        self.ask("GET", path, None)
    }

    /// Sends a form.
    ///
    /// # Errors
    /// As [`Self::get`].
    pub(crate) fn post(&self, path: &str, fields: &[(String, String)]) -> Result<Page, String> {
        let pairs: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect();
        self.ask("POST", path, Some(&pairs.join("&")))
    }

    fn ask(&self, method: &str, path: &str, body: Option<&str>) -> Result<Page, String> {
        let failed = |error: std::io::Error| format!("{method} {path}: {error}");
        let host = format!("127.0.0.1:{}", self.port);
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nCookie: chiso={}\r\nAccept: text/html\r\nConnection: close\r\n",
            self.cookie
        );
        if let Some(body) = body {
            let kind = "application/x-www-form-urlencoded";
            let _ = write!(
                request,
                "Origin: http://{host}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n{body}",
                body.len()
            );
        } else {
            request.push_str("\r\n");
        }
        let begun = now();
        let to = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        let mut stream = TcpStream::connect_timeout(&to, PATIENCE).map_err(failed)?;
        stream.set_read_timeout(Some(PATIENCE)).map_err(failed)?;
        stream.write_all(request.as_bytes()).map_err(failed)?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).map_err(failed)?;
        let took = begun.elapsed();
        let text = String::from_utf8_lossy(&answer);
        let (head, body) = text.split_once("\r\n\r\n").ok_or_else(|| format!("{method} {path}: no answer"))?;
        let status = head.split_whitespace().nth(1).and_then(|status| status.parse().ok());
        let status = status.ok_or_else(|| format!("{method} {path}: no status"))?;
        Ok(Page { status, body: body.to_owned(), took })
    }
}

/// The form of a page that is sent to an address: its fields as they stand; none where there is no such form.
pub(crate) fn form(page: &str, action: &str) -> Option<Vec<(String, String)>> {
    let from = page.find(&format!("<form class=\"entry\" action=\"{action}\""))?;
    let form = page[from..].split("</form>").next()?;
    let mut fields = Vec::new();
    for tag in form.split("<input ").skip(1).filter_map(|rest| rest.split('>').next()) {
        let Some(name) = attribute(tag, "name") else { continue };
        let chosen = matches!(attribute(tag, "type"), Some("radio" | "checkbox"));
        if !chosen || tag.split_whitespace().any(|word| word == "checked") {
            fields.push((name.to_owned(), attribute(tag, "value").unwrap_or_default().to_owned()));
        }
    }
    Some(fields)
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mark = format!("{name}=\"");
    let from = if tag.starts_with(&mark) { 0 } else { tag.find(&format!(" {mark}"))? + 1 };
    tag[from + mark.len()..].split('"').next()
}

/// The addresses of a page that begin so.
pub(crate) fn links(page: &str, begin: &str) -> Vec<String> {
    let hrefs = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    hrefs.filter(|href| href.starts_with(begin)).map(|href| href.replace("&amp;", "&")).collect()
}

fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<a href="/vi/x/1?a=1&amp;b=2">1</a> <a href="/vi/y">2</a>
<form class="entry" action="/vi/x/1/other" method="post"><input type="hidden" name="csrf" value="other"></form>
<form class="entry" action="/vi/x/1" method="post"><input type="hidden" name="csrf" value="token">
<input type="radio" id="a" name="level" value="2" checked><input type="radio" id="b" name="level" value="1">
<input id="n" name="done" value="19" inputmode="decimal"><textarea name="note">words</textarea></form>"#;

    #[test]
    fn a_form_is_read_as_it_stands() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let wanted = vec![pair("csrf", "token"), pair("level", "2"), pair("done", "19")];
        assert_eq!(form(PAGE, "/vi/x/1"), Some(wanted));
        assert_eq!(form(PAGE, "/vi/x/2"), None);
        assert_eq!(links(PAGE, "/vi/x"), ["/vi/x/1?a=1&b=2"]);
        assert_eq!(escaped("a=ế"), "a%3D%E1%BA%BF");
    }
}
