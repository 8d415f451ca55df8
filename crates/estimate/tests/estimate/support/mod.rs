//! Reading known answers in place (see CONTRIBUTING).

#![allow(dead_code, missing_docs, unreachable_pub, clippy::unwrap_used, clippy::panic)]

pub mod generated;

use std::path::{Path, PathBuf};

use chiso_estimate::Factor;

/// A folder beside the repository: `CHISO_SHARED`, else `../shared`. Absent ones are a failure in CI; elsewhere the test says so and is passed over.
pub fn folder(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("CHISO_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let folder = root.join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "{name} is absent: set CHISO_SHARED");
    println!("skipped: {name} is absent (set CHISO_SHARED to the folder that holds it)");
    None
}

/// A table of texts.
pub struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub fn read(file: &Path) -> Table {
        let mut reader = csv::Reader::from_path(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let columns = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        Table { columns, rows }
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn has(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column == name)
    }

    fn column(&self, name: &str) -> usize {
        self.columns.iter().position(|column| column == name).unwrap_or_else(|| panic!("no column {name}"))
    }

    pub fn texts(&self, name: &str) -> Vec<&str> {
        let column = self.column(name);
        self.rows.iter().map(|row| row[column].as_str()).collect()
    }

    /// Numbers, NaN where there is none.
    pub fn numbers(&self, name: &str) -> Vec<f64> {
        self.texts(name).iter().map(|text| text.parse().unwrap_or(f64::NAN)).collect()
    }

    pub fn factor(&self, name: &str) -> Factor {
        let texts = self.texts(name);
        Factor::new(name, texts.iter().copied())
    }

    pub fn text(&self, row: usize, name: &str) -> &str {
        &self.rows[row][self.column(name)]
    }

    pub fn number(&self, row: usize, name: &str) -> Option<f64> {
        self.text(row, name).parse().ok()
    }
}

/// Agreement relative to the known answer; what is nothing beside `scale` in the known answer must be nothing here.
pub fn near(ours: f64, theirs: f64, relative: f64, scale: f64) -> bool {
    let nothing = 1e-9 * scale.abs();
    (ours - theirs).abs() <= relative * theirs.abs() || (theirs.abs() <= nothing && ours.abs() <= nothing)
}
