//! Written from one store, taken into another, of either engine.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use chiso_model::Lang;
use chiso_store::files::File;
use chiso_store::{
    ArchiveError, ArchiveFiles, Class, EngineKind, Findings, Manifest, SCHEMA_VERSION, Store, StoreError, TABLES,
};
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::common::{Dice, NOW, Place, act, fill, on_both};

on_both!(
    what_was_written_meanwhile_comes_whole_into_either_engine,
    only_an_empty_store_takes_an_archive,
    a_damaged_archive_is_named_by_its_part,
    a_newer_archive_is_refused,
    an_archive_that_its_journal_disowns_is_refused_unless_wanted,
    columns_that_came_later_stay_empty,
    no_session_and_no_link_comes_back
);

fn sha256(bytes: &[u8]) -> String {
    let digits = Sha256::digest(bytes);
    digits
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

/// Files in memory, as another crate keeps them on a disk.
#[derive(Clone, Default)]
struct Shelf(Arc<Mutex<BTreeMap<String, Vec<u8>>>>);

impl Shelf {
    fn add(&self, bytes: &[u8]) -> String {
        let hash = sha256(bytes);
        self.0.lock().unwrap().insert(hash.clone(), bytes.to_vec());
        hash
    }

    fn all(&self) -> BTreeMap<String, Vec<u8>> {
        self.0.lock().unwrap().clone()
    }
}

impl ArchiveFiles for Shelf {
    fn read(&mut self, sha256: &str) -> std::io::Result<Option<Box<dyn Read + '_>>> {
        let found = self.0.lock().unwrap().get(sha256).cloned();
        Ok(found.map(|bytes| Box::new(Cursor::new(bytes)) as Box<dyn Read>))
    }

    fn put(&mut self, sha256: &str, bytes: &mut dyn Read) -> std::io::Result<()> {
        let mut whole = Vec::new();
        bytes.read_to_end(&mut whole)?;
        assert_eq!(self.add(&whole), sha256);
        Ok(())
    }
}

/// Rows and files that look like those of a real store.
async fn generate(store: &Store, shelf: &Shelf) {
    let mut dice = Dice(41);
    fill::one_of_each(store, "a").await;
    for round in 0..12 {
        let mut files = Vec::new();
        for _ in 0..3 {
            let bytes: Vec<u8> = (0..dice.below(40_000)).map(|_| dice.next().to_le_bytes()[0]).collect();
            files.push((shelf.add(&bytes), i64::try_from(bytes.len()).unwrap()));
        }
        store
            .write(act("test.fill"), move |w| {
                fill::put(w, &format!("g{round}"))?;
                for (sha256, size) in files {
                    w.insert(&File {
                        sha256,
                        size,
                        media_type: "application/pdf".to_owned(),
                        name: "minh chứng “số 1”.pdf".to_owned(),
                        created: NOW,
                        made_by: "p".to_owned(),
                    })?;
                }
                Ok::<(), StoreError>(())
            })
            .await
            .unwrap();
    }
    store.write(act("person.erase"), |w| w.erase_person("g3-p")).await.unwrap();
    // More rows than go into one statement.
    store
        .write(act("test.fill"), |w| (0..450).try_for_each(|i| w.set(&format!("many{i}"), &format!("giá trị\n{i}"))))
        .await
        .unwrap();
}

async fn back_up(store: &Store, shelf: &Shelf) -> (Vec<u8>, Manifest) {
    let (to, manifest) = store.backup(Cursor::new(Vec::new()), shelf.clone(), NOW).await.unwrap();
    (to.into_inner(), manifest)
}

async fn restore(store: &Store, archive: &[u8], shelf: &Shelf) -> Result<Manifest, ArchiveError> {
    store.restore(Cursor::new(archive.to_vec()), shelf.clone(), Findings::Refuse).await
}

/// Everything that is kept, to the bit.
async fn kept(place: &Place) -> Vec<(String, Vec<Vec<String>>)> {
    let passing = |name: &str| TABLES.iter().any(|table| table.name == name && table.class == Class::Passing);
    place.raw().await.dump().await.into_iter().filter(|(name, _)| !passing(name)).collect()
}

