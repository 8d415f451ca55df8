//! Agencies through time: kept, changed, merged and split, taken in from files.

mod change;
pub(crate) mod choose;
mod event;
mod fact;
mod find;
pub(crate) mod keep;
mod listed;
pub(crate) mod pages;
mod take_back;

pub use change::Change;
pub use event::{Event, Newcomer};
pub use fact::Fact;
pub use find::AgencyFilter;
pub use listed::listed;

pub(crate) use change::{Places, places};
pub(crate) use find::title;
