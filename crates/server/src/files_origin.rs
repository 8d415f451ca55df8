//! The origin of files: a place of its own for browsers, at which stored files are looked at and nothing else is.
//!
//! What runs in a file, were it ever to run, finds no page, no form and no answer of the system there. No cookie is read or set; whoever has an address that is signed
//! and not over sees the file. It is another port, another name before the same port, or both.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use chiso_files::view_headers;
use chiso_settings::{Settings, WebAddress};
use chiso_workspace::Refusal;

use crate::address;
use crate::answer::HSTS;
use crate::app::App;
use crate::clock;
use crate::log::milliseconds;
use crate::metrics::Kind;
use crate::start::StartError;

/// How the origin of files is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FilesOrigin {
    /// There is none: files are downloaded.
    None,
    /// As the operator named it, with the origin of the pages that may frame it.
    Named { files: String, pages: String },
    /// At another port of whatever host people ask for.
    Beside { scheme: &'static str, files: u16, pages: u16 },
}

impl FilesOrigin {
    /// From the settings, with a listener of its own where it has one; `address` is where pages are served.
    pub(crate) fn open(
        settings: &Settings,
        address: SocketAddr,
        tls: bool,
    ) -> Result<(FilesOrigin, Option<TcpListener>), StartError> {
        let behind = settings.server.public_url.is_some() || !settings.server.trusted_proxies.is_empty();
        let listener = match settings.files.listen {
            Some(wanted) => Some(TcpListener::bind(wanted).map_err(|error| StartError::FilesListen(wanted, error))?),
            None if behind => None,
            None => next_port(address),
        };
        let origin = match (&settings.files.origin, &settings.server.public_url, &listener) {
            (Some(files), Some(pages), _) => {
                FilesOrigin::Named { files: files.as_str().to_owned(), pages: origin_of(pages) }
            }
            (_, _, Some(listener)) if !behind => FilesOrigin::Beside {
                scheme: if tls { "https" } else { "http" },
                files: listener.local_addr().map_err(|error| StartError::FilesListen(address, error))?.port(),
                pages: address.port(),
            },
            _ => FilesOrigin::None,
        };
        if behind && origin == FilesOrigin::None {
            tracing::info!("PDF files are downloaded, not shown within pages: `files.origin` is not set");
        }
        Ok((origin, listener))
    }

    /// The origin of files for pages that were asked for with these headers.
    pub(crate) fn of_pages(&self, headers: &HeaderMap) -> Option<String> {
        match self {
            FilesOrigin::None => None,
            FilesOrigin::Named { files, .. } => Some(files.clone()),
            FilesOrigin::Beside { scheme, files, pages } => {
                let (host, port) = asked(headers)?;
                // Behind something that maps ports nobody knows to which one the other is mapped.
                let same = port.unwrap_or(usual_port(scheme)) == *pages;
                same.then(|| format!("{scheme}://{host}:{files}"))
            }
        }
    }

    /// The origin of the pages that may frame a file that was asked for with these headers.
    fn of_files(&self, headers: &HeaderMap) -> Option<String> {
        match self {
            FilesOrigin::None => None,
            FilesOrigin::Named { pages, .. } => Some(pages.clone()),
            FilesOrigin::Beside { scheme, pages, .. } => Some(format!("{scheme}://{}:{pages}", asked(headers)?.0)),
        }
    }

    /// Whether a request that came to the port of the pages asks for the origin of files.
    pub(crate) fn is_asked(&self, headers: &HeaderMap) -> bool {
        let FilesOrigin::Named { files, .. } = self else { return false };
        let Some((scheme, named)) = files.split_once("://") else { return false };
        // A proxy may name the port that goes without saying, and a name may end in the dot of the root.
        let place = |(host, port): (&str, Option<u16>)| {
            let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
            (host, port.unwrap_or(usual_port(scheme)))
        };
        asked(headers).map(place).is_some_and(|asked| parted(named).map(place) == Some(asked))
    }
}

/// The port after that of the pages, if nobody has it.
fn next_port(address: SocketAddr) -> Option<TcpListener> {
    let next = SocketAddr::new(address.ip(), address.port().checked_add(1)?);
    match TcpListener::bind(next) {
        Ok(listener) => Some(listener),
        Err(error) => {
            tracing::warn!(%next, %error, "PDF files are downloaded, not shown within pages: the port for them cannot be opened; choose one with `files.listen`");
            None
        }
    }
}

/// Scheme, host and port of an address.
fn origin_of(address: &WebAddress) -> String {
    let text = address.as_str();
    let host = text.find("://").map_or(0, |scheme| scheme + 3);
    text[host..].find('/').map_or(text, |end| &text[..host + end]).to_owned()
}

/// The port that goes without saying.
fn usual_port(scheme: &str) -> u16 {
    if scheme.eq_ignore_ascii_case("https") { 443 } else { 80 }
}

/// Host and port of the header `Host`; none where it holds anything else, since what it holds goes into headers of the answer.
fn asked(headers: &HeaderMap) -> Option<(&str, Option<u16>)> {
    parted(headers.get(header::HOST)?.to_str().ok()?)
}

/// Host and port; none where a text is anything else.
fn parted(text: &str) -> Option<(&str, Option<u16>)> {
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port.parse().ok()?)),
        _ => (text, None),
    };
    let name = |text: &str| text.bytes().all(|c| c.is_ascii_alphanumeric() || b"-._".contains(&c));
    let six = |text: &str| text.bytes().all(|c| c.is_ascii_hexdigit() || b":.".contains(&c));
    let inner = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let whole = inner.map_or_else(|| name(host), six);
    (whole && !host.is_empty()).then_some((host, port))
}

