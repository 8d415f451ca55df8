//! When things happen: a command is judged by the moment at which it is written, and an issue holds what it was computed from, whatever the clocks say.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use crate::common::{CATALOGUE, MINUTE, NOW, Scene, UNITS, coordinator, decision, lead, on_both, save, setup};
use chiso_round::assessment::Entry;
use chiso_round::round::Visibility;
use chiso_round::{AssessmentCommand, Mark, Phase, RoundCommand, Stage};
use chiso_rounds::Rounds;
use chiso_store::{JournalFilter, StoreError};
use chiso_workspace::Refusal;

fn correct(points: f64) -> Vec<AssessmentCommand> {
    let entry = Entry { points: Some(Mark::number(points)), ..Entry::default() };
    vec![AssessmentCommand::Correct { node: "c1_1_2".to_owned(), entry, reason: "Kết luận số 5".to_owned() }]
}

/// A round whose council has met, everything at [`NOW`].
async fn approved(scene: &Scene) -> String {
    let id = scene.begun().await;
    scene.submitted(&id, "01").await;
    scene.begin(&id, Phase::Council, NOW).await;
    scene.approved(&id).await;
    id
}

#[test]
fn an_issue_is_what_was_computed_whatever_the_clock_says() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let id = approved(&scene).await;
        scene.rounds.publish(&coordinator(NOW), &id, decision("456/QĐ-BNV"), String::new()).await.unwrap();
        // A correction in the very microsecond of the issue belongs to the next.
        scene.rounds.act_on_unit(&coordinator(NOW), &id, "01", correct(0.25)).await.unwrap();
        let issued = async || {
            let held = scene.rounds.held(&id).await.unwrap();
            let all = scene.rounds.issued_assessments(&held).await.unwrap();
            all["01"].item("c1_1_2").unwrap().effective().unwrap().points
        };
        assert_eq!(issued().await, Mark::number(0.9));
        scene.rounds.publish(&coordinator(NOW), &id, decision("456/QĐ-BNV"), "Đính chính".to_owned()).await.unwrap();
        assert_eq!(issued().await, Mark::number(0.25));
        assert!(store.verify(None).await.unwrap().findings.is_empty());
    });
}

/// The same round as another server has it, by a clock of its own.
fn server(scene: &Scene, clock: &Arc<AtomicI64>, step: i64) -> Rounds {
    let clock = Arc::clone(clock);
    let rounds = Rounds::new(Arc::clone(scene.rounds.desk()), Arc::clone(&CATALOGUE));
    rounds.with_clock(move || clock.fetch_add(step, Ordering::Relaxed))
}

fn enter(seen: u64) -> Vec<AssessmentCommand> {
    vec![save("c1_1_2", seen, &[("finished", 9.0), ("planned", 10.0)])]
}

#[test]
fn what_was_asked_for_in_time_and_is_written_late_is_late() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let id = scene.begun().await;
        let end = setup().deadlines[&Phase::SelfAssessment].moment().unwrap();
        let clock = Arc::new(AtomicI64::new(end - 1));
        let rounds = server(&scene, &clock, 0);
        // Asked for and written in the last microsecond.
        rounds.act_on_unit(&lead("01", end - 1), &id, "01", enter(0)).await.unwrap();
        // Asked for a minute before, but a slow network brought the rest of it at the deadline.
        clock.store(end, Ordering::Relaxed);
        let refused = rounds.act_on_unit(&lead("01", end - MINUTE), &id, "01", enter(1)).await;
        let Err(Refusal::Fields(told)) = &refused else { panic!("{refused:?}") };
        assert!(told[0].1.vi.contains("hết hạn") || told[0].1.vi.contains("quá hạn"), "{told:?}");
        let round = id.clone();
        let kept = store.read(move |reader| reader.round_refusals(&round, 10)).await.unwrap();
        let kept: Vec<(&str, &str, i64)> =
            kept.iter().map(|row| (row.command.as_str(), row.why.as_str(), row.at)).collect();
        assert_eq!(kept, [("self-score.save", "deadline_passed", end)]);
        // What the round itself is asked goes by the same moment.
        let begin = RoundCommand::Begin { phase: Phase::FirstAppraisal, left: 0, reason: String::new() };
        let held = rounds.act_on_round(&coordinator(end - MINUTE), &id, begin).await.unwrap();
        assert_eq!(held.round.since, end);
        assert!(store.verify(None).await.unwrap().findings.is_empty());
    });
}

