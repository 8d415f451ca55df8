//! Agencies and decisions as they are read and written.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod agency;
mod take_back;
mod written;
