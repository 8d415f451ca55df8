//! Which crate may use which: the one table, drawn in ARCHITECTURE.md.

use std::path::Path;

use super::{Breaches, list, members, metadata, text};

/// From the ground up: a crate, and the crates of the workspace that it may use. Tests of a crate (dev-dependencies) may use any.
const MAY_USE: [(&str, &[&str]); 11] = [
    ("chiso-model", &[]),
    ("chiso-rulebook", &["chiso-model"]),
    ("chiso-engine", &["chiso-model", "chiso-rulebook"]),
    ("chiso-facts", &["chiso-model", "chiso-rulebook", "chiso-engine"]),
    ("chiso-report", &["chiso-model", "chiso-rulebook", "chiso-engine"]),
    ("chiso-catalogue", &["chiso-model", "chiso-rulebook", "chiso-engine", "chiso-facts"]),
    (
        "chiso-portal",
        &["chiso-model", "chiso-rulebook", "chiso-engine", "chiso-facts", "chiso-report", "chiso-catalogue"],
    ),
    (
        "chiso",
        &[
            "chiso-model",
            "chiso-rulebook",
            "chiso-engine",
            "chiso-facts",
            "chiso-report",
            "chiso-catalogue",
            "chiso-portal",
        ],
    ),
    // Fuzz targets are readers; browser tests know the program only from outside.
    ("chiso-fuzz", &["chiso-model", "chiso-rulebook", "chiso-engine", "chiso-facts"]),
    ("chiso-e2e", &[]),
    ("xtask", &[]),
];

pub(super) fn check(root: &Path) -> Breaches {
    let metadata = metadata(root)?;
    let members = members(&metadata);
    let mut breaches = Vec::new();
    for package in &members {
        let name = text(&package["name"]);
        let Some((_, may_use)) = MAY_USE.iter().find(|(member, _)| *member == name) else {
            breaches.push(format!(
                "{name} has no row in the table of xtask/src/rules/arrows.rs: add it, and to ARCHITECTURE.md"
            ));
            continue;
        };
        for dependency in list(&package["dependencies"]) {
            let used = text(&dependency["name"]);
            let ours = members.iter().any(|member| text(&member["name"]) == used);
            if ours && text(&dependency["kind"]) != "dev" && !may_use.contains(&used) {
                breaches.push(format!(
                    "{name} uses {used}, which is not below it: move what it needs down, or change the table"
                ));
            }
        }
    }
    Ok(breaches)
}
