//! One respondent, as a tally counts it.

use super::{Kind, Layout};
use crate::error::EstimateError;

/// The answer to an item.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Answer {
    /// The code of the answer, for an item of codes; a code without value is no answer.
    Code(u8),
    /// The number, NaN for no answer.
    Number(f64),
    /// Above and below the line of a ratio, NaN where either is missing.
    Pair(f64, f64),
}

/// A ballot. What identifies a person is not in it.
#[derive(Debug, Clone, Copy)]
pub struct Ballot<'a> {
    /// The group of the design that it belongs to.
    pub leaf: u32,
    /// Its calibration cell; 0 where nothing is calibrated.
    pub cell: u32,
    /// Its domain; 0 where there are none, [`crate::NONE`] where it belongs to none.
    pub domain: u32,
    /// Its design weight.
    pub weight: f64,
    /// Its answers, in the order of the layout.
    pub answers: &'a [Answer],
}

impl Ballot<'_> {
    pub(super) fn check(&self, layout: &Layout) -> Result<(), EstimateError> {
        if !(self.weight.is_finite() && self.weight >= 0.0) {
            return Err(EstimateError::Weight { row: 1, value: self.weight });
        }
        if self.answers.len() != layout.items.len() {
            let (column, rows) = ("answers".to_owned(), self.answers.len());
            return Err(EstimateError::Length { column, rows, wanted: layout.items.len() });
        }
        let fits = |(answer, kind): (&Answer, &Kind)| {
            matches!(
                (answer, kind),
                (Answer::Code(_), Kind::Codes(_))
                    | (Answer::Number(_), Kind::Numbers)
                    | (Answer::Pair(..), Kind::Pairs)
            )
        };
        match self.answers.iter().zip(&layout.items).position(|pair| !fits(pair)) {
            Some(item) => Err(EstimateError::NoItem(item)),
            None => Ok(()),
        }
    }
}
