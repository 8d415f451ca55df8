//! Serves the portal: `cargo run -p chiso-portal --example serve`.

use chiso_portal::{Site, serve};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8080".to_owned()).parse()?;
    Ok(serve(Site::load()?, address).await?)
}
