//! Everything that the attacker holds, by name; archives are held unpacked too, and databases as rows.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use crate::linkage::needles::hex;

/// Bytes by name.
#[derive(Default)]
pub(crate) struct Loot(pub(crate) BTreeMap<String, Vec<u8>>);

impl Loot {
    /// Takes a file in, and what is packed in it.
    pub(crate) fn add(&mut self, name: &str, bytes: Vec<u8>) {
        if let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(&bytes)) {
            for index in 0..archive.len() {
                let mut part = archive.by_index(index).unwrap();
                let mut unpacked = Vec::new();
                part.read_to_end(&mut unpacked).unwrap();
                let name = format!("{name}!{}", part.name().unwrap());
                self.add(&name, unpacked);
            }
        }
        if bytes.starts_with(b"SQLite format 3\0") {
            self.add(&format!("{name}!rows"), rows(&bytes).into_bytes());
        }
        self.0.insert(name.to_owned(), bytes);
    }

    /// Takes in every file of a folder and of those in it, whose names begin with `under`.
    pub(crate) fn add_folder(&mut self, under: &str, folder: &Path) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{under}/{}", path.file_name().unwrap().to_string_lossy());
            if path.is_dir() {
                self.add_folder(&name, &path);
            } else if let Ok(bytes) = std::fs::read(&path) {
                // A database at work removes files of its own now and then.
                self.add(&name, bytes);
            }
        }
    }

    /// The names of files with something in their name.
    pub(crate) fn named(&self, part: &str) -> Vec<&str> {
        self.0.keys().map(String::as_str).filter(|name| name.contains(part)).collect()
    }
}

/// The rows of a database, a line each: the table and the columns; bytes as hexadecimal digits. What cannot be read is left out.
fn rows(database: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file.sqlite");
    std::fs::write(&path, database).unwrap();
    let file = Connection::open(&path).unwrap();
    let mut lines = String::new();
    let mut add = |table: &str| -> Result<(), rusqlite::Error> {
        let mut select = file.prepare(&format!("SELECT * FROM \"{table}\""))?;
        let columns = select.column_count();
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            lines.push_str(table);
            for column in 0..columns {
                let text = match row.get_ref(column)? {
                    ValueRef::Null => String::new(),
                    ValueRef::Integer(number) => number.to_string(),
                    ValueRef::Real(number) => number.to_string(),
                    ValueRef::Text(text) => String::from_utf8_lossy(text).replace('\n', " "),
                    ValueRef::Blob(bytes) => hex(bytes),
                };
                lines.push('|');
                lines.push_str(&text);
            }
            lines.push('\n');
        }
        Ok(())
    };
    let tables: Result<Vec<String>, rusqlite::Error> = file
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        .and_then(|mut select| select.query_map([], |row| row.get(0))?.collect());
    for table in tables.unwrap_or_default() {
        // A copy of what is being written may end in the middle.
        let _ = add(&table);
    }
    lines
}
