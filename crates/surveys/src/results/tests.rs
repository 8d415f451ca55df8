//! What is held in memory against the engine over columns, to the last bit; and what is told against who looks for differences.

use std::collections::BTreeSet;
use std::sync::Arc;

use chiso_ballot::{Content, Kept};
use chiso_estimate::{
    Answers, Design, Estimand, Estimates, Factor, Interval, Item, Lonely, Method, Request, Rules, Stage, Survey,
    Weighting,
};
use chiso_questionnaire::{Form, shipped};
use chiso_store::surveys::SurveyGroup;
use chiso_survey::campaign::PopulationMargin;
use serde_json::{Value, json};

use super::figures::Of;
use super::live::{Flag, Live};
use super::shown::{Pace, Results};

/// Numbers that look random, the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

fn group(number: u64, design: Value) -> SurveyGroup {
    SurveyGroup {
        id: format!("s/{number:06}"),
        survey: "s".to_owned(),
        label: format!("Nhóm {number}"),
        design,
        people: 100,
        verifying: Vec::new(),
        signing: Vec::new(),
    }
}

/// Twelve villages of six communes in two strata, as the sheet `design` of SIPAS names them; each commune is a unit.
pub(crate) fn villages() -> Vec<SurveyGroup> {
    let village = |number: u64| {
        group(
            number,
            json!({
                "stratum": format!("t{}", number / 6), "commune": format!("x{}", number / 2), "communes_in_stratum": 20 + number / 6,
                "village": format!("v{number}"), "villages_in_commune": 5 + number / 2, "design_weight": 1.5 + number as f64 * 0.37,
                "unit": format!("x{}", number / 2),
            }),
        )
    };
    (0..12).map(village).collect()
}

/// Two groups of officials who rate two units; nothing was drawn.
pub(crate) fn officials() -> Vec<SurveyGroup> {
    (0..2)
        .map(|number| group(number, json!({ "unit": format!("u{number}"), "weight": 1.0 + number as f64 / 3.0 })))
        .collect()
}

/// Ballots with an answer to most of the questions with a choice.
pub(crate) fn ballots(form: &Form, groups: &[SurveyGroup], many: u64) -> Vec<Kept> {
    let mut numbers = Numbers(42);
    let variables = super::variables::variables(form);
    (0..many)
        .map(|ballot| {
            let mut answers = serde_json::Map::new();
            for variable in &variables {
                if numbers.below(9) > 0 {
                    let code = &variable.codes[usize::try_from(numbers.below(variable.codes.len() as u64)).unwrap()];
                    answers.insert(variable.name.clone(), json!(code));
                }
            }
            let people = groups[usize::try_from(numbers.below(groups.len() as u64)).unwrap()].id.clone();
            let mut id = [0; 16];
            id[..8].copy_from_slice(&ballot.to_be_bytes());
            let answers = json!({ "answers": answers, "mode": "own" }).to_string();
            let day = format!("2026-11-{:02}", 1 + numbers.below(20));
            Kept { id, day: Some(day), ballot: Content { campaign: "s".to_owned(), people, answers } }
        })
        .collect()
}

pub(crate) fn live(form: &Arc<Form>, groups: &[SurveyGroup], ballots: &[Kept]) -> Live {
    let mut live = Live::new(Arc::clone(form), groups).unwrap();
    for kept in ballots {
        live.add(kept);
    }
    assert_eq!((live.ballots(), live.unread), (ballots.len() as u64, 0));
    live
}

fn bits(estimates: &Estimates) -> Vec<u64> {
    let number = |number: Option<f64>| number.map_or(u64::MAX, f64::to_bits);
    let row = |row: &chiso_estimate::Estimate| {
        let (low, high) = row.interval.unzip();
        let all =
            [row.value, row.standard_error, low, high, row.design_effect, row.effective_respondents, Some(row.df)];
        all.map(number).into_iter().chain([row.respondents]).collect::<Vec<_>>()
    };
    estimates.rows.iter().flat_map(row).collect()
}

/// As `chiso survey estimate` does it: ballots as columns of texts, the whole design, all at once.
fn batch(
    form: &Form,
    groups: &[SurveyGroup],
    ballots: &[Kept],
    stages: &[[&str; 3]],
    weight: &str,
    by_unit: bool,
) -> Estimates {
    batch_weighed(form, groups, ballots, stages, weight, by_unit, &|weighting| weighting)
}

