//! Import of agencies: a table of communes, departments and the like becomes a plan of what would change, and only then a change.
//!
//! [`read`] takes the rows of a file, [`plan`] compares them with the register: that is the dry run, which names every problem by row and changes nothing.
//! [`ImportPlan::apply`] gives the register as it would be.
//!
//! A row is one agency. It is the agency that holds its code (in its system of codes) in the time of the row; where there is none, it is a new one. A fact that differs from what is known
//! holds from the row's first day on, and what was known holds until the day before; a row without a first day, or with that of the agency, corrects what was known.

mod change;
mod plan;
mod row;

pub use change::{Changed, FieldChange};
pub use plan::{Created, ImportPlan, plan};
pub(crate) use row::parent_code;
pub use row::{AgencyFile, AgencyRow, COLUMNS, ParentCode, read, template_csv, template_xlsx};
