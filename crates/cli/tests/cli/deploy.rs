//! The files in `deploy/` are understood by the programs that they are for, and name commands that exist.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::program::Place;

fn deploy(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy").join(name)).unwrap()
}

/// What a program says, if it is there; where not, this is said and the test goes on: none of them is needed to build, run or try chiso itself.
fn told(command: &mut Command) -> Option<Output> {
    match command.output() {
        Ok(output) => Some(output),
        Err(error) => {
            let name = command.get_program().to_string_lossy().into_owned();
            eprintln!("skipped: {name} is missing ({error})");
            None
        }
    }
}

fn all(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn the_unit_is_one_that_systemd_understands_and_finds_well_closed() {
    let place = Place::with(&[]);
    // Where the program is not installed, systemd says so; the unit itself is what is tried here.
    let unit = deploy("chiso.service").replace("/usr/local/bin/chiso", env!("CARGO_BIN_EXE_chiso"));
    std::fs::write(place.path("chiso.service"), unit).unwrap();
    let path = place.path("chiso.service");
    let Some(verified) = told(Command::new("systemd-analyze").arg("verify").arg(&path)) else { return };
    let said: Vec<String> =
        all(&verified).lines().filter(|line| line.contains("chiso.service")).map(str::to_owned).collect();
    assert_eq!(said, [""; 0]);
    let security =
        Command::new("systemd-analyze").args(["security", "--offline=true", "--threshold=20"]).arg(&path).output();
    let security = security.unwrap();
    assert!(security.status.success(), "exposed more than 2.0 of 10:\n{}", all(&security));
}

#[test]
fn what_the_files_call_is_there() {
    let place = Place::with(&[("chiso.toml", &deploy("chiso.toml"))]);
    for file in ["chiso.service", "Containerfile"] {
        let text = deploy(file);
        for called in ["config check --only-read", "serve --config", "health"] {
            let used = text.contains(called) || text.contains(&format!("\"chiso\", \"{called}\""));
            if used {
                let command = called.split(" --").next().unwrap();
                let help = place.run(&format!("{command} --help")).well().out;
                let flag = called.split_once(" --").map_or("--help", |(_, flag)| flag);
                assert!(help.contains(flag), "{file}: {called}");
            }
        }
    }
    place.run("config check --only-read --config chiso.toml").well();
}

#[test]
fn the_proxies_understand_their_files() {
    let place = Place::with(&[("Caddyfile", &deploy("Caddyfile"))]);
    if let Some(caddy) = told(
        Command::new("caddy").args(["validate", "--adapter", "caddyfile", "--config"]).arg(place.path("Caddyfile")),
    ) {
        assert!(caddy.status.success(), "{}", all(&caddy));
    }
    let at = |name: &str| place.path(name).display().to_string();
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=chiso.example.org"])
        .args(["-keyout", &at("key.pem"), "-out", &at("cert.pem")])
        .output();
    if !made.is_ok_and(|made| made.status.success()) {
        eprintln!("skipped: openssl is missing");
        return;
    }
    let site = deploy("nginx.conf")
        .replace("/etc/ssl/certs/chiso.pem", &at("cert.pem"))
        .replace("/etc/ssl/private/chiso.key", &at("key.pem"));
    let whole = format!("pid {};\nerror_log stderr;\nevents {{}}\nhttp {{\n{site}}}\n", at("pid"));
    std::fs::write(place.path("nginx.conf"), whole).unwrap();
    let nginx = ["/usr/sbin/nginx", "nginx"]
        .map(PathBuf::from)
        .into_iter()
        .find(|path| path.exists())
        .unwrap_or("nginx".into());
    if let Some(nginx) = told(Command::new(nginx).args(["-t", "-e", "stderr", "-c", &at("nginx.conf")])) {
        assert!(nginx.status.success(), "{}", all(&nginx));
    }
}
