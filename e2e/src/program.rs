//! The programs that the tests start: chiso itself and the driver of browsers. Each is asked for a free port, and stopped when its handle is dropped.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::Duration;

use crate::Result;
use crate::post::PostOffice;

/// How long a program may take until it says that it is ready. A debug build reads every shipped rulebook first.
const PATIENCE: Duration = Duration::from_secs(120);
/// How long a program may take to end when it is asked to, in steps of so many milliseconds.
const FAREWELL: (u32, Duration) = (600, Duration::from_millis(50));

/// The address of a server that runs already, where `CHISO_ADDRESS` names one.
pub(crate) fn elsewhere() -> Option<String> {
    std::env::var("CHISO_ADDRESS").ok().map(|address| address.trim_end_matches('/').to_owned())
}

/// The program to start: `CHISO_BINARY`, or the one built beside this.
fn chiso() -> Result<Command> {
    let beside = std::env::current_exe()
        .map_err(|error| error.to_string())?
        .with_file_name(format!("chiso{}", std::env::consts::EXE_SUFFIX));
    let mut command = Command::new(std::env::var_os("CHISO_BINARY").map_or(beside, PathBuf::from));
    // What is set for a server of the developer's own is nothing to these.
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("CHISO_")) {
        command.env_remove(name);
    }
    Ok(command)
}

/// What `chiso` with these arguments prints; that it ends well is asked for.
pub(crate) fn run(arguments: &[&str]) -> Result<String> {
    let (well, said) = ended(arguments)?;
    if well { Ok(said) } else { Err(format!("chiso {} fails: {said}", arguments.join(" "))) }
}

/// What `chiso` with these arguments prints; that it ends with an error is asked for.
pub(crate) fn fails(arguments: &[&str]) -> Result<String> {
    let (well, said) = ended(arguments)?;
    if well { Err(format!("chiso {} finds nothing wrong: {said}", arguments.join(" "))) } else { Ok(said) }
}

/// Whether `chiso` with these arguments ends well, and what it prints.
fn ended(arguments: &[&str]) -> Result<(bool, String)> {
    let output = chiso()?.args(arguments).output().map_err(|error| format!("chiso: {error}"))?;
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    Ok((output.status.success(), said))
}

/// How a program is started over its data.
struct Serving {
    store: PathBuf,
    language: String,
    port: u16,
    /// The port of the mail server that takes its letters; none where it sends none.
    mail: Option<u16>,
}

impl Serving {
    fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn start(&self) -> Result<Started> {
        let mut command = chiso()?;
        let listen = format!("127.0.0.1:{}", self.port);
        command.args(["serve", "--lang", &self.language, "--listen", &listen, "--store"]).arg(&self.store);
        // Tests ask for more in a minute, from one address, than any office does.
        for limit in ["PER_ADDRESS_PER_MINUTE", "PER_ACCOUNT_PER_MINUTE"] {
            command.env(format!("CHISO_LIMITS_{limit}"), "0");
        }
        command.env("CHISO_LIMITS_SIGN_INS_PER_ADDRESS_PER_MINUTE", "1000");
        if let Some(mail) = self.mail {
            command.env("CHISO_MAIL_SERVER", format!("smtp://127.0.0.1:{mail}"));
            command.env("CHISO_MAIL_STARTTLS", "off").env("CHISO_MAIL_FROM", "Bộ chỉ số <chiso@example.org>");
            command.env("CHISO_SERVER_PUBLIC_URL", self.address());
            command.env("CHISO_FILES_ORIGIN", files_origin(&self.address()));
        }
        // What it logs stands beside its data.
        let log = self.store.with_extension("log");
        let file = File::options().create(true).append(true).open(&log);
        command.stderr(file.map_err(|error| format!("{}: {error}", log.display()))?);
        let (program, line) = Started::when(&mut command, |line| line.contains("http://"))
            .map_err(|error| format!("{error}; its log: {}", log.display()))?;
        let address =
            line.split_whitespace().find_map(|word| word.find("http://").map(|at| &word[at..])).unwrap_or_default();
        let wanted = self.address();
        if address.trim_end_matches('/') != wanted {
            return Err(format!("asked to listen on {wanted}, the program printed: {line}"));
        }
        Ok(program)
    }
}

/// The portal, serving.
pub(crate) struct Portal {
    address: String,
    /// None where it was not started here.
    serving: Option<Serving>,
    program: Option<Started>,
}

impl Portal {
    /// Starts `chiso serve` over the data in `store`, or takes what `CHISO_ADDRESS` names.
    pub(crate) fn start(store: &Path) -> Result<Self> {
        match elsewhere() {
            Some(address) => Ok(Self { address, serving: None, program: None }),
            None => Self::start_in(store, "vi"),
        }
    }

    /// Starts `chiso serve` over the data in `store`, speaking `language`.
    pub(crate) fn start_in(store: &Path, language: &str) -> Result<Self> {
        Self::serve(store, language, None)
    }

