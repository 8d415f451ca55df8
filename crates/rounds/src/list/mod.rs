//! The list of rounds.

mod pages;

pub(crate) use pages::{ROUNDS, routes, title};
