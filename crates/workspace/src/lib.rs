//! Pages for people who are signed in: their work, agencies, people and rights, imports, the journal.
//!
//! A folder for each thing: what can be done with it (over the [`Desk`]: rights, rules and the store), then its pages. Handlers hold no SQL, and what can be done
//! knows nothing of pages.

#![allow(
    clippy::redundant_closure_for_method_calls,
    reason = "what a store is given to read must work for a reader of any lifetime, and a method by name does not"
)]

pub mod account;
pub mod agencies;
mod api;
mod desk;
mod download;
pub mod files;
pub mod imports;
mod journal;
pub mod keys;
mod letters;
pub mod moment;
mod names;
mod offered;
pub mod people;
mod refusal;
mod refused;
pub mod rights;
mod search;
mod sheet;
mod shown;
pub mod sign_in;
mod words;
pub mod work;

pub use api::operations;
pub use desk::{Desk, Parts, Policy};
pub use refusal::Refusal;

/// What pages of other crates stand in: the frame, forms, moments, names, tables as files.
pub mod house {
    pub use crate::desk::new_id;
    pub use crate::download::{CSV, TableFile, XLSX, answer, not_written};
    pub use crate::letters::{Correspondence, Doing, NoticeGroup, NoticeLetter, Outgoing, Sending, put_down_for};
    pub use crate::moment;
    pub use crate::names::Names;
    pub use crate::offered::{Offer, Offering, Wanted};
    pub use crate::sheet::{Links, Pairs, Sheet, State, at, form_to, go, shell};
    pub use crate::work::{Card, Told, Waiting, Waits};
}

use std::sync::Arc;

use chiso_web::Routes;

/// Every route of the workspace, each with its gate.
#[must_use]
pub fn routes() -> Routes<Arc<Desk>> {
    Routes::new()
        .merge(sign_in::pages::routes())
        .merge(account::pages::routes())
        .merge(people::pages::routes())
        .merge(rights::pages::routes())
        .merge(work::pages::routes())
        .merge(agencies::pages::routes())
        .merge(imports::pages::routes())
        .merge(keys::pages::routes())
        .merge(journal::pages::routes())
        .merge(search::routes())
        .merge(shown::routes())
        .merge(api::routes())
}
