//! Agencies on pages: found, shown through time, changed after a look at what would change.

use crate::common::{NOW, on_both};
use crate::house::{Browser, House, Page};
use axum::http::StatusCode;
use chiso_catalogue::Catalogue;
use chiso_model::agency::AgencyId;
use chiso_model::{Date, Lang};
use chiso_store::Store;

async fn open(store: Store) -> House {
    let desk = crate::common::desk(store.clone());
    desk.open_register(Catalogue::load().unwrap().register(), NOW).await.unwrap();
    House::with(store, desk)
}

/// What every page must be.
fn checked(page: Page) -> Page {
    let body = &page.body;
    let text: String = body.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text).collect();
    assert!(!text.contains('['), "a text is missing: {}", &text[text.find('[').unwrap()..]);
    assert_eq!(body.matches("<h1").count(), 1, "{body}");
    for forbidden in [" style=\"", "<style", "<script>", " onclick", "NaN"] {
        assert!(!body.contains(forbidden), "{forbidden}");
    }
    let ids: Vec<&str> = body.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    for id in &ids {
        assert_eq!(ids.iter().filter(|other| other == &id).count(), 1, "the id {id} stands twice");
    }
    page
}

#[test]
fn every_page_of_agencies_is_shown_in_both_languages() {
    on_both(|store| async move {
        let house = open(store).await;
        let (mut administrator, _) = house.administrator().await;
        for lang in ["vi", "en"] {
            for rest in [
                "/agencies",
                "/agencies?q=hai+phong&open=31-2025",
                "/agencies?level=province&sort=since&order=reversed&page=2",
                "/agencies?day=30/06/2025&level=province&open=15",
                "/agencies?day=never",
                "/agencies?day=01/01/1500",
                "/agencies?within=46&kind=commune",
                "/agencies/46",
                "/agencies/10",
                "/agencies/15-2025",
                "/agencies/viet-nam?q=lao&page=1",
                "/agencies/46/new",
                "/agencies/46/facts/name",
                "/agencies/46/facts/kind",
                "/agencies/46/facts/parent",
                "/agencies/46/facts/code",
                "/agencies/46/facts/alias",
                "/agencies/46/events/merge",
                "/agencies/46/events/split",
                "/agencies/46/events/rename",
                "/agencies/46/events/move",
                "/agencies/46/events/dissolve",
                "/find",
                "/find?q=hue",
                "/find?q=khong+co+gi+the",
                "/journal",
                "/journal?open=1",
                "/imports",
                "/imports/agencies/new",
                "/keys",
                "/keys/new",
                "/boundary",
            ] {
                let path = format!("/{lang}{rest}");
                checked(administrator.get(&house, &path).await.ok());
            }
            for rest in ["/agencies/nowhere", "/agencies/46/facts/colour", "/agencies/46/events/create"] {
                let page = administrator.get(&house, &format!("/{lang}{rest}")).await;
                assert_eq!(page.status, StatusCode::NOT_FOUND, "{rest}");
            }
        }
        let then = administrator.get(&house, "/vi/agencies?day=30/06/2025&level=province").await.ok();
        assert!(then.says("63 cơ quan"), "{}", then.body);
        let now = administrator.get(&house, "/vi/agencies?level=province").await.ok();
        assert!(now.says("34 cơ quan"));
        let found = administrator.get(&house, "/vi/find?q=lao+cai").await.ok();
        assert!(found.says("Lào Cai"));
        let file = administrator.get(&house, "/vi/agencies/list/agencies.csv?level=province").await.ok();
        assert_eq!(file.body.lines().count(), 35);
        assert_eq!(administrator.get(&house, "/vi/agencies/list/agencies.pdf").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn what_is_downloaded_can_be_brought_back() {
    on_both(|store| async move {
        let house = open(store).await;
        let (mut administrator, _) = house.administrator().await;
        let file = administrator.get(&house, "/vi/agencies/list/agencies.csv?level=province").await.ok();
        let brought = chiso_workspace::imports::Brought {
            sha256: String::new(),
            name: "agencies.csv".to_owned(),
            bytes: file.body.into_bytes(),
        };
        let plan = house.desk.plan_agencies(&brought);
        assert_eq!(
            (plan.create.len(), plan.change.len(), plan.problems.len()),
            (0, 0, 0),
            "{:?} {:?}",
            plan.change,
            plan.problems
        );
        assert_eq!(plan.unchanged.len(), 34);
    });
}

#[test]
fn a_change_is_seen_before_it_is_made() {
    on_both(|store| async move {
        let house = open(store.clone()).await;
        let (mut administrator, _) = house.administrator().await;
        let path = "/vi/agencies/46/new";
        administrator.get(&house, path).await.ok();
        let wrong = administrator
            .post(&house, path, &[("name", "Sở Nội vụ"), ("kind", "department"), ("from", "hôm qua")])
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.says("Sở Nội vụ") && wrong.says("hôm qua") && wrong.says("Hãy nhập ngày có thật"));
        let before = store.read(|reader| reader.journal_head()).await.unwrap();
        let fields = [
            ("name", "Sở Nội vụ"),
            ("kind", "department"),
            ("from", "1/7/2025"),
            ("local", "SNV"),
            ("reason", "mới lập"),
        ];
        let preview = checked(administrator.post(&house, path, &fields).await.ok());
        assert!(preview.says("Những gì sẽ thay đổi") && preview.says("SNV"), "{}", preview.body);
        assert_eq!(store.read(|reader| reader.journal_head()).await.unwrap(), before, "nothing is written yet");
        let done = administrator.confirm(&house, path, &preview).await;
        assert_eq!(
            (done.status, done.to.as_str()),
            (StatusCode::SEE_OTHER, "/vi/agencies/so-noi-vu?said=said-agency-added")
        );
        let shown = checked(administrator.get(&house, &done.to).await.ok());
        assert!(shown.says("Đã thêm cơ quan.") && shown.says("SNV"));
        // A new name from a day on; the old one stays for its time.
        let path = "/en/agencies/so-noi-vu/facts/name";
        administrator.get(&house, path).await.ok();
        let preview = administrator
            .post(&house, path, &[("name", "Sở Nội vụ và Lao động"), ("name_en", "Department"), ("from", "2027-01-01")])
            .await
            .ok();
        let done = administrator.confirm(&house, path, &preview).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let register = house.desk.register();
        let agency = register.get(&AgencyId::new("so-noi-vu").unwrap()).unwrap();
        assert_eq!(agency.title_on(Date::constant(2026, 12, 31), Lang::Vi), "Sở Nội vụ");
        assert_eq!(agency.title_on(Date::constant(2027, 1, 1), Lang::Vi), "Sở Nội vụ và Lao động");
        house.verified().await;
    });
}

#[test]
fn provinces_merge_and_split_on_pages() {
    on_both(|store| async move {
        let house = open(store).await;
        let (mut administrator, _) = house.administrator().await;
        let path = "/vi/agencies/46/events/merge";
        administrator.get(&house, path).await.ok();
        let base = [("day", "01/07/2027"), ("name", "Thuận Hóa"), ("kind", "city"), ("decision", "NQ 1/2027")];
        for (others, says) in [
            ("", "Hãy nhập ít nhất một đơn vị khác"),
            ("Xứ không có", "Không có đơn vị nào mang mã hoặc tên “Xứ không có”"),
        ] {
            let mut fields = base.to_vec();
            fields.push(("others", others));
            let wrong = administrator.post(&house, path, &fields).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(wrong.says(says), "{}", wrong.body);
        }
        let mut fields = base.to_vec();
        fields.push(("others", "Đà Nẵng"));
        let preview = checked(administrator.post(&house, path, &fields).await.ok());
        assert!(preview.says("Sự kiện") && preview.says("NQ 1/2027"), "{}", preview.body);
        let done = administrator.confirm(&house, path, &preview).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let (eve, day) = (Date::constant(2027, 6, 30), Date::constant(2027, 7, 1));
        let register = house.desk.register();
        let (old, new) = (AgencyId::new("46").unwrap(), AgencyId::new("thuan-hoa").unwrap());
        assert!(register.on(&old, eve).is_some() && register.on(&old, day).is_none());
        assert_eq!(register.on(&new, day).unwrap().title(Lang::Vi), "Thuận Hóa");
        // And one becomes two, with shares.
        let path = "/vi/agencies/22/events/split";
        administrator.get(&house, path).await.ok();
        let fields = [
            ("day", "01/07/2027"),
            ("decision", "NQ 2/2027"),
            ("variable", "population"),
            ("name1", "Hải Ninh"),
            ("share1", "40"),
            ("name2", "Hồng Quảng"),
            ("share2", "59"),
        ];
        let wrong = administrator.post(&house, path, &fields).await;
        assert!(wrong.says("cộng lại bằng 100"), "{}", wrong.body);
        let mut fields = fields.to_vec();
        fields[6].1 = "60,0 %";
        let preview = administrator.post(&house, path, &fields).await.ok();
        let done = administrator.confirm(&house, path, &preview).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let register = house.desk.register();
        let heirs = register.successors(&AgencyId::new("22").unwrap(), eve, day, "population");
        let shares: Vec<(&str, Option<f64>)> = heirs.iter().map(|heir| (heir.id.as_str(), heir.share)).collect();
        assert_eq!(shares, [("hai-ninh", Some(0.4)), ("hong-quang", Some(0.6))]);
        let shown = administrator.get(&house, "/vi/agencies/hai-ninh").await.ok();
        assert!(shown.says("dân số 40,00 %"), "{}", shown.body);
        house.verified().await;
    });
}

#[test]
fn events_that_cannot_be_meant_are_refused() {
    on_both(|store| async move {
        let house = open(store).await;
        let (mut administrator, _) = house.administrator().await;
        let long = "a".repeat(301);
        let hue = ("name", "Thành phố Huế");
        let same =
            house.desk.register().get(&AgencyId::new("46").unwrap()).unwrap().names.last().unwrap().value.clone();
        let (same, english) = (same.text.vi, same.text.en.unwrap_or_default());
        for (path, fields, says) in [
            ("46/events/rename", vec![("day", "01/01/2027"), ("name", "Phú Xuân")], "Hãy ghi số, ngày của quyết định"),
            ("46/events/rename", vec![("day", "01/01/2205"), hue, ("decision", "1")], "hơn 5 năm"),
            (
                "46/events/rename",
                vec![("day", "01/01/2027"), ("name", &*long), ("decision", "1")],
                "Nhiều nhất 300 ký tự",
            ),
            (
                "46/events/rename",
                vec![("day", "01/01/2027"), ("name", &*same), ("name_en", &*english), ("decision", "1")],
                "đã mang đúng tên này",
            ),
            (
                "viet-nam/events/dissolve",
                vec![("day", "01/01/2027"), ("decision", "1")],
                "đơn vị trực thuộc; hãy chuyển hoặc giải thể trước",
            ),
        ] {
            let path = format!("/vi/agencies/{path}");
            administrator.get(&house, &path).await.ok();
            let page = administrator.post(&house, &path, &fields).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            assert!(page.says(says), "{says}: {}", page.body);
        }
        // Another of the same name below the same parent is told of before it is entered.
        let path = "/vi/agencies/viet-nam/new";
        administrator.get(&house, path).await.ok();
        let fields = [("name", same.as_str()), ("kind", "city"), ("from", "01/01/2027")];
        let preview = administrator.post(&house, path, &fields).await.ok();
        assert!(preview.says("Hãy kiểm tra có phải ghi trùng không"), "{}", preview.body);
    });
}

#[test]
fn what_one_may_not_change_is_not_offered_and_not_taken() {
    on_both(|store| async move {
        let house = open(store).await;
        let (mut administrator, _) = house.administrator().await;
        let (mut lead, _) = house.person(&mut administrator, "Đầu Mối", "lead@example.vn", "unit-lead", "46").await;
        let (mut hue, _) = house.person(&mut administrator, "Quản Trị", "hue@example.vn", "administrator", "46").await;
        lead.set_up_second_factor(&house).await;
        hue.set_up_second_factor(&house).await;
        let page = lead.get(&house, "/vi/agencies/46").await.ok();
        assert!(!page.says("/agencies/46/new") && !page.says("/agencies/46/events"));
        assert_eq!(lead.get(&house, "/vi/agencies/46/new").await.status, StatusCode::FORBIDDEN);
        assert!(hue.get(&house, "/vi/agencies/46").await.ok().says("/agencies/46/new"));
        assert!(!hue.get(&house, "/vi/agencies/01").await.ok().says("/agencies/01/new"));
        assert_eq!(hue.get(&house, "/vi/agencies/01/new").await.status, StatusCode::FORBIDDEN);
        let sent = hue.post(&house, "/vi/agencies/01/facts/name", &[("name", "X"), ("from", "01/01/2027")]).await;
        assert_eq!(sent.status, StatusCode::FORBIDDEN);
        let nobody = Browser::at("192.0.2.1").get(&house, "/vi/agencies").await;
        assert_eq!(nobody.status, StatusCode::SEE_OTHER);
    });
}