#[test]
fn events_of_a_round_are_in_order_of_time_whatever_the_clocks_say() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let id = scene.begun().await;
        // One clock is an hour ahead and slow, the other is right and fast.
        let ahead = Arc::new(server(&scene, &Arc::new(AtomicI64::new(NOW + 60 * MINUTE)), 1_000));
        let right = Arc::new(server(&scene, &Arc::new(AtomicI64::new(NOW)), 1_000_000));
        let writers = UNITS.iter().zip([&ahead, &right, &ahead]).map(|(unit, rounds)| {
            let (unit, rounds, id) = ((*unit).to_owned(), Arc::clone(rounds), id.clone());
            tokio::spawn(async move {
                for seen in 0..12 {
                    rounds.act_on_unit(&lead(&unit, NOW), &id, &unit, enter(seen)).await.unwrap();
                }
            })
        });
        let (rounds, round) = (Arc::clone(&right), id.clone());
        let runs = tokio::spawn(async move {
            for see in [[Stage::First].into(), BTreeSet::new()].into_iter().cycle().take(12) {
                let visibility = Visibility { see, export: BTreeSet::new() };
                let command = RoundCommand::SetVisibility { visibility };
                rounds.act_on_round(&coordinator(NOW), &round, command).await.unwrap();
            }
        });
        for writer in writers.collect::<Vec<_>>().into_iter().chain([runs]) {
            writer.await.unwrap();
        }

        // The journal knows in which order they were written.
        let round = id.clone();
        let in_order = store
            .read(move |reader| -> Result<Vec<(String, i64)>, StoreError> {
                let of_units = reader.assessment_events_of_round(&round)?.into_iter().map(|row| (row.id, row.at));
                let mut at: BTreeMap<String, i64> = of_units.collect();
                at.extend(reader.round_events(&round, 0)?.into_iter().map(|row| (row.id, row.at)));
                let mut written = reader.journal(&JournalFilter { limit: 10_000, ..JournalFilter::default() })?;
                written.reverse();
                Ok(written
                    .into_iter()
                    .filter_map(|entry| at.get(&entry.row_key).map(|at| (entry.row_key, *at)))
                    .collect())
            })
            .await
            .unwrap();
        assert_eq!(in_order.len(), 2 + 4 * 12);
        assert!(in_order.is_sorted_by_key(|(_, at)| *at), "{in_order:#?}");
        assert!(in_order.iter().any(|(_, at)| *at >= NOW + 60 * MINUTE));
        assert!(store.verify(None).await.unwrap().findings.is_empty());
    });
}

/// A server whose clock is wrong by an hour writes within the last hour before a deadline: the others have that hour all the same.
#[test]
fn a_clock_that_is_wrong_closes_the_round_for_nobody_else() {
    on_both(|store| async move {
        let scene = Scene::of(store.clone());
        let id = scene.begun().await;
        let end = setup().deadlines[&Phase::SelfAssessment].moment().unwrap();
        let wrong = server(&scene, &Arc::new(AtomicI64::new(end + 30 * MINUTE)), 0);
        let visibility = Visibility { see: [Stage::First].into(), export: BTreeSet::new() };
        let asked = end - 30 * MINUTE;
        wrong.act_on_round(&coordinator(asked), &id, RoundCommand::SetVisibility { visibility }).await.unwrap();
        let clock = Arc::new(AtomicI64::new(asked));
        let right = server(&scene, &clock, 0);
        let saved = right.act_on_unit(&lead("01", asked), &id, "01", enter(0)).await.unwrap();
        assert!(saved.item("c1_1_2").unwrap().draft.is_some());
        // What is recorded stays in order, and late stays late.
        let round = id.clone();
        let rows = store.read(move |reader| reader.assessment_events_of_round(&round)).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.at).collect::<Vec<_>>(), [end + 30 * MINUTE]);
        clock.store(end, Ordering::Relaxed);
        let refused = right.act_on_unit(&lead("48", asked), &id, "48", enter(0)).await;
        assert!(matches!(refused, Err(Refusal::Fields(_))), "{refused:?}");
        assert!(store.verify(None).await.unwrap().findings.is_empty());
    });
}

#[test]
fn an_issue_of_a_program_that_kept_no_versions_goes_by_time() {
    on_both(|store| async move {
        let scene = Scene::of(store);
        let id = approved(&scene).await;
        let (bundle, versions) = ("0".repeat(64), BTreeMap::new());
        let command =
            RoundCommand::Publish { bundle, versions, decision: decision("456/QĐ-BNV"), reason: String::new() };
        scene.rounds.act_on_round(&coordinator(NOW), &id, command).await.unwrap();
        scene.rounds.act_on_unit(&coordinator(NOW + MINUTE), &id, "01", correct(0.25)).await.unwrap();
        let held = scene.rounds.held(&id).await.unwrap();
        let all = scene.rounds.issued_assessments(&held).await.unwrap();
        assert_eq!(all["01"].item("c1_1_2").unwrap().effective().unwrap().points, Mark::number(0.9));
    });
}
