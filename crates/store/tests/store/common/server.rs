//! A PostgreSQL server of the test's own, which it may kill.

use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

pub(crate) struct Server {
    programs: PathBuf,
    account: Option<String>,
    folder: TempDir,
    port: u16,
    process: Option<Child>,
}

impl Server {
    /// A new cluster and a server on it; none when PostgreSQL is not installed.
    pub(crate) fn start() -> Option<Server> {
        let Some(programs) = programs() else {
            assert!(std::env::var_os("CI").is_none(), "PostgreSQL is not installed, and this is CI");
            eprintln!("SKIPPED: no programs of PostgreSQL; install Debian's package postgresql");
            return None;
        };
        let is_root = said(Command::new("id").arg("-u")).trim() == "0";
        let named = std::env::var("CHISO_TEST_POSTGRES_USER").ok();
        let account = is_root.then(|| named.unwrap_or_else(|| "postgres".to_owned()));
        let folder = tempfile::tempdir().unwrap();
        std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755)).unwrap();
        let data = folder.path().join("data");
        std::fs::create_dir(&data).unwrap();
        if let Some(account) = &account {
            said(Command::new("chown").arg(account).arg(&data));
        }
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut server = Server { programs, account, folder, port, process: None };
        said(
            server
                .command("initdb")
                .args(["-U", "chiso", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"])
                .arg("-D")
                .arg(&data),
        );
        server.again(&[]);
        Some(server)
    }

    /// The folder of the cluster, whose files belong to the server's account.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Puts a file into the cluster that only the server may read.
    pub(crate) fn put(&self, name: &str, text: &str) {
        let file = self.data().join(name);
        std::fs::write(&file, text).unwrap();
        std::fs::set_permissions(&file, PermissionsExt::from_mode(0o600)).unwrap();
        if let Some(account) = &self.account {
            said(Command::new("chown").arg(account).arg(&file));
        }
    }

    pub(crate) fn address(&self) -> String {
        format!("postgres://chiso@127.0.0.1:{}/postgres", self.port)
    }

    fn command(&self, program: &str) -> Command {
        let mut command = match &self.account {
            Some(account) => {
                let mut command = Command::new("setpriv");
                command.args(["--reuid", account, "--regid", account, "--init-groups", "--pdeathsig", "KILL", "--"]);
                command.arg(self.programs.join(program));
                command
            }
            None => Command::new(self.programs.join(program)),
        };
        command.current_dir(self.folder.path()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// Starts the server after it was killed, and waits until it has recovered.
    pub(crate) fn again(&mut self, more: &[&str]) {
        for _ in 0..20 {
            let mut command = self.command("postgres");
            command.arg("-D").arg(self.folder.path().join("data"));
            let port = format!("port={}", self.port);
            for setting in
                [&port, "listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=on", "full_page_writes=on"]
                    .into_iter()
                    .chain(more.iter().copied())
            {
                command.args(["-c", setting]);
            }
            let mut process = command.spawn().unwrap();
            while process.try_wait().unwrap().is_none() {
                let ready =
                    self.command("pg_isready").args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()]).status();
                if ready.unwrap().success() {
                    self.process = Some(process);
                    return;
                }
                std::thread::sleep(Duration::from_millis(20));
            }
            // A process of the one before may still hold its memory.
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("PostgreSQL does not start again");
    }

    /// `kill -9` for the server and every process it has started.
    pub(crate) fn kill(&mut self) {
        let mut process = self.process.take().unwrap();
        let id = process.id();
        let children = std::fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap_or_default();
        process.kill().unwrap();
        let mut kill = Command::new("kill");
        kill.arg("-9").args(children.split_whitespace()).stderr(Stdio::null());
        // Those that have ended meanwhile need no ending.
        let _ = kill.status();
        process.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.process.is_some() {
            self.kill();
        }
    }
}

fn programs() -> Option<PathBuf> {
    let named = std::env::var_os("CHISO_TEST_POSTGRES_BIN").map(PathBuf::from);
    named.or_else(|| {
        let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
        let mut found: Vec<PathBuf> = versions.map(|entry| entry.unwrap().path().join("bin")).collect();
        found.retain(|folder: &PathBuf| Path::new(&folder.join("initdb")).is_file());
        found.sort();
        found.pop()
    })
}

fn said(command: &mut Command) -> String {
    let output = command.stdout(Stdio::piped()).stderr(Stdio::piped()).output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
