//! Rules of the repository that no compiler checks. Each is a function from the repository to the places that break it.

mod arrows;
mod licences;
mod places;
mod programs;
mod purity;
mod routes;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::process;

/// The breaches of one rule, or why it could not be checked.
type Breaches = Result<Vec<String>, String>;

type Check = fn(&Path) -> Breaches;

/// Every rule, with the sentence that names it.
pub(crate) const ALL: [(&str, Check); 6] = [
    ("crates use only crates below them", arrows::check),
    ("pure crates have no clock, chance, files or network", purity::check),
    ("every dependency has a licence that deny.toml allows, from the registry", licences::check),
    ("an address exists only in the list of routes, with a gate", routes::check),
    ("the tests of a crate are one program", programs::check),
    ("no file names a place of this machine or a host to install from", places::check),
];

/// What cargo knows of the workspace and its dependencies.
///
/// # Errors
/// Cargo's own message.
pub(crate) fn metadata(root: &Path) -> Result<Value, String> {
    let text = process::output(
        Command::new(env!("CARGO")).args(["metadata", "--format-version", "1", "--locked"]).current_dir(root),
    )?;
    serde_json::from_str(&text).map_err(|error| format!("cargo metadata: {error}"))
}

/// The folder that cargo builds into. Known without the lock file, which may be about to change.
///
/// # Errors
/// Cargo's own message.
pub(crate) fn target(root: &Path) -> Result<PathBuf, String> {
    let text = process::output(
        Command::new(env!("CARGO")).args(["metadata", "--format-version", "1", "--no-deps"]).current_dir(root),
    )?;
    let metadata: Value = serde_json::from_str(&text).map_err(|error| format!("cargo metadata: {error}"))?;
    metadata["target_directory"]
        .as_str()
        .map(PathBuf::from)
        .ok_or_else(|| "cargo metadata names no target directory".to_owned())
}

/// The packages of the workspace, by name.
fn members(metadata: &Value) -> Vec<&Value> {
    let ids: Vec<&str> = list(&metadata["workspace_members"]).iter().filter_map(Value::as_str).collect();
    list(&metadata["packages"]).iter().filter(|package| ids.contains(&text(&package["id"]))).collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The files that are part of the repository: tracked, or new and not ignored; relative to its root.
fn files(root: &Path) -> Result<Vec<PathBuf>, String> {
    let listed = process::output(
        Command::new("git").args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(root),
    )?;
    Ok(listed
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(PathBuf::from)
        .filter(|file| root.join(file).is_file())
        .collect())
}
