//! Import of what became of agencies: a table of mergers, splits, renamings, moves, dissolutions and creations becomes a plan, and only then a change.
//!
//! [`read`] takes the rows of a file, [`plan`] compares them with the register: that is the dry run, which names every problem by row and changes nothing.
//! [`LineagePlan::apply`] gives the register as it would be.
//!
//! A row is one event; rows that name the same event add shares by further variables. Codes before the event are those of the day before it, codes after it those of its day,
//! so that a code that changed hands on that day is found on either side. The agencies and their days are there before: they come by [`crate::agencies`].

mod plan;
mod row;

pub use plan::{CreatedEvent, LineagePlan, plan};
pub use row::{COLUMNS, EventFile, EventRow, read, template_csv, template_xlsx};
