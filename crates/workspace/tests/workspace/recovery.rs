//! A forgotten password: by mail, and by a link that an administrator hands over.

use crate::common::on_both;
use crate::house::{Browser, HOUR, House, MINUTE, OTHER_PASSWORD, PASSWORD, SECOND, path_of};
use axum::http::StatusCode;
use chiso_mail::{Mailer, Route, Sender};
use chiso_model::Text;
use chiso_store::Store;

/// A house whose letters lie in a folder.
fn with_mail(store: &Store, folder: &std::path::Path) -> House {
    let sender = Sender {
        from: "Bộ chỉ số <chiso@example.vn>".to_owned(),
        system: Text::new("chiso", "chiso"),
        home: "http://127.0.0.1:8080".to_owned(),
    };
    let mailer = Mailer::new(&Route::Folder(folder.to_owned()), sender).unwrap();
    House::with(store.clone(), crate::common::desk(store.clone()).with_mail(mailer))
}

/// How many jobs wait.
#[allow(
    clippy::redundant_closure_for_method_calls,
    reason = "the closure holds for every lifetime of the reader, the method for one"
)]
async fn waiting(store: &Store) -> i64 {
    store.read(|r| r.count_jobs()).await.unwrap()
}

/// Letters in a folder, each as its text with the links in one piece.
fn letters(folder: &std::path::Path) -> Vec<String> {
    let mut letters: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    letters.sort();
    letters
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "eml"))
        .map(|path| decoded(&std::fs::read_to_string(path).unwrap()))
        .collect()
}

