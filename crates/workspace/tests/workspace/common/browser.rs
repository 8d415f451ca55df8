//! Asks a router as a browser does.
#![allow(unreachable_pub, clippy::unwrap_used, clippy::panic, reason = "each test uses its part")]

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use chiso_web::Caller;
use tower::ServiceExt as _;

/// Pages, and whoever asks for them.
pub struct Pages(pub Router);

/// What somebody saw.
#[derive(Debug)]
pub struct Page {
    pub status: StatusCode,
    /// Where it leads on to; empty where nowhere.
    pub to: String,
    pub body: String,
    pub headers: HeaderMap,
}

impl Page {
    /// The page came, and has these texts in this order.
    #[track_caller]
    pub fn has(&self, texts: &[&str]) {
        self.shows(StatusCode::OK, texts);
    }

    /// What was sent is refused, with these texts in this order.
    #[track_caller]
    pub fn refuses(&self, texts: &[&str]) {
        self.shows(StatusCode::UNPROCESSABLE_ENTITY, texts);
    }

    #[track_caller]
    fn shows(&self, status: StatusCode, texts: &[&str]) {
        assert_eq!(self.status, status, "{}", self.body);
        let mut rest = self.body.as_str();
        for text in texts {
            let Some(at) = rest.find(text) else {
                panic!("{text} is not there (or not in this order) in {}", self.body)
            };
            rest = &rest[at + text.len()..];
        }
    }

    /// None of these texts is on the page.
    #[track_caller]
    pub fn lacks(&self, texts: &[&str]) {
        for text in texts {
            assert!(!self.body.contains(text), "{text} is in {}", self.body);
        }
    }

    /// It leads on to an address that begins so; gives the address.
    #[track_caller]
    pub fn leads(&self, to: &str) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.body);
        assert!(self.to.starts_with(to), "{} is not {to}", self.to);
        &self.to
    }
}

impl Pages {
    pub async fn get(&self, path: &str, caller: &Caller) -> Page {
        self.ask(Request::get(path).body(Body::empty()).unwrap(), caller).await
    }

    pub async fn post(&self, path: &str, caller: &Caller, fields: &[(&str, &str)]) -> Page {
        let mut fields = fields.to_vec();
        fields.push(("csrf", caller.csrf.as_str()));
        let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::HOST, "127.0.0.1:8080")
            .header(header::ORIGIN, "http://127.0.0.1:8080")
            .body(Body::from(body.join("&")))
            .unwrap();
        self.ask(request, caller).await
    }

    /// As a form with a file is sent: its field, name and bytes; without one, as where none was chosen.
    pub async fn post_with_file(
        &self,
        path: &str,
        caller: &Caller,
        fields: &[(&str, &str)],
        file: Option<(&str, &str, &[u8])>,
    ) -> Page {
        self.post_with_files(path, caller, fields, file.as_slice()).await
    }

    /// The same with several files.
    pub async fn post_with_files(
        &self,
        path: &str,
        caller: &Caller,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Page {
        let mut body = Vec::new();
        for (name, value) in fields.iter().chain(&[("csrf", caller.csrf.as_str())]) {
            let part = format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        for (field, name, bytes) in files {
            let head = format!(
                "--b\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--b--\r\n");
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
            .header(header::HOST, "127.0.0.1:8080")
            .header(header::ORIGIN, "http://127.0.0.1:8080")
            .body(Body::from(body))
            .unwrap();
        self.ask(request, caller).await
    }

    /// The bytes of a download.
    pub async fn bytes(&self, path: &str, caller: &Caller) -> Vec<u8> {
        let response = self.answer(Request::get(path).body(Body::empty()).unwrap(), caller).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()
    }

    /// What the router answers to a request of a caller.
    pub async fn answer(&self, request: Request, caller: &Caller) -> Response {
        let caller = caller.clone();
        let router = self.0.clone().layer(from_fn(move |mut request: Request, next: Next| {
            request.extensions_mut().insert(caller.clone());
            next.run(request)
        }));
        router.oneshot(request).await.unwrap()
    }

    /// The same, read to its end.
    pub async fn ask(&self, request: Request, caller: &Caller) -> Page {
        let response = self.answer(request, caller).await;
        let status = response.status();
        let to = response.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let headers = response.headers().clone();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        Page { status, to: to.unwrap_or_default(), body: String::from_utf8_lossy(&bytes).into_owned(), headers }
    }
}

fn escaped(value: &str) -> String {
    value
        .bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
