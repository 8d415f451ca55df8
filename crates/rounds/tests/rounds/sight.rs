//! Who may see what in a round: what a unit has not signed, what is judged of one's own, drafts of rounds, what the public is told of evidence, what units take out.

use std::io::Read as _;

use crate::common::{
    MINUTE, NOW, Scene, TODAY, appraiser, approver, coordinator, decision, holder, lead, member, on_both, person,
    rulebook_text, save, setup, signed,
};
use axum::http::StatusCode;
use chiso_access::{Assignment, Role};
use chiso_model::Date;
use chiso_round::assessment::{Entry, Verdict};
use chiso_round::round::{AgendaItem, Proposal, Setup, Visibility};
use chiso_round::{AssessmentCommand, Deadline, Evidence, Mark, Phase, Proof, RoundCommand, Stage};
use chiso_web::Caller;

const NODE: &str = "c1_1_2";

fn inspector() -> Caller {
    person("inspector", Role::Inspector, None, NOW)
}

fn evidence(id: &str, title: &str, proof: Proof) -> AssessmentCommand {
    let evidence = Evidence { id: id.to_owned(), title: title.to_owned(), proof };
    AssessmentCommand::AddEvidence { node: NODE.to_owned(), evidence }
}

fn file(digit: &str) -> Proof {
    Proof::File {
        hash: digit.repeat(64),
        name: "Nguyễn Văn A.pdf".to_owned(),
        size: 2048,
        media: "application/pdf".to_owned(),
    }
}

fn link() -> Proof {
    Proof::Link { address: "https://hanoi.gov.vn/rieng".to_owned() }
}

fn judged(points: f64, reason: &str, asks: Option<&str>, stage: Stage, seen: usize) -> AssessmentCommand {
    let change = Some(Entry { points: Some(Mark::number(points)), ..Entry::default() });
    let verdict = Verdict { change, reason: reason.to_owned(), asks: asks.map(str::to_owned) };
    AssessmentCommand::Appraise { node: NODE.to_owned(), stage, seen, verdict }
}

async fn sees(scene: &Scene, path: &str, caller: &Caller) -> String {
    let page = scene.get(path, caller).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
    page.body
}

async fn published(scene: &Scene, round: &str) {
    scene.begin(round, Phase::Council, NOW).await;
    scene.published(round).await;
}

