//! The file is read back byte for byte, follows from the ballots, and tells who tampers with it.

use std::collections::BTreeMap;
use std::sync::Arc;

use chiso_model::Text;
use chiso_questionnaire::{Form, shipped};
use chiso_store::surveys::SurveyGroup;
use serde_json::Value;

use super::file::{About, Issue, Published};
use super::made::{Before, made};
use super::wrong::Wrong;
use crate::people::Counts;
use crate::results::{Pace, Results, ballots, live, officials, villages};

fn published(form: &str, groups: &[SurveyGroup], many: u64) -> Published {
    let form: Arc<Form> = Arc::new(shipped(form).unwrap());
    let held = live(&form, groups, &ballots(&form, groups, many));
    let results = Results::of(&held, None, None, Pace { least: 5, open: false });
    let about = About {
        id: "s".to_owned(),
        title: Text::new("Khảo sát", "Survey"),
        owner: "01".to_owned(),
        owner_title: Text::new("Hà Nội", "Hà Nội"),
        year: 2026,
        opened: "2026-11-01".to_owned(),
        closed: "2026-11-20".to_owned(),
        modes: [chiso_survey::campaign::Mode::Own].into(),
        simulated: false,
    };
    let issue = Issue { number: 1, day: "2026-11-21".to_owned(), reason: String::new(), earlier: Vec::new() };
    let units = held.places.units.levels.iter().map(|unit| Text::new(unit, unit)).collect();
    let before = Before {
        about,
        issue,
        questionnaire: "f".repeat(64),
        drawn: BTreeMap::from([("seed".to_owned(), "37 02".to_owned())]),
        asked: Counts {
            people: many + 40,
            opened: many + 3,
            declined: 2,
            not_met: 4,
            unable: 1,
            moved: 3,
            ..Counts::default()
        },
        units,
    };
    made(&held, &results, before).unwrap()
}

#[test]
fn what_was_published_is_read_back_byte_for_byte() {
    for (form, groups, many) in
        [("sipas_2026", villages(), 300), ("officials_ballot", officials(), 60), ("officials_ballot", officials(), 3)]
    {
        let file = published(form, &groups, many);
        let bytes = file.bytes();
        let read = Published::read(&bytes).unwrap();
        assert!(read == file && read.bytes() == bytes, "{form}");
        assert_eq!(read.wrong(), None, "{form}, {many}");
    }
}

#[test]
fn every_number_that_is_told_follows_from_the_others_and_nothing_small_is_told() {
    let file = published("sipas_2026", &villages(), 300);
    assert_eq!((file.scores.len(), file.covariance_of_items.names.len(), file.units.len()), (51, 39, 6));
    assert_eq!((file.sample.strata, file.sample.clusters, file.sample.stages), (2, Some(6), 2));
    let index = file.index().unwrap().estimate.unwrap();
    assert!(index.low.unwrap() < index.value && index.value < index.high.unwrap());
    assert_eq!(file.covariance_between_units.keys().collect::<Vec<_>>(), ["policy", "service", "sipas"]);
    assert_eq!(file.units[0].covariance.names.len(), 12);
    assert!(file.units.iter().flat_map(|unit| unit.scores.values()).all(|estimate| estimate.answered.is_none()));
    let few = published("officials_ballot", &officials(), 3);
    assert!(few.scores.iter().all(|score| score.estimate.is_none()) && few.response.ballots.is_none());
    assert!(few.covariance_of_items.names.is_empty() && few.response.rr1.is_none() && few.response.refused.is_none());
    assert!(
        few.units
            .iter()
            .all(|unit| unit.scores.is_empty() && unit.ballots.is_none() && unit.covariance.names.is_empty())
    );
    assert!(few.covariance_between_units.values().all(|matrix| matrix.names.is_empty()));
}

