//! Somebody changes the database by hand: the check names what was changed.

use std::sync::Arc;

use chiso_store::people::Person;
use chiso_store::settings::Setting;
use chiso_store::{Class, EngineKind, Finding, Part, Storage, Store, TABLES, Table};

use crate::common::raw::Raw;
use crate::common::{Place, act, fill, on_both};

on_both!(
    every_column_of_every_table_is_watched,
    a_row_taken_away_or_added_is_named,
    the_journal_is_watched,
    a_whole_new_journal_is_found_by_a_noted_head,
    a_text_that_is_none_is_named
);

async fn filled(place: &Place) -> Store {
    let store = place.store().await;
    fill::one_of_each(&store, "a").await;
    fill::one_of_each(&store, "b").await;
    assert_eq!(findings(&store).await, []);
    store
}

async fn findings(store: &Store) -> Vec<Finding> {
    store.verify(None).await.unwrap().findings
}

fn kept() -> impl Iterator<Item = &'static Table> {
    TABLES.iter().copied().filter(|table| table.class == Class::Kept)
}

/// Another value for a column, as SQL.
fn other(storage: Storage) -> &'static str {
    match storage {
        Storage::Int => "7",
        Storage::Real => "7.5",
        Storage::Text => "'khác'",
        Storage::Bytes => "X'07'",
    }
}

/// The second row of a table by key, and the entry about it.
async fn second(raw: &Raw, table: &Table) -> (String, String, i64) {
    let key = table.columns[0].name;
    let row = raw.rows(&format!("SELECT {key} FROM {} ORDER BY {key} DESC LIMIT 1", table.name)).await;
    let value = row[0][0].clone();
    let seq = raw
        .rows(&format!("SELECT seq FROM journal WHERE about = '{}' AND row_key = '{value}'", table.name))
        .await
        .remove(0)
        .remove(0);
    (format!("{key} = '{value}'"), value, seq.parse().unwrap())
}

async fn every_column_of_every_table_is_watched(place: Arc<Place>) {
    let store = filled(&place).await;
    let raw = place.raw().await;
    let mut cases = 0;
    for table in kept() {
        let (row, key, seq) = second(&raw, table).await;
        let (name, changed) =
            (table.name.to_owned(), Finding::RowChanged { table: table.name.to_owned(), key: key.clone(), seq });
        for column in table.columns {
            let column_name = column.name;
            let mut values = vec![other(column.storage)];
            if column.nullable {
                values.push("NULL");
            }
            for value in values {
                let before = raw.rows(&format!("SELECT {column_name} FROM {name} WHERE {row}")).await;
                if before[0][0] == value {
                    continue;
                }
                // A copy to put back, since a change of the key makes another row of it.
                raw.run(&format!("CREATE TABLE copy AS SELECT * FROM {name} WHERE {row}")).await;
                raw.run(&format!("UPDATE {name} SET {column_name} = {value} WHERE {row}")).await;
                let wanted = if column.part == Part::Key {
                    vec![
                        Finding::RowUntold { table: name.clone(), key: "khác".to_owned() },
                        Finding::RowMissing { table: name.clone(), key: key.clone(), seq },
                    ]
                } else {
                    vec![changed.clone()]
                };
                assert_eq!(findings(&store).await, wanted, "{name}.{column_name} = {value}");
                raw.run(&format!("DELETE FROM {name} WHERE {row} OR {} = 'khác'", table.columns[0].name)).await;
                raw.run(&format!("INSERT INTO {name} SELECT * FROM copy; DROP TABLE copy")).await;
                cases += 1;
            }
        }
        assert_eq!(findings(&store).await, [], "{name}: put back");
    }
    assert!(cases > 100, "{cases}");
}

