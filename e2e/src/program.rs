//! The two programs that the tests start: chiso itself and the driver of browsers. Each is asked for a free port, and stopped when its handle is dropped.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::Result;

/// How long a program may take until it says that it is ready. A debug build reads every shipped rulebook first.
const PATIENCE: Duration = Duration::from_secs(120);

/// The portal, serving.
pub(crate) struct Portal {
    address: String,
    _program: Option<Started>,
}

impl Portal {
    /// Starts `chiso serve`, or takes what `CHISO_ADDRESS` names.
    pub(crate) fn start() -> Result<Self> {
        if let Ok(address) = std::env::var("CHISO_ADDRESS") {
            return Ok(Self { address: address.trim_end_matches('/').to_owned(), _program: None });
        }
        let beside = std::env::current_exe()
            .map_err(|error| error.to_string())?
            .with_file_name(format!("chiso{}", std::env::consts::EXE_SUFFIX));
        let binary = std::env::var_os("CHISO_BINARY").map_or(beside, PathBuf::from);
        // Taken and let go: free a moment later, too, as nothing else on the machine asks for this port.
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|socket| socket.local_addr())
            .map_err(|error| error.to_string())?
            .port();
        let mut command = Command::new(&binary);
        command.args(["serve", "--listen", &format!("127.0.0.1:{port}")]);
        let (program, line) = Started::when(&mut command, |line| line.contains("http://"))?;
        let address =
            line.split_whitespace().find_map(|word| word.find("http://").map(|at| &word[at..])).unwrap_or_default();
        let wanted = format!("http://127.0.0.1:{port}");
        if address.trim_end_matches('/') != wanted {
            return Err(format!("asked to listen on {wanted}, the program printed: {line}"));
        }
        Ok(Self { address: wanted, _program: Some(program) })
    }

    /// Scheme, host and port, without a slash at the end.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }
}

/// The driver of browsers, listening.
pub(crate) struct ChromeDriver {
    address: String,
    _program: Started,
}

impl ChromeDriver {
    /// Starts it on a port of its own choice.
    pub(crate) fn start() -> Result<Self> {
        let mut command = Command::new("chromedriver");
        command.args(["--port=0", "--log-level=SEVERE"]);
        let (program, line) = Started::when(&mut command, |line| line.contains("started successfully on port"))?;
        let port: String =
            line.rsplit("port ").next().unwrap_or_default().chars().take_while(char::is_ascii_digit).collect();
        Ok(Self { address: format!("http://127.0.0.1:{port}"), _program: program })
    }

    /// Where its commands are sent.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }
}

/// A running program.
struct Started(Child);

impl Started {
    /// Starts `command` and waits for the first line of its output that is `ready`.
    fn when(command: &mut Command, ready: impl Fn(&str) -> bool + Send + 'static) -> Result<(Self, String)> {
        let name = command.get_program().to_string_lossy().into_owned();
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{name} could not be started: {error}"))?;
        let output = child.stdout.take();
        let started = Self(child);
        let (send, receive) = mpsc::channel();
        // Reads on after the line was found: a program whose output nobody takes comes to a stop.
        thread::spawn(move || output.map(|output| watch(output, &ready, &send)));
        match receive.recv_timeout(PATIENCE) {
            Ok(Ok(line)) => Ok((started, line)),
            Ok(Err(said)) => Err(format!("{name} ended; it said: {said}")),
            Err(_) => Err(format!("{name} did not say within {} s that it is ready", PATIENCE.as_secs())),
        }
    }
}

fn watch(output: ChildStdout, ready: &impl Fn(&str) -> bool, send: &mpsc::Sender<std::result::Result<String, String>>) {
    let mut said = Vec::new();
    let mut found = false;
    for line in BufReader::new(output).lines().map_while(std::result::Result::ok) {
        if !found && ready(&line) {
            found = true;
            // Nobody waits any more only when the tests have given up already.
            let _ = send.send(Ok(line));
        } else if !found {
            said.push(line);
        }
    }
    if !found {
        let _ = send.send(Err(said.join("\n")));
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        // An error means that it has ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
