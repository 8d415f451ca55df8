//! Coming in: the first administrator, passwords, second factor, sessions, links that work once; and nobody locks anybody out.

use crate::common::{on_both, policy};
use crate::house::{Browser, DAY, House, MINUTE, OTHER_PASSWORD, PASSWORD, SECOND, code, path_of};
use axum::http::StatusCode;

#[test]
fn the_first_administrator_comes_in_by_a_link_that_works_once() {
    on_both(|store| async move {
        let house = House::of(store);
        let old = house.first_link().await;
        let link = house.first_link().await;
        assert!(link.starts_with("http://127.0.0.1:8080/vi/set-up/"), "{link}");
        let mut somebody = Browser::at("203.0.113.1");
        for (name, path) in [("withdrawn", path_of(&old)), ("invented", "/vi/set-up/abc".to_owned())] {
            assert_eq!(somebody.get(&house, &path).await.status, StatusCode::NOT_FOUND, "{name}");
        }
        let path = path_of(&link);
        let page = somebody.get(&house, &path).await.ok();
        assert_eq!(page.headers["cache-control"], "no-store");
        let entered = [("name", "Hương"), ("mail", "huong@example.vn"), ("lang", "en")];
        for (password, again, wrong) in [("ngắn", "ngắn", "12"), (PASSWORD, OTHER_PASSWORD, "không giống nhau")]
        {
            let fields = [&entered[..], &[("password", password), ("again", again)]].concat();
            let page = somebody.post(&house, &path, &fields).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(
                page.says(wrong) && page.says("value=\"huong@example.vn\"") && !page.says(PASSWORD),
                "{}",
                page.body
            );
        }
        let fields = [&entered[..], &[("password", PASSWORD), ("again", PASSWORD)]].concat();
        let page = somebody.post(&house, &path, &fields).await;
        assert_eq!((page.status, page.to.as_str()), (StatusCode::SEE_OTHER, "/en/work"));
        assert!(somebody.get(&house, "/en/work").await.ok().says("Hương"));
        assert_eq!(somebody.get(&house, &path).await.status, StatusCode::NOT_FOUND, "used");
        assert_eq!(house.desk.first_administrator_link(house.now()).await.unwrap(), None, "there is one");
        house.verified().await;
        let journal = house.journal().await;
        for secret in [PASSWORD, path.rsplit('/').next().unwrap(), "huong@example.vn", "Hương", "argon2id"] {
            assert!(!journal.contains(secret), "{secret} stands in the journal");
        }
        assert!(journal.contains("first-administrator.create") && journal.contains("session"));
    });
}

