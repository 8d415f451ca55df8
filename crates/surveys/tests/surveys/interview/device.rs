//! The device's own modules in Node.js: what is sent when a device stops at any point, and what is told of it.

use std::path::Path;
use std::process::Command;

/// Node.js is only a tool of tests: missing, the test says so and passes, but not where everything must run.
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
    let ran = match Command::new("node").arg("sync.mjs").current_dir(folder.path()).output() {
        Ok(ran) => ran,
        Err(_) if std::env::var_os("CI").is_none() => return println!("not tried: node is not on this machine"),
        Err(problem) => panic!("node: {problem}"),
    };
    let (out, problems) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(ran.status.success() && out.trim_end().ends_with("right"), "{out}{problems}");
}
