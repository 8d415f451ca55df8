//! Roles: giving, ending, lending.

use crate::common::{TODAY, on_both};
use crate::house::{Browser, DAY, House};
use axum::http::StatusCode;
use chiso_access::Role;
use chiso_model::Date;
use chiso_workspace::Refusal;
use chiso_workspace::rights::{Lending, NewRole};

fn day(offset: i64) -> Date {
    TODAY.checked_add(chiso_days(offset)).unwrap()
}

fn chiso_days(offset: i64) -> jiff::Span {
    jiff::Span::new().days(offset)
}

fn role(role: Role, agency: Option<&str>, from: Date, to: Option<Date>) -> NewRole {
    NewRole { role, agency: agency.map(str::to_owned), scope: Vec::new(), from, to }
}

fn fields(refusal: &Refusal) -> Vec<&'static str> {
    match refusal {
        Refusal::Fields(fields) => fields.iter().map(|(name, _)| *name).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_cannot_be_given_is_said_beside_its_field() {
    on_both(|store| async move {
        let house = House::of(store);
        let (mut national, _) = house.administrator().await;
        let (mut hue, hue_id) = house.person(&mut national, "Huế", "hue@example.vn", "administrator", "46").await;
        hue.set_up_second_factor(&house).await;
        let (_, an) = house.person(&mut national, "An", "an@example.vn", "unit-contributor", "46").await;
        let caller = house.caller(&hue).await;
        let cases = [
            ("outside", &an, role(Role::Officer, Some("01"), TODAY, None), "agency"),
            ("everywhere", &an, role(Role::Officer, None, TODAY, None), "agency"),
            ("no such agency", &an, role(Role::Officer, Some("atlantis"), TODAY, None), "agency"),
            ("an agency of the past", &an, role(Role::Officer, Some("15"), TODAY, None), "agency"),
            ("before it begins", &an, role(Role::Officer, Some("46"), TODAY, Some(day(-1))), "to"),
            ("two hands", &an, role(Role::UnitApprover, Some("46"), TODAY, None), "role"),
            ("to oneself", &hue_id, role(Role::Officer, Some("46"), TODAY, None), ""),
        ];
        for (name, person, new, field) in cases {
            let refused = house.desk.give_role(&caller, person, new, "").await.unwrap_err();
            assert_eq!(fields(&refused), [field], "{name}");
        }
        let given = role(Role::Officer, Some("46"), TODAY, Some(day(30)));
        house.desk.give_role(&caller, &an, given.clone(), "theo quyết định 12").await.unwrap();
        let again = house.desk.give_role(&caller, &an, given, "").await.unwrap_err();
        assert_eq!(fields(&again), ["role"]);
        assert!(house.journal().await.contains("theo quyết định 12"));
        house.verified().await;
    });
}

#[test]
fn a_role_holds_from_its_first_day_to_its_last_and_ends_at_once_when_it_is_ended() {
    on_both(|store| async move {
        let house = House::of(store);
        let (mut national, _) = house.administrator().await;
        let (mut an, id) = house.person(&mut national, "An", "an@example.vn", "unit-contributor", "46").await;
        let giver = house.caller(&national).await;
        house.desk.give_role(&giver, &id, role(Role::Officer, Some("46"), day(1), Some(day(2))), "").await.unwrap();
        let holds = |caller: &chiso_web::Caller| -> Vec<Role> {
            caller.actor.assignments.iter().map(|held| held.role).collect()
        };
        for (offset, held) in [
            (0, vec![Role::UnitContributor]),
            (1, vec![Role::UnitContributor, Role::Officer]),
            (2, vec![Role::UnitContributor, Role::Officer]),
            (3, vec![Role::UnitContributor]),
        ] {
            an.sign_in(&house, "an@example.vn", crate::house::PASSWORD).await;
            assert_eq!(holds(&house.caller(&an).await), held, "day {offset}");
            house.wait(DAY);
        }
        an.sign_in(&house, "an@example.vn", crate::house::PASSWORD).await;
        let roles = house.desk.own_roles(&house.caller(&an).await).await.unwrap().0;
        assert_eq!(roles.len(), 1);
        let giver = house.caller(&national).await;
        assert!(giver.actor.person.is_none(), "four days later the administrator's session is over");
        let giver = chiso_web::Caller { now_us: house.now(), ..crate::common::caller(Role::Administrator, None) };
        let refused = house.desk.end_role(&giver, &roles[0].id, "").await.unwrap_err();
        assert_eq!(fields(&refused), ["reason"]);
        house.desk.end_role(&giver, &roles[0].id, "chuyển phòng").await.unwrap();
        assert_eq!(holds(&house.caller(&an).await), []);
        assert!(matches!(house.desk.end_role(&giver, &roles[0].id, "lại").await, Err(Refusal::Hidden)));
        house.verified().await;
    });
}

#[test]
fn a_role_is_lent_until_a_day_and_rests_when_the_lender_loses_it() {
    on_both(|store| async move {
        let house = House::of(store);
        let (mut national, _) = house.administrator().await;
        let (mut lead, lead_id) =
            house.person(&mut national, "Trưởng phòng", "lead@example.vn", "unit-lead", "46").await;
        let (mut deputy, _) = house.person(&mut national, "Phó phòng", "deputy@example.vn", "officer", "46").await;
        let (_, _) = house.person(&mut national, "Lãnh đạo", "head@example.vn", "unit-approver", "46").await;
        lead.set_up_second_factor(&house).await;
        let caller = house.caller(&lead).await;
        let own = house.desk.own_roles(&caller).await.unwrap().0[0].id.clone();
        let lending = Lending {
            assignment: own.clone(),
            mail: "deputy@example.vn".to_owned(),
            scope: Vec::new(),
            from: TODAY,
            to: day(3),
        };
        let cases = [
            ("to nobody", Lending { mail: "x@example.vn".to_owned(), ..lending.clone() }, "mail"),
            ("to oneself", Lending { mail: "lead@example.vn".to_owned(), ..lending.clone() }, "mail"),
            ("two hands", Lending { mail: "head@example.vn".to_owned(), ..lending.clone() }, "mail"),
            ("not one's own", Lending { assignment: "x".to_owned(), ..lending.clone() }, "assignment"),
            ("over already", Lending { to: day(-1), ..lending.clone() }, "to"),
            ("before it is held", Lending { from: day(-400), ..lending.clone() }, "to"),
        ];
        for (name, lending, field) in cases {
            let refused = house.desk.lend_role(&caller, lending, "").await.unwrap_err();
            assert_eq!(fields(&refused), [field], "{name}");
        }
        house.desk.lend_role(&caller, lending.clone(), "đi công tác").await.unwrap();
        let holds =
            |caller: &chiso_web::Caller| caller.actor.assignments.iter().any(|held| held.role == Role::UnitLead);
        assert!(holds(&house.caller(&deputy).await));
        let page = deputy.get(&house, "/vi/work").await.ok();
        assert!(page.says("Trưởng phòng ủy quyền"), "{}", page.body);
        // Whoever was lent a role lends it to nobody, and gives nobody roles by it.
        let lent = house.desk.own_roles(&house.caller(&deputy).await).await.unwrap().0;
        let lent_id = lent.iter().find(|role| role.lender.is_some()).unwrap().id.clone();
        let page = lead.get(&house, "/vi/account").await.ok();
        assert!(page.says("Phó phòng") && page.says(&format!("/vi/delegations/{lent_id}/end")), "{}", page.body);

        // The lender is switched off: what was lent rests; and holds again.
        let giver = house.caller(&national).await;
        let off = chiso_workspace::people::Switch::Off;
        house.desk.switch_person(&giver, &lead_id, off, "thử").await.unwrap();
        assert!(!holds(&house.caller(&deputy).await));
        assert!(deputy.get(&house, "/vi/work").await.ok().says("tạm ngưng"));
        house.desk.switch_person(&giver, &lead_id, chiso_workspace::people::Switch::On, "thử").await.unwrap();
        assert!(holds(&house.caller(&deputy).await));

        // Taken back before its time: by the lender alone, or whoever manages people.
        let stranger = house.caller(&deputy).await;
        assert!(matches!(
            house.desk.end_delegation(&stranger, &lent_id, "").await,
            Err(Refusal::Hidden | Refusal::Forbidden)
        ));
        house.desk.end_delegation(&caller, &lent_id, "về sớm").await.unwrap();
        assert!(!holds(&house.caller(&deputy).await));
        house.desk.lend_role(&caller, lending, "").await.unwrap();
        house.wait(3 * DAY);
        deputy.sign_in(&house, "deputy@example.vn", crate::house::PASSWORD).await;
        assert!(holds(&house.caller(&deputy).await), "on the last day");
        house.wait(DAY);
        deputy.sign_in(&house, "deputy@example.vn", crate::house::PASSWORD).await;
        assert!(!holds(&house.caller(&deputy).await), "after it");
        house.verified().await;
    });
}

/// A unit lead names contributors in the unit, and sees the people of the unit; nothing else.
#[test]
fn a_unit_lead_names_contributors_of_the_unit() {
    on_both(|store| async move {
        let house = House::of(store);
        let (mut national, _) = house.administrator().await;
        let (mut lead, _) = house.person(&mut national, "Đầu mối", "lead@example.vn", "unit-lead", "46").await;
        let (_, an) = house.person(&mut national, "An", "an@example.vn", "officer", "01").await;
        lead.set_up_second_factor(&house).await;
        assert!(!lead.get(&house, "/vi/people").await.ok().says("an@example.vn"));
        lead.get(&house, "/vi/assignments/new").await.ok();
        let new = [("role", "unit-contributor"), ("agency", "46"), ("scope", "1.2, 3"), ("from", "22/11/2026")];
        let page = lead.post(&house, "/vi/assignments/new", &[&new[..], &[("mail", "x@example.vn")]].concat()).await;
        assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY && page.says("value=\"1.2, 3\""), "{}", page.body);
        let page = lead.post(&house, "/vi/assignments/new", &[&new[..], &[("mail", "an@example.vn")]].concat()).await;
        assert_eq!(page.to, "/vi/assignments?said=said-role-given", "{}", page.body);
        let list = lead.get(&house, "/vi/assignments").await.ok();
        assert!(list.says("An</a>") && list.says("tiêu chí 1.2, 3"), "{}", list.body);
        lead.get(&house, &format!("/vi/people/{an}")).await.ok();
        let mut nobody = Browser::at("192.0.2.1");
        assert_eq!(nobody.get(&house, "/vi/assignments").await.status, StatusCode::SEE_OTHER);
    });
}

