//! Whoever sends too much or too slowly is cut off, and nobody waits for ever.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::site::Site;

/// Sends something and waits until the server ends the connection; gives what it said, and after how long.
#[allow(clippy::disallowed_methods, reason = "the test measures how long the server waits")]
async fn until_cut(site: &Site, text: &str) -> (String, Duration) {
    let begun = Instant::now();
    let mut stream = TcpStream::connect(site.address).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut said = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(40), stream.read_to_end(&mut said)).await;
    read.unwrap_or_else(|_| panic!("the connection stays open: {}", String::from_utf8_lossy(&said))).ok();
    (String::from_utf8_lossy(&said).into_owned(), begun.elapsed())
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_say_nothing_or_say_it_slowly_are_cut_off() {
    let site = Site::start(&[("CHISO_SERVER_REQUEST_SECONDS", "2")]).await;
    let host = site.address;
    let slow_body = format!(
        "POST /vi/sign-in HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nmail="
    );
    let idle = format!("GET /healthz HTTP/1.1\r\nHost: {host}\r\n\r\n");
    let (silent, unfinished, body, idle) = tokio::join!(
        until_cut(&site, ""),
        until_cut(&site, "GET /vi/ HTTP/1.1\r\nHost: a\r\nX-A"),
        until_cut(&site, &slow_body),
        until_cut(&site, &idle),
    );
    for (name, (_, took)) in [("silent", &silent), ("unfinished", &unfinished), ("idle", &idle)] {
        assert!((10..25).contains(&took.as_secs()), "{name}: {took:?}");
    }
    assert!(idle.0.starts_with("HTTP/1.1 200"), "{}", idle.0);
    // The body is waited for as long as any answer may take.
    assert!(body.0.starts_with("HTTP/1.1 503") && body.0.contains("x-request-id"), "{}", body.0);
    assert!((2..8).contains(&body.1.as_secs()), "{:?}", body.1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_large_is_refused_before_it_is_read() {
    let site = Site::start(&[]).await;
    let host = site.address;
    let post = |length: &str, more: &str| {
        format!(
            "POST /vi/sign-in HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nContent-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n{length}\r\n\r\n{more}"
        )
    };
    let (said, _) = until_cut(&site, &post("Content-Length: 99000000000", "mail=a")).await;
    assert!(said.starts_with("HTTP/1.1 413"), "{said}");
    // Without saying how long it is, it is read up to the limit.
    let piece = "a".repeat(60_000);
    let chunks = format!("{:x}\r\n{piece}\r\n", piece.len()).repeat(20);
    let (said, _) = until_cut(&site, &post("Transfer-Encoding: chunked", &format!("{chunks}0\r\n\r\n"))).await;
    assert!(said.starts_with("HTTP/1.1 413"), "{}", said.lines().next().unwrap_or_default());
    let head = format!("GET /vi/ HTTP/1.1\r\nHost: {host}\r\nX-Long: {}\r\n\r\n", "a".repeat(200_000));
    let (said, _) = until_cut(&site, &head).await;
    assert!(said.is_empty() || said.starts_with("HTTP/1.1 431"), "{said}");
}
