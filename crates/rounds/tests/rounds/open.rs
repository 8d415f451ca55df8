//! Setting a round up through its pages, from nothing to self-assessment; going on; values that join.

use std::collections::BTreeSet;

use crate::common::{CATALOGUE, DAY, NOW, RULEBOOK, Scene, UNITS, coordinator, lead, on_both, person, setup, verified};
use crate::opening::{calendar, drafted, filled, hanoi, people, send, with_departments, with_people};
use axum::http::StatusCode;
use chiso_access::{Assignment, Role};
use chiso_model::Date;
use chiso_round::{Mark, Phase, Stage};

#[test]
fn a_province_sets_up_a_round_over_its_departments() {
    on_both(|store| async move {
        let scene = with_departments(store.clone());
        with_people(&store, Some("01")).await;
        let chief = hanoi(NOW);

        // The wizard: what is missing is asked for, and nothing typed is lost.
        let page = scene.get("/vi/rounds/new", &chief).await;
        page.has(&["Bước 1", "value=\"01\" checked", "value=\"2025\""]);
        let basics = [("owner", "01"), ("title_vi", "CCHC các sở năm 2024"), ("year", "hai nghìn")];
        scene.post("/vi/rounds/new", &chief, &basics).await.refuses(&["CCHC các sở năm 2024", "Hãy nhập năm"]);
        let basics = [("owner", "48"), ("title_vi", "Của Đà Nẵng"), ("year", "2024")];
        scene.post("/vi/rounds/new", &chief, &basics).await.refuses(&["Hãy chọn cơ quan mà anh/chị được mở"]);
        let basics = [("owner", "01"), ("title_vi", "CCHC các sở năm 2024"), ("year", "2024")];
        let no_rulebook = scene.post("/vi/rounds/new/rulebook", &chief, &basics).await;
        no_rulebook.refuses(&["Hãy chọn một bộ tiêu chí", "2024-province-illustrative"]);
        let rulebook = format!("shipped:{RULEBOOK}");
        let setup = drafted(&scene, &chief, &basics, &[("rulebook", &rulebook)]).await;
        let at = |rest: &str| format!("{setup}{rest}");

        // Every problem stands there with a link to where it is mended.
        let page = scene.get(&setup, &chief).await;
        page.has(&[
            &format!("href=\"{setup}/units\">Hãy chọn ít nhất một đơn vị"),
            &format!("href=\"{setup}/calendar\">Giai đoạn “Tự đánh giá” chưa có hạn"),
            &format!("href=\"{setup}/calendar\">Giai đoạn “Hội đồng thẩm định” chưa có hạn"),
            &format!("href=\"{setup}/appraisers?area=area1\">1 "),
            &format!("href=\"{setup}/appraisers?area=area7\">7 "),
            &format!("href=\"{setup}/council\">Hãy ghi thành viên hội đồng"),
        ]);
        // It cannot be opened as it is: the page says what is left, a forged order is refused.
        let next = setup.replace("/setup", "/next");
        scene.get(&next, &chief).await.has(&["Chưa mở được đợt", "Hãy ghi thành viên hội đồng"]);
        let forced = scene.post(&next, &chief, &[("phase", "self_assessment")]).await;
        assert_eq!(forced.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", forced.body);

        // Units: all departments and one commune by its name; one department is ranked apart and in a group.
        let page = scene.get(&at("/units"), &chief).await;
        page.has(&["value=\"level:commune\"", "(2)", "value=\"level:department\"", "(3)"]);
        let nothing = send(&scene, &at("/units"), &at("/units/add"), &chief, &[]).await;
        nothing.refuses(&["Hãy chọn ít nhất một nhóm"]);
        let unknown = send(&scene, &at("/units"), &at("/units/add"), &chief, &[("one", "Sở Nội vụ Đà Nẵng")]).await;
        unknown.refuses(&["Không tìm thấy đơn vị này", "Sở Nội vụ Đà Nẵng"]);
        let add = [("sets", "level:department"), ("one", "xã ba vì")];
        send(&scene, &at("/units"), &at("/units/add"), &chief, &add).await.leads("/vi/");
        let none = send(&scene, &at("/units"), &at("/units"), &chief, &[("act", "remove")]).await;
        none.refuses(&["Hãy chọn ít nhất một đơn vị"]);
        let unrank = [("unit", "hn-ba-vi"), ("act", "unrank")];
        send(&scene, &at("/units"), &at("/units"), &chief, &unrank).await.leads("/vi/");
        let group = [("unit", "hn-noi-vu"), ("unit", "hn-y-te"), ("act", "group"), ("group", "Khối tổng hợp")];
        send(&scene, &at("/units"), &at("/units"), &chief, &group).await.leads("/vi/");
        let page = scene.get(&at("/units"), &chief).await;
        page.has(&["Xã Ba Vì", "Khối tổng hợp", "Sở Tư pháp Hà Nội"]);
        send(&scene, &at("/units"), &at("/units"), &chief, &[("unit", "hn-tu-phap"), ("act", "remove")])
            .await
            .leads("/vi/");

        // A calendar in the wrong order, or with what is no day: said beside the field, nothing lost.
        let order = calendar(&[("day-explanation", "10/12/2026")]);
        let page = send(&scene, &at("/calendar"), &at("/calendar"), &chief, &order).await;
        page.refuses(&["Hạn của “Giải trình” phải sau hạn của “Thẩm định lần 1”", "10/12/2026", "31/01/2027"]);
        let typo =
            calendar(&[("day-council", "31/02/2027"), ("time-council", "25:00"), ("day-self_assessment", "1/1/2026")]);
        let page = send(&scene, &at("/calendar"), &at("/calendar"), &chief, &typo).await;
        page.refuses(&["Hạn phải sau thời điểm hiện tại", "Hãy nhập một ngày trong lịch", "31/02/2027"]);
        let council =
            send(&scene, &at("/council"), &at("/council"), &chief, &[("members", "member-1"), ("quorum", "2")]).await;
        council.refuses(&["Hãy nhập một số từ 1 đến 1"]);
        filled(&scene, &setup, &chief).await;

        // Somebody else saved meanwhile: said, and what was typed is still there.
        let stale = scene.post(&at("/about"), &chief, &[("seen", "1"), ("title_vi", "Tên mới của tôi")]).await;
        stale.refuses(&["Đợt đánh giá vừa được thay đổi", "Tên mới của tôi"]);
        let about = [("title_vi", "CCHC các sở, xã năm 2024"), ("see", "first"), ("simulated", "yes")];
        send(&scene, &at("/about"), &at("/about"), &chief, &about).await.leads("/vi/");

        let page = scene.get(&setup, &chief).await;
        page.has(&["Đã đủ để mở đợt", "3 đơn vị, trong đó 1 không xếp hạng", "2 người thẩm định"]);
        let page = scene.get(&next, &chief).await;
        page.has(&["Chuyển sang giai đoạn “Tự đánh giá”?", "3 đơn vị được kê khai", "17:00 ngày 01/12/2026"]);
        scene.post(&next, &chief, &[("phase", "self_assessment")]).await.leads("/vi/");

        let id = setup.split('/').nth(3).unwrap();
        let held = scene.rounds.held(id).await.unwrap();
        let round = &held.round;
        assert_eq!(round.phase, Phase::SelfAssessment);
        let units: Vec<(&str, Option<&str>, bool)> =
            round.setup.units.iter().map(|e| (e.unit.as_str(), e.group.as_deref(), e.ranked)).collect();
        assert_eq!(
            units,
            [
                ("hn-ba-vi", None, false),
                ("hn-noi-vu", Some("Khối tổng hợp"), true),
                ("hn-y-te", Some("Khối tổng hợp"), true)
            ]
        );
        // Left empty, the agency is the one where the role is held.
        assert!(round.setup.appraisers.iter().all(|appraiser| appraiser.agency == "01"));
        assert_eq!(round.setup.visibility.see, BTreeSet::from([Stage::First]));
        assert!(round.setup.simulated && round.units_see(Stage::First) && !round.units_see(Stage::Second));

        // The overview says where it stands; a unit sees its own way in, and no setup.
        let overview = format!("/vi/rounds/{id}");
        let page = scene.get(&overview, &chief).await;
        page.has(&["Đợt đang ở giai đoạn “Tự đánh giá”, đến 17:00 ngày 01/12/2026", "còn 9 ngày", "Chuyển giai đoạn"]);
        let theirs = scene.get(&overview, &lead("hn-y-te", NOW)).await;
        theirs.has(&["Kê khai và tự chấm điểm: Sở Y tế Hà Nội"]);
        assert!(!theirs.body.contains("Chuyển giai đoạn") && !theirs.body.contains("Sở Nội vụ"), "{}", theirs.body);
        assert_eq!(scene.get(&setup, &lead("hn-y-te", NOW)).await.status, StatusCode::FORBIDDEN);
        verified(&store).await;
    });
}

#[test]
fn appraisers_are_ticked_in_a_table_and_need_a_reason_after_the_start() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let id = scene.begun().await;
        people(&store, Role::Appraiser, None, &[("appraiser-c", "Vũ Chi")]).await;
        let chief = coordinator(NOW);
        let page = format!("/vi/rounds/{id}/setup/appraisers");
        scene.get(&page, &chief).await.has(&["name=\"n-area1\" value=\"appraiser-a\" checked", "name=\"n-area8\""]);
        // Nobody for area 7: the round is under way, so that is refused, and what was ticked stays.
        let ticks = |seven: &'static str| {
            let a = ["n-area1", "n-area2", "n-area3", "n-area4"].map(|name| (name, "appraiser-a"));
            let b = ["n-area5", "n-area6", "n-area8"].map(|name| (name, "appraiser-b"));
            a.into_iter().chain(b).chain([("n-area7", seven)]).collect::<Vec<_>>()
        };
        let because = |mut fields: Vec<(&'static str, &'static str)>| {
            fields.push(("reason", "đổi phân công"));
            fields
        };
        send(&scene, &page, &page, &chief, &because(ticks("nobody")))
            .await
            .refuses(&["Chưa có ai thẩm định", "đổi phân công"]);
        send(&scene, &page, &page, &chief, &ticks("appraiser-a")).await.refuses(&["Hãy nêu lý do"]);
        send(&scene, &page, &page, &chief, &because(ticks("appraiser-a"))).await.leads("/vi/");
        // One criterion of an area for somebody else, on behalf of a ministry.
        let add = [("person", "appraiser-c"), ("agency", "Bộ Tư pháp"), ("reason", "thêm người")];
        send(&scene, &page, &format!("{page}/add"), &chief, &add).await.leads("/vi/");
        let narrow = format!("{page}?area=area2");
        let body = scene.get(&narrow, &chief).await.body;
        assert!(body.contains("name=\"n-c2_1\"") && !body.contains("name=\"n-area1\""), "{body}");
        let fields =
            [("area", "area2"), ("n-area2", "appraiser-a"), ("n-c2_1", "appraiser-c"), ("reason", "chia việc")];
        send(&scene, &narrow, &page, &chief, &fields).await.leads("/vi/");
        let held = scene.rounds.held(&id).await.unwrap();
        let nodes = |person: &str| -> Vec<String> {
            let found = held.round.setup.appraisers.iter().find(|appraiser| appraiser.person == person).unwrap();
            found.nodes.iter().cloned().collect()
        };
        assert_eq!(nodes("appraiser-a"), ["area1", "area2", "area3", "area4", "area7"]);
        assert_eq!(nodes("appraiser-c"), ["c2_1"]);
        assert_eq!(held.round.setup.appraisers[2].agency, "bo-tu-phap");
        let gone = [("person", "appraiser-a"), ("reason", "nghỉ")];
        let page = send(&scene, &page, &format!("{page}/remove"), &chief, &gone).await;
        page.refuses(&["Chưa có ai thẩm định", "nghỉ"]);

        // A deadline is moved alone, with a reason, and in order.
        let calendar = format!("/vi/rounds/{id}/setup/calendar");
        let form = format!("{calendar}?phase=first_appraisal");
        let fields = |day: &'static str, reason: &'static str| {
            vec![
                ("phase", "first_appraisal"),
                ("day-first_appraisal", day),
                ("time-first_appraisal", "17h"),
                ("zone-first_appraisal", "Asia/Ho_Chi_Minh"),
                ("reason", reason),
            ]
        };
        let to = format!("{calendar}/move");
        send(&scene, &form, &to, &chief, &fields("20/12/2026", "")).await.refuses(&["Hãy nêu lý do", "20/12/2026"]);
        send(&scene, &form, &to, &chief, &fields("01/01/2028", "lùi"))
            .await
            .refuses(&["phải sau hạn của", "01/01/2028"]);
        send(&scene, &form, &to, &chief, &fields("", "lùi")).await.refuses(&["Hãy nhập một ngày"]);
        send(&scene, &form, &to, &chief, &fields("20/12/2026", "lùi một tuần")).await.leads("/vi/");
        let overview = scene.get(&format!("/vi/rounds/{id}"), &chief).await;
        overview.has(&["Đổi hạn của “Thẩm định lần 1” thành 17:00 ngày 20/12/2026", "lùi một tuần", "chia việc"]);
        // After the start units can be looked at, and no more.
        let page = scene.get(&format!("/vi/rounds/{id}/setup/units"), &chief).await;
        assert!(page.body.contains("Đà Nẵng") && !page.body.contains("name=\"act\""), "{}", page.body);
        verified(&store).await;
    });
}