    /// The same, with letters that leave by `post`.
    pub(crate) fn start_with_mail(store: &Path, language: &str, post: &PostOffice) -> Result<Self> {
        Self::serve(store, language, Some(post.port()))
    }

    fn serve(store: &Path, language: &str, mail: Option<u16>) -> Result<Self> {
        // Taken and let go: free a moment later, too, as nothing else on the machine asks for this port.
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|socket| socket.local_addr())
            .map_err(|error| error.to_string())?
            .port();
        let serving = Serving { store: store.to_owned(), language: language.to_owned(), port, mail };
        let program = serving.start()?;
        Ok(Self { address: serving.address(), serving: Some(serving), program: Some(program) })
    }

    /// Scheme, host and port, without a slash at the end.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// The address that it prints while there is no administrator.
    pub(crate) fn first_link(&self) -> Result<String> {
        let program = self.program.as_ref().ok_or("this server was not started here")?;
        // It is printed after the address that was waited for.
        for _ in 0..FAREWELL.0 {
            if let Some(link) = program.said().lines().find(|line| line.contains("/set-up/")) {
                return Ok(link.trim().to_owned());
            }
            thread::sleep(FAREWELL.1);
        }
        Err(format!("no link for the first administrator is printed, only: {}", program.said()))
    }

    /// What it has printed so far.
    pub(crate) fn said(&self) -> String {
        self.program.as_ref().map(Started::said).unwrap_or_default()
    }

    /// Asks it to end as a service manager does; it must say with its exit code that all is well.
    pub(crate) fn stop(mut self) -> Result<()> {
        self.pause()
    }

    /// The same, to be started again at its address.
    pub(crate) fn pause(&mut self) -> Result<()> {
        let mut program = self.program.take().ok_or("this server was not started here")?;
        let id = program.child.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status().map_err(|error| format!("kill: {error}"))?;
        for _ in 0..FAREWELL.0 {
            match program.child.try_wait().map_err(|error| error.to_string())? {
                Some(status) if status.success() => return Ok(()),
                Some(status) => return Err(format!("asked to end by SIGTERM, chiso ended with {status}")),
                None => thread::sleep(FAREWELL.1),
            }
        }
        Err("asked to end by SIGTERM, chiso still runs half a minute later".to_owned())
    }

    /// Starts it again over the same data, at the same address.
    pub(crate) fn go_on(&mut self) -> Result<()> {
        let serving = self.serving.as_ref().ok_or("this server was not started here")?;
        self.program = Some(serving.start()?);
        Ok(())
    }
}

/// Where a server shows files, of its own address: the port after its own.
pub(crate) fn files_origin(server: &str) -> String {
    let (host, port) = server.rsplit_once(':').unwrap_or((server, ""));
    format!("{host}:{}", port.parse::<u16>().map_or(0, |port| port.saturating_add(1)))
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

/// A running program, and the lines it has printed.
pub(crate) struct Started {
    child: Child,
    lines: Arc<Mutex<Vec<String>>>,
}

impl Started {
    /// Starts `command` and waits for the first line of its output that is `ready`.
    pub(crate) fn when(command: &mut Command, ready: impl Fn(&str) -> bool + Send + 'static) -> Result<(Self, String)> {
        let name = command.get_program().to_string_lossy().into_owned();
        let mut child = command
            // Closed when this ends, however it ends: for programs that wait for that.
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{name} could not be started: {error}"))?;
        let output = child.stdout.take();
        let lines = Arc::new(Mutex::new(Vec::new()));
        let started = Self { child, lines: Arc::clone(&lines) };
        let (send, receive) = mpsc::channel();
        // Reads on after the line was found: a program whose output nobody takes comes to a stop.
        thread::spawn(move || output.map(|output| watch(output, &lines, &ready, &send)));
        match receive.recv_timeout(PATIENCE) {
            Ok(Some(line)) => Ok((started, line)),
            Ok(None) => Err(format!("{name} ended; it said: {}", started.said())),
            Err(_) => Err(format!("{name} did not say within {} s that it is ready", PATIENCE.as_secs())),
        }
    }

    /// What it has printed so far.
    pub(crate) fn said(&self) -> String {
        self.lines.lock().map(|lines| lines.join("\n")).unwrap_or_default()
    }
}

fn watch(
    output: ChildStdout,
    lines: &Mutex<Vec<String>>,
    ready: &impl Fn(&str) -> bool,
    send: &mpsc::Sender<Option<String>>,
) {
    let mut found = false;
    for line in BufReader::new(output).lines().map_while(std::result::Result::ok) {
        if let Ok(mut lines) = lines.lock() {
            lines.push(line.clone());
        }
        if !found && ready(&line) {
            found = true;
            // Nobody waits any more only when the tests have given up already.
            let _ = send.send(Some(line));
        }
    }
    if !found {
        let _ = send.send(None);
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        // An error means that it has ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