/// The same with other weights.
fn batch_weighed(
    form: &Form,
    groups: &[SurveyGroup],
    ballots: &[Kept],
    stages: &[[&str; 3]],
    weight: &str,
    by_unit: bool,
    weigh: &dyn Fn(Weighting) -> Weighting,
) -> Estimates {
    let of = |kept: &Kept| groups.iter().find(|group| group.id == kept.ballot.people).unwrap().design.clone();
    let designs: Vec<Value> = ballots.iter().map(of).collect();
    let texts = |name: &str| designs.iter().map(|design| design[name].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    let factor = |name: &str| Factor::new(name, texts(name).iter().map(String::as_str));
    let numbers = |name: &str| designs.iter().map(|design| design[name].as_f64().unwrap()).collect::<Vec<f64>>();
    let stage = |[stratum, cluster, population]: &[&str; 3]| Stage {
        strata: (!stratum.is_empty()).then(|| factor(stratum)),
        clusters: (!cluster.is_empty()).then(|| factor(cluster)),
        population: (!population.is_empty()).then(|| numbers(population)),
    };
    let stages: Vec<Stage> = stages.iter().map(stage).collect();
    let rules = Rules { lonely: Lonely::Adjust, nested: true, ..Rules::default() };
    let design = Design::new(Some(numbers(weight)), &stages, rules).unwrap();
    let scored: Vec<(&String, bool)> = form
        .scoring()
        .nodes
        .iter()
        .filter_map(|node| node.item.as_ref())
        .map(|(question, statistic)| (question, *statistic != chiso_questionnaire::Statistic::Mean))
        .collect();
    let answer = |kept: &Kept, question: &str| {
        let kept: Value = serde_json::from_str(&kept.ballot.answers).unwrap();
        kept["answers"][question].as_str().map_or(9, |code| code.parse::<u8>().unwrap())
    };
    let columns: Vec<Vec<u8>> =
        scored.iter().map(|(question, _)| ballots.iter().map(|kept| answer(kept, question)).collect()).collect();
    let values = [f64::NAN, 1.0, 2.0, 3.0, 4.0, 5.0];
    let items: Vec<Item> = columns
        .iter()
        .map(|codes| Item { name: String::new(), answers: Answers::Codes { codes, values: &values } })
        .collect();
    let estimand = |(item, (_, share)): (usize, &(&String, bool))| match share {
        true => Estimand::Share { item, levels: vec![4.0, 5.0] },
        false => Estimand::Mean(item),
    };
    let shares = scored.iter().any(|(_, share)| *share);
    let interval = Interval::new(if shares { Method::Logit } else { Method::T }, 0.95).unwrap();
    let units = factor("unit");
    let request = Request {
        interval,
        domains: by_unit.then_some(&units),
        threads: 2,
        ..Request::of(scored.iter().enumerate().map(estimand).collect())
    };
    Survey { design: &design, weighting: &weigh(Weighting::of(&design)), replicates: None, items: &items }
        .estimate(&request)
        .unwrap()
}

#[test]
fn what_is_held_is_the_engine_over_all_ballots_to_the_last_bit() {
    // Households cannot be told from a ballot, so the stage of villages ends the design, drawn with replacement.
    let sipas: (_, _, &[[&str; 3]], _) = (
        "sipas_2026",
        villages(),
        &[["stratum", "commune", "communes_in_stratum"], ["", "village", ""]],
        "design_weight",
    );
    for (id, groups, stages, weight) in [sipas, ("officials_ballot", officials(), &[["", "", ""]], "weight")] {
        let form = Arc::new(shipped(id).unwrap());
        let mut ballots = ballots(&form, &groups, 400);
        for by_unit in [false, true] {
            let wanted = bits(&batch(&form, &groups, &ballots, stages, weight, by_unit));
            let of = if by_unit { Of::Units } else { Of::All };
            for turn in [0, 123] {
                // Another order, as after a restart, when the box gives them by their ids.
                ballots.rotate_left(turn);
                let held = live(&form, &groups, &ballots);
                assert_eq!(bits(&held.estimates(of).unwrap().0), wanted, "{id}, by unit {by_unit}, turned by {turn}");
                let marked = vec![true; ballots.len()];
                if !by_unit {
                    assert_eq!(bits(&held.estimates(Of::Marked(&marked)).unwrap().0), wanted, "{id} from rows");
                }
            }
        }
        // Every score has its interval, within the ends of its scale.
        let held = live(&form, &groups, &ballots);
        for figures in [held.figures(Of::All).unwrap(), held.figures(Of::Units).unwrap()] {
            for figure in figures.iter().flatten() {
                let (low, high) = figure.interval.unwrap();
                let value = figure.value.unwrap();
                assert!(low <= value && value <= high && figure.standard_error.unwrap() >= 0.0, "{id}: {figure:?}");
            }
        }
    }
}

/// The same ballots given in ways that take turns, and measured where they are given by oneself: every ninth takes a tenth of the time.
fn in_ways(ballots: Vec<Kept>) -> Vec<Kept> {
    let way = |(number, mut kept): (usize, Kept)| {
        let mode = ["own", "interview", "own", "interview", "paper", "phone"][number % 6];
        let took = (mode == "own").then(|| if number % 9 == 0 { 60 } else { 600 + 10 * (number % 7) });
        let mut text: Value = serde_json::from_str(&kept.ballot.answers).unwrap();
        text["mode"] = json!(mode);
        if let Some(took) = took {
            text["took"] = json!(took);
        }
        kept.ballot.answers = text.to_string();
        kept
    };
    ballots.into_iter().enumerate().map(way).collect()
}

/// The villages, each with one of three interviewers; the last village has none.
fn interviewed() -> Vec<SurveyGroup> {
    let mut groups = villages();
    for (number, group) in groups.iter_mut().enumerate().take(11) {
        group.design["interviewer"] = json!(["An", "Bình", "Chi"][number % 3]);
    }
    groups
}

fn text_of(kept: &Kept) -> Value {
    serde_json::from_str(&kept.ballot.answers).unwrap()
}

#[test]
fn without_a_flag_it_is_the_engine_over_the_other_ballots() {
    let form = Arc::new(shipped("sipas_2026").unwrap());
    let stages: &[[&str; 3]] = &[["stratum", "commune", "communes_in_stratum"], ["", "village", ""]];
    let mut ballots = in_ways(ballots(&form, &villages(), 240));
    // Two ballots are alike in everything, and one of a grid says the same throughout.
    let copy = ballots[1].ballot.answers.clone();
    ballots[7].ballot.answers.clone_from(&copy);
    let grid = (0..form.items().len()).flat_map(|group| form.grids(group)).find(|grid| grid.rows.len() >= 5).unwrap();
    let mut flat = text_of(&ballots[3]);
    for row in &grid.rows {
        flat["answers"][&form.items()[*row].name] = json!("4");
    }
    ballots[3].ballot.answers = flat.to_string();
    let held = live(&form, &villages(), &ballots);
    let flagged = held.flagged();
    // By hand: own ballots of 60 seconds stand against a median of 600 and more, whatever few questions they leave out.
    let fast: Vec<bool> = ballots.iter().map(|kept| text_of(kept)["took"] == json!(60)).collect();
    assert!(fast.iter().filter(|fast| **fast).count() > 10 && held.timed());
    let not = |flags: &[bool]| flags.iter().map(|flag| !flag).collect::<Vec<bool>>();
    assert_eq!(flagged.without(Some(Flag::Fast)), not(&fast));
    let duplicate: Vec<bool> = (0..ballots.len()).map(|number| number == 1 || number == 7).collect();
    assert_eq!(flagged.without(Some(Flag::Duplicate)), not(&duplicate));
    assert!(!flagged.without(Some(Flag::Straight))[3]);
    for kept in Flag::ALL.into_iter().map(Some).chain([None]).map(|flag| flagged.without(flag)) {
        let others: Vec<Kept> =
            ballots.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(ballot, _)| ballot.clone()).collect();
        let wanted = bits(&batch(&form, &villages(), &others, stages, "design_weight", false));
        assert_eq!(bits(&held.estimates(Of::Marked(&kept)).unwrap().0), wanted);
    }
}

