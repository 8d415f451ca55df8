//! `chiso`: measures how well government serves people.
//!
//! Thin: every command reads its files, asks a library, writes the answer.

mod arguments;
mod ballots;
mod command;
mod configuration;
mod facts;
mod failure;
mod files;
mod help;
mod kept;
mod language;
mod notes;
mod output;
mod rulebooks;
mod suggest;
mod units;
mod usage;
mod wording;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<std::ffi::OsString> = std::env::args_os().collect();
    let lang = language::choose(&arguments);
    failure::speak_plainly_of_bugs(lang);
    match run(&arguments, lang) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.tell(lang);
            failure.code()
        }
    }
}

fn run(arguments: &[std::ffi::OsString], lang: chiso_model::Lang) -> Result<(), failure::Failure> {
    match usage::parse(arguments, lang)? {
        usage::Parsed::Answered(text) => files::print(&text, lang),
        usage::Parsed::Command(chosen) => command::run(*chosen, lang),
    }
}
