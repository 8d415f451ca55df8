//! After publication: where a unit lost its points, what it plans, what it is reminded of a year later, and what would be if.

use std::collections::BTreeMap;

use crate::common::{
    DAY, MINUTE, NOW, Scene, UNITS, appraiser, approver, coordinator, lead, on_both, person, save, setup, signed,
};
use axum::http::StatusCode;
use chiso_access::Role;
use chiso_model::Period;
use chiso_round::assessment::{Entry, Verdict};
use chiso_round::round::Setup;
use chiso_round::{AssessmentCommand, Mark, Phase, Stage};
use chiso_store::Store;
use chiso_web::Caller;

/// Level of 1.1.1 and tasks finished of ten of 1.1.2, of Hà Nội, Đà Nẵng, Thành phố Hồ Chí Minh.
type Entered = [(f64, f64); 3];

/// A round up to the council: the appraiser gives Hà Nội 8.5 of ten at 1.1.2.
async fn appraised(scene: &Scene, setup: Setup, entered: Entered) -> String {
    let id = scene.begun_with(setup).await;
    for (unit, (level, finished)) in UNITS.into_iter().zip(entered) {
        let entered = vec![
            save("c1_1_1", 0, &[("level", level)]),
            save("c1_1_2", 0, &[("finished", finished), ("planned", 10.0)]),
        ];
        scene.rounds.act_on_unit(&lead(unit, NOW), &id, unit, entered).await.unwrap();
        let submit = vec![AssessmentCommand::Submit { declaration: signed() }];
        scene.rounds.act_on_unit(&approver(unit, NOW), &id, unit, submit).await.unwrap();
    }
    scene.begin(&id, Phase::FirstAppraisal, NOW).await;
    let numbers = [("finished", 8.5), ("planned", 10.0)].map(|(name, value)| (name.to_owned(), Mark::number(value)));
    let verdict = Verdict {
        change: Some(Entry { numbers: numbers.into(), ..Entry::default() }),
        reason: "Một nhiệm vụ mới xong một nửa".to_owned(),
        asks: None,
    };
    let appraise = AssessmentCommand::Appraise { node: "c1_1_2".to_owned(), stage: Stage::First, seen: 1, verdict };
    scene.rounds.act_on_unit(&appraiser("a", NOW), &id, "01", vec![appraise]).await.unwrap();
    scene.begin(&id, Phase::Council, NOW).await;
    id
}

fn of_year(year: i16) -> Setup {
    Setup { period: Period::year(year), ..setup() }
}

/// A CSV file as rows of fields.
fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(bytes).unwrap().trim_start_matches('\u{feff}');
    let row = |line: &str| {
        let (mut fields, mut quoted) = (vec![String::new()], false);
        for c in line.chars() {
            match c {
                '"' => quoted = !quoted,
                ',' if !quoted => fields.push(String::new()),
                c => fields.last_mut().unwrap().push(c),
            }
        }
        fields
    };
    text.lines().map(row).collect()
}

/// The diagnosis of a unit as its file tells it: by node, by column.
async fn told(scene: &Scene, id: &str, unit: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let address = format!("/en/published/{id}/units/{unit}/diagnosis/file?form=csv");
    let rows = rows(&scene.bytes(&address, &Caller::anonymous(NOW)).await);
    let head = rows[0].clone();
    rows[1..].iter().map(|row| (row[0].clone(), head.iter().cloned().zip(row.iter().cloned()).collect())).collect()
}

async fn head(store: &Store) -> (i64, String) {
    store.read(|reader| reader.journal_head()).await.unwrap()
}

