//! Two servers over one PostgreSQL.

use chiso_access::Role;
use chiso_store::sessions::Session;
use chiso_store::{Act, StoreError};
use reqwest::Method;

use crate::postgres;
use crate::publishing::{PAGE, publish, soon};
use crate::site::{Site, database, now};

#[tokio::test(flavor = "multi_thread")]
async fn what_one_takes_in_the_other_shows_and_whom_one_signs_out_the_other_refuses() {
    let Some(postgres) = postgres::Server::start() else { return };
    let url = postgres.address();
    let both = [("CHISO_STORE_URL", url.as_str())];
    // Both find an empty database at the same moment.
    let (one, other) = tokio::join!(Site::start(&both), Site::start(&both));
    publish(&one, "81.25").await;
    let both_show = async || one.get(PAGE).await.status() == 200 && other.get(PAGE).await.status() == 200;
    let took = soon("on both", both_show).await;
    assert!(took.as_secs() < 10, "{took:?}");

    let who = one.sign_in(Some(Role::Inspector)).await;
    let account = async |site: &Site| site.request_of(&who, Method::GET, "/vi/account").send().await.unwrap().status();
    assert_eq!((account(&one).await.as_u16(), account(&other).await.as_u16()), (200, 200));
    let token = who.cookie.strip_prefix("chiso=").unwrap().to_owned();
    let out = one.form(Some(&who), "/vi/sign-out", &[]).send().await.unwrap();
    assert_eq!(out.status(), 303);
    assert_eq!((account(&one).await.as_u16(), account(&other).await.as_u16()), (303, 303));

    // The same for one that an administrator ends.
    let store = database(&url).await;
    let who = one.sign_in(Some(Role::Administrator)).await;
    let hash = chiso_identity::digest(who.cookie.strip_prefix("chiso=").unwrap());
    let account = async |site: &Site| site.request_of(&who, Method::GET, "/vi/account").send().await.unwrap().status();
    assert_eq!(account(&other).await, 200);
    store
        .write(Act::new("test", "session.end", now()), move |w| -> Result<(), StoreError> {
            let session: Session = w.session(&hash)?.ok_or(StoreError::Refused { detail: token })?;
            w.update(&Session { ended: Some(now()), ..session })
        })
        .await
        .unwrap();
    assert_eq!(account(&other).await, 303);
    assert_eq!(store.verify(None).await.unwrap().findings, []);
}
