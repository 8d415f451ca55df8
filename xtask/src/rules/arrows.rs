//! Which crate may use which: the one table, drawn in ARCHITECTURE.md.

use std::path::Path;

use serde_json::Value;

use super::{Breaches, list, members, metadata, text};

/// From the ground up: a crate, and the crates of the workspace that it may use. Tests of a crate (dev-dependencies) may use any.
const MAY_USE: [(&str, &[&str]); 32] = [
    ("chiso-model", &[]),
    ("chiso-workbook", &[]),
    ("chiso-rulebook", &["chiso-model", "chiso-workbook"]),
    ("chiso-engine", &["chiso-model", "chiso-rulebook"]),
    ("chiso-facts", &["chiso-model", "chiso-workbook", "chiso-rulebook", "chiso-engine"]),
    ("chiso-report", &["chiso-model", "chiso-rulebook", "chiso-engine"]),
    ("chiso-catalogue", &["chiso-model", "chiso-rulebook", "chiso-engine", "chiso-facts"]),
    ("chiso-round", &["chiso-model", "chiso-rulebook", "chiso-engine"]),
    ("chiso-bundle", &["chiso-model", "chiso-rulebook", "chiso-engine", "chiso-round"]),
    ("chiso-paper", &["chiso-model", "chiso-workbook", "chiso-rulebook", "chiso-engine", "chiso-round"]),
    ("chiso-estimate", &["chiso-model"]),
    ("chiso-questionnaire", &["chiso-model", "chiso-workbook"]),
    ("chiso-survey", &["chiso-model", "chiso-estimate", "chiso-questionnaire"]),
    ("chiso-ballot", &["chiso-model"]),
    ("chiso-access", &["chiso-model"]),
    ("chiso-identity", &["chiso-model"]),
    ("chiso-store", &["chiso-model"]),
    ("chiso-files", &["chiso-model"]),
    ("chiso-mail", &["chiso-model"]),
    ("chiso-sms", &["chiso-model"]),
    ("chiso-settings", &["chiso-model", "chiso-sms"]),
    ("chiso-web", &["chiso-model", "chiso-report", "chiso-access"]),
    (
        "chiso-portal",
        &[
            "chiso-model",
            "chiso-rulebook",
            "chiso-engine",
            "chiso-facts",
            "chiso-report",
            "chiso-catalogue",
            "chiso-access",
            "chiso-web",
        ],
    ),
    (
        "chiso-workspace",
        &[
            "chiso-model",
            "chiso-facts",
            "chiso-catalogue",
            "chiso-access",
            "chiso-identity",
            "chiso-store",
            "chiso-files",
            "chiso-mail",
            "chiso-sms",
            "chiso-web",
        ],
    ),
    (
        "chiso-rounds",
        &[
            "chiso-model",
            "chiso-rulebook",
            "chiso-engine",
            "chiso-facts",
            "chiso-report",
            "chiso-catalogue",
            "chiso-round",
            "chiso-bundle",
            "chiso-paper",
            "chiso-access",
            "chiso-store",
            "chiso-files",
            "chiso-web",
            "chiso-workspace",
        ],
    ),
    (
        "chiso-surveys",
        &[
            "chiso-model",
            "chiso-rulebook",
            "chiso-engine",
            "chiso-facts",
            "chiso-report",
            "chiso-catalogue",
            "chiso-estimate",
            "chiso-questionnaire",
            "chiso-survey",
            "chiso-ballot",
            "chiso-access",
            "chiso-store",
            "chiso-files",
            "chiso-mail",
            "chiso-sms",
            "chiso-web",
            "chiso-workspace",
        ],
    ),
    (
        "chiso-simulate",
        &[
            "chiso-model",
            "chiso-rulebook",
            "chiso-catalogue",
            "chiso-questionnaire",
            "chiso-round",
            "chiso-survey",
            "chiso-access",
            "chiso-identity",
            "chiso-store",
            "chiso-files",
            "chiso-web",
            "chiso-workspace",
            "chiso-rounds",
            "chiso-surveys",
        ],
    ),
    (
        "chiso-server",
        &[
            "chiso-rounds",
            "chiso-surveys",
            "chiso-ballot",
            "chiso-model",
            "chiso-rulebook",
            "chiso-engine",
            "chiso-facts",
            "chiso-report",
            "chiso-catalogue",
            "chiso-access",
            "chiso-identity",
            "chiso-store",
            "chiso-files",
            "chiso-mail",
            "chiso-sms",
            "chiso-settings",
            "chiso-web",
            "chiso-portal",
            "chiso-workspace",
        ],
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
            "chiso-bundle",
            "chiso-ballot",
            "chiso-estimate",
            "chiso-survey",
            "chiso-access",
            "chiso-identity",
            "chiso-store",
            "chiso-files",
            "chiso-mail",
            "chiso-settings",
            "chiso-web",
            "chiso-portal",
            "chiso-workspace",
            "chiso-server",
            "chiso-simulate",
        ],
    ),
    // Fuzz targets are readers; browser tests know the program only from outside.
    (
        "chiso-fuzz",
        &["chiso-model", "chiso-rulebook", "chiso-engine", "chiso-facts", "chiso-bundle", "chiso-questionnaire"],
    ),
    ("chiso-e2e", &[]),
    ("xtask", &[]),
];

pub(super) fn check(root: &Path) -> Breaches {
    Ok(upward(&metadata(root)?))
}

/// Uses of a crate that is not below the one that uses it.
fn upward(metadata: &Value) -> Vec<String> {
    let members = members(metadata);
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
    breaches
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_an_arrow_up_is_a_breach() {
        let cases = [
            ("chiso-engine", "chiso-model", Value::Null, true),
            ("chiso-model", "chiso-engine", Value::Null, false),
            ("chiso-model", "chiso-engine", json!("build"), false),
            ("chiso-model", "chiso-engine", json!("dev"), true),
            ("chiso-model", "serde", Value::Null, true),
            ("chiso-unheard-of", "serde", Value::Null, false),
        ];
        for (user, used, kind, good) in cases {
            let metadata = json!({
                "workspace_members": ["a", "b"],
                "packages": [
                    {"id": "a", "name": user, "dependencies": [{"name": used, "kind": kind}]},
                    {"id": "b", "name": if user == "chiso-engine" { "chiso-model" } else { "chiso-engine" }, "dependencies": []},
                    {"id": "c", "name": "serde", "dependencies": []},
                ],
            });
            assert_eq!(upward(&metadata).is_empty(), good, "{user} uses {used} ({kind})");
        }
    }

    #[test]
    fn the_table_itself_points_down() {
        for (row, (name, may_use)) in MAY_USE.iter().enumerate() {
            for used in *may_use {
                assert!(
                    MAY_USE[..row].iter().any(|(below, _)| below == used),
                    "{name} stands above {used} in the table"
                );
            }
        }
    }
}
