//! What an operator says of itself stands in the open data, and files of earlier days stay where they were cited.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response};
use chiso_model::{Date, Text};
use chiso_portal::{Extra, PermanentFile, Site, Terms, open_files, router};
use sha2::{Digest, Sha256};
use tower::ServiceExt;

async fn get(router: &Router, path: &str) -> Response<Body> {
    router.clone().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap()
}

async fn text(response: Response<Body>) -> String {
    String::from_utf8(to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap()
}

#[tokio::test]
async fn the_operator_stands_in_the_catalogue_and_old_files_stay() {
    let old = "mã,giá trị\n01,90\n";
    let digits: Vec<String> = Sha256::digest(old).iter().map(|byte| format!("{byte:02x}")).collect();
    let hash = digits.concat();
    let site = Site::build(Extra {
        terms: Terms {
            publisher: Text::new("Bộ Nội vụ", "Ministry of Home Affairs"),
            contact: Some("chiso@example.org".to_owned()),
            licence: "CC0-1.0".to_owned(),
            licence_url: "https://creativecommons.org/publicdomain/zero/1.0/".to_owned(),
        },
        public_url: "https://chiso.example.org/".to_owned(),
        built_on: Some(Date::constant(2026, 11, 22)),
        earlier: Some(Arc::new(vec![PermanentFile {
            name: "ranking.vi.csv".to_owned(),
            media_type: "text/csv; charset=utf-8".to_owned(),
            bytes: old.as_bytes().to_vec(),
        }])),
        ..Extra::default()
    })
    .unwrap();
    let of_today = open_files(&site).count();
    let router = router(Arc::new(site));

    let catalog: serde_json::Value =
        serde_json::from_str(&text(get(&router, "/data/catalog.jsonld").await).await).unwrap();
    assert_eq!(catalog["@id"], "https://chiso.example.org/data/catalog.jsonld#catalog");
    assert_eq!(catalog["dct:publisher"]["foaf:name"][0]["@value"], "Bộ Nội vụ");
    assert_eq!(catalog["dct:license"]["@id"], "https://creativecommons.org/publicdomain/zero/1.0/");
    let datasets = catalog["dcat:dataset"].as_array().unwrap();
    let files = datasets.iter().map(|dataset| dataset["dcat:distribution"].as_array().unwrap().len()).sum::<usize>();
    assert_eq!(files, of_today);
    for dataset in datasets {
        assert_eq!(dataset["dcat:contactPoint"]["vcard:hasEmail"]["@id"], "mailto:chiso@example.org");
        assert!(
            dataset["dct:issued"]["@value"].is_string() && dataset["dct:modified"]["@value"].is_string(),
            "{dataset}"
        );
        assert!(dataset["@id"].as_str().unwrap().starts_with("https://chiso.example.org/data/"));
    }

    let kept = get(&router, &format!("/data/sha256/{hash}/ranking.vi.csv")).await;
    assert!(kept.headers()["cache-control"].to_str().unwrap().contains("immutable"));
    assert_eq!(text(kept).await, old);
    assert_eq!(get(&router, &format!("/data/sha256/{hash}/other.vi.csv")).await.status(), 404);
}
