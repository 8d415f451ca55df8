//! Figures and tables as they are printed.
#![allow(clippy::expect_used, clippy::panic, clippy::wildcard_imports, reason = "a test fails by panicking")]

mod charts;
mod properties;
mod samples;
mod tables;
mod theme;
