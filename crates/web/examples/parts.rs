//! Serves the page of all parts alone, to look at while working on them: `cargo run -p chiso-web --example parts`, then `/vi/parts`.

use chiso_web::{Routes, assets, gallery, headers};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8391".to_owned());
    let routes: Routes = gallery::routes().asset("/assets/{file}", assets::serve);
    let router = routes.into_router().layer(axum::middleware::map_response(headers::secure));
    let listener = tokio::net::TcpListener::bind(&address).await?;
    println!("http://{}/vi/parts", listener.local_addr()?);
    axum::serve(listener, router).await
}
