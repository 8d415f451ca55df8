//! What is wrong with a sample is said with its place and how to mend it, in both languages.

use chiso_estimate::{
    Answers, Auxiliary, Design, Distance, Estimand, EstimateError, Factor, Interval, Item, Lonely, Margin, Method, Pps,
    Raking, Replicates, Request, Rules, Stage, Survey, Weighting,
};
use chiso_model::Lang;

fn factor(name: &str, labels: &str) -> Factor {
    Factor::new(name, labels.split(' ').map(|label| if label == "-" { "" } else { label }))
}

fn stage(strata: &str, clusters: &str, population: Option<&[f64]>) -> Stage {
    let some = |name: &str, labels: &str| (!labels.is_empty()).then(|| factor(name, labels));
    Stage {
        strata: some("stratum", strata),
        clusters: some("cluster", clusters),
        population: population.map(<[f64]>::to_vec),
    }
}

fn design(stages: &[Stage], rules: Rules) -> Result<Design, EstimateError> {
    Design::new(Some(vec![10.0; 6]), stages, rules)
}

/// Estimates a mean, so that what is only looked at then is looked at.
fn mean(design: &Design, weighting: &Weighting, interval: Interval) -> Result<(), EstimateError> {
    let numbers = [1.0, 2.0, 3.0, 4.0, 5.0, 7.0];
    let items = [Item { name: "q1".to_owned(), answers: Answers::Numbers(&numbers) }];
    let survey = Survey { design, weighting, replicates: None, items: &items };
    let request = Request { interval, ..Request::of(vec![Estimand::Mean(0)]) };
    survey.estimate(&request)?;
    survey.estimate_rows(&request)?;
    Ok(())
}

fn plain(stages: &[Stage], rules: Rules) -> EstimateError {
    match design(stages, rules) {
        Err(error) => error,
        Ok(design) => mean(&design, &Weighting::of(&design), Interval::default()).unwrap_err(),
    }
}

fn margin(name: &str, labels: &str, totals: &[(&str, f64)]) -> Result<Margin, EstimateError> {
    let totals: Vec<(String, f64)> = totals.iter().map(|(level, total)| ((*level).to_owned(), *total)).collect();
    Margin::new(factor(name, labels), &totals)
}

fn raked(margins: &[Margin]) -> EstimateError {
    let design = design(&[], Rules::default()).unwrap();
    Weighting::of(&design).raked(margins, Raking { rounds: 30, ..Raking::default() }).unwrap_err()
}

fn calibrated(values: [f64; 6], total: f64, distance: Distance) -> EstimateError {
    let design = design(&[], Rules::default()).unwrap();
    let one = Auxiliary { name: "people".to_owned(), values: vec![1.0; 6], total: 60.0 };
    let income = Auxiliary { name: "income".to_owned(), values: values.to_vec(), total };
    Weighting::of(&design).calibrated(&[one, income], distance).unwrap_err()
}

