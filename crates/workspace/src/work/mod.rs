//! One's work: what waits, and what to do first.

mod others;
pub(crate) mod pages;
mod waiting;

pub use others::{Card, Told, Waiting, Waits};
pub use waiting::{Task, Work};
