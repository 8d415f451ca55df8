//! R `survey` 4.1 on the California schools: every known answer, read in place.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::{Table, near};
use chiso_estimate::{
    Answers, Auxiliary, DegreesOfFreedom, Design, Distance, Estimand, Estimate, Estimates, Factor, Interval, Item,
    Lonely, Margin, Method, Pps, Raking, Replicates, Request, Rules, Stage, Survey, Weighting,
};

/// A case: the data, its design, its weights.
struct Case {
    data: Table,
    design: Design,
    weighting: Weighting,
    replicates: Option<Replicates>,
}

fn stage(strata: Option<Factor>, clusters: Option<Factor>, population: Option<Vec<f64>>) -> Stage {
    Stage { strata, clusters, population }
}

fn plain(data: Table, weights: Option<&str>, stages: &[Stage], rules: Rules) -> Case {
    let design = Design::new(weights.map(|name| data.numbers(name)), stages, rules).unwrap();
    let weighting = Weighting::of(&design);
    Case { data, design, weighting, replicates: None }
}

fn margin(data: &Table, name: &str, totals: &[(&str, f64)]) -> Margin {
    let totals: Vec<(String, f64)> = totals.iter().map(|(level, total)| ((*level).to_owned(), *total)).collect();
    Margin::new(data.factor(name), &totals).unwrap()
}

fn school_types(data: &Table) -> Margin {
    margin(data, "stype", &[("E", 4421.0), ("H", 755.0), ("M", 1018.0)])
}

fn auxiliaries(data: &Table) -> Vec<Auxiliary> {
    let is =
        |level: &str| data.texts("stype").iter().map(|text| f64::from(u8::from(*text == level))).collect::<Vec<_>>();
    let auxiliary = |name: &str, values: Vec<f64>, total: f64| Auxiliary { name: name.to_owned(), values, total };
    vec![
        auxiliary("one", vec![1.0; data.len()], 6194.0),
        auxiliary("H", is("H"), 755.0),
        auxiliary("M", is("M"), 1018.0),
        auxiliary("api99", data.numbers("api99"), 3_914_069.0),
    ]
}

fn case(folder: &Path, name: &str) -> Case {
    let read = |file: &str| Table::read(&folder.join(format!("input_{file}.csv")));
    let one_stage = |data: Table, population: bool| {
        let fpc = population.then(|| data.numbers("fpc"));
        let stages = [stage(None, Some(data.factor("dnum")), fpc)];
        plain(data, Some("pw"), &stages, Rules::default())
    };
    match name {
        "srs" => {
            let data = read("apisrs");
            let stages = [stage(None, None, Some(data.numbers("fpc")))];
            plain(data, None, &stages, Rules::default())
        }
        "strat" => {
            let data = read("apistrat");
            let stages = [stage(Some(data.factor("stype")), None, Some(data.numbers("fpc")))];
            plain(data, Some("pw"), &stages, Rules::default())
        }
        "clus1" => one_stage(read("apiclus1"), true),
        "clus1_nofpc" => one_stage(read("apiclus1"), false),
        "clus2" | "clus2_clusters" => {
            let data = read("apiclus2");
            let second = (name == "clus2_clusters").then(|| data.factor("snum"));
            let stages = [
                stage(None, Some(data.factor("dnum")), Some(data.numbers("fpc1"))),
                stage(None, second, Some(data.numbers("fpc2"))),
            ];
            plain(data, None, &stages, Rules::default())
        }
        "clus1_poststrat" => {
            let mut case = case(folder, "clus1");
            case.weighting = case.weighting.post_stratified(&school_types(&case.data)).unwrap();
            case
        }
        "clus1_rake" => {
            let mut case = case(folder, "clus1");
            let margins =
                [school_types(&case.data), margin(&case.data, "sch.wide", &[("No", 1072.0), ("Yes", 5122.0)])];
            case.weighting = case.weighting.raked(&margins, Raking::default()).unwrap();
            case
        }
        "clus1_cal_linear" | "clus1_cal_raking" => {
            let mut case = case(folder, "clus1");
            let distance = if name == "clus1_cal_linear" { Distance::Linear } else { Distance::Raking };
            case.weighting = case.weighting.calibrated(&auxiliaries(&case.data), distance).unwrap();
            case
        }
        "clus1_JK1" => {
            let mut case = case(folder, "clus1");
            let table = Table::read(&folder.join("repweights_clus1_JK1.csv"));
            let columns: Vec<Vec<f64>> = (1..=15).map(|r| table.numbers(&format!("r{r}"))).collect();
            let designs = designs(folder);
            let scale = designs["clus1_JK1"]["scale"].as_f64().unwrap();
            case.replicates = Some(Replicates::given(columns, scale, vec![1.0; 15], false, None).unwrap());
            case
        }
        "scd_taylor" => {
            let data = read("scd");
            let design = Design::new(
                Some(vec![1.0; data.len()]),
                &[stage(Some(data.factor("ESA")), Some(data.factor("ambulance")), None)],
                Rules { nested: true, ..Rules::default() },
            );
            let design = design.unwrap();
            Case { weighting: Weighting::of(&design), data, design, replicates: None }
        }
        "election_pps_brewer" => {
            let data = read("election_pps");
            let stages = [stage(None, None, Some(data.numbers("p")))];
            plain(data, None, &stages, Rules { pps: Pps::Brewer, ..Rules::default() })
        }
        lonely => {
            let lonely = match lonely.strip_prefix("lonely_psu_").unwrap() {
                "adjust" => Lonely::Adjust,
                "average" => Lonely::Average,
                "remove" => Lonely::Remove,
                "certainty" => Lonely::Certainty,
                other => panic!("{other}"),
            };
            // Without population counts: only so do the answers of R come about.
            let data = read("apistrat_lonely");
            let stages = [stage(Some(data.factor("stype")), None, None)];
            plain(data, Some("pw"), &stages, Rules { lonely, ..Rules::default() })
        }
    }
}

