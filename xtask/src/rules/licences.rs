//! Licences and origins of dependencies. deny.toml is cargo-deny's own format, so that cargo-deny reads it too where it is installed.

use std::fs;
use std::path::Path;

use serde_json::Value;
use spdx::{Expression, LicenseReq, Licensee, ParseMode};

use super::{Breaches, list, metadata, text};

pub(super) fn check(root: &Path) -> Breaches {
    let rules = Rules::read(&root.join("deny.toml"))?;
    let metadata = metadata(root)?;
    Ok(list(&metadata["packages"]).iter().filter_map(|package| rules.breach(package)).collect())
}

struct Rules {
    allowed: Vec<Licensee>,
    /// (crate, licences allowed to it alone).
    exceptions: Vec<(String, Vec<Licensee>)>,
    /// Crates that may not be used at all.
    banned: Vec<String>,
}

impl Rules {
    fn read(file: &Path) -> Result<Self, String> {
        let content = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
        let table: toml::Table = content.parse().map_err(|error| format!("deny.toml: {error}"))?;
        let licences = table.get("licenses").ok_or("deny.toml has no [licenses]")?;
        let exceptions = licences.get("exceptions").and_then(toml::Value::as_array);
        let banned = table.get("bans").and_then(|bans| bans.get("deny")).and_then(toml::Value::as_array);
        Ok(Self {
            allowed: licensees(licences.get("allow"))?,
            exceptions: exceptions
                .into_iter()
                .flatten()
                .map(|exception| Ok((string(exception.get("crate")), licensees(exception.get("allow"))?)))
                .collect::<Result<_, String>>()?,
            banned: banned.into_iter().flatten().map(|ban| string(ban.get("crate"))).collect(),
        })
    }

    fn breach(&self, package: &Value) -> Option<String> {
        let (name, version, licence) = (text(&package["name"]), text(&package["version"]), text(&package["license"]));
        let source = text(&package["source"]);
        // A package without a source lies in this repository.
        if !source.is_empty() && !source.starts_with("registry+") {
            return Some(format!("{name} {version} comes from {source}, not from the registry"));
        }
        if self.banned.iter().any(|banned| banned == name) {
            return Some(format!("{name} is banned by deny.toml"));
        }
        let Ok(expression) = Expression::parse_mode(licence, ParseMode::LAX) else {
            return Some(format!("{name} {version} states no licence that can be read: '{licence}'"));
        };
        let own =
            self.exceptions.iter().find(|(exception, _)| exception == name).map_or(&[][..], |(_, allowed)| allowed);
        let allowed =
            |required: &LicenseReq| self.allowed.iter().chain(own).any(|licensee| licensee.satisfies(required));
        (!expression.evaluate(allowed)).then(|| format!("{name} {version}: '{licence}' is not allowed by deny.toml"))
    }
}

fn licensees(names: Option<&toml::Value>) -> Result<Vec<Licensee>, String> {
    let names = names.and_then(toml::Value::as_array).ok_or("deny.toml: a list of licences is missing")?;
    names
        .iter()
        .map(|name| name.as_str().unwrap_or_default())
        .map(|name| Licensee::parse(name).map_err(|error| format!("deny.toml: licence '{name}': {error}")))
        .collect()
}

fn string(value: Option<&toml::Value>) -> String {
    value.and_then(toml::Value::as_str).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_choice_may_hold_a_forbidden_licence_but_not_a_must() {
        let rules = Rules {
            allowed: licensees(Some(&toml::Value::from(vec!["MIT", "Apache-2.0"]))).unwrap(),
            exceptions: vec![("data".to_owned(), licensees(Some(&toml::Value::from(vec!["CC0-1.0"]))).unwrap())],
            banned: vec!["evalexpr".to_owned()],
        };
        let cases = [
            ("a", "MIT OR AGPL-3.0-only", "registry+x", true),
            ("a", "MIT/Apache-2.0", "registry+x", true),
            ("a", "MIT AND AGPL-3.0-only", "registry+x", false),
            ("a", "CC0-1.0", "registry+x", false),
            ("data", "CC0-1.0", "registry+x", true),
            ("a", "MIT", "git+https://example.org/a", false),
            ("a", "", "registry+x", false),
            ("evalexpr", "MIT", "registry+x", false),
            ("ours", "Apache-2.0", "", true),
        ];
        for (name, license, source, good) in cases {
            let package = json!({"name": name, "version": "1.0.0", "license": license, "source": source});
            assert_eq!(rules.breach(&package).is_none(), good, "{name} {license} {source}");
        }
    }
}
