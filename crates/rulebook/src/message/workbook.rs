//! Problems of a workbook, before its content is looked at.

/// The file is no workbook, or its sheets do not hang together.
#[derive(Debug, Clone, PartialEq)]
pub enum WorkbookProblem {}

impl WorkbookProblem {
    pub(crate) fn texts(&self) -> (String, String) {
        match *self {}
    }
}
