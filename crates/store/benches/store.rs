//! Acknowledged changes a second: each a row with its entry in the journal, on disk before it is answered.
//!
//! PostgreSQL is measured where `CHISO_TEST_POSTGRES` names a server.
#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark fails by panicking")]

use std::sync::atomic::{AtomicU64, Ordering};

use chiso_store::imports::PublishedFigure;
use chiso_store::{Act, Location, Store, StoreError};
use divan::Bencher;
use divan::counter::ItemsCount;
use tokio::runtime::Runtime;

/// Changes that each writer makes one after the other.
const EACH: u64 = 20;
static NEXT: AtomicU64 = AtomicU64::new(0);

fn main() {
    divan::main();
}

#[divan::bench(args = [1, 8, 64], sample_count = 20)]
fn sqlite(bencher: Bencher<'_, '_>, writers: u64) {
    let folder = tempfile::tempdir().unwrap();
    measure(bencher, writers, &Location::Folder(folder.path().join("data")));
}

#[divan::bench(args = [1, 8, 64], sample_count = 20)]
fn postgres(bencher: Bencher<'_, '_>, writers: u64) {
    let Ok(server) = std::env::var("CHISO_TEST_POSTGRES") else { return };
    let name = format!("bench_{}_{writers}", std::process::id());
    let runtime = Runtime::new().unwrap();
    let run = |sql: String| {
        runtime.block_on(async {
            let (client, connection) =
                server.parse::<tokio_postgres::Config>().unwrap().connect(tokio_postgres::NoTls).await.unwrap();
            tokio::spawn(connection);
            client.batch_execute(&sql).await.unwrap();
        });
    };
    run(format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"));
    let address = format!("{}/{name}", server.rsplit_once('/').unwrap().0);
    measure(bencher, writers, &address.parse().unwrap());
    run(format!("DROP DATABASE {name} WITH (FORCE)"));
}

/// A page's worth of reading: one setting, from a store that somebody writes.
#[divan::bench(sample_count = 20)]
fn sqlite_read(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().unwrap();
    let runtime = Runtime::new().unwrap();
    let store = runtime.block_on(Store::open(&Location::Folder(folder.path().join("data")))).unwrap();
    runtime.block_on(store.write(Act::new("system", "t", 0), |w| w.set("a", "1"))).unwrap();
    bencher.bench_local(|| runtime.block_on(store.read(|r| r.setting("a"))).unwrap());
}

fn measure(bencher: Bencher<'_, '_>, writers: u64, location: &Location) {
    let runtime = Runtime::new().unwrap();
    let store = runtime.block_on(Store::open(location)).unwrap();
    bencher.counter(ItemsCount::new(writers * EACH)).bench_local(|| runtime.block_on(write(&store, writers)));
}

async fn write(store: &Store, writers: u64) {
    let tasks: Vec<_> = (0..writers)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                for _ in 0..EACH {
                    let row = PublishedFigure {
                        id: format!("f{:012}", NEXT.fetch_add(1, Ordering::Relaxed)),
                        import: "i".to_owned(),
                        figure: serde_json::json!({"index": "par-index", "unit": "01", "value": "91.87", "year": 2025}),
                    };
                    let act = Act::new("p-1", "import.take", 0).requested("r-1");
                    store
                        .write(act, move |w| w.insert(&row))
                        .await
                        .map_err(|error: StoreError| error.to_string())
                        .unwrap();
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
}