#[test]
fn another_province_and_another_role_have_no_way_in() {
    on_both(|store| async move {
        let scene = with_departments(store.clone());
        let rulebook = format!("shipped:{RULEBOOK}");
        let basics = [("owner", "01"), ("title_vi", "CCHC các sở năm 2024"), ("year", "2024")];
        let setup = drafted(&scene, &hanoi(NOW), &basics, &[("rulebook", &rulebook)]).await;
        let danang = person("danang", Role::NationalCoordinator, Some("48"), NOW);
        let national = scene.begun().await;
        for rest in ["", "/about", "/units", "/calendar", "/appraisers", "/council", "/values", "/download"] {
            // What they may not know of is not there; of the nation's round they are a part, but do not run it.
            let theirs = scene.get(&format!("{setup}{rest}"), &danang).await;
            assert_eq!(theirs.status, StatusCode::NOT_FOUND, "{rest}");
            let page = scene.get(&format!("/vi/rounds/{national}/setup{rest}"), &danang).await;
            assert!(matches!(page.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND), "{rest}: {}", page.status);
        }
        let id = setup.split('/').nth(3).unwrap();
        let begin = [("phase", "self_assessment")];
        assert_eq!(scene.post(&format!("/vi/rounds/{id}/next"), &danang, &begin).await.status, StatusCode::NOT_FOUND);
        let begin = scene.post(&format!("/vi/rounds/{national}/next"), &danang, &[("phase", "first_appraisal")]).await;
        assert!(matches!(begin.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND), "{}", begin.status);
        let page =
            scene.post(&format!("{setup}/units/add"), &danang, &[("sets", "level:department"), ("seen", "1")]).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        let page = scene.post("/vi/rounds/new", &lead("01", NOW), &basics).await;
        assert!(
            page.status == StatusCode::FORBIDDEN || page.status == StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            page.status
        );
        assert!(scene.rounds.held(id).await.unwrap().round.setup.units.is_empty());
        verified(&store).await;
    });
}

