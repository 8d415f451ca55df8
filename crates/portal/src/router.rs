//! Every address of the portal, as a table of contents.

use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, map_response};
use axum::routing::get;
use tokio::net::TcpListener;
use tower_http::compression::CompressionLayer;

use crate::pages::{
    about, api as api_page, compare, data, dataset, downloads, indices, method, not_found, search, shortcuts, start,
    unit, why,
};
use crate::site::Site;
use crate::{api, assets, etag, headers};

/// The portal over a loaded site.
pub fn router(site: Arc<Site>) -> Router {
    let tagged = Router::new()
        .route("/", get(start::choose))
        .route("/{lang}", get(start::slash))
        .route("/{lang}/", get(start::page))
        .route("/{lang}/search", get(search::page))
        .route("/{lang}/indices", get(indices::page))
        .route("/{lang}/index/{index}", get(shortcuts::index))
        .route("/{lang}/index/{index}/{level}", get(shortcuts::level))
        .route("/{lang}/index/{index}/{level}/{year}", get(dataset::page))
        .route("/{lang}/index/{index}/{level}/{year}/{file}", get(downloads::ranking))
        .route("/{lang}/index/{index}/{level}/{year}/unit/{unit}", get(unit::page))
        .route("/{lang}/index/{index}/{level}/{year}/unit/{unit}/why/{node}", get(why::page))
        .route("/{lang}/compare/{index}/{level}/{year}", get(compare::page))
        .route("/{lang}/method/{rulebook}", get(shortcuts::method))
        .route("/{lang}/method/{rulebook}/{edition}", get(method::page))
        .route("/{lang}/method/{rulebook}/{edition}/{file}", get(downloads::rulebook))
        .route("/{lang}/data", get(data::page))
        .route("/{lang}/about", get(about::page))
        .route("/{lang}/api", get(api_page::page))
        .nest("/api/v1", api::router())
        .route("/api/v1/", get(shortcuts::api))
        .fallback(not_found::page)
        .layer(from_fn(etag::tag));
    Router::new()
        .merge(tagged)
        .route("/assets/{file}", get(assets::serve))
        .layer(CompressionLayer::new())
        .layer(map_response(headers::secure))
        .with_state(site)
}

/// Serves the portal until Ctrl C, on a port that is open already: whoever opens it knows its number, and can say why it could not.
///
/// # Errors
/// When the port fails while it is served.
pub async fn serve(site: Site, listener: TcpListener) -> std::io::Result<()> {
    axum::serve(listener, router(Arc::new(site)))
        .with_graceful_shutdown(async {
            // Without a signal handler the server simply runs until it is ended.
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        })
        .await
}
