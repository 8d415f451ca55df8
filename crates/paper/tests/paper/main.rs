//! Official documents and the offline form, over a simulated round.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod documents;
mod form;
mod simulated;
mod unpack;
