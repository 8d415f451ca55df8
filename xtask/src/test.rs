//! The steps of `cargo xtask test`, their order and their sum.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::fuzz_api;
use crate::postgres::Server;
use crate::process;
use crate::python::Python;
use crate::rules;
use crate::tally::Tally;
use crate::tools;

/// Seconds that each fuzz target runs within a test run.
pub(crate) const FUZZ_SECONDS: u32 = 20;

/// What can be left out, its flag and its name.
const PARTS: [(Part, &str, &str); 5] = [
    (Part::Browser, "--skip-browser", "browser tests"),
    (Part::Scanner, "--skip-scanner", "a virus scanner for the tests of files, which say so where it is missing"),
    (Part::Postgres, "--skip-postgres", "tests on PostgreSQL"),
    (Part::Api, "--skip-api", "fuzzing of the API, and what else needs Python's packages"),
    (Part::Fuzz, "--skip-fuzz", "fuzz targets"),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Browser,
    Scanner,
    Postgres,
    Api,
    Fuzz,
}

/// What to leave out.
#[derive(Debug, Default)]
pub(crate) struct Options {
    left_out: Vec<Part>,
    skip_install: bool,
}

impl Options {
    /// # Errors
    /// An unknown flag, by name.
    pub(crate) fn from_flags(flags: &[&str]) -> Result<Self, String> {
        let mut options = Self::default();
        for flag in flags {
            if let Some((part, ..)) = PARTS.iter().find(|(_, known, _)| known == flag) {
                options.left_out.push(*part);
            } else if *flag == "--skip-install" {
                options.skip_install = true;
            } else {
                return Err(format!("unknown flag {flag}"));
            }
        }
        Ok(options)
    }

    fn with(&self, part: Part) -> bool {
        !self.left_out.contains(&part)
    }
}

/// Everything; true when nothing failed.
pub(crate) fn everything(root: &Path, options: &Options) -> bool {
    let mut run = Run::new(root);
    // First, so that what is missing is said before minutes of compiling.
    let browser = options
        .with(Part::Browser)
        .then(|| run.step("tools of the browser tests", |_| ready(root, !options.skip_install)));
    if options.with(Part::Scanner) {
        run.step("virus scanner", |_| tools::ready_clamd(!options.skip_install).map(|()| Tally::default()));
    }
    let mut postgres = None;
    if options.with(Part::Postgres) {
        run.step("PostgreSQL", |run| {
            postgres = Some(Server::start(&rules::target(run.root)?, !options.skip_install)?);
            Ok(Tally::default())
        });
    }
    run.environment.extend(postgres.iter().flat_map(Server::environment));
    let mut python = None;
    if options.with(Part::Api) {
        run.step("Python's packages", |run| {
            python = Some(Python::ready(run.root, &rules::target(run.root)?, !options.skip_install)?);
            Ok(Tally::default())
        });
    }
    run.environment.extend(python.iter().map(Python::environment));
    run.step("rules of the repository", rules);
    run.step("known answers", known_answers);
    let built = run.step("build", |run| run.cargo(&["build", "--workspace", "--bins", "--tests"]));
    if built {
        run.step("unit and integration tests", unit_tests);
        run.step("documentation tests", |run| {
            run.cargo(&["test", "--workspace", "--doc", "--no-fail-fast", "--quiet"])
        });
        if options.with(Part::Fuzz) {
            run.step("fuzz targets", |run| run.fuzz(FUZZ_SECONDS));
        }
        if let Some(python) = python {
            run.step("fuzzing of the API", |run| run.fuzz_api(&python, fuzz_api::SECONDS));
        }
        if browser == Some(true) {
            run.step("browser tests", |run| run.browser(None));
        }
    }
    for (part, _, what) in PARTS {
        if !options.with(part) {
            println!("left out as asked: {what}");
        }
    }
    run.close()
}

/// `cargo xtask rules`.
pub(crate) fn rules_alone(root: &Path) -> bool {
    let mut run = Run::new(root);
    run.step("rules of the repository", rules);
    run.close()
}

/// `cargo xtask fuzz`.
pub(crate) fn fuzz_alone(root: &Path, seconds: u32) -> bool {
    let mut run = Run::new(root);
    if run.step("build", |run| run.cargo(&["build", "--package", "chiso-fuzz"])) {
        run.step("fuzz targets", |run| run.fuzz(seconds));
    }
    run.close()
}

/// `cargo xtask fuzz-api`.
pub(crate) fn fuzz_api_alone(root: &Path, seconds: u32) -> bool {
    let mut run = Run::new(root);
    let mut python = None;
    run.step("Python's packages", |run| {
        python = Some(Python::ready(run.root, &rules::target(run.root)?, true)?);
        Ok(Tally::default())
    });
    if let Some(python) = python
        && run.step("build", |run| run.cargo(&["build", "--package", "chiso"]))
    {
        run.step("fuzzing of the API", |run| run.fuzz_api(&python, seconds));
    }
    run.close()
}

