//! Coming in: the first administrator, passwords, second factor, sessions, links that work once; and nobody locks anybody out.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;
#[path = "common/house.rs"]
mod house;

use axum::http::StatusCode;
use common::on_both;
use house::{Browser, DAY, HOUR, House, MINUTE, OTHER_PASSWORD, PASSWORD, SECOND, code, path_of};

#[test]
fn the_first_administrator_comes_in_by_a_link_that_works_once() {
    on_both(|store| async move {
        let house = House::of(store);
        let old = house.desk.first_administrator_link(house.now()).await.unwrap().unwrap();
        let link = house.desk.first_administrator_link(house.now()).await.unwrap().unwrap();
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
        let link = house.desk.first_administrator_link(house.now()).await.unwrap().unwrap();
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
        somebody.get(&house, "/vi/second-factor").await.ok();
        let page = somebody.post(&house, "/vi/second-factor", &[("code", "000000")]).await;
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
        thief.get(&house, "/vi/second-factor").await.ok();
        let page = thief.post(&house, "/vi/second-factor", &[("code", &right)]).await;
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
            browser.get(&house, "/vi/second-factor").await.ok();
            let typed = code.to_lowercase().replace('-', " ");
            assert_eq!(browser.post(&house, "/vi/second-factor", &[("code", &typed)]).await.to, to, "{code}");
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
        owner.get(&house, "/vi/sign-out").await.ok();
        owner.post(&house, "/vi/sign-out", &[]).await;
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
                StatusCode::TOO_MANY_REQUESTS => assert!(page.says("Đã thử quá nhiều lần"), "{}", page.body),
                status => panic!("{status}"),
            }
        }
        assert!(tried < 320, "{tried} guesses were tried");
        let mut unknown = Browser::at("203.0.113.1");
        let page = unknown.sign_in(&house, "huong@example.vn", PASSWORD).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS, "another device there waits, even with the right one");
        owner.get(&house, "/vi/sign-out").await.ok();
        owner.post(&house, "/vi/sign-out", &[]).await;
        let page = owner.sign_in(&house, "huong@example.vn", PASSWORD).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "on a known device, at the very address of the attack");
        let mut elsewhere = Browser::at("198.51.100.99");
        let page = elsewhere.sign_in(&house, "huong@example.vn", PASSWORD).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "from a new place");
        house.wait(MINUTE);
        elsewhere.get(&house, "/vi/second-factor").await.ok();
        let now = code(&secret, house.now());
        assert_eq!(elsewhere.post(&house, "/vi/second-factor", &[("code", &now)]).await.to, "/vi/work");
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
        owner.get(&house, "/vi/second-factor").await.ok();
        house.wait(MINUTE);
        let now = code(&secret, house.now());
        assert_eq!(owner.post(&house, "/vi/second-factor", &[("code", &now)]).await.to, "/vi/work");
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
        other.get(&house, "/vi/sign-out").await.ok();
        assert_eq!(other.post(&house, "/vi/sign-out", &[]).await.to, "/vi/sign-in?said=said-signed-out");
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
        let policy = chiso_workspace::Policy {
            public_url: "http://127.0.0.1:8080".to_owned(),
            session_us: 12 * HOUR,
            idle_us: HOUR,
            // As settings may write it.
            second_factor_roles: vec!["administrator".to_owned(), "unit_contributor".to_owned()],
            passwords: true,
        };
        let desk = chiso_workspace::Desk::new(chiso_workspace::Parts { store: store.clone(), policy });
        let house = House::with(store, desk);
        let link = house.desk.first_administrator_link(house.now()).await.unwrap().unwrap();
        let mut one = Browser::at("203.0.113.1");
        one.get(&house, &path_of(&link)).await.ok();
        let fields = [("name", "H"), ("mail", "h@example.vn"), ("password", PASSWORD), ("again", PASSWORD)];
        let page = one.post(&house, &path_of(&link), &fields).await;
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
        let link = house.desk.first_administrator_link(house.now()).await.unwrap().unwrap();
        let mut one = Browser::at("203.0.113.1");
        one.get(&house, &path_of(&link)).await.ok();
        let fields = [("name", "H"), ("mail", "h@example.vn"), ("password", PASSWORD), ("again", PASSWORD)];
        one.post(&house, &path_of(&link), &fields).await;
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
