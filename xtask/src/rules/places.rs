//! The repository works on any machine: no file names a folder of the machine at hand, and files that steer installation name no host to install from.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Breaches, files};

/// Hosts whose addresses may stand in files that steer building and testing: licence texts, schemas, the project itself, examples.
const HOSTS_ALLOWED: [&str; 5] = ["example.org", "github.com", "www.apache.org", "www.w3.org", "127.0.0.1"];

pub(super) fn check(root: &Path) -> Breaches {
    let places = places_of_this_machine(root);
    let mut breaches = Vec::new();
    for file in files(root)? {
        // Not text: a picture or a workbook.
        let Ok(content) = fs::read_to_string(root.join(&file)) else { continue };
        let steers = steers_installation(&file);
        for (index, line) in content.lines().enumerate() {
            let place = places.iter().find(|place| names_place(line, place));
            let host = if steers { foreign_host(line) } else { None };
            if let Some(what) = place.map(String::as_str).or(host) {
                breaches.push(format!("{}:{}: {what}", file.display(), index + 1));
            }
        }
    }
    Ok(breaches)
}

/// The checkout and what lies beside it; what lies below the home folder and the folder for passing files. A folder at the very top has too common a name.
fn places_of_this_machine(root: &Path) -> Vec<String> {
    let beside = root.parent().and_then(|parent| fs::read_dir(parent).ok()).into_iter().flatten().flatten();
    let near = beside.map(|entry| entry.path()).filter(|path| path.components().count() > 2);
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let below = [Some(std::env::temp_dir()), home].into_iter().flatten().map(|folder| folder.join(""));
    let mut places: Vec<String> =
        near.chain(below).map(|place| place.to_string_lossy().into_owned()).filter(|place| place.len() > 1).collect();
    places.sort();
    places.dedup();
    places
}

/// Whether `line` holds `place` as a path that starts there, not as the tail of another path or of an address.
fn names_place(line: &str, place: &str) -> bool {
    line.match_indices(place).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + place.len()..].chars().next();
        let whole = place.ends_with('/') || !after.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '-');
        whole && !before.is_some_and(|c| c.is_alphanumeric() || "_-.}/~>".contains(c))
    })
}

fn steers_installation(file: &Path) -> bool {
    // Cargo writes the name of its registry into its own lock file.
    let by_name = file.file_name().is_some_and(|name| {
        ["Cargo.toml", "deny.toml", "package.json", "package-lock.json", ".npmrc"].iter().any(|known| name == *known)
    });
    by_name || [".ci", ".cargo", "xtask"].iter().any(|folder| file.starts_with(folder))
}

/// The host of the first address in `line` that is not allowed.
fn foreign_host(line: &str) -> Option<&str> {
    line.split("://").skip(1).find_map(|rest| {
        let authority = rest.split(['/', '"', ' ', ')', '\'']).next().unwrap_or_default();
        // A user may stand before the host, a port after it.
        let host = authority.rsplit('@').next().unwrap_or_default().split(':').next().unwrap_or_default();
        (host.contains('.') && !HOSTS_ALLOWED.contains(&host)).then_some(host)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_whole_path() {
        let cases = [
            ("see /srv/a/b.csv", true),
            ("\"/srv/a\"", true),
            ("/srv/ab", false),
            ("../srv/a", false),
            ("https://example.org/srv/a", false),
            ("x/srv/a", false),
        ];
        for (line, names) in cases {
            assert_eq!(names_place(line, "/srv/a"), names, "{line}");
        }
    }

    #[test]
    fn an_address_may_only_be_of_an_allowed_host() {
        let cases = [
            ("repository = \"https://github.com/chiso/chiso\"", None),
            ("\"resolved\": \"https:\u{2f}/packages.example.com/axe\"", Some("packages.example.com")),
            ("http://127.0.0.1:8080/", None),
            ("split(\"://\")", None),
            ("postgres://chiso@127.0.0.1:5432/postgres", None),
            ("https:\u{2f}/user:secret@packages.example.com/axe", Some("packages.example.com")),
        ];
        for (line, host) in cases {
            assert_eq!(foreign_host(line), host, "{line}");
        }
    }
}
