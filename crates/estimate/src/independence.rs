//! Are two columns independent? Pearson's statistic with the correction of Rao and Scott (1984) to the second order, as F: `svychisq` of R `survey`.

use crate::distribution::f_upper_tail;
use crate::error::EstimateError;
use crate::estimand::{Answers, Estimand, Item};
use crate::factor::{Factor, NONE};
use crate::solve::Cholesky;
use crate::survey::{Request, Survey};

/// A test of independence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Independence {
    /// Pearson's statistic over the sum of the design effects of its contrasts: F under independence.
    pub statistic: f64,
    /// Its degrees of freedom.
    pub df: (f64, f64),
    /// The probability of such a statistic, or a greater one, under independence.
    pub p: f64,
}

impl Survey<'_> {
    /// Tests whether two columns are independent in the population; the items of the survey are not looked at. `None` where a level has nobody or a column has one level only.
    ///
    /// # Errors
    ///
    /// As for [`Survey::estimate`].
    pub fn independence(&self, rows: &Factor, columns: &Factor) -> Result<Option<Independence>, EstimateError> {
        let (r, c) = (rows.levels.len(), columns.levels.len());
        if r < 2 || c < 2 {
            return Ok(None);
        }
        for factor in [rows, columns] {
            if factor.codes.len() != self.design.rows() {
                let (column, found) = (factor.name.clone(), factor.codes.len());
                return Err(EstimateError::Length { column, rows: found, wanted: self.design.rows() });
            }
        }
        let cell = |(a, b): (&u32, &u32)| {
            if *a == NONE || *b == NONE { f64::NAN } else { f64::from(*a) * c as f64 + f64::from(*b) }
        };
        let cells: Vec<f64> = rows.codes.iter().zip(&columns.codes).map(cell).collect();
        let items = [Item { name: String::new(), answers: Answers::Numbers(&cells) }];
        let survey = Survey { items: &items, ..self.clone() };
        let share = |cell: usize| Estimand::Share { item: 0, levels: vec![cell as f64] };
        let estimates = survey.estimate_rows(&Request::of((0..r * c).map(share).collect()))?;
        let shares: Vec<f64> = estimates.rows.iter().map(|row| row.value.unwrap_or(f64::NAN)).collect();
        let n = estimates.rows[0].respondents as f64;
        let mut covariance = vec![0.0; r * c * r * c];
        for a in 0..r * c {
            for b in 0..r * c {
                covariance[a * r * c + b] = estimates.covariance(a, b).unwrap_or(f64::NAN);
            }
        }
        let (trace, trace_of_square) = design_effects(&shares, &covariance, n, r, c);
        let statistic = pearson(&shares, n, r, c) / trace;
        let first = trace * trace / trace_of_square;
        let df = (first, first * estimates.rows[0].df);
        let found = Independence { statistic, df, p: f_upper_tail(statistic, df.0, df.1) };
        Ok((statistic.is_finite() && first.is_finite() && df.1 > 0.0).then_some(found))
    }
}

/// n Σ (p − row · column)² / (row · column).
fn pearson(shares: &[f64], n: f64, r: usize, c: usize) -> f64 {
    let row = |a: usize| (0..c).map(|b| shares[a * c + b]).sum::<f64>();
    let column = |b: usize| (0..r).map(|a| shares[a * c + b]).sum::<f64>();
    let term = |cell: usize| {
        let expected = row(cell / c) * column(cell % c);
        (shares[cell] - expected).powi(2) / expected
    };
    n * (0..r * c).map(term).sum::<f64>()
}

/// The trace of the matrix of design effects of the contrasts of interaction, and that of its square.
fn design_effects(shares: &[f64], covariance: &[f64], n: f64, r: usize, c: usize) -> (f64, f64) {
    let cells = r * c;
    let contrasts = (r - 1) * (c - 1);
    let inverse = |cell: usize| if shares[cell] == 0.0 { 0.0 } else { 1.0 / shares[cell] };
    // The indicator of a cell, less its means by row and column.
    let contrast = |k: usize, cell: usize| {
        let (i, j) = (k / (c - 1) + 1, k % (c - 1) + 1);
        let is = |same: bool| f64::from(u8::from(same));
        (is(cell / c == i) - 1.0 / r as f64) * (is(cell % c == j) - 1.0 / c as f64)
    };
    let (mut simple, mut design) = (vec![0.0; contrasts * contrasts], vec![0.0; contrasts * contrasts]);
    for k in 0..contrasts {
        for l in 0..contrasts {
            let at = k * contrasts + l;
            simple[at] = (0..cells).map(|x| contrast(k, x) * inverse(x) * contrast(l, x)).sum::<f64>() / n;
            design[at] = (0..cells)
                .flat_map(|x| (0..cells).map(move |y| (x, y)))
                .map(|(x, y)| contrast(k, x) * inverse(x) * covariance[x * cells + y] * inverse(y) * contrast(l, y))
                .sum();
        }
    }
    let simple = Cholesky::new(&simple, contrasts);
    let effects: Vec<Vec<f64>> = (0..contrasts)
        .map(|l| simple.solve(&(0..contrasts).map(|k| design[k * contrasts + l]).collect::<Vec<_>>()))
        .collect();
    let trace = (0..contrasts).map(|k| effects[k][k]).sum();
    let square = (0..contrasts).map(|k| (0..contrasts).map(|l| effects[k][l] * effects[l][k]).sum::<f64>()).sum();
    (trace, square)
}
