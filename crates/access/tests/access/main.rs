//! Who may do what: decisions of the one table.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod decisions;
mod hands;
mod matrix;
mod properties;