#[test]
fn last_years_round_is_copied_with_its_days_moved() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let mut before = setup();
        before.period = chiso_model::Period::year(2023);
        before.units[1].group = Some("Thành phố".to_owned());
        let text = crate::common::rulebook_text(&before);
        let chief = coordinator(NOW);
        let first = scene.rounds.draft(&chief, before.clone(), text).await.unwrap();
        let page = scene.get(&format!("/vi/rounds/new?copy={first}"), &chief).await;
        page.has(&[&format!("name=\"copy\" value=\"{first}\""), "value=\"2024\""]);
        let basics = [("owner", "viet-nam"), ("title_vi", "Chỉ số CCHC năm 2024"), ("year", "2024"), ("copy", &first)];
        let made = drafted(&scene, &chief, &basics, &[("rulebook", &format!("round:{first}"))]).await;
        let id = made.split('/').nth(3).unwrap();
        let held = scene.rounds.held(id).await.unwrap();
        let now = &held.round.setup;
        assert_eq!((&now.units, &now.council, &now.appraisers), (&before.units, &before.council, &before.appraisers));
        assert_eq!(now.rulebook_hash, before.rulebook_hash);
        for (phase, deadline) in &before.deadlines {
            let then = &now.deadlines[phase];
            assert_eq!(
                (then.day.year(), then.day.month(), then.day.day()),
                (deadline.day.year() + 1, deadline.day.month(), deadline.day.day())
            );
        }
        scene.get(&made, &chief).await.has(&["Đã đủ để mở đợt"]);
        // The setup is data.
        let page = scene.get(&format!("{made}/download"), &chief).await;
        let read: chiso_round::round::Setup = serde_json::from_str(&page.body).unwrap();
        assert_eq!(&read, now);
        verified(&store).await;
    });
}

