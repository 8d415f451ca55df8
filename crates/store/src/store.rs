//! The store as others see it.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use deadpool_postgres::Pool;
use tokio::runtime::Handle;
use tokio::sync::{Semaphore, oneshot};

use crate::connection::Connection;
use crate::engine::postgres::{self, Postgres};
use crate::engine::sqlite::Sqlite;
use crate::error::StoreError;
use crate::journal::Act;
use crate::location::Location;
use crate::migrate::{self, OpenError};
use crate::transaction::{Reader, Writer};
use crate::work::{Open, Queue};

/// Readers at one time: more would wait for the processors anyway.
const READERS: usize = 8;
/// Name of the database file in the folder.
const DATABASE: &str = "chiso.sqlite";

/// Which database it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EngineKind {
    /// SQLite, embedded.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// Everything that is kept. Cheap to clone; the last clone that goes waits for what is still to be written.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    queue: Queue,
    readers: Readers,
    kind: EngineKind,
    folder: Option<PathBuf>,
}

/// How a store is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// What is missing is made, what is older brought forward.
    Make,
    /// Nothing is changed.
    AsItIs,
}

enum Readers {
    Sqlite { file: PathBuf, idle: Mutex<Vec<Sqlite>>, places: Arc<Semaphore> },
    Postgres(Pool),
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Store({:?})", self.inner.kind)
    }
}

impl Store {
    /// Opens a store: makes what is not there, and brings an older schema up to date.
    ///
    /// # Errors
    /// When it cannot be reached or made, or its schema is newer than this program.
    pub async fn open(location: &Location) -> Result<Store, OpenError> {
        match location {
            Location::Folder(folder) => Store::open_folder(folder.clone(), Way::Make).await,
            Location::Postgres(address) => Store::open_postgres(address, Way::Make, location).await,
        }
    }

    /// Opens a store that is there, with the schema of this program, and changes nothing of it.
    ///
    /// # Errors
    /// [`OpenError::Nothing`] when there is none; when it cannot be reached, or its schema is older or newer.
    pub async fn open_existing(location: &Location) -> Result<Store, OpenError> {
        match location {
            Location::Folder(folder) => Store::open_folder(folder.clone(), Way::AsItIs).await,
            Location::Postgres(address) => Store::open_postgres(address, Way::AsItIs, location).await,
        }
    }

    async fn open_folder(folder: PathBuf, way: Way) -> Result<Store, OpenError> {
        let made = folder.clone();
        let file = blocking(move || -> Result<PathBuf, OpenError> {
            let file = made.join(DATABASE);
            if way == Way::AsItIs {
                let place = made.display().to_string();
                if !file.is_file() {
                    return Err(OpenError::Nothing { place });
                }
                migrate::check(&mut Sqlite::writer(&file)?, &place)?;
                return Ok(file);
            }
            make_private(&made).map_err(|error| OpenError::Folder { folder: made.clone(), error })?;
            migrate::forward(&mut Sqlite::writer(&file)?)?;
            Ok(file)
        })
        .await??;
        let at = file.clone();
        let open: Open =
            Box::new(move || Sqlite::writer(&at).map(|connection| Box::new(connection) as Box<dyn Connection>));
        let readers = Readers::Sqlite { file, idle: Mutex::new(Vec::new()), places: Arc::new(Semaphore::new(READERS)) };
        Store::start(open, readers, EngineKind::Sqlite, Some(folder))
    }