#[test]
fn what_a_unit_has_not_signed_is_its_own() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let round = scene.begun().await;
        let entered = vec![
            save(NODE, 0, &[("finished", 9.0), ("planned", 10.0)]),
            evidence("e1", "Biên bản nháp", file("a")),
            AssessmentCommand::Ready { node: NODE.to_owned() },
        ];
        scene.rounds.act_on_unit(&lead("01", NOW), &round, "01", entered).await.unwrap();
        let unit = format!("/vi/rounds/{round}/units/01");
        let criterion = format!("{unit}/criteria/{NODE}");
        let kept = format!("{unit}/evidence/{}/view", "a".repeat(64));
        let (form, report) = (format!("{unit}/form/form.xlsx"), format!("{unit}/report/self-assessment.xlsx"));
        let working = ["Theo báo cáo của đơn vị", "Biên bản nháp", ">0,9<", "9 / 10 = ", "Đã hoàn thành"];
        let outside = [appraiser("a", NOW), coordinator(NOW), member("1", NOW)];
        for stranger in &outside {
            for path in [&unit, &criterion] {
                let page = sees(&scene, path, stranger).await;
                let told: Vec<&&str> = working.iter().filter(|text| page.contains(**text)).collect();
                assert!(told.is_empty(), "{:?} on {path}: {told:?}: {page}", stranger.actor.person);
                assert!(page.contains("Đơn vị đang kê khai"), "{page}");
            }
            for path in [&kept, &form, &report] {
                let status = scene.get(path, stranger).await.status;
                assert!(status.is_client_error(), "{:?} {path}: {status}", stranger.actor.person);
            }
        }
        for own in [lead("01", NOW), approver("01", NOW), inspector()] {
            let page = sees(&scene, &criterion, &own).await;
            assert!(page.contains("Biên bản nháp") && page.contains("Theo báo cáo của đơn vị"), "{page}");
            assert!(sees(&scene, &unit, &own).await.contains("Đã hoàn thành"));
            assert_eq!(scene.get(&form, &own).await.status, StatusCode::OK);
        }
        // How far they have come, those know who remind them; the others know who signed.
        let list = format!("/vi/rounds/{round}/units");
        assert!(sees(&scene, &unit, &coordinator(NOW)).await.contains("<progress"));
        assert!(sees(&scene, &list, &coordinator(NOW)).await.contains("1 / 1 / "));
        assert!(!sees(&scene, &unit, &appraiser("a", NOW)).await.contains("<progress"));
        let seen = sees(&scene, &format!("{list}?sort=complete&dir=desc"), &appraiser("a", NOW)).await;
        assert!(!seen.contains("1 / 1 / ") && seen.contains("chưa ký gửi"), "{seen}");
        let matrix = sees(&scene, &format!("/vi/rounds/{round}/appraisal/matrix"), &coordinator(NOW)).await;
        assert!(!matrix.contains("Đã hoàn thành") && !matrix.contains(">0,9<"), "{matrix}");
        let queue = sees(&scene, &format!("/vi/rounds/{round}/appraisal?show=all&unit=01"), &appraiser("a", NOW)).await;
        assert!(!queue.contains("Đã hoàn thành") && !queue.contains("data-label=\"Tài liệu\">1<"), "{queue}");

        // Signed, it is seen; what is entered after that, in more time for it, is the unit's own again until it signs once more.
        let submit = || vec![AssessmentCommand::Submit { declaration: signed() }];
        scene.rounds.act_on_unit(&approver("01", NOW), &round, "01", submit()).await.unwrap();
        for stranger in &outside {
            let page = sees(&scene, &criterion, stranger).await;
            assert!(page.contains("Biên bản nháp") && page.contains("Theo báo cáo của đơn vị"), "{page}");
            assert_eq!(scene.get(&report, &coordinator(NOW)).await.status, StatusCode::OK);
        }
        let until = Deadline::end_of(TODAY);
        let reopen = AssessmentCommand::Reopen { nodes: vec![NODE.to_owned()], until, reason: "bổ sung".to_owned() };
        scene.rounds.act_on_unit(&coordinator(NOW), &round, "01", vec![reopen]).await.unwrap();
        let again =
            vec![save(NODE, 1, &[("finished", 10.0), ("planned", 10.0)]), evidence("e2", "Phụ lục chưa ký", file("b"))];
        scene.rounds.act_on_unit(&lead("01", NOW), &round, "01", again).await.unwrap();
        for stranger in &outside {
            let page = sees(&scene, &criterion, stranger).await;
            assert!(!page.contains("Phụ lục chưa ký") && page.contains("Biên bản nháp"), "{page}");
            assert!(sees(&scene, &unit, stranger).await.contains(">0,9<"), "what was signed holds");
        }
        scene.rounds.act_on_unit(&approver("01", NOW), &round, "01", submit()).await.unwrap();
        assert!(sees(&scene, &criterion, &member("1", NOW)).await.contains("Phụ lục chưa ký"));
        assert!(store.verify(None).await.unwrap().findings.is_empty());
    });
}