#[test]
fn a_result_is_diagnosed_against_the_others_and_the_year_before() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let before = appraised(&scene, of_year(2023), [(1.0, 10.0), (2.0, 8.0), (2.0, 9.0)]).await;
        scene.published(&before).await;
        let id = appraised(&scene, of_year(2024), [(2.0, 9.0), (2.0, 8.0), (1.0, 10.0)]).await;

        // Before publication only whoever sees every stage.
        let within = format!("/vi/rounds/{id}/units/01/diagnosis");
        assert_eq!(scene.get(&within, &lead("01", NOW)).await.status, StatusCode::NOT_FOUND);
        assert_eq!(scene.get(&within, &coordinator(NOW)).await.status, StatusCode::OK);
        let nobody = Caller::anonymous(NOW);
        let in_public = format!("/vi/published/{id}/units/01/diagnosis");
        assert_eq!(scene.get(&in_public, &nobody).await.status, StatusCode::NOT_FOUND);
        scene.published(&id).await;

        // The answer first; then who took points away.
        let page = scene.get(&in_public, &nobody).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert!(page.body.contains("Mất ") && page.body.contains("nhiều nhất ở "), "{}", page.body);
        assert!(
            page.body.contains("Thẩm định lần 1: −0,05") || page.body.contains("Thẩm định lần 1: -0,05"),
            "{}",
            page.body
        );
        assert!(page.body.contains("<svg") && page.body.contains("form=xlsx"), "{}", page.body);
        for (address, caller) in [(&within, lead("01", NOW)), (&within, lead("48", NOW))] {
            assert_eq!(scene.get(address, &caller).await.status, StatusCode::OK);
        }
        // From a criterion on to a measure, for whoever plans; to a trial, for everybody.
        let own = scene.get(&within, &lead("01", NOW)).await;
        assert!(own.body.contains(&format!("/vi/rounds/{id}/units/01/plan?node=c1_1_2")), "{}", own.body);
        assert!(!scene.get(&within, &lead("48", NOW)).await.body.contains("/plan?node="));
        assert!(page.body.contains(&format!("/vi/published/{id}/units/01/what-if?leaf=c1_1_2")), "{}", page.body);
        let unit = scene.get(&format!("/vi/published/{id}/units/01"), &nobody).await;
        assert!(unit.body.contains(&format!("/vi/published/{id}/units/01/diagnosis")), "{}", unit.body);

        // Every number of the file again, from the points alone.
        let mut units = BTreeMap::new();
        for unit in UNITS {
            units.insert(unit, told(&scene, &id, unit).await);
        }
        let own = told(&scene, &before, "01").await;
        let number = |row: &BTreeMap<String, String>, column: &str| row[column].parse::<f64>().ok();
        let mut compared = 0;
        for (node, row) in &units["01"] {
            // What was not declared counts as 0; what is left out of the whole has no loss.
            let counted =
                |row: &BTreeMap<String, String>| number(row, "Earned").or_else(|| number(row, "Lost").map(|_| 0.0));
            let mut points: Vec<f64> = units.values().filter_map(|rows| counted(&rows[node])).collect();
            points.sort_by(f64::total_cmp);
            let Some(earned) = counted(row) else { continue };
            assert_eq!(number(row, "Best unit"), points.last().copied(), "{node}");
            assert!((number(row, "Median").unwrap() - points[1]).abs() < 1e-9 && points.len() == 3, "{node}: {row:?}");
            let lost = (number(row, "Max").unwrap_or(0.0) - earned).max(0.0);
            assert!((number(row, "Lost").unwrap() - lost).abs() < 1e-9, "{node}: {row:?}");
            assert_eq!(number(row, "Period before"), number(&own[node], "Earned"), "{node}");
            compared += 1;
        }
        assert!(compared > 60, "{compared}");
        let plan = &units["01"]["c1_1_2"];
        assert_eq!(
            [
                "Max",
                "Earned",
                "Lost",
                "Best unit",
                "Behind the best",
                "Median",
                "Changed by appraisal (First appraisal)"
            ]
            .map(|column| plan[column].as_str()),
            ["1", "0.85", "0.15", "1.00", "0.15", "0.85", "0.05"]
        );
        let book = scene.bytes(&format!("{within}/file?form=xlsx"), &lead("01", NOW)).await;
        assert!(book.starts_with(b"PK"));
        assert!(store.verify(None).await.unwrap().findings.is_empty());
    });
}

