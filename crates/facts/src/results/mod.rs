//! Import of published results of any year: what others printed, each figure with its source.
//!
//! A figure never overwrites another: two sources that print different numbers of one unit in one year are two readings, shown side by side.

mod figure;
mod row;
pub(crate) mod unit;

pub use figure::{Figure, ImportedFigure, Provenance};
pub use row::{COLUMNS, Expected, ResultFile, read, read_expecting, template_csv, template_xlsx};
