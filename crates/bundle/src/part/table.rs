//! A table as CSV: UTF-8, commas, lines that end with a line feed, one form for one content.

use std::borrow::Cow;

use csv::{ReaderBuilder, WriterBuilder};

use crate::verify::Finding;

/// Puts the rows of a table together.
pub(crate) struct Rows(csv::Writer<Vec<u8>>);

impl Rows {
    pub(crate) fn new(columns: &[&str]) -> Rows {
        let mut rows = Rows(WriterBuilder::new().from_writer(Vec::new()));
        rows.add(columns.iter().copied());
        rows
    }

    /// Adds a row. That a vector cannot be written to, or that a row has another number of fields than the columns, cannot be.
    pub(crate) fn add<'a>(&mut self, fields: impl IntoIterator<Item = &'a str>) {
        let written = self.0.write_record(fields);
        debug_assert!(written.is_ok(), "{written:?}");
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.0.into_inner().unwrap_or_default()
    }
}

/// A row of a table that was read.
pub(crate) struct Row<'a> {
    record: &'a csv::ByteRecord,
}

impl Row<'_> {
    /// The fields.
    pub(crate) fn record(&self) -> &csv::ByteRecord {
        self.record
    }

    /// A field; what is no text stands there with marks in place of what cannot be read.
    pub(crate) fn field(&self, column: usize) -> Cow<'_, str> {
        self.record.get(column).map(String::from_utf8_lossy).unwrap_or_default()
    }
}

/// Reads a table row by row. `take` says what is wrong with a row that it cannot read. Gives every problem.
pub(crate) fn each(
    part: &'static str,
    columns: &[&str],
    content: &[u8],
    mut take: impl FnMut(&Row<'_>) -> Result<(), (&'static str, &'static str)>,
) -> Vec<Finding> {
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(content);
    let mut record = csv::ByteRecord::new();
    let mut findings = Vec::new();
    let bad = |line, (vi, en)| Finding::unreadable(part, line, vi, en);
    let mut first = true;
    loop {
        let line = reader.position().line();
        match reader.read_byte_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(_) => {
                findings.push(bad(line, ("không đọc được dòng", "the row cannot be read")));
                break;
            }
        }
        let line = record.position().map_or(line, csv::Position::line);
        if first {
            first = false;
            if record.iter().ne(columns.iter().map(|column| column.as_bytes())) {
                findings.push(bad(line, ("tên cột không đúng", "the columns are not those of this part")));
                return findings;
            }
        } else if record.len() != columns.len() {
            findings.push(bad(line, ("số cột không đúng", "the row has too few or too many fields")));
        } else if let Err(why) = take(&Row { record: &record }) {
            findings.push(bad(line, why));
        }
    }
    if first {
        findings.push(bad(1, ("thiếu dòng tên cột", "the row with the names of the columns is missing")));
    }
    findings
}
