//! Signing in through a real provider: npm's oidc-provider, as the tests of `identity` start it.

use crate::at_the_provider::BACK;
use crate::common::{on_both, policy};
use crate::house::{Browser, House, Page, path_of};
use crate::provider::Running;
use axum::http::StatusCode;
use chiso_identity::{Callback, Provider};
use chiso_model::Text;
use chiso_store::Store;
use chiso_workspace::{Desk, Parts};

fn with_provider(store: &Store, issuer: &str) -> House {
    open_at(store, issuer, crate::common::desk(store.clone()))
}

fn open_at(store: &Store, issuer: &str, desk: Desk) -> House {
    let provider = Provider {
        issuer: issuer.to_owned(),
        client_id: "rs256".to_owned(),
        client_secret: Some("a secret: with %signs & spaces".to_owned()),
        redirect_uri: BACK.to_owned(),
        scopes: vec!["email".to_owned(), "profile".to_owned()],
        name_claim: "name".to_owned(),
        email_claim: "email".to_owned(),
        extra_roots: None,
    };
    let desk = desk.with_provider(provider, Text::new("Tài khoản thử", "Test account"));
    let house = House::with(store.clone(), desk);
    house.turn_to(real_now());
    house
}

/// A house where the provider is the only way in.
fn provider_only(store: &Store, issuer: &str) -> House {
    open_at(store, issuer, without_passwords(store))
}

fn without_passwords(store: &Store) -> Desk {
    Desk::new(Parts { store: store.clone(), policy: policy(false) })
}

/// Runs a test on both engines with a provider that is there; not where it cannot be started.
fn at_a_provider<F: Future<Output = ()>>(test: impl Fn(Store, String) -> F) {
    let Some(running) = Running::start() else { return };
    on_both(|store| test(store, running.issuer.clone()));
}

#[allow(clippy::disallowed_methods, reason = "the provider has a clock of its own")]
fn real_now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    i64::try_from(since.as_secs()).unwrap()
}

/// Goes to the provider, signs in there, and stands before coming back.
async fn away(house: &House, browser: &mut Browser, login: &str) -> Callback {
    let page = browser.get(house, "/en/sign-in/provider?next=%2Fen%2Faccount").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    crate::at_the_provider::Browser::new(None).sign_in(&page.to, login).await
}

async fn back(house: &House, browser: &mut Browser, callback: &Callback) -> Page {
    let pairs = [("code", &callback.code), ("state", &callback.state), ("iss", &callback.iss)];
    let pairs = pairs.iter().filter_map(|(name, value)| Some((*name, value.as_deref()?)));
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    // The provider knows one address only, whatever the language.
    browser.get(house, &format!("/vi/sign-in/callback?{query}")).await
}

/// Goes there, signs in, and comes back.
async fn there_and_back(house: &House, browser: &mut Browser, login: &str) -> Page {
    let callback = away(house, browser, login).await;
    back(house, browser, &callback).await
}

#[test]
fn whoever_was_invited_under_that_address_comes_in_and_nobody_else() {
    at_a_provider(|store, issuer| async move {
        let house = with_provider(&store, &issuer);
        let (mut administrator, _) = house.administrator().await;
        assert!(Browser::at("::1").get(&house, "/vi/sign-in").await.ok().says("Đăng nhập bằng Tài khoản thử"));

        let mut van = Browser::at("198.51.100.5");
        let page = there_and_back(&house, &mut van, "van.a").await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert!(page.says("no open invitation here"), "in the language in which it began: {}", page.body);

        let (id, link) =
            administrator.invite(&house, "Nguyễn Văn A", "Van.A@example.vn", "unit-contributor", "46").await;
        let page = there_and_back(&house, &mut van, "van.a").await;
        assert_eq!((page.status, page.to.as_str()), (StatusCode::SEE_OTHER, "/en/account"), "{}", page.body);
        assert_eq!(house.caller(&van).await.actor.person.as_deref(), Some(id.as_str()));
        assert_eq!(van.get(&house, &path_of(&link)).await.status, StatusCode::NOT_FOUND, "the invitation is used");

        // The second time by who it is, whatever the address here says now.
        let mut again = Browser::at("198.51.100.6");
        assert_eq!(there_and_back(&house, &mut again, "van.a").await.to, "/en/account");

        // An answer that somebody else's browser asked for.
        let mut planted = Browser::at("198.51.100.7");
        let callback = away(&house, &mut planted, "van.a").await;
        let mut victim = Browser::at("198.51.100.8");
        assert_eq!(back(&house, &mut victim, &callback).await.status, StatusCode::FORBIDDEN, "no sign-in was begun");
        away(&house, &mut victim, "van.a").await;
        assert_eq!(back(&house, &mut victim, &callback).await.status, StatusCode::FORBIDDEN, "of another one");

        // Who has an account and was not invited is not joined by the address alone.
        let mut huong = Browser::at("198.51.100.9");
        assert_eq!(there_and_back(&house, &mut huong, "huong").await.status, StatusCode::FORBIDDEN);

        administrator.get(&house, &format!("/vi/people/{id}/deactivate")).await.ok();
        administrator.post(&house, &format!("/vi/people/{id}/deactivate"), &[("reason", "nghỉ hưu")]).await;
        assert_eq!(there_and_back(&house, &mut again, "van.a").await.status, StatusCode::FORBIDDEN);
        house.verified().await;
        let journal = house.journal().await;
        assert!(journal.contains("external_identity") && !journal.contains("van.a"));
    });
}

