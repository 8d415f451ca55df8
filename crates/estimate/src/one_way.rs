//! One way of classing answers, such as by the interviewer who took them: analysis of variance, the intraclass correlation and its design effect, each class against the rest; and
//! two samples of the same classes against each other.

use chiso_model::exact_sum;

use crate::distribution::{f_upper_tail, student_cdf};

/// Analysis of variance of values in classes, all counting alike.
#[derive(Debug, Clone, PartialEq)]
pub struct OneWay {
    /// Values.
    pub values: u64,
    /// Mean square between classes, and within them.
    pub mean_squares: (f64, f64),
    /// Their quotient: F where classes do not differ.
    pub statistic: f64,
    /// Its degrees of freedom.
    pub df: (f64, f64),
    /// The probability of such a statistic, or a greater one, where classes do not differ.
    pub p: f64,
    /// Intraclass correlation by the mean squares, classes of different sizes counted as of size (N − Σn²/N)/(k−1) (Kish 1962; Donner 1986). Below zero where classes are more
    /// alike than chance makes them.
    pub intraclass: f64,
    /// For each class its mean against that of all others, in the order of the classes; none where the class has no value.
    pub classes: Vec<Option<Against>>,
}

/// The mean of a class against that of all others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Against {
    /// Values of the class.
    pub values: u64,
    /// Its mean.
    pub mean: f64,
    /// Less the mean of all others.
    pub difference: f64,
    /// The standard error of the difference, by the mean square within classes.
    pub standard_error: f64,
    /// The probability of such a difference, or a greater one to either side, times the number of classes (Bonferroni), at most 1.
    pub p: f64,
}

impl OneWay {
    /// Of the values of each class. None with fewer than two classes that have values, with no class that has two, or where all values are the same.
    pub fn of(classes: &[Vec<f64>]) -> Option<OneWay> {
        let met: Vec<&Vec<f64>> = classes.iter().filter(|class| !class.is_empty()).collect();
        let k = met.len() as f64;
        let all: Vec<f64> = met.iter().flat_map(|class| class.iter().copied()).collect();
        let n = all.len() as f64;
        if met.len() < 2 || n <= k {
            return None;
        }
        let (sum, mean) = (exact_sum(&all), exact_sum(&all) / n);
        let mean_of = |class: &[f64]| exact_sum(class) / class.len() as f64;
        let between: Vec<f64> = met.iter().map(|class| class.len() as f64 * (mean_of(class) - mean).powi(2)).collect();
        let between = exact_sum(&between) / (k - 1.0);
        let within = squares_within(&met) / (n - k);
        if between + within <= 0.0 {
            return None;
        }
        let squares: Vec<f64> = met.iter().map(|class| (class.len() as f64).powi(2)).collect();
        let size = (n - exact_sum(&squares) / n) / (k - 1.0);
        let (statistic, df) = (between / within, (k - 1.0, n - k));
        let against = |class: &Vec<f64>| {
            let own = class.len() as f64;
            (!class.is_empty()).then(|| {
                let others = (sum - exact_sum(class)) / (n - own);
                let difference = mean_of(class) - others;
                let standard_error = (within * (1.0 / own + 1.0 / (n - own))).sqrt();
                let p = two_sided(difference, standard_error, df.1) * k;
                let (values, mean) = (class.len() as u64, mean_of(class));
                Against { values, mean, difference, standard_error, p: p.min(1.0) }
            })
        };
        Some(OneWay {
            values: all.len() as u64,
            mean_squares: (between, within),
            statistic,
            df,
            p: f_upper_tail(statistic, df.0, df.1),
            intraclass: (between - within) / (between + (size - 1.0) * within),
            classes: classes.iter().map(against).collect(),
        })
    }

    /// By how much the variance of a mean of all grows where classes are of their mean size: 1 + (m − 1) ρ (Kish 1962).
    pub fn design_effect(&self) -> f64 {
        let classes = self.df.0 + 1.0;
        1.0 + (self.values as f64 / classes - 1.0) * self.intraclass
    }
}

/// The difference of two samples that are met in the same classes, each class counted as often as the first sample has it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// Values of the first sample, and of the second.
    pub values: (u64, u64),
    /// The mean of the first, and that of the second as if it had the first one's classes.
    pub means: (f64, f64),
    /// The standard error of the difference of the two, from the variance within classes and samples, as if the samples were independent.
    pub standard_error: f64,
    /// Its degrees of freedom.
    pub df: f64,
    /// The probability of such a difference, or a greater one to either side, where there is none.
    pub p: f64,
}

impl Difference {
    /// Of the values of each class, first sample and second. Classes that one of them does not have are left out; none where nothing is left, or nothing tells the variance.
    pub fn of(classes: &[(Vec<f64>, Vec<f64>)]) -> Option<Difference> {
        let met: Vec<&(Vec<f64>, Vec<f64>)> =
            classes.iter().filter(|(first, second)| !first.is_empty() && !second.is_empty()).collect();
        let cells: Vec<&Vec<f64>> = met.iter().flat_map(|(first, second)| [first, second]).collect();
        let n: usize = met.iter().map(|class| class.0.len()).sum();
        let m: usize = met.iter().map(|class| class.1.len()).sum();
        let df = (n + m) as f64 - cells.len() as f64;
        if met.is_empty() || df <= 0.0 {
            return None;
        }
        let within = squares_within(&cells) / df;
        let share = |class: &(Vec<f64>, Vec<f64>)| class.0.len() as f64 / n as f64;
        let first: Vec<f64> = met.iter().flat_map(|class| class.0.iter().copied()).collect();
        let second: Vec<f64> =
            met.iter().map(|class| share(class) * exact_sum(&class.1) / class.1.len() as f64).collect();
        let means = (exact_sum(&first) / n as f64, exact_sum(&second));
        let parts: Vec<f64> = met
            .iter()
            .map(|class| share(class).powi(2) * (1.0 / class.0.len() as f64 + 1.0 / class.1.len() as f64))
            .collect();
        let standard_error = (within * exact_sum(&parts)).sqrt();
        let p = two_sided(means.0 - means.1, standard_error, df);
        Some(Difference { values: (n as u64, m as u64), means, standard_error, df, p })
    }
}

