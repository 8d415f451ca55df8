//! The device's modules in Node.js.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

/// In the order in which the page of a device puts them one after the other.
const MODULES: [&str; 6] = ["value", "evaluate", "form", "typed", "check", "walk"];

/// What the driver gives for each case. Node.js is only a tool of tests: missing, the test says so and passes, but not where everything must run.
pub(crate) fn in_node(cases: &[Value]) -> Option<Vec<Value>> {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/interview");
    let modules = MODULES.map(|name| std::fs::read_to_string(assets.join(format!("{name}.js"))).unwrap());
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("cases.mjs");
    std::fs::write(&program, modules.concat() + include_str!("driver.js")).unwrap();
    let ran = Command::new("node").arg(&program).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut ran = match ran {
        Ok(ran) => ran,
        Err(_) if std::env::var_os("CI").is_none() => {
            println!("not tried: node is not on this machine");
            return None;
        }
        Err(problem) => panic!("node: {problem}"),
    };
    let mut input = ran.stdin.take().unwrap();
    let text = serde_json::to_string(cases).unwrap();
    let writing = std::thread::spawn(move || input.write_all(text.as_bytes()).unwrap());
    let output = ran.wait_with_output().unwrap();
    writing.join().unwrap();
    assert!(output.status.success(), "node: see above");
    let found: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found.len(), cases.len());
    Some(found)
}
