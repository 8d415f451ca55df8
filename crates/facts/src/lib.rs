//! Readers of fact files: CSV in long and wide form, the same two in a workbook, and JSON.
//!
//! Pure: bytes come in, facts and placed problems go out. Nothing here opens a file, and nothing here panics, whatever the bytes are.
//!
//! - Long: the columns `unit`, `indicator`, `value`, and where wanted `period` and `source`, in any order; one fact a row.
//! - Wide: one row a unit, one column an indicator; a column named `period` or `source` speaks of the whole row.
//! - JSON: a list of objects with the fields of the long form.
//!
//! Beside them, readers of what an operator imports: [`agencies`] and what became of them ([`lineage`]), each with a dry run, published [`results`] of any year, and [`weights`] for a back-series.
//!
//! A CSV is UTF-8 or, with its mark, UTF-16; a comma, a semicolon or a tab stands between its columns, which the names of the header tell.
//!
//! A blank is missing; `#na`, `#abstained` and `#withheld` are the other kinds. Before decimals stands a point or a comma, between thousands nothing; what could be
//! either (`1,234` between commas, `1.234` between semicolons) is refused. Text is brought to Unicode NFC, so that a name typed in two ways is one name, and blanks
//! around it are dropped.

pub mod agencies;
mod collect;
mod csv_file;
mod decode;
mod import;
mod json_file;
pub mod lineage;
mod long;
mod merge;
mod note;
mod number;
mod place;
mod plain;
mod problem;
mod reading;
pub mod results;
mod separator;
mod table;
mod text;
pub mod weights;
mod wide;
mod xlsx_file;

pub use chiso_workbook::Limited;
pub use import::{Choice, Choices, Column, ImportProblem};
pub use merge::{merge, read_all};
pub use note::FactNote;
pub use number::NumberFault;
pub use place::{Part, Place};
pub use plain::{PlainRow, PlainTable};
pub use problem::{Problem, ProblemKind};
pub use reading::{Reading, Wanted};

use std::collections::BTreeSet;

use chiso_engine::Fact;
use chiso_model::Period;
use collect::{At, Collector};

/// The facts of one file.
#[derive(Debug, Clone, Default)]
pub struct FactFile {
    /// Name of the file, as given.
    pub file: String,
    /// The facts, in the order of the file.
    pub facts: Vec<Fact>,
    /// What was left out, and why.
    pub notes: Vec<FactNote>,
    sheet: Option<String>,
    is_json: bool,
    /// One a fact.
    places: Vec<At>,
    /// Which of the renames found their column or indicator here.
    renamed: Vec<bool>,
    /// False where there is a header and nothing under it.
    has_rows: bool,
}

impl FactFile {
    /// Where a fact stands, by its number among [`FactFile::facts`]; the whole file for a number that there is not.
    pub fn place(&self, fact: usize) -> Place {
        let at = self.places.get(fact);
        Place {
            sheet: self.sheet.clone(),
            row: at.map(|at| at.row),
            column: at.map(|at| at.column),
            ..Place::file(&self.file)
        }
    }
}

/// Reads a fact file; the extension of its name says which form it has.
///
/// # Errors
/// Every problem of the file, in the order of its rows.
pub fn read(file: &str, bytes: &[u8], reading: &Reading) -> Result<FactFile, Vec<Problem>> {
    let (file, problems) = read_with_problems(file, bytes, reading);
    if problems.is_empty() { Ok(file) } else { Err(problems) }
}

/// What can be read of a fact file, and every problem of the rest, in the order of its rows: for whoever has more to say of each row.
pub fn read_with_problems(file: &str, bytes: &[u8], reading: &Reading) -> (FactFile, Vec<Problem>) {
    collect(file, bytes, reading).finish()
}

/// The periods that the facts of files name. Whatever cannot be read has none: this is to choose a period before a file is read for good.
pub fn periods(files: &[(String, Vec<u8>)], reading: &Reading) -> BTreeSet<Period> {
    let reading = Reading { period: None, ..reading.clone() };
    let collected = files.iter().map(|(name, bytes)| collect(name, bytes, &reading));
    collected.flat_map(|collector| collector.facts.into_iter().filter_map(|fact| fact.period)).collect()
}

fn collect<'r>(file: &str, bytes: &[u8], reading: &'r Reading) -> Collector<'r> {
    let mut collector = Collector::new(file, reading);
    match format_of(file) {
        Some(Format::Csv) => match csv_file::read(file, bytes, &|name| reading.knows(name)) {
            Ok((table, problems)) => {
                collector.problems.extend(problems);
                table_to_facts(&table, &mut collector);
            }
            Err(problem) => collector.problems.push(*problem),
        },
        Some(Format::Xlsx) => match xlsx_file::read(file, bytes, reading.sheet.as_deref()) {
            Ok(table) => table_to_facts(&table, &mut collector),
            Err(problem) => collector.problems.push(*problem),
        },
        Some(Format::Json) => json_file::read(bytes, &mut collector),
        None => collector.problem_at_file(ProblemKind::UnknownFormat),
    }
    collector
}

fn table_to_facts(table: &table::Table, collector: &mut Collector) {
    collector.sheet.clone_from(&table.sheet);
    collector.decimal_mark = table.decimal_mark;
    if table.is_long(collector.reading) { long::read(table, collector) } else { wide::read(table, collector) }
}

enum Format {
    Csv,
    Xlsx,
    Json,
}

fn format_of(file: &str) -> Option<Format> {
    let (_, extension) = file.rsplit_once('.')?;
    match extension.to_ascii_lowercase().as_str() {
        // “Unicode text” of spreadsheets is called .txt.
        "csv" | "tsv" | "txt" => Some(Format::Csv),
        "xlsx" => Some(Format::Xlsx),
        "json" => Some(Format::Json),
        _ => None,
    }
}