/// Raked as `chiso survey estimate` does it with these margins: ballots as columns of texts, the engine's raking, all at once.
#[test]
fn raked_it_is_the_engine_raked_to_the_same_margins_to_the_last_bit() {
    let form = Arc::new(shipped("sipas_2026").unwrap());
    let mut groups = villages();
    let area = |number: usize| if number.is_multiple_of(3) { "urban" } else { "rural" };
    for (number, group) in groups.iter_mut().enumerate() {
        group.design["area"] = json!(area(number));
    }
    let question = super::variables::variables(&form).into_iter().find(|variable| variable.groups).unwrap();
    let totals = |labels: &[String], first: f64, step: f64| -> Vec<(String, f64)> {
        labels.iter().enumerate().map(|(place, label)| (label.clone(), first + step * place as f64)).collect()
    };
    let by_answer = totals(&question.codes, 700.0, 50.0);
    let people: f64 = by_answer.iter().map(|(_, total)| total).sum();
    let by_area = vec![("rural".to_owned(), people * 0.625), ("urban".to_owned(), people * 0.375)];
    let design = format!(
        "{}margin,,area\nmargin,,{}\n",
        include_str!("../../../../questionnaires/sipas_2026/design.csv"),
        question.name
    );
    let sheets = [
        ("survey", include_str!("../../../../questionnaires/sipas_2026/survey.csv")),
        ("choices", include_str!("../../../../questionnaires/sipas_2026/choices.csv")),
        ("settings", include_str!("../../../../questionnaires/sipas_2026/settings.csv")),
        ("score", include_str!("../../../../questionnaires/sipas_2026/score.csv")),
        ("design", &design),
    ];
    let form_of = chiso_questionnaire::read_sheets(&chiso_questionnaire::sheets_from_csv(&sheets).unwrap()).unwrap();
    let form_of = Arc::new(form_of);
    let mut ballots = ballots(&form, &groups, 400);
    let margin =
        |name: &str, totals: &[(String, f64)]| PopulationMargin { name: name.to_owned(), totals: totals.to_vec() };
    for population in
        [vec![margin("area", &by_area)], vec![margin("area", &by_area), margin(&question.name, &by_answer)]]
    {
        let label = |kept: &Kept, name: &str| {
            let design = &groups.iter().find(|group| group.id == kept.ballot.people).unwrap().design;
            design.get(name).or(text_of(kept)["answers"].get(name)).and_then(Value::as_str).map(str::to_owned)
        };
        let placed: Vec<Kept> = ballots
            .iter()
            .filter(|kept| population.iter().all(|margin| label(kept, &margin.name).is_some()))
            .cloned()
            .collect();
        let stages: &[[&str; 3]] = &[["stratum", "commune", "communes_in_stratum"], ["", "village", ""]];
        let margins: Vec<chiso_estimate::Margin> = population
            .iter()
            .map(|margin| {
                let labels: Vec<String> = placed.iter().map(|kept| label(kept, &margin.name).unwrap()).collect();
                let factor = Factor::new(&margin.name, labels.iter().map(String::as_str));
                chiso_estimate::Margin::new(factor, &margin.totals).unwrap()
            })
            .collect();
        let weigh = |weighting: Weighting| match &margins[..] {
            [margin] => weighting.post_stratified(margin).unwrap(),
            margins => weighting.raked(margins, chiso_estimate::Raking::default()).unwrap(),
        };
        let wanted = bits(&batch_weighed(&form, &groups, &placed, stages, "design_weight", false, &weigh));
        let plain = bits(&batch(&form, &groups, &placed, stages, "design_weight", false));
        assert_ne!(wanted, plain, "raking changes something");
        ballots.rotate_left(77);
        let held = live(&form_of, &groups, &ballots);
        assert_eq!(bits(&held.estimates(Of::Raked(&population)).unwrap().0), wanted, "{population:?}");
        assert_eq!(held.placed(&population).iter().filter(|placed| **placed).count(), placed.len());
    }
}

