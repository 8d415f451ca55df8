//! Reading the journal: who did what, when and why.

pub(crate) mod api;
mod called;
mod entries;
mod fields;
pub(crate) mod pages;
mod sealed;
mod told;
