//! The description of the API and the routes say the same.

use std::collections::BTreeSet;

use chiso_web::Kind;

use crate::site::Site;

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_is_described_and_everything_described_is_an_operation() {
    let site = Site::start(&[]).await;
    let text = site.get("/api/v1/openapi.json").await.text().await.unwrap();
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    let described: BTreeSet<String> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| {
            let methods = item
                .as_object()
                .unwrap()
                .keys()
                .filter(|key| ["get", "post", "put", "patch", "delete"].contains(&key.as_str()));
            methods.map(move |method| format!("{} {path}", method.to_uppercase()))
        })
        .collect();
    let routes: BTreeSet<String> = chiso_server::routes()
        .iter()
        .filter(|route| route.kind == Kind::Api)
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    assert_eq!(described, routes);
}
