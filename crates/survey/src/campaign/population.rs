//! What is known of the population from elsewhere.

use serde::{Deserialize, Serialize};

/// How many people of the population are in each group of a margin, such as of each sex: weights are raked to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PopulationMargin {
    /// The column, as the questionnaire's sheet `design` names it.
    pub name: String,
    /// The total of each group, by its label.
    pub totals: Vec<(String, f64)>,
}
