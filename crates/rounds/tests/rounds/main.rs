//! Rounds as their people meet them: pages and deeds on a real store, on both engines.
#![allow(
    clippy::panic,
    clippy::redundant_closure_for_method_calls,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod after;
mod appraisal;
mod common;
mod council;
#[path = "common/divided.rs"]
mod divided;
mod heirs;
mod list;
mod matrix;
mod notices;
mod notices_worker;
mod open;
#[path = "common/opening.rs"]
mod opening;
mod opening_draft;
mod opening_units;
mod opening_values;
mod publication;
#[path = "../../../mail/tests/mail/server.rs"]
mod server;
mod sight;
mod submit_refused;
mod times;
#[path = "common/told.rs"]
mod told;
mod unit;
mod viewer;