#[test]
fn a_rulebook_is_uploaded_whole_or_refused_with_every_problem() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let chief = coordinator(NOW);
        let basics = [("owner", "viet-nam"), ("title_vi", "Đợt thử"), ("year", "2024")];
        let yaml = CATALOGUE.rulebook(RULEBOOK).unwrap().yaml;
        let broken = yaml.replace("max: 1\n", "max: một\n").replacen("status: illustrative", "status: lạ", 1);
        let upload = "/vi/rounds/new/upload";
        let page = scene.post_with_file(upload, &chief, &basics, Some(("file", "bo.yaml", broken.as_bytes()))).await;
        page.refuses(&["Lỗi của bộ tiêu chí", "bo.yaml:", "Đợt thử"]);
        assert!(page.body.matches("bo.yaml:").count() > 2, "{}", page.body);
        scene.post_with_file(upload, &chief, &basics, None).await.refuses(&["Hãy chọn tệp bộ tiêu chí"]);
        let late = [("owner", "viet-nam"), ("title_vi", "Đợt thử"), ("year", "2026")];
        let page = scene.post_with_file(upload, &chief, &late, Some(("file", "bo.yaml", yaml.as_bytes()))).await;
        page.refuses(&["hiệu lực"]);
        assert!(scene.rounds.all().await.unwrap().is_empty());

        // The very text is kept; of a workbook, what it says.
        let own = yaml.replacen("edition: 2024-province-illustrative", "edition: 2024-thu", 1);
        let page = scene.post_with_file(upload, &chief, &basics, Some(("file", "bo.yaml", own.as_bytes()))).await;
        page.leads("/vi/");
        let held = scene.rounds.all().await.unwrap().remove(0);
        let setup = &held.round.setup;
        assert_eq!((setup.rulebook.as_str(), &setup.rulebook_hash), ("par-index/2024-thu", &crate::common::hash(&own)));
        let workbook = chiso_rulebook::to_xlsx(&held.rulebook, chiso_model::Lang::Vi).unwrap();
        let page = scene.post_with_file(upload, &chief, &basics, Some(("file", "bo.xlsx", &workbook))).await;
        page.leads("/vi/");
        assert_eq!(scene.rounds.all().await.unwrap().len(), 2);
        verified(&store).await;
    });
}

