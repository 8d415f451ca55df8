//! Surveys as people work with them: what can be done (over [`Surveys`]: rights, the campaign's own rules, the store, and the two files of ballots), and the pages for it.
//!
//! A folder for each thing people do. Every command on a campaign goes through [`Surveys::act`]: the right is asked there, of the one table, the state machine of the
//! crate `survey` decides, and the event is kept in the same transaction as its journal row. What a respondent does goes to register and box alone, and leaves no row.

mod act;
mod answer;
mod callbacks;
mod code;
mod entry;
mod form;
mod frame;
mod given;
mod held;
mod home;
mod interview;
mod kept;
mod list;
mod overview;
mod people;
mod published;
mod questionnaire;
mod results;
mod setup;
mod sheets;
mod simulated;
mod words;

pub use answer::is_unlogged;
pub use entry::{Folder, Surveys};
pub use held::Held;
pub use home::{Away, ballots_are_elsewhere};
pub use people::{Design, PeopleList, Person, Progress, TableProblem};
pub use simulated::Simulated;

use std::sync::Arc;

use chiso_web::Routes;

/// Every route of surveys, each with its gate.
#[must_use]
pub fn routes() -> Routes<Arc<Surveys>> {
    Routes::new()
        .merge(list::routes())
        .merge(people::routes())
        .merge(results::routes())
        .merge(published::routes())
        .merge(answer::routes())
        .merge(interview::routes())
        .merge(callbacks::routes())
        .merge(setup::routes())
        .merge(sheets::routes())
        .merge(overview::routes())
        .merge(questionnaire::routes())
}
