//! What every page goes through, and parts that pages share.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod gates;
mod parts;
