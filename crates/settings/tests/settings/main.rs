//! Settings files and environments, right and wrong.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod derived;
mod reading;
mod wrong;

use std::io;
use std::path::Path;

use chiso_settings::{Problem, Settings};

/// Reads a file named `chiso.toml` and variables, with two secret files at hand.
fn read(text: &str, environment: &[(&str, &str)]) -> Result<Settings, Vec<Problem>> {
    let environment: Vec<_> = environment.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    let file = (!text.is_empty()).then_some(("chiso.toml", text));
    Settings::read(file, &environment, &secret_file)
}

fn secret_file(path: &Path) -> io::Result<String> {
    match path.to_str() {
        Some("/run/secret") => Ok("  from the file\n".to_owned()),
        Some("/run/empty") => Ok("\n".to_owned()),
        _ => Err(io::ErrorKind::NotFound.into()),
    }
}