#[test]
fn a_plan_is_made_followed_up_and_carried_into_the_next_year() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let id = appraised(&scene, of_year(2023), [(2.0, 9.0), (2.0, 8.0), (1.0, 10.0)]).await;
        let plan = format!("/vi/rounds/{id}/units/01/plan");
        let fields = [
            ("node", "c1_1_2"),
            ("title", "Giao ban hằng tháng về nhiệm vụ chậm"),
            ("lead", "Văn phòng UBND"),
            ("due", "31/12/2026"),
            ("expected", "0,1"),
        ];
        assert_eq!(scene.post(&plan, &lead("01", NOW), &fields).await.status, StatusCode::NOT_FOUND);
        scene.published(&id).await;

        // The unit's own people see it; its lead and approver write it.
        let page = scene.get(&plan, &lead("01", NOW)).await;
        assert!(page.body.contains("Chưa có biện pháp nào") && page.body.contains("(mất 0,15 điểm)"), "{}", page.body);
        assert_eq!(scene.get(&plan, &lead("48", NOW)).await.status, StatusCode::NOT_FOUND);
        let contributor = person("contributor-01", Role::UnitContributor, Some("01"), NOW);
        let page = scene.get(&plan, &contributor).await;
        assert!(page.status == StatusCode::OK && !page.body.contains("Thêm biện pháp"), "{}", page.body);
        assert_eq!(scene.post(&plan, &contributor, &fields).await.status, StatusCode::FORBIDDEN);
        assert_eq!(scene.post(&plan, &coordinator(NOW), &fields).await.status, StatusCode::FORBIDDEN);

        // Nothing typed is lost, and no more is won back than was lost.
        for (field, value, told) in [
            ("expected", "0,2", "không được quá số điểm đã mất"),
            ("expected", "nhiều", "không phải là số"),
            ("expected", "0", "lớn hơn 0"),
            ("due", "sang năm", "Hãy nhập thời hạn"),
            ("lead", "", "Hãy ghi ai chủ trì"),
            ("node", "c1_1_1", "Hãy chọn một nội dung đã mất điểm"),
        ] {
            let changed: Vec<_> =
                fields.iter().map(|(name, old)| (*name, if *name == field { value } else { *old })).collect();
            let page = scene.post(&plan, &lead("01", NOW), &changed).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
            assert!(page.body.contains(told) && page.body.contains("Giao ban hằng tháng"), "{field}: {}", page.body);
        }
        let page = scene.post(&plan, &lead("01", NOW), &fields).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        let second = [fields[0], ("title", "Thuê tư vấn"), fields[2], fields[3], ("expected", "0,06")];
        assert_eq!(scene.post(&plan, &approver("01", NOW), &second).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let second = [&second[..4], &[("expected", "0,05")]].concat();
        assert_eq!(scene.post(&plan, &approver("01", NOW), &second).await.status, StatusCode::SEE_OTHER);
        let page = scene.get(&plan, &lead("01", NOW)).await;
        assert!(page.body.contains("2 biện pháp, dự kiến lấy lại 0,15 trên"), "{}", page.body);
        assert!(page.body.contains("0 biện pháp quá hạn"), "{}", page.body);
        let page = scene.get(&plan, &lead("01", NOW + 400 * DAY)).await;
        assert!(page.body.contains("2 biện pháp quá hạn") && page.body.contains("Quá hạn"), "{}", page.body);

        // Progress with a remark; giving up with a reason.
        let measures = store.read(|reader| reader.measures("01")).await.unwrap();
        let of = |title: &str| {
            let found = measures.iter().find(|measure| measure.title == title).unwrap();
            format!("{plan}/{}", found.id)
        };
        let (one, other) = (of("Giao ban hằng tháng về nhiệm vụ chậm"), of("Thuê tư vấn"));
        for wrong in ["101", "-1", "một nửa"] {
            let page = scene.post(&one, &lead("01", NOW), &[("progress", wrong), ("remark", "Đã họp")]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(page.body.contains("từ 0 đến 100") && page.body.contains("Đã họp"), "{}", page.body);
        }
        let page = scene.post(&one, &lead("01", NOW), &[("progress", "40"), ("remark", "Đã họp hai lần")]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        assert_eq!(scene.post(&one, &lead("48", NOW), &[("progress", "90")]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(scene.post(&one, &contributor, &[("progress", "90")]).await.status, StatusCode::FORBIDDEN);
        let drop = format!("{other}/drop");
        assert_eq!(scene.post(&drop, &lead("01", NOW), &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = scene.post(&drop, &lead("01", NOW), &[("reason", "Không có kinh phí")]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        let again = scene.post(&other, &lead("01", NOW), &[("progress", "10")]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", again.body);
        let page = scene.get(&plan, &lead("01", NOW)).await;
        for told in ["40 %", "Đã họp hai lần", "Đã bỏ", "Không có kinh phí", "1 biện pháp, dự kiến lấy lại 0,10"]
        {
            assert!(page.body.contains(told), "{told}: {}", page.body);
        }

        // A year later it stands beside the same criterion, in the file of this unit alone, until it is done.
        let next = scene.begun_with(of_year(2024)).await;
        let file = |unit: &str, rest: &str| format!("/vi/rounds/{next}/units/{unit}{rest}");
        let reminded = "Việc chưa xong từ kế hoạch khắc phục";
        for (address, unit, wanted) in [
            (file("01", "/criteria/c1_1_2"), "01", true),
            (file("01", ""), "01", true),
            (file("01", "/criteria/c1_1_1"), "01", false),
            (file("48", "/criteria/c1_1_2"), "48", false),
            (file("48", ""), "48", false),
        ] {
            let page = scene.get(&address, &lead(unit, NOW)).await;
            assert_eq!(page.status, StatusCode::OK, "{address}");
            assert_eq!(page.body.contains(reminded), wanted, "{address}: {}", page.body);
            assert_eq!(page.body.contains("Giao ban hằng tháng") && page.body.contains(&one), wanted, "{address}");
            assert!(!page.body.contains("Thuê tư vấn"), "{address}");
        }
        scene.post(&one, &approver("01", NOW), &[("progress", "100")]).await;
        let page = scene.get(&file("01", "/criteria/c1_1_2"), &lead("01", NOW)).await;
        assert!(!page.body.contains(reminded), "{}", page.body);
        assert!(store.verify(None).await.unwrap().findings.is_empty());
    });
}

#[test]
fn what_if_answers_as_the_engine_would_and_keeps_nothing() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let id = appraised(&scene, of_year(2024), [(2.0, 9.0), (2.0, 8.0), (1.0, 10.0)]).await;
        let within = format!("/vi/rounds/{id}/units/48/what-if");
        assert_eq!(scene.get(&within, &lead("48", NOW)).await.status, StatusCode::NOT_FOUND);
        assert_eq!(scene.get(&within, &coordinator(NOW)).await.status, StatusCode::OK);
        scene.published(&id).await;

        let head_before = head(&store).await;
        let nobody = Caller::anonymous(NOW);
        let address = format!("/vi/published/{id}/units/48/what-if");
        let page = scene.get(&address, &nobody).await;
        assert!(
            page.body.contains("Chọn một hay nhiều tiêu chí")
                && page.body.contains("method=\"get\"")
                && page.body.contains("hạng 2."),
            "{}",
            page.body
        );
        // A leaf just chosen stands with what it has; nothing moves.
        let page = scene.get(&format!("{address}?leaf=c1_1_2"), &nobody).await;
        assert!(page.body.contains("name=\"c1_1_2.n-finished\" value=\"8\""), "{}", page.body);
        assert!(page.body.contains("hạng vẫn là 2") && !page.body.contains("Vượt"), "{}", page.body);
        // All ten tasks: ahead of Hà Nội.
        let all_ten = format!("{address}?leaf=c1_1_2&c1_1_2.n-finished=10&c1_1_2.n-planned=10&c1_1_2.points=");
        let by_numbers = scene.get(&all_ten, &nobody).await;
        assert!(
            by_numbers.body.contains("hạng từ 2 thành 1") && by_numbers.body.contains("Vượt: Hà Nội."),
            "{}",
            by_numbers.body
        );
        // What somebody typed is kept by nobody on the way; the page without it by whoever wants.
        assert_eq!(by_numbers.headers["cache-control"], "no-store");
        assert!(!scene.get(&address, &nobody).await.headers.contains_key("cache-control"));
        // The same by points; and several leaves at once, downwards.
        let by_points = scene.get(&format!("{address}?leaf=c1_1_2&c1_1_2.points=1"), &nobody).await;
        assert_eq!(sentence(&by_points.body), sentence(&by_numbers.body));
        let down =
            scene.get(&format!("{address}?leaf=c1_1_2&c1_1_2.points=0,5&leaf=c1_1_1&c1_1_1.n-level=0"), &nobody).await;
        assert!(down.body.contains("hạng từ 2 thành 3"), "{}", down.body);
        assert!(down.body.contains("Bị vượt bởi: TP. Hồ Chí Minh."), "{}", down.body);
        assert!(
            scene.get(&all_ten.replace(&address, &within), &lead("01", NOW)).await.body.contains("hạng từ 2 thành 1")
        );
        // What cannot be is told, and stands as it was typed.
        for (points, told) in [("9", "phải từ 0 đến 1"), ("abc", "không phải là số")] {
            let page = scene.get(&format!("{address}?leaf=c1_1_2&c1_1_2.points={points}"), &nobody).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(page.body.contains(told) && page.body.contains(&format!("value=\"{points}\"")), "{}", page.body);
        }
        // Up to ten leaves at once; the eleventh is told, and the ten stand there.
        let held = scene.rounds.held(&id).await.unwrap();
        let many: Vec<String> = held.rules.criteria().iter().take(11).map(|leaf| format!("leaf={}", leaf.id)).collect();
        let page = scene.get(&format!("{address}?{}", many.join("&")), &nobody).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains("nhiều nhất 10 tiêu chí"), "{}", page.body);
        assert_eq!(page.body.matches("name=\"leaf\"").count(), 10);
        assert_eq!(scene.get(&format!("{address}?{}", many[..10].join("&")), &nobody).await.status, StatusCode::OK);
        // Everything that the script puts in place is there, whatever was asked.
        for asked in [&address, &all_ten, &format!("{address}?leaf=c1_1_2&c1_1_2.points=abc")] {
            let page = scene.get(asked, &nobody).await;
            let named = page.body.split("data-live=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
            for part in named.split(' ') {
                assert_eq!(page.body.matches(&format!("id=\"{part}\"")).count(), 1, "{part} in {asked}");
            }
        }
        assert_eq!(head(&store).await, head_before);

        // Corrected and issued, the published total is the one that was foretold.
        let foretold =
            sentence(&by_numbers.body).split(" thành ").nth(1).unwrap().split(' ').next().unwrap().to_owned();
        let correct = format!("/vi/rounds/{id}/results/units/48/c1_1_2/correct");
        let fields = [("n-finished", "10"), ("n-planned", "10"), ("reason", "Theo kết luận 15/KL-TTCP")];
        let page = scene.post(&correct, &coordinator(NOW + MINUTE), &fields).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        let fields =
            [("number", "9/QĐ-BNV"), ("decided", "23/12/2026"), ("signed-at", "Hà Nội"), ("reason", "Đính chính")];
        let publish = format!("/vi/rounds/{id}/results/publish");
        let page = scene.post(&publish, &coordinator(NOW + 2 * MINUTE), &fields).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        let page = scene.get(&format!("/vi/published/{id}/units/48"), &nobody).await;
        assert!(page.body.contains(&format!("Đạt {foretold} trên 100 điểm, xếp thứ 1")), "{foretold}: {}", page.body);
        assert!(store.verify(None).await.unwrap().findings.is_empty());
    });
}

/// What everybody sees of a round: address after the language and page, or file.
async fn public_pages(scene: &Scene, id: &str) -> Vec<(String, String)> {
    let nobody = Caller::anonymous(NOW);
    let unit = |unit: &str| format!("/published/{id}/units/{unit}");
    let mut pages = Vec::new();
    for rest in [
        format!("/published/{id}"),
        unit("01"),
        unit("48"),
        format!("{}/c1_1_2", unit("48")),
        format!("{}/diagnosis", unit("48")),
        format!("{}/diagnosis/file?form=csv", unit("48")),
        format!("{}/what-if?leaf=c1_1_2", unit("48")),
        format!("{}/what-if?leaf=c1_1_1&c1_1_1.points=0", unit("01")),
    ] {
        let page = scene.get(&format!("/vi{rest}"), &nobody).await;
        assert_eq!(page.status, StatusCode::OK, "{rest}: {}", page.body);
        pages.push((rest, page.body));
    }
    pages
}

#[test]
fn what_is_corrected_and_not_issued_shows_on_no_public_page_and_an_issue_never_changes() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let id = appraised(&scene, of_year(2024), [(2.0, 9.0), (2.0, 8.0), (1.0, 10.0)]).await;
        scene.published(&id).await;
        let issued = public_pages(&scene, &id).await;
        let results = format!("/vi/rounds/{id}/results");
        let of_unit = scene.get(&results, &lead("48", NOW)).await.body;
        let judged = scene.get(&results, &coordinator(NOW)).await.body;

        let mut last = judged;
        for (finished, later) in [("10", 1), ("6", 2)] {
            let fields = [("n-finished", finished), ("n-planned", "10"), ("reason", "Theo kết luận 15/KL-TTCP")];
            let correct = format!("{results}/units/48/c1_1_2/correct");
            let page = scene.post(&correct, &coordinator(NOW + later * MINUTE), &fields).await;
            assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
            // Who judges sees it at once; nobody else, whichever of the two was computed first.
            let fresh = Scene::of(store.clone());
            for (scene, judge_first) in [(&scene, true), (&fresh, false)] {
                if judge_first {
                    let now = scene.get(&results, &coordinator(NOW + later * MINUTE)).await.body;
                    assert_ne!(now, last);
                    last = now;
                }
                assert_eq!(public_pages(scene, &id).await, issued, "{finished}");
                assert_eq!(scene.get(&results, &lead("48", NOW)).await.body, of_unit, "{finished}");
                assert_eq!(scene.get(&results, &coordinator(NOW + later * MINUTE)).await.body, last, "{finished}");
            }
        }

        // With the next issue it is out.
        let fields =
            [("number", "9/QĐ-BNV"), ("decided", "23/12/2026"), ("signed-at", "Hà Nội"), ("reason", "Đính chính")];
        let page = scene.post(&format!("{results}/publish"), &coordinator(NOW + 3 * MINUTE), &fields).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        let second = public_pages(&scene, &id).await;
        for (then, now) in issued.iter().zip(&second).filter(|(page, _)| page.0.contains("/48")) {
            assert_ne!(then.1, now.1, "{}", now.0);
        }
        assert_eq!(public_pages(&Scene::of(store.clone()), &id).await, second);
        assert!(store.verify(None).await.unwrap().findings.is_empty());
    });
}

