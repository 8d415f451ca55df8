//! The list of surveys: everybody sees those of the agencies where they may, and nobody else does.

use crate::common::{DAY, HOUR, NOW, Scene, every_role, manager, on_both, person};
use axum::http::StatusCode;
use chiso_access::Role;

#[test]
fn a_campaign_is_listed_for_those_who_may_see_it() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let survey = scene.opened("officials_ballot").await;
        let page = scene.get("/vi/surveys", &manager(NOW)).await;
        page.has(&[&format!("/vi/surveys/{survey}"), "Khảo sát hài lòng năm 2026", "đang thu phiếu"]);
        // An open one takes ballots between two moments alone.
        let ahead = scene.get("/vi/surveys", &manager(NOW - 2 * HOUR)).await;
        ahead.has(&["thu phiếu từ "]);
        ahead.lacks(&["đang thu phiếu"]);
        scene.get("/en/surveys", &manager(NOW + 11 * DAY)).await.has(&["past its closing time"]);
        let elsewhere = person("other", Role::SurveyManager, Some("48"), NOW);
        scene.get("/en/surveys", &elsewhere).await.lacks(&[&survey]);
        for (role, caller) in every_role(NOW) {
            let page = scene.get("/en/surveys", &caller).await;
            let sees = matches!(
                role,
                "national-coordinator" | "council-member" | "survey-manager" | "interviewer" | "inspector"
            );
            assert_eq!(page.status == StatusCode::OK, sees, "{role}: {}", page.status);
            assert_eq!(page.body.contains("Satisfaction survey 2026"), sees, "{role}");
        }
    });
}
