//! Reading the journal: who did what, when and why.

pub(crate) mod api;
mod entries;
pub(crate) mod pages;
mod told;
