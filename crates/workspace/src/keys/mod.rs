//! Keys by which programs of an agency use the API.

mod deeds;

pub use deeds::{KeyWish, NewKey};
