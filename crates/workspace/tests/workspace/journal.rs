//! The journal is read by those who may, each the part they may.

use crate::common::{NOW, on_both};
use crate::house::House;
use axum::http::StatusCode;
use chiso_catalogue::Catalogue;

#[test]
fn whoever_reads_the_journal_reads_the_part_of_their_agencies() {
    on_both(|store| async move {
        let desk = crate::common::desk(store.clone());
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
        let agencies = administrator.get(&house, "/vi/journal?about=agency&q=46&system=shown").await.ok();
        assert!(agencies.says("nạp danh mục có sẵn"), "{}", agencies.body);
        let none = administrator.get(&house, "/vi/journal?about=agency&q=46&system=shown&from=01/01/2030").await.ok();
        assert!(none.says("Không có dòng nào khớp"), "{}", none.body);
        // An entry opens beside the list; older ones are one step away.
        let (number, _) = house.store.read(|reader| reader.journal_head()).await.unwrap();
        let open = administrator.get(&house, &format!("/vi/journal?open={number}")).await.ok();
        assert!(open.says(&format!("Dòng nhật ký số {number}")), "{}", open.body);
        assert!(open.says("Các dòng cũ hơn"));
        let older = administrator.get(&house, "/vi/journal?before=3").await.ok();
        assert!(older.says("Về các dòng mới nhất"));
        // As a file: everything that the filter lets through, also beyond the first page.
        let file = administrator.get(&house, "/en/journal/list/journal.csv?about=agency&system=shown").await.ok();
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
        for (person, to) in [(&both, None), (&gone, Some(crate::common::TODAY))] {
            let new = chiso_workspace::rights::NewRole {
                role: chiso_access::Role::Officer,
                agency: Some("46".to_owned()),
                scope: Vec::new(),
                from: crate::common::TODAY,
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
        house.wait(crate::house::DAY);
        let code = crate::house::code(&secret, house.now());
        hue.sign_in(&house, "hue@example.vn", crate::house::PASSWORD).await;
        hue.show_code(&house, &code).await;
        let people = hue.get(&house, "/vi/journal/list/journal.csv?about=person").await.ok().body;
        assert!(about(&people, &both) > 0 && about(&people, &gone) == 0, "{people}");
    });
}

#[test]
fn what_the_system_writes_by_itself_is_hidden_until_it_is_asked_for() {
    on_both(|store| async move {
        let desk = crate::common::desk(store.clone());
        desk.open_register(Catalogue::load().unwrap().register(), NOW).await.unwrap();
        let house = House::with(store, desk);
        let (mut administrator, _) = house.administrator().await;
        let hidden = administrator.get(&house, "/vi/journal?about=agency").await.ok();
        assert!(!hidden.says("cơ quan · "), "{}", hidden.body);
        let agencies = house.desk.register().agencies().len();
        assert!(hidden.says(&format!("Đang ẩn {agencies} dòng")), "{}", hidden.body);
        let shown = administrator.get(&house, "/en/journal?about=agency&system=shown").await.ok();
        assert!(shown.says("agency · ") && !shown.says("are hidden"), "{}", shown.body);
        // Whoever asks for the system by name hides nothing.
        let asked = administrator.get(&house, "/vi/journal?about=agency&who=system").await.ok();
        assert!(asked.says("cơ quan · ") && !asked.says("Đang ẩn"), "{}", asked.body);

        // A reader of a part is told of what is hidden in that part.
        let (mut hue, _) =
            house.person(&mut administrator, "Quản Trị Huế", "hue@example.vn", "administrator", "46").await;
        hue.set_up_second_factor(&house).await;
        let part = hue.get(&house, "/vi/journal?about=agency").await.ok();
        assert!(part.says("Đang ẩn 1 dòng"), "{}", part.body);
    });
}

#[test]
fn entries_are_found_by_the_names_of_agencies_and_people_and_by_their_request() {
    on_both(|store| async move {
        let desk = crate::common::desk(store.clone());
        desk.open_register(Catalogue::load().unwrap().register(), NOW).await.unwrap();
        let house = House::with(store.clone(), desk);
        let (mut administrator, _) = house.administrator().await;
        let (mut hue, _) =
            house.person(&mut administrator, "Quản Trị Huế", "hue@example.vn", "administrator", "46").await;
        hue.set_up_second_factor(&house).await;
        let (_, other) = house.person(&mut administrator, "Lê Thị Tìm Thấy", "tim@example.vn", "unit-lead", "01").await;

        // An agency by its name: itself, and the events that name it.
        let bac_ninh = administrator.get(&house, "/vi/journal?system=shown&q=bac+ninh").await.ok();
        assert!(bac_ninh.says("cơ quan · 24") && bac_ninh.says("sắp xếp, thay đổi đơn vị"), "{}", bac_ninh.body);
        assert!(!bac_ninh.says("cơ quan · 01"), "{}", bac_ninh.body);
        let by_id = administrator.get(&house, "/vi/journal?system=shown&q=24").await.ok();
        assert!(by_id.says("cơ quan · 24") && by_id.says("sắp xếp, thay đổi đơn vị"), "{}", by_id.body);

        // A person by name: what was done to them and what they did; not by whoever may not read of them.
        let found = administrator.get(&house, "/vi/journal?q=tim+thay").await.ok();
        assert!(found.says("mời người dùng") && found.says("Lê Thị Tìm Thấy"), "{}", found.body);
        assert!(!found.says("Quản Trị Huế</td>"), "{}", found.body);
        let none = hue.get(&house, "/vi/journal?q=tim+thay").await.ok();
        assert!(none.says("Không có dòng nào khớp"), "{}", none.body);

        // All of one request, from one of its entries.
        let filter = chiso_store::JournalFilter { limit: 10_000, ..chiso_store::JournalFilter::default() };
        let entries = store.read(move |reader| reader.journal(&filter)).await.unwrap();
        let invited = entries.iter().find(|entry| entry.about == "person" && entry.row_key == other).unwrap();
        let open = administrator.get(&house, &format!("/vi/journal?open={}", invited.seq)).await.ok();
        if let Some(request) = &invited.request {
            assert!(open.says("Xem mọi dòng của yêu cầu này"), "{}", open.body);
            let of_request = entries.iter().filter(|entry| entry.request.as_ref() == Some(request)).count();
            let file = format!("/en/journal/list/journal.csv?request={request}&system=shown");
            let file = administrator.get(&house, &file).await.ok().body;
            assert_eq!(file.lines().count(), of_request + 1, "{file}");
        }
        // Names of columns in words.
        assert!(open.says("<dt>phiên bản</dt>") && !open.says("<dt>version</dt>"), "{}", open.body);
    });
}

/// What somebody enters in a round, plans or attaches is in the journal; an administrator learns who and when, an inspector what.
#[test]
fn what_the_table_keeps_from_administrators_the_journal_does_not_tell_them() {
    on_both(|store| async move {
        let desk = crate::common::desk(store.clone());
        desk.open_register(Catalogue::load().unwrap().register(), NOW).await.unwrap();
        let house = House::with(store, desk);
        let (mut administrator, _) = house.administrator().await;
        let mut inspector = house.person(&mut administrator, "Thanh Tra", "tt@example.vn", "inspector", "01").await.0;
        let mut elsewhere =
            house.person(&mut administrator, "Thanh Tra Huế", "tth@example.vn", "inspector", "46").await.0;
        let (mut national, id) =
            house.person(&mut administrator, "Thanh Tra Trung Ương", "ttw@example.vn", "inspector", "01").await;
        let everywhere = chiso_workspace::rights::NewRole {
            role: chiso_access::Role::Inspector,
            agency: None,
            scope: Vec::new(),
            from: crate::common::TODAY,
            to: None,
        };
        house.desk.give_role(&house.caller(&administrator).await, &id, everywhere, "").await.unwrap();
        for person in [&mut inspector, &mut elsewhere, &mut national] {
            person.set_up_second_factor(&house).await;
        }
        let actor = house.caller(&inspector).await.actor.person.unwrap();
        let event = chiso_store::rounds::AssessmentEventRow {
            id: "r/01/000001".to_owned(),
            round: "r".to_owned(),
            unit: "01".to_owned(),
            seq: 1,
            at: NOW,
            made_by: actor.clone(),
            body: serde_json::json!({"event": "saved", "secret_reason": "điểm nháp 0,75"}),
        };
        let measure = chiso_store::rounds::Measure {
            id: "m-1".to_owned(),
            round: "r".to_owned(),
            unit: "01".to_owned(),
            node: "c1_1_2".to_owned(),
            title: "Rà soát thủ tục đất đai".to_owned(),
            lead: "Phòng Nội vụ quận".to_owned(),
            due: crate::common::TODAY,
            expected: 0.371_946_5,
            progress: 40,
            remark: "Vướng kinh phí".to_owned(),
            created: NOW,
            made_by: actor.clone(),
            dropped: None,
        };
        let file = chiso_store::files::File {
            sha256: "f".repeat(64),
            size: 5,
            media_type: "application/pdf".to_owned(),
            name: "ky-luat-nguyen-van-a.pdf".to_owned(),
            created: NOW,
            made_by: actor.clone(),
        };
        let act = |act: &'static str| chiso_store::Act::new(actor.clone(), act, NOW);
        let mut numbers = Vec::new();
        let head = async || house.store.read(|reader| reader.journal_head()).await.unwrap().0;
        house.store.write(act("self-score.save"), move |writer| writer.insert(&event)).await.unwrap();
        numbers.push(head().await);
        house.store.write(act("measure.plan"), move |writer| writer.insert(&measure)).await.unwrap();
        numbers.push(head().await);
        house.store.write(act("file.store"), move |writer| writer.insert(&file)).await.unwrap();
        numbers.push(head().await);
        // Table, key, what is told of it to all, what is sealed, and whether an inspector of the unit alone sees that.
        let rows: [(&str, String, &str, &[&str], bool); 3] = [
            ("assessment_event", "r/01/000001".to_owned(), "r/01", &["điểm nháp"], true),
            (
                "measure",
                "m-1".to_owned(),
                "40",
                &["Rà soát thủ tục", "Phòng Nội vụ quận", "Vướng kinh phí", "3719465"],
                true,
            ),
            ("file", "f".repeat(64), "application/pdf", &["ky-luat-nguyen"], false),
        ];
        for ((about, key, open, sealed, of_unit), number) in rows.into_iter().zip(numbers) {
            for path in [format!("/vi/journal?open={number}"), format!("/vi/journal/list/journal.csv?about={about}")] {
                let told = administrator.get(&house, &path).await.ok().body;
                assert!(told.contains(&key) && told.contains(open), "{path}: {told}");
                let seen = national.get(&house, &path).await.ok().body;
                let near = inspector.get(&house, &path).await.ok().body;
                let far = elsewhere.get(&house, &path).await.body;
                for word in sealed {
                    assert!(!told.contains(word), "{path}: {told}");
                    assert!(seen.contains(word), "{path} {word}: {seen}");
                    assert_eq!(near.contains(word), of_unit, "{path} {word}: {near}");
                    assert!(!far.contains(word), "{path}: {far}");
                }
            }
        }
        house.verified().await;
    });
}