#[test]
fn a_link_is_good_for_a_day() {
    on_both(|store| async move {
        let house = House::of(store);
        let link = house.first_link().await;
        house.wait(DAY - SECOND);
        assert_eq!(Browser::at("::1").get(&house, &path_of(&link)).await.status, StatusCode::OK);
        house.wait(2 * SECOND);
        assert_eq!(Browser::at("::1").get(&house, &path_of(&link)).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn one_signs_in_with_password_and_code_and_each_code_is_good_once() {
    on_both(|store| async move {
        let house = House::of(store);
        let (_, secret) = house.administrator().await;
        let mut somebody = Browser::at("198.51.100.7");
        let wrong = somebody.sign_in(&house, "huong@example.vn", "không phải mật khẩu này").await;
        let unknown = somebody.sign_in(&house, "nobody@example.vn", PASSWORD).await;
        assert_eq!(
            (wrong.status, unknown.status),
            (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY)
        );
        assert_eq!(
            wrong.body.replace("huong@example.vn", "X"),
            unknown.body.replace("nobody@example.vn", "X"),
            "an unknown account answers as a known one"
        );
        // The address is found in whatever case.
        let page = somebody.sign_in(&house, " HUONG@example.VN ", PASSWORD).await;
        assert_eq!(page.to, "/vi/second-factor?next=%2Fvi%2Fwork");
        let cookie = page.set_cookies();
        assert!(cookie.iter().any(|c| c.starts_with("chiso=") && c.contains("HttpOnly; SameSite=Lax")), "{cookie:?}");
        // Half in is not in.
        assert_eq!(somebody.get(&house, "/vi/work").await.to, "/vi/sign-in?next=%2Fvi%2Fwork");
        assert_eq!(somebody.get(&house, "/vi/account").await.status, StatusCode::SEE_OTHER);
        let half = somebody.cookies["chiso"].clone();
        house.wait(MINUTE);
        let page = somebody.show_code(&house, "000000").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let right = code(&secret, house.now());
        let page = somebody.post(&house, "/vi/second-factor", &[("code", &right), ("next", "/vi/people")]).await;
        assert_eq!(page.to, "/vi/people");
        assert_ne!(somebody.cookies["chiso"], half, "the token of before is worth nothing");
        somebody.get(&house, "/vi/people").await.ok();
        let mut thief = Browser::at("198.51.100.8");
        thief.cookies.insert("chiso".to_owned(), half);
        assert_eq!(thief.get(&house, "/vi/work").await.status, StatusCode::SEE_OTHER);
        // The same code again, in another browser.
        assert_eq!(thief.sign_in(&house, "huong@example.vn", PASSWORD).await.status, StatusCode::SEE_OTHER);
        let page = thief.show_code(&house, &right).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "a code is good once");
    });
}

#[test]
fn a_recovery_code_stands_in_for_the_phone_once() {
    on_both(|store| async move {
        let house = House::of(store);
        let (mut owner, secret) = house.administrator().await;
        house.wait(MINUTE);
        owner.get(&house, "/vi/account/second-factor").await.ok();
        let now = code(&secret, house.now());
        let page = owner.post(&house, "/vi/account/second-factor/codes", &[("code", &now)]).await.ok();
        assert_eq!(page.headers["cache-control"], "no-store");
        let codes: Vec<String> = page.under("codes").lines().map(|line| line.trim().to_owned()).collect();
        assert_eq!(codes.len(), 10, "{codes:?}");
        for (code, to) in [(&codes[0], "/vi/work"), (&codes[0], ""), (&codes[1], "/vi/work")] {
            let mut browser = Browser::at("198.51.100.7");
            browser.sign_in(&house, "huong@example.vn", PASSWORD).await;
            let typed = code.to_lowercase().replace('-', " ");
            assert_eq!(browser.show_code(&house, &typed).await.to, to, "{code}");
        }
        assert!(!house.journal().await.contains(&codes[0]));
        house.verified().await;
    });
}

/// A thousand guesses: the owner comes in at once on a device that is known, from a new place too; the attacker is made to wait.
#[test]
fn a_thousand_wrong_passwords_lock_nobody_out() {
    on_both(|store| async move {
        let house = House::of(store);
        let (administrator, secret) = house.administrator().await;
        let mut owner = Browser::at("203.0.113.1");
        owner.cookies = administrator.cookies.clone();
        owner.sign_out(&house).await;
        assert_eq!(owner.sign_in(&house, "huong@example.vn", PASSWORD).await.status, StatusCode::SEE_OTHER);
        assert!(owner.cookies.contains_key("chiso-device"));
        let mut tried = 0;
        for guess in 0..1000 {
            // From the owner's own address half of the time.
            let address = if guess % 2 == 0 { "203.0.113.1".to_owned() } else { format!("192.0.2.{}", guess % 200) };
            let mut attacker = Browser::at(&address);
            let page = attacker.sign_in(&house, "huong@example.vn", &format!("đoán lần thứ {guess}")).await;
            match page.status {
                StatusCode::UNPROCESSABLE_ENTITY => tried += 1,
                StatusCode::TOO_MANY_REQUESTS => {
                    assert!(page.says("Đã thử quá nhiều lần"), "{}", page.body);
                    let seconds: u32 = page.headers["retry-after"].to_str().unwrap().parse().unwrap();
                    assert!((1..=3600).contains(&seconds), "{seconds}");
                }
                status => panic!("{status}"),
            }
        }
        assert!(tried < 320, "{tried} guesses were tried");
        let mut unknown = Browser::at("203.0.113.1");
        let page = unknown.sign_in(&house, "huong@example.vn", PASSWORD).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS, "another device there waits, even with the right one");
        owner.sign_out(&house).await;
        let page = owner.sign_in(&house, "huong@example.vn", PASSWORD).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "on a known device, at the very address of the attack");
        let mut elsewhere = Browser::at("198.51.100.99");
        let page = elsewhere.sign_in(&house, "huong@example.vn", PASSWORD).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "from a new place");
        house.wait(MINUTE);
        assert_eq!(elsewhere.show_code(&house, &code(&secret, house.now())).await.to, "/vi/work");
        house.wait(16 * MINUTE);
        let page = unknown.sign_in(&house, "huong@example.vn", PASSWORD).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "delayed, never locked");
    });
}