fn designs(folder: &Path) -> serde_json::Value {
    serde_json::from_slice(&std::fs::read(folder.join("designs.json")).unwrap()).unwrap()
}

/// What R was asked in a row: columns of numbers, an estimand of them, a domain column with a level, and how.
struct Question {
    columns: Vec<(String, Vec<f64>)>,
    estimand: Estimand,
    domain: Option<(String, String)>,
    method: Method,
    df: DegreesOfFreedom,
}

/// One where a column has a text.
fn is(data: &Table, column: &str, level: &str) -> Vec<f64> {
    data.texts(column)
        .iter()
        .map(|text| if text.is_empty() { f64::NAN } else { f64::from(u8::from(*text == level)) })
        .collect()
}

fn question(case: &Case, stat: &str, variable: &str, domain: &str) -> Question {
    let data = &case.data;
    let mut method = Method::T;
    let mut df = DegreesOfFreedom::Design;
    let split = |text: &str| text.split_once('=').map(|(column, level)| (column.to_owned(), level.to_owned()));
    // R drops rows in which any of the variables of a call is missing.
    let together = |names: &[&str]| {
        let columns: Vec<Vec<f64>> = names.iter().map(|name| data.numbers(name)).collect();
        let mut wanted = data.numbers(variable);
        for (row, value) in wanted.iter_mut().enumerate() {
            if columns.iter().any(|column| column[row].is_nan()) {
                *value = f64::NAN;
            }
        }
        vec![(variable.to_owned(), wanted)]
    };
    let single = || vec![(variable.to_owned(), data.numbers(variable))];
    let (columns, estimand) = match stat {
        "svymean" if variable.starts_with("api") || variable == "enroll" => {
            (together(&["api00", "api99", "enroll"]), Estimand::Mean(0))
        }
        "svytotal" if variable == "api00" || variable == "enroll" => {
            (together(&["api00", "enroll"]), Estimand::Total(0))
        }
        "svymean_replaceDEFF" | "svyby_mean" => (single(), Estimand::Mean(0)),
        "svymean_subset" => {
            df = DegreesOfFreedom::Domain;
            (single(), Estimand::Mean(0))
        }
        "svytotal" | "svyby_total" => (single(), Estimand::Total(0)),
        "svymean_factor" | "svytotal_factor" => {
            let (item, levels) = (0, vec![1.0]);
            let column = vec![(variable.to_owned(), is(data, "stype", variable.strip_prefix("stype").unwrap()))];
            (
                column,
                if stat == "svymean_factor" {
                    Estimand::Share { item, levels }
                } else {
                    Estimand::Count { item, levels }
                },
            )
        }
        "svyratio" => {
            let (above, below) = variable.split_once('/').unwrap();
            let column = |name: &str| (name.to_owned(), data.numbers(name));
            (vec![column(above), column(below)], Estimand::Ratio { numerator: 0, denominator: 1 })
        }
        "svyvar" => (single(), Estimand::Variance(0)),
        "svyquantile" => (single(), Estimand::Quantile { item: 0, probability: domain.parse().unwrap() }),
        share => {
            method = match share.strip_prefix("svyciprop_").unwrap() {
                "logit" | "xlogit" => Method::Logit,
                "likelihood" => Method::LikelihoodAsR,
                "asin" => Method::Arcsine,
                "beta" => Method::Beta,
                "mean" => Method::T,
                other => panic!("{other}"),
            };
            let (column, level) = split(variable).unwrap();
            (vec![(variable.to_owned(), is(data, &column, &level))], Estimand::Share { item: 0, levels: vec![1.0] })
        }
    };
    let domain = if matches!(stat, "svyby_mean" | "svyby_total" | "svymean_subset") { split(domain) } else { None };
    Question { columns, estimand, domain, method, df }
}

