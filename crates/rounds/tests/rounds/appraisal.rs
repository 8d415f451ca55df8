//! Appraisers at work: the queue, one criterion, many units at once, the second person, conflicts of interest.

use crate::common::{NOW, Scene, UNITS, appraiser, coordinator, holder, lead, on_both, setup};
use axum::http::StatusCode;
use chiso_access::{Assignment, Role};
use chiso_model::Date;
use chiso_round::assessment::Standing;
use chiso_round::{Mark, Phase, Stage};

async fn appraising(scene: &Scene, id: &str) {
    for unit in UNITS {
        scene.submitted(id, unit).await;
    }
    scene.begin(id, Phase::FirstAppraisal, NOW).await;
}

#[test]
fn an_appraiser_goes_through_the_queue() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let id = scene.begun().await;
        appraising(&scene, &id).await;
        let a = appraiser("a", NOW);
        let queue = scene.get(&format!("/vi/rounds/{id}/appraisal?unit=01"), &a).await;
        assert_eq!(queue.status, StatusCode::OK, "{}", queue.body);
        assert!(
            queue.body.contains("1.1.1 Ban hành kế hoạch") && queue.body.contains("Chờ thẩm định"),
            "{}",
            queue.body
        );
        let one = format!("/vi/rounds/{id}/appraisal/units/01/c1_1_2");
        let page = scene.get(&one, &a).await;
        assert!(
            page.body.contains("Nhiệm vụ hoàn thành trong năm") && page.body.contains("name=\"seen\" value=\"1\""),
            "{}",
            page.body
        );

        // Without a reason nothing is recorded, and nothing typed is lost.
        let fields = [
            ("act", "give"),
            ("seen", "1"),
            ("verdict", "change"),
            ("n-finished", "8"),
            ("n-planned", "10"),
            ("asks", "Vì sao?"),
        ];
        let page = scene.post(&one, &a, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains("Vì sao?") && page.body.contains("Hãy nêu lý do"), "{}", page.body);
        let fields = [&fields[..], &[("reason", "2 nhiệm vụ chưa nghiệm thu")]].concat();
        let page = scene.post(&one, &a, &fields).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        assert!(page.to.starts_with(&format!("/vi/rounds/{id}/appraisal/units/")), "{}", page.to);

        let held = scene.rounds.held(&id).await.unwrap();
        let assessment = scene.rounds.assessment(&held, "01").await.unwrap();
        let link = assessment.item("c1_1_2").unwrap().at(Stage::First).unwrap();
        assert_eq!(
            (link.points, link.asks.as_deref(), link.by.as_str()),
            (Mark::number(0.8), Some("Vì sao?"), "appraiser-a")
        );
        let standing = assessment.standing(held.frame("01"), held.rules.criterion("c1_1_2").unwrap(), NOW);
        assert_eq!(standing, Standing::Asked);

        // Sent once more from the old page: refused, for the chain has grown.
        let page = scene.post(&one, &a, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains("vừa thay đổi mục này"), "{}", page.body);

        // One remark for the rest.
        let many = format!("/vi/rounds/{id}/appraisal/many");
        let page = scene.get(&format!("{many}?criterion=c1_1_1"), &a).await;
        assert!(page.body.contains("value=\"48|1\""), "{}", page.body);
        let fields = [("criterion", "c1_1_1"), ("unit", "01|1"), ("unit", "48|1"), ("reason", "Đủ minh chứng")];
        let page = scene.post(&many, &a, &fields).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        let page = scene.get(&format!("/en/rounds/{id}/appraisal/matrix?area=area1"), &coordinator(NOW)).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert!(page.body.contains("0.8") && page.body.contains("1.1.2"), "{}", page.body);
        assert!(store.verify(None).await.unwrap().findings.is_empty());
    });
}

#[test]
fn nobody_appraises_what_is_not_theirs_or_their_own_unit() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let id = scene.begun().await;
        appraising(&scene, &id).await;
        let one = format!("/vi/rounds/{id}/appraisal/units/01/c1_1_2");
        let fields = [("act", "give"), ("seen", "1"), ("verdict", "accept"), ("reason", "đúng")];
        // Another area's appraiser, a unit's lead, an appraiser who also works in Hà Nội.
        let b = appraiser("b", NOW);
        assert_eq!(scene.post(&one, &b, &fields).await.status, StatusCode::FORBIDDEN);
        assert!(scene.get(&one, &b).await.body.contains("không được phân công thẩm định tiêu chí này"));
        assert!(scene.post(&one, &lead("01", NOW), &fields).await.status.is_client_error());
        let since = Date::constant(2020, 1, 1);
        let both = vec![Assignment::everywhere(Role::Appraiser, since), Assignment::new(Role::UnitLead, "01", since)];
        let conflicted = holder("appraiser-a", both, NOW);
        assert_eq!(scene.get(&one, &conflicted).await.status, StatusCode::FORBIDDEN);
        let other = format!("/vi/rounds/{id}/appraisal/units/48/c1_1_2");
        assert_eq!(scene.post(&other, &conflicted, &fields).await.status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn a_second_person_checks_where_the_round_asks_for_it() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let mut checked = setup();
        checked.second_check = true;
        checked.appraisers[1].nodes.insert("area1".to_owned());
        let id = scene.begun_with(checked).await;
        appraising(&scene, &id).await;
        let one = format!("/vi/rounds/{id}/appraisal/units/01/c1_1_2");
        let (a, b) = (appraiser("a", NOW), appraiser("b", NOW));
        let fields = [("act", "give"), ("seen", "1"), ("verdict", "accept"), ("reason", "đúng")];
        assert_eq!(scene.post(&one, &a, &fields).await.status, StatusCode::SEE_OTHER);
        let page = scene.get(&one, &a).await;
        assert!(page.body.contains("đang chờ người thứ hai kiểm tra"), "{}", page.body);
        assert_eq!(scene.post(&one, &b, &[("act", "confirm")]).await.status, StatusCode::SEE_OTHER);
        let held = scene.rounds.held(&id).await.unwrap();
        let assessment = scene.rounds.assessment(&held, "01").await.unwrap();
        let link = assessment.item("c1_1_2").unwrap().at(Stage::First).unwrap();
        assert_eq!(link.checked_by.as_deref(), Some("appraiser-b"));
    });
}