/// `cargo xtask browser`.
pub(crate) fn browser_alone(root: &Path, filter: Option<&str>) -> bool {
    let mut run = Run::new(root);
    if run.step("tools of the browser tests", |_| ready(root, true))
        && run.step("build", |run| run.cargo(&["build", "--package", "chiso", "--package", "chiso-e2e"]))
    {
        run.step("browser tests", |run| run.browser(filter));
    }
    run.close()
}

/// What a step found: its tests, or why it could not run.
type Found = Result<Tally, String>;

struct Run<'a> {
    root: &'a Path,
    /// What tests find in their environment.
    environment: Vec<(&'static str, String)>,
    total: Tally,
    failed_steps: Vec<String>,
}

impl<'a> Run<'a> {
    fn new(root: &'a Path) -> Self {
        Self { root, environment: Vec::new(), total: Tally::default(), failed_steps: Vec::new() }
    }

    /// Runs one step, prints its duration, and adds up; true when nothing in it failed.
    fn step(&mut self, name: &str, work: impl FnOnce(&Self) -> Found) -> bool {
        println!("== {name}");
        let (found, took) = process::timed(|| work(self));
        let tally = found.unwrap_or_else(|reason| {
            println!("FAILED: {reason}");
            Tally::one(false)
        });
        println!("== {name}: {tally} ({:.1} s)\n", took.as_secs_f64());
        self.total += tally;
        if tally.failed > 0 {
            self.failed_steps.push(name.to_owned());
        }
        tally.failed == 0
    }

    fn close(self) -> bool {
        if !self.failed_steps.is_empty() {
            println!("failed in: {}", self.failed_steps.join("; "));
        }
        println!("{}", self.total);
        self.total.failed == 0
    }

    /// Runs cargo; the closing lines of its tests are counted.
    fn cargo(&self, words: &[&str]) -> Found {
        self.counted(Command::new(env!("CARGO")).args(words))
    }

    fn fuzz(&self, seconds: u32) -> Found {
        self.counted(Command::new(self.binary("chiso-fuzz")?).args(["--seconds", &seconds.to_string()]))
    }

    fn fuzz_api(&self, python: &Python, seconds: u32) -> Found {
        fuzz_api::run(python, self.root, &self.binary("chiso")?, &rules::target(self.root)?, seconds).map(Tally::one)
    }

    fn browser(&self, filter: Option<&str>) -> Found {
        self.counted(Command::new(self.binary("chiso-e2e")?).args(filter).env("CHISO_BINARY", self.binary("chiso")?))
    }

    fn counted(&self, command: &mut Command) -> Found {
        let ended = process::run(
            command.current_dir(self.root).envs(self.environment.iter().map(|(name, value)| (name, value))),
        )?;
        let mut tally = Tally::of_closing_lines(&ended.lines);
        if !ended.well && tally.failed == 0 {
            println!("FAILED: {} ended with an error", command.get_program().display());
            tally += Tally::one(false);
        }
        Ok(tally)
    }

    /// A program built by cargo, in the folder that holds it for this target directory.
    fn binary(&self, name: &str) -> Result<PathBuf, String> {
        Ok(rules::target(self.root)?.join("debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
    }
}

fn ready(root: &Path, install: bool) -> Found {
    tools::ready_browser(root, install).map(|()| Tally::default())
}

fn rules(run: &Run<'_>) -> Found {
    let mut tally = Tally::default();
    for (rule, check) in rules::ALL {
        let breaches = check(run.root)?;
        println!("{} {rule}", if breaches.is_empty() { "ok    " } else { "FAILED" });
        for breach in &breaches {
            println!("       {breach}");
        }
        tally += Tally::one(breaches.is_empty());
    }
    Ok(tally)
}

/// Whether the inputs and outputs that others published are there: tests compare with them in place, and stand aside where they are absent.
fn known_answers(run: &Run<'_>) -> Found {
    let place =
        std::env::var_os("CHISO_KNOWN_ANSWERS").map_or_else(|| run.root.join("../shared/known_answers"), PathBuf::from);
    if place.is_dir() {
        println!("compared with those in {}", place.display());
        return Ok(Tally::one(true));
    }
    let notice = format!("known answers are not in {}: CHISO_KNOWN_ANSWERS may name their folder", place.display());
    if std::env::var("CI").is_ok_and(|ci| ci == "true") {
        Err(notice)
    } else {
        println!("{notice}; the tests that read them are left out, the rest stands on its own");
        Ok(Tally { skipped: 1, ..Tally::default() })
    }
}

fn unit_tests(run: &Run<'_>) -> Found {
    if process::answers("cargo-nextest") {
        run.cargo(&[
            "nextest",
            "run",
            "--workspace",
            "--no-fail-fast",
            "--no-tests=pass",
            "--status-level=fail",
            "--final-status-level=fail",
        ])
    } else {
        run.cargo(&["test", "--workspace", "--bins", "--lib", "--tests", "--no-fail-fast", "--quiet"])
    }
}
