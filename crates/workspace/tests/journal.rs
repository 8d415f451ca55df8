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
        assert!(agencies.says("ghi danh mục kèm phần mềm"), "{}", agencies.body);
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