#[test]
fn a_national_round_goes_from_nothing_to_the_first_appraisal() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        with_people(&store, None).await;
        let chief = coordinator(NOW);
        let basics = [("owner", "bo-noi-vu"), ("title_vi", "PAR INDEX các tỉnh năm 2024"), ("year", "2024")];
        let rulebook = format!("shipped:{RULEBOOK}");
        let setup = drafted(&scene, &chief, &basics, &[("rulebook", &rulebook)]).await;
        let id = setup.split('/').nth(3).unwrap();
        // A ministry runs rounds over those beside it: the 63 provinces of that year.
        scene.get(&format!("{setup}/units"), &chief).await.has(&["value=\"level:province\"", "(63)"]);
        let units = format!("{setup}/units");
        send(&scene, &units, &format!("{units}/add"), &chief, &[("sets", "level:province")]).await.leads("/vi/");
        filled(&scene, &setup, &chief).await;
        let next = format!("/vi/rounds/{id}/next");
        scene.post(&next, &chief, &[("phase", "self_assessment")]).await.leads("/vi/");
        assert_eq!(scene.rounds.held(id).await.unwrap().round.setup.units.len(), 63);

        // Early and with work left: the page says so, without a reason it is refused, and the choice is kept.
        let page = scene.get(&next, &chief).await;
        page.has(&["chưa hết hạn", "63 đơn vị chưa ký gửi: phải nêu lý do", "2 người thẩm định được báo"]);
        let page = scene.post(&next, &chief, &[("phase", "first_appraisal")]).await;
        page.refuses(&["phải nêu lý do", "(còn 63)"]);
        scene
            .post(&next, &chief, &[("phase", "first_appraisal"), ("reason", "thử toàn bộ quy trình")])
            .await
            .leads("/vi/");
        // Back again is refused, and the attempt is shown to those who run the round.
        let back = scene.post(&next, &chief, &[("phase", "self_assessment")]).await;
        back.refuses(&["chỉ chuyển về phía trước"]);
        let overview = format!("/vi/rounds/{id}");
        let page = scene.get(&overview, &chief).await;
        page.has(&["Nội dung đã thẩm định", "Yêu cầu bị từ chối", "Không đúng thứ tự", "thử toàn bộ quy trình"]);
        let unit = scene.get(&overview, &lead("48", NOW)).await;
        assert!(
            !unit.body.contains("Yêu cầu bị từ chối") && !unit.body.contains("Nội dung đã thẩm định"),
            "{}",
            unit.body
        );
        // Every page speaks English as well.
        for rest in [
            "",
            "/next",
            "/setup",
            "/setup/about",
            "/setup/units",
            "/setup/calendar",
            "/setup/appraisers",
            "/setup/council",
            "/setup/values",
        ] {
            let page = scene.get(&format!("/en/rounds/{id}{rest}"), &chief).await;
            page.has(&[]);
            assert!(!page.body.contains("Thẩm định lần") && !page.body.contains("Hãy "), "{rest}: {}", page.body);
        }
        // Past the deadline the sentence says so.
        let late = scene.get(&overview, &coordinator(NOW + 60 * DAY)).await;
        late.has(&["đã hết hạn lúc 17:00 ngày 15/12/2026"]);
        verified(&store).await;
    });
}

