//! Where files lie, each under the hash of its content.

use std::convert::Infallible;
use std::fmt::{self, Display};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::{Stream, StreamExt, TryStreamExt};
use object_store::aws::AmazonS3Builder;
use object_store::buffered::BufWriter;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ClientOptions, ObjectStore, ObjectStoreExt, RetryConfig};
use sha2::{Digest, Sha256};
use tokio::fs::File;
use tokio::io::{AsyncSeekExt, AsyncWriteExt};

use crate::error::{PutError, ReadError, StorageError};
use crate::hash::FileHash;
use crate::inspect::{self, Declared};
use crate::kind::Kind;
use crate::reading::Content;
use crate::refusal::Refusal;
use crate::scan::{Scanner, Verdict};

/// Bytes sent to the store in one go; a smaller file is one request. S3 wants at least 5 MiB.
const PART_BYTES: usize = 8 * 1024 * 1024;
/// How long one request to an S3 store may take.
const REQUEST: Duration = Duration::from_secs(60);
/// How long requests to an S3 store are tried again.
const RETRIES: Duration = Duration::from_secs(20);

/// Where files are kept.
#[derive(Clone)]
pub enum Location {
    /// A folder, which is made where it is missing.
    Folder(PathBuf),
    /// A bucket of an S3-compatible store, which must be there.
    S3 {
        /// Its name.
        bucket: String,
        /// Address of the store, `https://...` or `http://...`.
        endpoint: String,
        /// Its region; stores of one's own take any.
        region: String,
        /// Access key.
        access_key: String,
        /// Secret key.
        secret_key: String,
        /// A folder of this machine where files wait while they are checked; made where it is missing.
        spool: PathBuf,
    },
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Location::Folder(folder) => write!(f, "Folder({})", folder.display()),
            Location::S3 { bucket, endpoint, .. } => write!(f, "S3({bucket} at {endpoint})"),
        }
    }
}

/// Which files are taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// The largest file, in bytes.
    pub max_bytes: u64,
    /// Whether ZIP archives are taken in.
    pub archives: bool,
    /// The scanner that every file must pass, if any.
    pub scanner: Option<Scanner>,
}

impl Default for Rules {
    fn default() -> Rules {
        Rules { max_bytes: 50_000_000, archives: false, scanner: None }
    }
}

/// A file that was taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stored {
    /// Its hash: what to ask for it by.
    pub sha256: FileHash,
    /// Its size in bytes.
    pub size: u64,
    /// Its media type, from its content.
    pub media_type: &'static str,
    /// Whether it was not there before.
    pub is_new: bool,
}

/// A file that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Its hash.
    pub sha256: FileHash,
    /// Its size in bytes.
    pub size: u64,
}

/// The place where files lie. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Vault {
    store: Arc<dyn ObjectStore>,
    spool: PathBuf,
    rules: Rules,
}

/// A file that has come in whole and lies in no place yet. Its own file has no name, so that it is gone when the program is.
struct Spooled {
    file: File,
    size: u64,
    hash: FileHash,
}

impl Vault {
    /// Opens a place for files.
    ///
    /// # Errors
    /// The folder can neither be found nor made, or the description of the S3 store makes no sense. Whether an S3 store answers shows only when it is used.
    pub fn open(location: &Location, rules: Rules) -> Result<Vault, StorageError> {
        let (store, spool): (Arc<dyn ObjectStore>, _) = match location {
            Location::Folder(folder) => {
                std::fs::create_dir_all(folder)?;
                // A file that was acknowledged is on the disk.
                (Arc::new(LocalFileSystem::new_with_prefix(folder)?.with_fsync(true)), folder)
            }
            Location::S3 { bucket, endpoint, region, access_key, secret_key, spool } => {
                std::fs::create_dir_all(spool)?;
                // Fails only where one was chosen before, which is as good.
                let _ = rustls::crypto::ring::default_provider().install_default();
                let store = AmazonS3Builder::new()
                    .with_bucket_name(bucket)
                    .with_endpoint(endpoint)
                    .with_region(region)
                    .with_access_key_id(access_key)
                    .with_secret_access_key(secret_key)
                    .with_client_options(
                        ClientOptions::new().with_allow_http(endpoint.starts_with("http://")).with_timeout(REQUEST),
                    )
                    .with_retry(RetryConfig { max_retries: 4, retry_timeout: RETRIES, ..RetryConfig::default() })
                    .build()?;
                (Arc::new(store), spool)
            }
        };
        Ok(Vault { store, spool: spool.clone(), rules })
    }

    pub(crate) fn store(&self) -> &dyn ObjectStore {
        &*self.store
    }

    /// Takes a file in, piece by piece.
    ///
    /// # Errors
    /// The file is refused, stops coming, or cannot be kept. In each case nothing is left of it.
    pub async fn put<E: Display>(
        &self,
        content: impl Stream<Item = Result<Bytes, E>>,
        declared: &Declared<'_>,
    ) -> Result<Stored, PutError> {
        inspect::name(declared.name)?;
        let mut spooled = self.spool(content, self.rules.max_bytes).await?;
        let kind = self.inspect(&mut spooled, declared).await?;
        self.scan(&mut spooled).await?;
        let is_new = self.place(&mut spooled).await?;
        Ok(Stored { sha256: spooled.hash, size: spooled.size, media_type: kind.media_type(), is_new })
    }

    /// Takes a file in that is at hand.
    ///
    /// # Errors
    /// As [`Vault::put`].
    pub async fn put_bytes(&self, content: impl Into<Bytes>, declared: &Declared<'_>) -> Result<Stored, PutError> {
        self.put(futures_util::stream::iter([Ok::<Bytes, Infallible>(content.into())]), declared).await
    }

