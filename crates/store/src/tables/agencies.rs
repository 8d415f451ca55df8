//! Agencies through time, and how they came out of one another.
//!
//! An agency is one document with all its dated facts: they are read, checked and changed together, and found in memory.

use crate::error::StoreError;
use crate::record::record;
use crate::statement::statements;
use crate::transaction::Reader;

record! {
    /// An agency with its dated facts.
    pub Agency in agency, Kept {
        /// Its id, for ever.
        key id: String,
        /// Counts changes.
        plain version: i64,
        /// `shipped`, `entered`, or the id of the import that brought it.
        plain origin: String,
        /// Its dated facts, as JSON.
        plain document: serde_json::Value,
    }
}

record! {
    /// A change by which agencies came out of others. What happened is not changed afterwards; an entry made in error is taken back by deleting it.
    pub Lineage in lineage, Kept {
        /// Its id.
        key id: String,
        /// `shipped`, `entered`, or the id of the import that brought it.
        plain origin: String,
        /// What happened, as JSON.
        plain document: serde_json::Value,
    }
}

statements! {
    AGENCIES: Agency = "SELECT {*} FROM agency ORDER BY id";
    LINEAGE: Lineage = "SELECT {*} FROM lineage ORDER BY id";
    COUNT = "SELECT COUNT(*) FROM agency";
}

impl Reader<'_> {
    /// Every agency, those of other times too, by id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn agencies(&mut self) -> Result<Vec<Agency>, StoreError> {
        self.find(&AGENCIES, &[])
    }

    /// Every change by which agencies came out of others, by id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn lineage(&mut self) -> Result<Vec<Lineage>, StoreError> {
        self.find(&LINEAGE, &[])
    }

    /// How many agencies there are, those of other times too.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn count_agencies(&mut self) -> Result<i64, StoreError> {
        self.number(&COUNT, &[])
    }
}