#[test]
fn what_was_never_signed_counts_for_nothing_and_is_seen_by_nobody_else() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let round = scene.begun().await;
        let entered =
            vec![save(NODE, 0, &[("finished", 9.0), ("planned", 10.0)]), evidence("e1", "Biên bản nháp", file("a"))];
        scene.rounds.act_on_unit(&lead("01", NOW), &round, "01", entered).await.unwrap();
        scene.begin(&round, Phase::FirstAppraisal, NOW).await;
        let case = format!("/vi/rounds/{round}/appraisal/units/01/{NODE}");
        let criterion = format!("/vi/rounds/{round}/units/01/criteria/{NODE}");
        for path in [&case, &criterion] {
            let page = sees(&scene, path, &appraiser("a", NOW)).await;
            assert!(!page.contains("Biên bản nháp") && !page.contains("Theo báo cáo"), "{page}");
        }
        let judge = vec![judged(0.0, "Không kê khai", None, Stage::First, 0)];
        scene.rounds.act_on_unit(&appraiser("a", NOW), &round, "01", judge).await.unwrap();
        let held = scene.rounds.held(&round).await.unwrap();
        let assessment = scene.rounds.assessment(&held, "01").await.unwrap();
        assert_eq!(assessment.links(NODE)[0].evidence, [], "a judgement rests on what was signed");
        assert!(!sees(&scene, &case, &appraiser("a", NOW)).await.contains("Biên bản nháp"));
    });
}

#[test]
fn an_answer_is_the_units_own_until_it_is_signed() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let round = scene.begun().await;
        scene.submitted(&round, "01").await;
        scene.begin(&round, Phase::FirstAppraisal, NOW).await;
        let judge = vec![judged(0.5, "Thiếu", Some("Vì sao thiếu?"), Stage::First, 1)];
        scene.rounds.act_on_unit(&appraiser("a", NOW), &round, "01", judge).await.unwrap();
        scene.begin(&round, Phase::Explanation, NOW).await;
        let entry = Entry { note: "Trả lời còn viết dở".to_owned(), ..Entry::default() };
        let answer = vec![
            AssessmentCommand::Explain { node: NODE.to_owned(), seen: 0, entry },
            evidence("e9", "Bản bổ sung", link()),
        ];
        scene.rounds.act_on_unit(&lead("01", NOW), &round, "01", answer).await.unwrap();
        let path = format!("/vi/rounds/{round}/units/01/explain/criteria/{NODE}");
        let told = |page: &str| page.contains("Trả lời còn viết dở") || page.contains("Bản bổ sung");
        assert!(!told(&sees(&scene, &path, &appraiser("a", NOW)).await));
        assert!(!told(&sees(&scene, &path, &coordinator(NOW)).await));
        assert!(told(&sees(&scene, &path, &approver("01", NOW)).await));
        let sign = vec![AssessmentCommand::SubmitExplanation { declaration: signed() }];
        scene.rounds.act_on_unit(&approver("01", NOW), &round, "01", sign).await.unwrap();
        let page = sees(&scene, &path, &appraiser("a", NOW)).await;
        assert!(page.contains("Trả lời còn viết dở") && page.contains("Bản bổ sung"), "{page}");
    });
}

