//! Rows come back as they went in, and changes happen as a whole.

use std::sync::Arc;

use chiso_store::agencies::Agency;
use chiso_store::imports::Weight;
use chiso_store::people::{Person, SecondFactor};
use chiso_store::settings::Setting;
use chiso_store::{Store, StoreError};
use serde_json::json;

use crate::common::{NOW, Place, act, on_both};

on_both!(
    rows_come_change_and_go,
    somebody_elses_change_is_not_overwritten,
    what_must_be_unique_is,
    values_come_back_to_the_bit,
    what_cannot_be_kept_is_refused,
    texts_sort_by_their_bytes,
    a_text_with_a_zero_byte_finds_nothing
);

fn agency(id: &str) -> Agency {
    Agency { id: id.to_owned(), version: 1, origin: "entered".to_owned(), document: json!({}) }
}

async fn insert(store: &Store, row: Agency) -> Result<(), StoreError> {
    store.write(act("agency.add"), move |w| w.insert(&row)).await
}

async fn agency_of(store: &Store, id: &'static str) -> Option<Agency> {
    store.read(move |r| r.get::<Agency>(id.to_owned())).await.unwrap()
}

async fn rows_come_change_and_go(place: Arc<Place>) {
    let store = place.store().await;
    insert(&store, agency("a")).await.unwrap();
    assert_eq!(agency_of(&store, "a").await, Some(agency("a")));

    let changed = Agency { document: json!({"note": "tỉnh cũ", "to": "2025-06-30"}), ..agency("a") };
    let row = changed.clone();
    store.write(act("agency.change"), move |w| w.update(&row)).await.unwrap();
    let now = Agency { version: 2, ..changed };
    assert_eq!(agency_of(&store, "a").await, Some(now.clone()));

    // What changes nothing leaves no entry and no new version.
    store.write(act("agency.change"), move |w| w.update(&now)).await.unwrap();
    assert_eq!(agency_of(&store, "a").await.unwrap().version, 2);

    store.write(act("agency.remove"), |w| w.delete::<Agency>("a".to_owned())).await.unwrap();
    assert_eq!(agency_of(&store, "a").await, None);
    let gone = store.write(act("agency.remove"), |w| w.delete::<Agency>("a".to_owned())).await.unwrap_err();
    assert!(matches!(gone, StoreError::Absent { table: "agency", ref key } if key == "a"), "{gone:?}");
    let gone = store.write(act("agency.change"), |w| w.update(&agency("a"))).await.unwrap_err();
    assert!(matches!(gone, StoreError::Absent { table: "agency", .. }), "{gone:?}");
    let gone = store.read(|r| r.fetch::<Agency>("a".to_owned())).await.unwrap_err();
    assert!(matches!(gone, StoreError::Absent { table: "agency", .. }), "{gone:?}");
    assert_eq!(store.verify(None).await.unwrap().entries, 3);
}

async fn somebody_elses_change_is_not_overwritten(place: Arc<Place>) {
    let store = place.store().await;
    insert(&store, agency("a")).await.unwrap();
    let (mine, theirs) =
        (Agency { document: json!("mine"), ..agency("a") }, Agency { document: json!("theirs"), ..agency("a") });
    store.write(act("agency.change"), move |w| w.update(&theirs)).await.unwrap();
    let refused = store.write(act("agency.change"), move |w| w.update(&mine)).await.unwrap_err();
    assert!(matches!(refused, StoreError::Conflict { table: "agency", ref key } if key == "a"), "{refused:?}");
    assert_eq!(agency_of(&store, "a").await.unwrap().document, "theirs");
}

async fn what_must_be_unique_is(place: Arc<Place>) {
    let store = place.store().await;
    insert(&store, agency("a")).await.unwrap();
    let twice = insert(&store, agency("a")).await.unwrap_err();
    assert!(matches!(twice, StoreError::Exists { ref table } if table == "agency"), "{twice:?}");
    store.write(act("person.add"), |w| w.add_person("p", "Lê Văn Bình", "Binh@Example.vn", "vi")).await.unwrap();
    let twice = store
        .write(act("person.add"), |w| w.add_person("q", "Trần Thị Bình", " binh@example.VN ", "vi"))
        .await
        .unwrap_err();
    assert!(matches!(twice, StoreError::Exists { ref table } if table == "person"), "{twice:?}");
    let found = store.read(|r| r.person_by_mail("BINH@example.vn")).await.unwrap().unwrap();
    assert_eq!((found.id.as_str(), found.name.as_deref()), ("p", Some("Lê Văn Bình")));
    assert_eq!(store.read(|r| r.people()).await.unwrap().len(), 1);
}

