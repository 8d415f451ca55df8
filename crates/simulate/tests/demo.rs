//! The demonstration fills an empty store by the deeds of real rounds, on both engines.
#![allow(clippy::unwrap_used, clippy::panic, clippy::redundant_closure_for_method_calls, reason = "a test")]

#[path = "../../workspace/tests/workspace/common/mod.rs"]
mod base;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex};

use base::{NOW, on_both};
use chiso_access::Role;
use chiso_catalogue::Catalogue;
use chiso_files::{Location, Rules, Vault};
use chiso_model::Lang;
use chiso_round::{Phase, Stage};
use chiso_simulate::{Demo, Filled, Installation, OpenError, Scale, demo, fill};
use chiso_store::Store;
use chiso_survey::campaign::Mode;
use chiso_survey::campaign::Phase::Published;
use chiso_surveys::Surveys;

static CATALOGUE: LazyLock<Arc<Catalogue>> = LazyLock::new(|| Arc::new(Catalogue::load().unwrap()));
/// Parts that say who signed, or follow from it; every installation has a key of its own.
const OF_THE_KEY: [&str; 4] = ["manifest.json", "manifest.sig", "public-key.pem", "README.txt"];
const SMALL: Demo = Demo { seed: 7, now_us: NOW, small: true };

async fn installation(store: Store) -> (Installation, tempfile::TempDir) {
    let files = tempfile::tempdir().unwrap();
    let place = Installation::open(store, vault(&files), Arc::clone(&CATALOGUE), NOW).await.unwrap();
    (place, files)
}

fn vault(files: &tempfile::TempDir) -> Vault {
    Vault::open(&Location::Folder(files.path().join("files")), Rules::default()).unwrap()
}

async fn surveys(place: &Installation, files: &tempfile::TempDir) -> Arc<Surveys> {
    let surveys = place.surveys(&files.path().join("ballots"), NOW).await;
    surveys.unwrap_or_else(|refusal| panic!("{}", refusal.message(Lang::En)))
}

async fn filled(store: Store) -> (Installation, tempfile::TempDir, Filled) {
    let (place, files) = installation(store).await;
    let surveys = surveys(&place, &files).await;
    let filled = demo(&place, &surveys, &SMALL).await.unwrap_or_else(|refusal| panic!("{}", refusal.message(Lang::En)));
    (place, files, filled)
}

/// The parts of the bundles of a round but for what the installation's own key adds.
async fn bundles(place: &Installation, round: &str) -> Vec<BTreeMap<String, Vec<u8>>> {
    let held = place.rounds.held(round).await.unwrap();
    let mut out = Vec::new();
    for issue in &held.round.issues {
        let (_, bytes) = place.rounds.desk().file(&issue.bundle).await.unwrap();
        let verdict = chiso_bundle::verify(&bytes, None).unwrap();
        assert!(verdict.holds(), "{verdict:?}");
        let bundle = chiso_bundle::read(&bytes).unwrap();
        let made = bundle.parts().filter(|(name, _)| !OF_THE_KEY.contains(name));
        out.push(made.map(|(name, bytes)| (name.to_owned(), bytes.to_vec())).collect());
    }
    out
}

