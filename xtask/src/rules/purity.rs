//! Pure crates: no clock, no chance, no files, no network (architecture invariant). What they need of these, they are given.

use std::fs;
use std::path::Path;

use super::{Breaches, files, list, members, metadata, text};

const PURE: [&str; 13] = [
    "model",
    "workbook",
    "rulebook",
    "engine",
    "facts",
    "report",
    "round",
    "bundle",
    "paper",
    "estimate",
    "questionnaire",
    "survey",
    "access",
];

/// Words of the standard library and of dependencies that reach outside.
const REACHES_OUTSIDE: [&str; 16] = [
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::os",
    "std::io::stdin",
    "SystemTime",
    "Instant",
    "::now(",
    "thread::sleep",
    "RandomState",
    "HashMap",
    "HashSet",
    "getrandom",
    "rand::",
    "fastrand",
];

/// Crates that exist to reach outside.
const FORBIDDEN_CRATES: [&str; 12] = [
    "rand",
    "rand_core",
    "getrandom",
    "fastrand",
    "tokio",
    "mio",
    "socket2",
    "reqwest",
    "ureq",
    "hyper",
    "tempfile",
    "chrono",
];

pub(super) fn check(root: &Path) -> Breaches {
    let mut breaches = Vec::new();
    for file in files(root)? {
        let pure = PURE.iter().any(|name| file.starts_with(format!("crates/{name}/src")));
        if !pure || file.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let source = fs::read_to_string(root.join(&file)).map_err(|error| format!("{}: {error}", file.display()))?;
        breaches.extend(
            outside_words(&source).into_iter().map(|(line, word)| format!("{}:{line}: {word}", file.display())),
        );
    }
    let metadata = metadata(root)?;
    for package in members(&metadata) {
        let manifest = text(&package["manifest_path"]);
        if !PURE.iter().any(|name| manifest.ends_with(&format!("crates/{name}/Cargo.toml"))) {
            continue;
        }
        for dependency in list(&package["dependencies"]) {
            let used = text(&dependency["name"]);
            if text(&dependency["kind"]) != "dev" && FORBIDDEN_CRATES.contains(&used) {
                breaches.push(format!("{} depends on {used}", text(&package["name"])));
            }
        }
    }
    Ok(breaches)
}

/// Line numbers and words, outside comments and before the tests, which by custom end the file.
fn outside_words(source: &str) -> Vec<(usize, &'static str)> {
    let mut found = Vec::new();
    for (index, line) in source.lines().enumerate() {
        if line.trim() == "#[cfg(test)]" {
            break;
        }
        let code = line.split("//").next().unwrap_or_default();
        found.extend(REACHES_OUTSIDE.iter().filter(|word| contains_path(code, word)).map(|word| (index + 1, *word)));
    }
    found
}

/// Whether `word` stands in `code` as a path of its own, not as the tail of a longer name.
fn contains_path(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        word.starts_with(':') || !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reach_outside_is_found_and_talk_of_it_is_not() {
        let cases: [(&str, &[usize]); 7] = [
            ("use std::fs;", &[1]),
            ("let a = 1;\nlet now = jiff::Timestamp::now();", &[2]),
            ("// never std::fs here", &[]),
            ("/// As `std::net` would.", &[]),
            ("#[cfg(test)]\nmod tests { use std::fs; }", &[]),
            ("let strand::a = operand::b;", &[]),
            ("use std::collections::HashMap;", &[1]),
        ];
        for (source, lines) in cases {
            let found: Vec<usize> = outside_words(source).into_iter().map(|(line, _)| line).collect();
            assert_eq!(found, lines, "{source}");
        }
    }
}