#[test]
fn by_way_each_has_the_estimate_of_its_ballots() {
    let form = Arc::new(shipped("sipas_2026").unwrap());
    let ballots = in_ways(ballots(&form, &villages(), 240));
    let held = live(&form, &villages(), &ballots);
    let by_way = held.figures(Of::By(&held.ways())).unwrap();
    for (number, mode) in ["own", "interview", "paper", "phone"].iter().enumerate() {
        let of: Vec<bool> = ballots.iter().map(|kept| text_of(kept)["mode"] == json!(mode)).collect();
        let alone = held.figures(Of::Marked(&of)).unwrap();
        for (way, alone) in by_way[number].iter().zip(&alone[0]) {
            assert_eq!((way.value, way.respondents), (alone.value, alone.respondents), "{mode}");
        }
    }
}

#[test]
fn the_effect_of_interviewers_is_the_analysis_of_variance_of_their_ballots() {
    let form = Arc::new(shipped("officials_ballot").unwrap());
    let groups = interviewed();
    let ballots = in_ways(ballots(&form, &groups, 200));
    let held = live(&form, &groups, &ballots);
    let interviewers = held.interviewers();
    assert_eq!(interviewers.levels, ["An", "Bình", "Chi"]);
    let interviewer = |kept: &Kept| {
        let group = groups.iter().find(|group| group.id == kept.ballot.people).unwrap();
        group.design["interviewer"]
            .as_str()
            .filter(|_| ["own", "interview"].iter().any(|mode| text_of(kept)["mode"] == json!(mode)))
            .map(str::to_owned)
    };
    let by_hand = |score: &dyn Fn(&Value) -> Option<f64>| {
        let mut classes = vec![Vec::new(); 3];
        for kept in &ballots {
            let class = interviewer(kept).and_then(|name| interviewers.levels.iter().position(|level| *level == name));
            if let (Some(class), Some(score)) = (class, score(&text_of(kept)["answers"])) {
                classes[class].push(score);
            }
        }
        chiso_estimate::OneWay::of(&classes).unwrap()
    };
    let items = ["direction", "institutions", "procedures", "organisation", "civil_service", "finance", "digital"];
    let answer = |answers: &Value, item: &str| answers[item].as_str().map(|code| code.parse::<f64>().unwrap());
    let effects = held.effects(&interviewers, 5);
    assert_eq!(effects.len(), items.len() + 1, "the index and its items");
    let digital = by_hand(&|answers| answer(answers, "digital"));
    let last = effects.last().unwrap();
    assert_eq!(
        (last.intraclass, last.statistic, last.df, last.p),
        (digital.intraclass, digital.statistic, digital.df, digital.p)
    );
    // The index of a ballot: the mean of what it answers, where that is half of the items or more.
    let index = by_hand(&|answers| {
        let given: Vec<f64> = items.iter().filter_map(|item| answer(answers, item)).collect();
        (given.len() >= 4).then(|| given.iter().sum::<f64>() / given.len() as f64)
    });
    assert!((effects[0].intraclass - index.intraclass).abs() < 1e-12 && (effects[0].p - index.p).abs() < 1e-12);
    for (taken, class) in held.taken(&interviewers, 5).iter().zip(&index.classes) {
        let (taken, class) = (taken.unwrap(), class.unwrap());
        assert!(taken.ballots == class.values && (taken.mean - class.mean).abs() < 1e-12);
    }
}

