//! The store and the files of an installation, for commands that work with them while it runs or rests.

use std::io::{self, Read};
use std::time::SystemTime;

use bytes::Bytes;
use chiso_files::{Content, FileHash, ReadError, Vault};
use chiso_model::Lang;
use chiso_settings::Settings;
use chiso_store::{ArchiveFiles, Location, Store};
use futures_util::StreamExt as _;
use tokio::runtime::{Handle, Runtime};

use crate::ballots::Ballots;
use crate::failure::Failure;
use crate::files;

/// Bytes of a file that are handed on at a time.
const PIECE: usize = 64 * 1024;

pub(crate) fn runtime() -> Result<Runtime, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    runtime.map_err(|error| Failure::one(format!("chiso: {}", files::said(&error))))
}

/// Now, microseconds since 1970, UTC.
#[allow(clippy::disallowed_methods, reason = "the one place where these commands read the clock")]
pub(crate) fn now_us() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}

/// Where the settings keep data.
pub(crate) fn location(settings: &Settings, lang: Lang) -> Result<Location, Failure> {
    chiso_server::location(settings).map_err(|error| Failure::one(line(&error.message(lang))))
}

/// Opens the store that is there, without changing its schema.
pub(crate) async fn existing(settings: &Settings, lang: Lang) -> Result<Store, Failure> {
    let location = location(settings, lang)?;
    Store::open_existing(&location).await.map_err(|error| Failure::one(line(&error.message(lang))))
}

/// A message of a library as a line of this program.
pub(crate) fn line(message: &str) -> String {
    format!("chiso: {message}")
}

/// The stored files, as an archive takes and gives them. Used on threads that may wait.
pub(crate) struct Files {
    vault: Vault,
    ballots: Ballots,
    runtime: Handle,
    lang: Lang,
}

impl Files {
    pub(crate) fn open(settings: &Settings, runtime: Handle, lang: Lang) -> Result<Files, Failure> {
        let vault = chiso_server::vault(settings).map_err(|error| Failure::one(line(&error.message(lang))))?;
        Ok(Files { vault, ballots: Ballots::of(settings), runtime, lang })
    }

    fn failed(&self, error: &ReadError) -> io::Error {
        failed(error, self.lang)
    }
}

fn failed(error: &ReadError, lang: Lang) -> io::Error {
    match error {
        ReadError::Changed { .. } => io::Error::new(io::ErrorKind::InvalidData, error.message(lang)),
        _ => io::Error::other(error.message(lang)),
    }
}

impl ArchiveFiles for Files {
    fn read(&mut self, sha256: &str) -> io::Result<Option<Box<dyn Read + '_>>> {
        let hash = hash(sha256)?;
        match self.runtime.block_on(self.vault.get(&hash)) {
            Ok(content) => {
                Ok(Some(Box::new(Pieces { content, runtime: &self.runtime, lang: self.lang, left: Bytes::new() })))
            }
            Err(ReadError::Missing(_)) => Ok(None),
            Err(error) => Err(self.failed(&error)),
        }
    }

    fn put(&mut self, sha256: &str, bytes: &mut dyn Read) -> io::Result<()> {
        let hash = hash(sha256)?;
        let pieces = std::iter::from_fn(|| {
            let mut piece = Vec::with_capacity(PIECE);
            match (&mut *bytes).take(PIECE as u64).read_to_end(&mut piece) {
                Ok(0) => None,
                Ok(_) => Some(Ok(Bytes::from(piece))),
                Err(error) => Some(Err(error)),
            }
        });
        let put = self.vault.put_back(&hash, futures_util::stream::iter(pieces));
        self.runtime.block_on(put).map_err(|error| io::Error::other(error.message(self.lang)))
    }

    fn beside(&mut self) -> io::Result<Vec<(String, Box<dyn Read>)>> {
        self.ballots.copies()
    }

    fn put_beside(&mut self, name: &str, bytes: &mut dyn Read) -> io::Result<()> {
        self.ballots.put(name, bytes)
    }
}

fn hash(sha256: &str) -> io::Result<FileHash> {
    sha256.parse().map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "no SHA-256"))
}

/// A file that comes in pieces, as one that is read.
struct Pieces<'a> {
    content: Content,
    runtime: &'a Handle,
    lang: Lang,
    left: Bytes,
}

impl Read for Pieces<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        while self.left.is_empty() {
            match self.runtime.block_on(self.content.next()) {
                Some(Ok(piece)) => self.left = piece,
                Some(Err(error)) => return Err(failed(&error, self.lang)),
                None => return Ok(0),
            }
        }
        let piece = self.left.split_to(self.left.len().min(bytes.len()));
        for (to, from) in bytes.iter_mut().zip(&piece) {
            *to = *from;
        }
        Ok(piece.len())
    }
}