    /// Puts a file back that this system took in before, from a backup: its hash must be right, its kind is not looked at again.
    ///
    /// # Errors
    /// It is not what it was, stops coming, or cannot be kept.
    pub async fn put_back<E: Display>(
        &self,
        hash: &FileHash,
        content: impl Stream<Item = Result<Bytes, E>>,
    ) -> Result<(), PutError> {
        let mut spooled = self.spool(content, u64::MAX).await?;
        if spooled.hash != *hash {
            return Err(PutError::NotTheSame { found: spooled.hash });
        }
        self.place(&mut spooled).await?;
        Ok(())
    }

    /// Gives a file out, checked against its hash as it is read.
    ///
    /// # Errors
    /// There is no such file, or it cannot be read.
    pub async fn get(&self, hash: &FileHash) -> Result<Content, ReadError> {
        match self.store.get(&hash.path()).await {
            Ok(found) => Ok(Content::new(*hash, found.meta.size, found.into_stream())),
            Err(object_store::Error::NotFound { .. }) => Err(ReadError::Missing(*hash)),
            Err(error) => Err(ReadError::Storage(error.into())),
        }
    }

    /// Every file, in the order of the hashes.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn list(&self) -> Result<Vec<Entry>, StorageError> {
        let objects: Vec<_> = self.store.list(None).try_collect().await?;
        let entry =
            |object: object_store::ObjectMeta| Some(Entry { sha256: hash_of(&object.location)?, size: object.size });
        let mut entries: Vec<Entry> = objects.into_iter().filter_map(entry).collect();
        entries.sort();
        Ok(entries)
    }

    /// Removes a file for good: for erasing. That there is no such file is no error.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn delete(&self, hash: &FileHash) -> Result<(), StorageError> {
        match self.store.delete(&hash.path()).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    async fn spool<E: Display>(
        &self,
        content: impl Stream<Item = Result<Bytes, E>>,
        max_bytes: u64,
    ) -> Result<Spooled, PutError> {
        let folder = self.spool.clone();
        let file = blocking(move || tempfile::tempfile_in(folder)).await?;
        let mut file = File::from_std(file);
        let (mut hasher, mut size) = (Sha256::new(), 0_u64);
        let mut content = std::pin::pin!(content);
        while let Some(piece) = content.next().await {
            let piece = piece.map_err(|error| PutError::Interrupted(error.to_string()))?;
            size += piece.len() as u64;
            if size > max_bytes {
                return Err(Refusal::TooLarge { max_bytes }.into());
            }
            hasher.update(&piece);
            file.write_all(&piece).await.map_err(StorageError::from)?;
        }
        file.flush().await.map_err(StorageError::from)?;
        Ok(Spooled { file, size, hash: FileHash::finish(hasher) })
    }

    async fn inspect(&self, spooled: &mut Spooled, declared: &Declared<'_>) -> Result<Kind, PutError> {
        let mut file = spooled.file.try_clone().await.map_err(StorageError::from)?.into_std().await;
        let (name, media_type) = (declared.name.to_owned(), declared.media_type.map(str::to_owned));
        let (size, archives) = (spooled.size, self.rules.archives);
        let kind = blocking(move || {
            let declared = Declared { name: &name, media_type: media_type.as_deref() };
            inspect::kind(&mut file, size, &declared, archives)
        });
        Ok(kind.await??)
    }

    async fn scan(&self, spooled: &mut Spooled) -> Result<(), PutError> {
        let Some(scanner) = &self.rules.scanner else { return Ok(()) };
        spooled.file.rewind().await.map_err(StorageError::from)?;
        match scanner.scan(&mut spooled.file).await {
            Verdict::Clean => Ok(()),
            Verdict::Infected(name) => Err(Refusal::Infected { name }.into()),
            Verdict::Failed(reason) => Err(Refusal::NotScanned { reason }.into()),
        }
    }

    /// Puts a spooled file in its place, where it appears whole or not at all; a damaged one that is there is replaced. Says whether it was not there before.
    async fn place(&self, spooled: &mut Spooled) -> Result<bool, StorageError> {
        let path = spooled.hash.path();
        match self.store.head(&path).await {
            // A disk that went bad keeps the size: what is there counts only as far as it is what it should be.
            Ok(there) if there.size == spooled.size => match self.read_through(&spooled.hash).await {
                Ok(_) => return Ok(false),
                Err(ReadError::Storage(error)) => return Err(error),
                Err(ReadError::Missing(_) | ReadError::Changed { .. }) => {}
            },
            Ok(_) | Err(object_store::Error::NotFound { .. }) => {}
            Err(error) => return Err(error.into()),
        }
        spooled.file.rewind().await?;
        let mut writer = BufWriter::with_capacity(Arc::clone(&self.store), path, PART_BYTES);
        let written = async {
            tokio::io::copy(&mut spooled.file, &mut writer).await?;
            writer.shutdown().await
        };
        if let Err(error) = written.await {
            // What was sent of it would be kept, and paid for, by some stores.
            let _ = writer.abort().await;
            return Err(error.into());
        }
        Ok(true)
    }
}

/// The hash of the file at a place, if a file of ours lies there.
pub(crate) fn hash_of(path: &Path) -> Option<FileHash> {
    let hash: FileHash = path.filename()?.parse().ok()?;
    (hash.path() == *path).then_some(hash)
}

/// Runs what waits for the disk where it keeps nobody else waiting.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> Result<T, StorageError> {
    Ok(tokio::task::spawn_blocking(work).await??)
}
