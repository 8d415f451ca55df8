//! Every test runs on both engines, each time in a store of its own that is gone afterwards.

pub(crate) mod fill;
pub(crate) mod raw;
pub(crate) mod server;

use std::future::Future;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicU32, Ordering};

use chiso_store::{Act, EngineKind, Location, Store};
use raw::Raw;
use tempfile::TempDir;
use tokio_postgres::NoTls;

/// When the tests happen: 22 November 2026.
pub(crate) const NOW: i64 = 1_795_305_600_000_000;

/// The test functions named, once on each engine.
macro_rules! on_both {
    ($($name:ident),* $(,)?) => { $(
        mod $name {
            #[test]
            fn sqlite() {
                $crate::common::run(chiso_store::EngineKind::Sqlite, super::$name);
            }
            #[test]
            fn postgres() {
                $crate::common::run(chiso_store::EngineKind::Postgres, super::$name);
            }
        }
    )* };
}
pub(crate) use on_both;

/// Where a test has its store.
pub(crate) struct Place {
    pub(crate) kind: EngineKind,
    pub(crate) location: Location,
    folder: Option<TempDir>,
}

impl Place {
    /// A place for an embedded store.
    pub(crate) fn folder() -> Place {
        let folder = tempfile::tempdir().unwrap();
        let location = Location::Folder(folder.path().join("data"));
        Place { kind: EngineKind::Sqlite, location, folder: Some(folder) }
    }

    /// A new database on the server; none when there is no server.
    pub(crate) async fn database() -> Option<Place> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let Ok(server) = std::env::var("CHISO_TEST_POSTGRES") else {
            assert!(std::env::var_os("CI").is_none(), "CHISO_TEST_POSTGRES is not set, and this is CI");
            eprintln!("SKIPPED: no PostgreSQL; `cargo xtask postgres` starts one and tells what to export");
            return None;
        };
        let name = format!("store_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let mut config: tokio_postgres::Config = server.parse().unwrap();
        Raw::connect(&config).await.run(&format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")).await;
        config.dbname(&name);
        Some(Place { kind: EngineKind::Postgres, location: Location::Postgres(Box::new(config)), folder: None })
    }

    pub(crate) async fn of(kind: EngineKind) -> Option<Place> {
        match kind {
            EngineKind::Sqlite => Some(Place::folder()),
            EngineKind::Postgres => Place::database().await,
        }
    }

    pub(crate) async fn store(&self) -> Store {
        Store::open(&self.location).await.unwrap()
    }

    /// A connection that goes round the store.
    pub(crate) async fn raw(&self) -> Raw {
        match &self.location {
            Location::Folder(folder) => {
                std::fs::create_dir_all(folder).unwrap();
                Raw::file(&folder.join("chiso.sqlite"))
            }
            Location::Postgres(config) => Raw::connect(config).await,
        }
    }

    /// The location as text, with everything that it takes to open it.
    pub(crate) fn address(&self) -> String {
        match &self.location {
            Location::Folder(folder) => folder.display().to_string(),
            Location::Postgres(config) => {
                let server = std::env::var("CHISO_TEST_POSTGRES").unwrap();
                format!("{}/{}", server.rsplit_once('/').unwrap().0, config.get_dbname().unwrap())
            }
        }
    }

    pub(crate) async fn remove(self) {
        if let Location::Postgres(config) = &self.location {
            let name = config.get_dbname().unwrap().to_owned();
            let server: tokio_postgres::Config = std::env::var("CHISO_TEST_POSTGRES").unwrap().parse().unwrap();
            let (client, connection) = server.connect(NoTls).await.unwrap();
            tokio::spawn(connection);
            client.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)")).await.unwrap();
        }
        if let Some(folder) = self.folder {
            folder.close().unwrap();
        }
    }
}

pub(crate) fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// Runs a test in a place of its own and removes it, however the test ends.
pub(crate) fn run<F: Future<Output = ()> + 'static>(
    kind: EngineKind,
    test: impl FnOnce(std::sync::Arc<Place>) -> F + 'static,
) {
    // The connections that go round the store stay on their thread.
    let local = tokio::task::LocalSet::new();
    local.block_on(&runtime(), async {
        let Some(place) = Place::of(kind).await else { return };
        let place = std::sync::Arc::new(place);
        let ended = tokio::task::spawn_local(test(std::sync::Arc::clone(&place))).await;
        if let Ok(place) = std::sync::Arc::try_unwrap(place) {
            place.remove().await;
        }
        if let Err(error) = ended {
            resume_unwind(error.into_panic());
        }
    });
}

/// Somebody doing something.
pub(crate) fn act(name: &str) -> Act {
    Act::new("p-1", name, NOW)
}

/// Numbers that look random and are the same every time.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
}
