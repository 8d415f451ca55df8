//! Fact files and import files as people make them: good, broken and damaged.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod broken_files;
mod broken_imports;
mod broken_lineage;
mod damaged_workbooks;
mod imports;
mod lineage;
mod never_panics;
mod reading;
mod register;
mod spreadsheet_csv;
mod workbook;
