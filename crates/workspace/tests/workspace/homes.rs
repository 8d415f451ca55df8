//! Whose account it is: what others see of a person, and who may switch the account off.
//!
//! The rule is in docs/access.md, “Whose account it is”: the account is at home at the agency of the first role. Its administrator sees mail address and ways
//! to sign in and may switch it off; whoever is in charge of another place sees the name and the roles there, and ends those; what makes the account somebody
//! else's is for whoever is in charge of every place.

use crate::common::{TODAY, on_both};
use crate::house::{Browser, House};
use axum::http::StatusCode;
use chiso_access::Role;
use chiso_web::Caller;
use chiso_workspace::people::{PeopleFilter, Switch};
use chiso_workspace::rights::NewRole;

/// Everything that a page would tell of the account of Người hai nơi.
const SECRETS: [&str; 4] = ["hai.noi", "Phiên đang mở", "Hoạt động gần nhất", "203.0.113.9"];

struct Places {
    house: House,
    /// An administrator everywhere.
    national: Browser,
    /// An administrator of Hà Nội, where the account is at home.
    home: Browser,
    /// An administrator of Huế, who gave a second role.
    other: Browser,
    /// A unit lead of Huế.
    lead: Browser,
    /// Who works in both.
    both: String,
}

async fn places(store: chiso_store::Store) -> Places {
    let house = House::of(store);
    let (mut national, _) = house.administrator().await;
    let (mut home, _) = house.person(&mut national, "Quản trị Hà Nội", "qt.hn@example.vn", "administrator", "01").await;
    let (mut other, _) = house.person(&mut national, "Quản trị Huế", "qt.hue@example.vn", "administrator", "46").await;
    let (mut lead, _) = house.person(&mut national, "Đầu mối Huế", "lead@example.vn", "unit-lead", "46").await;
    for browser in [&mut home, &mut other, &mut lead] {
        browser.set_up_second_factor(&house).await;
    }
    let (_, both) = house.person(&mut home, "Người hai nơi", "hai.noi@example.vn", "officer", "01").await;
    // As far back as one likes: that makes Huế no home.
    let given =
        NewRole { role: Role::Officer, agency: Some("46".to_owned()), scope: Vec::new(), from: TODAY, to: None };
    let given = NewRole { from: "2000-01-01".parse().unwrap(), ..given };
    house.desk.give_role(&house.caller(&national).await, &both, given, "biệt phái").await.unwrap();
    Places { house, national, home, other, lead, both }
}

async fn listed(house: &House, caller: &Caller, filter: PeopleFilter, id: &str) -> bool {
    house.desk.people(caller, filter).await.unwrap().iter().any(|row| row.id == id)
}

#[test]
fn of_whoever_is_at_home_elsewhere_one_sees_the_name_and_the_roles_within_reach() {
    on_both(|store| async move {
        let Places { house, national, home, other, lead, both } = places(store).await;
        let pages = [
            format!("/vi/people/{both}"),
            format!("/vi/people?open={both}"),
            "/vi/people".to_owned(),
            "/vi/people?q=nguoi+hai+noi".to_owned(),
            "/vi/people?sort=mail".to_owned(),
            "/vi/find?q=nguoi+hai+noi".to_owned(),
            format!("/vi/assignments/new?person={both}"),
            "/vi/assignments".to_owned(),
        ];
        for (name, mut browser) in [("another place", other.clone()), ("a unit lead", lead.clone())] {
            for page in &pages {
                let seen = browser.get(&house, page).await.ok();
                assert!(seen.says("Người hai nơi"), "{name} {page} {}", seen.body);
                assert!(!seen.says("Hà Nội"), "{name} {page} {}", seen.body);
                for secret in SECRETS {
                    assert!(!seen.says(secret), "{name} {page}: {secret}");
                }
            }
            // Nor is it found by what is not shown.
            let caller = house.caller(&browser).await;
            let by = |words: &str, state: &str| PeopleFilter {
                words: words.to_owned(),
                state: state.to_owned(),
                ..PeopleFilter::default()
            };
            assert!(listed(&house, &caller, by("hai noi", ""), &both).await, "{name}");
            assert!(!listed(&house, &caller, by("hai.noi@example", ""), &both).await, "{name}");
            assert!(!listed(&house, &caller, by("", "active"), &both).await, "{name}");
            let found = browser.get(&house, "/vi/find?q=hai.noi%40example.vn").await.ok();
            assert!(!found.says("Người hai nơi"), "{name} {}", found.body);
            let person = house.desk.person(&caller, &both).await.unwrap();
            assert!(person.account.is_none() && !person.whole, "{name}");
            assert_eq!(person.roles.iter().map(|role| role.agency.as_deref()).collect::<Vec<_>>(), [Some("46")]);
        }
        for (name, mut browser) in [("home", home), ("everywhere", national)] {
            for page in &pages[..3] {
                assert!(browser.get(&house, page).await.ok().says("hai.noi@example.vn"), "{name} {page}");
            }
            assert!(browser.get(&house, "/vi/find?q=hai.noi%40example.vn").await.ok().says("Người hai nơi"), "{name}");
        }
        let mut own = Browser::at("203.0.113.9");
        own.sign_in(&house, "hai.noi@example.vn", crate::house::PASSWORD).await;
        assert!(own.get(&house, &format!("/vi/people/{both}")).await.ok().says("hai.noi@example.vn"), "one's own");
    });
}

