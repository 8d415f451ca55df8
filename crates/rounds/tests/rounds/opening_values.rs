//! What was published of one round joins in another: the whole of an index, or a node of it.

use std::sync::Arc;

use crate::common::{
    CATALOGUE, NOW, RULEBOOK, Scene, UNITS, coordinator, hash, lead, on_both, rulebook_text, setup, verified,
};
use chiso_model::Text;
use chiso_round::assessment::Joined;
use chiso_round::{Mark, Phase};
use chiso_store::rounds::RulebookText;
use chiso_workspace::house::{Doing, Offer, Offering, Wanted};

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
    scene.published(&id).await;
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
        scene.get(&values, &chief).await.has(&["Đưa vào 3 giá trị đã công bố"]);
        // Only those who run the round take values in.
        assert!(scene.post(&format!("{values}/published"), &lead("01", NOW), &[]).await.status.is_client_error());
        scene.post(&format!("{values}/published"), &chief, &[]).await.leads("/vi/");
        for unit in UNITS {
            let joined = joined(&scene, &id, unit).await;
            assert_eq!(joined.len(), 1);
            assert_eq!((joined[0].indicator.as_str(), joined[0].value), ("par-index.c1_1_2", Mark::number(0.9)));
            assert_eq!(
                joined[0].source,
                "Chỉ số CCHC cấp tỉnh năm 2024, công bố lần 1 theo 456/QĐ-BNV ngày 22/11/2026"
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

/// A part of the system that has published a score of two units.
struct Elsewhere(bool);

impl Offering for Elsewhere {
    fn offers<'a>(&'a self, year: i16, wanted: &'a [Wanted]) -> Doing<'a, Vec<Offer>> {
        let asked = wanted.iter().find(|wanted| wanted.indicator == "sipas.policy");
        assert!((year, asked.map(|asked| asked.out_of)) == (2024, Some(100.0)), "{year} {wanted:?}");
        let value = |unit: &str, value| (unit.to_owned(), "sipas.policy".to_owned(), value);
        let offer = Offer {
            id: "a".repeat(64),
            title: Text::new("Khảo sát 2024", "Survey 2024"),
            rest: "/published/surveys/s".to_owned(),
            simulated: self.0,
            source: format!("Khảo sát 2024, công bố lần 1, SHA-256 {}", "a".repeat(64)),
            values: vec![value("01", 81.25), value("48", 79.5), value("nowhere", 1.0)],
        };
        Box::pin(async { Ok(vec![offer]) })
    }
}

#[test]
fn scores_that_another_part_published_join_by_way_of_a_dry_run() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let chief = coordinator(NOW);
        let part: Arc<dyn Offering> = Arc::new(Elsewhere(false));
        scene.rounds.desk().add_offering(Arc::downgrade(&part));
        let id = scene.begun().await;
        let values = format!("/vi/rounds/{id}/setup/values");
        scene.get(&values, &chief).await.has(&["Từ “Khảo sát 2024”", "Xem trước 2 giá trị", "/vi/published/surveys/s"]);
        let fields = [("offer", "a".repeat(64))];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let offered = format!("{values}/offered");
        assert!(scene.post(&offered, &lead("01", NOW), &fields).await.status.is_client_error());
        assert_eq!(scene.post(&offered, &chief, &[("offer", "b")]).await.status.as_u16(), 404);
        let trial = scene.post(&offered, &chief, &fields).await;
        trial.leads("/vi/");
        scene.get(&trial.to, &chief).await.has(&[
            "Tệp có 2 giá trị, không có lỗi",
            "81,25",
            "công bố lần 1, SHA-256 aaaa",
        ]);
        assert!(joined(&scene, &id, "01").await.is_empty(), "nothing joins before it is confirmed");
        let to = trial.to.split_once('?').unwrap().0.to_owned();
        scene.post(&to, &chief, &[]).await.leads("/vi/");
        let of = joined(&scene, &id, "48").await;
        assert_eq!((of[0].indicator.as_str(), of[0].value), ("sipas.policy", Mark::number(79.5)));
        assert_eq!(of[0].source, format!("Khảo sát 2024, công bố lần 1, SHA-256 {}", "a".repeat(64)));
        assert!(!scene.get(&values, &chief).await.body.contains("Khảo sát 2024"), "they have joined");
        verified(&store).await;
    });
}

#[test]
fn made_up_scores_do_not_join_in_a_round_that_is_not() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let part: Arc<dyn Offering> = Arc::new(Elsewhere(true));
        scene.rounds.desk().add_offering(Arc::downgrade(&part));
        let offered = async |simulated: bool| {
            let mut draft = setup();
            draft.simulated = simulated;
            let id = scene.begun_with(draft).await;
            scene.get(&format!("/vi/rounds/{id}/setup/values"), &coordinator(NOW)).await.body.contains("Khảo sát 2024")
        };
        assert_eq!((offered(true).await, offered(false).await), (true, false));
    });
}
