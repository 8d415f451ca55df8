//! The same files for work that waits, such as writing a backup.

use std::io::{self, ErrorKind, Read};

use bytes::{Buf, Bytes};
use futures_util::{StreamExt, stream};
use tokio::runtime::Handle;

use crate::error::{PutError, ReadError};
use crate::hash::FileHash;
use crate::reading::Content;
use crate::vault::Vault;

/// Bytes taken from a reader in one go.
const PIECE: usize = 256 * 1024;

/// A vault for threads that may wait: those of `spawn_blocking`, never those on which requests are answered.
#[derive(Debug, Clone)]
pub struct BlockingVault {
    vault: Vault,
    runtime: Handle,
}

/// A file on its way out.
pub struct BlockingContent {
    content: Content,
    runtime: Handle,
    rest: Bytes,
}

impl Vault {
    /// The same files for work that waits; `runtime` does the waiting.
    pub fn blocking(&self, runtime: Handle) -> BlockingVault {
        BlockingVault { vault: self.clone(), runtime }
    }
}

impl BlockingVault {
    /// Gives a file out; none where there is no such file.
    ///
    /// # Errors
    /// The store does not answer. While it is read: `InvalidData` where the file is no longer what was put in.
    pub fn get(&self, hash: &FileHash) -> io::Result<Option<BlockingContent>> {
        match self.runtime.block_on(self.vault.get(hash)) {
            Ok(content) => Ok(Some(BlockingContent { content, runtime: self.runtime.clone(), rest: Bytes::new() })),
            Err(ReadError::Missing(_)) => Ok(None),
            Err(error) => Err(failed(error)),
        }
    }

    /// Puts a file back that was taken in before.
    ///
    /// # Errors
    /// `InvalidData` where it is not what it was; what the reader says; the store does not answer.
    pub fn put_back(&self, hash: &FileHash, content: &mut dyn Read) -> io::Result<()> {
        let pieces = stream::iter(std::iter::from_fn(|| piece(content).transpose()));
        self.runtime.block_on(self.vault.put_back(hash, pieces)).map_err(|error| match error {
            PutError::NotTheSame { .. } => io::Error::new(ErrorKind::InvalidData, error.message(chiso_model::Lang::En)),
            PutError::Interrupted(said) => io::Error::other(said),
            other => io::Error::other(other.message(chiso_model::Lang::En)),
        })
    }
}

impl Read for BlockingContent {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.rest.is_empty() {
            match self.runtime.block_on(self.content.next()) {
                Some(piece) => self.rest = piece.map_err(failed)?,
                None => return Ok(0),
            }
        }
        let taken = into.len().min(self.rest.len());
        self.rest.copy_to_slice(&mut into[..taken]);
        Ok(taken)
    }
}

/// The next piece of a reader; none at its end.
fn piece(reader: &mut dyn Read) -> io::Result<Option<Bytes>> {
    let mut piece = Vec::with_capacity(PIECE);
    reader.take(PIECE as u64).read_to_end(&mut piece)?;
    Ok((!piece.is_empty()).then(|| piece.into()))
}

fn failed(error: ReadError) -> io::Error {
    let kind = if matches!(error, ReadError::Changed { .. }) { ErrorKind::InvalidData } else { ErrorKind::Other };
    io::Error::new(kind, error)
}
