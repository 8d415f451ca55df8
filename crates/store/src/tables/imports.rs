//! What was taken in from files: published figures, weights, boundaries.

use crate::column::Value;
use crate::error::StoreError;
use crate::record::record;
use crate::statement::statements;
use crate::transaction::Reader;

record! {
    /// A file that was taken in.
    pub FileImport in file_import, Kept {
        /// Its id.
        key id: String,
        /// What it held: `agencies`, `lineage`, `results` or `weights`.
        plain kind: String,
        /// SHA-256 of the file.
        plain file: String,
        /// Name of the file.
        plain name: String,
        /// When, microseconds.
        plain created: i64,
        /// Who took it in.
        plain made_by: String,
        /// How many rows did what, as a JSON object.
        plain counts: serde_json::Value,
        /// When it was withdrawn: its rows are kept and no longer shown.
        plain withdrawn: Option<i64>,
        /// When its figures were compared with what they come from; none while they were not.
        plain checked: Option<i64>,
        /// Who compared them: never who took them in.
        plain checked_by: Option<String>,
        /// What they were compared with.
        plain checked_against: Option<String>,
    }
}

record! {
    /// A published figure that was taken in, with its source.
    pub PublishedFigure in published_figure, Kept {
        /// Its id.
        key id: String,
        /// Id of the import.
        plain import: String,
        /// The figure as JSON.
        plain figure: serde_json::Value,
    }
}

record! {
    /// The weight of an agency when units of then are made into units of now.
    pub Weight in weight, Kept {
        /// Its id.
        key id: String,
        /// Id of the import.
        plain import: String,
        /// What is weighed by, as `population-2024`.
        plain variable: String,
        /// Id of the agency.
        plain agency: String,
        /// The weight, not negative.
        plain value: f64,
    }
}

record! {
    /// A file of boundaries (`GeoJSON`) that maps are drawn from.
    pub Boundary in boundary, Kept {
        /// Its id.
        key id: String,
        /// SHA-256 of the file.
        plain file: String,
        /// The units it draws: `provinces-63` or `provinces-34`.
        plain scheme: String,
        /// The property of a feature that holds the unit's code.
        plain property: String,
        /// Where it comes from, and under what terms.
        plain source: String,
        /// When it came, microseconds.
        plain created: i64,
        /// Who brought it.
        plain made_by: String,
        /// True when maps use it.
        plain active: bool,
    }
}

statements! {
    IMPORTS: FileImport = "SELECT {*} FROM file_import ORDER BY created DESC, id";
    IMPORTS_OF_FILE: FileImport = "SELECT {*} FROM file_import WHERE kind = ?1 AND file = ?2 AND withdrawn IS NULL ORDER BY created, id";
    FIGURES: PublishedFigure = "SELECT {*} FROM published_figure WHERE import IN (SELECT id FROM file_import WHERE withdrawn IS NULL) ORDER BY import, id";
    FIGURES_OF: PublishedFigure = "SELECT {*} FROM published_figure WHERE import = ?1 ORDER BY id";
    WEIGHTS: Weight = "SELECT {*} FROM weight WHERE import IN (SELECT id FROM file_import WHERE withdrawn IS NULL) ORDER BY variable, agency, id";
    BOUNDARIES: Boundary = "SELECT {*} FROM boundary ORDER BY created, id";
}

impl Reader<'_> {
    /// Every import, the newest first; withdrawn ones too.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn imports(&mut self) -> Result<Vec<FileImport>, StoreError> {
        self.find(&IMPORTS, &[])
    }

    /// Imports of one kind from one file, by its hash, that were not withdrawn, the oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn imports_of_file(&mut self, kind: &str, sha256: &str) -> Result<Vec<FileImport>, StoreError> {
        self.find(&IMPORTS_OF_FILE, &[Value::Text(kind.to_owned()), Value::Text(sha256.to_owned())])
    }

    /// Published figures of all imports that were not withdrawn.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn published_figures(&mut self) -> Result<Vec<PublishedFigure>, StoreError> {
        self.find(&FIGURES, &[])
    }

    /// Published figures of one import.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn figures_of_import(&mut self, import: &str) -> Result<Vec<PublishedFigure>, StoreError> {
        self.find(&FIGURES_OF, &[Value::Text(import.to_owned())])
    }

    /// Weights of all imports that were not withdrawn, by variable and agency.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn weights(&mut self) -> Result<Vec<Weight>, StoreError> {
        self.find(&WEIGHTS, &[])
    }

    /// Every file of boundaries, the oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn boundaries(&mut self) -> Result<Vec<Boundary>, StoreError> {
        self.find(&BOUNDARIES, &[])
    }
}