fn squares_within(classes: &[&Vec<f64>]) -> f64 {
    let squares = classes.iter().flat_map(|class| {
        let mean = exact_sum(class) / class.len() as f64;
        class.iter().map(move |value| (value - mean).powi(2))
    });
    exact_sum(&squares.collect::<Vec<f64>>())
}

/// The probability of a difference, or a greater one to either side. Where there is no error, no difference is certain and any is impossible.
fn two_sided(difference: f64, standard_error: f64, df: f64) -> f64 {
    if difference == 0.0 { 1.0 } else { 2.0 * student_cdf(-(difference / standard_error).abs(), df) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(ours: f64, exact: f64) {
        assert!((ours - exact).abs() <= 1e-11 * exact.abs().max(1e-3), "{ours:e} is not {exact:e}");
    }

    #[test]
    fn analysis_of_variance_is_that_of_r() {
        // R: summary(aov(weight ~ group, PlantGrowth)) prints F 4.846, p 0.0159; all digits by mpmath with 40.
        let plants = [
            vec![4.17, 5.58, 5.18, 6.11, 4.50, 4.61, 5.17, 4.53, 5.33, 5.14],
            vec![4.81, 4.17, 4.41, 3.59, 5.87, 3.83, 6.03, 4.89, 4.32, 4.69],
            vec![6.31, 5.12, 5.54, 5.50, 5.37, 5.29, 4.92, 6.15, 5.80, 5.26],
        ];
        let found = OneWay::of(&plants).unwrap();
        near(found.mean_squares.0, 1.88317);
        near(found.mean_squares.1, 0.388_595_925_925_925_9);
        near(found.statistic, 4.846_087_862_380_136);
        near(found.p, 0.015_909_958_325_622_914);
        near(found.intraclass, 0.277_774_336_015_154_8);
        near(found.design_effect(), 3.499_969_024_136_393);
        // Classes of four sizes, and one that nobody is in.
        let classes =
            [vec![1.0, 2.0, 3.0, 4.0], vec![5.0, 5.0, 4.0], vec![], vec![2.0, 1.0, 1.0, 2.0, 3.0], vec![3.0, 5.0]];
        let found = OneWay::of(&classes).unwrap();
        near(found.statistic, 5.879_587_503_791_325);
        near(found.p, 0.014_018_525_236_597_74);
        near(found.intraclass, 0.590_710_482_834_587_8);
        near(found.design_effect(), 2.476_776_207_086_469_6);
        let against = |class: usize| found.classes[class].unwrap();
        near(against(1).difference, 2.212_121_212_121_212);
        near(against(1).standard_error, 0.666_363_567_461_790_4);
        near(against(1).p, 0.031_005_992_758_181_78);
        near(against(3).p, 0.046_843_736_000_074_27);
        assert_eq!((against(0).p, against(4).values, found.classes[2]), (1.0, 2, None));
    }

    #[test]
    fn what_says_nothing_is_not_said() {
        for classes in [
            vec![],
            vec![vec![1.0, 2.0]],
            vec![vec![1.0], vec![2.0]],
            vec![vec![3.0, 3.0], vec![3.0, 3.0]],
            vec![vec![], vec![1.0, 2.0]],
        ] {
            assert_eq!(OneWay::of(&classes), None, "{classes:?}");
        }
        // Who always writes down the same is found out.
        let found = OneWay::of(&[vec![4.0; 3], vec![5.0; 3]]).unwrap();
        assert_eq!((found.p, found.intraclass, found.classes[0].unwrap().p), (0.0, 1.0, 0.0));
    }

    #[test]
    fn two_samples_of_the_same_classes() {
        // By mpmath: 14/5 against 3/5 · 3 + 2/5 · 11/3; classes of one sample alone say nothing.
        let classes = [
            (vec![1.0, 2.0, 2.0], vec![1.0, 3.0, 4.0, 2.0, 5.0]),
            (vec![], vec![9.0]),
            (vec![4.0, 5.0], vec![4.0, 4.0, 3.0]),
        ];
        let found = Difference::of(&classes).unwrap();
        assert_eq!((found.values, found.df), ((5, 8), 9.0));
        near(found.means.0, 2.8);
        near(found.means.1, 3.266_666_666_666_666_7);
        near(found.standard_error, 0.654_028_352_917_328_1);
        near(found.p, 0.493_606_030_353_596_46);
        assert_eq!(Difference::of(&[(vec![1.0], vec![2.0])]), None);
        assert_eq!(Difference::of(&classes[1..2]), None);
        let same = Difference::of(&[(vec![1.0, 1.0], vec![1.0])]).unwrap();
        assert_eq!((same.standard_error, same.p), (0.0, 1.0));
    }
}