/// How estimates are computed.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Way {
    /// From rows.
    Rows,
    /// Through a tally, where one knows enough.
    Tally,
}

/// A column as codes, where it has few values.
fn codes(values: &[f64]) -> Option<(Vec<u8>, Vec<f64>)> {
    let mut table: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
    table.sort_by(f64::total_cmp);
    table.dedup();
    table.push(f64::NAN);
    let code =
        |value: &f64| if value.is_nan() { table.len() - 1 } else { table.partition_point(|known| known < value) };
    let codes = values.iter().map(|value| u8::try_from(code(value)).ok()).collect::<Option<Vec<u8>>>()?;
    Some((codes, table))
}

fn ask(case: &Case, question: &Question, way: Way) -> Estimates {
    let as_codes: Vec<_> = question.columns.iter().map(|(_, values)| codes(values)).collect();
    let answers = |at: usize| match (way, &as_codes[at]) {
        (Way::Tally, Some((codes, values))) => Answers::Codes { codes, values },
        _ => Answers::Numbers(&question.columns[at].1),
    };
    let names = question.columns.iter().enumerate();
    let items: Vec<Item> = names.map(|(at, (name, _))| Item { name: name.clone(), answers: answers(at) }).collect();
    let domains = question.domain.as_ref().map(|(column, _)| case.data.factor(column));
    let survey = Survey {
        design: &case.design,
        weighting: &case.weighting,
        replicates: case.replicates.as_ref(),
        items: &items,
    };
    let request = Request {
        domains: domains.as_ref(),
        interval: Interval::new(question.method, 0.95).unwrap(),
        df: question.df,
        ..Request::of(vec![question.estimand.clone()])
    };
    let estimates = if way == Way::Rows { survey.estimate_rows(&request) } else { survey.estimate(&request) };
    estimates.unwrap_or_else(|error| panic!("{}", error.message(chiso_model::Lang::En)))
}

fn answer(case: &Case, question: &Question, way: Way) -> Estimate {
    let estimates = ask(case, question, way);
    let domain = question
        .domain
        .as_ref()
        .map_or(0, |(column, level)| case.data.factor(column).levels.iter().position(|known| known == level).unwrap());
    estimates.rows[domain].clone()
}

#[test]
fn every_row_of_known_answers() {
    check_known_answers(Way::Rows);
}

#[test]
fn every_row_of_known_answers_through_tallies() {
    check_known_answers(Way::Tally);
}

