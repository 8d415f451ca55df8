//! Files in a real folder, in a real S3 server and before a real virus scanner.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod killed;
mod kinds;
mod place;
mod samples;
mod scanner;
mod vault;