#[test]
fn values_join_from_a_file_all_or_none() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let id = scene.begun().await;
        let chief = coordinator(NOW);
        let values = format!("/vi/rounds/{id}/setup/values");
        scene.get(&values, &chief).await.has(&["0 trên 3", "hành chính: Khá</", "c1_6_1.fair", "Chỉ số khác", "qd766"]);
        let template = String::from_utf8(scene.bytes(&format!("{values}/template?form=csv"), &chief).await).unwrap();
        assert!(template.starts_with("\u{feff}unit,indicator,period,value,source\r\n"), "{template}");
        assert!(template.contains("\r\n48,qd766,2024,,\r\n"), "{template}");

        let bring = async |text: &str, source: &str| {
            let page = scene
                .post_with_file(
                    &format!("{values}/file"),
                    &chief,
                    &[("source", source)],
                    Some(("file", "gia-tri.csv", text.as_bytes())),
                )
                .await;
            page.leads("/vi/");
            page.to
        };
        let bad = "unit,indicator,value,source\n01,qd766,91.5,Cổng DVCQG\nHuế Xưa,qd766,80,Cổng DVCQG\nĐà Nẵng,khong_co,5,Cổng DVCQG\n79,c1_1_2.finished,5,tự kê\n79,qd766,88,\nHà Nội,qd766,90,Cổng DVCQG\n48,qd766,tám mươi,Cổng DVCQG\n";
        let trial = bring(bad, "").await;
        let page = scene.get(&trial, &chief).await;
        page.has(&[
            "gia-tri.csv:3",
            "Huế Xưa",
            "gia-tri.csv:4",
            "khong_co",
            "gia-tri.csv:5",
            "tự kê khai",
            "gia-tri.csv:6",
            "Chưa có nguồn",
        ]);
        page.has(&[
            "Tệp có 6 lỗi; 1 giá trị đọc được",
            "gia-tri.csv:7",
            "đã có ở dòng trên",
            "gia-tri.csv:8",
            "tám mươi",
        ]);
        let twice = bring("unit,indicator,value,source\n01,qd766,91,A\n01,qd766,90,A\n", "").await;
        scene.get(&twice, &chief).await.has(&["gia-tri.csv:3", "khác với giá trị đã ghi ở dòng 2"]);
        let to = trial.split_once('?').unwrap().0.to_owned();
        scene.post(&to, &chief, &[]).await.refuses(&["gia-tri.csv:3"]);
        let held = scene.rounds.held(&id).await.unwrap();
        assert!(scene.rounds.assessment(&held, "01").await.unwrap().joined.is_empty());
        // Somebody else, who may as well, has no way to a file that is not theirs.
        let other = person("other", Role::NationalCoordinator, None, NOW);
        assert_eq!(scene.get(&trial, &other).await.status, StatusCode::NOT_FOUND);

        let good = "unit;indicator;value\nHà Nội;qd766;91,5\nđà nẵng;qd766;80,25\n79;qd766;\n";
        let trial = bring(good, "Cổng DVCQG, 31/12/2024").await;
        let page = scene.get(&trial, &chief).await;
        page.has(&["Tệp có 2 giá trị, không có lỗi", "Đưa 2 giá trị vào đợt", "80,25"]);
        let to = trial.split_once('?').unwrap().0.to_owned();
        scene.post(&to, &chief, &[("source", "Cổng DVCQG, 31/12/2024")]).await.leads("/vi/");
        let joined = scene.rounds.assessment(&held, "48").await.unwrap().joined.clone();
        assert_eq!((joined[0].value, joined[0].source.as_str()), (Mark::number(80.25), "Cổng DVCQG, 31/12/2024"));
        scene.get(&values, &chief).await.has(&["2 trên 3"]);

        // Typed for one unit, with a source; never by the unit.
        let typed = format!("{values}/typed");
        let page =
            scene.post(&typed, &chief, &[("unit", "Hải Phòng"), ("indicator", "qd766"), ("value", "chín mươi")]).await;
        page.refuses(&["Trong đợt không có đơn vị này", "chín mươi", "Hãy ghi nguồn"]);
        let fields = [("unit", "TP. Hồ Chí Minh"), ("indicator", "qd766"), ("value", "88,5"), ("source", "Báo cáo 12")];
        scene.post(&typed, &chief, &fields).await.leads("/vi/");
        scene.get(&values, &chief).await.has(&["3 trên 3"]);
        let unit = scene.post(&typed, &lead("79", NOW), &fields).await;
        assert_eq!(unit.status, StatusCode::FORBIDDEN, "{}", unit.body);
        verified(&store).await;
    });
}

