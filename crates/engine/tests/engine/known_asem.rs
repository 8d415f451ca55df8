//! ASEM Sustainable Connectivity: every step against COINr 1.1.14 within 1e-12 relative.

use crate::known::{Wide, near, wide};
use chiso_engine::{Options, Outcome, Plan};
use chiso_rulebook::definition::{Aggregate, Goalposts, MinMax, Node, Normalise, Rulebook};

const RELATIVE: f64 = 1e-12;

/// A change of every node of a rulebook.
type Change<'a> = Box<dyn Fn(&mut Node) + 'a>;

fn each_node(node: &mut Node, f: &mut dyn FnMut(&mut Node)) {
    f(node);
    node.children.iter_mut().for_each(|child| each_node(child, f));
}

fn compare(step: &str, ours: &Outcome, theirs: &Wide) -> usize {
    let columns: Vec<_> = ours.steps.iter().filter(|s| s.step == step).collect();
    assert_eq!(columns.len(), 49);
    let mut compared = 0;
    for column in columns {
        for (unit, cell) in ours.units.iter().zip(&column.cells) {
            let wanted = theirs.number(unit, &column.indicator);
            let equal = match (cell.value(), wanted) {
                (Some(a), Some(b)) => near(a, b, RELATIVE),
                (a, b) => a.is_none() && b.is_none(),
            };
            assert!(equal, "{step} {unit} {}: {cell:?} instead of {wanted:?}", column.indicator);
            compared += 1;
        }
    }
    compared
}

fn compare_nodes(ours: &Outcome, theirs: &Wide, ids: &dyn Fn(&str) -> String) -> usize {
    let mut compared = 0;
    for node in &ours.nodes {
        for (unit, cell) in ours.units.iter().zip(&node.values) {
            let wanted = theirs.number(unit, &ids(&node.id));
            let equal = match (cell.value(), wanted) {
                (Some(a), Some(b)) => near(a, b, RELATIVE),
                (a, b) => a.is_none() && b.is_none(),
            };
            assert!(equal, "{unit} {}: {cell:?} instead of {wanted:?}", node.id);
            compared += 1;
        }
    }
    compared
}

fn their_id(id: &str) -> String {
    if id == "asem" { "Index".to_owned() } else { id.to_owned() }
}

#[test]
fn every_step_and_every_rank() {
    let Some(folder) = crate::known::folder("asem") else { return };
    let rulebook = crate::known::rulebook("asem/2018.yaml");
    let plan = Plan::new(&rulebook, None).unwrap();
    let input = wide(&folder.join("01_iData_input.csv"), "uCode");
    let facts = input.facts_for(&plan, str::to_owned);
    let outcome = plan.compute(&facts, &Options { steps: true, ..Options::default() }).unwrap();
    let table = |name: &str| wide(&folder.join(name), "uCode");
    for (step, file) in [
        ("raw", "02_raw.csv"),
        ("denominated", "03_denominated.csv"),
        ("imputed", "04_imputed.csv"),
        ("treated", "06_treated.csv"),
        ("normalised", "07_normalised.csv"),
    ] {
        assert_eq!(compare(step, &outcome, &table(file)), 51 * 49);
    }
    assert_eq!(compare_nodes(&outcome, &table("08_aggregated.csv"), &their_id), 51 * 60);
    let ranks = table("10_results_ranks.csv");
    let mut same = 0;
    for node in &outcome.nodes {
        for (unit, rank) in outcome.units.iter().zip(&node.ranks) {
            assert_eq!(*rank, ranks.number(unit, &their_id(&node.id)), "{unit} {}", node.id);
            same += usize::from(node.id == "asem");
        }
    }
    assert_eq!(same, 51);
}

/// The rulebook without preparation, for the treated data.
fn on_treated(rulebook: &Rulebook) -> Rulebook {
    let mut rulebook = rulebook.clone();
    rulebook.defaults.prepare = None;
    each_node(&mut rulebook.tree, &mut |node| node.prepare = None);
    rulebook
}

