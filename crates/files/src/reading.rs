//! A file on its way out, checked as it goes.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::stream::{self, BoxStream};
use futures_util::{Stream, StreamExt, TryStreamExt};
use sha2::{Digest, Sha256};

use crate::error::ReadError;
use crate::hash::FileHash;

/// The content of a file, piece by piece.
///
/// The last piece is held back until the hash of the whole is known: whoever gets all of it without an error has what was put in, and a web server that passes
/// it on breaks off rather than end well with a changed file.
pub struct Content {
    /// Its size in bytes.
    pub size: u64,
    pieces: BoxStream<'static, Result<Bytes, ReadError>>,
}

impl Content {
    pub(crate) fn new(hash: FileHash, size: u64, pieces: BoxStream<'static, object_store::Result<Bytes>>) -> Content {
        let start = (pieces, Sha256::new(), None::<Bytes>, false);
        let pieces = stream::try_unfold(start, move |(mut pieces, mut hasher, mut held, mut ended)| async move {
            while !ended {
                match pieces.next().await {
                    Some(Ok(piece)) if piece.is_empty() => {}
                    Some(Ok(piece)) => {
                        hasher.update(&piece);
                        if let Some(before) = held.replace(piece) {
                            return Ok(Some((before, (pieces, hasher, held, ended))));
                        }
                    }
                    Some(Err(error)) => return Err(ReadError::Storage(error.into())),
                    None => {
                        ended = true;
                        let found = FileHash::finish(hasher.clone());
                        if found != hash {
                            return Err(ReadError::Changed { hash, found });
                        }
                    }
                }
            }
            Ok(held.take().map(|last| (last, (pieces, hasher, None, true))))
        });
        Content { size, pieces: pieces.boxed() }
    }

    /// The whole content in memory.
    ///
    /// # Errors
    /// The file was changed, or cannot be read.
    pub async fn bytes(self) -> Result<Vec<u8>, ReadError> {
        let whole = Vec::with_capacity(usize::try_from(self.size).unwrap_or(0));
        self.pieces
            .try_fold(whole, |mut whole, piece| async move {
                whole.extend_from_slice(&piece);
                Ok(whole)
            })
            .await
    }
}

impl Stream for Content {
    type Item = Result<Bytes, ReadError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.pieces.as_mut().poll_next(context)
    }
}
