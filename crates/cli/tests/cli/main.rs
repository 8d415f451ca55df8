//! The real binary on small files: what it writes, what it says, how it ends.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod compute;
mod config;
mod deploy;
mod explain;
mod health;
mod kept;
mod known_answers;
mod program;
mod rulebook;
mod serve;
mod shell;
mod wrong_files;
mod wrong_use;
