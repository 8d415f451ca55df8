//! Pages for people who are signed in: their work, agencies, people and rights, imports, the journal.
//!
//! A folder for each thing: what can be done with it (over the [`Desk`]: rights, rules and the store), then its pages. Handlers hold no SQL, and what can be done
//! knows nothing of pages.

pub mod agencies;
mod desk;
mod refusal;

pub use desk::{Desk, Parts, Policy};
pub use refusal::Refusal;