#[test]
fn nine_normalisations_of_the_treated_data() {
    let Some(folder) = crate::known::folder("asem") else { return };
    let rulebook = on_treated(&crate::known::rulebook("asem/2018.yaml"));
    let treated = wide(&folder.join("06_treated.csv"), "uCode");
    let goalposts = wide(&folder.join("17_norm_n_goalposts_PARAM.csv"), "iCode");
    let all = |method: Normalise| -> Change<'_> {
        Box::new(move |node: &mut Node| {
            if !node.is_branch() {
                node.normalise = Some(method.clone());
            }
        })
    };
    let with_goalposts = |node: &mut Node| {
        if node.is_branch() {
            return;
        }
        let number = |column: &str| goalposts.number(node.id.as_str(), column).unwrap();
        let (low, high) = (number("lo"), number("hi"));
        let goalposts = Some(Goalposts { low, high, stretch: false });
        node.normalise = Some(Normalise::MinMax(MinMax {
            goalposts,
            cap: true,
            floor: true,
            from: Some(0.0),
            to: Some(100.0),
            ..MinMax::default()
        }));
    };
    let to_target = |node: &mut Node| {
        if !node.is_branch() {
            let target = goalposts.number(node.id.as_str(), "hi").unwrap();
            node.normalise = Some(Normalise::DistanceToTarget { target, cap: true });
        }
    };
    let cases: Vec<(&str, Change)> = vec![
        ("dist2max", all(Normalise::DistanceToMax)),
        ("dist2targ", Box::new(to_target)),
        ("fracmax", all(Normalise::FractionOfMax)),
        ("goalposts", Box::new(with_goalposts)),
        ("minmax", all(Normalise::MinMax(MinMax { from: Some(0.0), to: Some(100.0), ..MinMax::default() }))),
        ("rank", all(Normalise::Rank)),
        ("scaled", all(Normalise::Scaled { low: 0.0, high: 1.0 })),
        ("zscore", all(Normalise::ZScore { mean: None, deviation: None })),
    ];
    let mut wrong = Vec::new();
    for (name, change) in cases {
        let mut rulebook = rulebook.clone();
        each_node(&mut rulebook.tree, &mut |node| change(node));
        let plan = Plan::new(&rulebook, None).unwrap();
        let facts = treated.facts_for(&plan, str::to_owned);
        let outcome = plan.compute(&facts, &Options { steps: true, ..Options::default() }).unwrap();
        let theirs = wide(&folder.join(format!("17_norm_n_{name}.csv")), "uCode");
        for column in outcome.steps.iter().filter(|s| s.step == "normalised") {
            for (unit, cell) in outcome.units.iter().zip(&column.cells) {
                let wanted = theirs.number(unit, &column.indicator);
                let equal = match (cell.value(), wanted) {
                    (Some(a), Some(b)) => near(a, b, RELATIVE),
                    (a, b) => a.is_none() && b.is_none(),
                };
                if !equal {
                    wrong.push(format!("{name} {unit} {}: {cell:?} instead of {wanted:?}", column.indicator));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} differ, such as {:#?}", wrong.len(), &wrong[..wrong.len().min(12)]);
}

#[test]
fn three_means() {
    let Some(folder) = crate::known::folder("asem") else { return };
    let rulebook = on_treated(&crate::known::rulebook("asem/2018.yaml"));
    let treated = wide(&folder.join("06_treated.csv"), "uCode");
    for (name, method) in
        [("amean", Aggregate::Arithmetic), ("gmean", Aggregate::Geometric), ("hmean", Aggregate::Harmonic)]
    {
        let mut rulebook = rulebook.clone();
        rulebook.defaults.normalise =
            Some(Normalise::MinMax(MinMax { from: Some(1.0), to: Some(100.0), ..MinMax::default() }));
        rulebook.defaults.aggregate = Some(method);
        let plan = Plan::new(&rulebook, None).unwrap();
        let facts = treated.facts_for(&plan, str::to_owned);
        let outcome = plan.compute(&facts, &Options::default()).unwrap();
        let theirs = wide(&folder.join(format!("18_agg_a_{name}.csv")), "uCode");
        assert_eq!(compare_nodes(&outcome, &theirs, &their_id), 51 * 60);
    }
}