/// The sentence of the answer.
fn sentence(body: &str) -> &str {
    let from = body.find("Điểm từ ").unwrap_or_else(|| panic!("no answer: {body}"));
    body[from..].split('<').next().unwrap()
}

/// Đà Nẵng and Quảng Nam of 2024 are the Đà Nẵng of 2025: what both answered and planned stands beside what is asked now.
#[test]
fn what_a_merged_unit_was_is_told_a_year_later() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let mut then = of_year(2024);
        then.units[2].unit = "49".to_owned();
        let id = scene.begun_with(then.clone()).await;
        for unit in ["48", "49"] {
            scene.submitted(&id, unit).await;
        }
        scene.begin(&id, Phase::FirstAppraisal, NOW).await;
        scene.begin(&id, Phase::Council, NOW).await;
        scene.published(&id).await;
        let fields = [
            ("node", "c1_1_2"),
            ("title", "Giao ban hằng tháng ở Tam Kỳ"),
            ("lead", "Văn phòng UBND"),
            ("due", "31/12/2026"),
            ("expected", "0,05"),
        ];
        let page = scene.post(&format!("/vi/rounds/{id}/units/49/plan"), &lead("49", NOW), &fields).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        // The rulebook goes on for a year. A round that is not made up, or of a year before, says nothing of it.
        let text = crate::common::rulebook_text(&setup());
        let yaml = text.text.replace("to: 2024-12-31", "to: 2025-12-31");
        for (year, simulated, told) in [(2025, true, true), (2025, false, false), (2023, true, false)] {
            let hash = crate::common::hash(&yaml);
            let text = chiso_store::rounds::RulebookText { sha256: hash.clone(), text: yaml.clone(), ..text.clone() };
            let mut setup = Setup { simulated, rulebook_hash: hash, ..of_year(year) };
            setup.units[1].unit = "48-2025".to_owned();
            let next = scene.rounds.draft(&coordinator(NOW), setup, text).await.unwrap();
            scene.begin(&next, Phase::SelfAssessment, NOW).await;
            let page =
                scene.get(&format!("/vi/rounds/{next}/units/48-2025/criteria/c1_1_2"), &lead("48-2025", NOW)).await;
            assert_eq!(page.status, StatusCode::OK, "{}", page.body);
            for word in ["Đà Nẵng, Chỉ số", "Quảng Nam, Chỉ số", "Giao ban hằng tháng ở Tam Kỳ"] {
                assert_eq!(page.body.contains(word), told, "{year} {simulated} {word}: {}", page.body);
            }
            let other = scene.get(&format!("/vi/rounds/{next}/units/01/criteria/c1_1_2"), &lead("01", NOW)).await.body;
            assert!(!other.contains("Quảng Nam") && !other.contains("Tam Kỳ"), "{other}");
        }
        assert!(store.verify(None).await.unwrap().findings.is_empty());
    });
}
