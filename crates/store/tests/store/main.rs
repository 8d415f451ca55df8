//! The store on both engines: real files and a real server.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a test fails by panicking")]
#![allow(
    clippy::redundant_closure_for_method_calls,
    reason = "the methods themselves are not general enough in their lifetimes"
)]

mod archive;
mod common;
mod crash;
mod erasing;
mod journal;
mod migrations;
mod rows;
mod schema;
mod tamper;
mod tls;
mod writing;
