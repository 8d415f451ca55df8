//! Every page is shown in both languages, with every text, to whoever may see it.

use crate::common::on_both;
use crate::house::{Browser, House, path_of};
use axum::http::{Method, StatusCode};
use chiso_web::Kind;

#[test]
fn every_page_is_shown_in_both_languages() {
    on_both(|store| async move {
        let house = House::of(store);
        let fresh = house.first_link().await;
        let mut nobody = Browser::at("192.0.2.1");
        let mut seen = Vec::new();
        seen.push(nobody.get(&house, &path_of(&fresh)).await.ok().body);
        seen.push(nobody.get(&house, &path_of(&fresh).replace("/vi/", "/en/")).await.ok().body);
        let (mut administrator, _) = house.administrator().await;
        let (mut lead, person) =
            house.person(&mut administrator, "Đầu mối", "lead@example.vn", "unit-lead", "46").await;
        let (_, invitation) = administrator.invite(&house, "Mới", "new@example.vn", "unit-approver", "46").await;
        lead.set_up_second_factor(&house).await;
        let role = house.desk.own_roles(&house.caller(&lead).await).await.unwrap().0[0].id.clone();
        let paths: Vec<&str> = chiso_workspace::routes()
            .list()
            .iter()
            .filter(|route| route.method == Method::GET && route.kind == Kind::Page)
            .map(|route| route.path)
            .filter(|path| !path.contains("callback") && !path.contains("/provider") && !path.contains("/set-up/"))
            .collect();
        assert!(paths.len() > 25);
        for lang in ["vi", "en"] {
            for path in &paths {
                let place = path.replace("{lang}", lang);
                let (browser, place) = match place.split('/').nth(2).unwrap() {
                    "sign-in" => (&mut nobody, place),
                    "invitation" => (&mut nobody, path_of(&invitation).replace("/vi/", &format!("/{lang}/"))),
                    "delegations" if place.ends_with("/new") => (&mut lead, place),
                    "assignments" => (&mut administrator, place.replace("{id}", &role)),
                    "people" | "account" | "work" | "sign-out" => (&mut administrator, place.replace("{id}", &person)),
                    // Where no mail is sent, a session is half in, or nothing is lent; and the other rooms, which have tests of their own.
                    _ => continue,
                };
                let page = browser.get(&house, &place).await;
                assert_eq!(page.status, StatusCode::OK, "{place} {}", page.body);
                seen.push(page.body);
            }
        }
        for body in seen {
            let text: String =
                body.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text).collect();
            assert!(!text.contains('['), "a text is missing: {}", &text[text.find('[').unwrap()..]);
            assert!(body.contains("<h1") && !body.contains("style=") && !body.contains("onclick"), "{body}");
            assert_eq!(body.matches("<h1").count(), 1, "{body}");
        }
    });
}