#[test]
fn a_member_is_not_shown_what_is_judged_of_their_own() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let round = scene.begun().await;
        for unit in ["01", "48"] {
            scene.submitted(&round, unit).await;
        }
        scene.begin(&round, Phase::FirstAppraisal, NOW).await;
        for (unit, points, reason) in [("01", 0.3, "Kết luận về Hà Nội"), ("48", 0.5, "Kết luận về Đà Nẵng")]
        {
            let judge = vec![judged(points, reason, Some("Vì sao?"), Stage::First, 1)];
            scene.rounds.act_on_unit(&appraiser("a", NOW), &round, unit, judge).await.unwrap();
        }
        let since = Date::constant(2020, 1, 1);
        let held = vec![
            Assignment::everywhere(Role::CouncilMember, since),
            Assignment::everywhere(Role::NationalCoordinator, since),
            Assignment::new(Role::UnitLead, "01", since),
        ];
        let own = holder("member-1", held, NOW);
        let other = holder("member-2", vec![Assignment::everywhere(Role::NationalCoordinator, since)], NOW);
        let units = format!("/vi/rounds/{round}/units");
        // How much was flagged, no column, filter or order tells.
        for (who, told) in [(&own, false), (&other, true)] {
            let page = sees(&scene, &format!("{units}?state=flagged"), who).await;
            assert_eq!(page.contains("/units/01\""), told, "{page}");
            assert!(page.contains("/units/48\""), "{page}");
            let page = sees(&scene, &format!("{units}?sort=flagged"), who).await;
            let first = page.find("/units/48\"").unwrap() < page.find("/units/01\"").unwrap();
            assert_eq!(first, !told, "{page}");
        }
        // Nor does what compares units.
        let results = format!("/vi/rounds/{round}/results");
        for unit in ["01", "48"] {
            for rest in ["diagnosis", "diagnosis/file?form=csv", "diagnosis/file?form=xlsx", "what-if"] {
                let path = format!("{units}/{unit}/{rest}");
                assert_eq!(scene.get(&path, &own).await.status, StatusCode::NOT_FOUND, "{path}");
                assert_eq!(scene.get(&path, &other).await.status, StatusCode::OK, "{path}");
            }
        }
        let (page, all) = (sees(&scene, &results, &own).await, sees(&scene, &results, &other).await);
        let row = |page: &str, unit: &str| {
            let at = page.find(&format!("/units/{unit}\"")).unwrap_or_else(|| panic!("{unit}: {page}"));
            let start = page[..at].rfind("<tr").unwrap();
            page[start..start + page[start..].find("</tr>").unwrap()].to_owned()
        };
        let counts = |row: String| row.contains(">0,") || row.contains(">1,");
        assert!(!counts(row(&page, "01")), "no number of Hà Nội: {}", row(&page, "01"));
        assert!(row(&page, "01").contains("cơ quan của anh/chị") && counts(row(&all, "01")), "{all}");
        assert!(counts(row(&page, "48")) && page.contains("chưa được xem kết quả thẩm định của"), "{page}");
        let reports = ["docx", "xlsx"].map(|kind| format!("/vi/rounds/{round}/report/consolidated.{kind}"));
        for path in &reports {
            assert!(!page.contains(path) && all.contains(path), "{page}");
            let refused = scene.get(path, &own).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
            assert!(refused.body.contains("Hãy để người khác"), "{}", refused.body);
            assert!(scene.bytes(path, &other).await.starts_with(b"PK"), "{path}");
        }
        scene.begin(&round, Phase::Council, NOW).await;
        let council = format!("/vi/rounds/{round}/council");
        let meeting = format!("{council}/meetings/m");
        let says_why = "cơ quan của anh/chị";
        for path in [&council, &format!("{council}/new")] {
            let page = sees(&scene, path, &own).await;
            assert!(!page.contains("Kết luận về Hà Nội"), "{page}");
            assert!(page.contains("Hà Nội") && page.contains(says_why), "that there is something, and why: {page}");
            assert!(!page.contains("units/01/c1_1_2"), "no way to what is hidden: {page}");
        }
        assert!(sees(&scene, &council, &own).await.contains("Kết luận về Đà Nẵng"));
        assert!(sees(&scene, &council, &member("2", NOW)).await.contains("Kết luận về Hà Nội"));

        let item = |unit: &str, reason: &str| AgendaItem {
            unit: unit.to_owned(),
            node: NODE.to_owned(),
            proposals: [(0.5, reason), (0.9, "Tự chấm")]
                .map(|(points, reason)| Proposal { points: Mark::number(points), reason: reason.to_owned() })
                .to_vec(),
            votes: std::collections::BTreeMap::new(),
        };
        scene.met(&round, vec![item("01", "Kết luận về Hà Nội"), item("48", "Kết luận về Đà Nẵng")]).await;
        let page = sees(&scene, &meeting, &own).await;
        assert!(!page.contains("Kết luận về Hà Nội") && page.contains("Kết luận về Đà Nẵng"), "{page}");
        assert!(page.contains(says_why) && page.matches("0,5 điểm: 0 phiếu").count() == 1, "{page}");
        let vote = scene.post(&format!("{meeting}/votes"), &own, &[("vote-0", "0")]).await;
        assert_eq!(vote.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", vote.body);
        assert!(!vote.body.contains("Kết luận về Hà Nội"));
        let page = sees(&scene, &meeting, &member("2", NOW)).await;
        assert_eq!(page.matches("0,5 điểm: 0 phiếu").count(), 2, "{page}");
    });
}

