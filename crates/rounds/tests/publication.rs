//! From the council to a published issue, its bundle recomputed elsewhere, and a correction beside it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

mod common;

use std::collections::BTreeSet;

use axum::http::StatusCode;
use chiso_round::round::Meeting;
use chiso_round::{Phase, RoundCommand};
use common::{MINUTE, NOW, Scene, TODAY, UNITS, coordinator, lead, on_both};

/// A round that the council has approved.
async fn approved(scene: &Scene) -> String {
    let id = scene.begun().await;
    for unit in UNITS {
        scene.submitted(&id, unit).await;
    }
    scene.begin(&id, Phase::FirstAppraisal, NOW).await;
    scene.begin(&id, Phase::Council, NOW).await;
    let chief = coordinator(NOW);
    let meeting = Meeting {
        id: "m1".to_owned(),
        on: TODAY,
        place: Some("Hà Nội".to_owned()),
        agenda: Vec::new(),
        present: BTreeSet::new(),
        concluded: None,
    };
    scene.rounds.act_on_round(&chief, &id, RoundCommand::Call { meeting: Box::new(meeting) }).await.unwrap();
    let members = ["member-1", "member-2"].map(str::to_owned).into();
    let attend = RoundCommand::Attend { meeting: "m1".to_owned(), members };
    scene.rounds.act_on_round(&chief, &id, attend).await.unwrap();
    let decision =
        [("number", "12/QĐ-HĐTĐ"), ("decided", "21/12/2026"), ("signed-at", "Hà Nội"), ("minutes", "Thông qua")];
    let at = format!("/vi/rounds/{id}/council/meetings/m1/conclusion");
    let page = scene.post_with_file(&at, &chief, &decision, None).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    id
}

#[test]
fn what_is_published_can_be_recomputed_and_corrected() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let id = approved(&scene).await;
        let chief = coordinator(NOW);
        let nobody = chiso_web::Caller::anonymous(NOW);
        assert_eq!(scene.get(&format!("/vi/published/{id}"), &nobody).await.status, StatusCode::NOT_FOUND);
        let results = format!("/vi/rounds/{id}/results");
        let page = scene.get(&results, &chief).await;
        assert!(page.body.contains("Công bố kết quả") && page.body.contains("2,12"), "{}", page.body);
        assert!(scene.get(&results, &lead("01", NOW)).await.body.contains("Chưa có kết quả để xem"));

        let publish = format!("{results}/publish");
        let page = scene.post(&publish, &chief, &[("decided", "22/12/2026"), ("signed-at", "Hà Nội")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.body);
        let fields = [("number", "456/QĐ-BNV"), ("decided", "22/12/2026"), ("signed-at", "Hà Nội")];
        assert!(scene.post(&publish, &lead("01", NOW), &fields).await.status.is_client_error());
        let page = scene.post(&publish, &chief, &fields).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);

        // Everybody sees it, with reasons and without names of people.
        let page = scene.get(&format!("/vi/published/{id}"), &nobody).await;
        assert!(page.body.contains("456/QĐ-BNV") && page.body.contains("2,12"), "{}", page.body);
        let page = scene.get(&format!("/en/published/{id}/units/01/c1_1_2"), &nobody).await;
        assert!(page.body.contains("9 / 10") && page.body.contains("self-score"), "{}", page.body);
        assert!(!page.body.contains("lead-01"), "{}", page.body);
        let page = scene.get(&format!("/vi/published/{id}/units/01"), &nobody).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);

        // The bundle says so by itself.
        let bytes = scene.bytes(&format!("/vi/published/{id}/issues/1.zip"), &nobody).await;
        let verdict = chiso_bundle::verify(&bytes, None).unwrap();
        assert!(verdict.holds(), "{verdict:?}");
        let mut changed = bytes.clone();
        let middle = changed.len() / 2;
        changed[middle] ^= 1;
        assert!(!chiso_bundle::verify(&changed, None).is_ok_and(|verdict| verdict.holds()));

        // A correction is a new issue beside the old; without one there is nothing new to publish.
        let page = scene.post(&publish, &chief, &[&fields[..], &[("reason", "thử lại")]].concat()).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains("không có gì thay đổi") && page.body.contains("thử lại"), "{}", page.body);
        let chief = coordinator(NOW + MINUTE);
        let correct = format!("/vi/rounds/{id}/results/units/01/c1_1_2/correct");
        let page = scene
            .post(
                &correct,
                &chief,
                &[("n-finished", "8"), ("n-planned", "10"), ("reason", "Theo kết luận thanh tra 15/KL-TTCP")],
            )
            .await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        // Until it is issued, the public sees what was published.
        let node = format!("/en/published/{id}/units/01/c1_1_2");
        assert!(scene.get(&node, &nobody).await.body.contains("9 / 10"));
        let page =
            scene.post(&publish, &chief, &[&fields[..], &[("reason", "Đính chính điểm của Hà Nội")]].concat()).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        assert!(scene.get(&node, &nobody).await.body.contains("8 / 10"));
        let held = scene.rounds.held(&id).await.unwrap();
        assert_eq!(held.round.issues.iter().map(|issue| issue.number).collect::<Vec<_>>(), [1, 2]);
        let last = scene.bytes(&format!("/vi/published/{id}/issues/2.zip"), &nobody).await;
        assert!(chiso_bundle::verify(&last, None).unwrap().holds());
        assert!(
            chiso_bundle::verify(&scene.bytes(&format!("/vi/published/{id}/issues/1.zip"), &nobody).await, None)
                .unwrap()
                .holds()
        );
        let key = scene.get("/vi/published/key", &nobody).await;
        assert!(key.body.contains("BEGIN PUBLIC KEY"), "{}", key.body);
        assert!(store.verify(None).await.unwrap().findings.is_empty());
    });
}