/// Whoever may give one role ends that one, and none that others gave.
#[test]
fn a_role_is_ended_by_whoever_could_give_it() {
    on_both(|store| async move {
        let house = House::of(store);
        let (mut national, _) = house.administrator().await;
        let mut callers = std::collections::BTreeMap::new();
        for (name, held, agency) in [
            ("survey", "survey-manager", "46"),
            ("lead", "unit-lead", "46"),
            ("province", "administrator", "46"),
            ("other", "administrator", "01"),
        ] {
            let mail = format!("{name}@example.vn");
            let (mut browser, _) = house.person(&mut national, name, &mail, held, agency).await;
            browser.set_up_second_factor(&house).await;
            callers.insert(name, (house.caller(&browser).await, browser));
        }
        let mut ids = std::collections::BTreeMap::new();
        for held in ["inspector", "unit-approver", "unit-contributor", "interviewer", "officer"] {
            let mail = format!("{held}@example.vn");
            let (_, id) = house.person(&mut national, held, &mail, held, "46").await;
            let all = house.desk.roles(&house.caller(&national).await).await.unwrap();
            ids.insert(held, all.into_iter().find(|role| role.person == id).unwrap());
        }
        for (who, held, may) in [
            ("survey", "inspector", false),
            ("survey", "officer", false),
            ("lead", "unit-approver", false),
            ("lead", "inspector", false),
            ("other", "officer", false),
            ("survey", "interviewer", true),
            ("lead", "unit-contributor", true),
            ("province", "inspector", true),
            ("province", "unit-approver", true),
        ] {
            let (caller, browser) = callers.get_mut(who).unwrap();
            let role = &ids[held];
            assert_eq!(house.desk.may_end(caller, role), may, "{who} {held}");
            let page = browser.get(&house, &format!("/vi/assignments/{}/end", role.id)).await;
            assert_eq!(page.status == StatusCode::OK, may, "{who} {held}");
            let ended = house.desk.end_role(caller, &role.id, "thử").await;
            match ended {
                Ok(_) => assert!(may, "{who} ended {held}"),
                Err(Refusal::Forbidden | Refusal::Hidden) => assert!(!may, "{who} could not end {held}"),
                Err(other) => panic!("{who} {held}: {other:?}"),
            }
        }
        // Whoever has come to hold a role that gives others may lay it down.
        let (caller, _) = &callers["survey"];
        let own = house.desk.own_roles(caller).await.unwrap().0.remove(0);
        house.desk.end_role(caller, &own.id, "thôi việc").await.unwrap();
        house.verified().await;
    });
}

