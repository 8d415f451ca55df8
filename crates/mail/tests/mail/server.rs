//! Python's aiosmtpd, started by the test.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

/// The interpreter that `cargo xtask test` made ready, with all of `xtask/python.txt`.
const INTERPRETER: &str = "CHISO_TEST_PYTHON";

pub(crate) struct Server {
    process: Child,
    output: BufReader<ChildStdout>,
    pub(crate) port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Server {
    /// A server of a kind that `server.py` knows; none where there is no Python, which a continuous integration may not lack.
    pub(crate) fn start(mode: &str, certificate: &[&Path]) -> Option<Server> {
        let python = match python() {
            Ok(python) => python,
            Err(reason) => {
                assert!(std::env::var_os("CI").is_none(), "aiosmtpd is missing: {reason}");
                eprintln!("skipped: aiosmtpd is missing ({reason})");
                return None;
            }
        };
        // Tests of other crates start it as well.
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../mail/tests/mail/server.py");
        let mut process = Command::new(python)
            .arg(script)
            .arg(mode)
            .args(certificate)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let mut port = String::new();
        output.read_line(&mut port).unwrap();
        Some(Server { process, output, port: port.trim().parse().unwrap() })
    }

    /// The next mail that the server took.
    pub(crate) fn mail(&mut self) -> serde_json::Value {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap()
    }
}

/// A Python that has aiosmtpd: the one that is made ready for all tests, else in an environment of its own below the target folder.
fn python() -> Result<PathBuf, String> {
    if let Some(ready) = std::env::var_os(INTERPRETER) {
        return Ok(ready.into());
    }
    let ready = Path::new(env!("CARGO_TARGET_TMPDIR")).join("aiosmtpd");
    if !ready.exists() {
        // Tests run at once: whoever is first gives the environment its name, the others drop theirs.
        let made = ready.with_extension(std::process::id().to_string());
        run(Command::new("python3").args(["-m", "venv"]).arg(&made))?;
        let list = include_str!("../../../../xtask/python.txt");
        let wanted =
            list.lines().find(|line| line.starts_with("aiosmtpd==")).ok_or("xtask/python.txt names no aiosmtpd")?;
        run(Command::new(made.join("bin/python")).args(["-m", "pip", "install", "--quiet", wanted]))?;
        if std::fs::rename(&made, &ready).is_err() {
            let _ = std::fs::remove_dir_all(&made);
        }
    }
    Ok(ready.join("bin/python"))
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| error.to_string())?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}
