//! The provider of `tests/provider`, installed into the target folder and started as a process.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

const SOURCES: [&str; 4] = ["package.json", "package-lock.json", ".npmrc", "provider.mjs"];

/// A running provider; it ends with the test.
pub(crate) struct Running {
    process: Child,
    pub(crate) issuer: String,
}

impl Running {
    /// Starts it on any port; `None`, with a notice, where Node or the network is missing.
    pub(crate) fn start() -> Option<Running> {
        installed().map(|folder| Running::at(&folder, &["0"]))
    }

    /// Starts it with a certificate and its key, from PEM files.
    pub(crate) fn start_with_tls(certificate: &Path, key: &Path) -> Option<Running> {
        installed().map(|folder| Running::at(&folder, &["0", certificate.to_str().unwrap(), key.to_str().unwrap()]))
    }

    /// Stops it and starts it at the same address, with new keys and without memory.
    pub(crate) fn restart(mut self) -> Running {
        let port = self.issuer.rsplit_once(':').unwrap().1.to_owned();
        self.stop();
        Running::at(&installed().unwrap(), &[&port])
    }

    pub(crate) fn stop(&mut self) {
        let _gone = self.process.kill();
        self.process.wait().unwrap();
    }

    fn at(folder: &Path, arguments: &[&str]) -> Running {
        let mut command = Command::new("node");
        command.arg("provider.mjs").args(arguments).current_dir(folder).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let issuer = lines
            .by_ref()
            .map(Result::unwrap)
            .find(|line| line.starts_with("http"))
            .expect("the provider should start");
        // It stops when nobody reads what it says.
        std::thread::spawn(move || lines.for_each(drop));
        Running { process, issuer }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The folder with the provider and its packages. Installed aside and moved into place at once, because tests run at the same time.
fn installed() -> Option<PathBuf> {
    // From wherever the tests are: the workspace signs people in through it as well.
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../identity/tests/provider");
    let texts: Vec<Vec<u8>> = SOURCES.iter().map(|name| std::fs::read(source.join(name)).unwrap()).collect();
    let tag = chiso_identity::digest(&String::from_utf8_lossy(&texts.concat()));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("oidc-provider-{}", &tag[..16]));
    if folder.is_dir() {
        return Some(folder);
    }
    let aside = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    for (name, text) in SOURCES.iter().zip(texts) {
        std::fs::write(aside.path().join(name), text).unwrap();
    }
    let npm =
        Command::new("npm").args(["ci", "--ignore-scripts"]).current_dir(aside.path()).stdin(Stdio::null()).output();
    match npm {
        Ok(output) if output.status.success() => {}
        failed => {
            let why = failed
                .map_or_else(|error| error.to_string(), |output| String::from_utf8_lossy(&output.stderr).into_owned());
            assert!(std::env::var_os("CI").is_none(), "npm ci: {why}");
            println!(
                "skipped: the provider needs Node 20 with npm and the network ({})",
                why.lines().next().unwrap_or_default()
            );
            return None;
        }
    }
    let _somebody_else_was_faster = std::fs::rename(aside.path(), &folder);
    Some(folder)
}
