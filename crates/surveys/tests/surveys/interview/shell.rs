//! The page that works without a network: everything that its service worker keeps is there, and is of one version.

use axum::http::StatusCode;
use chiso_web::Caller;
use serde_json::Value;

use crate::common::{NOW, on_both};
use crate::interview::scene::{Field, lan};

#[test]
fn everything_that_a_device_keeps_is_there() {
    on_both(|store| async move {
        let field = Field::of(store).await;
        let nobody = Caller::anonymous(NOW);
        let page = field.scene.get(&field.at(""), &lan(NOW)).await;
        // Here alone a page may ask where the device is.
        assert!(page.headers["permissions-policy"].to_str().unwrap().contains("geolocation=(self)"));
        for tag in ["vi", "en"] {
            let worker = field.scene.get(&format!("/{tag}/interviews/worker.js"), &nobody).await;
            worker.has(&["const kept = ", "addEventListener(\"fetch\""]);
            assert_eq!(
                (&worker.headers["content-type"], &worker.headers["cache-control"]),
                (&"text/javascript; charset=utf-8".parse().unwrap(), &"no-cache".parse().unwrap(),)
            );
            let kept = worker.body.strip_prefix("const kept = ").unwrap().split(";\n").next().unwrap();
            let kept: Value = serde_json::from_str(kept).unwrap();
            let shell = field.scene.get(kept["shell"].as_str().unwrap(), &nobody).await;
            shell.has(&[&format!("<html lang=\"{tag}\">")]);
            // Nothing of anybody stands in it, so that it may be kept for all.
            if tag == "vi" {
                assert_eq!(shell.body, page.body);
            }
            let mut modules = 0;
            for file in kept["files"].as_array().unwrap() {
                let file = file.as_str().unwrap();
                if file.starts_with("/assets/icon") {
                    continue;
                }
                let asset = field.scene.get(file, &nobody).await;
                assert_eq!(asset.status, StatusCode::OK, "{file}");
                assert!(asset.headers["cache-control"].to_str().unwrap().contains("immutable"));
                // What a module takes from another stands beside it.
                for other in asset.body.split(" from \"./").skip(1).filter_map(|rest| rest.split('"').next()) {
                    let beside = format!("{}/{other}", file.rsplit_once('/').unwrap().0);
                    assert!(kept["files"].as_array().unwrap().contains(&Value::from(beside)), "{file}: {other}");
                    modules += 1;
                }
            }
            assert!(modules > 10, "{modules}");
        }
        let old = field.scene.get("/assets/interview/0000000000000000/app.js", &nobody).await;
        assert_eq!(old.status, StatusCode::NOT_FOUND);
    });
}
