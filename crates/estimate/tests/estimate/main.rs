//! Estimates against answers that others computed, and what is refused.
#![allow(clippy::panic, clippy::unwrap_used, missing_docs, reason = "a test fails by panicking")]

mod bad_input;
mod bench_answers;
mod replicates;
mod rsurvey;
mod support;
