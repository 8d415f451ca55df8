//! Official documents of a round as DOCX and XLSX, in the layout of Vietnamese administrative documents (Nghị định 30/2020/NĐ-CP on clerical work, Phụ lục I), and
//! the workbook that a unit fills in offline.
//!
//! Pure: what is asked comes out as bytes; same input, same bytes. The day that stands in the properties of a file is given. The texts of official documents are in
//! Vietnamese; names of sheets and columns of workbooks are in the reader's language.
//!
//! A document is made once, as a list of blocks, and then written as DOCX; its tables are the same values that the XLSX has, so the two cannot differ.

mod caution;
mod consolidated;
mod document;
mod docx;
mod error;
mod fill;
mod letter;
mod print;
mod self_report;
mod sheets;
mod tree;

pub use consolidated::Consolidated;
pub use error::PaperError;
pub use fill::{CellProblem, FileProblem, Filling, Reading, RowReading, RowResult, workbook_in, workbook_out};
pub use letter::{Letter, Signer};
pub use self_report::SelfReport;
