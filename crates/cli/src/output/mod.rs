//! What `chiso compute` writes. Names and columns are a contract: `docs/cli.md`.

mod changes;
mod intervals;
mod ranks;
#[cfg(test)]
mod sample;
mod scores;
mod steps;
mod summary;
mod table;

use chiso_engine::{Changes, Outcome};
use chiso_rulebook::definition::Rulebook;

use crate::wording::Wrong;
pub(crate) use table::{Field, Table};

/// Form of the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Csv,
    Json,
}

impl Format {
    const ALL: [Format; 2] = [Format::Csv, Format::Json];

    const fn extension(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Json => "json",
        }
    }
}

/// The value of `--format`.
pub(crate) fn format(text: &str) -> Result<Format, Wrong> {
    Format::ALL
        .into_iter()
        .find(|format| format.extension() == text)
        .ok_or_else(|| Wrong::new("chỉ có “csv” và “json”", "it is `csv` or `json`"))
}

/// The tables, by name.
const TABLES: [&str; 5] = ["scores", "ranks", "intervals", "changes", "steps"];

/// Every file that a computation may write, in either form.
pub(crate) fn every_name() -> Vec<String> {
    TABLES.iter().flat_map(|name| Format::ALL.map(|format| format!("{name}.{}", format.extension()))).collect()
}

/// The files of a result: name and bytes.
pub(crate) fn files(
    rulebook: &Rulebook,
    outcome: &Outcome,
    before: Option<(&Outcome, &Changes)>,
    steps: bool,
    format: Format,
) -> Vec<(String, Vec<u8>)> {
    let tables: [Option<Table>; 5] = [
        Some(scores::table(outcome)),
        Some(ranks::table(outcome)),
        intervals::table(rulebook, outcome),
        before.map(|(_, changes)| changes::table(outcome, changes)),
        steps.then(|| steps::table(outcome)),
    ];
    let mut files: Vec<(String, Vec<u8>)> = TABLES
        .iter()
        .zip(tables)
        .filter_map(|(name, table)| Some((format!("{name}.{}", format.extension()), table?.write(format))))
        .collect();
    files.push(("summary.json".to_owned(), summary::write(rulebook, outcome, before)));
    files
}

/// Indexes of the nodes, sorted bytewise by id.
fn nodes_by_id(outcome: &Outcome) -> Vec<usize> {
    let mut order: Vec<usize> = (0..outcome.nodes.len()).collect();
    order.sort_by(|a, b| outcome.nodes[*a].id.cmp(&outcome.nodes[*b].id));
    order
}
