//! Whether every file is still what was put in.

use chiso_model::Lang;
use futures_util::{StreamExt, TryStreamExt};

use crate::error::{ReadError, StorageError};
use crate::hash::FileHash;
use crate::vault::{Vault, hash_of};

/// What a look at every file found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Files that are what was put in.
    pub good: u64,
    /// Their size together, in bytes.
    pub bytes: u64,
    /// What is wrong, in the order of the places.
    pub findings: Vec<Finding>,
}

/// Something wrong with one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// A file was changed, is missing, or cannot be read.
    File(ReadError),
    /// Something that this system did not put there.
    Stray {
        /// Its place within the folder or bucket.
        path: String,
    },
}

impl Finding {
    /// What is wrong and how to mend it.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Finding::File(error), _) => error.message(lang),
            (Finding::Stray { path }, Lang::Vi) => {
                format!("`{path}` không phải do hệ thống đặt vào; hãy xem rồi chuyển đi nơi khác.")
            }
            (Finding::Stray { path }, Lang::En) => {
                format!("`{path}` was not put there by this system; look at it and move it away.")
            }
        }
    }
}

impl Vault {
    /// Reads every file there is and compares it with its hash.
    ///
    /// # Errors
    /// The files cannot even be listed.
    pub async fn verify_all(&self) -> Result<Report, StorageError> {
        let mut report = Report::default();
        let mut places: Vec<_> = self.store().list(None).map_ok(|object| object.location).try_collect().await?;
        places.sort();
        for place in places {
            match hash_of(&place) {
                Some(hash) => self.look_at(&hash, &mut report).await,
                None => report.findings.push(Finding::Stray { path: place.to_string() }),
            }
        }
        Ok(report)
    }

    /// Reads the files that ought to be there, and says which are missing or changed.
    pub async fn verify(&self, expected: impl IntoIterator<Item = FileHash>) -> Report {
        let mut report = Report::default();
        for hash in expected {
            self.look_at(&hash, &mut report).await;
        }
        report
    }

    async fn look_at(&self, hash: &FileHash, report: &mut Report) {
        match self.read_through(hash).await {
            Ok(bytes) => {
                report.good += 1;
                report.bytes += bytes;
            }
            Err(error) => report.findings.push(Finding::File(error)),
        }
    }

    pub(crate) async fn read_through(&self, hash: &FileHash) -> Result<u64, ReadError> {
        let mut content = self.get(hash).await?;
        let mut bytes = 0;
        while let Some(piece) = content.next().await {
            bytes += piece?.len() as u64;
        }
        Ok(bytes)
    }
}
