//! People: inviting, changing, switching off, erasing; and who may do it to whom.

use crate::common::on_both;
use crate::house::{Browser, House, PASSWORD, path_of};
use axum::http::StatusCode;
use chiso_workspace::people::PeopleFilter;

#[test]
fn somebody_is_invited_changed_switched_off_and_on_and_erased() {
    on_both(|store| async move {
        let house = House::of(store);
        let (mut administrator, _) = house.administrator().await;
        administrator.get(&house, "/vi/people/new").await.ok();
        let page = administrator.post(&house, "/vi/people/new", &[("name", ""), ("mail", "an@"), ("role", "")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.says("Hãy nhập họ và tên") && page.says("value=\"an@\""), "{}", page.body);
        let (mut an, id) = house.person(&mut administrator, "Nguyễn Văn An", "an@example.vn", "unit-lead", "46").await;
        assert!(an.get(&house, "/vi/work").await.ok().says("Đầu mối của đơn vị"));
        let page = administrator
            .post(&house, "/vi/people/new", &[("name", "B"), ("mail", "b@example.vn"), ("role", "unit-lead")])
            .await;
        assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY && page.says("gắn với một cơ quan"), "{}", page.body);
        let page = administrator
            .post(&house, "/vi/people/new", &[("name", "Ai đó"), ("mail", "AN@example.vn"), ("lang", "vi")])
            .await;
        assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY && page.says("đã có người dùng khác"));

        let page = administrator.get(&house, "/vi/people?q=nguyen+an").await.ok();
        assert!(page.says("Nguyễn Văn An") && !page.says("Trần Thị Hương</a>"), "{}", page.body);
        assert!(administrator.get(&house, &format!("/vi/people?open={id}")).await.ok().says("an@example.vn"));

        let edit = format!("/vi/people/{id}/edit");
        let page = administrator.get(&house, &edit).await.ok();
        let version =
            page.body.split("name=\"version\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let new = [("name", "Nguyễn Hoài An"), ("mail", "an@example.vn"), ("lang", "vi"), ("version", &version)];
        let page = administrator.post(&house, &edit, &new).await;
        assert_eq!(page.to, format!("/vi/people/{id}?said=said-person-changed"), "{}", page.body);
        let page = administrator.post(&house, &edit, &new[..]).await;
        // The same again changes nothing and is taken; another change of the old version is not.
        let stale = [("name", "Ai khác"), ("mail", "an@example.vn"), ("lang", "vi"), ("version", &version)];
        assert!(page.status == StatusCode::CONFLICT || page.status == StatusCode::SEE_OTHER);
        let page = administrator.post(&house, &edit, &stale).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        assert!(page.says("Người khác vừa sửa"), "{}", page.body);

        let off = format!("/vi/people/{id}/deactivate");
        let page = administrator.post(&house, &off, &[("reason", " ")]).await;
        assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY && page.says("Hãy ghi lý do"));
        administrator.post(&house, &off, &[("reason", "nghỉ thai sản")]).await;
        assert_eq!(an.get(&house, "/vi/work").await.status, StatusCode::SEE_OTHER);
        assert_eq!(an.sign_in(&house, "an@example.vn", PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        administrator.post(&house, &format!("/vi/people/{id}/activate"), &[("reason", "đi làm lại")]).await;
        assert_eq!(an.sign_in(&house, "an@example.vn", PASSWORD).await.to, "/vi/work");

        let erase = format!("/vi/people/{id}/erase");
        let page = administrator.get(&house, &erase).await.ok();
        assert!(page.says("Nhật ký thay đổi giữ nguyên"));
        let page = administrator.post(&house, &erase, &[("typed", "other@example.vn"), ("reason", "đơn số 12")]).await;
        assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY && page.says("Chưa khớp"));
        let page = administrator.post(&house, &erase, &[("typed", "AN@example.vn"), ("reason", "đơn số 12")]).await;
        assert_eq!(page.to, "/vi/people?said=said-person-erased");
        assert_eq!(an.get(&house, "/vi/work").await.status, StatusCode::SEE_OTHER);
        assert_eq!(administrator.get(&house, &format!("/vi/people/{id}")).await.status, StatusCode::NOT_FOUND);
        house.verified().await;
        let journal = house.journal().await;
        for told in ["person.erase", "đơn số 12", "nghỉ thai sản", &id] {
            assert!(journal.contains(told), "{told}");
        }
        for gone in ["Nguyễn", "Hoài An", "an@example.vn", "203.0.113.9", "Firefox", "argon2id"] {
            assert!(!journal.contains(gone), "{gone} stands in the journal");
        }
    });
}

#[test]
fn the_last_administrator_stays_and_nobody_harms_the_own_account() {
    on_both(|store| async move {
        let house = House::of(store);
        let (mut first, _) = house.administrator().await;
        let (mut second, id) = house.person(&mut first, "Lê Thị Bình", "binh@example.vn", "administrator", "").await;
        second.set_up_second_factor(&house).await;
        let me = house.caller(&first).await.actor.person.unwrap();
        let own = first.get(&house, &format!("/vi/people/{me}")).await.ok();
        assert!(!own.says("/deactivate"));
        for way in ["deactivate", "erase"] {
            let page = first
                .post(&house, &format!("/vi/people/{me}/{way}"), &[("typed", "huong@example.vn"), ("reason", "thử")])
                .await;
            assert_ne!(page.status, StatusCode::SEE_OTHER, "{way}");
        }
        // The other one goes, and a third has not come yet; so the first must stay.
        first.invite(&house, "Chưa đến", "third@example.vn", "administrator", "").await;
        let page = first.post(&house, &format!("/vi/people/{id}/deactivate"), &[("reason", "chuyển công tác")]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);
        let roles = first.get(&house, "/vi/assignments").await.ok();
        let role =
            roles.body.split("/vi/assignments/").skip(1).find_map(|rest| rest.split_once("/end")).unwrap().0.to_owned();
        let mut refused = 0;
        for rest in roles.body.split("/vi/assignments/").skip(1).filter_map(|rest| rest.split_once("/end")) {
            let page = first.post(&house, &format!("/vi/assignments/{}/end", rest.0), &[("reason", "thử")]).await;
            refused += usize::from(page.says("người quản trị toàn hệ thống cuối cùng"));
        }
        assert_eq!(refused, 1, "{role}");
    });
}

