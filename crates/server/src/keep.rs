//! Files of open data that were published once stay at their permanent addresses: their bytes lie in the vault, what is known of them in the store.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::Arc;

use chiso_files::{FileHash, PutError, ReadError, Vault};
use chiso_portal::{Earlier, OpenFile, PermanentFile, Site, open_files};
use chiso_store::files::PublishedFile;
use chiso_store::{Act, Store, StoreError};
use futures_util::stream;
use tokio::runtime::Handle;
use tokio::sync::mpsc;

use crate::clock;

/// Files that are noted in one change of the store.
const AT_ONCE: usize = 100;

/// Whoever keeps them.
#[derive(Debug, Clone)]
pub(crate) struct Keeper {
    store: Store,
    vault: Vault,
    runtime: Handle,
}

/// Why a file could not be kept or found.
#[derive(Debug)]
enum KeepError {
    Store(StoreError),
    Put(PutError),
    Read(ReadError),
}

impl From<StoreError> for KeepError {
    fn from(error: StoreError) -> KeepError {
        KeepError::Store(error)
    }
}

impl std::fmt::Display for KeepError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let lang = chiso_model::Lang::En;
        f.write_str(&match self {
            KeepError::Store(error) => error.message(lang),
            KeepError::Put(error) => error.message(lang),
            KeepError::Read(error) => error.message(lang),
        })
    }
}

impl Keeper {
    /// Must be called where a runtime runs.
    pub(crate) fn new(store: Store, vault: Vault) -> Keeper {
        Keeper { store, vault, runtime: Handle::current() }
    }

    /// Keeps the files of every state that comes, one state after another.
    pub(crate) async fn work(self, mut states: mpsc::Receiver<Arc<Site>>) {
        while let Some(site) = states.recv().await {
            match self.keep(site).await {
                Ok(0) => (),
                Ok(new) => tracing::info!(new, "files of open data are kept at their permanent addresses"),
                Err(error) => tracing::error!(%error, "files of open data could not be kept; the next state is tried"),
            }
        }
    }

    /// Keeps the files of one state; tells how many were new.
    async fn keep(&self, site: Arc<Site>) -> Result<usize, KeepError> {
        let rows = self.store.read(|reader| reader.published_files()).await?;
        let known: BTreeSet<String> = rows.into_iter().map(|row| row.sha256).collect();
        // Hundreds of files: a few at a time are in memory.
        let (sender, mut files) = mpsc::channel::<OpenFile>(4);
        tokio::task::spawn_blocking(move || {
            for file in open_files(&site).filter(|file| !known.contains(&file.sha256)) {
                if sender.blocking_send(file).is_err() {
                    return;
                }
            }
        });
        let (mut new, mut noted) = (Vec::new(), 0);
        while let Some(file) = files.recv().await {
            let Ok(hash) = file.sha256.parse::<FileHash>() else { continue };
            let bytes = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
            let whole = stream::iter([Ok::<_, Infallible>(file.bytes.into())]);
            self.vault.put_back(&hash, whole).await.map_err(KeepError::Put)?;
            new.push(PublishedFile {
                sha256: file.sha256,
                name: file.address.rsplit('/').next().unwrap_or_default().to_owned(),
                media_type: file.media_type.to_owned(),
                size: bytes,
                first_published: clock::now_us(),
            });
            if new.len() == AT_ONCE {
                noted += self.note(std::mem::take(&mut new)).await?;
            }
        }
        Ok(noted + self.note(new).await?)
    }

    /// Another server may have noted the same meanwhile.
    async fn note(&self, rows: Vec<PublishedFile>) -> Result<usize, KeepError> {
        if rows.is_empty() {
            return Ok(0);
        }
        let act = Act::new("system", "published-file.keep", clock::now_us());
        self.store
            .write(act, move |writer| -> Result<usize, KeepError> {
                let mut noted = 0;
                for row in rows {
                    if writer.get::<PublishedFile>(row.sha256.clone())?.is_none() {
                        writer.insert(&row)?;
                        noted += 1;
                    }
                }
                Ok(noted)
            })
            .await
    }

    async fn find(&self, sha256: &str) -> Result<Option<PermanentFile>, KeepError> {
        let Ok(hash) = sha256.parse::<FileHash>() else { return Ok(None) };
        let key = sha256.to_owned();
        let Some(row) = self.store.read(move |reader| reader.get::<PublishedFile>(key)).await? else { return Ok(None) };
        let content = self.vault.get(&hash).await.map_err(KeepError::Read)?;
        let bytes = content.bytes().await.map_err(KeepError::Read)?;
        Ok(Some(PermanentFile { name: row.name, media_type: row.media_type, bytes }))
    }
}

impl Earlier for Keeper {
    fn file(&self, sha256: &str) -> Option<PermanentFile> {
        self.runtime.block_on(self.find(sha256)).unwrap_or_else(|error| {
            tracing::error!(%error, sha256, "a published file cannot be given");
            None
        })
    }
}
