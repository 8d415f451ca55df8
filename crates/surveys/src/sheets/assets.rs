//! The stylesheets of the printed sheet and of keying, and the module that makes keying fast; keying works without it.

use std::sync::LazyLock;

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chiso_web::assets::Asset;

/// What is printed.
pub(super) static PRINT: LazyLock<Asset> =
    LazyLock::new(|| Asset::style("sheets/print", &[include_str!("../../assets/sheets/print.css")]));

static KEYING: LazyLock<Asset> =
    LazyLock::new(|| Asset::style("sheets/key", &[include_str!("../../assets/sheets/key.css")]));

static MODULE: LazyLock<Asset> =
    LazyLock::new(|| Asset::module("sheets/key", &[include_str!("../../assets/sheets/key.js")]));

/// Brings stylesheet and module of keying into a page of the workspace.
#[derive(Template)]
#[template(
    source = r#"<link rel="stylesheet" href="{{ Self::style() }}"><script type="module" src="{{ Self::module() }}"></script>"#,
    ext = "html"
)]
pub(super) struct WithKeying;

impl WithKeying {
    fn style() -> &'static str {
        &KEYING.path
    }

    fn module() -> &'static str {
        &MODULE.path
    }
}

/// `GET /assets/sheets/{file}`
#[allow(clippy::unused_async, reason = "the router wants a future")]
pub(super) async fn serve(Path(file): Path<String>) -> Response {
    let is_asked = |asset: &&LazyLock<Asset>| asset.path.strip_prefix("/assets/sheets/") == Some(&file);
    match [&PRINT, &KEYING, &MODULE].into_iter().find(is_asked) {
        Some(asset) => asset.answer(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
