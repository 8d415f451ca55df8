//! Styles, modules and the icon, served from the binary under names that change with their content.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::etag::short_hash;

/// A file that pages load.
#[derive(Debug)]
pub struct Asset {
    /// Its path, with the hash of its content.
    pub path: String,
    body: String,
    media_type: &'static str,
}

/// Colours, type and space of every page, for pages with a stylesheet of their own.
pub const TOKENS_CSS: &str = include_str!("../assets/tokens.css");

impl Asset {
    /// A stylesheet that is made of parts, at `/assets/{stem}-{hash}.css`; a slash may stand in the stem.
    pub fn style(stem: &str, parts: &[&str]) -> Asset {
        asset(stem, "css", "text/css; charset=utf-8", parts)
    }

    /// A module that is made of parts, at `/assets/{stem}-{hash}.js`.
    pub fn module(stem: &str, parts: &[&str]) -> Asset {
        asset(stem, "js", "text/javascript; charset=utf-8", parts)
    }

    /// Its size in bytes, as it goes out when it is not packed.
    pub fn bytes(&self) -> usize {
        self.body.len()
    }

    /// The file, kept by browsers for a year, because a changed file has another name.
    pub fn answer(&'static self) -> Response {
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static(self.media_type)),
            (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
        ];
        (headers, self.body.as_str()).into_response()
    }
}

fn asset(stem: &str, extension: &str, media_type: &'static str, parts: &[&str]) -> Asset {
    let body = parts.join("\n");
    Asset { path: format!("/assets/{stem}-{}.{extension}", short_hash(body.as_bytes())), body, media_type }
}

/// The one stylesheet.
pub static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    Asset::style(
        "chiso",
        &[
            TOKENS_CSS,
            include_str!("../assets/base.css"),
            include_str!("../assets/parts.css"),
            include_str!("../assets/table.css"),
            include_str!("../assets/public.css"),
            include_str!("../assets/form.css"),
            include_str!("../assets/work.css"),
            include_str!("../assets/inbox.css"),
            include_str!("../assets/live.css"),
            include_str!("../assets/shell.css"),
            chiso_report::CHARTS_CSS,
            include_str!("../assets/slips.css"),
            include_str!("../assets/print.css"),
        ],
    )
});

/// The one module; pages work without it.
pub static MODULE: LazyLock<Asset> = LazyLock::new(|| {
    Asset::module(
        "chiso",
        &[
            include_str!("../assets/chiso.js"),
            include_str!("../assets/form.js"),
            include_str!("../assets/inbox.js"),
            include_str!("../assets/live.js"),
            include_str!("../assets/board.js"),
            include_str!("../assets/shell.js"),
        ],
    )
});

/// The icon.
pub static ICON: LazyLock<Asset> =
    LazyLock::new(|| asset("icon", "svg", "image/svg+xml", &[include_str!("../assets/favicon.svg")]));

/// `GET /assets/{file}`
#[allow(clippy::unused_async, reason = "the router wants a future")]
pub async fn serve(Path(file): Path<String>) -> Response {
    let found = [&STYLE, &MODULE, &ICON].into_iter().find(|asset| asset.path.strip_prefix("/assets/") == Some(&file));
    match found {
        Some(asset) => asset.answer(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