async fn what_was_written_meanwhile_comes_whole_into_either_engine(place: Arc<Place>) {
    let (store, shelf) = (place.store().await, Shelf::default());
    generate(&store, &shelf).await;
    let lost = shelf.all().keys().next().cloned().unwrap();
    let others = shelf.all().len() - 2;
    shelf.0.lock().unwrap().remove(&lost);
    let changed = shelf.all().keys().next().cloned().unwrap();
    shelf.0.lock().unwrap().insert(changed.clone(), b"something else".to_vec());

    // Others go on writing; each change is two rows, of which no archive may hold only one.
    let going = Arc::new(AtomicBool::new(true));
    let writers: Vec<_> = (0..4)
        .map(|writer| {
            let (store, going) = (store.clone(), Arc::clone(&going));
            tokio::spawn(async move {
                let mut count = 0;
                while going.load(Ordering::Relaxed) {
                    store
                        .write(act("test.pair"), move |w| {
                            w.set(&format!("left-{writer}-{count}"), "1")?;
                            w.set(&format!("right-{writer}-{count}"), "1")
                        })
                        .await
                        .unwrap();
                    count += 1;
                }
                count
            })
        })
        .collect();
    let before = store.read(|r| r.journal_head()).await.unwrap();
    while store.read(|r| r.journal_head()).await.unwrap().0 < before.0 + 40 {
        tokio::task::yield_now().await;
    }
    let (archive, manifest) = back_up(&store, &shelf).await;
    let after = store.read(|r| r.journal_head()).await.unwrap();
    going.store(false, Ordering::Relaxed);
    let mut written = 0;
    for writer in writers {
        written += writer.await.unwrap();
    }
    assert!(written > 0 && manifest.journal_seq > before.0 && manifest.journal_seq <= after.0);
    assert_eq!(manifest.files.len(), others);
    assert!(manifest.lost.contains(&lost) && manifest.lost.contains(&changed));
    assert_eq!(manifest.engine, if place.kind == EngineKind::Sqlite { "sqlite" } else { "postgres" });

    let mut restored = Vec::new();
    for kind in [EngineKind::Sqlite, EngineKind::Postgres] {
        let Some(other) = Place::of(kind).await else { continue };
        let (into, found) = (other.store().await, Shelf::default());
        assert_eq!(restore(&into, &archive, &found).await.unwrap(), manifest);
        let noted = (manifest.journal_seq, manifest.journal_hash.clone());
        let verdict = into.verify(Some(noted.clone())).await.unwrap();
        assert_eq!((verdict.findings, verdict.last, verdict.head), (vec![], noted.0, noted.1));
        let good: BTreeMap<_, _> = shelf.all().into_iter().filter(|(hash, _)| *hash != changed).collect();
        assert_eq!(found.all(), good);
        let names: Vec<String> = into.read(|r| r.settings()).await.unwrap().into_iter().map(|s| s.name).collect();
        let pairs = |side: &str| -> Vec<String> {
            names.iter().filter_map(|name| name.strip_prefix(side)).map(str::to_owned).collect()
        };
        assert_eq!(pairs("left-"), pairs("right-"));
        assert!(pairs("left-").len() >= 20);
        restored.push((kept(&other).await, back_up(&into, &found).await.1.tables));
        // And it goes on from there.
        into.write(act("test"), |w| w.set("after", "1")).await.unwrap();
        assert_eq!(
            into.verify(Some((manifest.journal_seq, manifest.journal_hash.clone()))).await.unwrap().findings,
            []
        );
        drop(into);
        other.remove().await;
    }
    assert!(restored.windows(2).all(|two| two[0] == two[1]));
    assert_eq!(restored[0].1, manifest.tables);

    // The same as the store itself, now that nobody writes.
    let (archive, manifest) = back_up(&store, &shelf).await;
    let other = Place::folder();
    let into = other.store().await;
    restore(&into, &archive, &Shelf::default()).await.unwrap();
    assert_eq!(kept(&other).await, kept(&place).await);
    assert!(manifest.tables.iter().all(|table| table.rows > 0), "{:?}", manifest.tables);
}

async fn only_an_empty_store_takes_an_archive(place: Arc<Place>) {
    let (store, shelf) = (place.store().await, Shelf::default());
    let (archive, _) = back_up(&store, &shelf).await;
    // An empty archive into an empty store.
    restore(&store, &archive, &shelf).await.unwrap();
    store.write(act("t"), |w| w.set("a", "1")).await.unwrap();
    let before = place.raw().await.dump().await;
    let refused = restore(&store, &archive, &shelf).await.unwrap_err();
    assert!(matches!(refused, ArchiveError::NotEmpty { table: "journal" }), "{refused:?}");
    assert_eq!(
        refused.message(Lang::Vi),
        "Kho dữ liệu đã có dữ liệu (bảng journal). Chỉ khôi phục vào một kho trống: hãy chỉ ra thư mục mới hoặc cơ sở dữ liệu mới bằng “--store”."
    );
    assert_eq!(place.raw().await.dump().await, before);
}

