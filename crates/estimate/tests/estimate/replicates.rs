//! Replicates against what they must give: R's own jackknife, and the variance formula where replicates reproduce it exactly.

use crate::support::{Table, near};
use chiso_estimate::{
    Answers, Design, Estimand, Estimates, Factor, Item, Replicates, Request, Rules, Stage, Survey, Weighting,
};

fn estimates(design: &Design, replicates: Option<&Replicates>, numbers: &[f64], estimand: Estimand) -> Estimates {
    let items = [Item { name: "y".to_owned(), answers: Answers::Numbers(numbers) }];
    let weighting = Weighting::of(design);
    Survey { design, weighting: &weighting, replicates, items: &items }.estimate(&Request::of(vec![estimand])).unwrap()
}

fn error(design: &Design, replicates: Option<&Replicates>, numbers: &[f64], estimand: Estimand) -> f64 {
    estimates(design, replicates, numbers, estimand).rows[0].standard_error.unwrap()
}

/// Six strata of `clusters` clusters of two people.
fn made_up(clusters: u32, population: Option<f64>) -> (Design, Vec<f64>) {
    let rows = 6 * clusters * 2;
    let factor = |name: &str, code: &dyn Fn(u32) -> u32, levels: u32| Factor {
        name: name.to_owned(),
        codes: (0..rows).map(code).collect(),
        levels: (0..levels).map(|level| level.to_string()).collect(),
    };
    let stage = Stage {
        strata: Some(factor("stratum", &|row| row / 2 / clusters, 6)),
        clusters: Some(factor("cluster", &|row| row / 2, 6 * clusters)),
        population: population.map(|n| vec![n; rows as usize]),
    };
    let weights = (0..rows).map(|row| 1.0 + f64::from(row % 7)).collect();
    let numbers = (0..rows).map(|row| f64::from((row * 37) % 23) + f64::from(row / 2 % 5)).collect();
    (Design::new(Some(weights), &[stage], Rules::default()).unwrap(), numbers)
}

#[test]
fn our_jackknife_is_that_of_r() {
    let Some(folder) = crate::support::folder("known_answers/rsurvey") else { return };
    let data = Table::read(&folder.join("input_apiclus1.csv"));
    let stage = Stage { strata: None, clusters: Some(data.factor("dnum")), population: Some(data.numbers("fpc")) };
    let design = Design::new(Some(data.numbers("pw")), &[stage], Rules::default()).unwrap();
    let replicates = Replicates::jk1(&design).unwrap();
    let known = Table::read(&folder.join("known_answers.csv"));
    let mut checked = 0;
    for row in 0..known.len() {
        let estimand = match (known.text(row, "case"), known.text(row, "stat")) {
            ("clus1_JK1", "svymean") => Estimand::Mean(0),
            ("clus1_JK1", "svytotal") => Estimand::Total(0),
            _ => continue,
        };
        let ours = error(&design, Some(&replicates), &data.numbers(known.text(row, "variable")), estimand);
        assert!(near(ours, known.number(row, "se").unwrap(), 1e-10, 0.0));
        checked += 1;
    }
    assert_eq!(checked, 4);
}

/// For totals the jackknife by strata and balanced half-samples give the variance formula itself.
#[test]
fn totals_have_the_variance_of_the_formula() {
    for population in [None, Some(40.0)] {
        let (design, numbers) = made_up(3, population);
        let formula = error(&design, None, &numbers, Estimand::Total(0));
        let jackknife = Replicates::jkn(&design).unwrap();
        assert!(near(error(&design, Some(&jackknife), &numbers, Estimand::Total(0)), formula, 1e-12, 0.0));
    }
    let (design, numbers) = made_up(2, None);
    let formula = error(&design, None, &numbers, Estimand::Total(0));
    for fay in [0.0, 0.3] {
        let half_samples = Replicates::brr(&design, fay).unwrap();
        assert!(near(error(&design, Some(&half_samples), &numbers, Estimand::Total(0)), formula, 1e-12, 0.0));
        assert_eq!(half_samples.len(), 8);
    }
}

#[test]
fn the_bootstrap_is_repeated_by_its_seed_and_comes_near_the_formula() {
    for population in [None, Some(9.0)] {
        let (design, numbers) = made_up(5, population);
        let formula = error(&design, None, &numbers, Estimand::Mean(0));
        let of = |seed| {
            error(&design, Some(&Replicates::bootstrap(&design, 2000, seed).unwrap()), &numbers, Estimand::Mean(0))
        };
        assert_eq!(of(1).to_bits(), of(1).to_bits());
        assert_ne!(of(1).to_bits(), of(2).to_bits());
        assert!((of(1) / formula - 1.0).abs() < 0.06, "{} {formula}", of(1));
    }
}
