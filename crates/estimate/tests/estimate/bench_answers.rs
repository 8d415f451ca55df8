//! R `survey` 4.5 on the generated sample of 85,600, and on a million in a test that is asked for.

use crate::support::generated::{self, Generated};
use crate::support::{Table, near};
use chiso_estimate::{
    Answers, Design, Estimand, Estimates, Factor, Interval, Item, Margin, Method, Raking, Request, Rules, Stage,
    Survey, Weighting,
};
use sha2::{Digest, Sha256};

const POINTS: [f64; 5] = [1.0, 2.0, 3.0, 4.0, 5.0];

fn factor(name: &str, codes: &[u32]) -> Factor {
    let most = codes.iter().max().unwrap() + 1;
    Factor { name: name.to_owned(), codes: codes.to_vec(), levels: (1..=most).map(|level| level.to_string()).collect() }
}

fn design(g: &Generated) -> Design {
    let stage = Stage {
        strata: Some(factor("stratum", &g.stratum)),
        clusters: Some(factor("psu", &g.psu)),
        population: Some(g.clusters_in_stratum.clone()),
    };
    Design::new(Some(g.weight.clone()), &[stage], Rules::default()).unwrap()
}

fn items(g: &Generated) -> Vec<Item<'_>> {
    g.items
        .iter()
        .enumerate()
        .map(|(q, codes)| Item { name: format!("q{:02}", q + 1), answers: Answers::Codes { codes, values: &POINTS } })
        .collect()
}

fn margins(g: &Generated) -> [Margin; 2] {
    let margin =
        |name: &str, codes: &[u32], totals: &[f64]| Margin { factor: factor(name, codes), totals: totals.to_vec() };
    [margin("sex", &g.sex, &[5.5e6, 5.7e6]), margin("agegrp", &g.age, &[2.0e6, 2.4e6, 2.5e6, 2.3e6, 2.0e6])]
}

fn means(g: &Generated, design: &Design, weighting: &Weighting, domains: Option<&Factor>, items: &[Item]) -> Estimates {
    let survey = Survey { design, weighting, replicates: None, items };
    let request = Request { domains, threads: 2, ..Request::of((0..items.len()).map(Estimand::Mean).collect()) };
    assert_eq!(design.rows(), g.weight.len());
    survey.estimate(&request).unwrap()
}

/// Every number that R printed, of the estimates in their order.
fn check(file: &std::path::Path, estimates: &Estimates, order: impl Fn(&Table, usize) -> usize) -> usize {
    let known = Table::read(file);
    let mut checked = 0;
    for row in 0..known.len() {
        let ours = &estimates.rows[order(&known, row)];
        for (column, ours, within) in [
            ("mean", ours.value, 1e-10),
            ("se", ours.standard_error, 1e-10),
            ("lo", ours.interval.map(|ends| ends.0), 1e-8),
            ("hi", ours.interval.map(|ends| ends.1), 1e-8),
            ("deff", ours.design_effect, 1e-10),
            ("degf", Some(ours.df), 0.0),
        ] {
            if !known.has(column) {
                continue;
            }
            let Some(theirs) = known.number(row, column) else { continue };
            let ours = ours.unwrap();
            assert!(
                near(ours, theirs, within, 0.0),
                "{} row {row} {column}: {theirs} {ours} {:e}",
                file.display(),
                ours / theirs - 1.0
            );
            checked += 1;
        }
    }
    checked
}

fn item_of(known: &Table, row: usize) -> usize {
    known.text(row, "item")[1..].parse::<usize>().unwrap() - 1
}

#[test]
fn the_generated_file_is_the_one_of_the_script() {
    let sum = chiso_model::hex(&Sha256::digest(generated::csv(&generated::sample(85_600)).as_bytes()));
    assert_eq!(sum, "7a2624d321eee382820584675fc6407e9bcf30a255db4326feb1c8445add2efc");
}

#[test]
fn answers_of_r_on_85_600_respondents() {
    let Some(folder) = crate::support::folder("bench/survey_answers") else { return };
    let g = generated::sample(85_600);
    let (design, items) = (design(&g), items(&g));
    let plain = Weighting::of(&design);
    let mut checked =
        check(&folder.join("answers_svymean_85600v45.csv"), &means(&g, &design, &plain, None, &items), item_of);
    let raked = plain.clone().raked(&margins(&g), Raking::default()).unwrap();
    checked +=
        check(&folder.join("answers_raked_svymean_85600v45.csv"), &means(&g, &design, &raked, None, &items), item_of);
    let strata = factor("stratum", &g.stratum);
    let by_stratum = means(&g, &design, &plain, Some(&strata), &items);
    let stratum = |known: &Table, row: usize| known.text(row, "stratum").parse::<usize>().unwrap() - 1;
    checked += check(&folder.join("answers_svyby_20items_stratum_85600v45.csv"), &by_stratum, |known, row| {
        item_of(known, row) * generated::STRATA + stratum(known, row)
    });
    checked += check(&folder.join("answers_svyby_q01_stratum_85600v45.csv"), &by_stratum, stratum);
    let groups = Factor::crossed(&[factor("sex", &g.sex), factor("agegrp", &g.age)]);
    let by_groups = means(&g, &design, &plain, Some(&groups), &items[..1]);
    checked += check(&folder.join("answers_svyby_q01_sex_agegrp_85600v45.csv"), &by_groups, |known, row| {
        let label = format!("{},{}", known.text(row, "sex"), known.text(row, "agegrp"));
        groups.levels.iter().position(|level| *level == label).unwrap()
    });
    let survey = Survey { design: &design, weighting: &plain, replicates: None, items: &items };
    let share = |method| {
        let interval = Interval::new(method, 0.95).unwrap();
        let request = Request { interval, ..Request::of(vec![Estimand::Share { item: 0, levels: vec![4.0, 5.0] }]) };
        survey.estimate(&request).unwrap().rows.remove(0)
    };
    let known = Table::read(&folder.join("answers_svyciprop_85600v45.csv"));
    let ours = share(Method::Logit);
    let ends = ours.interval.unwrap();
    for (column, ours) in [("p", ours.value.unwrap()), ("lo", ends.0), ("hi", ends.1)] {
        assert!(near(ours, known.number(0, column).unwrap(), 1e-8, 0.0), "{column}: {ours}");
        checked += 1;
    }
    println!("{checked} numbers of R survey 4.5 checked");
    assert!(checked > 2600);
}

/// `cargo nextest run -p chiso-estimate --release --run-ignored all`: the file of a million rows, and the answers of R for it.
#[test]
#[ignore = "a million rows: for a release build"]
fn answers_of_r_on_a_million_respondents() {
    let g = generated::sample(1_000_000);
    let sum = chiso_model::hex(&Sha256::digest(generated::csv(&g).as_bytes()));
    assert_eq!(sum, "fe9a88e323c16cbbbc2c7ca89bdd208dc991768a7b37bdb52fb3c6d4be5c19ac");
    let Some(folder) = crate::support::folder("bench/survey_answers") else { return };
    let (design, items) = (design(&g), items(&g));
    let plain = Weighting::of(&design);
    let mut checked =
        check(&folder.join("answers_svymean_1000000v45.csv"), &means(&g, &design, &plain, None, &items), item_of);
    let raked = plain.raked(&margins(&g), Raking::default()).unwrap();
    checked +=
        check(&folder.join("answers_raked_svymean_1000000v45.csv"), &means(&g, &design, &raked, None, &items), item_of);
    println!("{checked} numbers of R survey 4.5 checked");
}