/// The listener of files as a service.
pub(crate) fn service(app: &Arc<App>) -> Router {
    Router::new().fallback(answer).with_state(Arc::clone(app))
}

/// Answers a request at the origin of files.
pub(crate) async fn answer(State(app): State<Arc<App>>, request: Request) -> Response {
    let begun = clock::moment();
    let under_way = app.metrics.begin();
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map_or([0, 0, 0, 0].into(), |info| info.0.ip());
    let from = address::of(peer, app.tls, request.headers(), &app.trusted);
    // Whatever it brings, nobody reads it.
    let (parts, _) = request.into_parts();
    let (id, method) = (clock::request_id(), parts.method.clone());
    let mut response = match app.rates.address(from.address) {
        Ok(()) => match tokio::time::timeout(app.patience, file(&app, &parts)).await {
            Ok(response) => response,
            Err(_) => nothing(StatusCode::SERVICE_UNAVAILABLE),
        },
        Err(seconds) => {
            app.metrics.too_many.inc();
            let mut response = nothing(StatusCode::TOO_MANY_REQUESTS);
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            response
        }
    };
    if from.secure {
        response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, HSTS);
    }
    let (status, took) = (response.status().as_u16(), begun.elapsed());
    under_way.end(Kind::File, status, took);
    // The address is a secret for as long as it holds.
    tracing::info!(request = id, %method, path = "(file)", status, milliseconds = milliseconds(took), "request");
    response
}

async fn file(app: &App, request: &Parts) -> Response {
    let pages = app.files.of_files(&request.headers);
    let (true, Some(pages)) = (matches!(request.method, Method::GET | Method::HEAD), pages) else {
        return nothing(StatusCode::NOT_FOUND);
    };
    match app.desk.looked_at(request.uri.path(), clock::now_us()).await {
        Ok((media_type, bytes)) => {
            let headers = view_headers(media_type, &pages).map(|(name, value)| (HeaderName::from_static(name), value));
            (headers, bytes).into_response()
        }
        Err(Refusal::Hidden) => nothing(StatusCode::NOT_FOUND),
        Err(refusal) => {
            tracing::error!(error = refusal.message(chiso_model::Lang::En), "a file cannot be shown");
            nothing(StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}

/// An answer without content: this is no place to read.
fn nothing(status: StatusCode) -> Response {
    const HEADERS: [(HeaderName, &str); 3] = [
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, HEADERS).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(text: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::HOST, HeaderValue::from_str(text).unwrap())])
    }

    #[test]
    fn without_settings_the_origin_follows_the_host_that_was_asked() {
        let plain = FilesOrigin::Beside { scheme: "http", files: 8081, pages: 8080 };
        let tls = FilesOrigin::Beside { scheme: "https", files: 444, pages: 443 };
        for (origin, asked, files) in [
            (&plain, "127.0.0.1:8080", Some("http://127.0.0.1:8081")),
            (&plain, "localhost:8080", Some("http://localhost:8081")),
            (&plain, "[::1]:8080", Some("http://[::1]:8081")),
            (&tls, "chiso.vn", Some("https://chiso.vn:444")),
            (&tls, "[::1]", Some("https://[::1]:444")),
            // Something on the way maps ports.
            (&plain, "localhost:9090", None),
            (&plain, "chiso.vn", None),
            // What would say more in a header than a host.
            (&plain, "a.vn; script-src *:8080", None),
            (&plain, "a.vn *:8080", None),
            (&plain, ":8080", None),
            (&plain, "[a.vn]:8080", None),
            (&plain, "a.vn:eighty", None),
            (&FilesOrigin::None, "127.0.0.1:8080", None),
        ] {
            assert_eq!(origin.of_pages(&host(asked)).as_deref(), files, "{asked}");
            assert!(!origin.is_asked(&host(asked)), "{asked}");
        }
        assert_eq!(plain.of_files(&host("localhost:8081")).as_deref(), Some("http://localhost:8080"));
        assert_eq!(plain.of_pages(&HeaderMap::new()), None);
    }

    #[test]
    fn an_origin_with_a_name_is_known_by_it() {
        let (files, pages) = ("https://tep.chiso.vn".to_owned(), "https://chiso.vn".to_owned());
        let origin = FilesOrigin::Named { files: files.clone(), pages: pages.clone() };
        for (asked, is_asked) in [
            ("tep.chiso.vn", true),
            ("TEP.chiso.vn", true),
            ("tep.chiso.vn:443", true),
            ("tep.chiso.vn.", true),
            ("Tep.chiso.vn.:443", true),
            ("chiso.vn", false),
            ("tep.chiso.vn:8443", false),
            ("tep.chiso.vn:80", false),
            ("x.tep.chiso.vn", false),
            ("tep.chiso.vn..", false),
        ] {
            assert_eq!(origin.is_asked(&host(asked)), is_asked, "{asked}");
            assert_eq!(
                (origin.of_pages(&host(asked)), origin.of_files(&host(asked))),
                (Some(files.clone()), Some(pages.clone()))
            );
        }
        // With a port of its own, only by it; over plain HTTP another port goes without saying.
        for (files, asked, is_asked) in [
            ("https://tep.chiso.vn:8443", "tep.chiso.vn:8443", true),
            ("https://tep.chiso.vn:8443", "tep.chiso.vn", false),
            ("https://tep.chiso.vn:443", "tep.chiso.vn", true),
            ("http://tep.chiso.vn", "tep.chiso.vn:80", true),
            ("http://tep.chiso.vn", "tep.chiso.vn:443", false),
            ("http://[::1]:9000", "[::1]:9000", true),
        ] {
            let origin = FilesOrigin::Named { files: files.to_owned(), pages: pages.clone() };
            assert_eq!(origin.is_asked(&host(asked)), is_asked, "{files} {asked}");
        }
    }
}
