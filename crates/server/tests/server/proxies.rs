//! Headers of proxies are believed only from those that are configured.

use chiso_store::sessions::Session;
use reqwest::Method;

use crate::site::{SignedIn, Site};

/// How many of eight requests from eight claimed addresses are let in where one address may ask four times.
async fn let_in(site: &Site) -> usize {
    let mut good = 0;
    for last in 0..8 {
        let request = site.request(Method::GET, "/vi/indices").header("x-forwarded-for", format!("203.0.113.{last}"));
        good += usize::from(request.send().await.unwrap().status() == 200);
    }
    good
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_somebody_claims_is_not_believed() {
    let few = ("CHISO_LIMITS_PER_ADDRESS_PER_MINUTE", "4");
    for (proxies, good) in [("", 4), ("192.0.2.0/24", 4), ("127.0.0.0/8", 8)] {
        let site = Site::start(&[few, ("CHISO_SERVER_TRUSTED_PROXIES", proxies)]).await;
        assert_eq!(let_in(&site).await, good, "{proxies}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_notes_where_it_was_opened_from() {
    for (proxies, noted) in [("", "127.0.0.1"), ("127.0.0.1", "203.0.113.77")] {
        let site = Site::start(&[("CHISO_SERVER_TRUSTED_PROXIES", proxies)]).await;
        // What stands first was written by whoever asks.
        let token = site.invite("p", "p@example.org").await;
        let fields = [("password", "ruộng bậc thang mùa nước đổ"), ("again", "ruộng bậc thang mùa nước đổ")];
        let answer = site
            .form(None, &format!("/vi/invitation/{token}"), &fields)
            .header("x-forwarded-for", "198.51.100.1, 203.0.113.77")
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 303);
        let who = SignedIn::from(&answer).unwrap();
        let hash = chiso_identity::digest(who.cookie.strip_prefix("chiso=").unwrap());
        let session: Session = site.store.read(move |r| r.session(&hash)).await.unwrap().unwrap();
        assert_eq!(session.address.as_deref(), Some(noted));
    }
}