#[test]
fn a_provider_that_is_away_is_said_beside_the_other_way_in() {
    on_both(|store| async move {
        let house = with_provider(&store, "http://127.0.0.1:1");
        let mut somebody = Browser::at("198.51.100.5");
        let page = somebody.get(&house, "/vi/sign-in/provider").await;
        assert_eq!(page.status, StatusCode::BAD_GATEWAY);
        assert!(page.says("Không kết nối được hệ thống định danh") && page.says("name=\"password\""), "{}", page.body);
    });
}

/// Where the provider is the only way in, the first administrator and whoever had a password before come in by the address that it has checked; a second account
/// there under the same address does not.
#[test]
fn where_the_provider_is_the_only_way_in_nobody_is_locked_out() {
    at_a_provider(|store, issuer| async move {
        let house = provider_only(&store, &issuer);
        let mut first = Browser::at("203.0.113.1");
        let fields = [("name", "Nguyễn Văn A"), ("mail", "van.a@example.vn"), ("lang", "en")];
        let page = first.follow(&house, &house.first_link().await, &fields).await;
        assert_eq!(page.to, "/en/sign-in/provider", "{}", page.body);
        assert!(house.desk.first_administrator_link(house.now()).await.unwrap().is_some(), "not come yet");
        let page = there_and_back(&house, &mut first, "van.a").await;
        assert_eq!(page.to, "/en/account", "{}", page.body);
        let caller = house.caller(&first).await;
        assert_eq!(caller.actor.assignments.len(), 1);
        assert_eq!(house.desk.first_administrator_link(house.now()).await.unwrap(), None);
        house.verified().await;
    });
    at_a_provider(|store, issuer| async move {
        let (administrator, id) = {
            let before = House::of(store.clone());
            let (mut administrator, _) = before.administrator().await;
            let (_, id) = before.person(&mut administrator, "Nguyễn Văn A", "van.a@example.vn", "officer", "46").await;
            (administrator, id)
        };
        drop(administrator);
        let house = provider_only(&store, &issuer);
        let mut van = Browser::at("198.51.100.5");
        let page = there_and_back(&house, &mut van, "van.a").await;
        assert_eq!(page.to, "/en/account", "{}", page.body);
        assert_eq!(house.caller(&van).await.actor.person.as_deref(), Some(id.as_str()));
    });
}

