//! What is known of the population by groups.

use crate::error::EstimateError;
use crate::factor::{Factor, NONE};

/// The population by the levels of a column.
#[derive(Debug, Clone)]
pub struct Margin {
    /// The column; its levels are those of the totals too.
    pub factor: Factor,
    /// The total of each level.
    pub totals: Vec<f64>,
}

impl Margin {
    /// A margin of a column, its totals by label.
    ///
    /// # Errors
    ///
    /// A level of the sample without total, a total without sample, a total that is none, a row without label.
    pub fn new(factor: Factor, totals: &[(String, f64)]) -> Result<Margin, EstimateError> {
        if let Some(row) = factor.codes.iter().position(|code| *code == NONE) {
            return Err(EstimateError::MissingLabel { column: factor.name, row: row + 1 });
        }
        for (level, total) in totals {
            let (margin, level) = (factor.name.clone(), level.clone());
            if !(total.is_finite() && *total > 0.0) {
                return Err(EstimateError::MarginTotal { margin, level, total: *total });
            }
            if !factor.levels.contains(&level) {
                return Err(EstimateError::MarginWithoutSample { margin, level });
            }
        }
        let total = |level: &String| {
            let found = totals.iter().find(|(known, _)| known == level).map(|(_, total)| *total);
            found.ok_or_else(|| EstimateError::MarginWithoutTotal { margin: factor.name.clone(), level: level.clone() })
        };
        let totals = factor.levels.iter().map(total).collect::<Result<_, _>>()?;
        Ok(Margin { factor, totals })
    }
}