#[test]
fn a_draft_of_a_round_is_seen_by_those_who_set_it_up() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let draft = scene.rounds.draft(&coordinator(NOW), setup(), rulebook_text(&setup())).await.unwrap();
        let at_owner = |role| person("somebody", role, Some("viet-nam"), NOW);
        for (caller, shown) in [
            (coordinator(NOW), true),
            (inspector(), true),
            (appraiser("a", NOW), false),
            (member("1", NOW), false),
            (at_owner(Role::UnitLead), false),
            (at_owner(Role::SurveyManager), false),
            (lead("01", NOW), false),
        ] {
            let who = caller.actor.assignments[0].role;
            let list = sees(&scene, "/vi/rounds", &caller).await;
            assert_eq!(list.contains(&draft), shown, "{who}: {list}");
            for rest in ["", "/units", "/units/01", "/results"] {
                let status = scene.get(&format!("/vi/rounds/{draft}{rest}"), &caller).await.status;
                assert!(
                    if shown { status == StatusCode::OK } else { status.is_client_error() },
                    "{who}: {rest}: {status}"
                );
            }
        }
    });
}

#[test]
fn the_public_is_told_hashes_of_evidence_and_no_titles() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let round = scene.begun().await;
        let brought = vec![
            evidence("e1", "Đơn của bà Trần Thị B", file("a")),
            evidence("e2", "Trang riêng", link()),
            save(NODE, 0, &[("finished", 9.0), ("planned", 10.0)]),
        ];
        scene.rounds.act_on_unit(&lead("01", NOW), &round, "01", brought).await.unwrap();
        let submit = vec![AssessmentCommand::Submit { declaration: signed() }];
        scene.rounds.act_on_unit(&approver("01", NOW), &round, "01", submit).await.unwrap();
        scene.begin(&round, Phase::FirstAppraisal, NOW).await;
        published(&scene, &round).await;
        let secret = ["Trần Thị B", "Trang riêng", "hanoi.gov.vn", "Nguyễn Văn A"];
        let hash = "a".repeat(64);
        let nobody = Caller::anonymous(NOW);
        let page = sees(&scene, &format!("/vi/published/{round}/units/01/{NODE}"), &nobody).await;
        assert!(page.contains(&hash) && page.contains("2 kB"), "{page}");
        assert!(page.contains(&crate::common::hash("https://hanoi.gov.vn/rieng")), "{page}");
        assert!(secret.iter().all(|text| !page.contains(text)), "{page}");
        let bytes = scene.bytes(&format!("/vi/published/{round}/issues/1.zip"), &nobody).await;
        let bundle = chiso_bundle::read(&bytes).unwrap();
        for (name, content) in bundle.parts() {
            let mut text = String::new();
            std::io::Cursor::new(content).read_to_string(&mut text).unwrap_or_default();
            assert!(secret.iter().all(|secret| !text.contains(secret)), "{name}: {text}");
        }
        let chain = std::str::from_utf8(bundle.part("chain.jsonl").unwrap()).unwrap();
        assert!(chain.contains(&hash), "{chain}");
        // Who may see evidence reads what it is called.
        let page = sees(&scene, &format!("/vi/rounds/{round}/units/01/criteria/{NODE}"), &lead("01", NOW)).await;
        assert!(page.contains("Trần Thị B"), "{page}");
    });
}

