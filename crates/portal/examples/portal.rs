//! Serves the portal alone, to look at its pages: `cargo run -p chiso-portal --example portal -- 127.0.0.1:8090 [BOUNDARIES.geojson CODE NAME]`.

#![allow(clippy::expect_used, reason = "a tool for whoever changes the pages")]

use chiso_catalogue::Scheme;
use chiso_model::{Date, Text};
use chiso_portal::{BoundaryFile, Extra, Site};
use chiso_report::Boundary;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let address = arguments.first().map_or("127.0.0.1:8090", String::as_str);
    let boundaries = match arguments.get(1..4) {
        Some([file, code, name]) => {
            let text = std::fs::read_to_string(file)?;
            let boundary = Boundary::read(&text, code, name).expect("GeoJSON");
            let source = Text::new("ranh giới ví dụ", "example boundaries");
            vec![BoundaryFile::new(boundary, Scheme::Provinces63, source).expect("with both archipelagos")]
        }
        _ => Vec::new(),
    };
    let extra = Extra {
        boundaries,
        public_url: format!("http://{address}"),
        built_on: Some(Date::constant(2026, 11, 22)),
        ..Extra::default()
    };
    let site = Site::build(extra).expect("shipped data");
    chiso_portal::serve(site, tokio::net::TcpListener::bind(address).await?).await
}
