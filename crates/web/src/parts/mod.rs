//! Pieces that pages are made of: a struct and a small template each, ready to print. `docs/parts.md` says when to use which; `/vi/parts` shows them all.

mod badge;
mod key_facts;

pub use badge::{Badge, Shape};
pub use key_facts::{KeyFact, KeyFacts};
