//! Answering, as a respondent's browser does it: from the code of a letter to the ballot in the box, with and without JavaScript.
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

mod browser;
mod closed;
mod device;
mod invited;
mod screens;
mod way;
