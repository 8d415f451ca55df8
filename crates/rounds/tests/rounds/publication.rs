//! From the council to a published issue, its bundle recomputed elsewhere, and a correction beside it.

use crate::common::{MINUTE, NOW, Scene, UNITS, coordinator, decision, lead, on_both};
use axum::http::StatusCode;
use chiso_round::Phase;

/// A round that the council has approved.
async fn approved(scene: &Scene) -> String {
    let id = scene.begun().await;
    for unit in UNITS {
        scene.submitted(&id, unit).await;
    }
    decided(scene, &id).await;
    id
}

/// The council approves a round whose units have signed.
async fn decided(scene: &Scene, id: &str) {
    scene.begin(id, Phase::FirstAppraisal, NOW).await;
    scene.begin(id, Phase::Council, NOW).await;
    scene.approved(id).await;
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
        page.lacks(&["lead-01"]);
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

/// Places are counted, and somebody leads, among those who are ranked together.
#[test]
fn each_group_has_its_own_first_and_its_own_count() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let mut setup = crate::common::setup();
        for (entrant, group) in setup.units.iter_mut().zip(["vùng B", "vùng A", "vùng B"]) {
            entrant.group = Some(group.to_owned());
        }
        let id = scene.begun_with(setup).await;
        scene.submitted(&id, "48").await;
        scene.submitted(&id, "79").await;
        decided(&scene, &id).await;
        scene.rounds.publish(&coordinator(NOW), &id, decision("456/QĐ-BNV"), String::new()).await.unwrap();
        let nobody = chiso_web::Caller::anonymous(NOW);
        let page = scene.get(&format!("/en/published/{id}"), &nobody).await.body;
        for told in
            ["Group “vùng A”: Da Nang", "comes first of 1 ranked", "Group “vùng B”: Ho Chi Minh", "first of 2 ranked"]
        {
            assert!(page.contains(told), "{told}: {page}");
        }
        // By group, then by place; which group it is stands beside.
        let rows = &page[page.find("<tbody").unwrap()..];
        let at = |unit: &str| rows.find(&format!("/units/{unit}\"")).unwrap();
        assert!(at("48") < at("79") && at("79") < at("01") && rows.contains("vùng A"), "{page}");
        for (unit, told) in [("48", "place 1 of 1 units"), ("79", "place 1 of 2 units"), ("01", "place 2 of 2 units")] {
            let page = scene.get(&format!("/en/published/{id}/units/{unit}"), &nobody).await.body;
            assert!(page.contains(told), "{unit} {told}: {page}");
        }
    });
}

/// Two coordinators publish a correction at the same time: one issue comes of it, and its bundle says of itself that it is that issue. So does the consolidated report.
#[test]
fn two_who_publish_at_once_make_one_issue() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let id = approved(&scene).await;
        let (chief, why) = (coordinator(NOW), || "Đính chính".to_owned());
        scene.rounds.publish(&chief, &id, decision("1/QĐ"), String::new()).await.unwrap();
        let report = format!("/vi/rounds/{id}/report/consolidated.xlsx");
        let first = scene.bytes(&report, &chief).await;
        let correct = format!("/vi/rounds/{id}/results/units/01/c1_1_2/correct");
        let fields = [("n-finished", "8"), ("n-planned", "10"), ("reason", "Theo kết luận thanh tra 15/KL-TTCP")];
        let page = scene.post(&correct, &coordinator(NOW + MINUTE), &fields).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        // The consolidated report tells the issue that it names, and not what comes with the next.
        assert!(scene.bytes(&report, &chief).await == first);

        let (a, b) = tokio::join!(
            scene.rounds.publish(&chief, &id, decision("2/QĐ"), why()),
            scene.rounds.publish(&chief, &id, decision("3/QĐ"), why()),
        );
        assert!(a.is_ok() != b.is_ok(), "{:?} {:?}", a.err(), b.err());
        let held = scene.rounds.held(&id).await.unwrap();
        assert_eq!(held.round.issues.iter().map(|issue| issue.number).collect::<Vec<_>>(), [1, 2]);
        for issue in &held.round.issues {
            let path = format!("/vi/published/{id}/issues/{}.zip", issue.number);
            let bundle = chiso_bundle::read(&scene.bytes(&path, &chiso_web::Caller::anonymous(NOW)).await).unwrap();
            let said = &bundle.manifest().issue;
            assert_eq!((said.number, &said.decision), (issue.number, &issue.decision));
        }
        let second = scene.bytes(&report, &chief).await;
        assert!(second != first);

        // Once the year before is published too, it tells what changed since.
        let mut before = crate::common::setup();
        before.period = chiso_model::Period::year(2023);
        let earlier = scene.begun_with(before).await;
        scene.submitted(&earlier, "48").await;
        decided(&scene, &earlier).await;
        assert!(scene.bytes(&report, &chief).await == second);
        scene.rounds.publish(&chief, &earlier, decision("0/QĐ"), String::new()).await.unwrap();
        assert!(scene.bytes(&report, &chief).await != second);
        assert!(store.verify(None).await.unwrap().findings.is_empty());
    });
}
