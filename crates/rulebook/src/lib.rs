//! The definition format of an index: YAML and XLSX in and out, checks with file, row and column, mapping between editions.
//!
//! Pure: the text or workbook is given, nothing is opened here. Facts are unknown to it.

pub mod definition;
pub mod expression;
