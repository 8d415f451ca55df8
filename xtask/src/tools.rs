//! What the tests need beside the Rust toolchain: there already, installed now, or missing with the words that say how to get it.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::process;

/// One thing that a test needs.
struct Need {
    name: &'static str,
    /// Programs of which any one will do.
    programs: &'static [&'static str],
    /// Debian's packages that bring it.
    packages: &'static [&'static str],
}

const BROWSER: [Need; 3] = [
    Need { name: "Chromium", programs: &["chromium"], packages: &["chromium"] },
    Need { name: "ChromeDriver", programs: &["chromedriver"], packages: &["chromium-driver"] },
    Need { name: "npm (for axe-core)", programs: &["npm"], packages: &["nodejs", "npm"] },
];

/// A face with every Vietnamese letter; without it, screenshots show boxes.
const FONT: &str = "fonts-noto-core";

/// Makes sure that the browser tests can run.
///
/// # Errors
/// What is missing, why it was not installed, and the command that installs it.
pub(crate) fn ready_browser(root: &Path, install: bool) -> Result<(), String> {
    let missing: Vec<&Need> =
        BROWSER.iter().filter(|need| !need.programs.iter().any(|program| process::answers(program))).collect();
    if !missing.is_empty() {
        let mut packages: Vec<&str> = missing.iter().flat_map(|need| need.packages.iter().copied()).collect();
        packages.push(FONT);
        let names: Vec<&str> = missing.iter().map(|need| need.name).collect();
        let names = names.join(", ");
        if !install {
            return Err(missing_message(&names, "--skip-install was given", &packages));
        }
        println!("missing: {names}; installing {}", packages.join(" "));
        install_packages(&packages).map_err(|reason| missing_message(&names, &reason, &packages))?;
        if let Some(need) = missing.iter().find(|need| !need.programs.iter().any(|program| process::answers(program))) {
            return Err(missing_message(
                need.name,
                "the packages were installed, but it does not start",
                need.packages,
            ));
        }
    }
    ready_axe(&root.join("e2e"), install)
}

fn missing_message(names: &str, reason: &str, packages: &[&str]) -> String {
    let packages = packages.join(" ");
    format!(
        "the browser tests need {names}, not found here: {reason}.\n  Install it: sudo apt-get install {packages}\n  \
         or leave these tests out: cargo xtask test --skip-browser"
    )
}

/// axe-core of exactly the version in e2e/package-lock.json.
fn ready_axe(e2e: &Path, install: bool) -> Result<(), String> {
    let (wanted, there) =
        (axe_version(&e2e.join("package-lock.json")), axe_version(&e2e.join("node_modules/.package-lock.json")));
    if wanted.is_some() && wanted == there {
        return Ok(());
    }
    if !install {
        return Err("axe-core is missing or old: run 'npm ci' in e2e/ (--skip-install was given)".to_owned());
    }
    println!("axe-core is missing or old; installing it with npm ci");
    let ended =
        process::run(Command::new("npm").args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]).current_dir(e2e))?;
    if ended.well {
        Ok(())
    } else {
        Err("npm could not install axe-core (above: why); try 'npm ci' in e2e/".to_owned())
    }
}

fn axe_version(lock: &Path) -> Option<String> {
    let lock: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(lock).ok()?).ok()?;
    Some(lock["packages"]["node_modules/axe-core"]["version"].as_str()?.to_owned())
}

/// Installs PostgreSQL.
///
/// # Errors
/// Why it was not installed, and the command that installs it.
pub(crate) fn install_postgres(install: bool) -> Result<(), String> {
    let instead = "or leave these tests out: cargo xtask test --skip-postgres";
    install_one("the tests of the store need PostgreSQL", &["postgresql"], install, instead)
}

/// Installs Python with its environments; `reason` is why none could be made.
///
/// # Errors
/// Why it was not installed, and the command that installs it.
pub(crate) fn install_python(reason: &str) -> Result<(), String> {
    println!("{reason}");
    let instead = "or leave these tests out: cargo xtask test --skip-api";
    install_one("the tests of the API need Python with venv", &["python3", "python3-venv"], true, instead)
}

/// Makes sure that wrk is there, which measures load.
///
/// # Errors
/// Why it was not installed, and the command that installs it.
pub(crate) fn ready_wrk(install: bool) -> Result<(), String> {
    // It has no `--version` that ends well.
    if process::starts("wrk") {
        return Ok(());
    }
    install_one("load is measured with wrk", &["wrk"], install, "")
}

/// Makes sure that clamd is there, before which the tests of files stand. It needs no signatures from elsewhere: the tests bring their own.
///
/// # Errors
/// Why it was not installed, and the command that installs it.
pub(crate) fn ready_clamd(install: bool) -> Result<(), String> {
    // Debian puts it where only administrators look for programs.
    if ["/usr/sbin/clamd", "/usr/bin/clamd", "/usr/local/sbin/clamd"].iter().any(|path| Path::new(path).is_file()) {
        return Ok(());
    }
    let instead = "or leave it out: cargo xtask test --skip-scanner";
    install_one("the tests of files need clamd", &["clamav-daemon"], install, instead)
}

fn install_one(need: &str, packages: &[&str], install: bool, instead: &str) -> Result<(), String> {
    let packages_line = packages.join(" ");
    let missing = |reason: &str| {
        format!("{need}, not found here: {reason}.\n  Install it: sudo apt-get install {packages_line}\n  {instead}")
    };
    if !install {
        return Err(missing("--skip-install was given"));
    }
    println!("missing; installing {packages_line}");
    install_packages(packages).map_err(|reason| missing(&reason))
}

/// Whether this process may do everything.
pub(crate) fn is_root() -> bool {
    process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// Installs by apt-get, as root or through a sudo that asks for no password.
fn install_packages(packages: &[&str]) -> Result<(), String> {
    if !process::answers("apt-get") {
        return Err("this system has no apt-get, the only installer this task knows".to_owned());
    }
    let root = is_root();
    let sudo = !root
        && Command::new("sudo")
            .args(["-n", "true"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success());
    if !root && !sudo {
        return Err("installing needs root or a sudo that asks for no password, and there is neither".to_owned());
    }
    let as_root = |words: &[&str]| -> Result<bool, String> {
        let mut command = if root { Command::new(words[0]) } else { Command::new("sudo") };
        if !root {
            command.args(["-n", "DEBIAN_FRONTEND=noninteractive", words[0]]);
        }
        Ok(process::run(command.args(&words[1..]).env("DEBIAN_FRONTEND", "noninteractive"))?.well)
    };
    // Another installation may be under way: wait for it rather than fail.
    let wait = "DPkg::Lock::Timeout=600";
    let mut install = vec!["apt-get", "-o", wait, "install", "--yes", "-qq", "--no-install-recommends"];
    install.extend(packages);
    // The package lists may be absent or older than the packages they name; an installation that was cut short leaves packages half set up.
    as_root(&["apt-get", "-o", wait, "update", "-qq"])?;
    if as_root(&install)? {
        return Ok(());
    }
    as_root(&["dpkg", "--configure", "-a"])?;
    as_root(&["apt-get", "-o", wait, "install", "--fix-broken", "--yes", "-qq"])?;
    if as_root(&install)? { Ok(()) } else { Err("apt-get could not install it (above: why)".to_owned()) }
}
