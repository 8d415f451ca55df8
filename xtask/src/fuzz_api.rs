//! The API, tried by schemathesis from its own description: no answer may be a failure of the server or undocumented.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::process;
use crate::python::Python;
use crate::served::{Served, UNLIMITED};

/// Seconds of a run within `cargo xtask test`.
pub(crate) const SECONDS: u32 = 75;

/// Settings of schemathesis. All its checks are on: status, media type, headers and body are as the description says, what it forbids is turned away, what it allows is
/// not, methods that it does not name get 405. An address that is too long is turned away as such whatever else is wrong with it. What stands at the address of certain
/// bytes is found only with a hash that is there.
fn settings(permanent: Option<(&str, &str)>) -> String {
    let operation = permanent.map(|(hash, file)| {
        format!(
            "[[operations]]\ninclude-path = \"/data/sha256/{{hash}}/{{file}}\"\nparameters = {{ hash = \"{hash}\", file = \"{file}\" }}\n"
        )
    });
    format!(
        "[checks.negative_data_rejection]\nexpected-statuses = [400, 401, 403, 404, 405, 406, 409, 413, 414, 415, 422, 428, 429]\n{}",
        operation.unwrap_or_default()
    )
}

/// Serves `binary` and tries its API for `seconds`; true when nothing was found. A finding is printed with the request that shows it.
///
/// # Errors
/// The server or schemathesis could not be started.
pub(crate) fn run(python: &Python, binary: &Path, target: &Path, seconds: u32) -> Result<bool, String> {
    let served = Served::start(binary, target, &UNLIMITED)?;
    let folder = target.join("python");
    let links = served.header_of("/data/agencies.vi.csv", "link").unwrap_or_default();
    let permanent = links.split(['<', '>']).find_map(|link| link.strip_prefix("/data/sha256/")?.split_once('/'));
    let written = folder.join("schemathesis.toml");
    fs::write(&written, settings(permanent)).map_err(|error| format!("{}: {error}", written.display()))?;
    let mut command = Command::new(python.program("schemathesis"));
    command
        .arg("--config-file")
        .arg(&written)
        .args(["run", &served.address("/api/v1/openapi.json"), "--max-time", &seconds.to_string()])
        .args(["--checks", "all", "--continue-on-failure", "--max-failures", "20", "--request-timeout", "10"])
        .env("NO_COLOR", "1")
        .current_dir(&folder);
    let ended = process::run(&mut command)?;
    if served.status_of("/api/v1") != Some(200) {
        return Err(format!("the server no longer answers: {}", served.log()));
    }
    Ok(ended.well)
}
