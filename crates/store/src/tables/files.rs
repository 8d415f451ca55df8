//! What is known of stored files; their bytes lie elsewhere, by hash.

use crate::column::Value;
use crate::error::StoreError;
use crate::record::record;
use crate::statement::statements;
use crate::transaction::Reader;

record! {
    /// A stored file.
    pub File in file, Kept {
        /// SHA-256 of its bytes, hexadecimal.
        key sha256: String,
        /// How many bytes.
        plain size: i64,
        /// What it is, told from its content.
        plain media_type: String,
        /// The name it last came with.
        plain name: String,
        /// When it last came, microseconds.
        plain created: i64,
        /// Who brought it last.
        plain made_by: String,
    }
}

record! {
    /// A file of open data that was published once: its bytes stay at their permanent address.
    pub PublishedFile in published_file, Kept {
        /// SHA-256 of its bytes, hexadecimal.
        key sha256: String,
        /// The name in its address: `ranking.vi.csv`.
        plain name: String,
        /// Its media type.
        plain media_type: String,
        /// How many bytes.
        plain size: i64,
        /// When it was first published, microseconds.
        plain first_published: i64,
    }
}

statements! {
    ALL: File = "SELECT {*} FROM file ORDER BY sha256";
    USES = "SELECT (SELECT COUNT(*) FROM file_import WHERE file = ?1) + (SELECT COUNT(*) FROM boundary WHERE file = ?1) + (SELECT COUNT(*) FROM published_file WHERE sha256 = ?1) + (SELECT COUNT(*) FROM round_event WHERE body LIKE ?2) + (SELECT COUNT(*) FROM assessment_event WHERE body LIKE ?2)";
    PUBLISHED: PublishedFile = "SELECT {*} FROM published_file ORDER BY sha256";
}

impl Reader<'_> {
    /// Every stored file, by hash.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn files(&mut self) -> Result<Vec<File>, StoreError> {
        self.find(&ALL, &[])
    }

    /// Whether an import, a boundary, a publication or anything in a round speaks of a file. Surveys are not looked at.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn is_file_used(&mut self, sha256: &str) -> Result<bool, StoreError> {
        let anywhere = Value::Text(format!("%{sha256}%"));
        Ok(self.number(&USES, &[Value::Text(sha256.to_owned()), anywhere])? > 0)
    }

    /// Every file of open data that was ever published, by hash.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn published_files(&mut self) -> Result<Vec<PublishedFile>, StoreError> {
        self.find(&PUBLISHED, &[])
    }
}