fn check_known_answers(way: Way) {
    let Some(folder) = crate::support::folder("known_answers/rsurvey") else { return };
    let known = Table::read(&folder.join("known_answers.csv"));
    let mut cases: BTreeMap<String, Case> = BTreeMap::new();
    let (mut rows, mut numbers, mut wrong) = (0, 0, Vec::new());
    for row in 0..known.len() {
        let (name, stat) = (known.text(row, "case"), known.text(row, "stat"));
        let case = cases.entry(name.to_owned()).or_insert_with(|| case(&folder, name));
        let question = question(case, stat, known.text(row, "variable"), known.text(row, "domain"));
        let ours = answer(case, &question, way);
        let scale = ours.value.unwrap();
        let replace = stat == "svymean_replaceDEFF";
        let effect = if replace { ours.design_effect_with_replacement } else { ours.design_effect };
        // The logistic regression of R stops a little short of the share itself, and quantiles have errors from intervals.
        let estimate_within = if stat.starts_with("svyciprop") { 1e-8 } else { 1e-10 };
        for (column, ours, within, scale) in [
            ("estimate", ours.value, estimate_within, scale),
            ("se", ours.standard_error, if stat == "svyquantile" { 1e-8 } else { 1e-10 }, scale),
            ("ci_low", ours.interval.map(|ends| ends.0), 1e-8, scale),
            ("ci_high", ours.interval.map(|ends| ends.1), 1e-8, scale),
            ("deff", effect, 1e-10, 1.0),
            ("degf", Some(ours.df), 1e-10, 1.0),
        ] {
            let Some(theirs) = known.number(row, column) else { continue };
            numbers += 1;
            match ours {
                Some(ours) if near(ours, theirs, within, scale) => {}
                // Intervals and effects of a variance that is rounding in R.
                None if column == "deff" && theirs.abs() < 1e-20 => {}
                _ => wrong.push(format!(
                    "{name} {stat} {} {}: {column} {theirs:e}, ours {ours:?} ({:.1e})",
                    known.text(row, "variable"),
                    known.text(row, "domain"),
                    ours.unwrap_or(f64::NAN) / theirs - 1.0
                )),
            }
        }
        rows += 1;
    }
    println!("{rows} rows of known_answers.csv checked by {way:?}, {numbers} numbers");
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(rows, 294);
}

#[test]
fn sums_of_weights_degrees_of_freedom_and_covariances() {
    let Some(folder) = crate::support::folder("known_answers/rsurvey") else { return };
    let designs = designs(&folder);
    let mut checked = 0;
    for name in [
        "srs",
        "strat",
        "clus1",
        "clus1_nofpc",
        "clus2",
        "clus2_clusters",
        "clus1_poststrat",
        "clus1_rake",
        "clus1_cal_linear",
        "clus1_cal_raking",
    ] {
        let case = case(&folder, name);
        let known = &designs[name.strip_suffix("_clusters").unwrap_or(name)];
        let sum = chiso_model::exact_sum(&case.weighting.weights);
        assert!(near(sum, known["sum_w"].as_f64().unwrap(), 1e-12, 1.0), "{name}: {sum}");
        assert_eq!(case.design.rows() as u64, known["n"].as_u64().unwrap());
        let mut columns: Vec<Vec<f64>> =
            ["api00", "api99", "enroll"].iter().map(|name| case.data.numbers(name)).collect();
        for row in 0..case.data.len() {
            if columns.iter().any(|column| column[row].is_nan()) {
                for column in &mut columns {
                    column[row] = f64::NAN;
                }
            }
        }
        let items: Vec<Item> =
            columns.iter().map(|column| Item { name: String::new(), answers: Answers::Numbers(column) }).collect();
        let survey = Survey { design: &case.design, weighting: &case.weighting, replicates: None, items: &items };
        let request = Request::of((0..3).map(Estimand::Mean).collect());
        let from_rows = survey.estimate_rows(&request).unwrap();
        let tallied = survey.estimate(&request).unwrap();
        assert_eq!(from_rows.rows[0].df, known["degf"].as_f64().unwrap());
        for a in 0..3 {
            for b in 0..3 {
                let theirs = known["vcov_api00_api99_enroll"][a][b].as_f64().unwrap();
                let ours = from_rows.covariance(a, b).unwrap();
                // Covariances with api99, which was calibrated to, are nothing beside the others.
                assert!(near(ours, theirs, 1e-9, 1e-3), "{name} {a} {b}: {ours} {theirs}");
                if let Some(ours) = tallied.covariance(a, b) {
                    assert!(near(ours, theirs, 1e-9, 1e-3), "{name} {a} {b}: {ours} {theirs}");
                }
                checked += 1;
            }
        }
    }
    println!("{checked} covariances checked");
}