/// Whoever may give roles does not find out who is here by trying addresses.
#[test]
fn addresses_are_not_tried_one_by_one() {
    on_both(|store| async move {
        let house = House::of(store);
        let (mut national, _) = house.administrator().await;
        let (mut lead, _) = house.person(&mut national, "Đầu mối", "lead@example.vn", "unit-lead", "46").await;
        house.person(&mut national, "An", "an@example.vn", "officer", "01").await;
        lead.set_up_second_factor(&house).await;
        let caller = house.caller(&lead).await;
        let own = house.desk.own_roles(&caller).await.unwrap().0[0].id.clone();
        let mut told = 0;
        for guess in 0..40 {
            let mail = format!("p{guess}@example.vn");
            let (assignment, scope) = (own.clone(), Vec::new());
            let lending = Lending { assignment, mail, scope, from: TODAY, to: day(3) };
            match house.desk.lend_role(&caller, lending, "").await {
                Err(Refusal::Fields(_)) => told += 1,
                Err(Refusal::Wait { .. }) => {}
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(told, 5);
        lead.get(&house, "/vi/assignments/new").await.ok();
        let new = [("role", "unit-contributor"), ("agency", "46"), ("from", "22/11/2026"), ("mail", "an@example.vn")];
        let page = lead.post(&house, "/vi/assignments/new", &new).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS, "{}", page.body);
        let seconds: u32 = page.headers["retry-after"].to_str().unwrap().parse().unwrap();
        assert!(seconds > 0, "{seconds}");
    });
}

/// Nothing that is missing is told one by one.
#[test]
fn an_empty_delegation_form_says_everything_that_is_missing_at_once() {
    on_both(|store| async move {
        let house = House::of(store);
        let (mut national, _) = house.administrator().await;
        let (mut lead, _) = house.person(&mut national, "Đầu mối", "lead@example.vn", "unit-lead", "46").await;
        lead.set_up_second_factor(&house).await;
        lead.get(&house, "/vi/delegations/new").await.ok();
        let [role, mail, day] = ["Hãy chọn vai trò.", "Hãy nhập địa chỉ thư của người nhận.", "Hãy nhập ngày có thật"];
        let own = house.desk.own_roles(&house.caller(&lead).await).await.unwrap().0[0].id.clone();
        for (entered, missing, there) in [
            (&[][..], &[role, mail, day][..], &[][..]),
            (&[("to", "31/12/2026")], &[role, mail], &[day]),
            (&[("assignment", own.as_str()), ("to", "mai")], &[mail, day], &[role]),
            (&[("mail", "an@example.vn"), ("from", "32/12/2026"), ("to", "31/12/2026")], &[role, day], &[mail]),
        ] {
            let page = lead.post(&house, "/vi/delegations/new", entered).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{entered:?}");
            for text in missing {
                assert!(page.says(text), "{entered:?}: {text} {}", page.body);
            }
            for text in there {
                assert!(!page.says(text), "{entered:?}: {text} {}", page.body);
            }
            for (_, value) in entered {
                assert!(page.says(&format!("value=\"{value}\"")), "{entered:?}: {value} is lost {}", page.body);
            }
        }
    });
}