#[test]
fn every_fault_has_its_place_and_its_remedy() {
    let strata = "A A A B B B";
    let clusters = "1 1 2 3 3 4";
    let brewer = Rules { pps: Pps::Brewer, ..Rules::default() };
    let two = "x x x y y y";
    for (error, en, vi) in [
        (
            Design::new(Some(vec![1.0, -2.0]), &[], Rules::default()).unwrap_err(),
            "row 2: −2 is not a weight",
            "Dòng 2: trọng số",
        ),
        (
            Design::new(Some(vec![0.0; 3]), &[], Rules::default()).unwrap_err(),
            "no row has a weight above zero",
            "Không có dòng nào",
        ),
        (Design::new(None, &[], Rules::default()).unwrap_err(), "there are no weights", "Chưa có trọng số"),
        (
            plain(&[stage("A A - B B B", clusters, None)], Rules::default()),
            "row 3, column `stratum`: empty",
            "Dòng 3, cột “stratum”",
        ),
        (
            plain(&[stage(strata, "1 1 2 2 3 4", None)], Rules::default()),
            "cluster `2` stands in two strata, `A` and `B`",
            "Cụm “2” xuất hiện ở hai tầng “A” và “B”",
        ),
        (
            plain(&[stage(strata, clusters, Some(&[5.0, 5.0, 5.0, 1.0, 1.0, 1.0]))], Rules::default()),
            "stratum `B`, stage 1: 2 units are in the sample but only 1",
            "Tầng “B”, giai đoạn 1: mẫu có 2",
        ),
        (
            plain(&[stage(strata, clusters, Some(&[5.0, 5.0, 6.0, 9.0, 9.0, 9.0]))], Rules::default()),
            "stratum `A`, stage 1: two populations, 5 and 6",
            "Tầng “A”, giai đoạn 1: có hai quy mô tổng thể khác nhau, 5 và 6",
        ),
        (
            plain(&[stage(strata, clusters, Some(&[5.0, 0.5, 5.0, 9.0, 9.0, 9.0]))], Rules::default()),
            "row 2, stage 1: the population 0.5 cannot be",
            "Dòng 2, giai đoạn 1: quy mô tổng thể 0,5",
        ),
        (
            plain(&[stage("A A A A B B", "1 2 3 4 5 5", None)], Rules::default()),
            "stratum `B`, stage 1: it has only one sampled unit",
            "Tầng “B”, giai đoạn 1: chỉ có một đơn vị mẫu",
        ),
        (
            plain(
                &[stage("", clusters, Some(&[9.0; 6])), stage("", "", Some(&[4.0, 4.0, 2.0, 3.0, 3.0, 2.0]))],
                Rules::default(),
            ),
            "stratum `2`, stage 2: it has only one sampled unit",
            "Tầng “2”, giai đoạn 2: chỉ có một đơn vị mẫu",
        ),
        (
            plain(&[stage(strata, clusters, Some(&[9.0; 6]))], brewer),
            "unequal probabilities (`pps: brewer`) need",
            "xác suất chọn của từng đơn vị",
        ),
        (plain(&[stage(strata, clusters, None), stage("", "", None)], brewer), "designs of one stage", "một giai đoạn"),
        (
            plain(&[stage("A B C D E F", "1 2 3 4 5 6", None)], Rules { lonely: Lonely::Adjust, ..Rules::default() }),
            "no degrees of freedom are left",
            "Không còn bậc tự do nào",
        ),
        (
            margin("sex", two, &[("x", 30.0)]).unwrap_err(),
            "the sample has `sex` = `y`, for which no total",
            "Mẫu có “sex” = “y”",
        ),
        (
            margin("sex", two, &[("x", 30.0), ("y", 20.0), ("z", 10.0)]).unwrap_err(),
            "there is a total for `sex` = `z`, but nobody",
            "Tổng thể có “sex” = “z”",
        ),
        (
            margin("sex", two, &[("x", 30.0), ("y", 0.0)]).unwrap_err(),
            "the total of `sex` = `y` is 0",
            "Tổng thể của “sex” = “y” là 0",
        ),
        (
            raked(&[
                margin("sex", two, &[("x", 30.0), ("y", 30.0)]).unwrap(),
                margin("age", strata, &[("A", 30.0), ("B", 20.0)]).unwrap(),
            ]),
            "`sex` adds up to 60 and `age` to 50",
            "Tổng của “sex” là 60 còn tổng của “age” là 50",
        ),
        (
            // Both margins are the same groups with different totals: they can never both hold.
            raked(&[
                margin("sex", two, &[("x", 30.0), ("y", 30.0)]).unwrap(),
                margin("age", strata, &[("A", 20.0), ("B", 40.0)]).unwrap(),
            ]),
            "raking did not converge in 30 rounds: `sex` = `x` reached 20 of 30",
            "Hiệu chỉnh không hội tụ sau 30 vòng: “sex” = “x” mới đạt 20 trên 30",
        ),
        (
            calibrated([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 330.0, Distance::Logit { lower: 0.9, upper: 1.1 }),
            "calibration did not converge: `income` reached",
            "Hiệu chỉnh không hội tụ: “income”",
        ),
        (
            calibrated([2.0; 6], 330.0, Distance::Linear),
            "the auxiliary `income` follows from the others, but its total does not",
            "Biến hiệu chỉnh “income” suy ra được",
        ),
        (
            calibrated([1.0; 6], 60.0, Distance::Logit { lower: 1.2, upper: 2.0 }),
            "the bounds 1.2 to 2 cannot be",
            "Giới hạn 1,2–2",
        ),
        (
            Weighting::of(&design(&[], Rules::default()).unwrap()).trimmed(2.0, 5.0).unwrap_err(),
            "no weight is left between 2 and 5",
            "Không còn trọng số nào nằm giữa 2 và 5",
        ),
        (
            Replicates::brr(&design(&[stage(strata, "1 2 3 4 4 5", None)], Rules::default()).unwrap(), 0.0)
                .unwrap_err(),
            "stratum `A` has 3 clusters; BRR needs exactly two",
            "Tầng “A” có 3 cụm",
        ),
        (
            Replicates::jkn(&design(&[stage(strata, "", None)], Rules::default()).unwrap()).unwrap_err(),
            "this design draws respondents, not clusters",
            "Thiết kế này chọn thẳng người trả lời",
        ),
        (
            mean(
                &design(&[], Rules::default()).unwrap(),
                &Weighting::of(&design(&[], Rules::default()).unwrap()),
                Interval::new(Method::Logit, 0.95).unwrap(),
            )
            .unwrap_err(),
            "the interval `logit` is for shares only",
            "Khoảng tin cậy “logit” chỉ dùng cho tỷ lệ",
        ),
    ] {
        let (said_en, said_vi) = (error.message(Lang::En), error.message(Lang::Vi));
        assert!(said_en.contains(en), "{said_en}\nwanted: {en}");
        assert!(said_vi.contains(vi), "{said_vi}\nwanted: {vi}");
    }
}

/// R prints a standard error of zero for the mean of a domain that lies within one cluster.
#[test]
fn the_mean_of_one_cluster_has_no_error_that_can_be_seen() {
    let design = design(&[stage("A A A B B B", "1 1 2 3 3 4", None)], Rules::default()).unwrap();
    let weighting = Weighting::of(&design);
    let numbers = [1.0, 2.0, 3.0, 4.0, 5.0, 7.0];
    let items = [Item { name: "q1".to_owned(), answers: Answers::Numbers(&numbers) }];
    let domains = factor("domain", "x x y y z z");
    let jackknife = Replicates::jkn(&design).unwrap();
    for replicates in [None, Some(&jackknife)] {
        let survey = Survey { design: &design, weighting: &weighting, replicates, items: &items };
        let request = Request { domains: Some(&domains), ..Request::of(vec![Estimand::Mean(0), Estimand::Total(0)]) };
        for estimates in [survey.estimate(&request).unwrap(), survey.estimate_rows(&request).unwrap()] {
            let said: Vec<bool> =
                estimates.rows.iter().map(|row| row.standard_error.is_some_and(|error| error > 0.0)).collect();
            assert_eq!(said, [false, true, true, true, true, true]);
            assert_eq!((estimates.rows[0].value, estimates.rows[0].standard_error), (Some(1.5), None));
        }
    }
}
