//! The frame: everybody who could be drawn.

use crate::problem::SampleProblem;

/// A frame: a table with a header, a row for each who could be drawn at the last stage.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frame {
    /// Names of the columns.
    pub header: Vec<String>,
    /// Rows, each as long as the header.
    pub rows: Vec<Vec<String>>,
}

/// The largest size: more than the world has people, and little enough to be added up.
const MOST: u64 = 1_000_000_000_000;

impl Frame {
    /// The row as a spreadsheet counts it.
    pub(crate) fn line(row: usize) -> usize {
        row + 2
    }

    pub(crate) fn column(&self, name: &str) -> Result<usize, SampleProblem> {
        self.header
            .iter()
            .position(|column| column == name)
            .ok_or_else(|| SampleProblem::NoColumn { column: name.to_owned() })
    }

    /// What stands in a cell; empty where the row is too short.
    pub(crate) fn cell(&self, row: usize, column: usize) -> &str {
        self.rows.get(row).and_then(|cells| cells.get(column)).map_or("", |cell| cell.trim())
    }

    pub(crate) fn name(&self, row: usize, column: usize) -> Result<&str, SampleProblem> {
        match self.cell(row, column) {
            "" => Err(SampleProblem::NoName { row: Self::line(row), column: self.header[column].clone() }),
            name => Ok(name),
        }
    }

    pub(crate) fn size(&self, row: usize, column: usize) -> Result<u64, SampleProblem> {
        let found = self.cell(row, column);
        found.parse().ok().filter(|size| (1..=MOST).contains(size)).ok_or_else(|| SampleProblem::Size {
            row: Self::line(row),
            column: self.header[column].clone(),
            found: found.to_owned(),
        })
    }
}
