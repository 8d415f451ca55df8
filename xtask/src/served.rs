//! The real binary, serving on a port of its own from an empty data folder.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

const POLLS: u32 = 600;
const POLL: Duration = Duration::from_millis(100);
const PATIENCE: Duration = Duration::from_secs(10);

/// Settings without limits on how often somebody may ask: those would be found or measured in place of the pages, and have tests of their own.
pub(crate) const UNLIMITED: [(&str, &str); 2] =
    [("CHISO_LIMITS_PER_ADDRESS_PER_MINUTE", "0"), ("CHISO_LIMITS_PER_ACCOUNT_PER_MINUTE", "0")];

/// A running `chiso serve`; dropping it ends it and removes its folder.
pub(crate) struct Served {
    folder: PathBuf,
    port: u16,
    process: Child,
}

impl Served {
    /// Starts `binary` in a new folder below `target`, with `settings` in its environment, and waits until it answers.
    ///
    /// # Errors
    /// What it said, or that it does not answer.
    pub(crate) fn start(binary: &Path, target: &Path, settings: &[(&str, &str)]) -> Result<Self, String> {
        let folder = target.join("served").join(std::process::id().to_string());
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let log = File::create(folder.join("log")).map_err(|error| format!("{}: {error}", folder.display()))?;
        let also = log.try_clone().map_err(|error| format!("{}: {error}", folder.display()))?;
        let port = free_port()?;
        let process = Command::new(binary)
            .args(["serve", "--listen", &format!("127.0.0.1:{port}")])
            .envs(settings.iter().copied())
            .current_dir(&folder)
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(also)
            .spawn()
            .map_err(|error| format!("{} could not be started: {error}", binary.display()))?;
        let mut served = Self { folder, port, process };
        for _ in 0..POLLS {
            if served.status_of("/api/v1").is_some_and(|status| status == 200) {
                return Ok(served);
            }
            if let Ok(Some(status)) = served.process.try_wait() {
                return Err(format!("chiso ended with {status}: {}", served.log()));
            }
            thread::sleep(POLL);
        }
        Err(format!("chiso does not answer: {}", served.log()))
    }

    /// The port it listens on.
    pub(crate) const fn port(&self) -> u16 {
        self.port
    }

    /// The whole address of a path.
    pub(crate) fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The status with which a path answers.
    pub(crate) fn status_of(&self, path: &str) -> Option<u16> {
        self.head(path)?.split_whitespace().nth(1)?.parse().ok()
    }

    /// A header of the answer of a path.
    pub(crate) fn header_of(&self, path: &str, name: &str) -> Option<String> {
        let head = self.head(path)?;
        let mut headers = head.lines().filter_map(|line| line.split_once(':'));
        let (_, value) = headers.find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        Some(value.trim().to_owned())
    }

    /// What stands before the body of an answer.
    fn head(&self, path: &str) -> Option<String> {
        let to = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        let mut stream = TcpStream::connect_timeout(&to, PATIENCE).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).ok()?;
        let request = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n", self.port);
        stream.write_all(request.as_bytes()).ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok()?;
        let answer = String::from_utf8_lossy(&answer);
        Some(answer.split("\r\n\r\n").next()?.to_owned())
    }

    /// Memory that it holds now (`VmRSS`), in MB of a million bytes; none where the system does not tell.
    pub(crate) fn memory_mb(&self) -> Option<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        let kibibytes: f64 = line.split_whitespace().next()?.parse().ok()?;
        Some(kibibytes * 1024.0 / 1e6)
    }

    /// The last lines of what it printed.
    pub(crate) fn log(&self) -> String {
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(20)..].join("\n")
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Taken and let go: free a moment later, too.
pub(crate) fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|error| format!("no free port: {error}"))?;
    listener.local_addr().map(|address| address.port()).map_err(|error| format!("no free port: {error}"))
}
