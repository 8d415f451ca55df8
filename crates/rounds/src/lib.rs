//! Assessment rounds as people work in them: what can be done (over [`Rounds`]: rights, the round's own rules, and the store), and the pages for it.
//!
//! A folder for each thing people do. Every command goes through [`Rounds::act_on_round`] or [`Rounds::act_on_units`]: the right is asked there, of the one table,
//! the round's state machine (crate `round`) decides, and the event is kept in the same transaction as its journal row. Handlers hold no SQL and no rules.

#![allow(
    clippy::redundant_closure_for_method_calls,
    reason = "what a store is given to read must work for a reader of any lifetime, and a method by name does not"
)]

mod act;
mod after;
mod appraisal;
mod chain;
mod clock;
mod council;
mod earlier;
mod entry;
mod entry_form;
mod frame;
mod heirs;
mod held;
mod kept;
mod list;
mod named;
mod notices;
mod open;
mod overview;
mod permission;
mod publication;
mod reports;
mod staff;
mod standing;
mod unit;
mod who;
mod words;

pub use entry::Rounds;
pub use held::Held;
pub use permission::{needs_for_assessment, needs_for_round};

use std::sync::Arc;

use chiso_web::Routes;

/// Every route of assessment rounds, each with its gate.
#[must_use]
pub fn routes() -> Routes<Arc<Rounds>> {
    Routes::new()
        .merge(list::routes())
        .merge(open::routes())
        .merge(heirs::routes())
        .merge(overview::routes())
        .merge(unit::routes())
        .merge(appraisal::routes())
        .merge(council::routes())
        .merge(notices::routes())
        .merge(publication::routes())
        .merge(reports::routes())
        .merge(after::routes())
}
