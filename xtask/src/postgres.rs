//! A real PostgreSQL for the tests: a new cluster below the target folder, on a port of this machine alone, gone when its user is.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::{process, rules, served, tools};

/// The address of the server, for tests: `postgres://chiso@127.0.0.1:PORT/postgres`.
pub(crate) const ADDRESS: &str = "CHISO_TEST_POSTGRES";
/// The folder of its programs, for a test that starts and kills servers of its own.
pub(crate) const PROGRAMS: &str = "CHISO_TEST_POSTGRES_BIN";
/// The user as whom such a test must start them; absent where the tests do not run as root, whom PostgreSQL turns away.
pub(crate) const ACCOUNT: &str = "CHISO_TEST_POSTGRES_USER";

const SETTINGS: [&str; 10] = [
    "listen_addresses=127.0.0.1",
    // The path of a socket below a deep target folder would be longer than the system allows.
    "unix_socket_directories=",
    // As in operation: what was acknowledged is on disk.
    "fsync=on",
    "synchronous_commit=on",
    "full_page_writes=on",
    // Every test binary has a pool of its own, and they run side by side.
    "max_connections=300",
    "logging_collector=off",
    "log_min_messages=warning",
    "timezone=UTC",
    "max_wal_size=256MB",
];

const STARTS_TRIED: u32 = 3;
const POLLS: u32 = 300;
const POLL: Duration = Duration::from_millis(100);

/// A running server; dropping it ends the server and removes its folder.
pub(crate) struct Server {
    programs: PathBuf,
    account: Option<&'static str>,
    folder: PathBuf,
    port: u16,
    process: Child,
}

impl Server {
    /// Starts a server over an empty cluster in a folder of its own below `target`; installs PostgreSQL where that is missing and `install` allows it.
    ///
    /// # Errors
    /// What is missing and how to install it, or what the server said.
    pub(crate) fn start(target: &Path, install: bool) -> Result<Self, String> {
        let programs = programs(install)?;
        let account = account();
        let folder = folder(target, account)?;
        initialise(&programs, account, &folder.join("data"))?;
        let mut last = String::new();
        for _ in 0..STARTS_TRIED {
            let port = served::free_port()?;
            let mut process = serve(&programs, account, &folder, port)?;
            match wait_until_ready(&programs, port, &mut process) {
                Ok(()) => return Ok(Self { programs, account, folder, port, process }),
                // Somebody else may have taken the port in between: try another.
                Err(reason) => last = format!("{reason}\n{}", log(&folder)),
            }
            let _ = process.kill();
            let _ = process.wait();
        }
        let _ = fs::remove_dir_all(&folder);
        Err(format!("PostgreSQL did not start: {last}"))
    }

    /// Where tests reach it.
    pub(crate) fn address(&self) -> String {
        format!("postgres://chiso@127.0.0.1:{}/postgres", self.port)
    }

    /// What the tests are told of it.
    pub(crate) fn environment(&self) -> Vec<(&'static str, String)> {
        let mut environment = vec![(ADDRESS, self.address()), (PROGRAMS, self.programs.to_string_lossy().into_owned())];
        environment.extend(self.account.map(|account| (ACCOUNT, account.to_owned())));
        environment
    }

    /// Waits until the server ends by itself or by Ctrl C, which reaches it too.
    ///
    /// # Errors
    /// It ended with an error: the end of its log.
    pub(crate) fn wait(mut self) -> Result<(), String> {
        let status = self.process.wait().map_err(|error| format!("PostgreSQL: {error}"))?;
        if status.success() { Ok(()) } else { Err(format!("PostgreSQL ended: {}", log(&self.folder))) }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let data = self.folder.join("data");
        let mut stop = as_account(self.account, &self.programs.join("pg_ctl"));
        stop.arg("stop").arg("-D").arg(&data).args(["--mode", "fast", "--silent", "--timeout", "20"]);
        if process::output(&mut stop).is_err() {
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// `cargo xtask postgres`: one for people who run single tests; true when it ended as asked.
pub(crate) fn serve_until_ended(root: &Path) -> bool {
    let ended = rules::target(root).and_then(|target| Server::start(&target, true)).and_then(|server| {
        println!("PostgreSQL runs until Ctrl C. For the tests in another window:\n");
        for (name, value) in server.environment() {
            println!("export {name}={value}");
        }
        server.wait()
    });
    ended.inspect_err(|reason| eprintln!("{reason}")).is_ok()
}

/// The folder of the programs: Debian's newest version, else that of a `postgres` in PATH whose `initdb` stands beside it.
fn programs(install: bool) -> Result<PathBuf, String> {
    if let Some(found) = found_programs() {
        return Ok(found);
    }
    tools::install_postgres(install)?;
    found_programs().ok_or_else(|| "Debian's package postgresql is installed, but brought no initdb".to_owned())
}

fn found_programs() -> Option<PathBuf> {
    let whole = |folder: &Path| ["initdb", "postgres", "pg_ctl", "pg_isready"].iter().all(|p| folder.join(p).is_file());
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut debian: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, folder)| whole(folder))
        .collect();
    debian.sort();
    debian.pop().map(|(_, folder)| folder).or_else(|| {
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path).find(|folder| whole(folder))
    })
}

