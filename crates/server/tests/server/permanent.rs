//! What was published once stays at its permanent address.

use std::time::Duration;

use chiso_store::files::PublishedFile;

use crate::publishing::{PAGE, publish, publish_of, soon};
use crate::site::{Site, header};

const RANKING: &str = "/data/dti/province/2019/ranking.vi.csv";

/// The permanent address of what stands at an address now, and its bytes.
async fn cited(site: &Site) -> (String, Vec<u8>) {
    let answer = site.get(RANKING).await;
    assert_eq!(answer.status(), 200);
    let links = header(&answer, "link");
    let permanent = links.strip_prefix('<').and_then(|rest| rest.split('>').next()).unwrap().to_owned();
    assert!(permanent.starts_with("/data/sha256/"), "{links}");
    (permanent, answer.bytes().await.unwrap().to_vec())
}

/// Waits until the server has kept a file.
async fn kept(site: &Site, permanent: &str) -> PublishedFile {
    let hash = permanent.split('/').nth(3).unwrap().to_owned();
    for _ in 0..600 {
        let key = hash.clone();
        if let Some(row) = site.store.read(move |r| r.get::<PublishedFile>(key)).await.unwrap() {
            return row;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("{permanent} is not kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cited_file_gives_the_same_bytes_after_something_else_is_published_and_after_a_restart() {
    let site = Site::start(&[]).await;
    publish(&site, "81.25").await;
    soon("the first state", async || site.get(PAGE).await.status() == 200).await;
    let (first, bytes) = cited(&site).await;
    let row = kept(&site, &first).await;
    assert_eq!((row.name.as_str(), row.media_type.as_str()), ("ranking.vi.csv", "text/csv"));
    assert_eq!(usize::try_from(row.size), Ok(bytes.len()));

    publish_of(&site, "01", "82.5").await;
    soon("the second state", async || cited(&site).await.0 != first).await;
    let again = site.get(&first).await;
    assert_eq!((again.status().as_u16(), header(&again, "content-type").as_str()), (200, "text/csv; charset=utf-8"));
    assert!(header(&again, "cache-control").contains("immutable"));
    assert_eq!(again.bytes().await.unwrap(), bytes);

    let site = Site::start_in(site.end().await, &[]).await;
    assert_ne!(cited(&site).await.0, first);
    let again = site.get(&first).await;
    assert_eq!(again.status(), 200);
    assert_eq!(again.bytes().await.unwrap(), bytes);
    // Under another name, or with another hash, there is nothing.
    for other in [first.replace("ranking", "figures"), first.replace(".vi.", ".en."), RANKING.replace("dti", "x")] {
        assert_eq!(site.get(&other).await.status(), 404, "{other}");
    }
    assert_eq!(site.store.verify(None).await.unwrap().findings, []);
}
