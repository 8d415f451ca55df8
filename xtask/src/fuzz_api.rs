//! The API, tried by schemathesis from its own description: no answer may be a failure of the server or undocumented.

use std::path::Path;
use std::process::Command;

use crate::process;
use crate::python::Python;
use crate::served::{Served, UNLIMITED};

/// Seconds of a run within `cargo xtask test`.
pub(crate) const SECONDS: u32 = 75;

/// Status, media type, headers and body are as the description says, and methods it does not name are turned away.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,\
     response_headers_conformance,negative_data_rejection,unsupported_method,allow_header_conformance";

/// Serves `binary` and tries its API for `seconds`; true when nothing was found. A finding is printed with the request that shows it.
///
/// # Errors
/// The server or schemathesis could not be started.
pub(crate) fn run(python: &Python, binary: &Path, target: &Path, seconds: u32) -> Result<bool, String> {
    let served = Served::start(binary, target, &UNLIMITED)?;
    let mut command = Command::new(python.program("schemathesis"));
    command
        .args(["run", &served.address("/api/v1/openapi.json"), "--max-time", &seconds.to_string()])
        .args(["--checks", CHECKS, "--continue-on-failure", "--max-failures", "20"])
        .args(["--request-timeout", "10"])
        .env("NO_COLOR", "1")
        .current_dir(target.join("python"));
    let ended = process::run(&mut command)?;
    if served.status_of("/api/v1") != Some(200) {
        return Err(format!("the server no longer answers: {}", served.log()));
    }
    Ok(ended.well)
}
