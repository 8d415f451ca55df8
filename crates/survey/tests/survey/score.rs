//! Scores against a computation in another way: the variance of an index by its linearised variable, respondent by respondent.

use chiso_estimate::{Answers, Design, Estimand, Item, Request, Rules, Stage, Survey, Weighting};
use chiso_survey::score::{Scale, Score, score};
use proptest::prelude::*;

#[test]
fn a_score_is_the_weighted_mean_with_its_covariance() {
    let values = [Some(60.0), Some(80.0), None, Some(70.0)];
    let covariance = |a: usize, b: usize| Some([[4.0, 1.0], [1.0, 9.0]][a.min(1)][b.min(1)]);
    // By hand: 0.25·60 + 0.75·80 = 75; 0.0625·4 + 2·0.1875·1 + 0.5625·9 = 5.6875.
    assert_eq!(
        score(&[(0, 0.25), (1, 0.75)], &values, covariance),
        Some(Score { value: 75.0, variance: Some(5.6875) })
    );
    // What has no weight need not have a value, what has one must.
    assert_eq!(score(&[(0, 1.0), (2, 0.0)], &values, covariance).unwrap().value, 60.0);
    assert_eq!(score(&[(0, 0.5), (2, 0.5)], &values, covariance), None);
    assert_eq!(score(&[(2, 0.0)], &values, covariance), None);
    // A value without a known error is still a value.
    assert_eq!(score(&[(0, 0.5), (1, 0.5)], &values, |_, _| None), Some(Score { value: 70.0, variance: None }));
}

#[test]
fn intervals_of_percent_stay_between_the_ends() {
    let sure = Score { value: 50.0, variance: Some(25.0) };
    assert_eq!(sure.interval(2.0, Scale::Plain), Some((40.0, 60.0)));
    // log 1 ± 2·0.05/0.25 = ±0.4; 1/(1+e^0.4) = 0.401312339887548.
    let (low, high) = sure.interval(2.0, Scale::Percent).unwrap();
    assert!((low - 40.131_233_988_754_8).abs() < 1e-12 && (high - 59.868_766_011_245_2).abs() < 1e-12, "{low} {high}");
    let (low, high) = Score { value: 98.0, variance: Some(25.0) }.interval(2.0, Scale::Percent).unwrap();
    assert!(low > 0.0 && high < 100.0);
    assert_eq!(Score { value: 100.0, variance: Some(0.0) }.interval(2.0, Scale::Percent), Some((100.0, 100.0)));
    assert_eq!(Score { value: 1.0, variance: None }.interval(2.0, Scale::Plain), None);
}

/// Answers of a respondent to three items (NaN for none), and the weight; two respondents to begin with in each of six clusters.
fn people() -> impl Strategy<Value = Vec<(u32, f64, [f64; 3])>> {
    let answer = || prop_oneof![5 => (1..=5u8).prop_map(f64::from), 1 => Just(f64::NAN)];
    let person = (0..6u32, 0.5..9.0f64, [answer(), answer(), answer()]);
    prop::collection::vec(person, 10..60).prop_map(|mut all| {
        all.extend(
            (0..12u32).map(|i| (i % 6, 1.0 + f64::from(i), [f64::from(i % 5), f64::from(i % 3), f64::from(i % 4)])),
        );
        all
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// The index is w·x; its variance is that of the total of z = Σ wᵢ (yᵢ − mᵢ) / Ŵᵢ over clusters, Ŵᵢ the weight of those who answered item i.
    #[test]
    fn the_variance_of_an_index_is_that_of_its_linearised_variable(people in people(), respondents: bool) {
        let shares = [0.5, 0.3, 0.2];
        let columns: Vec<Vec<f64>> = (0..3).map(|item| people.iter().map(|person| person.2[item]).collect()).collect();
        let clusters: Vec<String> = people.iter().map(|person| person.0.to_string()).collect();
        let clusters = chiso_estimate::Factor::new("cluster", clusters.iter().map(String::as_str));
        let stage = Stage { clusters: (!respondents).then_some(clusters), ..Stage::default() };
        let weights: Vec<f64> = people.iter().map(|person| person.1).collect();
        let design = Design::new(Some(weights), &[stage], Rules::default()).unwrap();
        let items: Vec<Item> = columns.iter().map(|column| Item { name: String::new(), answers: Answers::Numbers(column) }).collect();
        let survey = Survey { design: &design, weighting: &Weighting::of(&design), replicates: None, items: &items };
        let estimates = survey.estimate_rows(&Request::of((0..3).map(Estimand::Mean).collect())).unwrap();
        let values: Vec<Option<f64>> = estimates.rows.iter().map(|row| row.value).collect();
        let weighted: Vec<(usize, f64)> = shares.iter().copied().enumerate().collect();
        let found = score(&weighted, &values, |a, b| estimates.covariance(a, b)).unwrap();

        let mut totals = vec![0.0; if respondents { people.len() } else { 6 }];
        let mut index = 0.0;
        for (item, share) in shares.iter().enumerate() {
            let answered: Vec<usize> = (0..people.len()).filter(|row| !columns[item][*row].is_nan()).collect();
            let weight: f64 = answered.iter().map(|row| people[*row].1).sum();
            let mean = answered.iter().map(|row| people[*row].1 * columns[item][*row]).sum::<f64>() / weight;
            index += share * mean;
            for row in answered {
                let unit = if respondents { row } else { people[row].0 as usize };
                totals[unit] += share * people[row].1 * (columns[item][row] - mean) / weight;
            }
        }
        let n = totals.len() as f64;
        let mean = totals.iter().sum::<f64>() / n;
        let variance = n / (n - 1.0) * totals.iter().map(|total| (total - mean).powi(2)).sum::<f64>();
        prop_assert!((found.value - index).abs() < 1e-10, "{} {index}", found.value);
        prop_assert!((found.variance.unwrap() - variance).abs() <= 1e-10 * variance.max(1e-6), "{:?} {variance}", found.variance);
    }
}