async fn a_row_taken_away_or_added_is_named(place: Arc<Place>) {
    let store = filled(&place).await;
    let raw = place.raw().await;
    let mut wanted = Vec::new();
    for table in kept() {
        let name = table.name;
        let (row, key, seq) = second(&raw, table).await;
        raw.run(&format!("CREATE TABLE copy AS SELECT * FROM {name} WHERE {row}")).await;
        raw.run(&format!("DELETE FROM {name} WHERE {row}")).await;
        let missing = Finding::RowMissing { table: name.to_owned(), key, seq };
        let so_far = [wanted.clone(), vec![missing]].concat();
        assert_eq!(findings(&store).await, so_far, "{name}");

        // Back, and once more under another key; what must be unique is made other too.
        raw.run(&format!("INSERT INTO {name} SELECT * FROM copy")).await;
        let sets: Vec<String> = table
            .columns
            .iter()
            .filter(|column| column.part == Part::Key || matches!(column.name, "hash" | "mail_key" | "subject"))
            .map(|column| format!("{} = 'zz'", column.name))
            .collect();
        raw.run(&format!(
            "UPDATE copy SET {}; INSERT INTO {name} SELECT * FROM copy; DROP TABLE copy",
            sets.join(", ")
        ))
        .await;
        let untold = Finding::RowUntold { table: name.to_owned(), key: "zz".to_owned() };
        wanted.push(untold);
        assert_eq!(findings(&store).await, wanted, "{name}");
    }
    // Nothing hides behind something else: all are told at once, with what to look at.
    let told: Vec<String> = wanted.iter().map(|finding| finding.message(chiso_model::Lang::Vi)).collect();
    assert!(told.contains(&"bảng person, dòng “zz”: đã được thêm ngoài nhật ký".to_owned()), "{told:?}");
}

/// One way to change the journal, and what is to be found.
struct Case {
    what: &'static str,
    by: &'static str,
    found: Vec<Finding>,
}