#[test]
fn calibrated_weights() {
    let Some(folder) = crate::support::folder("known_answers/rsurvey") else { return };
    let known = Table::read(&folder.join("weights_clus1_calibrated.csv"));
    let plain = case(&folder, "clus1");
    let rake = case(&folder, "clus1_rake").weighting;
    let logit =
        |lower, upper| plain.weighting.clone().calibrated(&auxiliaries(&plain.data), Distance::Logit { lower, upper });
    for (column, ours, within) in [
        ("base", plain.weighting.clone(), 0.0),
        ("clus1_poststrat", case(&folder, "clus1_poststrat").weighting, 1e-12),
        ("clus1_rake", rake.clone(), 1e-10),
        ("clus1_cal_linear", case(&folder, "clus1_cal_linear").weighting, 1e-10),
        ("clus1_cal_raking", case(&folder, "clus1_cal_raking").weighting, 1e-10),
        ("clus1_trim", rake.trimmed(0.0, 45.0).unwrap(), 1e-10),
        ("clus1_cal_logit", logit(0.5, 2.0).unwrap(), 1e-6),
    ] {
        let theirs = known.numbers(column);
        let worst = ours.weights.iter().zip(&theirs).map(|(a, b)| (a / b - 1.0).abs()).fold(0.0, f64::max);
        assert!(worst <= within, "{column}: {worst:e}");
    }
}

#[test]
fn tests_of_independence_and_of_a_difference() {
    let Some(folder) = crate::support::folder("known_answers/rsurvey") else { return };
    let designs = designs(&folder);
    for name in ["strat", "clus1"] {
        let case = case(&folder, name);
        let numbers = case.data.numbers("api00");
        let items = [Item { name: "api00".to_owned(), answers: Answers::Numbers(&numbers) }];
        let survey = Survey { design: &case.design, weighting: &case.weighting, replicates: None, items: &items };

        let known = &designs[format!("{name}_svychisq_F")];
        let ours = survey.independence(&case.data.factor("sch.wide"), &case.data.factor("stype")).unwrap().unwrap();
        for (ours, theirs) in [
            (ours.statistic, &known["statistic"]),
            (ours.df.0, &known["df"][0]),
            (ours.df.1, &known["df"][1]),
            (ours.p, &known["p"]),
        ] {
            assert!(near(ours, theirs.as_f64().unwrap(), 1e-9, 0.0), "{name} svychisq: {ours} {theirs}");
        }

        // The difference of the means of two domains, its error from their covariance.
        let known = &designs[format!("{name}_svyttest")];
        let groups = case.data.factor("comp.imp");
        let request = Request { domains: Some(&groups), ..Request::of(vec![Estimand::Mean(0)]) };
        let means = survey.estimate_rows(&request).unwrap();
        let (difference, error) = means.combined(&[(1, 1.0), (0, -1.0)]).unwrap();
        let sums = means.covariances(&[vec![(1, 1.0), (0, -1.0)], vec![(0, 1.0)], vec![(7, 1.0)]]);
        let of = |a, b| means.covariance(a, b).unwrap();
        assert!(near(sums[0][0].unwrap(), error * error, 1e-12, 0.0));
        assert!(near(sums[1][0].unwrap(), of(1, 0) - of(0, 0), 1e-12, 0.0) && sums[2] == [None; 3]);
        let t = difference / error;
        let df = means.rows[0].df - 1.0;
        let p = 2.0 * chiso_estimate::distribution::student_cdf(-t, df);
        for (ours, theirs) in [(difference, &known["est"]), (t, &known["t"]), (df, &known["df"]), (p, &known["p"])] {
            assert!(near(ours, theirs.as_f64().unwrap(), 1e-9, 0.0), "{name} svyttest: {ours} {theirs}");
        }
    }
}