/// Quoted-printable as people read it.
fn decoded(text: &str) -> String {
    let text = text.replace("=\r\n", "");
    let (mut bytes, mut rest) = (Vec::new(), text.as_bytes());
    while let Some((first, others)) = rest.split_first() {
        let hex = others.get(..2).and_then(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok());
        if let Some(byte) = hex.filter(|_| *first == b'=') {
            bytes.push(byte);
            rest = &others[2..];
        } else {
            bytes.push(*first);
            rest = others;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn link_in(letter: &str, place: &str) -> String {
    let start = letter.find(&format!("http://127.0.0.1:8080/vi{place}/")).unwrap_or_else(|| panic!("{letter}"));
    letter[start..].chars().take_while(|c| !c.is_whitespace() && !"<>\"".contains(*c)).collect()
}

#[test]
fn a_letter_leads_to_a_new_password_once_and_says_nothing_of_who_is_here() {
    on_both(|store| async move {
        let folder = tempfile::tempdir().unwrap();
        let house = with_mail(&store, folder.path());
        let (mut administrator, _) = house.administrator().await;
        administrator.get(&house, "/vi/people/new").await.ok();
        let fields = [
            ("name", "Nguyễn Văn An"),
            ("mail", "an@example.vn"),
            ("lang", "vi"),
            ("role", "unit-contributor"),
            ("agency", "46"),
            ("way", "mail"),
        ];
        let page = administrator.post_on(&house, "/vi/people/new", &fields).await.ok();
        assert!(!page.says("/vi/invitation/"), "the link goes by mail alone");
        assert_eq!(house.desk.work_due_jobs(house.now()).await.unwrap(), 1);
        let invitation = link_in(&letters(folder.path())[0], "/invitation");
        assert_eq!(waiting(&store).await, 0, "what a letter held goes with it");
        let mut one = Browser::at("203.0.113.9");
        assert!(one.get(&house, &path_of(&invitation)).await.ok().says("Nguyễn Văn An"));
        one.post(&house, &path_of(&invitation), &[("password", PASSWORD), ("again", PASSWORD)]).await;
        one.get(&house, "/vi/work").await.ok();
        assert_eq!(one.get(&house, &path_of(&invitation)).await.status, StatusCode::NOT_FOUND, "it works once");

        let mut somebody = Browser::at("198.51.100.1");
        somebody.get(&house, "/vi/recover").await.ok();
        let known = somebody.post(&house, "/vi/recover", &[("mail", "AN@example.vn")]).await.ok();
        let unknown = somebody.post(&house, "/vi/recover", &[("mail", "nobody@example.vn")]).await.ok();
        assert_eq!(
            known.body.replace("AN@example.vn", "X"),
            unknown.body.replace("nobody@example.vn", "X"),
            "the answer is the same"
        );
        std::fs::remove_file(std::fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path()).unwrap();
        assert_eq!(house.desk.work_due_jobs(house.now()).await.unwrap(), 1);
        let recovery = link_in(&letters(folder.path())[0], "/recover");
        house.wait(29 * MINUTE);
        somebody.get(&house, &path_of(&recovery)).await.ok();
        let page = somebody
            .post(&house, &path_of(&recovery), &[("password", OTHER_PASSWORD), ("again", OTHER_PASSWORD)])
            .await;
        assert_eq!(page.to, "/vi/work", "{}", page.body);
        assert_eq!(one.get(&house, "/vi/work").await.status, StatusCode::SEE_OTHER, "the old sessions ended");
        assert_eq!(somebody.get(&house, &path_of(&recovery)).await.status, StatusCode::NOT_FOUND);
        house.verified().await;
        let journal = house.journal().await;
        for said in ["person.ask-for-recovery", "person.recover", "person.invite", "person.accept-invitation"] {
            assert!(journal.contains(said), "{said}");
        }
        for secret in [&invitation, &recovery] {
            assert!(!journal.contains(secret.rsplit('/').next().unwrap()));
        }
    });
}

#[test]
fn a_recovery_by_mail_is_good_for_half_an_hour_and_nobody_is_flooded() {
    on_both(|store| async move {
        let folder = tempfile::tempdir().unwrap();
        let house = with_mail(&store, folder.path());
        house.administrator().await;
        let mut somebody = Browser::at("198.51.100.1");
        somebody.get(&house, "/vi/recover").await.ok();
        for _ in 0..50 {
            somebody.post(&house, "/vi/recover", &[("mail", "huong@example.vn")]).await.ok();
        }
        assert_eq!(waiting(&store).await, 5);
        while house.desk.work_due_jobs(house.now()).await.unwrap() > 0 {}
        let link = link_in(&letters(folder.path())[0], "/recover");
        house.wait(30 * MINUTE + SECOND);
        assert_eq!(somebody.get(&house, &path_of(&link)).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_letter_that_cannot_be_sent_waits_and_is_tried_again() {
    on_both(|store| async move {
        let folder = tempfile::tempdir().unwrap();
        let away = folder.path().join("away");
        let house = with_mail(&store, &away);
        house.administrator().await;
        std::fs::remove_dir_all(&away).ok();
        std::fs::write(&away, "in the way").unwrap();
        let mut somebody = Browser::at("198.51.100.1");
        somebody.get(&house, "/vi/recover").await.ok();
        somebody.post(&house, "/vi/recover", &[("mail", "huong@example.vn")]).await.ok();
        assert_eq!(house.desk.work_due_jobs(house.now()).await.unwrap(), 1);
        assert_eq!(waiting(&store).await, 1, "it waits");
        assert_eq!(house.desk.work_due_jobs(house.now()).await.unwrap(), 0, "not at once again");
        std::fs::remove_file(&away).unwrap();
        std::fs::create_dir(&away).unwrap();
        house.wait(31 * SECOND);
        assert_eq!(house.desk.work_due_jobs(house.now()).await.unwrap(), 1);
        assert_eq!((waiting(&store).await, letters(&away).len()), (0, 1));
    });
}

#[test]
fn an_administrator_hands_a_link_over() {
    on_both(|store| async move {
        let house = House::of(store);
        let (mut administrator, _) = house.administrator().await;
        let (mut one, id) = house.person(&mut administrator, "An", "an@example.vn", "unit-contributor", "46").await;
        assert_eq!(Browser::at("::1").get(&house, "/vi/recover").await.status, StatusCode::NOT_FOUND, "no mail here");
        administrator.get(&house, &format!("/vi/people/{id}/link")).await.ok();
        let page =
            administrator.post_on(&house, &format!("/vi/people/{id}/link"), &[("reason", "gọi điện")]).await.ok();
        assert!(page.headers["cache-control"].to_str().unwrap().contains("no-store"));
        let link = page.under("link");
        one.get(&house, "/vi/work").await.ok();
        let mut anywhere = Browser::at("198.51.100.1");
        house.wait(23 * HOUR);
        anywhere.get(&house, &path_of(&link)).await.ok();
        anywhere.post(&house, &path_of(&link), &[("password", OTHER_PASSWORD), ("again", OTHER_PASSWORD)]).await;
        anywhere.get(&house, "/vi/work").await.ok();
        assert_eq!(one.sign_in(&house, "an@example.vn", PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(house.journal().await.contains("gọi điện"));
    });
}

#[test]
fn one_hears_of_a_new_role_and_of_a_sign_in_on_a_new_device() {
    on_both(|store| async move {
        let folder = tempfile::tempdir().unwrap();
        let house = with_mail(&store, folder.path());
        let (mut administrator, _) = house.administrator().await;
        let id = {
            let (id, link) = administrator.invite(&house, "An", "an@example.vn", "officer", "46").await;
            let mut one = Browser::at("203.0.113.9");
            one.get(&house, &path_of(&link)).await.ok();
            one.post(&house, &path_of(&link), &[("password", PASSWORD), ("again", PASSWORD)]).await;
            id
        };
        administrator.get(&house, &format!("/vi/assignments/new?person={id}")).await.ok();
        let role = [("person", id.as_str()), ("role", "unit-contributor"), ("agency", "46"), ("to", "31/12/2026")];
        administrator.post(&house, "/vi/assignments/new", &role).await;
        assert_eq!(waiting(&store).await, 2, "a link that is handed over, and a role");
        let mut one = Browser::at("203.0.113.9");
        one.sign_in(&house, "an@example.vn", PASSWORD).await;
        assert_eq!(waiting(&store).await, 3, "a browser that never signed in with the password");
        one.sign_out(&house).await;
        assert_eq!(one.sign_in(&house, "an@example.vn", PASSWORD).await.to, "/vi/work");
        assert_eq!(waiting(&store).await, 3, "a known one");
        Browser::at("192.0.2.5").sign_in(&house, "an@example.vn", "sai mật khẩu rồi").await;
        assert_eq!(waiting(&store).await, 3, "one that did not come in");
        assert_eq!(house.desk.work_due_jobs(house.now()).await.unwrap(), 3);
        let letters = letters(folder.path()).concat();
        assert!(letters.contains("/vi/account/sessions") && letters.contains("/vi/work"), "{letters}");
    });
}

/// Whoever did not ask for a link, or for a new second factor, learns of it, and from whom it came.
#[test]
fn one_hears_of_what_an_administrator_did_to_the_account() {
    on_both(|store| async move {
        let folder = tempfile::tempdir().unwrap();
        let house = with_mail(&store, folder.path());
        let (mut administrator, _) = house.administrator().await;
        let (mut one, id) = house.person(&mut administrator, "An", "an@example.vn", "officer", "46").await;
        one.set_up_second_factor(&house).await;
        let clear = || {
            for file in std::fs::read_dir(folder.path()).unwrap() {
                std::fs::remove_file(file.unwrap().path()).unwrap();
            }
        };
        house.desk.work_due_jobs(house.now()).await.unwrap();
        clear();
        let person = format!("/vi/people/{id}");
        for (way, fields, said) in [
            ("link", &[("way", "shown")][..], "đã tạo liên kết dùng một lần để vào tài khoản"),
            ("link", &[("way", "mail")], "đã tạo cho Ông/Bà liên kết đặt lại mật khẩu"),
            ("reset-second-factor", &[], "đã đặt lại xác thực hai lớp của Ông/Bà"),
        ] {
            let address = format!("{person}/{way}");
            administrator.get(&house, &address).await.ok();
            let fields = [fields, &[("reason", "điện thoại hỏng")]].concat();
            // In the transaction of the change: where that is refused, there is no letter.
            administrator.post(&house, &address, &[("reason", " ")]).await;
            assert_eq!(waiting(&store).await, 0, "{way}");
            assert_eq!(administrator.post(&house, &address, &fields).await.status, StatusCode::SEE_OTHER, "{way}");
            assert_eq!(waiting(&store).await, 1, "{way}: it waits in the store");
            assert_eq!(house.desk.work_due_jobs(house.now()).await.unwrap(), 1);
            let letters = letters(folder.path()).concat();
            for told in [said, "Trần Thị Hương", "22/11/2026 07:00", "an@example.vn"] {
                assert!(letters.contains(told), "{way}: {told} in {letters}");
            }
            assert!(!letters.contains("điện thoại hỏng"), "the reason is for the journal: {letters}");
            clear();
        }
        // Where no mail is sent nothing waits.
        let silent = House::of(store.clone());
        let caller = house.caller(&administrator).await;
        silent.desk.new_link(&caller, &id, false, "thử").await.unwrap();
        assert_eq!(waiting(&store).await, 0);
    });
}