#[test]
fn units_take_out_what_the_round_lets_them_take_out() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let visibility = |export: &[Stage]| Visibility {
            see: [Stage::First, Stage::Second].into(),
            export: export.iter().copied().collect(),
        };
        let round = scene.begun_with(Setup { visibility: visibility(&[]), ..setup() }).await;
        scene.submitted(&round, "01").await;
        scene.begin(&round, Phase::FirstAppraisal, NOW).await;
        let judge = vec![judged(0.5, "Sản phẩm chưa đạt", None, Stage::First, 1)];
        scene.rounds.act_on_unit(&appraiser("a", NOW), &round, "01", judge).await.unwrap();
        let unit = format!("/vi/rounds/{round}/units/01");
        let taken = format!("{unit}/appraisals/appraisals.csv");
        let hanoi = lead("01", NOW);
        // They see it, and may not take it out; who runs the round may.
        assert!(sees(&scene, &format!("{unit}/criteria/{NODE}"), &hanoi).await.contains("Sản phẩm chưa đạt"));
        assert!(!sees(&scene, &unit, &hanoi).await.contains("/appraisals/"));
        assert_eq!(scene.get(&taken, &hanoi).await.status, StatusCode::NOT_FOUND);
        assert!(sees(&scene, &taken, &coordinator(NOW)).await.contains("Sản phẩm chưa đạt"));
        let allow = RoundCommand::SetVisibility { visibility: visibility(&[Stage::First]) };
        scene.rounds.act_on_round(&coordinator(NOW), &round, allow).await.unwrap();
        assert!(sees(&scene, &unit, &hanoi).await.contains("/appraisals/appraisals.csv"));
        let file = sees(&scene, &taken, &hanoi).await;
        assert!(file.contains("Sản phẩm chưa đạt") && file.contains("1.1.2") && file.contains("0,5"), "{file}");
        let book = scene.bytes(&format!("{unit}/appraisals/appraisals.xlsx"), &hanoi).await;
        assert!(book.starts_with(b"PK"));
        for (who, status) in [
            (person("contributor", Role::UnitContributor, Some("01"), NOW), StatusCode::FORBIDDEN),
            (lead("48", NOW), StatusCode::NOT_FOUND),
        ] {
            assert_eq!(scene.get(&taken, &who).await.status, status, "{:?}", who.actor.person);
        }
        // A stage that is not theirs to take out is not in it.
        scene.begin(&round, Phase::SecondAppraisal, NOW).await;
        let judge = vec![judged(0.6, "Xem lại lần hai", None, Stage::Second, 2)];
        scene.rounds.act_on_unit(&appraiser("a", NOW), &round, "01", judge).await.unwrap();
        let file = sees(&scene, &taken, &hanoi).await;
        assert!(file.contains("Sản phẩm chưa đạt") && !file.contains("Xem lại lần hai"), "{file}");
        assert!(sees(&scene, &taken, &coordinator(NOW)).await.contains("Xem lại lần hai"));
    });
}

#[test]
fn a_stage_that_is_hidden_stays_hidden_where_a_later_one_is_shown() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let visibility = Visibility { see: [Stage::Second].into(), ..Visibility::default() };
        let round = scene.begun_with(Setup { visibility, ..setup() }).await;
        scene.submitted(&round, "01").await;
        scene.begin(&round, Phase::FirstAppraisal, NOW).await;
        let judge = |node: &str, points, stage, seen| match judged(points, "theo hồ sơ", None, stage, seen) {
            AssessmentCommand::Appraise { stage, seen, verdict, .. } => {
                AssessmentCommand::Appraise { node: node.to_owned(), stage, seen, verdict }
            }
            other => other,
        };
        let first = vec![judge("c1_1_1", 0.0, Stage::First, 1), judge(NODE, 0.1, Stage::First, 1)];
        scene.rounds.act_on_unit(&appraiser("a", NOW), &round, "01", first).await.unwrap();
        scene.begin(&round, Phase::SecondAppraisal, NOW).await;
        let hanoi = lead("01", NOW);
        let unit = format!("/vi/rounds/{round}/units/01");
        // Nothing that they may see was judged yet: the points are theirs.
        let page = sees(&scene, &unit, &hanoi).await;
        assert!(!page.contains("Điểm hiện tại"), "{page}");
        let second = vec![judge(NODE, 0.8, Stage::Second, 2)];
        scene.rounds.act_on_unit(&appraiser("a", NOW), &round, "01", second).await.unwrap();
        let held = scene.rounds.held(&round).await.unwrap();
        let assessment = scene.rounds.assessment(&held, "01").await.unwrap();
        let seen = assessment.with_links(|link| link.stage != Stage::First);
        let points = |node: &str| seen.item(node).unwrap().effective().unwrap().points;
        assert_eq!((points("c1_1_1"), points(NODE)), (Mark::number(0.5), Mark::number(0.8)));
        // 0.5 + 0.8 as the unit may know it, scaled as the rulebook says for surveys that were not held; with what is hidden it would be 0 + 0.8.
        let page = sees(&scene, &unit, &hanoi).await;
        let now = page.split("Điểm hiện tại").nth(1).unwrap_or_else(|| panic!("{page}"));
        assert!(now.split("</dd>").next().unwrap().contains("<dd>1,97 / "), "{now}");
    });
}

