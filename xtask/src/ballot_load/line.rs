//! A connection that is kept: one request after another, as a browser sends them.

use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(60);
/// Longest head of an answer.
const HEAD: usize = 64 * 1024;

/// A connection to the server, opened when it is first needed and again after it broke.
pub(super) struct Line {
    port: u16,
    /// The value of the session's cookie; empty for somebody who is not signed in.
    cookie: String,
    stream: Option<TcpStream>,
    /// What was read and not yet used.
    read: Vec<u8>,
}

/// An answer.
pub(super) struct Answered {
    pub(super) status: u16,
    pub(super) body: String,
}

impl Line {
    /// Of somebody who is not signed in.
    pub(super) fn to(port: u16) -> Line {
        Line::signed_in(port, "")
    }

    /// Of somebody with a session.
    pub(super) fn signed_in(port: u16, cookie: &str) -> Line {
        Line { port, cookie: cookie.to_owned(), stream: None, read: Vec::new() }
    }

    /// Asks for a page.
    ///
    /// # Errors
    /// Where the connection breaks before the whole answer is here, or what comes is none.
    pub(super) fn get(&mut self, path: &str) -> Result<Answered, String> {
        let head = format!("GET {path} HTTP/1.1\r\n{}\r\n", self.headers());
        self.ask(head.as_bytes())
    }

    /// Sends a form, written as it goes over the wire.
    ///
    /// # Errors
    /// As [`Self::get`].
    pub(super) fn post(&mut self, path: &str, form: &str) -> Result<Answered, String> {
        let kind = "application/x-www-form-urlencoded";
        let more = format!("Origin: http://127.0.0.1:{}\r\nContent-Type: {kind}\r\n", self.port);
        let length = form.len();
        let request = format!("POST {path} HTTP/1.1\r\n{}{more}Content-Length: {length}\r\n\r\n{form}", self.headers());
        self.ask(request.as_bytes())
    }

    fn headers(&self) -> String {
        let cookie = if self.cookie.is_empty() { String::new() } else { format!("Cookie: chiso={}\r\n", self.cookie) };
        format!("Host: 127.0.0.1:{}\r\nAccept: text/html\r\n{cookie}", self.port)
    }

    fn ask(&mut self, request: &[u8]) -> Result<Answered, String> {
        let answered = self.asked(request);
        if answered.is_err() {
            (self.stream, self.read) = (None, Vec::new());
        }
        answered.map_err(|error| error.to_string())
    }

    fn asked(&mut self, request: &[u8]) -> std::io::Result<Answered> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => opened(self.port)?,
        };
        stream.write_all(request)?;
        let answered = self.answer(&mut stream)?;
        self.stream = Some(stream);
        Ok(answered)
    }

    fn answer(&mut self, stream: &mut TcpStream) -> std::io::Result<Answered> {
        let no_answer = || std::io::Error::new(ErrorKind::InvalidData, "no answer of HTTP with a length");
        let mut seen = 0;
        let end = loop {
            let from = seen;
            seen = self.read.len().saturating_sub(3);
            match self.read[from..].windows(4).position(|four| four == b"\r\n\r\n") {
                Some(at) => break from + at + 4,
                None if self.read.len() > HEAD => return Err(no_answer()),
                None => self.more(stream)?,
            }
        };
        let (status, length) = head(&self.read[..end]).ok_or_else(no_answer)?;
        while self.read.len() < end + length {
            self.more(stream)?;
        }
        let body = String::from_utf8_lossy(&self.read[end..end + length]).into_owned();
        self.read.drain(..end + length);
        Ok(Answered { status, body })
    }

    fn more(&mut self, stream: &mut TcpStream) -> std::io::Result<()> {
        let mut part = [0; 16 * 1024];
        match stream.read(&mut part)? {
            0 => Err(ErrorKind::UnexpectedEof.into()),
            count => {
                self.read.extend_from_slice(&part[..count]);
                Ok(())
            }
        }
    }
}

fn opened(port: u16) -> std::io::Result<TcpStream> {
    let stream = TcpStream::connect_timeout(&SocketAddr::from((Ipv4Addr::LOCALHOST, port)), PATIENCE)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    Ok(stream)
}

/// Status and length of the body that a head tells.
fn head(bytes: &[u8]) -> Option<(u16, usize)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let status = text.split_whitespace().nth(1)?.parse().ok()?;
    let mut headers = text.lines().filter_map(|line| line.split_once(':'));
    let (_, length) = headers.find(|(name, _)| name.eq_ignore_ascii_case("content-length"))?;
    Some((status, length.trim().parse().ok()?))
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    /// Answers with these bytes in these parts, then hangs up.
    fn answering(parts: &'static [&'static str]) -> u16 {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut asked = [0; 4096];
            assert!(stream.read(&mut asked).unwrap() > 0);
            for part in parts {
                stream.write_all(part.as_bytes()).unwrap();
                std::thread::sleep(Duration::from_millis(5));
            }
        });
        port
    }

    #[test]
    fn answers_come_in_any_parts_and_a_broken_one_is_none() {
        let mut line = Line::to(answering(&[
            "HTTP/1.1 200 OK\r\nContent-Le",
            "ngth: 5\r\n\r",
            "\nxin ",
            "cHTTP/1.1 404 No\r\ncontent-length: 0\r\n\r\n",
        ]));
        let first = line.get("/").unwrap();
        assert_eq!((first.status, first.body.as_str()), (200, "xin c"));
        assert_eq!(line.post("/", "a=1").unwrap().status, 404);
        assert!(line.get("/").is_err(), "it hung up");
        for parts in [&["HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nxin"][..], &["HTTP/1.1 200 OK\r\n\r\n"], &["x"]] {
            assert!(Line::to(answering(parts)).get("/").is_err(), "{parts:?}");
        }
    }
}