#[test]
fn a_thousand_guesses_at_once_are_counted_one_by_one() {
    on_both(|store| async move {
        let house = House::of(store);
        house.administrator().await;
        let attempts = (0..40).map(|guess| {
            let house = &house;
            async move {
                let mut attacker = Browser::at("192.0.2.1");
                attacker
                    .post(house, "/vi/sign-in", &[("mail", "huong@example.vn"), ("password", &format!("{guess}"))])
                    .await
                    .status
            }
        });
        let mut answers = Vec::new();
        for attempt in attempts.collect::<Vec<_>>() {
            answers.push(attempt);
        }
        let mut tried = 0;
        for status in join_all(answers).await {
            tried += usize::from(status == StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(tried, 5);
    });
}

/// Polls futures side by side until all are done.
async fn join_all<F: Future>(futures: Vec<F>) -> Vec<F::Output> {
    let mut waiting: Vec<_> = futures.into_iter().map(|future| (Box::pin(future), None)).collect();
    std::future::poll_fn(|context| {
        let mut ready = true;
        for (future, output) in &mut waiting {
            if output.is_none() {
                match future.as_mut().poll(context) {
                    std::task::Poll::Ready(value) => *output = Some(value),
                    std::task::Poll::Pending => ready = false,
                }
            }
        }
        if ready { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    waiting.into_iter().map(|(_, output)| output.unwrap()).collect()
}

#[test]
fn guessing_codes_is_slow_too() {
    on_both(|store| async move {
        let house = House::of(store);
        let (_, secret) = house.administrator().await;
        let mut thief = Browser::at("192.0.2.1");
        thief.sign_in(&house, "huong@example.vn", PASSWORD).await;
        let mut tried = 0;
        thief.get(&house, "/vi/second-factor").await.ok();
        for guess in 0..100 {
            let page = thief.post(&house, "/vi/second-factor", &[("code", &format!("{guess:06}"))]).await;
            tried += usize::from(page.status == StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert!(tried <= 10, "{tried}");
        let mut owner = Browser::at("203.0.113.1");
        owner.sign_in(&house, "huong@example.vn", PASSWORD).await;
        house.wait(MINUTE);
        assert_eq!(owner.show_code(&house, &code(&secret, house.now())).await.to, "/vi/work");
    });
}

#[test]
fn a_session_ends_when_it_is_not_used_when_it_is_old_and_when_it_is_ended() {
    on_both(|store| async move {
        let house = House::of(store);
        let (mut administrator, _) = house.administrator().await;
        let (mut one, _) =
            house.person(&mut administrator, "Nguyễn Văn An", "an@example.vn", "unit-contributor", "46").await;
        one.get(&house, "/vi/work").await.ok();
        house.wait(59 * MINUTE);
        one.get(&house, "/vi/work").await.ok();
        house.wait(59 * MINUTE);
        one.get(&house, "/vi/work").await.ok();
        house.wait(61 * MINUTE);
        assert_eq!(one.get(&house, "/vi/work").await.status, StatusCode::SEE_OTHER, "not used");
        one.sign_in(&house, "an@example.vn", PASSWORD).await;
        for _ in 0..13 {
            house.wait(55 * MINUTE);
            one.get(&house, "/vi/work").await.ok();
        }
        house.wait(55 * MINUTE);
        assert_eq!(one.get(&house, "/vi/work").await.status, StatusCode::SEE_OTHER, "old");
        one.sign_in(&house, "an@example.vn", PASSWORD).await;
        let mut other = Browser::at("198.51.100.3");
        other.sign_in(&house, "an@example.vn", PASSWORD).await;
        let page = other.get(&house, "/vi/account/sessions").await.ok();
        assert!(page.says("Firefox, Linux") && page.says("203.0.113.9"), "{}", page.body);
        other.post(&house, "/vi/account/sessions/end-others", &[]).await;
        assert_eq!(one.get(&house, "/vi/work").await.status, StatusCode::SEE_OTHER, "ended elsewhere");
        other.get(&house, "/vi/work").await.ok();
        let kept = other.clone();
        assert_eq!(other.sign_out(&house).await.to, "/vi/sign-in?said=said-signed-out");
        assert_eq!(kept.clone().get(&house, "/vi/work").await.status, StatusCode::SEE_OTHER, "signed out");
        house.verified().await;
    });
}

#[test]
fn a_token_that_somebody_planted_is_worth_nothing() {
    on_both(|store| async move {
        let house = House::of(store);
        let (mut administrator, _) = house.administrator().await;
        let (mut one, _) = house.person(&mut administrator, "An", "an@example.vn", "unit-contributor", "46").await;
        let planted = one.cookies["chiso"].clone();
        // The sign-in page leads on whoever is in; the form is sent all the same, with the token of the planted session.
        one.get(&house, "/vi/account/profile").await.ok();
        one.post(&house, "/vi/sign-in", &[("mail", "an@example.vn"), ("password", PASSWORD)]).await;
        assert_ne!(one.cookies["chiso"], planted, "signing in makes a new token");
        let mut thief = Browser::at("192.0.2.1");
        thief.cookies.insert("chiso".to_owned(), planted);
        assert_eq!(thief.get(&house, "/vi/work").await.status, StatusCode::SEE_OTHER, "and ends the old session");
    });
}

#[test]
fn forms_of_other_sites_and_of_other_sessions_are_turned_away() {
    on_both(|store| async move {
        let house = House::of(store);
        let (mut administrator, _) = house.administrator().await;
        let (mut one, _) = house.person(&mut administrator, "An", "an@example.vn", "unit-contributor", "46").await;
        one.get(&house, "/vi/account/profile").await.ok();
        let mut stale = one.clone();
        stale.forget_token();
        let page = stale.post(&house, "/vi/account/profile", &[("name", "X"), ("lang", "vi")]).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        let page = one.post(&house, "/vi/account/profile", &[("name", "An Nguyễn"), ("lang", "vi")]).await;
        assert_eq!(page.to, "/vi/account?said=said-account-changed");
    });
}

#[test]
fn where_a_role_wants_a_second_factor_it_rests_until_there_is_one() {
    on_both(|store| async move {
        let mut policy = policy(true);
        // As settings may write it.
        policy.second_factor_roles = vec!["administrator".to_owned(), "unit_contributor".to_owned()];
        let desk = chiso_workspace::Desk::new(chiso_workspace::Parts { store: store.clone(), policy });
        let house = House::with(store, desk);
        let mut one = Browser::at("203.0.113.1");
        let fields = [("name", "H"), ("mail", "h@example.vn"), ("password", PASSWORD), ("again", PASSWORD)];
        let page = one.follow(&house, &house.first_link().await, &fields).await;
        assert_eq!(page.to, "/vi/account/second-factor", "straight to setting it up");
        assert_eq!(one.get(&house, "/vi/people/new").await.status, StatusCode::FORBIDDEN);
        assert!(one.get(&house, "/vi/work").await.ok().says("tạm ngưng"));
        one.set_up_second_factor(&house).await;
        one.get(&house, "/vi/people/new").await.ok();
        let page = one.get(&house, "/vi/account/second-factor").await.ok();
        assert!(!page.says("second-factor/remove"), "it cannot be taken away");
    });
}

#[test]
fn weighty_work_asks_for_a_second_factor() {
    on_both(|store| async move {
        let house = House::of(store);
        let mut one = Browser::at("203.0.113.1");
        let fields = [("name", "H"), ("mail", "h@example.vn"), ("password", PASSWORD), ("again", PASSWORD)];
        one.follow(&house, &house.first_link().await, &fields).await;
        let page = one.get(&house, "/vi/people/new").await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert!(page.says("/vi/second-factor"), "{}", page.body);
        assert_eq!(one.get(&house, "/vi/second-factor").await.to, "/vi/account/second-factor");
        one.set_up_second_factor(&house).await;
        one.get(&house, "/vi/people/new").await.ok();
    });
}

#[test]
fn changing_the_password_asks_for_the_old_one_and_ends_the_others() {
    on_both(|store| async move {
        let house = House::of(store);
        let (mut administrator, _) = house.administrator().await;
        let (mut one, _) = house.person(&mut administrator, "An", "an@example.vn", "unit-contributor", "46").await;
        let mut other = Browser::at("198.51.100.3");
        other.sign_in(&house, "an@example.vn", PASSWORD).await;
        one.get(&house, "/vi/account/password").await.ok();
        let new = [("password", OTHER_PASSWORD), ("again", OTHER_PASSWORD)];
        let page = one.post(&house, "/vi/account/password", &[&new[..], &[("old", "sai rồi")]].concat()).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.says("Mật khẩu hiện nay không đúng"));
        let page = one.post(&house, "/vi/account/password", &[&new[..], &[("old", PASSWORD)]].concat()).await;
        assert_eq!(page.to, "/vi/account?said=said-password-changed", "{}", page.body);
        one.get(&house, "/vi/work").await.ok();
        assert_eq!(other.get(&house, "/vi/work").await.status, StatusCode::SEE_OTHER);
        assert_eq!(other.sign_in(&house, "an@example.vn", PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(other.sign_in(&house, "an@example.vn", OTHER_PASSWORD).await.to, "/vi/work");
    });
}

/// Of several roles only those rest that want a second factor.
#[test]
fn a_role_that_wants_a_second_factor_does_not_take_the_others_along() {
    on_both(|store| async move {
        let house = House::of(store.clone());
        let (mut administrator, _) = house.administrator().await;
        let (mut one, id) = house.person(&mut administrator, "An", "an@example.vn", "officer", "46").await;
        let giver = house.caller(&administrator).await;
        let new = chiso_workspace::rights::NewRole {
            role: chiso_access::Role::UnitApprover,
            agency: Some("01".to_owned()),
            scope: Vec::new(),
            from: crate::common::TODAY,
            to: None,
        };
        house.desk.give_role(&giver, &id, new, "").await.unwrap();
        let mut policy = policy(true);
        policy.second_factor_roles = vec!["unit_approver".to_owned()];
        let desk = chiso_workspace::Desk::new(chiso_workspace::Parts { store: store.clone(), policy });
        let house = House::with(store, desk);
        let roles = |caller: &chiso_web::Caller| -> Vec<chiso_access::Role> {
            caller.actor.assignments.iter().map(|held| held.role).collect()
        };
        assert_eq!(roles(&house.caller(&one).await), [chiso_access::Role::Officer]);
        one.set_up_second_factor(&house).await;
        assert_eq!(roles(&house.caller(&one).await).len(), 2);
    });
}

/// A session that ended while its code was typed does not begin again.
#[test]
fn a_code_opens_no_session_that_has_ended() {
    on_both(|store| async move {
        let house = House::of(store);
        let (_, secret) = house.administrator().await;
        let mut one = Browser::at("198.51.100.7");
        one.sign_in(&house, "huong@example.vn", PASSWORD).await;
        house.wait(MINUTE);
        let caller = house.caller(&one).await;
        assert!(caller.session.is_some() && caller.actor.person.is_none(), "half in");
        house.desk.sign_out(&caller).await.unwrap();
        let browser = chiso_workspace::sign_in::Browser::default();
        let refused = house.desk.prove(&caller, &code(&secret, house.now()), &browser).await;
        assert!(matches!(refused, Err(chiso_workspace::Refusal::SignedOut)), "{refused:?}");
        assert!(house.caller(&one).await.session.is_none());
    });
}

/// Where one signs in through a provider only, no way leads to a password, and nobody who had one is shut out of the list of those who may come.
#[test]
fn where_passwords_are_not_taken_none_is_set() {
    on_both(|store| async move {
        let before = House::of(store.clone());
        let (mut administrator, _) = before.administrator().await;
        let (mut an, id) = before.person(&mut administrator, "An", "an@example.vn", "unit-contributor", "46").await;
        let (_, invitation) = administrator.invite(&before, "B", "b@example.vn", "officer", "46").await;
        let desk = chiso_workspace::Desk::new(chiso_workspace::Parts { store: store.clone(), policy: policy(false) });
        let house = House::with(store, desk);
        let new = [("password", OTHER_PASSWORD), ("again", OTHER_PASSWORD), ("old", PASSWORD)];
        let page = Browser::at("203.0.113.9").post(&house, &path_of(&invitation), &new).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.body);
        an.get(&house, "/vi/account/profile").await.ok();
        assert_eq!(an.post(&house, "/vi/account/password", &new).await.status, StatusCode::NOT_FOUND);
        let chosen =
            chiso_workspace::sign_in::Chosen { password: OTHER_PASSWORD.to_owned(), again: OTHER_PASSWORD.to_owned() };
        let refused = house.desk.change_password(&house.caller(&an).await, PASSWORD, chosen).await;
        assert!(matches!(refused, Err(chiso_workspace::Refusal::Fields(_))), "{refused:?}");
        let link =
            house.desk.new_link(&house.caller(&administrator).await, &id, false, "đổi cách đăng nhập").await.unwrap();
        assert_eq!(link.purpose, chiso_workspace::sign_in::Purpose::Invitation);
        // Nobody who administers everything can come in by a password: the first one may be named anew.
        let path = path_of(&house.first_link().await);
        let mut first = Browser::at("203.0.113.1");
        let page = first.get(&house, &path).await.ok();
        assert!(!page.says("name=\"password\""), "{}", page.body);
        let page = first.post(&house, &path, &[("name", "H"), ("mail", "h@example.vn"), ("lang", "vi")]).await;
        assert_eq!(page.to, "/vi/sign-in/provider", "{}", page.body);
        assert!(house.caller(&first).await.actor.person.is_none());
        house.verified().await;
    });
}

/// Somebody has the password and guesses codes from two hundred addresses: after some twenty every address waits; a device that has shown a code before does not.
#[test]
fn codes_are_guessed_no_faster_from_many_addresses() {
    on_both(|store| async move {
        let house = House::of(store);
        let (_, secret) = house.administrator().await;
        let mut owner = Browser::at("203.0.113.1");
        owner.sign_in(&house, "huong@example.vn", PASSWORD).await;
        house.wait(MINUTE);
        assert_eq!(owner.show_code(&house, &code(&secret, house.now())).await.to, "/vi/work");
        let mut thief = Browser::at("192.0.2.1");
        thief.sign_in(&house, "huong@example.vn", PASSWORD).await;
        thief.get(&house, "/vi/second-factor").await.ok();
        let mut tried = 0;
        for guess in 0..200 {
            thief.address = format!("192.0.2.{guess}").parse().unwrap();
            let page = thief.post(&house, "/vi/second-factor", &[("code", "000000")]).await;
            tried += usize::from(page.status == StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(tried, 20);
        house.wait(2 * MINUTE);
        let mut again = Browser::at("203.0.113.1");
        again.cookies.insert("chiso-device".to_owned(), owner.cookies["chiso-device"].clone());
        again.sign_in(&house, "huong@example.vn", PASSWORD).await;
        let page = again.show_code(&house, &code(&secret, house.now())).await;
        assert_eq!(page.to, "/vi/work", "{}", page.body);
    });
}

/// While a password is compared, somebody else switches the person off, or gives another password: the old one opens nothing, and does not come back.
#[test]
fn what_changes_while_a_password_is_compared_counts() {
    on_both(|store| async move {
        let house = House::of(store);
        let (mut administrator, _) = house.administrator().await;
        let (_, id) = house.person(&mut administrator, "An", "an@example.vn", "unit-contributor", "46").await;
        let giver = house.caller(&administrator).await;
        // Enough of a crowd that the last of them has to wait for its turn.
        let mut crowd: Vec<_> = (0..12).map(|i| Browser::at(&format!("192.0.2.{i}"))).collect();
        let crowd = crowd.iter_mut().map(|one| {
            let house = &house;
            async move { one.sign_in(house, "nobody@example.vn", PASSWORD).await.status }
        });
        let crowd = join_all(crowd.collect());
        let mut an = Browser::at("203.0.113.50");
        let late = async {
            // Counted at the door means looked up already.
            let page = an.sign_in(&house, "an@example.vn", PASSWORD).await;
            page.status
        };
        let switched = async {
            let account = chiso_identity::digest("password an@example.vn");
            loop {
                let account = account.clone();
                let tried = house.store.read(move |r| r.failed(&account, "", "", 0)).await.unwrap();
                if tried.account.count > 0 {
                    break;
                }
                tokio::task::yield_now().await;
            }
            house.desk.switch_person(&giver, &id, chiso_workspace::people::Switch::Off, "nghỉ việc").await.unwrap();
        };
        let (_, status, ()) = tokio::join!(crowd, late, switched);
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        let sessions = {
            let id = id.clone();
            house.store.read(move |r| r.sessions_of(&id)).await.unwrap()
        };
        assert!(sessions.iter().all(|session| session.ended.is_some()), "{sessions:?}");
    });
}

/// A hundred people sign in at the same moment: each is answered, some are asked to come again.
#[test]
fn a_crowd_at_the_door_takes_turns() {
    on_both(|store| async move {
        let house = House::of(store);
        let mut crowd: Vec<_> = (0..100).map(|i| Browser::at(&format!("192.0.2.{i}"))).collect();
        let crowd = crowd.iter_mut().enumerate().map(|(i, one)| {
            let house = &house;
            async move {
                let fields = [("mail", format!("p{i}@example.vn")), ("password", "mật khẩu nào đó".to_owned())];
                let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
                one.post(house, "/vi/sign-in", &fields).await.status
            }
        });
        let answers = join_all(crowd.collect()).await;
        let again = answers.iter().filter(|status| **status == StatusCode::TOO_MANY_REQUESTS).count();
        let tried = answers.iter().filter(|status| **status == StatusCode::UNPROCESSABLE_ENTITY).count();
        assert!(again + tried == 100 && again > 0, "{answers:?}");
    });
}

/// Every page that says “too many tries” says when to come again.
#[test]
fn whoever_must_wait_is_told_for_how_long() {
    on_both(|store| async move {
        let house = House::of(store);
        let (mut one, _) = house.administrator().await;
        house.wait(MINUTE);
        let password = [("old", "sai mật khẩu rồi"), ("password", OTHER_PASSWORD), ("again", OTHER_PASSWORD)];
        let code = [("code", "000000"), ("remove-code", "000000")];
        let mut half = Browser::at("192.0.2.7");
        half.sign_in(&house, "huong@example.vn", PASSWORD).await;
        half.get(&house, "/vi/second-factor").await.ok();
        one.get(&house, "/vi/account/password").await.ok();
        for (browser, address, fields) in
            [(&mut one, "/vi/account/password", &password[..]), (&mut half, "/vi/second-factor", &code[..])]
        {
            let mut told = None;
            for _ in 0..30 {
                let page = browser.post(&house, address, fields).await;
                if page.status == StatusCode::TOO_MANY_REQUESTS {
                    told = page.headers.get("retry-after").cloned();
                    assert!(told.is_some(), "{address} {}", page.body);
                }
            }
            let seconds: u32 = told.unwrap().to_str().unwrap().parse().unwrap();
            assert!(seconds > 0, "{address}");
        }
    });
}

/// From a page that asks for a second factor, through setting one up, back to that page; never to another site.
#[test]
fn setting_up_a_second_factor_leads_back() {
    on_both(|store| async move {
        let house = House::of(store);
        let mut first = Browser::at("203.0.113.1");
        let fields = [("name", "Hương"), ("mail", "huong@example.vn"), ("lang", "vi")];
        let fields = [&fields[..], &[("password", PASSWORD), ("again", PASSWORD)]].concat();
        assert_eq!(first.follow(&house, &house.first_link().await, &fields).await.to, "/vi/work");
        let page = first.get(&house, "/vi/people/new?role=national-coordinator").await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        let back = "%2Fvi%2Fpeople%2Fnew%3Frole%3Dnational-coordinator";
        assert!(page.says(&format!("href=\"/vi/second-factor?next={back}\"")), "{}", page.body);
        let page = first.get(&house, &format!("/vi/second-factor?next={back}")).await;
        assert_eq!(page.to, format!("/vi/account/second-factor?next={back}"));
        let page = first.get(&house, &page.to).await.ok();
        let hidden = "name=\"next\" value=\"/vi/people/new?role=national-coordinator\"";
        assert!(page.says(hidden), "{}", page.body);
        let next = [("next", "/vi/people/new?role=national-coordinator")];
        let page = first.post(&house, "/vi/account/second-factor/begin", &next).await;
        assert_eq!(page.to, format!("/vi/account/second-factor?next={back}"));
        let page = first.get(&house, &page.to).await.ok();
        assert!(page.says(hidden), "{}", page.body);
        let secret = page.secret();
        let wrong = [&next[..], &[("code", "000000")]].concat();
        let page = first.post(&house, "/vi/account/second-factor/confirm", &wrong).await;
        assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY && page.says(hidden), "{}", page.body);
        let now = code(&secret, house.now());
        let right = [&next[..], &[("code", now.as_str())]].concat();
        let page = first.post(&house, "/vi/account/second-factor/confirm", &right).await.ok();
        assert!(page.says("href=\"/vi/people/new?role=national-coordinator\""), "{}", page.body);
        let page = first.get(&house, "/vi/people/new?role=national-coordinator").await.ok();
        assert!(page.says("value=\"national-coordinator\" selected"), "{}", page.body);

        // Whoever makes an address that leads elsewhere leads nobody there.
        let mut other = Browser::at("203.0.113.2");
        let (_, link) = first.invite(&house, "An", "an@example.vn", "officer", "46").await;
        other.follow(&house, &link, &[("password", PASSWORD), ("again", PASSWORD)]).await;
        for planted in ["https%3A%2F%2Fevil.example", "%2F%2Fevil.example", "%2F%5Cevil.example"] {
            let page = other.get(&house, &format!("/vi/account/second-factor?next={planted}")).await.ok();
            assert!(!page.says("evil") && page.says("name=\"next\" value=\"/vi/work\""), "{}", page.body);
            let page = other.get(&house, &format!("/vi/second-factor?next={planted}")).await;
            assert_eq!(page.to, "/vi/account/second-factor");
        }
    });
}

/// A fresh administrator finds what to do first, until it is done.
#[test]
fn what_to_do_first_stands_under_my_work() {
    on_both(|store| async move {
        let house = House::of(store);
        let (mut administrator, _) = house.administrator().await;
        let page = administrator.get(&house, "/vi/work").await.ok();
        let at = |text: &str| page.body.find(text).unwrap_or_else(|| panic!("{text} in {}", page.body));
        assert!(at("Mời điều phối viên quốc gia") < at("Mời những người cùng làm việc"));
        assert!(page.says("href=\"/vi/people/new?role=national-coordinator\""));
        let (mut hue, _) = house.person(&mut administrator, "Huế", "hue@example.vn", "administrator", "46").await;
        assert!(!hue.get(&house, "/vi/work").await.ok().says("điều phối viên quốc gia"), "not theirs to invite");
        let page = administrator.get(&house, "/vi/work").await.ok();
        assert!(page.says("Mời điều phối viên quốc gia") && !page.says("Mời những người cùng làm việc"));
        administrator.invite(&house, "Điều phối", "dp@example.vn", "national-coordinator", "").await;
        let page = administrator.get(&house, "/vi/work").await.ok();
        assert!(!page.says("Mời điều phối viên quốc gia"), "{}", page.body);
    });
}