/// The parts of an archive, to be put together again with something changed.
fn parts(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(archive)).unwrap();
    (0..zip.len())
        .map(|i| {
            let mut part = zip.by_index(i).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn together(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn manifest_of(parts: &mut [(String, Vec<u8>)], change: impl Fn(&mut Manifest)) {
    let (_, bytes) = parts.iter_mut().find(|(name, _)| name == "manifest.json").unwrap();
    let mut manifest: Manifest = serde_json::from_slice(bytes).unwrap();
    change(&mut manifest);
    *bytes = serde_json::to_vec(&manifest).unwrap();
}

/// Replaces text in a table, and mends its fingerprint in the manifest: for whoever changes an archive on purpose.
fn forge(archive: &[u8], table: &str, from: &str, to: &str) -> Vec<u8> {
    let mut parts = parts(archive);
    let part = parts.iter_mut().find(|(name, _)| *name == format!("tables/{table}.jsonl")).unwrap();
    let text = String::from_utf8(part.1.clone()).unwrap();
    assert!(text.contains(from), "{text}");
    part.1 = text.replacen(from, to, 1).into_bytes();
    let hash = sha256(&part.1);
    manifest_of(&mut parts, |manifest| {
        manifest.tables.iter_mut().find(|part| part.name == table).unwrap().sha256.clone_from(&hash);
    });
    together(&parts)
}

async fn a_damaged_archive_is_named_by_its_part(place: Arc<Place>) {
    let source = Place::folder();
    let (from, shelf) = (source.store().await, Shelf::default());
    fill::one_of_each(&from, "a").await;
    let sha256 = shelf.add(b"evidence");
    let row = File {
        sha256: sha256.clone(),
        size: 8,
        media_type: "text/plain".to_owned(),
        name: "a.txt".to_owned(),
        created: NOW,
        made_by: "p".to_owned(),
    };
    from.write(act("t"), move |w| w.insert(&row)).await.unwrap();
    let (archive, _) = back_up(&from, &shelf).await;
    let whole = parts(&archive);
    let file = format!("files/{sha256}");
    let without = |name: &str| together(&whole.iter().filter(|(n, _)| n != name).cloned().collect::<Vec<_>>());
    let with = |name: &str, bytes: &[u8]| {
        let change = |(n, b): &(String, Vec<u8>)| (n.clone(), if n == name { bytes.to_vec() } else { b.clone() });
        together(&whole.iter().map(change).collect::<Vec<_>>())
    };
    let mut less = whole.clone();
    manifest_of(&mut less, |manifest| manifest.tables.retain(|table| table.name != "person"));
    let mut counted = whole.clone();
    manifest_of(&mut counted, |manifest| manifest.tables.iter_mut().for_each(|table| table.rows += 1));
    let mut flipped = archive.clone();
    let at = flipped.windows(8).position(|bytes| bytes == b"evidence").unwrap();
    flipped[at] ^= 1;
    let cases: Vec<(&str, Vec<u8>, Option<&str>)> = vec![
        ("a table is missing", without("tables/person.jsonl"), Some("tables/person.jsonl")),
        ("a table is changed", with("tables/person.jsonl", b"[]\n"), Some("tables/person.jsonl")),
        ("a file is missing", without(&file), Some(&file)),
        ("a file is changed", with(&file, b"evidencE"), Some(&file)),
        ("one bit of a file", flipped, Some(&file)),
        ("the manifest is none", with("manifest.json", b"{"), Some("manifest.json")),
        ("the manifest is another", with("manifest.json", b"{\"chiso_archive\": 1}"), Some("manifest.json")),
        ("the manifest names one table less", together(&less), Some("manifest.json")),
        ("the manifest counts more rows", together(&counted), Some("tables/journal.jsonl")),
        ("a row that is none", forge(&archive, "setting", "\"a-portal.name\"", "7"), Some("tables/setting.jsonl")),
        (
            "nothing where something must be",
            forge(&archive, "setting", "\"a-portal.name\"", "null"),
            Some("tables/setting.jsonl"),
        ),
        ("no manifest", without("manifest.json"), None),
        ("cut off", archive[..archive.len() / 2].to_vec(), None),
        ("empty", vec![], None),
        ("no ZIP", b"SQLite format 3\0".repeat(100), None),
    ];
    let into = place.store().await;
    let before = place.raw().await.dump().await;
    for (what, archive, part) in cases {
        let found = restore(&into, &archive, &Shelf::default()).await.unwrap_err();
        match (&found, part) {
            (ArchiveError::Damaged { part }, Some(wanted)) => assert_eq!(part, wanted, "{what}"),
            (ArchiveError::NotAnArchive, None) => {}
            _ => panic!("{what}: {found:?}"),
        }
        assert_eq!(place.raw().await.dump().await, before, "{what}");
    }
    // A good one still comes in.
    restore(&into, &archive, &Shelf::default()).await.unwrap();
    assert_eq!(into.verify(None).await.unwrap().findings, []);
}

async fn a_newer_archive_is_refused(place: Arc<Place>) {
    let (store, shelf) = (place.store().await, Shelf::default());
    let (archive, _) = back_up(&store, &shelf).await;
    for (form, schema) in [(2, SCHEMA_VERSION), (1, SCHEMA_VERSION + 1)] {
        let mut newer = parts(&archive);
        manifest_of(&mut newer, |manifest| (manifest.chiso_archive, manifest.schema) = (form, schema));
        let refused = restore(&store, &together(&newer), &shelf).await.unwrap_err();
        assert!(matches!(refused, ArchiveError::Newer { .. }), "{refused:?}");
        assert_eq!(
            refused.message(Lang::En),
            format!(
                "A newer chiso wrote this backup (form {form}, schema {schema}; this program knows up to 1, {SCHEMA_VERSION}). Use a newer chiso; nothing was restored."
            )
        );
    }
}

async fn an_archive_that_its_journal_disowns_is_refused_unless_wanted(place: Arc<Place>) {
    let source = Place::folder();
    let (from, shelf) = (source.store().await, Shelf::default());
    from.write(act("t"), |w| w.set("quota", "10")).await.unwrap();
    let archive = forge(&back_up(&from, &shelf).await.0, "setting", "\"10\"", "\"99\"");
    let into = place.store().await;
    let before = place.raw().await.dump().await;
    let refused = restore(&into, &archive, &shelf).await.unwrap_err();
    assert_eq!(
        refused.message(Lang::Vi),
        "Nhật ký không khớp dữ liệu trong bản sao lưu (1 chỗ); chưa có gì được khôi phục. Thêm “--accept-findings” nếu vẫn muốn dùng bản này:\nbảng setting, dòng “quota”: đã bị sửa ngoài nhật ký (mục nhật ký cuối về dòng này: 1)"
    );
    assert_eq!(place.raw().await.dump().await, before);
    into.restore(Cursor::new(archive), shelf, Findings::Accept).await.unwrap();
    assert_eq!(into.read(|r| r.setting("quota")).await.unwrap().as_deref(), Some("99"));
    assert_eq!(into.verify(None).await.unwrap().findings.len(), 1);
}

/// An archive of an older schema: without a column that may be null, and without a table.
async fn columns_that_came_later_stay_empty(place: Arc<Place>) {
    let source = Place::folder();
    let (from, shelf) = (source.store().await, Shelf::default());
    from.write(act("t"), |w| w.set("quota", "10")).await.unwrap();
    let mut older = parts(&back_up(&from, &shelf).await.0);
    older.retain(|(name, _)| name != "tables/api_key.jsonl");
    manifest_of(&mut older, |manifest| {
        manifest.schema = SCHEMA_VERSION - 1;
        manifest.tables.retain(|table| table.name != "api_key");
        let person = manifest.tables.iter_mut().find(|table| table.name == "person").unwrap();
        person.columns.retain(|(name, _)| name != "mail_key");
    });
    let into = place.store().await;
    restore(&into, &together(&older), &shelf).await.unwrap();
    assert_eq!(into.verify(None).await.unwrap().findings, []);
}

async fn no_session_and_no_link_comes_back(place: Arc<Place>) {
    let (store, shelf) = (place.store().await, Shelf::default());
    generate(&store, &shelf).await;
    let open =
        store.read(|r| Ok::<_, StoreError>((r.open_sessions()?.len(), r.all_open_links()?.len()))).await.unwrap();
    assert!(open.0 > 1 && open.1 > 1, "{open:?}");
    let (archive, manifest) = back_up(&store, &shelf).await;
    let folder = tempfile::tempdir().unwrap();
    let other = Store::open(&chiso_store::Location::Folder(folder.path().join("data"))).await.unwrap();
    restore(&other, &archive, &shelf).await.unwrap();
    let doors = other.shut_doors(NOW + 7).await.unwrap();
    assert_eq!((doors.sessions, doors.links), open);
    assert!(doors.keys > 0 && doors.people > 0, "{doors:?}");
    let left = other.read(|r| Ok::<_, StoreError>((r.open_sessions()?, r.all_open_links()?))).await.unwrap();
    assert_eq!(left, (Vec::new(), Vec::new()));
    let filter = chiso_store::JournalFilter {
        act: "store.restore".to_owned(),
        limit: 1000,
        ..chiso_store::JournalFilter::default()
    };
    let told = other.read(move |r| r.journal(&filter)).await.unwrap();
    assert_eq!(told.len(), open.0 + open.1);
    let head = (manifest.journal_seq, manifest.journal_hash);
    assert_eq!(other.verify(Some(head)).await.unwrap().findings, []);
    assert_eq!(other.shut_doors(NOW + 8).await.unwrap().sessions, 0, "a second time there is nothing to do");
}
