//! A real mail server: Python's aiosmtpd, as the tests of mail start it. It keeps every letter that it takes.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use crate::Result;
use crate::program::Started;

/// The interpreter that `cargo xtask test` made ready, with all of `xtask/python.txt`.
const INTERPRETER: &str = "CHISO_TEST_PYTHON";

/// How long a letter may take, in steps of so many milliseconds.
const WAITING: (u32, Duration) = (600, Duration::from_millis(50));

/// A letter that came.
pub(crate) struct Letter {
    /// The address that it was sent to.
    pub(crate) to: String,
    /// What it says, as text.
    pub(crate) text: String,
}

impl Letter {
    /// The first address in the letter that has `part` in it.
    pub(crate) fn link(&self, part: &str) -> Result<String> {
        let words = self.text.split_whitespace();
        let found = words
            .map(|word| word.trim_matches(['<', '>']))
            .find(|word| word.starts_with("http") && word.contains(part));
        found
            .map(str::to_owned)
            .ok_or_else(|| format!("the letter to {} has no link with '{part}':\n{}", self.to, self.text))
    }
}

/// The server, listening.
pub(crate) struct PostOffice {
    program: Started,
    port: u16,
}

impl PostOffice {
    /// Starts it on a port of its own choice.
    pub(crate) fn start() -> Result<Self> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/mail/tests/mail/server.py");
        let mut command = Command::new(python()?);
        command.arg(script).arg("plain");
        let (program, line) = Started::when(&mut command, |line| line.trim().parse::<u16>().is_ok())?;
        let port = line.trim().parse().map_err(|error| format!("the mail server prints '{line}': {error}"))?;
        Ok(Self { program, port })
    }

    /// Where it takes mail.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Every letter so far, once there are as many as `wanted` that hold `part` of an address; those alone.
    pub(crate) async fn letters(&self, part: &str, wanted: usize) -> Result<Vec<Letter>> {
        for _ in 0..WAITING.0 {
            let found: Vec<Letter> = self.all().into_iter().filter(|letter| letter.text.contains(part)).collect();
            if found.len() >= wanted {
                return Ok(found);
            }
            tokio::time::sleep(WAITING.1).await;
        }
        let all: Vec<String> = self.all().into_iter().map(|letter| letter.to).collect();
        Err(format!("waited in vain for {wanted} letters with '{part}'; all that came went to {all:?}"))
    }

    fn all(&self) -> Vec<Letter> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let read = |line: &str| serde_json::from_str::<Value>(line).ok().filter(Value::is_object);
        let letters = self.program.said().lines().filter_map(read).collect::<Vec<_>>();
        letters.iter().map(|told| Letter { to: text(&told["envelope"][1]), text: text(&told["text"]) }).collect()
    }
}

/// A Python that has aiosmtpd: the one made ready for all tests, else in an environment of its own below the target folder.
fn python() -> Result<PathBuf> {
    if let Some(ready) = std::env::var_os(INTERPRETER) {
        return Ok(ready.into());
    }
    let beside = std::env::current_exe().map_err(|error| error.to_string())?;
    let target = beside.ancestors().nth(2).ok_or("no target folder")?;
    let ready = target.join("python/bin/python");
    if ready.exists() {
        return Ok(ready);
    }
    let own = target.join("aiosmtpd");
    let python = own.join("bin/python");
    if !python.exists() {
        let list = include_str!("../../xtask/python.txt");
        let wanted =
            list.lines().find(|line| line.starts_with("aiosmtpd==")).ok_or("xtask/python.txt names no aiosmtpd")?;
        done(Command::new("python3").args(["-m", "venv"]).arg(&own))?;
        done(Command::new(&python).args(["-m", "pip", "install", "--quiet", wanted]))?;
    }
    Ok(python)
}

fn done(command: &mut Command) -> Result<()> {
    let output = command.output().map_err(|error| format!("{}: {error}", command.get_program().display()))?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}