#[allow(clippy::too_many_lines, reason = "a table of cases")]
async fn the_journal_is_watched(place: Arc<Place>) {
    let store = place.store().await;
    for i in 0..10 {
        store.write(act("setting.change"), move |w| w.set(&format!("s{i}"), "1")).await.unwrap();
    }
    let raw = place.raw().await;
    raw.run("CREATE TABLE j AS SELECT * FROM journal; CREATE TABLE h AS SELECT * FROM journal_head").await;
    let row_missing = |from: i64| (from..=10).map(|seq| setting(format!("s{}", seq - 1))).collect::<Vec<_>>();
    let mut cases = vec![
        Case {
            what: "an entry removed",
            by: "DELETE FROM journal WHERE seq = 4",
            found: vec![Finding::EntryMissing { seq: 4 }, setting("s3".to_owned())],
        },
        Case {
            what: "three entries removed",
            by: "DELETE FROM journal WHERE seq BETWEEN 2 AND 4",
            found: [
                vec![Finding::EntriesMissing { from: 2, to: 4 }],
                vec![setting("s1".into()), setting("s2".into()), setting("s3".into())],
            ]
            .concat(),
        },
        Case {
            what: "the first entry removed",
            by: "DELETE FROM journal WHERE seq = 1",
            found: vec![Finding::EntryMissing { seq: 1 }, setting("s0".into())],
        },
        Case {
            what: "an entry added at the end",
            by: "INSERT INTO journal SELECT 11, recorded, actor, act, operation, about, row_key, before, after, row_hash, reason, request, previous, hash FROM journal WHERE seq = 10",
            found: vec![Finding::EntryChanged { seq: 11 }, Finding::HeadWrong { head: 10, last: 11 }],
        },
        Case {
            what: "an entry added far beyond the end",
            by: "INSERT INTO journal SELECT 9223372036854775807, recorded, actor, act, operation, about, row_key, before, after, row_hash, reason, request, previous, hash FROM journal WHERE seq = 10",
            found: vec![
                Finding::EntriesMissing { from: 11, to: i64::MAX - 1 },
                Finding::EntryChanged { seq: i64::MAX },
                Finding::HeadWrong { head: 10, last: i64::MAX },
            ],
        },
        Case {
            what: "an entry added before the first",
            by: "INSERT INTO journal SELECT 0, recorded, actor, act, operation, about, row_key, before, after, row_hash, reason, request, previous, hash FROM journal WHERE seq = 1",
            found: vec![Finding::EntryUntold { seq: 0 }],
        },
        Case {
            what: "two entries swapped",
            by: "UPDATE journal SET seq = -1 WHERE seq = 3; UPDATE journal SET seq = 3 WHERE seq = 6; UPDATE journal SET seq = 6 WHERE seq = -1",
            found: vec![Finding::EntryChanged { seq: 3 }, Finding::EntryChanged { seq: 6 }],
        },
        Case {
            what: "the tail cut",
            by: "DELETE FROM journal WHERE seq > 7",
            found: [vec![Finding::HeadWrong { head: 10, last: 7 }], row_missing(8)].concat(),
        },
        Case {
            what: "the tail cut and the head mended",
            by: "DELETE FROM journal WHERE seq > 7; UPDATE journal_head SET seq = 7, hash = (SELECT hash FROM journal WHERE seq = 7)",
            found: row_missing(8),
        },
        Case {
            what: "all entries removed",
            by: "DELETE FROM journal",
            found: [vec![Finding::HeadWrong { head: 10, last: 0 }], row_missing(1)].concat(),
        },
        Case {
            what: "the head's place",
            by: "UPDATE journal_head SET seq = 9",
            found: vec![Finding::HeadWrong { head: 9, last: 10 }],
        },
        Case {
            what: "the head's fingerprint",
            by: "UPDATE journal_head SET hash = X'00'",
            found: vec![Finding::HeadWrong { head: 10, last: 10 }],
        },
        Case {
            what: "the head's id",
            by: "UPDATE journal_head SET id = 2",
            found: vec![head(true, 2), head(false, 1)],
        },
        Case { what: "the head removed", by: "DELETE FROM journal_head", found: vec![head(false, 1)] },
        Case {
            what: "a second head",
            by: "INSERT INTO journal_head SELECT 2, seq, hash FROM journal_head",
            found: vec![head(true, 2)],
        },
    ];
    // Every column of an entry; its fingerprint and the one before it too.
    for (column, value) in [
        ("recorded", "recorded + 1"),
        ("actor", "'p-9'"),
        ("act", "'setting.look'"),
        ("operation", "'note'"),
        ("about", "'person'"),
        ("row_key", "'other'"),
        ("before", "'{}'"),
        ("after", "NULL"),
        ("row_hash", "NULL"),
        ("reason", "'vì'"),
        ("request", "'r'"),
        ("previous", "X'00'"),
        ("hash", "X'00'"),
    ] {
        let by: &'static str = format!("UPDATE journal SET {column} = {value} WHERE seq = 5").leak();
        // What the forged entry says of a row is believed or not; that it was forged is told first.
        let mut found = vec![Finding::EntryChanged { seq: 5 }];
        match column {
            "operation" | "row_hash" => found.push(setting("s4".into())),
            "about" => found.extend([
                setting("s4".into()),
                Finding::RowMissing { table: "person".into(), key: "s4".into(), seq: 5 },
            ]),
            "row_key" => found.extend([
                setting("s4".into()),
                Finding::RowMissing { table: "setting".into(), key: "other".into(), seq: 5 },
            ]),
            _ => {}
        }
        cases.push(Case { what: column, by, found });
    }
    for Case { what, by, found } in cases {
        raw.run(by).await;
        assert_eq!(findings(&store).await, found, "{what}");
        raw.run("DELETE FROM journal; INSERT INTO journal SELECT * FROM j; DELETE FROM journal_head; INSERT INTO journal_head SELECT * FROM h").await;
    }
    assert_eq!(findings(&store).await, []);
}

/// A setting of which the journal no longer speaks.
fn setting(key: String) -> Finding {
    Finding::RowUntold { table: "setting".to_owned(), key }
}

fn head(untold: bool, id: i64) -> Finding {
    let (table, key) = ("journal_head".to_owned(), id.to_string());
    if untold { Finding::RowUntold { table, key } } else { Finding::RowMissing { table, key, seq: 10 } }
}