#[test]
fn a_demonstration_holds_and_the_same_seed_gives_the_same_bundles() {
    let first = Mutex::new(None);
    on_both(|store| {
        let first = &first;
        async move {
            let (place, files, filled) = filled(store.clone()).await;
            let held = place.rounds.held(&filled.finished).await.unwrap();
            assert_eq!((held.round.phase, held.round.issues.len()), (Phase::Published, 2));
            assert!(held.round.setup.simulated && held.round.setup.title.vi.contains("(mô phỏng)"));
            let all = place.rounds.all_assessments(&held).await.unwrap();
            let links = |stage| all.values().flat_map(|a| a.items.values()).filter(|i| i.at(stage).is_some()).count();
            for stage in [Stage::SelfScore, Stage::First, Stage::Explanation, Stage::Second, Stage::Council] {
                assert!(links(stage) > 0, "no link of {stage:?}");
            }
            assert_eq!(links(Stage::Correction), 1);
            assert!(all.values().all(|assessment| !assessment.joined.is_empty()));
            let running = place.rounds.held(&filled.running).await.unwrap();
            assert_eq!((running.round.phase, running.round.setup.simulated), (Phase::FirstAppraisal, true));
            let all = place.rounds.all_assessments(&running).await.unwrap();
            let left = |unit: &String| all[unit].left_to_appraise(running.frame(unit), Stage::First);
            let left: Vec<usize> = all.keys().map(left).collect();
            assert!(left.iter().all(|left| *left > 0), "work is left for whoever comes: {left:?}");
            assert_eq!(all.values().filter(|assessment| !assessment.is_submitted()).count(), 1, "one is late");
            let inside = place.rounds.held(&filled.inside).await.unwrap();
            assert_eq!((inside.round.phase, inside.round.setup.owner.as_str()), (Phase::SelfAssessment, "01"));

            // A survey that was published, whose scores the running round can take in; and one that takes ballots.
            let surveys = surveys(&place, &files).await;
            let published = surveys.held(&filled.surveyed.id).await.unwrap();
            assert_eq!((published.campaign.phase, published.campaign.issues.len()), (Published, 1));
            assert!(published.campaign.setup.simulated && published.campaign.setup.title.vi.contains("(mô phỏng)"));
            let rated = filled.running_units;
            assert_eq!((filled.surveyed.units, filled.surveyed.invited), (rated, rated * 3 * 12));
            let ballots = surveys.ballots().each(&published.id, 0, |count, _| *count += 1).await.unwrap();
            assert_eq!(ballots, filled.surveyed.ballots);
            assert!(ballots * 2 > filled.surveyed.invited && ballots < filled.surveyed.invited, "{ballots}");
            let desk = place.rounds.desk();
            desk.add_offering(Arc::downgrade(&surveys) as std::sync::Weak<dyn chiso_workspace::house::Offering>);
            let wanted = ["sipas.policy", "sipas.service"]
                .map(|name| chiso_workspace::house::Wanted { indicator: name.to_owned(), out_of: 100.0 });
            let units: Vec<String> = running.round.setup.units.iter().map(|entrant| entrant.unit.clone()).collect();
            let offers = desk.offers(2025, &wanted).await.unwrap();
            let of_units = offers[0].values.iter().filter(|(unit, ..)| units.contains(unit)).count();
            assert_eq!((offers.len(), of_units), (1, 2 * rated));
            let asking = surveys.held(&filled.asking.id).await.unwrap();
            assert!(asking.campaign.takes_ballots(NOW) && asking.campaign.setup.modes.contains(&Mode::Paper));
            let survey = asking.id.clone();
            let assigned = store.read(move |reader| reader.survey_interviewers(&survey)).await.unwrap();
            let interviewer =
                filled.keys.generators.iter().find(|(player, _)| player.role() == Some(Role::Interviewer));
            let interviewer = &interviewer.unwrap().0.id;
            assert!(assigned.len() == 2 && assigned.iter().all(|row| row.person == *interviewer), "{assigned:?}");
            assert!(filled.asking.ballots >= 20 && filled.asking.ballots < filled.asking.invited);
            drop(surveys);

            // Evidence is really there, and so are the people; nothing else is.
            let report = vault(&files).verify_all().await.unwrap();
            assert!(report.findings.is_empty() && filled.papers > 10, "{report:?}");
            assert!(store.verify(None).await.unwrap().findings.is_empty());
            assert_eq!(store.read(|reader| reader.people()).await.unwrap().len(), filled.people);
            let roles: Vec<Option<Role>> = filled.keys.generators.iter().map(|(player, _)| player.role()).collect();
            for role in [Role::NationalCoordinator, Role::Appraiser, Role::CouncilMember, Role::UnitLead] {
                assert!(roles.contains(&Some(role)), "nobody signs in as {role:?}");
            }
            assert!(filled.keys.generators.iter().all(|(_, uri)| uri.starts_with("otpauth://totp/")));

            let bundles = bundles(&place, &filled.finished).await;
            let (_, bytes) = place.rounds.desk().file(&held.round.issues[0].bundle).await.unwrap();
            let published = chiso_bundle::read(&bytes).unwrap().published().unwrap();
            let of_root = published.values.iter().filter(|value| value.node == "par-index");
            let totals: Vec<f64> = of_root.filter_map(|value| value.printed).collect();
            assert_eq!(totals.len(), filled.finished_units);
            assert!(totals.iter().all(|total| (75.0..95.0).contains(total)), "{totals:?}");
            let mut first = first.lock().unwrap();
            match first.as_ref() {
                None => *first = Some(bundles),
                Some(first) => assert!(*first == bundles, "another engine, other bundles"),
            }
        }
    });
}

#[test]
fn nothing_is_written_where_something_is() {
    on_both(|store| async move {
        let (_, _files, _) = filled(store.clone()).await;
        let before = store.verify(None).await.unwrap().entries;
        let other = tempfile::tempdir().unwrap();
        let again = Installation::open(store.clone(), vault(&other), Arc::clone(&CATALOGUE), NOW).await;
        let Err(OpenError::InUse(acts)) = again else { panic!("it was opened") };
        assert!(acts.iter().any(|act| act == "round.publish"), "{acts:?}");
        assert_eq!(store.verify(None).await.unwrap().entries, before);
    });
}

#[test]
fn a_first_start_leaves_a_store_empty_enough() {
    on_both(|store| async move {
        let (place, _files) = installation(store.clone()).await;
        place.rounds.desk().first_administrator_link(NOW).await.unwrap().unwrap();
        let other = tempfile::tempdir().unwrap();
        assert!(Installation::open(store, vault(&other), Arc::clone(&CATALOGUE), NOW).await.is_ok());
    });
}

#[test]
fn a_store_for_load_has_the_size_that_was_asked_for() {
    on_both(|store| async move {
        let (place, _files) = installation(store.clone()).await;
        let scale = Scale { seed: 3, now_us: NOW, provinces: 2, papers: 3, communes: 4, criteria: (2, 3), sessions: 3 };
        let scaled = fill(&place, &scale).await.unwrap_or_else(|refusal| panic!("{}", refusal.message(Lang::En)));
        assert_eq!((scaled.papers, scaled.units.len(), scaled.sessions.len()), (2 * 2 * 3, 2, 3));
        let held = place.rounds.held(&scaled.communes).await.unwrap();
        assert_eq!((held.rules.criteria().len(), held.round.setup.units.len()), (6, 4));
        let all = place.rounds.all_assessments(&held).await.unwrap();
        assert!(all.iter().all(|(unit, assessment)| assessment.progress(held.frame(unit)).complete == 6));
        assert!(store.verify(None).await.unwrap().findings.is_empty());
    });
}
