//! What the readers of import files share: named columns in either language, cells as typed values, every problem with its place, templates.
//!
//! An import file is a table (CSV or the first sheet of a workbook) whose first row names its columns, by id or by their Vietnamese or English heading.

mod choices;
mod column;
mod frame;
mod problem;
mod template;

pub use choices::{Choice, Choices};
pub use column::Column;
pub(crate) use frame::{Frame, Import};
pub use problem::ImportProblem;
pub(crate) use template::{quoted, template_csv, template_xlsx};
