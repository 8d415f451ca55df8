//! Remarks on a file that are no errors.

use std::collections::BTreeMap;

use chiso_model::Lang;

use crate::text;

/// Something in a file that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactNote {
    /// Columns that nobody reads.
    LeftOutColumns {
        /// The file.
        file: String,
        /// Their names, in the order of the file.
        names: Vec<String>,
    },
    /// Columns that hold values but have no name.
    UnnamedColumns {
        /// The file.
        file: String,
        /// Their numbers, counted from 1.
        numbers: Vec<u64>,
    },
    /// Indicators of a long file that nobody reads.
    UnwantedIndicators {
        /// The file.
        file: String,
        /// Their names, and how many facts each has.
        names: BTreeMap<String, usize>,
    },
}

/// How many names a note lists before it only counts.
const LISTED: usize = 12;

impl FactNote {
    pub(crate) fn of_columns(file: &str, names: Vec<String>, unnamed: &[u64]) -> Vec<FactNote> {
        let mut notes = Vec::new();
        if !names.is_empty() {
            notes.push(FactNote::LeftOutColumns { file: file.to_owned(), names });
        }
        if !unnamed.is_empty() {
            notes.push(FactNote::UnnamedColumns { file: file.to_owned(), numbers: unnamed.to_vec() });
        }
        notes
    }

    /// The note in words, on one line, with the file before it.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            FactNote::LeftOutColumns { file, names } => {
                let (count, list) = (names.len(), text::list(names.iter().map(String::as_str), LISTED, lang));
                match lang {
                    Lang::Vi => format!("{file}: bỏ qua {count} cột mà bộ tiêu chí không dùng: {list}"),
                    Lang::En => {
                        format!("{file}: left out {} that the rulebook does not read: {list}", counted(count, "column"))
                    }
                }
            }
            FactNote::UnnamedColumns { file, numbers } => {
                let list: Vec<String> = numbers.iter().take(LISTED).map(u64::to_string).collect();
                let list = list.join(", ");
                match lang {
                    Lang::Vi => {
                        format!("{file}: bỏ qua cột có số liệu nhưng không có tên ở dòng tiêu đề: cột số {list}")
                    }
                    Lang::En => {
                        format!("{file}: left out columns with values but without a name in the header: number {list}")
                    }
                }
            }
            FactNote::UnwantedIndicators { file, names } => {
                let (count, list) = (names.len(), text::list(names.keys().map(String::as_str), LISTED, lang));
                let facts: usize = names.values().sum();
                match lang {
                    Lang::Vi => {
                        format!("{file}: bỏ qua {facts} số liệu của {count} chỉ tiêu mà bộ tiêu chí không dùng: {list}")
                    }
                    Lang::En => format!(
                        "{file}: left out {} of {} that the rulebook does not read: {list}",
                        counted(facts, "fact"),
                        counted(count, "indicator")
                    ),
                }
            }
        }
    }
}

/// A count with its English noun.
fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
