//! Pages for people who are signed in: their work, agencies, people and rights, imports, the journal.
//!
//! A folder for each thing: what can be done with it (over the [`Desk`]: rights, rules and the store), then its pages. Handlers hold no SQL, and what can be done
//! knows nothing of pages.

pub mod account;
pub mod agencies;
mod desk;
pub mod letters;
pub mod people;
mod refusal;
pub mod rights;
pub mod sign_in;

pub use desk::{Desk, Parts, Policy};
pub use refusal::Refusal;
