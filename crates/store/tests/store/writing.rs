//! Many write at once; one that fails takes nobody along.

use std::sync::Arc;
use std::time::Duration;

use chiso_store::agencies::Agency;
use chiso_store::settings::Setting;
use chiso_store::{JournalFilter, Store, StoreError};

use crate::common::{Place, act, on_both};

on_both!(
    one_that_fails_takes_nobody_along,
    one_that_panics_takes_nobody_along,
    a_failed_statement_loses_its_change_on_both_engines,
    the_chain_has_no_gap_when_many_write,
    a_read_is_of_one_moment,
    a_read_that_panics_leaves_no_old_moment_behind,
    two_stores_write_one_chain,
    the_last_clone_waits_for_what_is_to_be_written
);

/// Starts changes at once, so that they fall into one batch; tells how each ended.
async fn together(
    store: &Store,
    count: usize,
    change: impl Fn(usize, &mut chiso_store::Writer<'_>) -> Result<(), StoreError> + Send + Sync + Clone + 'static,
) -> Vec<Result<(), StoreError>> {
    let tasks: Vec<_> = (0..count)
        .map(|i| {
            let (store, change) = (store.clone(), change.clone());
            tokio::spawn(async move { store.write(act("t"), move |w| change(i, w)).await })
        })
        .collect();
    let mut ends = Vec::new();
    for task in tasks {
        ends.push(task.await.unwrap());
    }
    ends
}

async fn names(store: &Store) -> Vec<String> {
    store.read(|r| r.settings()).await.unwrap().into_iter().map(|setting| setting.name).collect()
}

async fn one_that_fails_takes_nobody_along(place: Arc<Place>) {
    let store = place.store().await;
    let ends = together(&store, 40, |i, w| {
        w.set(&format!("s{i:02}"), "1")?;
        w.set(&format!("t{i:02}"), "1")?;
        match i % 4 {
            0 => Err(StoreError::Conflict { table: "setting", key: i.to_string() }),
            1 => w.insert(&Setting { name: format!("s{i:02}"), value: String::new() }),
            _ => Ok(()),
        }
    })
    .await;
    for (i, end) in ends.iter().enumerate() {
        match i % 4 {
            0 => assert!(matches!(end, Err(StoreError::Conflict { .. })), "{i}: {end:?}"),
            1 => assert!(matches!(end, Err(StoreError::Exists { table }) if table == "setting"), "{i}: {end:?}"),
            _ => assert!(end.is_ok(), "{i}: {end:?}"),
        }
    }
    let wanted: Vec<String> =
        ["s", "t"].iter().flat_map(|x| (0..40).filter(|i| i % 4 > 1).map(move |i| format!("{x}{i:02}"))).collect();
    assert_eq!(names(&store).await, wanted);
    let verdict = store.verify(None).await.unwrap();
    assert_eq!((verdict.findings, verdict.entries), (vec![], 40));
}

async fn one_that_panics_takes_nobody_along(place: Arc<Place>) {
    let store = place.store().await;
    let ends = together(&store, 20, |i, w| {
        w.set(&format!("s{i:02}"), "1")?;
        assert!(i % 5 != 0, "meant to be");
        Ok(())
    })
    .await;
    for (i, end) in ends.iter().enumerate() {
        assert_eq!(end.is_err(), i % 5 == 0, "{i}: {end:?}");
    }
    assert_eq!(names(&store).await.len(), 16);
    let verdict = store.verify(None).await.unwrap();
    assert_eq!((verdict.findings, verdict.entries), (vec![], 16));
}

async fn a_failed_statement_loses_its_change_on_both_engines(place: Arc<Place>) {
    let store = place.store().await;
    store.write(act("t"), |w| w.set("a", "1")).await.unwrap();
    // A change that goes on after a failed statement, as if nothing were wrong.
    let end = store
        .write(act("t"), |w| {
            w.set("b", "1")?;
            let _ = w.insert(&Setting { name: "a".to_owned(), value: "2".to_owned() });
            Ok::<(), StoreError>(())
        })
        .await;
    assert!(matches!(end, Err(StoreError::Refused { .. })), "{end:?}");
    let end = store
        .write(act("t"), |w| {
            let _ = w.insert(&Setting { name: "a".to_owned(), value: "2".to_owned() });
            w.set("c", "1")
        })
        .await;
    assert!(matches!(end, Err(StoreError::Refused { .. })), "{end:?}");
    assert_eq!(names(&store).await, ["a"]);
    store.write(act("t"), |w| w.set("d", "1")).await.unwrap();
    assert_eq!(store.verify(None).await.unwrap().findings, []);
}

async fn the_chain_has_no_gap_when_many_write(place: Arc<Place>) {
    let store = place.store().await;
    let ends = together(&store, 300, |i, w| {
        w.set("shared", &i.to_string())?;
        w.note("test", i.to_string(), &serde_json::json!({"i": i}));
        w.set(&format!("own{i}"), "1")
    })
    .await;
    assert!(ends.iter().all(Result::is_ok));
    let verdict = store.verify(None).await.unwrap();
    assert_eq!((verdict.findings, verdict.last, verdict.rows), (vec![], 900, 301));
    let entries = store.read(|r| r.journal(&JournalFilter { limit: 1000, ..JournalFilter::default() })).await.unwrap();
    assert!(entries.iter().zip((1..=900).rev()).all(|(entry, seq)| entry.seq == seq));
    assert!(entries.windows(2).all(|two| two[0].previous == two[1].hash));
    // What one change did stands together.
    assert!(
        entries
            .chunks(3)
            .all(|three| three[1].operation == "note" && three[0].row_key == format!("own{}", three[1].row_key))
    );
}

async fn a_read_is_of_one_moment(place: Arc<Place>) {
    let store = place.store().await;
    store.write(act("t"), |w| w.set("a", "0").and_then(|()| w.set("b", "0"))).await.unwrap();
    let writing = store.clone();
    let writer = tokio::spawn(async move {
        for i in 1..150 {
            let value = i.to_string();
            writing.write(act("t"), move |w| w.set("a", &value).and_then(|()| w.set("b", &value))).await.unwrap();
        }
    });
    let mut seen = std::collections::BTreeSet::new();
    while !writer.is_finished() {
        let (a, b, head) = store
            .read::<_, StoreError, _>(|r| {
                let a = r.setting("a")?;
                std::thread::sleep(Duration::from_millis(2));
                Ok((a, r.setting("b")?, r.journal_head()?.0))
            })
            .await
            .unwrap();
        assert_eq!(a, b);
        let number: i64 = a.clone().unwrap().parse().unwrap();
        assert_eq!(head, 2 + 2 * number);
        seen.insert(a);
    }
    writer.await.unwrap();
    assert!(seen.len() > 2, "{seen:?}");
}

async fn a_read_that_panics_leaves_no_old_moment_behind(place: Arc<Place>) {
    let store = place.store().await;
    for i in 0..10 {
        let failed = store
            .read::<(), StoreError, _>(|r| {
                r.settings()?;
                panic!("meant to be");
            })
            .await;
        assert!(failed.is_err());
        let value = i.to_string();
        store.write(act("t"), move |w| w.set("a", &value)).await.unwrap();
        assert_eq!(store.read(|r| r.setting("a")).await.unwrap(), Some(i.to_string()));
    }
}

async fn two_stores_write_one_chain(place: Arc<Place>) {
    let (one, two) = tokio::join!(place.store(), place.store());
    let (first, second) = tokio::join!(
        together(&one, 50, |i, w| w.set(&format!("one{i}"), "1")),
        together(&two, 50, |i, w| w.set(&format!("two{i}"), "1"))
    );
    assert!(first.iter().chain(&second).all(Result::is_ok), "{first:?} {second:?}");
    for store in [one, two] {
        let verdict = store.verify(None).await.unwrap();
        assert_eq!((verdict.findings, verdict.last, verdict.rows), (vec![], 100, 100));
    }
}

async fn the_last_clone_waits_for_what_is_to_be_written(place: Arc<Place>) {
    let store = place.store().await;
    let mut waiting = Vec::new();
    for i in 0..50 {
        let store = store.clone();
        let mut change = Box::pin(async move {
            store
                .write(act("t"), move |w| {
                    w.insert(&Agency {
                        id: format!("a{i}"),
                        version: 1,
                        origin: "entered".to_owned(),
                        document: serde_json::json!({}),
                    })
                })
                .await
        });
        // Asked for, then nobody waits for the answer any more.
        let _ = tokio::time::timeout(Duration::ZERO, &mut change).await;
        waiting.push(change);
    }
    drop(waiting);
    drop(store);
    let store = place.store().await;
    assert_eq!(store.read(|r| r.count_agencies()).await.unwrap(), 50);
}