/// As whom the server runs: PostgreSQL refuses to run as root.
fn account() -> Option<&'static str> {
    if !tools::is_root() {
        return None;
    }
    let known = |name: &&str| process::output(Command::new("id").arg(name)).is_ok();
    Some(["postgres", "nobody"].into_iter().find(known).unwrap_or("nobody"))
}

/// `program` run as `account`; told to end when this process ends, however that happens.
fn as_account(account: Option<&str>, program: &Path) -> Command {
    if !process::answers("setpriv") {
        return match account {
            Some(account) => {
                let mut command = Command::new("runuser");
                command.args(["-u", account, "--"]).arg(program);
                command
            }
            None => Command::new(program),
        };
    }
    let mut command = Command::new("setpriv");
    if let Some(account) = account {
        command.args(["--reuid", account, "--init-groups"]);
        if let Ok(group) = process::output(Command::new("id").args(["-g", account])) {
            command.args(["--regid", group.trim()]);
        }
    }
    command.args(["--pdeathsig", "INT", "--"]).arg(program);
    command
}

/// A new folder that `account` owns and can reach: below `target`, or the system's folder for passing files where a folder above `target` is closed to it.
fn folder(target: &Path, account: Option<&str>) -> Result<PathBuf, String> {
    let all = [target.join("postgres"), std::env::temp_dir().join("chiso-postgres")];
    let mut reason = String::new();
    for above in all {
        remove_those_left_behind(&above);
        let folder = above.join(std::process::id().to_string());
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let Some(account) = account else { return Ok(folder) };
        process::output(Command::new("chown").arg(account).arg(&folder))?;
        match process::output(as_account(Some(account), Path::new("test")).arg("-w").arg(&folder)) {
            Ok(_) => return Ok(folder),
            Err(error) => reason = format!("{account} cannot reach {}: {error}", folder.display()),
        }
        let _ = fs::remove_dir_all(&folder);
    }
    Err(reason)
}

/// Folders of runs that were killed; each is named by its process.
fn remove_those_left_behind(above: &Path) {
    if !Path::new("/proc/self").exists() {
        return;
    }
    for entry in fs::read_dir(above).into_iter().flatten().flatten() {
        if !Path::new("/proc").join(entry.file_name()).exists() {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn initialise(programs: &Path, account: Option<&str>, data: &Path) -> Result<(), String> {
    let mut command = as_account(account, &programs.join("initdb"));
    command.arg("--pgdata").arg(data).args([
        "--username=chiso",
        "--auth=trust",
        "--encoding=UTF8",
        // Text is compared byte by byte, as SQLite does.
        "--locale=C",
        "--no-instructions",
    ]);
    process::output(command.current_dir("/")).map(drop)
}

fn serve(programs: &Path, account: Option<&str>, folder: &Path, port: u16) -> Result<Child, String> {
    let log = File::create(folder.join("log")).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut command = as_account(account, &programs.join("postgres"));
    command.arg("-D").arg(folder.join("data")).args(["-p", &port.to_string()]);
    for setting in SETTINGS {
        command.args(["-c", setting]);
    }
    command
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .map_err(|error| format!("PostgreSQL could not be started: {error}"))
}

fn wait_until_ready(programs: &Path, port: u16, process: &mut Child) -> Result<(), String> {
    for _ in 0..POLLS {
        let mut ready = Command::new(programs.join("pg_isready"));
        ready.args(["-q", "-h", "127.0.0.1", "-p", &port.to_string()]);
        if process::output(&mut ready).is_ok() {
            return Ok(());
        }
        if let Ok(Some(status)) = process.try_wait() {
            return Err(format!("it ended with {status}"));
        }
        thread::sleep(POLL);
    }
    Err("it does not answer".to_owned())
}

fn log(folder: &Path) -> String {
    fs::read_to_string(folder.join("log")).unwrap_or_default().trim().to_owned()
}
