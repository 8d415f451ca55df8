//! The journal is read by those who may, each the part they may.
#![allow(clippy::unwrap_used, clippy::panic, clippy::redundant_closure_for_method_calls)]

mod common;
#[path = "common/house.rs"]
mod house;

use axum::http::StatusCode;
use chiso_catalogue::Catalogue;
use common::{NOW, on_both};
use house::House;

#[test]
fn whoever_reads_the_journal_reads_the_part_of_their_agencies() {
    on_both(|store| async move {
        let desk = common::desk(store.clone());
        desk.open_register(Catalogue::load().unwrap().register(), NOW).await.unwrap();
        let house = House::with(store, desk);
        let (mut administrator, _) = house.administrator().await;
        let (mut hue, _) =
            house.person(&mut administrator, "Quản Trị Huế", "hue@example.vn", "administrator", "46").await;
        let (mut lead, _) =
            house.person(&mut administrator, "Đầu Mối Hà Nội", "hn@example.vn", "unit-lead", "01").await;
        hue.set_up_second_factor(&house).await;
        lead.set_up_second_factor(&house).await;
        for lang in ["vi", "en"] {
            let whole = administrator.get(&house, &format!("/{lang}/journal")).await.ok();
            assert!(whole.says("Đầu Mối Hà Nội") && whole.says("Quản Trị Huế"));
            let part = hue.get(&house, &format!("/{lang}/journal")).await.ok();
            assert!(part.says("Quản Trị Huế") && !part.says("Đầu Mối Hà Nội"), "{}", part.body);
            assert_eq!(lead.get(&house, &format!("/{lang}/journal")).await.status, StatusCode::FORBIDDEN);
        }
        let agencies = administrator.get(&house, "/vi/journal?about=agency&q=46").await.ok();
        assert!(agencies.says("nạp danh mục có sẵn"), "{}", agencies.body);
        let none = administrator.get(&house, "/vi/journal?about=agency&q=46&from=01/01/2030").await.ok();
        assert!(none.says("Không có dòng nào khớp"), "{}", none.body);
        // An entry opens beside the list; older ones are one step away.
        let (number, _) = house.store.read(|reader| reader.journal_head()).await.unwrap();
        let open = administrator.get(&house, &format!("/vi/journal?open={number}")).await.ok();
        assert!(open.says(&format!("Dòng nhật ký số {number}")), "{}", open.body);
        assert!(open.says("Các dòng cũ hơn"));
        let older = administrator.get(&house, "/vi/journal?before=3").await.ok();
        assert!(older.says("Về các dòng mới nhất"));
        // As a file: everything that the filter lets through, also beyond the first page.
        let file = administrator.get(&house, "/en/journal/list/journal.csv?about=agency").await.ok();
        assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
        assert!(file.body.lines().count() > 90, "{}", file.body.lines().count());
        let part = hue.get(&house, "/vi/journal/list/journal.csv").await.ok();
        assert!(!part.body.contains("Đầu Mối Hà Nội"));
        assert_eq!(lead.get(&house, "/vi/journal/list/journal.csv").await.status, StatusCode::FORBIDDEN);
        house.verified().await;
    });
}

/// Whoever works in two places: what they do is told to neither, but for what is about people and agencies there.
#[test]
fn what_somebody_does_elsewhere_is_not_told_here() {
    on_both(|store| async move {
        let house = House::of(store);
        let (mut national, _) = house.administrator().await;
        let (mut hue, _) = house.person(&mut national, "Quản Trị Huế", "hue@example.vn", "administrator", "46").await;
        let secret = hue.set_up_second_factor(&house).await;
        house.person(&mut national, "Người Ở Đây", "here@example.vn", "officer", "46").await;
        let (_, both) = house.person(&mut national, "Người Hai Nơi", "both@example.vn", "officer", "01").await;
        let (_, gone) = house.person(&mut national, "Người Đã Đi", "gone@example.vn", "officer", "01").await;
        let giver = house.caller(&national).await;
        for (person, to) in [(&both, None), (&gone, Some(common::TODAY))] {
            let new = chiso_workspace::rights::NewRole {
                role: chiso_access::Role::Officer,
                agency: Some("46".to_owned()),
                scope: Vec::new(),
                from: common::TODAY,
                to,
            };
            house.desk.give_role(&giver, person, new, "").await.unwrap();
        }
        let sessions = hue.get(&house, "/vi/journal/list/journal.csv?about=session").await.ok().body;
        assert!(sessions.contains("Người Ở Đây"), "{sessions}");
        assert!(!sessions.contains("Người Hai Nơi") && !sessions.contains("Người Đã Đi"), "{sessions}");
        let about = |page: &str, id: &str| page.matches(id).count();
        let people = hue.get(&house, "/vi/journal/list/journal.csv?about=person").await.ok().body;
        assert!(about(&people, &both) > 0 && about(&people, &gone) > 0, "{people}");
        // A role that is over shows nothing any more.
        house.wait(house::DAY);
        let code = house::code(&secret, house.now());
        hue.sign_in(&house, "hue@example.vn", house::PASSWORD).await;
        hue.get(&house, "/vi/second-factor").await.ok();
        hue.post(&house, "/vi/second-factor", &[("code", &code)]).await;
        let people = hue.get(&house, "/vi/journal/list/journal.csv?about=person").await.ok().body;
        assert!(about(&people, &both) > 0 && about(&people, &gone) == 0, "{people}");
    });
}
