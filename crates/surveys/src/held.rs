//! A campaign as it is held in memory.

use chiso_survey::campaign::Campaign;

/// A campaign as it is held in memory.
#[derive(Debug, Clone)]
pub struct Held {
    /// Its id.
    pub id: String,
    /// Its state.
    pub campaign: Campaign,
}
