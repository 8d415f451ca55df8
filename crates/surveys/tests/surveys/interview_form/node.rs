//! The device's modules in Node.js.

use std::fs::File;
use std::path::Path;

use serde_json::Value;

use crate::node::in_node;

/// In the order in which the page of a device puts them one after the other.
const MODULES: [&str; 6] = ["value", "evaluate", "form", "typed", "check", "walk"];

/// What the driver gives for each case; none where there is no Node.js.
pub(crate) fn in_modules(cases: &[Value]) -> Option<Vec<Value>> {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/interview");
    let modules = MODULES.map(|name| std::fs::read_to_string(assets.join(format!("{name}.js"))).unwrap());
    let folder = tempfile::tempdir().unwrap();
    let beside = |name: &str| folder.path().join(name);
    std::fs::write(beside("cases.mjs"), modules.concat() + include_str!("driver.js")).unwrap();
    std::fs::write(beside("cases.json"), serde_json::to_string(cases).unwrap()).unwrap();
    let printed = in_node(folder.path(), "cases.mjs", File::open(beside("cases.json")).unwrap())?;
    let found: Vec<Value> = serde_json::from_str(&printed).unwrap();
    assert_eq!(found.len(), cases.len());
    Some(found)
}
