//! Bundles of a simulated round: written, read, recomputed, and tampered with in every part.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod journey;
mod parts;
mod tampered;
mod written;
