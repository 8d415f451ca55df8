//! Stores of every released schema are brought forward; newer ones are left alone.

use std::fmt::Write as _;
use std::sync::Arc;

use chiso_model::Lang;
use chiso_store::{EngineKind, OpenError, SCHEMA_VERSION, Store, TABLES};

use crate::common::{Place, fill, on_both};

on_both!(
    every_released_schema_is_brought_forward,
    a_newer_schema_is_refused_and_left_alone,
    several_servers_may_start_at_once,
    an_existing_store_is_opened_as_it_is
);

/// Stores as released programs wrote them: schema, then rows in every table.
const RELEASED: [(&str, &str); 8] = [
    (include_str!("../schemas/0001.sql"), include_str!("../../src/migrations/0001.sql")),
    (include_str!("../schemas/0002.sql"), include_str!("../../src/migrations/0002.sql")),
    (include_str!("../schemas/0003.sql"), include_str!("../../src/migrations/0003.sql")),
    (include_str!("../schemas/0004.sql"), include_str!("../../src/migrations/0004.sql")),
    (include_str!("../schemas/0005.sql"), include_str!("../../src/migrations/0005.sql")),
    (include_str!("../schemas/0006.sql"), include_str!("../../src/migrations/0006.sql")),
    (include_str!("../schemas/0007.sql"), include_str!("../../src/migrations/0007.sql")),
    (include_str!("../schemas/0008.sql"), include_str!("../../src/migrations/0008.sql")),
];

/// The text of a schema as an engine takes it.
fn dialect(kind: EngineKind, text: &str) -> String {
    match kind {
        EngineKind::Postgres => text.replace(" TEXT", " TEXT COLLATE \"C\""),
        EngineKind::Sqlite => text
            .replace("BIGINT", "INTEGER")
            .replace("DOUBLE PRECISION", "REAL")
            .replace("BYTEA", "BLOB")
            .replace("\n);", "\n) STRICT;"),
    }
}

async fn every_released_schema_is_brought_forward(place: Arc<Place>) {
    for (version, (text, migration)) in (1..).zip(RELEASED) {
        assert!(text.contains(migration), "migration {version} was released and may not be changed any more");
        let old = Place::of(place.kind).await.unwrap();
        let (schema, rows) = text.split_once("-- rows\n").unwrap();
        let raw = old.raw().await;
        raw.run(&dialect(place.kind, schema)).await;
        raw.run(rows).await;
        let before = raw.dump().await;
        assert!(before.iter().all(|(table, rows)| !rows.is_empty() || panic!("{table} is empty")));

        let store = old.store().await;
        let verdict = store.verify(None).await.unwrap();
        assert_eq!(verdict.findings, [], "{version}");
        assert!(verdict.entries >= 10, "{version}");
        let after = raw.dump().await;
        for (table, rows) in before.iter().filter(|(table, _)| table != "schema_version") {
            let found =
                after.iter().find(|(name, _)| name == table).map(|(_, rows)| rows.as_slice()).unwrap_or_default();
            let (mut as_before, mut added) = (Vec::new(), Vec::new());
            for row in found {
                let (then, since) = row.split_at(rows[0].len());
                as_before.push(then.to_vec());
                added.extend_from_slice(since);
            }
            assert_eq!(&as_before, rows, "{table}");
            assert!(added.iter().all(|cell| cell == "NULL"), "a column that was added to {table} is empty: {added:?}");
        }
        let versions: Vec<Vec<String>> = (1..=SCHEMA_VERSION).map(|version| vec![version.to_string()]).collect();
        assert_eq!(raw.rows("SELECT version FROM schema_version ORDER BY version").await, versions);

        // It is written on as if it had always been so.
        fill::one_of_each(&store, "new").await;
        assert_eq!(store.verify(None).await.unwrap().findings, [], "{version}");
        let fresh = Place::of(place.kind).await.unwrap();
        fresh.store().await;
        for table in TABLES {
            assert_eq!(raw.columns(table.name).await, fresh.raw().await.columns(table.name).await, "{}", table.name);
        }
        drop(store);
        old.remove().await;
        fresh.remove().await;
    }
    assert_eq!(i64::try_from(RELEASED.len()), Ok(SCHEMA_VERSION), "a schema file for each released version");
}

