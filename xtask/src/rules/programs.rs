//! Integration tests of a crate are one program: each further one is linked anew with everything below it, which costs minutes and gigabytes where all are built.

use std::path::Path;

use super::{Breaches, list, members, metadata, text};

pub(super) fn check(root: &Path) -> Breaches {
    let metadata = metadata(root)?;
    let breach = |package: &serde_json::Value| {
        let tests: Vec<&str> = list(&package["targets"])
            .iter()
            .filter(|target| list(&target["kind"]).iter().any(|kind| text(kind) == "test"))
            .map(|target| text(&target["name"]))
            .collect();
        let name = text(&package["name"]);
        (tests.len() > 1).then(|| format!("{name} has {} programs of tests: {}", tests.len(), tests.join(", ")))
    };
    Ok(members(&metadata).into_iter().filter_map(breach).collect())
}
