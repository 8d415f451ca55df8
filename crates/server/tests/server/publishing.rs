//! Publishing something, as another server over the same store would.

use std::time::{Duration, Instant};

use chiso_access::Role;
use chiso_workspace::imports::Brought;

use crate::site::{Site, caller};

/// A year of an index of which nothing shipped speaks.
pub(crate) const PAGE: &str = "/vi/index/dti/province/2019";

/// Takes in a file of results in which a province has a value.
pub(crate) async fn publish(site: &Site, value: &str) {
    publish_of(site, "22", value).await;
}

/// The same of a province of one's choice.
pub(crate) async fn publish_of(site: &Site, unit: &str, value: &str) {
    let text = format!(
        "index,year,level,unit,value,rank,source,source_url,published_on,locator,verified\ndti,2019,province,{unit},{value},,Báo cáo thử nghiệm,,,,\n"
    );
    let desk = site.desk().await;
    let brought =
        Brought { sha256: chiso_identity::digest(&text), name: "ket-qua.csv".to_owned(), bytes: text.into_bytes() };
    let who = caller("person-coordinator", Role::NationalCoordinator);
    desk.import_results(&who, brought, "để thử").await.unwrap_or_else(|error| panic!("{error:?}"));
}

/// Asks again until something is so, and tells after how long it was. A state is built by code that is not optimised, while other tests run.
#[allow(clippy::disallowed_methods, reason = "the test measures how long the server takes")]
pub(crate) async fn soon(what: &str, so: impl AsyncFn() -> bool) -> Duration {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(60) {
        if so().await {
            return begun.elapsed();
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("not within a minute: {what}");
}
