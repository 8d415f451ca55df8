//! Runs every fuzz target for a moment on the stable toolchain, the same inputs at every run as far as the time goes.
//!
//! `chiso-fuzz [--seconds N] [TARGET]`, or `chiso-fuzz --replay TARGET FILE` for one input, for example one that a run kept.

use std::cell::RefCell;
use std::fs;
use std::io::{Seek, Write};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use chiso_fuzz::mutate::mutate;
use chiso_fuzz::random::Random;
use chiso_fuzz::{TARGETS, Target};

/// One input may take so long, in a build without optimisation.
const PATIENCE: Duration = Duration::from_secs(10);

/// Different breaks that one target shows before it stops.
const BREAKS: usize = 3;

/// Reading deeply nested text takes stack; the main thread of a program has this much.
const STACK: usize = 8 << 20;

thread_local! {
    static SAID: RefCell<String> = const { RefCell::new(String::new()) };
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    // What a broken promise says is told with the input that broke it.
    panic::set_hook(Box::new(|info| SAID.with_borrow_mut(|said| *said = info.to_string())));
    match words.as_slice() {
        ["--replay", target, file] => replay(target, Path::new(file)),
        [] => run_all("20", None),
        ["--seconds", seconds] => run_all(seconds, None),
        ["--seconds", seconds, target] => run_all(seconds, Some(target)),
        [target] => run_all("20", Some(target)),
        _ => usage("these arguments are unknown"),
    }
}

fn usage(reason: &str) -> ExitCode {
    let names = TARGETS.map(|target| target.name).join(", ");
    eprintln!("{reason}\nchiso-fuzz [--seconds N] [TARGET]\nchiso-fuzz --replay TARGET FILE\ntargets: {names}");
    ExitCode::from(2)
}

fn replay(name: &str, file: &Path) -> ExitCode {
    let (Some(target), Ok(input)) = (TARGETS.iter().find(|target| target.name == name), fs::read(file)) else {
        return usage("no such target or file");
    };
    match attempt(*target, &input) {
        None => ExitCode::SUCCESS,
        Some(said) => {
            println!("{said}");
            ExitCode::FAILURE
        }
    }
}

fn run_all(seconds: &str, only: Option<&str>) -> ExitCode {
    let Ok(seconds) = seconds.parse() else { return usage("this is no number of seconds") };
    let targets: Vec<Target> =
        TARGETS.into_iter().filter(|target| only.is_none_or(|name| name == target.name)).collect();
    if targets.is_empty() {
        return usage("no such target");
    }
    let next = AtomicUsize::new(0);
    let passed = Mutex::new(0);
    let work = || {
        while let Some(target) = targets.get(next.fetch_add(1, Ordering::Relaxed)) {
            if run(*target, Duration::from_secs(seconds))
                && let Ok(mut passed) = passed.lock()
            {
                *passed += 1;
            }
        }
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let started = thread::scope(|scope| {
        let handles: Vec<_> = (0..cores.min(targets.len()))
            .map(|_| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work))
            .collect();
        handles.iter().filter(|handle| handle.is_ok()).count()
    });
    let passed = passed.into_inner().unwrap_or(0);
    let failed = targets.len() - passed;
    println!("test result: {}. {passed} passed; {failed} failed", if failed == 0 { "ok" } else { "FAILED" });
    if failed == 0 && started > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs one target; true when nothing broke.
fn run(target: Target, time: Duration) -> bool {
    let seeds = (target.seeds)();
    // Kept before each try: a stack that overflows ends the program at once.
    let last = folder().join(format!("last-{}", target.name));
    let Ok(mut keeper) = fs::File::create(&last) else {
        println!("{}: {} cannot be written", target.name, last.display());
        return false;
    };
    let mut random = Random::new(target.name.len() as u64);
    let mut breaks: Vec<String> = Vec::new();
    let mut tried = 0usize;
    let start = now();
    while start.elapsed() < time && breaks.len() < BREAKS {
        let input = seeds.get(tried).cloned().unwrap_or_else(|| mutate(&seeds, &mut random));
        tried += 1;
        if keep(&mut keeper, &input).is_err() {
            println!("{}: {} cannot be written", target.name, last.display());
            return false;
        }
        let begun = now();
        let slow = |took: Duration| (took > PATIENCE).then(|| format!("took {:.1} s", took.as_secs_f64()));
        let Some(said) = attempt(target, &input).or_else(|| slow(begun.elapsed())) else { continue };
        // The place names the break; the same one may show again and again.
        let place = said.lines().next().unwrap_or_default().to_owned();
        if !breaks.contains(&place) {
            let kept = folder().join(format!("break-{}-{}", target.name, breaks.len()));
            // Where it cannot be kept, the last input still is.
            let _ = fs::copy(&last, &kept);
            println!("{}: {said}\n  input: {}\n", target.name, kept.display());
            breaks.push(place);
        }
    }
    println!(
        "{} {}: {tried} inputs from {} seeds",
        if breaks.is_empty() { "ok    " } else { "FAILED" },
        target.name,
        seeds.len()
    );
    breaks.is_empty()
}

/// Overwrites in place: a file opened anew for every input would reach the disk every time.
fn keep(file: &mut fs::File, input: &[u8]) -> std::io::Result<()> {
    file.rewind()?;
    file.write_all(input)?;
    file.set_len(input.len() as u64)
}

/// What the target says when `input` breaks it.
fn attempt(target: Target, input: &[u8]) -> Option<String> {
    panic::catch_unwind(AssertUnwindSafe(|| (target.run)(input))).err().map(|_| SAID.take())
}

/// Beside the program, where builds keep what can be made again.
fn folder() -> PathBuf {
    let target = std::env::current_exe().ok().and_then(|file| Some(file.parent()?.parent()?.to_owned()));
    let folder = target.unwrap_or_else(std::env::temp_dir).join("fuzz");
    // Where this fails, writing into it says so.
    let _ = fs::create_dir_all(&folder);
    folder
}

#[allow(clippy::disallowed_methods, reason = "the one clock of the fuzz run: when to stop")]
fn now() -> Instant {
    Instant::now()
}
