//! One's work: what waits, and what to do first.

pub(crate) mod pages;
mod waiting;

pub use waiting::{Task, Work};
