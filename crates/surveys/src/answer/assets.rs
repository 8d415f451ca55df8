//! The stylesheet and the module of these pages, small and of their own: the first view must be light on a cheap phone.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chiso_ballot::BLINDING_MODULE;
use chiso_web::assets::{Asset, TOKENS_CSS};

/// The stylesheet.
pub(super) static STYLE: LazyLock<Asset> =
    LazyLock::new(|| Asset::style("answer/answer", &[TOKENS_CSS, include_str!("../../assets/answer.css")]));

/// The module; pages work without it.
pub(super) static MODULE: LazyLock<Asset> = LazyLock::new(|| {
    let parts = [
        BLINDING_MODULE,
        include_str!("../../assets/device.js"),
        include_str!("../../assets/exchange.js"),
        include_str!("../../assets/ballot.js"),
        include_str!("../../assets/start.js"),
    ];
    Asset::module("answer/answer", &parts)
});

/// `GET /assets/answer/{file}`
#[allow(clippy::unused_async, reason = "the router wants a future")]
pub(super) async fn serve(Path(file): Path<String>) -> Response {
    let is_asked = |asset: &&LazyLock<Asset>| asset.path.strip_prefix("/assets/answer/") == Some(&file);
    match [&STYLE, &MODULE].into_iter().find(is_asked) {
        Some(asset) => asset.answer(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
