//! What a round decides, without a store.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;
mod deadlines;
mod edges;
mod heirs;
mod issues;
mod journey;
mod outside;
mod phases;
mod properties;
mod refusals;
