//! What is declared is what is there.

use std::sync::Arc;

use chiso_store::{Class, EngineKind, Storage, TABLES, statement_texts};

use crate::common::{Place, fill, on_both};

on_both!(every_statement_prepares, tables_are_as_declared, every_table_can_be_filled);

async fn every_statement_prepares(place: Arc<Place>) {
    place.store().await;
    let raw = place.raw().await;
    let texts = statement_texts();
    assert!(texts.len() > 100, "{}", texts.len());
    for (name, text) in texts {
        assert_eq!(raw.can_prepare(&text).await, Ok(()), "{name}: {text}");
    }
    assert!(raw.can_prepare("SELECT nothing FROM person").await.is_err());
}

async fn tables_are_as_declared(place: Arc<Place>) {
    place.store().await;
    let raw = place.raw().await;
    let mut declared: Vec<&str> = TABLES.iter().map(|table| table.name).chain(["schema_version"]).collect();
    declared.sort_unstable();
    assert_eq!(raw.tables().await, declared);
    for table in TABLES {
        let type_of = |storage| match (place.kind, storage) {
            (EngineKind::Sqlite, Storage::Int) => "INTEGER",
            (EngineKind::Sqlite, Storage::Real) => "REAL",
            (EngineKind::Sqlite, Storage::Bytes) => "BLOB",
            (_, Storage::Text) => "TEXT",
            (EngineKind::Postgres, Storage::Int) => "BIGINT",
            (EngineKind::Postgres, Storage::Real) => "DOUBLE PRECISION",
            (EngineKind::Postgres, Storage::Bytes) => "BYTEA",
        };
        let declared: Vec<(String, String, bool)> = table
            .columns
            .iter()
            .map(|column| (column.name.to_owned(), type_of(column.storage).to_owned(), column.nullable))
            .collect();
        assert_eq!(raw.columns(table.name).await, declared, "{}", table.name);
    }
}

/// The other tests rely on it: what fills the tables fills them all.
async fn every_table_can_be_filled(place: Arc<Place>) {
    let store = place.store().await;
    fill::one_of_each(&store, "a").await;
    let raw = place.raw().await;
    for table in TABLES {
        assert!(!raw.rows(&format!("SELECT * FROM {}", table.name)).await.is_empty(), "{}", table.name);
    }
    let mut kept: Vec<&str> = TABLES.iter().filter(|table| table.class == Class::Kept).map(|t| t.name).collect();
    kept.sort_unstable();
    assert_eq!(store.read(|r| r.journal_abouts()).await.unwrap(), kept);
    let verdict = store.verify(None).await.unwrap();
    let count = i64::try_from(kept.len()).unwrap();
    assert_eq!((verdict.findings, verdict.rows, verdict.entries), (vec![], count, count));
}