#[test]
fn sorting_tells_nothing_of_what_is_not_shown() {
    on_both(|store| async move {
        let Places { house, mut other, both, .. } = places(store).await;
        // By address hai.noi@ would stand before lead@; whose address is not shown stands last.
        let page = other.get(&house, "/vi/people?sort=mail").await.ok();
        let at = |name: &str| page.body.find(&format!(">{name}<")).unwrap_or_else(|| panic!("{name} in {}", page.body));
        assert!(at("Đầu mối Huế") < at("Người hai nơi"), "{}", page.body);
        assert!(other.get(&house, "/vi/people").await.ok().says(&both));
    });
}

#[test]
fn the_home_switches_an_account_off_and_another_place_ends_its_own_roles() {
    on_both(|store| async move {
        let Places { house, mut national, mut home, mut other, both, .. } = places(store).await;
        let one = format!("/vi/people/{both}");
        for (browser, says, silent) in [
            (&mut other, "Quý vị kết thúc được những vai trò trong phạm vi của mình", "/deactivate"),
            (&mut home, "còn giữ vai trò ngoài phạm vi", "/link"),
        ] {
            let page = browser.get(&house, &one).await.ok();
            assert!(page.says(says) && !page.says(&format!("{one}{silent}")), "{}", page.body);
        }
        // What would give the home, or the other place, power at places that are not theirs.
        for (way, field) in
            [("edit", "name"), ("link", "reason"), ("reset-second-factor", "reason"), ("erase", "typed")]
        {
            for browser in [&mut home, &mut other] {
                let address = format!("{one}/{way}");
                assert_eq!(browser.get(&house, &address).await.status, StatusCode::FORBIDDEN, "{way}");
                browser.get(&house, "/vi/people").await.ok();
                let page = browser.post(&house, &address, &[(field, "thử"), ("reason", "thử")]).await;
                assert_eq!(page.status, StatusCode::FORBIDDEN, "{way}");
            }
        }
        let off = format!("{one}/deactivate");
        assert_eq!(other.get(&house, &off).await.status, StatusCode::FORBIDDEN);
        let caller = house.caller(&other).await;
        let refused = house.desk.switch_person(&caller, &both, Switch::Off, "thử").await;
        assert!(matches!(refused, Err(chiso_workspace::Refusal::Forbidden)), "{refused:?}");
        let role = house.desk.person(&caller, &both).await.unwrap().roles[0].id.clone();
        let mut person = Browser::at("203.0.113.9");
        person.sign_in(&house, "hai.noi@example.vn", crate::house::PASSWORD).await;
        person.get(&house, "/vi/work").await.ok();

        let page = home.get(&house, &off).await.ok();
        assert!(page.says("mở lại do người quản trị phụ trách mọi nơi đó thực hiện"), "{}", page.body);
        let page = home.post(&house, &off, &[("reason", "")]).await;
        assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY && page.says("Hãy ghi lý do"), "{}", page.body);
        let page = home.post(&house, &off, &[("reason", "nghỉ hưu từ hôm nay")]).await;
        assert_eq!(page.to, format!("{one}?said=said-person-deactivated"), "{}", page.body);
        assert_eq!(person.get(&house, "/vi/work").await.status, StatusCode::SEE_OTHER, "the session ended");
        let journal = house.journal().await;
        assert!(journal.contains("person.deactivate") && journal.contains("nghỉ hưu từ hôm nay"));
        // On again it would be at the other place, too.
        assert_eq!(home.get(&house, &format!("{one}/activate")).await.status, StatusCode::FORBIDDEN);
        let at_home = house.caller(&home).await;
        for switch in [Switch::On, Switch::NoSecondFactor] {
            let refused = house.desk.switch_person(&at_home, &both, switch, "thử").await;
            assert!(matches!(refused, Err(chiso_workspace::Refusal::Forbidden)), "{switch:?} {refused:?}");
        }

        house.desk.end_role(&caller, &role, "hết biệt phái").await.unwrap();
        assert_eq!(other.get(&house, &one).await.status, StatusCode::NOT_FOUND, "no role within reach any more");
        home.get(&house, &format!("{one}/activate")).await.ok();
        let page = home.post(&house, &format!("{one}/activate"), &[("reason", "trở lại")]).await;
        assert_eq!(page.to, format!("{one}?said=said-person-activated"), "now every role is at home: {}", page.body);
        assert!(national.get(&house, &one).await.ok().says("hai.noi@example.vn"));
        house.verified().await;
    });
}

/// Whoever moves away for good takes the account along; without any role it goes back home.
#[test]
fn an_account_goes_with_the_last_role_at_home() {
    on_both(|store| async move {
        let Places { house, mut home, mut other, both, .. } = places(store).await;
        let one = format!("/vi/people/{both}");
        let caller = house.caller(&home).await;
        let at_home = house.desk.person(&caller, &both).await.unwrap().roles;
        assert_eq!(at_home.len(), 1);
        house.desk.end_role(&caller, &at_home[0].id, "chuyển công tác").await.unwrap();
        assert_eq!(home.get(&house, &one).await.status, StatusCode::NOT_FOUND);
        assert!(other.get(&house, &one).await.ok().says("hai.noi@example.vn"));
        other.get(&house, &format!("{one}/edit")).await.ok();
        let caller = house.caller(&other).await;
        let left = house.desk.person(&caller, &both).await.unwrap().roles;
        house.desk.end_role(&caller, &left[0].id, "hết hạn").await.unwrap();
        assert_eq!(other.get(&house, &one).await.status, StatusCode::NOT_FOUND);
        assert!(home.get(&house, &one).await.ok().says("hai.noi@example.vn"), "nowhere else");
    });
}
