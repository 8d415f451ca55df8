//! Keys by which programs of an agency use the API.

pub(crate) mod api;
mod deeds;
pub(crate) mod pages;

pub use deeds::{KeyWish, NewKey};