/// Whoever adds and subtracts what the tables tell of ways, flags and interviewers finds no number from 1 to 4.
#[test]
fn no_few_ballots_follow_from_ways_flags_and_interviewers() {
    let form = Arc::new(shipped("officials_ballot").unwrap());
    let groups = interviewed();
    let all = in_ways(ballots(&form, &groups, 150));
    let few = |count: u64| (1..5).contains(&count);
    let (mut told, mut hidden) = (0, 0);
    for many in [6, 20, 45, 90, 150] {
        let held = live(&form, &groups, &all[..many]);
        let flagged = held.flagged();
        let counts = held.counts(&flagged, 5);
        let mut check = |count: Option<u64>| {
            told += u64::from(count.is_some());
            hidden += u64::from(count.is_none());
            assert!(!count.is_some_and(few), "{many}: {count:?}");
        };
        let less = |all: Option<u64>, part: Option<u64>| Some(all? - part?);
        for (with, without) in counts.flags.into_iter().zip(counts.without) {
            check(with);
            check(less(counts.all, without));
            check(less(without, counts.clean));
        }
        for (count, flagged) in counts.modes.into_iter().chain(counts.interviewers.iter().copied()) {
            check(count);
            check(flagged);
            check(less(count, flagged));
        }
        let rest = |total: Option<u64>, parts: Vec<Option<u64>>| {
            let parts: Option<Vec<u64>> = parts.into_iter().collect();
            less(total, parts.map(|parts| parts.iter().sum()))
        };
        check(rest(counts.modes[1].0, counts.interviewers.iter().map(|(count, _)| *count).collect()));
        check(rest(counts.modes[1].1, counts.interviewers.iter().map(|(_, flagged)| *flagged).collect()));
        check(rest(less(counts.all, counts.clean), counts.modes.iter().map(|(_, flagged)| *flagged).collect()));
    }
    assert!(told > 40 && hidden > 20, "{told} told, {hidden} hidden");
}

/// Where an interviewer works in one unit alone, the ballots that others gave there are the difference of two counts.
#[test]
fn few_ballots_beside_an_interviewer_do_not_follow() {
    let form = Arc::new(shipped("officials_ballot").unwrap());
    let groups: Vec<SurveyGroup> = [("u0", "An"), ("u0", ""), ("u1", "Bình"), ("u1", "")]
        .into_iter()
        .zip(0..)
        .map(|((unit, interviewer), number)| group(number, json!({ "unit": unit, "interviewer": interviewer })))
        .collect();
    let mut all = ballots(&form, &groups, 60);
    for (number, kept) in all.iter_mut().enumerate() {
        // 25 and 3 in the one unit, 20 and 12 in the other.
        let group = if number < 25 {
            0
        } else if number < 28 {
            1
        } else if number < 48 {
            2
        } else {
            3
        };
        kept.ballot.people.clone_from(&groups[group].id);
        let mode = if group % 2 == 0 { "interview" } else { "own" };
        kept.ballot.answers = kept.ballot.answers.replace("\"own\"", &format!("\"{mode}\""));
    }
    let held = live(&form, &groups, &all);
    let counts = held.counts(&held.flagged(), 5);
    let [first, _] = counts.units[..2] else { panic!("{counts:?}") };
    let (an, bound) = (counts.interviewers[0].0, first);
    assert!(an.is_none() || bound.is_none(), "28 − 25 = 3: {counts:?}");
}

