//! What the journal tells, and how one looks for it.

use std::sync::Arc;

use chiso_store::agencies::Agency;
use chiso_store::{Act, JournalFilter, StoreError};
use serde_json::json;

use crate::common::{NOW, Place, fill, on_both};

on_both!(entries_tell_who_what_when_and_why, filters_find_what_they_name, personal_and_secret_values_are_not_told);

async fn entries_tell_who_what_when_and_why(place: Arc<Place>) {
    let store = place.store().await;
    let row = Agency { id: "a".to_owned(), version: 1, origin: "entered".to_owned(), document: serde_json::json!({}) };
    let act = |name: &str, at| Act::new("p-7", name, NOW + at).because("theo công văn 12").requested("r-1");
    let first = row.clone();
    store.write(act("agency.add", 0), move |w| w.insert(&first)).await.unwrap();
    let changed = Agency { document: json!({"note": "cũ"}), ..row };
    store.write(act("agency.change", 1), move |w| w.update(&changed)).await.unwrap();
    store.write(act("agency.remove", 2), |w| w.delete::<Agency>("a".to_owned())).await.unwrap();
    store
        .write(act("session.refuse", 3), |w| {
            w.note("session", "x", &json!({"tries": 3}));
            Ok::<(), chiso_store::StoreError>(())
        })
        .await
        .unwrap();
    let mut entries = store.read(|r| r.journal(&filter())).await.unwrap();
    entries.reverse();
    let told: Vec<_> = entries
        .iter()
        .map(|e| {
            assert_eq!(
                (e.actor.as_str(), e.reason.as_deref(), e.request.as_deref()),
                ("p-7", Some("theo công văn 12"), Some("r-1"))
            );
            assert_eq!((e.previous.len(), e.hash.len()), (32, 32));
            (
                e.seq,
                e.recorded - NOW,
                e.act.as_str(),
                e.operation.as_str(),
                e.about.as_str(),
                e.row_key.as_str(),
                e.before.as_deref(),
                e.after.as_deref(),
                e.row_hash.is_some(),
            )
        })
        .collect();
    let whole = r#"{"id":"a","version":1,"origin":"entered","document":"{}"}"#;
    let last = r#"{"id":"a","version":2,"origin":"entered","document":"{\"note\":\"cũ\"}"}"#;
    assert_eq!(
        told,
        [
            (1, 0, "agency.add", "insert", "agency", "a", None, Some(whole), true),
            (
                2,
                1,
                "agency.change",
                "update",
                "agency",
                "a",
                Some(r#"{"version":1,"document":"{}"}"#),
                Some(r#"{"version":2,"document":"{\"note\":\"cũ\"}"}"#),
                true
            ),
            (3, 2, "agency.remove", "delete", "agency", "a", Some(last), None, false),
            (4, 3, "session.refuse", "note", "session", "x", None, Some(r#"{"tries":3}"#), false),
        ]
    );
    let (seq, hash) = store.read(|r| r.journal_head()).await.unwrap();
    let verdict = store.verify(Some((seq, hash.clone()))).await.unwrap();
    assert_eq!((verdict.findings, verdict.last, verdict.head), (vec![], 4, hash));
}

fn filter() -> JournalFilter {
    JournalFilter { limit: 100, ..JournalFilter::default() }
}

async fn filters_find_what_they_name(place: Arc<Place>) {
    let store = place.store().await;
    for i in 0..12i64 {
        let act = Act::new(format!("p-{}", i % 3), if i % 2 == 0 { "setting.even" } else { "setting.odd" }, NOW + i);
        let act = if i == 6 { act.requested("r-6") } else { act };
        store.write(act, move |w| w.set(&format!("s{}", i % 4), &i.to_string())).await.unwrap();
    }
    let text = str::to_owned;
    for (case, wanted) in [
        (filter(), (1..=12).rev().collect::<Vec<i64>>()),
        (JournalFilter { limit: 3, ..filter() }, vec![12, 11, 10]),
        (JournalFilter { limit: 3, before_seq: Some(10), ..filter() }, vec![9, 8, 7]),
        (JournalFilter { actor: text("p-1"), ..filter() }, vec![11, 8, 5, 2]),
        (JournalFilter { about: text("setting"), row_key: text("s3"), ..filter() }, vec![12, 8, 4]),
        (JournalFilter { about: text("person"), ..filter() }, vec![]),
        (JournalFilter { act: text("setting.odd"), limit: 2, ..filter() }, vec![12, 10]),
        (JournalFilter { from: Some(NOW + 3), to: Some(NOW + 6), ..filter() }, vec![6, 5, 4]),
        (JournalFilter { actor: text("p-0"), act: text("setting.even"), from: Some(NOW + 1), ..filter() }, vec![7]),
        (JournalFilter { actor: text("%"), ..filter() }, vec![]),
        (JournalFilter { actor: text("p-\0"), ..filter() }, vec![]),
        (JournalFilter { limit: -5, ..filter() }, vec![12]),
        (JournalFilter { not_by: text("p-1"), limit: 3, ..filter() }, vec![12, 10, 9]),
        (JournalFilter { request: text("r-6"), ..filter() }, vec![7]),
        (JournalFilter { any_of: vec![text("s3"), text("s2")], ..filter() }, vec![12, 11, 8, 7, 4, 3]),
        (
            JournalFilter { any_of: vec![text("s3"), text("p-1")], not_by: text("p-2"), ..filter() },
            vec![11, 8, 5, 4, 2],
        ),
        (JournalFilter { any_of: vec![text("S3"), text("s"), text("%")], ..filter() }, vec![]),
    ] {
        let shown = format!("{case:?}");
        let all = JournalFilter { limit: 100, ..case.clone() };
        let counted = store.read(move |r| Ok::<_, StoreError>((r.count_journal(&all)?, r.journal(&all)?.len()))).await;
        let (counted, all) = counted.unwrap();
        assert_eq!(usize::try_from(counted), Ok(all), "{shown}");
        let found = store.read(move |r| r.journal(&case)).await.unwrap();
        assert_eq!(found.iter().map(|entry| entry.seq).collect::<Vec<_>>(), wanted, "{shown}");
    }
    assert_eq!(store.read(|r| r.journal_acts()).await.unwrap(), ["setting.even", "setting.odd"]);
    assert_eq!(store.read(|r| r.journal_abouts()).await.unwrap(), ["setting"]);
}

async fn personal_and_secret_values_are_not_told(place: Arc<Place>) {
    let store = place.store().await;
    fill::one_of_each(&store, "a").await;
    let raw = place.raw().await;
    let journal = format!("{:?}", raw.rows("SELECT * FROM journal").await);
    for hidden in [
        "Tuyết",
        "tuyet@",
        "Tuyet@",
        "203.0.113",
        "argon2id",
        "codehash",
        "linkhash",
        "sessionhash",
        "keyhash",
        "a-subject",
    ] {
        assert!(!journal.contains(hidden), "{hidden}");
    }
    for told in ["(personal)", "(secret)", "Thừa Thiên Huế"] {
        assert!(journal.contains(told), "{told}");
    }
}
