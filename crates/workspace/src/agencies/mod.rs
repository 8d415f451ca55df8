//! Agencies through time: kept, changed, merged and split, taken in from files.

mod change;
mod event;
pub(crate) mod keep;

pub use change::Change;
pub use event::{Event, Newcomer};