#[test]
fn a_ballot_that_cannot_be_read_is_in_no_estimate_and_is_counted_as_such() {
    let form = Arc::new(shipped("officials_ballot").unwrap());
    let mut ballots = ballots(&form, &officials(), 3);
    ballots[0].ballot.people = "s/000099".to_owned();
    ballots[1].ballot.answers = "{}".to_owned();
    let mut held = Live::new(Arc::clone(&form), &officials()).unwrap();
    for kept in &ballots {
        held.add(kept);
    }
    assert_eq!((held.ballots(), held.unread), (1, 2));
}

#[test]
fn no_count_follows_from_the_others() {
    let form = Arc::new(shipped("officials_ballot").unwrap());
    for many in [3, 9, 17, 60] {
        let held = live(&form, &officials(), &ballots(&form, &officials(), many));
        let pace = Pace { least: 5, open: true };
        let asked = (0..held.variables.len()).filter(|variable| held.variables[*variable].groups);
        let results = asked
            .fold(Results::of(&held, None, None, pace), |before, by| Results::of(&held, Some(&before), Some(by), pace));
        let counts = &results.counts;
        assert_eq!(counts.all, (many >= 5).then_some(many), "{many}");
        let tables = [&counts.units].into_iter().chain(counts.answers.iter().map(|(_, told)| told));
        for told in tables.chain([&counts.days.iter().map(|(_, told)| *told).collect::<Vec<_>>()]) {
            assert!(told.iter().flatten().all(|count| *count == 0 || *count >= 5), "{many}: {told:?}");
            let hidden = told.iter().filter(|count| count.is_none()).count();
            let rest = counts.all.map(|all| all - told.iter().flatten().sum::<u64>());
            assert!(counts.all.is_none() || hidden == 0 || (hidden > 1 && rest.unwrap() >= 5), "{many}: {told:?}");
        }
        assert_eq!(results.all.unwrap().figures.is_empty(), many < 5);
    }
}

/// What the board says of each level of each table: the count, and the values of its figures.
fn said(results: &Results) -> Vec<(String, Option<u64>, Vec<Option<u64>>)> {
    let mut said = Vec::new();
    let mut table = |name: &str, counts: &[Option<u64>], steps: Option<&super::shown::Steps>| {
        for (level, count) in counts.iter().enumerate() {
            let figures = steps.and_then(|steps| steps.figures.get(level));
            let values = figures.into_iter().flatten().map(|figure| figure.value.map(f64::to_bits)).collect();
            said.push((format!("{name} {level}"), *count, values));
        }
    };
    let counts = &results.counts;
    table("whole", &[counts.all], results.all.as_ref().ok());
    table("units", &counts.units, results.units.as_ref().ok());
    let modes: Vec<Option<u64>> = counts.modes.iter().map(|(count, _)| *count).collect();
    table("modes", &modes, results.modes.as_ref().ok());
    let interviewers: Vec<Option<u64>> = counts.interviewers.iter().map(|(count, _)| *count).collect();
    table("interviewers", &interviewers, None);
    for (variable, counts) in &counts.answers {
        let steps = results.by.get(variable).and_then(|by| by.as_ref().ok());
        table(&format!("by {variable}"), counts, steps);
    }
    table("items", &counts.items, None);
    table("quotas", &counts.quotas, None);
    table("days", &counts.days.iter().map(|(_, count)| *count).collect::<Vec<_>>(), None);
    said
}