/// Going over to the provider alone, without locking anybody out: an administrator joins while passwords are still taken, or is told what comes first.
#[test]
fn an_installation_goes_over_to_the_provider_alone() {
    at_a_provider(|store, issuer| async move {
        let house = with_provider(&store, &issuer);
        let (mut administrator, _) = house.administrator().await;
        let (mut second, second_id) =
            house.person(&mut administrator, "Lê Thị Bình", "binh@example.vn", "administrator", "").await;
        let (_, an) = house.person(&mut administrator, "An", "an@example.vn", "officer", "46").await;
        second.set_up_second_factor(&house).await;
        let work = administrator.get(&house, "/vi/work").await.ok();
        assert!(work.says("Nối tài khoản của mình với hệ thống định danh"), "{}", work.body);

        // Begun by a form of one's own session, and ended in it.
        let mut victim = administrator.clone();
        let page = there_and_back(&house, &mut victim, "van.a").await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "a link that somebody planted joins nothing: {}", page.body);
        let callback = join(&house, &mut administrator, "van.a").await;
        let mut stolen = Browser::at("198.51.100.5");
        stolen.cookies = administrator.cookies.clone();
        stolen.cookies.remove("chiso");
        let page = back(&house, &mut stolen, &callback).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "no session: {}", page.body);
        let callback = join(&house, &mut administrator, "van.a").await;
        let mut another = second.clone();
        another.cookies.insert("chiso-provider".to_owned(), administrator.cookies["chiso-provider"].clone());
        let page = back(&house, &mut another, &callback).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "another session: {}", page.body);
        let callback = join(&house, &mut administrator, "van.a").await;
        let page = back(&house, &mut administrator, &callback).await;
        assert_eq!(page.to, "/vi/account?said=said-provider-joined", "{}", page.body);
        let page = administrator.get(&house, &page.to).await.ok();
        assert!(page.says("Đã nối với hệ thống định danh") && !page.says("/account/provider"), "{}", page.body);
        assert!(!administrator.get(&house, "/vi/work").await.ok().says("Nối tài khoản của mình"));
        // One account there is one person here.
        let callback = join(&house, &mut second, "van.a").await;
        let page = back(&house, &mut second, &callback).await;
        assert!(page.says("đã nối với một người dùng khác"), "{} {}", page.status, page.body);
        let journal = house.journal().await;
        assert!(journal.contains("own-account.join-provider") && !journal.contains("van.a"));

        // Passwords are switched off: the one who has joined comes in, and may do what takes no administrator away.
        let only = provider_only(&store, &issuer);
        assert_eq!(only.desk.first_administrator_link(only.now()).await.unwrap(), None, "nobody else is asked for");
        let mut again = Browser::at("198.51.100.6");
        let page = there_and_back(&only, &mut again, "van.a").await;
        assert_eq!(page.to, "/en/second-factor?next=%2Fen%2Faccount", "{}", page.body);
        let caller = only.caller(&administrator).await;
        let off = chiso_workspace::people::Switch::Off;
        only.desk.switch_person(&caller, &second_id, off, "chuyển công tác").await.unwrap();
        only.desk.switch_person(&caller, &an, off, "nghỉ hưu").await.unwrap();
        only.verified().await;
    });
}

/// Goes to the provider to join an account, signs in there, and stands before coming back.
async fn join(house: &House, browser: &mut Browser, login: &str) -> Callback {
    let page = browser.get(house, "/vi/account/provider").await.ok();
    assert!(page.says("Bắt đầu nối"), "{}", page.body);
    let page = browser.post(house, "/vi/account/provider", &[]).await.ok();
    let (_, rest) = page.body.split_once("<p><a class=\"button\" href=\"").unwrap();
    let url = rest[..rest.find('"').unwrap()].replace("&#38;", "&").replace("&amp;", "&");
    crate::at_the_provider::Browser::new(None).sign_in(&url, login).await
}

/// Where nobody has joined before passwords were switched off, what takes no administrator away is done all the same; what does is refused, with what comes first.
#[test]
fn before_an_administrator_has_come_by_the_provider_the_message_says_what_to_do_first() {
    on_both(|store| async move {
        let (caller, other, an) = {
            let house = House::of(store.clone());
            let (mut first, _) = house.administrator().await;
            let (_, other) = house.person(&mut first, "Lê Thị Bình", "binh@example.vn", "administrator", "").await;
            let (_, an) = house.person(&mut first, "An", "an@example.vn", "officer", "46").await;
            (house.caller(&first).await, other, an)
        };
        let only = House::with(store.clone(), without_passwords(&store));
        let off = chiso_workspace::people::Switch::Off;
        only.desk.switch_person(&caller, &an, off, "nghỉ hưu").await.unwrap();
        let refused = only.desk.switch_person(&caller, &other, off, "nghỉ hưu").await.unwrap_err();
        let said = refused.message(chiso_model::Lang::Vi);
        for text in [
            "Chưa có người quản trị toàn hệ thống nào đăng nhập qua hệ thống định danh",
            "Trước tiên",
            "đúng địa chỉ thư",
        ] {
            assert!(said.contains(text), "{text}: {said}");
        }
        only.verified().await;
    });
}
