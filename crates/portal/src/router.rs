//! Every address of the portal, as a table of contents.

use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, map_response};
use chiso_web::{Gate, Routes, assets, etag, gallery, headers};
use tokio::net::TcpListener;
use tower_http::compression::CompressionLayer;

use crate::api;
use crate::pages::{
    about, api as api_page, as_now, compare, data, dataset, distribution, downloads, explore, heat_map, indices, map,
    method, not_found, search, shortcuts, start, trend, unit, why,
};
use crate::site::Site;

/// Every route of the portal: all of them are open to anyone.
pub fn routes() -> Routes<Arc<Site>> {
    Routes::new()
        .page("/", Gate::Public, start::choose)
        .page("/{lang}", Gate::Public, start::slash)
        .page("/{lang}/", Gate::Public, start::page)
        .page("/{lang}/search", Gate::Public, search::page)
        .page("/{lang}/indices", Gate::Public, indices::page)
        .page("/{lang}/index/{index}", Gate::Public, shortcuts::index)
        .page("/{lang}/index/{index}/{level}", Gate::Public, shortcuts::level)
        .page("/{lang}/index/{index}/{level}/{year}", Gate::Public, dataset::page)
        .page("/{lang}/index/{index}/{level}/{year}/map", Gate::Public, map::page)
        .page("/{lang}/index/{index}/{level}/{year}/trend", Gate::Public, trend::page)
        .page("/{lang}/index/{index}/{level}/{year}/heat-map", Gate::Public, heat_map::page)
        .page("/{lang}/index/{index}/{level}/{year}/distribution", Gate::Public, distribution::page)
        .page("/{lang}/index/{index}/{level}/{year}/as-now", Gate::Public, as_now::page)
        .page("/{lang}/index/{index}/{level}/{year}/{file}", Gate::Public, downloads::table)
        .page("/{lang}/index/{index}/{level}/{year}/unit/{unit}", Gate::Public, unit::page)
        .page("/{lang}/index/{index}/{level}/{year}/unit/{unit}/why/{node}", Gate::Public, why::page)
        .page("/{lang}/explore", Gate::Public, explore::page)
        .page("/{lang}/explore/{file}", Gate::Public, explore::table)
        .page("/{lang}/compare/{index}/{level}/{year}", Gate::Public, compare::page)
        .page("/{lang}/method/{rulebook}", Gate::Public, shortcuts::method)
        .page("/{lang}/method/{rulebook}/{edition}", Gate::Public, method::page)
        .page("/{lang}/method/{rulebook}/{edition}/{file}", Gate::Public, downloads::rulebook)
        .page("/{lang}/data", Gate::Public, data::page)
        .page("/{lang}/about", Gate::Public, about::page)
        .page("/{lang}/api", Gate::Public, api_page::page)
        .page("/api/v1/", Gate::Public, shortcuts::api)
        .merge(gallery::routes())
        .merge(api::routes())
        .around(|router| router.layer(from_fn(etag::tag)))
        .asset("/assets/{file}", assets::serve)
}

/// What addresses without a route are answered: a page, or a problem for programs.
pub fn fallback(router: Router) -> Router {
    router.fallback(not_found::page)
}

/// The portal alone over a loaded site, without anyone signing in.
pub fn router(site: Arc<Site>) -> Router {
    fallback(routes().with_state(site).into_router())
        .layer(CompressionLayer::new())
        .layer(map_response(headers::secure))
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
