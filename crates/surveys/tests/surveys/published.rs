//! What is public of a survey: the page made from the published file, its files, what another issue changed, and nothing before.

use crate::common::{NOW, Scene, ballot, group, manager, on_both, setup};
use axum::http::StatusCode;
use chiso_survey::campaign::{CampaignCommand, Setup};
use chiso_web::Caller;
use chiso_workspace::house::Wanted;
use serde_json::{Value, json};

/// A closed survey of officials: three ratings of each of four units, the fourth with too few.
async fn closed(scene: &Scene, simulated: bool) -> String {
    let form = Some(scene.shipped("officials_ballot").await);
    let survey = scene.drafted_with(Setup { form, simulated, ..setup() }).await;
    let manager = manager(NOW);
    scene.surveys.act(&manager, &survey, CampaignCommand::Open).await.unwrap();
    let units = ["00004", "00008", "00013", "00016"].into_iter().enumerate();
    let groups = units.map(|(number, unit)| group(&survey, number, json!({ "unit": unit, "weight": 1 + number }), 30));
    scene.put_groups(groups.collect()).await;
    let ratings: [&[u8]; 4] =
        [&[5, 5, 4, 5, 5, 4, 5, 5, 5], &[1, 2, 1, 2, 1, 1, 2, 1], &[3, 3, 4, 3, 3, 2, 3], &[4, 4, 3]];
    let each = ratings.into_iter().enumerate();
    let each =
        each.flat_map(|(group, ratings)| ratings.iter().enumerate().map(move |(at, rating)| (group, at, *rating)));
    cast(scene, &survey, each).await;
    let close = CampaignCommand::Close { reason: "Đủ phiếu".to_owned() };
    scene.surveys.act(&manager, &survey, close).await.unwrap();
    survey
}

/// Casts ballots at once: group, number in the group, and the rating that is given throughout.
async fn cast(scene: &Scene, survey: &str, ballots: impl IntoIterator<Item = (usize, usize, u8)>) {
    let ballots = ballots.into_iter().map(|(group, at, rating)| {
        let mut answers = json!({ "position": "officer", "contact": "often" });
        for item in ["direction", "institutions", "procedures", "organisation", "civil_service", "finance", "digital"] {
            answers[item] = json!(rating.to_string());
        }
        let given = json!({ "answers": answers, "mode": "own" });
        let number = u8::try_from(group * 40 + at).unwrap();
        let mark = std::array::from_fn(|byte| number ^ u8::try_from(byte).unwrap());
        (mark, ballot(survey, &format!("{survey}/{group:06}"), &given))
    });
    scene.cast(ballots).await;
}

