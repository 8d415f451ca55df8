//! A person who is erased leaves no name behind, and a chain that still holds.

use std::path::Path;
use std::sync::Arc;

use chiso_store::people::Person;
use chiso_store::{EngineKind, Location, StoreError};

use crate::common::{Place, act, fill, on_both};

on_both!(nothing_of_an_erased_person_is_left_but_the_id);

/// What tells who it was; `zeta` is the tag of the rows.
const TRACES: [&str; 7] = [
    "Nguyễn Thị Ánh Tuyết",
    "zeta.Tuyet@example.vn",
    "zeta.tuyet@example.vn",
    "zeta-subject",
    "Firefox của Tuyết",
    "203.0.113.7",
    "$argon2id$",
];

async fn nothing_of_an_erased_person_is_left_but_the_id(place: Arc<Place>) {
    let store = place.store().await;
    fill::one_of_each(&store, "zeta").await;
    // Others around, so that pages of the database are shared and split.
    for i in 0..60 {
        store
            .write(act("t"), move |w| w.add_person(&format!("q{i}"), "Lê Văn Bình", &format!("b{i}@example.vn"), "vi"))
            .await
            .unwrap();
    }
    assert!(found(&place, &TRACES).await.len() == TRACES.len());

    store.write(act("person.erase").because("theo yêu cầu"), |w| w.erase_person("zeta-p")).await.unwrap();
    assert_eq!(found(&place, &TRACES).await, [""; 0]);

    let person: Person = store.read(|r| r.fetch("zeta-p".to_owned())).await.unwrap();
    assert!(person.erased && !person.active);
    assert_eq!(store.read(|r| r.person_by_mail("zeta.tuyet@example.vn")).await.unwrap(), None);
    assert_eq!(store.read(|r| r.count_jobs()).await.unwrap(), 0);
    let ended =
        store.read::<_, StoreError, _>(|r| Ok((r.sessions_of("zeta-p")?, r.assignments_of("zeta-p")?))).await.unwrap();
    assert!(ended.0.iter().all(|session| session.ended.is_some()) && ended.0.len() == 1);
    assert!(ended.1.iter().all(|assignment| assignment.ended.is_some()) && ended.1.len() == 1);
    assert_eq!(store.verify(None).await.unwrap().findings, []);
    let missing = store.write(act("person.erase"), |w| w.erase_person("nobody")).await.unwrap_err();
    assert!(matches!(missing, StoreError::Absent { table: "person", .. }));

    // The files of the embedded database themselves, log included, while it is open and after.
    if let Location::Folder(folder) = &place.location {
        assert_eq!(in_files(folder, &TRACES), [""; 0], "open");
        drop(store);
        assert_eq!(in_files(folder, &TRACES), [""; 0], "closed");
        assert_eq!(in_files(folder, &["Lê Văn Bình"]), ["Lê Văn Bình"], "the search itself");
    }
    assert!(matches!(place.kind, EngineKind::Sqlite | EngineKind::Postgres));
}

/// Which of the texts stand in any row of any table; the attempt of somebody unknown is not the person's.
async fn found(place: &Place, texts: &[&'static str]) -> Vec<&'static str> {
    let dump = format!("{:?}", place.raw().await.dump().await);
    texts.iter().copied().filter(|text| dump.contains(text)).collect()
}

fn in_files(folder: &Path, texts: &[&'static str]) -> Vec<&'static str> {
    let mut found = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        found
            .extend(texts.iter().copied().filter(|text| bytes.windows(text.len()).any(|part| part == text.as_bytes())));
    }
    found.sort_unstable();
    found.dedup();
    found
}