/// Whoever looks after every single ballot, at any of the questions, sees nothing move by fewer than five.
#[test]
fn everything_moves_when_enough_ballots_joined() {
    let form = Arc::new(shipped("officials_ballot").unwrap());
    let groups = interviewed();
    let all = in_ways(ballots(&form, &groups, 400));
    let pace = Pace { least: 5, open: true };
    let mut held = Live::new(Arc::clone(&form), &groups).unwrap();
    let mut tail = Vec::new();
    let mut before: Option<Results> = None;
    let mut seen: std::collections::BTreeMap<String, (u64, Vec<Option<u64>>)> = std::collections::BTreeMap::new();
    let (mut moved, mut wholes) = (0, BTreeSet::new());
    for (number, kept) in all.iter().enumerate() {
        tail.push(held.read(kept).unwrap());
        if held.ballots() + tail.len() as u64 >= Results::next(before.as_ref(), pace) {
            for read in std::mem::take(&mut tail) {
                held.put(read);
            }
        }
        // From the hundredth ballot on somebody asks for the second question as well.
        let by = usize::from(number > 100 && number % 2 == 0);
        let now = Results::of(&held, before.as_ref(), Some(by), pace);
        for (name, count, values) in said(&now) {
            let Some(count) = count else { continue };
            assert!(!(1..5).contains(&count), "{name}: {count}");
            if let Some((old, said)) = seen.get(&name) {
                let joined = count.checked_sub(*old).unwrap_or_else(|| panic!("{name} lost some"));
                assert!(joined == 0 || joined >= 5, "{name}: {joined} joined at once");
                assert!(
                    joined > 0 || said.is_empty() || values.is_empty() || *said == values,
                    "{name} moved with no ballot"
                );
                moved += u64::from(joined > 0);
            }
            seen.insert(name, (count, values));
        }
        wholes.extend(now.counts.all);
        before = Some(now);
    }
    assert_eq!(wholes, (0..=80).map(|step| 5 * step).collect::<BTreeSet<u64>>(), "the whole moves with every five");
    assert!(moved > 500, "{moved}");
    // At the close all that came counts, and nothing is held any more.
    for kept in &all[..3] {
        held.add(kept);
    }
    let closed = Results::of(&held, before.as_ref(), Some(0), Pace { open: false, ..pace });
    let plain = Results::of(&held, None, Some(0), Pace { open: false, ..pace });
    assert_eq!(closed.all.as_ref().unwrap().ballots, [403]);
    let of = |results: &Results| {
        said(results).into_iter().filter(|(name, ..)| !name.starts_with("by 1")).collect::<Vec<_>>()
    };
    assert_eq!(of(&closed), of(&plain));
    // A question that is asked for afterwards leaves the others.
    let more = Results::of(&held, Some(&closed), Some(1), Pace { open: false, ..pace });
    assert_eq!((more.all, more.by.len()), (closed.all, 2));
}

/// Two tabs, of which the second asks for a question for the first time when one ballot more has come.
#[test]
fn a_question_that_is_asked_for_later_is_of_the_same_ballots() {
    let form = Arc::new(shipped("officials_ballot").unwrap());
    let all = ballots(&form, &officials(), 101);
    let pace = Pace { least: 5, open: true };
    let held = live(&form, &officials(), &all[..100]);
    let before = Results::of(&held, None, Some(0), pace);
    let now = Results::of(&held, Some(&before), Some(1), pace);
    let of = |results: &Results, by: usize| -> u64 { results.by[&by].as_ref().unwrap().ballots.iter().sum() };
    let (_, none) = now.counts.answers.iter().find(|(place, _)| *place == 1).unwrap();
    assert_eq!(of(&now, 1) + none.last().unwrap().unwrap(), 100);
    assert_eq!(of(&now, 0), of(&before, 0));
    // With one more nothing is of it.
    let one_more = Results::of(&live(&form, &officials(), &all), Some(&now), Some(1), pace);
    assert_eq!((one_more.waiting, &one_more.all, &one_more.by), (1, &now.all, &now.by));
}

#[test]
fn after_a_restart_a_figure_is_shown_when_enough_joined_since() {
    let form = Arc::new(shipped("officials_ballot").unwrap());
    let groups = interviewed();
    let all = in_ways(ballots(&form, &groups, 160));
    let pace = Pace { least: 5, open: true };
    let mut held = live(&form, &groups, &all[..100]);
    let mut before = Results::forgotten(&held, pace);
    let nothing =
        |results: &Results| said(results).iter().all(|(_, count, values)| count.is_none() && values.is_empty());
    assert!(nothing(&before) && before.restarted && !before.tells());
    // Asking for a question shows nothing either.
    before = Results::of(&held, Some(&before), Some(0), pace);
    assert!(nothing(&before));
    let started = said(&Results::of(&held, None, Some(0), Pace { open: false, ..pace }));
    let (mut shown, mut hidden) = (0, 0);
    for step in all[100..].chunks(5) {
        for kept in step {
            held.add(kept);
        }
        before = Results::of(&held, Some(&before), Some(0), pace);
        assert!(before.tells());
        for ((name, count, _), (_, then, _)) in
            said(&before).iter().zip(&started).filter(|((name, ..), _)| !name.starts_with("days"))
        {
            match (count, then) {
                (Some(count), Some(then)) => {
                    assert!(*count >= then + 5, "{name}: {count} after {then}");
                    shown += 1;
                }
                (None, _) => hidden += 1,
                (Some(_), None) => {}
            }
        }
    }
    assert!(shown > 100 && hidden > 20, "{shown} shown, {hidden} hidden");
}

