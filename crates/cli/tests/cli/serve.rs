//! `chiso serve`, and `chiso` alone.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::program::{Place, program};

/// A server that ends with the test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn it_prints_its_address_and_answers_there() {
    for words in [&["serve", "--listen", "127.0.0.1:0"][..], &["--listen", "127.0.0.1:0"]] {
        let place = Place::with(&[]);
        let mut command = program(&place.path(""));
        let mut server = Server(command.args(words).stdout(Stdio::piped()).spawn().unwrap());
        let mut line = String::new();
        BufReader::new(server.0.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let address = line.strip_prefix("chiso: http://").and_then(|rest| rest.split('/').next()).unwrap();
        let mut stream = TcpStream::connect(address).unwrap();
        write!(stream, "GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let status: u16 = answer.split(' ').nth(1).unwrap().parse().unwrap();
        assert!((200..400).contains(&status), "{answer}");
    }
}

#[test]
fn asked_to_stop_it_finishes_what_it_is_answering() {
    let place = Place::with(&[]);
    let mut command = program(&place.path(""));
    let words = ["serve", "--listen", "127.0.0.1:0"];
    let mut server = Server(command.args(words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
    let mut line = String::new();
    BufReader::new(server.0.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let address = line.strip_prefix("chiso: http://").and_then(|rest| rest.split('/').next()).unwrap().to_owned();
    let mut idle = TcpStream::connect(&address).unwrap();
    let mut slow = TcpStream::connect(&address).unwrap();
    let body = "mail=a%40example.org&password=x";
    write!(
        slow,
        "POST /vi/sign-in HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{}",
        body.len(),
        &body[..5]
    )
    .unwrap();
    std::thread::sleep(Duration::from_millis(500));
    let asked = Command::new("kill").args(["-TERM", &server.0.id().to_string()]).status().unwrap();
    assert!(asked.success());
    // Nobody new is let in, and whoever asks nothing is sent away.
    let mut said = Vec::new();
    idle.read_to_end(&mut said).unwrap();
    assert!(said.is_empty());
    std::thread::sleep(Duration::from_millis(500));
    assert!(TcpStream::connect(&address).is_err());
    assert!(server.0.try_wait().unwrap().is_none(), "it has ended before it has answered");
    slow.write_all(&body.as_bytes()[5..]).unwrap();
    let mut answer = String::new();
    slow.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 4") && answer.contains("</html>"), "{answer}");
    assert_eq!(server.0.wait().unwrap().code(), Some(0));
    let mut log = String::new();
    server.0.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    assert!(log.contains("stopping") && !log.contains("a%40example.org") && !log.contains("a@example.org"), "{log}");
}

#[test]
fn an_address_in_use_is_told_with_another_to_choose() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let next = address.port().checked_add(1).unwrap_or(8081);
    let answer = Place::with(&[]).run(&format!("serve --listen {address}"));
    assert_eq!(answer.code, 1);
    assert_eq!(
        answer.err,
        format!(
            "chiso: cổng {address} đang có chương trình khác dùng; hãy chọn cổng khác: chiso serve --listen 127.0.0.1:{next}\n"
        )
    );
}