async fn values_come_back_to_the_bit(place: Arc<Place>) {
    let store = place.store().await;
    let texts = [
        "",
        " ",
        "Đà Nẵng – “Thừa Thiên Huế”",
        "a\u{1F600}b\n\r\t",
        "NULL",
        "'; DROP TABLE person; --",
        "e\u{301} khác é",
    ];
    let numbers = [
        f64::MIN_POSITIVE,
        f64::from_bits(1),
        f64::MAX,
        f64::MIN,
        0.1 + 0.2,
        -1.0,
        0.0,
        9_007_199_254_740_993.0,
        1e300,
        123_456_789.0,
    ];
    let times = [i64::MIN, i64::MIN + 1, -1, 0, 1, i64::MAX];
    let bytes: [Vec<u8>; 3] = [vec![], vec![0], (0..=255).collect()];
    store
        .write(act("test.fill"), move |w| {
            for (i, value) in texts.iter().enumerate() {
                w.set(&format!("t{i}"), value)?;
            }
            for (i, value) in numbers.iter().enumerate() {
                w.insert(&weight(i, *value))?;
            }
            for (i, value) in times.iter().enumerate() {
                w.insert(&SecondFactor { person: format!("i{i}"), secret: vec![], confirmed: Some(*value) })?;
            }
            for (i, value) in bytes.iter().enumerate() {
                w.insert(&SecondFactor { person: format!("b{i}"), secret: value.clone(), confirmed: None })?;
            }
            // A zero has no sign in SQLite, so it has none anywhere.
            w.insert(&weight(99, -0.0))
        })
        .await
        .unwrap();
    store
        .read::<_, StoreError, _>(move |r| {
            for (i, value) in texts.iter().enumerate() {
                assert_eq!(r.setting(&format!("t{i}"))?.as_deref(), Some(*value));
            }
            for (i, value) in numbers.iter().enumerate() {
                assert_eq!(r.fetch::<Weight>(format!("w{i}"))?.value.to_bits(), value.to_bits(), "{value}");
            }
            for (i, value) in times.iter().enumerate() {
                assert_eq!(r.fetch::<SecondFactor>(format!("i{i}"))?.confirmed, Some(*value));
            }
            for (i, length) in [0, 1, 256].iter().enumerate() {
                let found: SecondFactor = r.fetch(format!("b{i}"))?;
                assert_eq!((found.secret.len(), found.confirmed), (*length, None));
                assert!(found.secret.iter().enumerate().all(|(i, byte)| i == usize::from(*byte)));
            }
            assert_eq!(r.fetch::<Weight>("w99".to_owned())?.value.to_bits(), 0);
            Ok(())
        })
        .await
        .unwrap();
    assert_eq!(store.verify(None).await.unwrap().findings, []);
}

fn weight(number: usize, value: f64) -> Weight {
    Weight { id: format!("w{number}"), import: String::new(), variable: String::new(), agency: String::new(), value }
}

async fn what_cannot_be_kept_is_refused(place: Arc<Place>) {
    let store = place.store().await;
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let refused = store.write(act("t"), move |w| w.insert(&weight(0, value))).await.unwrap_err();
        assert!(matches!(refused, StoreError::Unkeepable { table: "weight", column: "value" }), "{refused:?}");
    }
    let refused = store.write(act("t"), |w| w.set("a", "b\0c")).await.unwrap_err();
    assert!(matches!(refused, StoreError::Unkeepable { table: "setting", column: "value" }), "{refused:?}");
    // The journal itself: a reason typed into a form.
    let refused = store.write(act("t").because("b\0c"), |w| w.set("a", "b")).await.unwrap_err();
    assert!(matches!(refused, StoreError::Unkeepable { table: "journal", column: "reason" }), "{refused:?}");
    assert_eq!(store.read(|r| r.settings()).await.unwrap(), []);
    assert_eq!(store.verify(None).await.unwrap().entries, 0);
}

async fn texts_sort_by_their_bytes(place: Arc<Place>) {
    let store = place.store().await;
    let names = ["a", "B", "ă", "A", "đ", "z", "Z", "_", "10", "9", "ab", "a b", "á", "a\u{301}", "-", ""];
    store
        .write(act("t"), move |w| {
            names.iter().try_for_each(|name| w.insert(&Setting { name: (*name).to_owned(), value: String::new() }))
        })
        .await
        .unwrap();
    let mut wanted = names;
    wanted.sort_unstable();
    let found: Vec<String> =
        store.read(|r| r.settings()).await.unwrap().into_iter().map(|setting| setting.name).collect();
    assert_eq!(found, wanted);
    // The same as a second column: people by name, those without one last.
    store
        .write(act("t"), move |w| {
            for (i, name) in ["đ", "b", "B"].iter().enumerate() {
                w.add_person(&format!("p{i}"), name, &format!("{i}@example.vn"), "vi")?;
            }
            w.insert(&Person {
                id: "erased".to_owned(),
                version: 1,
                created: NOW,
                active: false,
                erased: true,
                lang: "vi".to_owned(),
                name: None,
                mail: None,
                mail_key: None,
                salt: None,
                home: None,
            })
        })
        .await
        .unwrap();
    let people = store.read(|r| r.people()).await.unwrap();
    assert_eq!(people.iter().map(|p| p.id.as_str()).collect::<Vec<_>>(), ["p2", "p1", "p0", "erased"]);
}

async fn a_text_with_a_zero_byte_finds_nothing(place: Arc<Place>) {
    let store = place.store().await;
    assert!(store.read(|r| r.get::<Agency>("a\0".to_owned())).await.unwrap().is_none());
    assert!(store.read(|r| r.person_by_mail("\0")).await.unwrap().is_none());
    assert!(store.read(|r| r.session("x\0y")).await.unwrap().is_none());
}
