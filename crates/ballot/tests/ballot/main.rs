//! Tokens and ballots: what is kept, what is refused, what nobody can link.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;
mod keeping;
mod linkage;
mod node;
#[path = "../../../store/tests/store/common/server.rs"]
#[allow(dead_code, reason = "the tests of the store do more with it")]
mod postgres;
mod postgresql;
mod token;
