//! Signing in through an OpenID Connect provider: npm's oidc-provider, started by the test.

use reqwest::{Method, Response};

use crate::browser::Browser;
use crate::provider::Running;
use crate::site::{SignedIn, Site, header};

/// Goes to the provider and signs in there as somebody; gives the server's answer to what comes back.
async fn come(site: &Site, login: &str) -> Response {
    let away = site.get("/vi/sign-in/provider?next=%2Fvi%2Faccount").await;
    assert_eq!(away.status(), 303, "{}", away.text().await.unwrap());
    let begun = away.headers().get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap());
    let cookie = begun.map(|cookie| cookie.split(';').next().unwrap()).collect::<Vec<_>>().join("; ");
    let back = Browser::new(None).sign_in(&header(&away, "location"), login).await;
    let pairs: Vec<(&str, &str)> = [("code", &back.code), ("state", &back.state), ("iss", &back.iss)]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value.as_deref()?)))
        .collect();
    let query: Vec<String> =
        pairs.iter().map(|(name, value)| format!("{name}={}", value.replace(':', "%3A"))).collect();
    let path = format!("/vi/sign-in/callback?{}", query.join("&"));
    site.request(Method::GET, &path).header("cookie", cookie).send().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_invited_comes_in_through_the_provider_and_nobody_else() {
    let Some(running) = Running::start() else { return };
    let site = Site::start(&[
        ("CHISO_SERVER_PUBLIC_URL", "http://127.0.0.1:1"),
        ("CHISO_OIDC_ISSUER", &running.issuer),
        ("CHISO_OIDC_CLIENT_ID", "rs256"),
        ("CHISO_OIDC_CLIENT_SECRET", "a secret: with %signs & spaces"),
        ("CHISO_OIDC_NAME_VI", "Định danh của tỉnh"),
    ])
    .await;
    assert!(site.get("/vi/sign-in").await.text().await.unwrap().contains("Định danh của tỉnh"));

    let refused = come(&site, "la.mat").await;
    assert_eq!(refused.status(), 403);
    assert!(SignedIn::from(&refused).is_none());
    assert!(refused.text().await.unwrap().contains("chưa có lời mời còn hạn nào"));

    // The first time by the invitation's mail address, later by the provider's word alone.
    site.invite("van-a", "van.a@example.vn").await;
    for _ in 0..2 {
        let entered = come(&site, "van.a").await;
        assert_eq!((entered.status().as_u16(), header(&entered, "location").as_str()), (303, "/vi/account"));
        let who = SignedIn::from(&entered).unwrap();
        let page = site.request_of(&who, Method::GET, "/vi/account").send().await.unwrap();
        assert_eq!(page.status(), 200);
        assert!(page.text().await.unwrap().contains("Người được mời"));
    }
    let joined = site.identities(&running.issuer, "van.a").await.unwrap();
    assert_eq!(joined.person, "van-a");

    // An answer that this browser did not ask for.
    let forged = site.get("/vi/sign-in/callback?code=a&state=b").await;
    assert_eq!(forged.status(), 403);
    assert!(SignedIn::from(&forged).is_none());
}
