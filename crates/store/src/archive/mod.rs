//! Everything in one file: a ZIP archive with a list of what is in it, a file of rows for each table, and the stored files.
//!
//! ```text
//! tables/person.jsonl    a row a line, a JSON array in the order of the columns
//! files/9f86d0...        a stored file, named by its SHA-256
//! beside/box.sqlite      what is kept beside the store: the two files of ballots
//! manifest.json          what there is, with counts and fingerprints; written last
//! ```
//!
//! Counters and queues ([`crate::Class::Passing`]) are left out: they say nothing about the past. The archive is the same whichever engine wrote it, so that it is
//! also the way from one engine to the other.

mod backup;
mod doors;
mod error;
mod restore;
mod row;

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::column::Storage;
use chiso_model::hex;

pub use doors::Doors;
pub use error::ArchiveError;
pub use restore::Findings;

/// The form of the archive that this program writes.
pub const ARCHIVE_FORMAT: u32 = 1;
const MANIFEST: &str = "manifest.json";

/// Where the bytes of stored files come from and go to.
pub trait ArchiveFiles: Send + 'static {
    /// Opens a file; none when there is no such file.
    ///
    /// # Errors
    /// `InvalidData`, also while it is read, when the file is no longer what it was; else that it cannot be read.
    fn read(&mut self, sha256: &str) -> io::Result<Option<Box<dyn Read + '_>>>;

    /// Puts a file in its place; that it is there already is no error.
    ///
    /// # Errors
    /// When it cannot be kept.
    fn put(&mut self, sha256: &str, bytes: &mut dyn Read) -> io::Result<()>;

    /// What is kept beside the store and goes along, by name (lower case letters and dots): the files of ballots.
    ///
    /// # Errors
    /// When it cannot be read.
    fn beside(&mut self) -> io::Result<Vec<(String, Box<dyn Read>)>> {
        Ok(Vec::new())
    }

    /// Puts in its place what was kept beside the store.
    ///
    /// # Errors
    /// When it cannot be kept, or is there already.
    fn put_beside(&mut self, name: &str, bytes: &mut dyn Read) -> io::Result<()> {
        let _ = bytes;
        Err(io::Error::new(io::ErrorKind::Unsupported, format!("nothing is kept beside this store: {name}")))
    }
}

/// What is in an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The form of the archive.
    pub chiso_archive: u32,
    /// The schema of the store that was written.
    pub schema: i64,
    /// The engine of that store, `sqlite` or `postgres`.
    pub engine: String,
    /// When, microseconds since 1970, UTC.
    pub created: i64,
    /// Place of the journal's last entry.
    pub journal_seq: i64,
    /// Fingerprint of the journal's last entry, hexadecimal.
    pub journal_hash: String,
    /// The tables.
    pub tables: Vec<TablePart>,
    /// The stored files.
    pub files: Vec<FilePart>,
    /// What is kept beside the store.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<BesidePart>,
    /// SHA-256 of files that the store speaks of, but that were not there any more or not what they were.
    pub lost: Vec<String>,
}

/// A table in an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TablePart {
    /// Its name.
    pub name: String,
    /// How many rows it has.
    pub rows: u64,
    /// SHA-256 of its part, hexadecimal.
    pub sha256: String,
    /// Name and kind (`int`, `real`, `text`, `bytes`) of its columns, in order.
    pub columns: Vec<(String, String)>,
}

impl TablePart {
    fn part(&self) -> String {
        format!("tables/{}.jsonl", self.name)
    }
}

/// A stored file in an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilePart {
    /// SHA-256 of its bytes, hexadecimal: its name.
    pub sha256: String,
    /// How many bytes it has.
    pub size: u64,
}

impl FilePart {
    fn part(&self) -> String {
        format!("files/{}", self.sha256)
    }
}

/// Something kept beside the store, in an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BesidePart {
    /// Its name.
    pub name: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// How many bytes it has.
    pub size: u64,
}

impl BesidePart {
    fn part(&self) -> String {
        format!("beside/{}", self.name)
    }

    /// A name that is no way to another folder.
    fn is_named_well(&self) -> bool {
        !self.name.is_empty()
            && self.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'.')
            && !self.name.starts_with('.')
    }
}

fn kind(storage: Storage) -> &'static str {
    match storage {
        Storage::Int => "int",
        Storage::Real => "real",
        Storage::Text => "text",
        Storage::Bytes => "bytes",
    }
}

/// Takes the fingerprint and the size of what passes through.
struct Passing<S> {
    through: S,
    hasher: Sha256,
    size: u64,
}

impl<S> Passing<S> {
    fn new(through: S) -> Passing<S> {
        Passing { through, hasher: Sha256::new(), size: 0 }
    }

    fn took(&mut self, bytes: &[u8]) {
        self.hasher.update(bytes);
        self.size += bytes.len() as u64;
    }

    fn finish(self) -> (String, u64) {
        (hex(&self.hasher.finalize()), self.size)
    }
}

impl<W: Write> Write for Passing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.through.write(bytes)?;
        self.took(bytes.get(..count).unwrap_or_default());
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.through.flush()
    }
}

impl<R: Read> Read for Passing<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let count = self.through.read(bytes)?;
        self.took(bytes.get(..count).unwrap_or_default());
        Ok(count)
    }
}
