//! The council at work: what is disputed, a meeting, votes, quorum, the decision in the scores.

use crate::common::{NOW, Scene, UNITS, appraiser, coordinator, lead, member, on_both};
use axum::http::StatusCode;
use chiso_round::assessment::Verdict;
use chiso_round::{AssessmentCommand, Mark, Phase, Stage};

/// A round before the council, in which Hà Nội and its appraiser differ on 1.1.2: 0.9 claimed, 0.5 given.
async fn disputed(scene: &Scene) -> String {
    let id = scene.begun().await;
    for unit in UNITS {
        scene.submitted(&id, unit).await;
    }
    scene.begin(&id, Phase::FirstAppraisal, NOW).await;
    let change = chiso_round::assessment::Entry { points: Some(Mark::number(0.5)), ..Default::default() };
    let verdict = Verdict { change: Some(change), reason: "Sản phẩm chưa đạt".to_owned(), asks: None };
    let command = AssessmentCommand::Appraise { node: "c1_1_2".to_owned(), stage: Stage::First, seen: 1, verdict };
    scene.rounds.act_on_unit(&appraiser("a", NOW), &id, "01", vec![command]).await.unwrap();
    scene.begin(&id, Phase::Council, NOW).await;
    id
}

#[test]
fn the_council_decides_what_is_disputed() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let id = disputed(&scene).await;
        let chief = coordinator(NOW);
        let page = scene.get(&format!("/vi/rounds/{id}/council"), &chief).await;
        assert!(page.body.contains("Còn 1 nội dung") && page.body.contains("Sản phẩm chưa đạt"), "{}", page.body);
        let page = scene.get(&format!("/vi/rounds/{id}/council/new"), &chief).await;
        assert!(page.body.contains("value=\"01|c1_1_2\""), "{}", page.body);
        let call = format!("/vi/rounds/{id}/council/new");
        let fields = [("mode", "room"), ("on", "20/12/2026"), ("item", "01|c1_1_2")];
        let page = scene.post(&call, &chief, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains("Hãy ghi nơi họp") && page.body.contains("20/12/2026"), "{}", page.body);
        let page = scene.post(&call, &chief, &[&fields[..], &[("place", "Hà Nội")]].concat()).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        let meeting = page.to.split('?').next().unwrap().to_owned();

        // One is there, one votes in writing, the third says nothing.
        let post = async |rest: &str, caller, fields: &[(&str, &str)]| {
            scene.post(&format!("{meeting}{rest}"), &caller, fields).await
        };
        assert_eq!(post("/present", coordinator(NOW), &[("member", "member-1")]).await.status, StatusCode::SEE_OTHER);
        let page = scene.get(&meeting, &member("1", NOW)).await;
        assert!(page.body.contains("Sản phẩm chưa đạt") && page.body.contains("name=\"vote-0\""), "{}", page.body);
        assert_eq!(post("/votes", member("1", NOW), &[("vote-0", "0")]).await.status, StatusCode::SEE_OTHER);
        let decision = [
            ("number", "12/QĐ-HĐTĐ"),
            ("decided", "21/12/2026"),
            ("signed-at", "Hà Nội"),
            ("minutes", "Thống nhất 0,5 điểm"),
        ];
        let page = scene.post_with_file(&format!("{meeting}/conclusion"), &chief, &decision, None).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.body);
        assert!(page.body.contains("cần ít nhất 2") && page.body.contains("Thống nhất 0,5 điểm"), "{}", page.body);
        assert_eq!(
            post("/votes", member("2", NOW), &[("vote-0", "0"), ("remark-0", "Đồng ý")]).await.status,
            StatusCode::SEE_OTHER
        );
        let page = post("/votes", member("2", NOW), &[("vote-0", "1")]).await;
        assert!(page.status.is_client_error());
        assert!(post("/votes", lead("01", NOW), &[("vote-0", "0")]).await.status.is_client_error());
        let page = scene.post_with_file(&format!("{meeting}/conclusion"), &chief, &decision, None).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);

        let held = scene.rounds.held(&id).await.unwrap();
        let assessment = scene.rounds.assessment(&held, "01").await.unwrap();
        let link = assessment.item("c1_1_2").unwrap().effective().unwrap();
        assert_eq!((link.stage, link.points), (Stage::Council, Mark::number(0.5)));
        assert!(link.why.said().unwrap().starts_with("12/QĐ-HĐTĐ"), "{:?}", link.why);
        let page = scene.get(&meeting, &chief).await;
        assert!(page.body.contains("Số 12/QĐ-HĐTĐ, Hà Nội, ngày 21/12/2026"), "{}", page.body);
        assert!(store.verify(None).await.unwrap().findings.is_empty());
    });
}
