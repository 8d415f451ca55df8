//! Node.js, which is only a tool of tests: missing, a test says so and passes, but not where everything must run.

use std::path::Path;
use std::process::{Command, Stdio};

/// What a program in a folder prints; none where there is no Node.js.
pub(crate) fn in_node(folder: &Path, program: &str, input: impl Into<Stdio>) -> Option<String> {
    let ran = match Command::new("node").arg(program).current_dir(folder).stdin(input).output() {
        Ok(ran) => ran,
        Err(_) if std::env::var_os("CI").is_none() => {
            println!("not tried: node is not on this machine");
            return None;
        }
        Err(problem) => panic!("node: {problem}"),
    };
    let printed = String::from_utf8(ran.stdout).unwrap();
    assert!(ran.status.success(), "{printed}{}", String::from_utf8_lossy(&ran.stderr));
    Some(printed.trim().to_owned())
}

/// The same of a script beside the module that blinds, `blind.mjs`: a module without a package beside it is one by its name only.
pub(crate) fn beside_blind(script: &str) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("blind.mjs"), chiso_ballot::BLINDING_MODULE).unwrap();
    std::fs::write(folder.path().join("test.mjs"), script).unwrap();
    in_node(folder.path(), "test.mjs", Stdio::null())
}