#[test]
fn a_correction_is_seen_by_its_unit_when_it_is_issued() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let last = scene.begun_with(Setup { period: chiso_model::Period::year(2023), ..setup() }).await;
        for unit in ["01", "48"] {
            scene.submitted(&last, unit).await;
        }
        scene.begin(&last, Phase::FirstAppraisal, NOW).await;
        published(&scene, &last).await;
        let this = scene.begun().await;
        let later = NOW + MINUTE;
        let entry = Entry { points: Some(Mark::number(0.3)), ..Entry::default() };
        let reason = "Theo kết luận thanh tra".to_owned();
        let correct = vec![AssessmentCommand::Correct { node: NODE.to_owned(), entry, reason }];
        scene.rounds.act_on_unit(&coordinator(later), &last, "01", correct).await.unwrap();
        let hanoi = lead("01", later);
        let paths = [
            format!("/vi/rounds/{last}/units/01/criteria/{NODE}"),
            format!("/vi/rounds/{last}/units/01"),
            format!("/vi/rounds/{this}/units/01/criteria/{NODE}"),
        ];
        for path in &paths {
            let page = sees(&scene, path, &hanoi).await;
            let told = ["Theo kết luận thanh tra", "Đã đính chính", "<dd>0,3</dd>"];
            assert!(told.iter().all(|text| !page.contains(text)), "{path}: {page}");
        }
        let file = sees(&scene, &paths[1], &hanoi).await;
        assert!(file.contains("<dd>1,4 / "), "the total as it was issued: {file}");
        // Nor where a form is refused and shown again.
        let fields = [("seen", "1"), ("n-finished", "9"), ("n-planned", "10"), ("note", "Đã nhập lại")];
        let refused = scene.post(&paths[0], &hanoi, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
        assert!(refused.body.contains("Đã nhập lại"), "what was typed is kept: {}", refused.body);
        refused.lacks(&["Theo kết luận thanh tra"]);
        // Whoever judges elsewhere and is of the unit sees the results as they were issued.
        let since = Date::constant(2020, 1, 1);
        let roles = vec![
            Assignment::everywhere(Role::NationalCoordinator, since),
            Assignment::new(Role::UnitLead, "01", since),
        ];
        let results = format!("/vi/rounds/{last}/results");
        let issued = sees(&scene, &results, &holder("torn", roles, later)).await;
        assert_eq!(issued.matches("1,97").count(), 0, "{issued}");
        let stands = sees(&scene, &results, &coordinator(later)).await;
        assert!(issued != stands, "{stands}");
        assert!(sees(&scene, &paths[0], &coordinator(later)).await.contains("Theo kết luận thanh tra"));
        let chief = coordinator(later + MINUTE);
        scene.rounds.publish(&chief, &last, decision("1/QĐ"), "Đính chính".to_owned()).await.unwrap();
        for path in [&paths[0], &paths[2]] {
            let page = sees(&scene, path, &lead("01", later + 2 * MINUTE)).await;
            assert!(page.contains("Theo kết luận thanh tra"), "{path}: {page}");
        }
    });
}