#[test]
fn whoever_changes_a_number_is_found() {
    let file = published("officials_ballot", &officials(), 60);
    let text: Value = serde_json::from_slice(&file.bytes()).unwrap();
    let changes = [
        "/scores/0/estimate/value",
        "/scores/0/estimate/standard_error",
        "/scores/0/estimate/high",
        "/scores/3/estimate/value",
        "/scores/3/estimate/low",
        "/covariance_of_items/lower/2/1",
        "/interval/level",
        "/interval/multiplier",
        "/response/rr3",
        "/response/refused",
        "/units/1/scores/reform/value",
        "/units/1/scores/reform/standard_error",
        "/units/0/covariance/lower/0/0",
        "/covariance_between_units/reform/lower/1/1",
    ];
    for at in changes {
        let mut other = text.clone();
        let place = other.pointer_mut(at).unwrap_or_else(|| panic!("{at}"));
        *place =
            if let Some(count) = place.as_u64() { (count + 1).into() } else { (place.as_f64().unwrap() * 1.01).into() };
        let mut bytes = serde_json::to_vec(&other).unwrap();
        bytes.push(b'\n');
        let read = Published::read(&bytes).unwrap();
        assert!(matches!(read.wrong(), Some(Wrong::Number { .. })), "{at}: {:?}", read.wrong());
    }
}

#[test]
fn a_file_in_another_form_is_refused() {
    let file = published("officials_ballot", &officials(), 60);
    let text = String::from_utf8(file.bytes()).unwrap();
    let refused = |text: &str| Published::read(text.as_bytes()).unwrap_err();
    assert!(matches!(refused(text.trim_end()), Wrong::NotCanonical));
    assert!(matches!(refused(&text.replacen("\"least\":5", "\"least\": 5", 1)), Wrong::NotCanonical));
    assert!(matches!(refused(&text.replacen("results/1", "results/2", 1)), Wrong::Schema(_)));
    assert!(matches!(refused(&text.replacen("\"least\":5", "\"least\":5,\"more\":1", 1)), Wrong::Unread(_)));
    let mut short: Value = serde_json::from_str(&text).unwrap();
    short["covariance_of_items"]["lower"].as_array_mut().unwrap().pop();
    assert!(matches!(refused(&short.to_string()), Wrong::Matrix(_)));
}

#[test]
fn places_come_from_the_covariance_of_the_units() {
    let mut file = published("sipas_2026", &villages(), 300);
    let places = file.places("sipas");
    assert_eq!(places.len(), 6);
    assert!(places.values().all(|places| 1 <= places.first && places.first <= places.last && places.last <= 6));
    // Without error the order is certain.
    let matrix = file.covariance_between_units.get_mut("sipas").unwrap();
    matrix.lower.iter_mut().flatten().for_each(|covariance| *covariance = 0.0);
    let order: Vec<String> = file.in_order("sipas").iter().map(|unit| unit.id.clone()).collect();
    let places = file.places("sipas");
    for (place, unit) in (1..).zip(&order) {
        assert_eq!((places[unit.as_str()].first, places[unit.as_str()].last), (place, place));
    }
}

#[test]
fn scores_are_facts_by_the_names_that_criteria_read() {
    let file = published("sipas_2026", &villages(), 300);
    let facts = file.facts();
    let value = |unit: &str, name: &str| {
        facts.iter().find(|fact| fact.unit == unit && fact.name == name).map(|fact| fact.value)
    };
    assert_eq!(value("01", "sipas"), file.index().unwrap().estimate.map(|estimate| estimate.value));
    assert_eq!(value("x0", "sipas.policy"), Some(file.units[0].scores["policy"].value));
    assert_eq!(value("x0", "sipas.policy.standard_error"), file.units[0].scores["policy"].standard_error);
    let named = file.facts_named("sipas.policy", 100.0);
    assert_eq!((named.len(), named[1].unit.as_str()), (7, "x0"));
    assert!(file.facts_named("sipas.policy", 5.0).is_empty(), "of another greatest value");
    let means = published("officials_ballot", &officials(), 60);
    assert_eq!((means.facts_named("reform", 5.0).len(), means.facts_named("reform", 100.0).len()), (3, 0));
}