#[test]
fn everybody_sees_what_was_published_and_nothing_before() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let survey = closed(&scene, true).await;
        let (nobody, manager) = (Caller::anonymous(NOW), manager(NOW));
        let page = format!("/vi/published/surveys/{survey}");
        for path in [page.clone(), format!("{page}/issues/1.json"), format!("{page}/questionnaire")] {
            assert_eq!(scene.get(&path, &nobody).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let none = scene.get("/vi/published/surveys", &nobody).await;
        none.has(&["Chưa có khảo sát nào được công bố", "href=\"/vi/s\""]);
        scene.surveys.publish(&manager, &survey, "").await.unwrap();

        scene.get("/vi/published/surveys", &nobody).await.has(&["Khảo sát hài lòng năm 2026", "Mô phỏng"]);
        let shown = scene.get(&page, &nobody).await;
        // Weights 1 to 4: (43 + 2·11 + 3·21 + 4·11)/(9 + 16 + 21 + 12) = 172/58.
        shown.has(&[
            "Đánh giá cải cách hành chính: 2,97 (khoảng tin cậy 95\u{a0}%: ",
            "từ 27 phiếu",
            "Cao nhất trong 2 đơn vị là ",
            "do máy tạo ra để thử",
            "Số phiếu",
            "27",
            "<svg",
            "Theo đơn vị được đánh giá",
            "4,78",
            "1,38",
            "không nêu",
            "Ai hỏi, hỏi ai, khi nào",
            "SHA-256",
            "Cách tính",
            "đã được đối chiếu, khớp nhau",
            "Các lần công bố",
            "Lần công bố đầu tiên",
            "Từng nội dung",
            "Sai số chuẩn",
        ]);
        // Three ballots are too few, and the next small number is hidden with them.
        shown.lacks(&["3,67", "3,00", "không có số nào thay đổi", "tính lại từ các số khác"]);
        let english = scene.get(&format!("/en/published/surveys/{survey}"), &nobody).await;
        english.has(&["Rating of administrative reform: 2.97 (95\u{a0}% interval: ", "made up", "Bonferroni"]);

        let held = scene.surveys.held(&survey).await.unwrap();
        let json = scene.bytes(&format!("{page}/issues/1.json"), &nobody).await;
        assert_eq!(chiso_files::FileHash::of(&json).to_string(), held.campaign.issues[0]);
        let file: Value = serde_json::from_slice(&json).unwrap();
        assert_eq!((&file["schema"], &file["response"]["ballots"]), (&json!("chiso-survey-results/1"), &json!(27)));
        assert_eq!(file["units"].as_array().unwrap().len(), 4);
        assert_eq!(file["units"][3]["scores"], json!({}));
        let csv = String::from_utf8(scene.bytes(&format!("{page}/issues/1.csv"), &nobody).await).unwrap();
        assert!(csv.contains("\r\n00004,") && csv.contains(",reform,") && !csv.contains("\r\n00016,"), "{csv}");
        let form = scene.bytes(&format!("{page}/questionnaire"), &nobody).await;
        assert_eq!(Some(chiso_files::FileHash::of(&form).to_string()), held.campaign.setup.form);
        for path in ["issues/2.json", "issues/0.json", "issues/1.pdf", "issues/1"] {
            assert_eq!(scene.get(&format!("{page}/{path}"), &nobody).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn another_issue_needs_a_change_and_a_reason_and_says_what_changed() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let survey = closed(&scene, false).await;
        let manager = manager(NOW);
        let publish = format!("/vi/surveys/{survey}/results/publish");
        scene.post(&publish, &manager, &[]).await.leads(&format!("/vi/surveys/{survey}/results"));
        scene.post(&publish, &manager, &[("reason", "Thử")]).await.refuses(&["đã được công bố và chưa có gì thay đổi"]);
        // A ballot that was on its way when the survey was closed.
        cast(&scene, &survey, [(0, 30, 1)]).await;
        scene.post(&publish, &manager, &[]).await.refuses(&["Hãy ghi vì sao công bố bản mới"]);
        scene.post(&publish, &manager, &[("reason", "Thêm một phiếu đến muộn")]).await.leads("/vi/surveys/");
        let page = scene.get(&format!("/vi/published/surveys/{survey}"), &Caller::anonymous(NOW)).await;
        page.has(&[
            "Các lần công bố",
            "Lần 2",
            "Đánh giá cải cách hành chính: 2,97 thành 2,93; số phiếu: 27 thành 28",
            "Thêm một phiếu đến muộn",
            "Lần 1",
            "Lần công bố đầu tiên",
        ]);
        page.lacks(&["do máy tạo ra"]);
        let first = scene.bytes(&format!("/vi/published/surveys/{survey}/issues/1.json"), &manager).await;
        let second = scene.bytes(&format!("/vi/published/surveys/{survey}/issues/2.json"), &manager).await;
        let second: Value = serde_json::from_slice(&second).unwrap();
        assert_eq!(second["issue"]["earlier"], json!([chiso_files::FileHash::of(&first).to_string()]));
    });
}

#[test]
fn scores_are_offered_to_rounds_by_the_names_that_criteria_read() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let survey = closed(&scene, true).await;
        let desk = scene.surveys.desk();
        let wanted = |indicator: &str, out_of| Wanted { indicator: indicator.to_owned(), out_of };
        let all = [wanted("reform", 5.0), wanted("reform.s_digital", 5.0), wanted("sipas", 100.0)];
        assert_eq!(desk.offers(2026, &all).await.unwrap(), [], "before it is published");
        scene.surveys.publish(&manager(NOW), &survey, "").await.unwrap();
        let offers = desk.offers(2026, &all).await.unwrap();
        let [offer] = &offers[..] else { panic!("{offers:?}") };
        let sha256 = &scene.surveys.held(&survey).await.unwrap().campaign.issues[0];
        assert!(offer.simulated && offer.source.ends_with(&format!("công bố lần 1, SHA-256 {sha256}")), "{offer:?}");
        let found: Vec<(&str, &str)> =
            offer.values.iter().map(|(unit, name, _)| (unit.as_str(), name.as_str())).collect();
        // The whole is that of the agency that ran it; of two units nothing is told.
        let units = ["01", "00004", "00008"];
        let expected: Vec<_> =
            ["reform", "reform.s_digital"].into_iter().flat_map(|name| units.map(|unit| (unit, name))).collect();
        assert_eq!(found, expected);
        for (year, wanted) in [(2025, &all[..1]), (2026, &[wanted("reform", 100.0)][..])] {
            assert_eq!(desk.offers(year, wanted).await.unwrap(), []);
        }
    });
}