/// The median moves and a twin comes: who has a flag changes, and what is said without the flagged must not be by the difference of a few.
#[test]
fn with_and_without_a_flag_move_when_enough_changed_sides() {
    let form = Arc::new(shipped("sipas_2026").unwrap());
    let mut all = in_ways(ballots(&form, &villages(), 300));
    for number in [150, 170, 190] {
        let copy = all[number - 100].ballot.answers.clone();
        all[number].ballot.answers = copy;
    }
    let pace = Pace { least: 5, open: true };
    let mut before: Option<(Results, Vec<Vec<bool>>)> = None;
    let (mut moved, mut stayed) = (0, 0);
    for many in (60..=300).step_by(10) {
        let held = live(&form, &villages(), &all[..many]);
        let now = Results::of(&held, before.as_ref().map(|(before, _)| before), None, pace);
        let flagged = held.flagged();
        let sides: Vec<Vec<bool>> =
            Flag::ALL.into_iter().map(Some).chain([None]).map(|flag| flagged.without(flag)).collect();
        let said = |results: &Results| (results.without.clone(), results.flags_of);
        match before {
            Some((old, shown)) if said(&old) == said(&now) => {
                stayed += 1;
                before = Some((now, shown));
            }
            Some((_, shown)) => {
                for (shown, sides) in shown.iter().zip(&sides) {
                    for side in [true, false] {
                        let changed = (0..many)
                            .filter(|ballot| (shown.get(*ballot) == Some(&side)) != (sides[*ballot] == side))
                            .count();
                        assert!(changed == 0 || changed >= 5, "{changed} changed sides at {many}");
                    }
                }
                moved += 1;
                before = Some((now, sides));
            }
            None => before = Some((now, sides)),
        }
    }
    assert!(moved > 2 && stayed > 2, "{moved} moved, {stayed} stayed");
}

/// An interviewer with two ballots has no part in F, its degrees of freedom, or anybody's mean of all others.
#[test]
fn interviewers_with_few_ballots_are_left_out_of_the_effect() {
    let form = Arc::new(shipped("officials_ballot").unwrap());
    let groups = interviewed();
    let all = in_ways(ballots(&form, &groups, 200));
    let chi =
        |kept: &Kept| groups.iter().any(|group| group.id == kept.ballot.people && group.design["interviewer"] == "Chi");
    let without: Vec<Kept> = all.iter().filter(|kept| !chi(kept)).cloned().collect();
    let few: Vec<Kept> = without
        .iter()
        .chain(all.iter().filter(|kept| chi(kept) && text_of(kept)["mode"] == "interview").take(2))
        .cloned()
        .collect();
    let [with, without] = [few, without].map(|ballots| {
        let held = live(&form, &groups, &ballots);
        let interviewers = held.interviewers();
        (held.effects(&interviewers, 5), held.taken(&interviewers, 5))
    });
    assert!(!with.0.is_empty() && with == without);
}

/// SIPAS and the survey of officials of 2024 together.
const BALLOTS_2024: u64 = 85_684;

/// Measures what lies between the commit of a batch and what the board shows: run with `--ignored --no-capture`.
#[test]
#[ignore = "measures"]
fn a_batch_moves_a_board_of_85_684_ballots_within_a_second() {
    let form = Arc::new(shipped("sipas_2026").unwrap());
    let village = |number: u64| {
        let design = json!({
            "stratum": format!("t{:02}", number / 20), "commune": format!("x{:03}", number / 3), "communes_in_stratum": 60,
            "village": format!("v{number:04}"), "villages_in_commune": 9, "design_weight": 1.5 + number as f64 * 0.01,
            "unit": format!("t{:02}", number / 20),
        });
        group(number, design)
    };
    let groups: Vec<SurveyGroup> = (0..1170).map(village).collect();
    let all = ballots(&form, &groups, BALLOTS_2024);
    let (last, before) = all.split_last_chunk::<64>().map(|(before, last)| (last, before)).unwrap();
    let started = tokio::time::Instant::now();
    let mut held = live(&form, &groups, before);
    let read = started.elapsed();
    let pace = Pace { least: 5, open: true };
    let shown = Results::of(&held, None, Some(0), pace);
    let committed = tokio::time::Instant::now();
    for kept in last {
        held.add(kept);
    }
    let moved = Results::of(&held, Some(&shown), Some(0), pace);
    let took = committed.elapsed();
    assert_eq!((moved.all.unwrap().ballots, moved.ballots), (vec![BALLOTS_2024], BALLOTS_2024));
    println!("{BALLOTS_2024} ballots read in {read:?}, a batch of 64 shown after {took:?}");
    assert!(cfg!(debug_assertions) || took.as_secs_f64() < 1.0, "{took:?}");
}
