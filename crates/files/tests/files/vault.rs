//! The same in a folder and in an S3 store: what is put in comes out, once, whole, and unchanged or not at all.

use std::convert::Infallible;
use std::time::Duration;

use bytes::Bytes;
use chiso_files::{Content, Declared, FileHash, Finding, Location, PutError, ReadError, Refusal, Rules, Vault};
use futures_util::{StreamExt, stream};

use crate::place::Place;
use crate::samples::{PDF, PNG};

const NAME: Declared<'_> = Declared { name: "a.pdf", media_type: None };

/// A PDF of about this many bytes, different for every `mark`.
fn pdf(mark: &str, size: usize) -> Vec<u8> {
    let mut content = [PDF, mark.as_bytes()].concat();
    content.extend((0..251_u8).cycle().step_by(31).take(size));
    content
}

/// The pieces of a content as they come over a network.
fn pieces(content: &[u8], size: usize) -> impl futures_util::Stream<Item = Result<Bytes, Infallible>> {
    let pieces: Vec<_> = content.chunks(size).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    stream::iter(pieces)
}

async fn drained(mut content: Content) -> Result<usize, (usize, ReadError)> {
    let mut bytes = 0;
    while let Some(piece) = content.next().await {
        bytes += piece.map_err(|error| (bytes, error))?.len();
    }
    Ok(bytes)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_put_in_comes_out_and_lies_there_once() {
    for place in Place::both().await {
        let vault = place.open();
        // Beyond the size at which a file goes to S3 in parts.
        for content in [PDF.to_vec(), pdf("one", 100_000), pdf("two", 20_000_000)] {
            let first = vault.put(pieces(&content, 65_536), &NAME).await.unwrap();
            assert_eq!(first.sha256, FileHash::of(&content), "{}", place.name);
            assert_eq!((first.size, first.media_type, first.is_new), (content.len() as u64, "application/pdf", true));
            let again = vault.put(pieces(&content, 1_000_003), &Declared { name: "b.pdf", ..NAME }).await.unwrap();
            assert!(!again.is_new && again.sha256 == first.sha256, "{}", place.name);
            let back = vault.get(&first.sha256).await.unwrap();
            assert_eq!(back.size, content.len() as u64);
            assert!(back.bytes().await.unwrap() == content, "{}", place.name);
        }
        let listed = vault.list().await.unwrap();
        assert_eq!(listed.len(), 3, "{}", place.name);
        let report = vault.verify_all().await.unwrap();
        assert_eq!((report.good, report.findings), (3, vec![]), "{}", place.name);
        assert_eq!(report.bytes, listed.iter().map(|entry| entry.size).sum::<u64>());
        // A vault that is opened anew finds the same.
        assert_eq!(place.open().list().await.unwrap(), listed);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_file_is_found_and_named_and_never_ends_well() {
    for place in Place::both().await {
        let vault = place.open();
        let content = pdf("x", 300_000);
        let stored = vault.put_bytes(content.clone(), &NAME).await.unwrap();
        let other = vault.put_bytes(PDF, &NAME).await.unwrap();
        let hex = stored.sha256.to_string();
        let file = place.on_disk(&format!("{}/{hex}", &hex[..2]));
        let mut changed = content.clone();
        changed[200_000] ^= 1;
        for changed in [changed, content[..299_000].to_vec(), [&content[..], b"\n"].concat()] {
            std::fs::write(&file, &changed).unwrap();
            let wanted = ReadError::Changed { hash: stored.sha256, found: FileHash::of(&changed) };
            let (bytes, error) = drained(vault.get(&stored.sha256).await.unwrap()).await.unwrap_err();
            assert_eq!(error, wanted, "{}", place.name);
            assert!(bytes < changed.len(), "{}: the whole of a changed file was given out", place.name);
            assert_eq!(vault.get(&stored.sha256).await.unwrap().bytes().await, Err(wanted.clone()));
            let report = vault.verify_all().await.unwrap();
            assert_eq!((report.good, report.findings), (1, vec![Finding::File(wanted)]), "{}", place.name);
        }
        std::fs::remove_file(&file).unwrap();
        let missing = ReadError::Missing(stored.sha256);
        assert_eq!(vault.get(&stored.sha256).await.err(), Some(missing.clone()), "{}", place.name);
        let report = vault.verify([stored.sha256, other.sha256]).await;
        assert_eq!((report.good, report.findings), (1, vec![Finding::File(missing)]), "{}", place.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_others_put_there_is_named() {
    for place in Place::both().await {
        let vault = place.open();
        vault.put_bytes(PDF, &NAME).await.unwrap();
        let hash = FileHash::of(b"elsewhere").to_string();
        let strays = ["00/".to_owned() + &hash, "readme.txt".to_owned()];
        for stray in &strays {
            std::fs::create_dir_all(place.on_disk(stray).parent().unwrap()).unwrap();
            std::fs::write(place.on_disk(stray), "elsewhere").unwrap();
        }
        assert_eq!(vault.list().await.unwrap().len(), 1, "{}", place.name);
        let report = vault.verify_all().await.unwrap();
        let named = strays.map(|path| Finding::Stray { path });
        assert_eq!((report.good, report.findings), (1, named.to_vec()), "{}", place.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_left_of_what_does_not_come_in_whole() {
    for place in Place::both().await {
        let vault = place.open_with(Rules { max_bytes: 1_000_000, ..Rules::default() });
        let before = place.everything();
        let large = pdf("x", 1_000_000);
        let refused = vault.put(pieces(&large, 65_536), &NAME).await;
        assert_eq!(refused, Err(PutError::Refused(Refusal::TooLarge { max_bytes: 1_000_000 })), "{}", place.name);
        let broken = stream::iter([Ok(Bytes::from_static(PDF)), Err("the browser went away")]);
        assert_eq!(vault.put(broken, &NAME).await, Err(PutError::Interrupted("the browser went away".to_owned())));
        // The request is dropped while the file still comes in.
        let endless = stream::iter([Ok::<_, Infallible>(Bytes::from_static(PDF))]).chain(stream::pending());
        assert!(tokio::time::timeout(Duration::from_millis(200), vault.put(endless, &NAME)).await.is_err());
        assert_eq!(place.everything(), before, "{}", place.name);
        assert_eq!(vault.list().await.unwrap(), [], "{}", place.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn many_at_once_and_the_same_at_once() {
    for place in Place::both().await {
        let vault = place.open();
        let puts = (0..16).map(|n| {
            let vault = vault.clone();
            tokio::spawn(async move { vault.put_bytes(pdf(&(n / 2).to_string(), 50_000), &NAME).await.unwrap() })
        });
        for put in puts.collect::<Vec<_>>() {
            put.await.unwrap();
        }
        let report = vault.verify_all().await.unwrap();
        assert_eq!((report.good, report.findings), (8, vec![]), "{}", place.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn erasing_removes_a_file_and_may_be_said_twice() {
    for place in Place::both().await {
        let vault = place.open();
        let stored = vault.put_bytes(PDF, &NAME).await.unwrap();
        let other = vault.put_bytes(PNG, &Declared { name: "a.png", media_type: None }).await.unwrap();
        for _ in 0..2 {
            vault.delete(&stored.sha256).await.unwrap();
            assert_eq!(vault.get(&stored.sha256).await.err(), Some(ReadError::Missing(stored.sha256)));
        }
        let left: Vec<FileHash> = vault.list().await.unwrap().iter().map(|entry| entry.sha256).collect();
        assert_eq!(left, [other.sha256], "{}", place.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_move_from_one_place_to_the_other_and_back_from_a_backup() {
    let [folder, s3] = Place::both().await;
    for (from, to) in [(&folder, &s3), (&s3, &folder)] {
        let (from, to) = (from.open(), to.open());
        let stored = from.put_bytes(pdf("moved", 400_000), &NAME).await.unwrap();
        to.put_back(&stored.sha256, from.get(&stored.sha256).await.unwrap()).await.unwrap();
        assert_eq!(to.verify([stored.sha256]).await.good, 1);
        let wrong = to.put_back(&FileHash::of(b"other"), pieces(PDF, 10)).await;
        assert_eq!(wrong, Err(PutError::NotTheSame { found: FileHash::of(PDF) }));
        to.delete(&stored.sha256).await.unwrap();
        from.delete(&stored.sha256).await.unwrap();
        assert_eq!(to.list().await.unwrap(), []);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_does_not_answer_or_knows_no_such_key_is_told_as_such() {
    let place = Place::s3().await;
    let Location::S3 { bucket, endpoint, region, access_key, spool, .. } = place.location.clone() else { panic!() };
    let wrong_key = Location::S3 {
        secret_key: "wrong".to_owned(),
        bucket: bucket.clone(),
        endpoint,
        region: region.clone(),
        access_key: access_key.clone(),
        spool: spool.clone(),
    };
    let nobody = Location::S3 {
        endpoint: "http://127.0.0.1:1".to_owned(),
        secret_key: "hush".to_owned(),
        bucket,
        region,
        access_key,
        spool,
    };
    for location in [wrong_key, nobody] {
        let vault = Vault::open(&location, Rules::default()).unwrap();
        let put = vault.put_bytes(PDF, &NAME).await;
        assert!(matches!(&put, Err(PutError::Storage(error)) if !error.reason.contains("hush")), "{put:?}");
        assert!(matches!(vault.get(&FileHash::of(PDF)).await, Err(ReadError::Storage(_))));
        assert!(!format!("{location:?}").contains("hush"));
    }
    assert_eq!(place.open().list().await.unwrap(), []);
}
