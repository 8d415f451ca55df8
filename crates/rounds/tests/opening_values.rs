//! What was published of one round joins in another: the whole of an index, or a node of it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

mod common;
#[path = "common/opening.rs"]
mod opening;

use std::collections::BTreeSet;

use chiso_round::assessment::Joined;
use chiso_round::round::Meeting;
use chiso_round::{Mark, Phase, RoundCommand};
use chiso_store::rounds::RulebookText;
use common::{CATALOGUE, NOW, RULEBOOK, Scene, TODAY, UNITS, coordinator, hash, lead, on_both, rulebook_text, setup};
use opening::{done, has, verified};

/// A published round over the illustrative rulebook: 0.5 points at 1.1.1 and 0.9 at 1.1.2 for every unit.
async fn published(scene: &Scene, simulated: bool) -> String {
    let mut setup = setup();
    setup.simulated = simulated;
    let id = scene.begun_with(setup).await;
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
    let decision = [("number", "12/QĐ"), ("decided", "21/12/2026"), ("signed-at", "Hà Nội"), ("minutes", "Thông qua")];
    done(
        &scene
            .post_with_file(&format!("/vi/rounds/{id}/council/meetings/m1/conclusion"), &chief, &decision, None)
            .await,
    );
    let fields = [("number", "456/QĐ-BNV"), ("decided", "22/12/2026"), ("signed-at", "Hà Nội")];
    done(&scene.post(&format!("/vi/rounds/{id}/results/publish"), &chief, &fields).await);
    id
}

/// A round whose criterion 8.1.1 takes a node of the index `par-index` where the shipped rulebook takes one of SIPAS.
async fn taking(scene: &Scene, node: &str, out_of: &str, simulated: bool) -> String {
    let wanted = "rulebook: sipas\n                node: policy\n                out_of: 100";
    let shipped = CATALOGUE.rulebook(RULEBOOK).unwrap().yaml;
    assert!(shipped.contains(wanted));
    let own = shipped.replacen(
        wanted,
        &format!("rulebook: par-index\n                {node}\n                out_of: {out_of}"),
        1,
    );
    let mut draft = setup();
    draft.simulated = simulated;
    draft.rulebook_hash = hash(&own);
    let text = RulebookText { sha256: hash(&own), text: own, ..rulebook_text(&setup()) };
    let id = scene.rounds.draft(&coordinator(NOW), draft, text).await.unwrap();
    scene.begin(&id, Phase::SelfAssessment, NOW).await;
    id
}

async fn joined(scene: &Scene, round: &str, unit: &str) -> Vec<Joined> {
    let held = scene.rounds.held(round).await.unwrap();
    scene.rounds.assessment(&held, unit).await.unwrap().joined.clone()
}

#[test]
fn a_node_of_a_published_round_joins_in_another() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let chief = coordinator(NOW);
        published(&scene, true).await;
        let id = taking(&scene, "node: c1_1_2", "1", true).await;
        let values = format!("/vi/rounds/{id}/setup/values");
        has(&scene.get(&values, &chief).await, &["Đưa vào 3 giá trị đã công bố"]);
        // Only those who run the round take values in.
        assert!(scene.post(&format!("{values}/published"), &lead("01", NOW), &[]).await.status.is_client_error());
        done(&scene.post(&format!("{values}/published"), &chief, &[]).await);
        for unit in UNITS {
            let joined = joined(&scene, &id, unit).await;
            assert_eq!(joined.len(), 1);
            assert_eq!((joined[0].indicator.as_str(), joined[0].value), ("par-index.c1_1_2", Mark::number(0.9)));
            assert_eq!(
                joined[0].source,
                "Chỉ số CCHC cấp tỉnh năm 2024, công bố lần 1 theo 456/QĐ-BNV ngày 22/12/2026"
            );
        }
        assert!(!scene.get(&values, &chief).await.body.contains("giá trị đã công bố"), "they have joined");
        verified(&store).await;
    });
}

#[test]
fn what_is_made_up_or_measured_otherwise_or_not_published_does_not_join() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let chief = coordinator(NOW);
        let offered = async |round: &str| {
            let page = scene.get(&format!("/vi/rounds/{round}/setup/values"), &chief).await;
            page.body.contains("giá trị đã công bố")
        };
        let before = taking(&scene, "node: c1_1_2", "1", true).await;
        assert!(!offered(&before).await, "nothing is published yet");
        published(&scene, true).await;
        assert!(offered(&before).await);
        for (node, out_of, simulated, why) in [
            ("node: c1_1_2", "100", true, "of another greatest value"),
            ("node: c1_1_2", "1", false, "made up, in a round that is not"),
        ] {
            let id = taking(&scene, node, out_of, simulated).await;
            assert!(!offered(&id).await, "{why}");
        }
    });
}
