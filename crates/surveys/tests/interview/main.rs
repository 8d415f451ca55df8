//! Interviews on a tablet: who has which group, what a device gets and sends, and what of it is kept where.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    clippy::missing_panics_doc,
    clippy::redundant_closure_for_method_calls,
    reason = "a test"
)]

#[path = "../common/mod.rs"]
mod common;

mod assign;
mod ballots;
mod device;
mod exchange;
mod scene;
mod shell;
mod visits;
