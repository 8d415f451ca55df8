//! The API, tried by schemathesis from its own description: no answer may be a failure of the server or undocumented.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::process;
use crate::python::Python;
use crate::served::{Served, UNLIMITED};

/// Seconds of a run within `cargo xtask test`.
pub(crate) const SECONDS: u32 = 75;

/// Of this many seconds one is for the operations that need a key, with a key: they are few.
const KEYED: u32 = 5;

/// Settings of schemathesis. All its checks are on: status, media type, headers and body are as the description says, what it forbids is turned away, what it allows is
/// not, methods that it does not name get 405. An address that is too long is turned away as such whatever else is wrong with it.
const SETTINGS: &str = "[checks.negative_data_rejection]\nexpected-statuses = [400, 401, 403, 404, 405, 406, 409, 413, 414, 415, 422, 428, 429]\n";

/// What stands at the address of certain bytes is found only with a hash that is there.
fn permanent(hash: &str, file: &str) -> String {
    format!(
        "[[operations]]\ninclude-path = \"/data/sha256/{{hash}}/{{file}}\"\nparameters = {{ hash = \"{hash}\", file = \"{file}\" }}\n"
    )
}

/// An operation is asked with this key. What must stand in the rows of an imported file no schema tells: 422 may answer what it allows, where 422 is described.
fn keyed(path: &str, key: &str) -> String {
    format!(
        "[[operations]]\ninclude-path = \"{path}\"\nheaders = {{ Authorization = \"Bearer {key}\" }}\n\
         checks = {{ positive_data_acceptance = {{ expected-statuses = [\"2xx\", \"3xx\", 401, 403, 404, 409, 422, 429, \"5xx\"] }} }}\n"
    )
}

/// Serves `binary` and tries its API for `seconds`: every operation as anybody may ask, and those that need a key with one. True when nothing was found. A finding is
/// printed with the request that shows it.
///
/// # Errors
/// The server or schemathesis could not be started.
pub(crate) fn run(python: &Python, root: &Path, binary: &Path, target: &Path, seconds: u32) -> Result<bool, String> {
    let folder = target.join("fuzz-api").join(std::process::id().to_string());
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let tried = keys(root, &folder).and_then(|keys| tried(python, binary, target, &folder, &keys, seconds));
    let _ = fs::remove_dir_all(&folder);
    tried
}

/// A store with a key for each operation that needs one: paths, and the keys.
fn keys(root: &Path, folder: &Path) -> Result<BTreeMap<String, String>, String> {
    let mut making = Command::new(env!("CARGO"));
    making.args(["run", "--quiet", "--package", "chiso-workspace", "--example", "keys", "--"]).arg(folder);
    if !process::run(making.current_dir(root))?.well {
        return Err("no keys could be made (above: why)".to_owned());
    }
    let file = folder.join("keys.json");
    let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))
}

fn tried(
    python: &Python,
    binary: &Path,
    target: &Path,
    folder: &Path,
    keys: &BTreeMap<String, String>,
    seconds: u32,
) -> Result<bool, String> {
    let data = folder.join("data").display().to_string();
    let settings: Vec<(&str, &str)> = UNLIMITED.into_iter().chain([("CHISO_STORE_FOLDER", data.as_str())]).collect();
    let served = Served::start(binary, target, &settings)?;
    let links = served.header_of("/data/agencies.vi.csv", "link").unwrap_or_default();
    let found = links.split(['<', '>']).find_map(|link| link.strip_prefix("/data/sha256/")?.split_once('/'));
    let for_keys = seconds.div_ceil(KEYED);
    let open: String = found.map(|(hash, file)| permanent(hash, file)).into_iter().collect();
    let with_keys: String = keys.iter().map(|(path, key)| keyed(path, key)).collect();
    let paths: Vec<&str> = keys.keys().flat_map(|path| ["--include-path", path]).collect();
    let well = schemathesis(python, &served, folder, &open, &[], seconds.saturating_sub(for_keys).max(1))?
        & schemathesis(python, &served, folder, &with_keys, &paths, for_keys)?;
    if served.status_of("/api/v1") != Some(200) {
        return Err(format!("the server no longer answers: {}", served.log()));
    }
    Ok(well)
}

/// One run with settings of its own.
fn schemathesis(
    python: &Python,
    served: &Served,
    folder: &Path,
    settings: &str,
    words: &[&str],
    seconds: u32,
) -> Result<bool, String> {
    let written = folder.join("schemathesis.toml");
    fs::write(&written, format!("{SETTINGS}{settings}")).map_err(|error| format!("{}: {error}", written.display()))?;
    let mut command = Command::new(python.program("schemathesis"));
    command
        .arg("--config-file")
        .arg(&written)
        .args(["run", &served.address("/api/v1/openapi.json"), "--max-time", &seconds.to_string()])
        .args(["--checks", "all", "--continue-on-failure", "--max-failures", "20", "--request-timeout", "10"])
        .args(words)
        .env("NO_COLOR", "1")
        .current_dir(folder);
    Ok(process::run(&mut command)?.well)
}
