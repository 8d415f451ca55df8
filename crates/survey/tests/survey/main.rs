//! What a survey decides, without a store: campaigns, samples, scores, checks of quality, what is kept back.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod callback;
mod campaign;
mod directed;
mod quality;
mod sample;
mod sample_table;
mod score;
mod sheet;
mod suppress;
