//! A real gateway, started by the test: an HTTP server that writes down what it is asked and answers as it is told.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::StatusCode;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// What the gateway was asked.
#[derive(Debug, Clone)]
#[allow(dead_code, reason = "tests of other crates look at the body alone")]
pub(crate) struct Asked {
    pub(crate) method: String,
    /// Path and query.
    pub(crate) address: String,
    /// Names in small letters.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

/// What it answers.
#[derive(Debug, Clone)]
pub(crate) enum Answer {
    Status(u16, &'static str),
    /// Nothing, for a long time.
    Hang,
}

pub(crate) struct Server {
    pub(crate) port: u16,
    asked: Arc<Mutex<Vec<Asked>>>,
    task: JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Server {
    /// A gateway that answers each request by `answer`, which knows how many came before.
    pub(crate) async fn start(answer: impl Fn(&Asked, usize) -> Answer + Clone + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let noted = Arc::clone(&asked);
        let take = move |request: Request| {
            let (noted, answer) = (Arc::clone(&noted), answer.clone());
            async move {
                let (parts, body) = request.into_parts();
                let header = |(name, value): (&axum::http::HeaderName, &axum::http::HeaderValue)| {
                    (name.to_string(), value.to_str().unwrap().to_owned())
                };
                let asked = Asked {
                    method: parts.method.to_string(),
                    address: parts.uri.to_string(),
                    headers: parts.headers.iter().map(header).collect(),
                    body: String::from_utf8(to_bytes(body, 1_000_000).await.unwrap().to_vec()).unwrap(),
                };
                let answer = {
                    let mut noted = noted.lock().unwrap();
                    noted.push(asked.clone());
                    answer(&asked, noted.len() - 1)
                };
                match answer {
                    Answer::Status(status, said) => (StatusCode::from_u16(status).unwrap(), said),
                    Answer::Hang => {
                        tokio::time::sleep(Duration::from_secs(60)).await;
                        (StatusCode::OK, "")
                    }
                }
            }
        };
        let task = tokio::spawn(async move { axum::serve(listener, Router::new().fallback(take)).await.unwrap() });
        Server { port, asked, task }
    }

    /// What it was asked since this was asked last.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }
}