/// A provincial administrator sees and changes people of the province and below; nobody else exists for them, and whoever also holds a role elsewhere is out of reach.
#[test]
fn people_are_managed_within_the_agencies_one_is_in_charge_of() {
    on_both(|store| async move {
        let house = House::of(store);
        let (mut national, _) = house.administrator().await;
        let (mut hue, _) = house.person(&mut national, "Quản trị Huế", "hue@example.vn", "administrator", "46").await;
        hue.set_up_second_factor(&house).await;
        let (_, inside) = house.person(&mut national, "Người Huế", "a@example.vn", "unit-contributor", "46").await;
        let (_, outside) = house.person(&mut national, "Người Hà Nội", "b@example.vn", "unit-contributor", "01").await;
        let (_, both) = house.person(&mut national, "Người hai nơi", "c@example.vn", "officer", "01").await;
        national.get(&house, &format!("/vi/assignments/new?person={both}")).await.ok();
        let page = national
            .post(&house, "/vi/assignments/new", &[("person", &both), ("role", "officer"), ("agency", "46")])
            .await;
        assert_eq!(page.to, format!("/vi/people/{both}?said=said-role-given"), "{}", page.body);

        let list = hue.get(&house, "/vi/people").await.ok();
        assert!(list.says("Người Huế") && list.says("Người hai nơi") && !list.says("Người Hà Nội"));
        assert!(!list.says("Trần Thị Hương"));
        for (person, edit, see) in [
            (&inside, StatusCode::OK, StatusCode::OK),
            (&outside, StatusCode::NOT_FOUND, StatusCode::NOT_FOUND),
            (&both, StatusCode::FORBIDDEN, StatusCode::OK),
        ] {
            assert_eq!(hue.get(&house, &format!("/vi/people/{person}")).await.status, see, "{person}");
            assert_eq!(hue.get(&house, &format!("/vi/people/{person}/edit")).await.status, edit, "{person}");
            let link = hue.post_on(&house, &format!("/vi/people/{person}/link"), &[("reason", "quên mật khẩu")]).await;
            assert_eq!(link.status, edit, "a link for somebody's password is as good as the account");
        }
        // Of whoever works in two places only what is held here, in the filter too.
        let caller = house.caller(&hue).await;
        let filter = |role: &str| PeopleFilter { role: role.to_owned(), ..PeopleFilter::default() };
        let all = house.desk.people(&caller, filter("")).await.unwrap();
        let row = all.iter().find(|row| row.id == both).unwrap();
        assert_eq!(row.roles, [(chiso_access::Role::Officer, Some("46".to_owned()))]);
        // A link needs a reason, and nobody makes one for the own account.
        let page = hue.post(&house, &format!("/vi/people/{inside}/link"), &[("reason", " ")]).await;
        assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY && page.says("Hãy ghi lý do"), "{}", page.body);
        let me = caller.actor.person.clone().unwrap();
        let own = house.desk.new_link(&caller, &me, false, "thử").await;
        assert!(matches!(own, Err(chiso_workspace::Refusal::Fields(_))));
        // New people only within the province, and with a role there.
        hue.get(&house, "/vi/people/new").await.ok();
        let entered = [("name", "Mới"), ("mail", "new@example.vn"), ("lang", "vi")];
        for (role, agency, wrong) in [
            ("", "", "Hãy chọn vai trò và cơ quan"),
            ("officer", "", "Hãy chọn một cơ quan"),
            ("officer", "01", "nằm ngoài"),
            ("administrator", "nowhere", "Không tìm thấy cơ quan"),
        ] {
            let page = hue
                .post(&house, "/vi/people/new", &[&entered[..], &[("role", role), ("agency", agency)]].concat())
                .await;
            assert!(
                page.status == StatusCode::UNPROCESSABLE_ENTITY && page.says(wrong),
                "{role} {agency} {}",
                page.body
            );
        }
        let page = hue
            .post_on(&house, "/vi/people/new", &[&entered[..], &[("role", "officer"), ("agency", "46")]].concat())
            .await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        house.verified().await;
    });
}

#[test]
fn whoever_manages_nobody_sees_nobody() {
    on_both(|store| async move {
        let house = House::of(store);
        let (mut national, _) = house.administrator().await;
        let (mut one, id) = house.person(&mut national, "An", "an@example.vn", "unit-contributor", "46").await;
        let (_, other) = house.person(&mut national, "Bình", "binh@example.vn", "unit-contributor", "46").await;
        one.get(&house, &format!("/vi/people/{id}")).await.ok();
        assert_eq!(one.get(&house, &format!("/vi/people/{other}")).await.status, StatusCode::NOT_FOUND);
        assert!(!one.get(&house, "/vi/people").await.ok().says("binh@example.vn"));
        assert_eq!(one.get(&house, "/vi/people/new").await.status, StatusCode::FORBIDDEN);
        let mut nobody = Browser::at("192.0.2.1");
        assert_eq!(nobody.get(&house, "/vi/people").await.to, "/vi/sign-in?next=%2Fvi%2Fpeople");
        assert_eq!(path_of("http://a/b"), "/b");
    });
}
