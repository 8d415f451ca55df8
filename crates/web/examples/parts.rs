//! Serves the page of all parts alone, to look at while working on them: `cargo run -p chiso-web --example parts -- ADDRESS [NAME]`, then `/vi/parts`.
//! With a name the reader is signed in under it; with an empty one they could sign in.

use axum::Extension;
use axum::middleware::map_response;
use chiso_access::Actor;
use chiso_web::{Caller, Routes, assets, gallery, headers};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let address = arguments.next().unwrap_or_else(|| "127.0.0.1:8391".to_owned());
    let all: Routes = gallery::routes().asset("/assets/{file}", assets::serve);
    let mut router = all.into_router().layer(map_response(headers::secure));
    if let Some(name) = arguments.next() {
        let mut caller = Caller::anonymous(1_795_305_600_000_000);
        if !name.is_empty() {
            caller.actor = Actor::person("sample", Vec::new());
            caller.session = Some("sample".to_owned());
            "sample".clone_into(&mut caller.csrf);
            caller.name = name;
        }
        router = router.layer(Extension(caller));
    }
    let listener = tokio::net::TcpListener::bind(&address).await?;
    println!("http://{}/vi/parts", listener.local_addr()?);
    axum::serve(listener, router).await
}