async fn a_newer_schema_is_refused_and_left_alone(place: Arc<Place>) {
    let store = place.store().await;
    fill::one_of_each(&store, "a").await;
    drop(store);
    let raw = place.raw().await;
    raw.run("INSERT INTO schema_version (version) VALUES (99)").await;
    let before = raw.dump().await;
    for error in
        [Store::open(&place.location).await.unwrap_err(), Store::open_existing(&place.location).await.unwrap_err()]
    {
        assert!(matches!(error, OpenError::Newer { found: 99, known: SCHEMA_VERSION }), "{error:?}");
        assert_eq!(
            error.message(Lang::Vi),
            format!(
                "Kho dữ liệu có cấu trúc phiên bản 99, mới hơn phiên bản {SCHEMA_VERSION} mà chương trình này biết. Hãy dùng bản chiso mới hơn; chưa có gì bị thay đổi."
            )
        );
        assert_eq!(
            error.message(Lang::En),
            format!(
                "The store has schema version 99; this program knows versions up to {SCHEMA_VERSION}. Use a newer chiso; nothing was changed."
            )
        );
    }
    assert_eq!(raw.dump().await, before);
}

async fn several_servers_may_start_at_once(place: Arc<Place>) {
    let stores = tokio::join!(place.store(), place.store(), place.store(), place.store());
    for (i, store) in [stores.0, stores.1, stores.2, stores.3].into_iter().enumerate() {
        fill::one_of_each(&store, &format!("s{i}")).await;
        assert_eq!(store.verify(None).await.unwrap().findings, []);
    }
}

async fn an_existing_store_is_opened_as_it_is(place: Arc<Place>) {
    let error = Store::open_existing(&place.location).await.unwrap_err();
    assert!(matches!(error, OpenError::Nothing { .. }), "{error:?}");
    assert_eq!(place.raw().await.tables().await, [""; 0]);
    let store = place.store().await;
    fill::one_of_each(&store, "a").await;
    drop(store);
    let store = Store::open_existing(&place.location).await.unwrap();
    assert_eq!(store.verify(None).await.unwrap().findings, []);
    drop(store);
    let raw = place.raw().await;
    raw.run(&format!("DELETE FROM schema_version WHERE version = {SCHEMA_VERSION}")).await;
    let error = Store::open_existing(&place.location).await.unwrap_err();
    assert!(
        matches!(error, OpenError::Older { found, known: SCHEMA_VERSION } if found == SCHEMA_VERSION - 1),
        "{error:?}"
    );
    raw.run("DELETE FROM schema_version").await;
    let error = Store::open_existing(&place.location).await.unwrap_err();
    assert!(matches!(error, OpenError::Nothing { .. }), "{error:?}");
}

/// Writes the schema file of a version where it is empty: run it once when a migration was added, before it is released.
#[test]
#[ignore = "writes a file that belongs to the repository"]
fn write_the_schema_file() {
    crate::common::runtime().block_on(async {
        for version in 1..=SCHEMA_VERSION {
            let file = format!("{}/tests/schemas/{version:04}.sql", env!("CARGO_MANIFEST_DIR"));
            if std::fs::metadata(&file).is_ok_and(|found| found.len() > 0) {
                continue;
            }
            let place = Place::folder();
            let store = place.store().await;
            if version == 1 {
                store.write(crate::common::act("test.fill"), |w| fill::people(w, "old")).await.unwrap();
            } else {
                fill::one_of_each(&store, "old").await;
            }
            let raw = place.raw().await;
            let mut text = format!("-- A store of schema {version}, as the program of that time wrote it.\nCREATE TABLE schema_version (\n  version BIGINT NOT NULL PRIMARY KEY\n);\n");
            let mut rows = "-- rows\n".to_owned();
            for earlier in 1..=version {
                let migration = format!("{}/src/migrations/{earlier:04}.sql", env!("CARGO_MANIFEST_DIR"));
                text += &std::fs::read_to_string(migration).unwrap();
                writeln!(rows, "INSERT INTO schema_version VALUES ({earlier});").unwrap();
            }
            for (table, found) in raw.dump().await {
                if table == "schema_version" || !text.contains(&format!("CREATE TABLE {table} (")) {
                    continue;
                }
                let quoted = raw.columns(&table).await;
                let cells: Vec<String> = quoted.iter().map(|(name, _, _)| format!("quote({name})")).collect();
                assert!(!found.is_empty(), "{table}");
                for row in raw.rows(&format!("SELECT {} FROM {table} ORDER BY 1", cells.join(", "))).await {
                    writeln!(rows, "INSERT INTO {table} VALUES ({});", row.join(", ")).unwrap();
                }
            }
            std::fs::write(file, text + &rows).unwrap();
        }
    });
}