    async fn open_postgres(
        address: &tokio_postgres::Config,
        way: Way,
        location: &Location,
    ) -> Result<Store, OpenError> {
        let address = postgres::patient(address);
        let (at, runtime, place) = (address.clone(), Handle::current(), location.to_string());
        blocking(move || {
            let mut connection = Postgres::writer(&at, runtime)?;
            match way {
                Way::Make => migrate::forward(&mut connection),
                Way::AsItIs => migrate::check(&mut connection, &place),
            }
        })
        .await??;
        let pool = postgres::pool(&address, READERS)?;
        let open: Open = Box::new(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .map_err(|error| StoreError::Unavailable { detail: error.to_string() })?;
            Ok(Box::new(Postgres::writer(&address, runtime)?) as Box<dyn Connection>)
        });
        Store::start(open, Readers::Postgres(pool), EngineKind::Postgres, None)
    }

    fn start(open: Open, readers: Readers, kind: EngineKind, folder: Option<PathBuf>) -> Result<Store, OpenError> {
        let queue = Queue::start(open).map_err(|error| StoreError::Unavailable { detail: error.to_string() })?;
        Ok(Store { inner: Arc::new(Inner { queue, readers, kind, folder }) })
    }

    /// Which database it is.
    pub fn kind(&self) -> EngineKind {
        self.inner.kind
    }

    /// The folder of an embedded store.
    pub fn folder(&self) -> Option<&Path> {
        self.inner.folder.as_deref()
    }

    /// Reads. Everything that `work` finds is of the same moment.
    ///
    /// # Errors
    /// What `work` gives, or that the database cannot be read.
    pub async fn read<T, E, W>(&self, work: W) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        W: FnOnce(&mut Reader<'_>) -> Result<T, E> + Send + 'static,
    {
        match &self.inner.readers {
            Readers::Sqlite { places, .. } => {
                let place = Arc::clone(places).acquire_owned().await;
                let inner = Arc::clone(&self.inner);
                // The place is free when the work is done, even when whoever asked has gone away.
                blocking(move || {
                    let found = inner.read_embedded(work);
                    drop(place);
                    found
                })
                .await?
            }
            Readers::Postgres(pool) => {
                let client = pool.get().await.map_err(|error| StoreError::Unavailable { detail: error.to_string() })?;
                let runtime = Handle::current();
                blocking(move || {
                    let mut connection = Postgres::new(client, runtime);
                    let read = catch_unwind(AssertUnwindSafe(|| {
                        reading(&mut connection, "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY", work)
                    }));
                    read.unwrap_or_else(|panic| {
                        // Its transaction is still open: nobody else may have it.
                        drop(deadpool_postgres::Object::take(connection.into_client()));
                        resume_unwind(panic)
                    })
                })
                .await?
            }
        }
    }

    /// Changes. `work` runs in a transaction in which nobody else writes; when it fails, nothing it did stays. When this has answered, the change is on disk.
    ///
    /// # Errors
    /// What `work` gives, or that the database could not keep it.
    pub async fn write<T, E, W>(&self, act: Act, work: W) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        W: FnOnce(&mut Writer<'_>) -> Result<T, E> + Send + 'static,
    {
        let (sender, receiver) = oneshot::channel::<Result<T, E>>();
        let sender = Arc::new(Mutex::new(Some(sender)));
        let refused = Arc::clone(&sender);
        let answer = move |sender: &Mutex<Option<oneshot::Sender<Result<T, E>>>>, result: Result<T, E>| {
            let taken = sender.lock().unwrap_or_else(PoisonError::into_inner).take();
            if let Some(sender) = taken {
                // Whoever asked may have gone away; the change stays.
                let _ = sender.send(result);
            }
        };
        self.inner.queue.push(
            Box::new(move |connection| {
                let mut writer = Writer::new(connection, &act);
                let result = match work(&mut writer) {
                    Ok(value) => writer.close().map(|()| value).map_err(E::from),
                    Err(error) => Err(error),
                };
                let stays = result.is_ok();
                (
                    stays,
                    Box::new(move |ended| {
                        answer(&sender, result.and_then(|value| ended.map(|()| value).map_err(E::from)));
                    }),
                )
            }),
            Box::new(move |error| answer(&refused, Err(E::from(error)))),
        );
        receiver.await.unwrap_or_else(|_| {
            Err(E::from(StoreError::Refused { detail: "the change failed inside and was undone".to_owned() }))
        })
    }
}

impl Inner {
    fn read_embedded<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut Reader<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let Readers::Sqlite { file, idle, .. } = &self.readers else {
            return Err(StoreError::Unavailable { detail: "no embedded database".to_owned() }.into());
        };
        let kept = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut connection = match kept {
            Some(connection) => connection,
            None => Sqlite::reader(file)?,
        };
        let found = reading(&mut connection, "BEGIN", work);
        idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        found
    }
}

fn reading<T, E: From<StoreError>>(
    connection: &mut dyn Connection,
    begin: &str,
    work: impl FnOnce(&mut Reader<'_>) -> Result<T, E>,
) -> Result<T, E> {
    connection.script(begin)?;
    let found = work(&mut Reader { connection });
    let ended = connection.roll_back();
    let found = found?;
    ended?;
    Ok(found)
}

/// The folder, which only its owner may look into.
fn make_private(folder: &Path) -> std::io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(folder)
}

/// Runs on a thread that may wait.
pub(crate) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| StoreError::Refused { detail: format!("the work failed inside: {error}") })
}
