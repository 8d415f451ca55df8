//! Fingerprints of rows and of journal entries: SHA-256 over a form in which no two different rows look alike.

use sha2::{Digest, Sha256};

use crate::column::Value;
use crate::record::Table;

/// A running fingerprint of named values.
pub(crate) struct Fingerprint(Sha256);

impl Fingerprint {
    pub(crate) fn new(what: &str) -> Fingerprint {
        let mut print = Fingerprint(Sha256::new());
        print.piece(what.as_bytes());
        print
    }

    /// Bytes with their length before them.
    fn piece(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
    }

    pub(crate) fn value(&mut self, name: &str, value: &Value) {
        self.piece(name.as_bytes());
        match value {
            Value::Null => self.0.update([0]),
            Value::Int(number) => {
                self.0.update([1]);
                self.0.update(number.to_be_bytes());
            }
            Value::Real(number) => {
                self.0.update([2]);
                self.0.update(number.to_bits().to_be_bytes());
            }
            Value::Text(text) => {
                self.0.update([3]);
                self.piece(text.as_bytes());
            }
            Value::Bytes(bytes) => {
                self.0.update([4]);
                self.piece(bytes);
            }
        }
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.0.finalize().to_vec()
    }
}

/// Fingerprint of a row. A column that is null adds nothing, so that a migration that adds a column leaves older fingerprints valid.
pub(crate) fn of_row(table: &Table, values: &[Value]) -> Vec<u8> {
    let mut print = Fingerprint::new(table.name);
    for (column, value) in table.columns.iter().zip(values) {
        if *value != Value::Null {
            print.value(column.name, value);
        }
    }
    print.finish()
}

/// Sixteen random bytes for a row that holds personal data: without them, the fingerprint in the journal would let a guess at a name be checked after the name was
/// erased.
///
/// # Panics
/// Never: where the system gives no randomness, the process ends, since nothing secret could be made.
#[must_use]
pub fn salt() -> Vec<u8> {
    let mut bytes = vec![0; 16];
    if getrandom::fill(&mut bytes).is_err() {
        std::process::abort();
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_join_alike_have_other_fingerprints() {
        let print = |parts: &[(&str, Value)]| {
            let mut print = Fingerprint::new("t");
            for (name, value) in parts {
                print.value(name, value);
            }
            print.finish()
        };
        let text = |text: &str| Value::Text(text.to_owned());
        let all = [
            print(&[("a", text("bc"))]),
            print(&[("ab", text("c"))]),
            print(&[("a", text("b")), ("c", text(""))]),
            print(&[("a", Value::Int(1))]),
            print(&[("a", Value::Real(1.0))]),
            print(&[("a", Value::Bytes(b"bc".to_vec()))]),
            print(&[("a", Value::Null)]),
        ];
        for (i, one) in all.iter().enumerate() {
            assert!(all.iter().skip(i + 1).all(|other| other != one), "{i}");
        }
    }

    #[test]
    fn a_column_added_later_leaves_fingerprints_as_they_were() {
        use crate::column::Storage;
        use crate::record::{Class, ColumnShape, Part};
        const fn column(name: &'static str, nullable: bool) -> ColumnShape {
            ColumnShape { name, storage: Storage::Text, nullable, part: Part::Plain }
        }
        const OLD: &[ColumnShape] = &[column("id", false), column("note", true)];
        const NEW: &[ColumnShape] = &[column("id", false), column("note", true), column("added", true)];
        let table =
            |columns| Table { name: "t", class: Class::Kept, columns, select: "", names: "", insert: "", delete: "" };
        let text = |text: &str| Value::Text(text.to_owned());
        for note in [Value::Null, text(""), text("a")] {
            let old = of_row(&table(OLD), &[text("1"), note.clone()]);
            assert_eq!(of_row(&table(NEW), &[text("1"), note.clone(), Value::Null]), old);
            assert_ne!(of_row(&table(NEW), &[text("1"), note.clone(), text("")]), old);
        }
    }
}
