//! The real binary on small files: what it writes, what it says, how it ends.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test fails by panicking"
)]

mod compute;
mod config;
mod demo;
mod deploy;
mod explain;
mod health;
mod installation;
#[path = "../../../bundle/tests/bundle/journey.rs"]
#[allow(dead_code, reason = "the tests of the bundle do more with it")]
mod journey;
mod kept;
mod known_answers;
mod linkage;
#[path = "../../../bundle/tests/bundle/parts.rs"]
#[allow(dead_code, reason = "the tests of the bundle do more with it")]
mod parts;
mod program;
mod rulebook;
mod serve;
mod shell;
mod survey;
mod survey_recomputed;
mod survey_sample;
mod verify;
mod wrong_files;
mod wrong_use;
