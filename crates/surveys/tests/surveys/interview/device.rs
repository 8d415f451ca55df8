//! The device's own modules in Node.js: what is sent when a device stops at any point, and what is told of it.

use std::path::Path;
use std::process::Stdio;

use crate::node::in_node;

#[test]
fn a_device_that_stops_at_any_point_sends_everything_once() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    for name in ["device", "dom", "net", "sync"] {
        let file = format!("{name}.js");
        std::fs::copy(here.join("assets/interview").join(&file), folder.path().join(file)).unwrap();
    }
    std::fs::copy(here.join("tests/surveys/interview/sync.mjs"), folder.path().join("sync.mjs")).unwrap();
    std::fs::write(folder.path().join("package.json"), r#"{"type":"module"}"#).unwrap();
    let Some(printed) = in_node(folder.path(), "sync.mjs", Stdio::null()) else { return };
    assert!(printed.ends_with("right"), "{printed}");
}
