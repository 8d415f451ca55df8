//! The definition format of an index: YAML and XLSX in and out, checks with file, row and column, mapping between editions.
//!
//! Pure: the text or workbook is given, nothing is opened here. Facts are unknown to it.

pub mod definition;
pub mod expression;

mod check;
mod conform;
mod diff;
mod document;
mod message;
mod place;
mod read;
mod schema;
mod suggest;
mod template;
mod workbook;
mod yaml;

pub use diff::{Change, Difference, Entry, Matching, Named, diff};
pub use message::{
    DocumentProblem, Expected, Found, Kind, MeaningProblem, NameOf, Problem, Severity, ShapeProblem, Syntax,
    WorkbookProblem, Wrong,
};
pub use place::{Place, Spot};
pub use read::{Loaded, load_yaml, read_yaml};
pub use schema::schema;
pub use template::{template_xlsx, template_yaml};
pub use workbook::{WriteError, load_xlsx, read_xlsx, to_xlsx};
pub use yaml::to_yaml;

#[cfg(test)]
mod generated;