/// Whoever may write the database can write a whole new journal with it. That is why its end is printed and noted elsewhere.
async fn a_whole_new_journal_is_found_by_a_noted_head(place: Arc<Place>) {
    let store = place.store().await;
    store.write(act("setting.change"), |w| w.set("quota", "10")).await.unwrap();
    store.write(act("setting.change"), |w| w.set("quota", "11")).await.unwrap();
    let noted = store.read(|r| r.journal_head()).await.unwrap();
    store.write(act("setting.change"), |w| w.set("quota", "12")).await.unwrap();
    assert_eq!(store.verify(Some(noted.clone())).await.unwrap().findings, []);
    let upper = (noted.0, noted.1.to_uppercase());
    assert_eq!(store.verify(Some(upper)).await.unwrap().findings, []);

    // The forger uses chiso itself to write another history, and puts it in the place of this one.
    let forgery = Place::of(place.kind).await.unwrap();
    let forged = forgery.store().await;
    for value in ["9", "99", "12"] {
        forged.write(act("setting.change"), move |w| w.set("quota", value)).await.unwrap();
    }
    let (from, to) = (forgery.raw().await, place.raw().await);
    // One entry that is sound in itself: the next does not follow from it.
    to.run("CREATE TABLE first AS SELECT * FROM journal WHERE seq = 1; DELETE FROM journal WHERE seq = 1").await;
    let values: Vec<String> =
        from.rows("SELECT * FROM journal WHERE seq = 1").await[0].iter().map(|v| as_sql(v)).collect();
    to.run(&format!("INSERT INTO journal VALUES ({})", values.join(", "))).await;
    assert_eq!(findings(&store).await, [Finding::ChainBroken { seq: 2 }]);
    to.run("DELETE FROM journal WHERE seq = 1; INSERT INTO journal SELECT * FROM first; DROP TABLE first").await;
    assert_eq!(findings(&store).await, []);

    to.run("DELETE FROM journal; DELETE FROM journal_head").await;
    for table in ["journal", "journal_head"] {
        for row in from.rows(&format!("SELECT * FROM {table} ORDER BY 1")).await {
            let values: Vec<String> = row.iter().map(|value| as_sql(value)).collect();
            to.run(&format!("INSERT INTO {table} VALUES ({})", values.join(", "))).await;
        }
    }
    assert_eq!(findings(&store).await, [], "nothing in the database itself tells");
    assert_eq!(store.verify(Some(noted)).await.unwrap().findings, [Finding::NotTheNoted { seq: 2 }]);
    // A note of an entry that is not there any more.
    let verdict = store.verify(Some((40, "ab".to_owned()))).await.unwrap();
    assert_eq!(verdict.findings, [Finding::NotTheNoted { seq: 40 }]);
    drop(forged);
    forgery.remove().await;
}

/// A value of a dump as SQL.
fn as_sql(value: &str) -> String {
    if value == "NULL" || value.parse::<i64>().is_ok() && value != "10" {
        value.to_owned()
    } else if let Some(bytes) = value.strip_prefix('[').and_then(|value| value.strip_suffix(']')) {
        format!("X'{}'", bytes.replace(", ", ""))
    } else {
        format!("'{}'", value.replace('\'', "''"))
    }
}

async fn a_text_that_is_none_is_named(place: Arc<Place>) {
    if place.kind != EngineKind::Sqlite {
        // PostgreSQL takes no such text from anybody.
        return;
    }
    let store = filled(&place).await;
    place.raw().await.run("UPDATE setting SET value = CAST(X'ff' AS TEXT) WHERE name = 'a-portal.name'").await;
    let found = findings(&store).await;
    assert!(
        matches!(&found[..], [Finding::RowChanged { table, key, seq: 1 }] if table == "setting" && key == "a-portal.name"),
        "{found:?}"
    );
    let error = store.read(|r| r.fetch::<Setting>("a-portal.name".to_owned())).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "What is stored is malformed: setting.value: text expected, bytes found. Run `chiso journal verify`."
    );
    assert!(store.read(|r| r.get::<Person>("a-p".to_owned())).await.unwrap().is_some());
}
