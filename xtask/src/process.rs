//! Running other programs: what they print is shown as it comes, and kept where a closing line must be read.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How a program ended.
pub(crate) struct Ended {
    /// Exit code 0.
    pub(crate) well: bool,
    /// Every line that it printed, on either stream.
    pub(crate) lines: Vec<String>,
}

/// Runs `command` to its end, showing its output.
///
/// # Errors
/// The program could not be started: its name and the system's reason.
pub(crate) fn run(command: &mut Command) -> Result<Ended, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{name} could not be started: {error}"))?;
    let on_error_stream = child.stderr.take();
    let reader =
        thread::spawn(move || on_error_stream.map_or_else(Vec::new, |stream| show(stream, |line| eprintln!("{line}"))));
    let mut lines = child.stdout.take().map_or_else(Vec::new, |stream| show(stream, |line| println!("{line}")));
    let status = child.wait().map_err(|error| format!("{name}: {error}"))?;
    lines.extend(reader.join().unwrap_or_default());
    Ok(Ended { well: status.success(), lines })
}

/// Whether `program` answers to `--version`.
pub(crate) fn answers(program: &str) -> bool {
    Command::new(program)
        .arg("--version")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Whether `program` can be started at all.
pub(crate) fn starts(program: &str) -> bool {
    Command::new(program).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// What `command` prints, where it ends well.
///
/// # Errors
/// It could not be started or ended with an error: its name and reason.
pub(crate) fn output(command: &mut Command) -> Result<String, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output =
        command.stdin(Stdio::null()).output().map_err(|error| format!("{name} could not be started: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(format!("{name}: {}", String::from_utf8_lossy(&output.stderr).trim()))
    }
}

/// The result of `work` and how long it took.
#[allow(clippy::disallowed_methods, reason = "the one clock of the tasks: how long a step took")]
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

fn show(stream: impl Read, print: impl Fn(&str)) -> Vec<String> {
    let mut lines = Vec::new();
    let mut reader = BufReader::new(stream);
    let mut bytes = Vec::new();
    while reader.read_until(b'\n', &mut bytes).is_ok_and(|read| read > 0) {
        let line = String::from_utf8_lossy(&bytes).trim_end().to_owned();
        print(&line);
        lines.push(line);
        bytes.clear();
    }
    lines
}