#[test]
fn published_figures_of_another_index_join_at_once() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let chief = coordinator(NOW);
        // A rulebook that takes the whole of SIPAS, whose figures of 2024 are published.
        let own = CATALOGUE.rulebook(RULEBOOK).unwrap().yaml.replacen("rulebook: qd766", "rulebook: sipas", 1);
        let mut draft = setup();
        draft.rulebook_hash = crate::common::hash(&own);
        draft.units.extend(["22", "31"].map(|unit| chiso_round::round::Entrant {
            unit: unit.to_owned(),
            group: None,
            ranked: true,
        }));
        let text = chiso_store::rounds::RulebookText {
            sha256: crate::common::hash(&own),
            text: own,
            ..crate::common::rulebook_text(&setup())
        };
        let id = scene.rounds.draft(&chief, draft, text).await.unwrap();
        let values = format!("/vi/rounds/{id}/setup/values");
        scene.get(&values, &chief).await.has(&["Chưa đưa giá trị vào được"]);
        scene.begin(&id, Phase::SelfAssessment, NOW).await;
        let known = CATALOGUE.figures("sipas", chiso_catalogue::Level::Province, 2024);
        let units: BTreeSet<&str> = UNITS.into_iter().chain(["22", "31"]).collect();
        let known: Vec<_> =
            known.into_iter().filter(|f| f.value.is_some() && units.contains(f.unit.as_str())).collect();
        assert!(!known.is_empty());
        scene.get(&values, &chief).await.has(&[&format!("Đưa vào {} giá trị đã công bố", known.len())]);
        scene.post(&format!("{values}/published"), &chief, &[]).await.leads("/vi/");
        let held = scene.rounds.held(&id).await.unwrap();
        for figure in known {
            let joined = scene.rounds.assessment(&held, &figure.unit).await.unwrap().joined.clone();
            assert_eq!(joined[0].indicator, "sipas");
            assert_eq!(
                (joined[0].value, &joined[0].source),
                (Mark::number(figure.value.unwrap().value), &figure.source.text.vi)
            );
        }
        assert!(!scene.get(&values, &chief).await.body.contains("giá trị đã công bố"));
        verified(&store).await;
    });
}

#[test]
fn an_inspector_sees_the_setup_and_changes_nothing() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let id = scene.begun().await;
        let held = vec![Assignment::everywhere(Role::Inspector, Date::constant(2020, 1, 1))];
        let inspector = crate::common::holder("inspector", held, NOW);
        let page = scene.get(&format!("/vi/rounds/{id}/setup"), &inspector).await;
        page.has(&["Thiết lập", "SHA-256", "/setup/download"]);
        assert!(!page.body.contains("/setup/units") && !page.body.contains("/setup/values"), "{}", page.body);
        let page = scene.get(&format!("/vi/rounds/{id}/setup/units"), &inspector).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        let page = scene.get(&format!("/vi/rounds/{id}"), &inspector).await;
        page.has(&[]);
        page.lacks(&["Chuyển giai đoạn"]);
    });
}
