//! Tasks of the repository. `cargo xtask test` installs what the tests need and runs them all; the other commands run a part of that.

mod ballot_load;
mod browser;
mod fuzz_api;
mod load;
mod postgres;
mod process;
mod python;
mod round_load;
mod rules;
mod served;
mod tally;
mod test;
mod tools;

use std::path::PathBuf;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask COMMAND

  test [--skip-browser] [--skip-scanner] [--skip-postgres] [--skip-api] [--skip-fuzz] [--skip-install]
                    everything: rules of the repository, unit, integration and documentation tests on SQLite and a
                    PostgreSQL of their own, fuzz targets and the API for a moment, browser tests; installs what is
                    missing (never with --skip-install)
  rules             the rules of the repository alone: which crate may use which, what pure crates do without,
                    licences of dependencies, no path of one machine in a file
  fuzz [SECONDS]    the fuzz targets alone, SECONDS each (20)
  fuzz-api [SECONDS]
                    the JSON API tried from its own description by schemathesis, for SECONDS (75)
  postgres          a PostgreSQL for single tests, until Ctrl C; prints the address that tests want in their environment
  load [SECONDS]    requests a second, waiting times and memory of the released binary, SECONDS for each page (15)
  round-load [SECONDS] [--small]
                    fifty people at work in rounds of real size over HTTP, SECONDS long (60): p50, p95 and p99 of each kind of
                    page; with --small the client itself is tried on a few units, not optimised
  ballot-load [--ballots N] [--small]
                    N ballots (85,684) of two surveys over HTTP: ballots a second, waiting times, the delay of the live
                    boards, and that a crash loses and doubles none; --small tries the client, not optimised
  browser [FILTER]  the browser tests alone, those whose name contains FILTER
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let root = repository();
    let result = match words.as_slice() {
        ["test", flags @ ..] => test::Options::from_flags(flags).map(|options| test::everything(&root, &options)),
        ["rules"] => Ok(test::rules_alone(&root)),
        ["fuzz"] => Ok(test::fuzz_alone(&root, test::FUZZ_SECONDS)),
        ["fuzz", seconds] => number(seconds).map(|seconds| test::fuzz_alone(&root, seconds)),
        ["fuzz-api"] => Ok(test::fuzz_api_alone(&root, fuzz_api::SECONDS)),
        ["fuzz-api", seconds] => number(seconds).map(|seconds| test::fuzz_api_alone(&root, seconds)),
        ["load"] => Ok(load::run(&root, load::SECONDS)),
        ["load", seconds] => number(seconds).map(|seconds| load::run(&root, seconds)),
        ["round-load"] => Ok(round_load::run(&root, round_load::SECONDS, false)),
        ["round-load", "--small"] => Ok(round_load::run(&root, round_load::SECONDS, true)),
        ["round-load", seconds] => number(seconds).map(|seconds| round_load::run(&root, seconds, false)),
        ["round-load", seconds, "--small"] => number(seconds).map(|seconds| round_load::run(&root, seconds, true)),
        ["ballot-load"] => Ok(ballot_load::run(&root, ballot_load::BALLOTS, false)),
        ["ballot-load", "--small"] => Ok(ballot_load::run(&root, ballot_load::SMALL, true)),
        ["ballot-load", "--ballots", ballots] => number(ballots).map(|ballots| ballot_load::run(&root, ballots, false)),
        ["ballot-load", "--ballots", ballots, "--small"] => {
            number(ballots).map(|ballots| ballot_load::run(&root, ballots, true))
        }
        ["browser"] => Ok(test::browser_alone(&root, None)),
        ["browser", filter] => Ok(test::browser_alone(&root, Some(filter))),
        ["postgres"] => Ok(postgres::serve_until_ended(&root)),
        ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        _ => Err("unknown command".to_owned()),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprint!("{message}\n\n{HELP}");
            ExitCode::from(2)
        }
    }
}

fn number(seconds: &str) -> Result<u32, String> {
    seconds.parse().map_err(|_| format!("'{seconds}' is no whole number"))
}

/// The top folder of the repository: the one above this package.
fn repository() -> PathBuf {
    let package = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    package.parent().map_or(package.clone(), PathBuf::from)
}
