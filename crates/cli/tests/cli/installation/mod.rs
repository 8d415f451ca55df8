//! An installation of the real program in a folder of its own: its deeds before a server starts, and the server as a process, with everything that it says kept in files.

mod deeds;

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

pub(crate) use deeds::{manager, now};

/// An installation: its folder, and its database where that is elsewhere.
pub(crate) struct Installation {
    pub(crate) folder: PathBuf,
    /// Where uploaded files are.
    pub(crate) files: PathBuf,
    pub(crate) database: Option<String>,
}

/// A server that ends with the test.
pub(crate) struct Server {
    process: Child,
    pub(crate) address: SocketAddr,
}

impl Installation {
    /// Over a folder that is made.
    pub(crate) fn at(folder: &Path, database: Option<&str>) -> Installation {
        std::fs::create_dir_all(folder).unwrap();
        let files = folder.join("data/files");
        Installation { folder: folder.to_owned(), files, database: database.map(str::to_owned) }
    }

    /// The folder of register and box.
    pub(crate) fn ballots(&self) -> PathBuf {
        self.folder.join("data/ballots")
    }

    pub(crate) fn location(&self) -> chiso_store::Location {
        match &self.database {
            Some(url) => url.parse().unwrap_or_else(|_| panic!("{url}")),
            None => chiso_store::Location::Folder(self.folder.join("data")),
        }
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chiso"));
        command.current_dir(&self.folder).env("CHISO_STORE_FOLDER", "data").env("CHISO_FILES_FOLDER", &self.files);
        command.env("CHISO_LANG", "en");
        if let Some(url) = &self.database {
            command.env("CHISO_STORE_URL", url);
        }
        command
    }

    /// Starts the server at its loudest; what it says goes to `name.out` and `name.log`.
    pub(crate) fn serve(&self, name: &str) -> Server {
        let log = File::create(self.folder.join(format!("{name}.log"))).unwrap();
        let mut process = self
            .command()
            .args(["serve", "--listen", "127.0.0.1:0"])
            .env("CHISO_LOG_LEVEL", "trace")
            .env("CHISO_LOG_FORMAT", "json")
            .env("CHISO_LIMITS_PER_ADDRESS_PER_MINUTE", "0")
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut said = BufReader::new(process.stdout.take().unwrap());
        let mut line = String::new();
        said.read_line(&mut line).unwrap();
        let address = line.strip_prefix("chiso: http://").and_then(|rest| rest.split('/').next());
        let address = address.unwrap_or_else(|| panic!("{line}{}", self.said(name))).parse().unwrap();
        let mut out = File::create(self.folder.join(format!("{name}.out"))).unwrap();
        out.write_all(line.as_bytes()).unwrap();
        std::thread::spawn(move || std::io::copy(&mut said, &mut out));
        Server { process, address }
    }

    /// What a server said in its log.
    pub(crate) fn said(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.join(format!("{name}.log"))).unwrap()
    }

    /// Runs a command; what it printed and whether it went well.
    pub(crate) fn run(&self, words: &[&str]) -> (bool, String) {
        let output = self.command().args(words).output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8(said).unwrap())
    }

    pub(crate) fn backup(&self, name: &str) {
        let (well, said) = self.run(&["backup", name]);
        assert!(well, "{said}");
    }
}

impl Server {
    /// Asks it to stop, and waits until it has.
    pub(crate) fn stop(mut self) {
        assert!(Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status().unwrap().success());
        assert!(self.process.wait().unwrap().success());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
