//! What the portal shows: one entry an index, level and year.

use chiso_model::{Period, Text};

use crate::unit::{Level, Scheme};

/// One thing that can be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Dataset {
    /// `index/level/year`, for example `par-index/province/2024`; `index` alone for a method without values.
    pub id: String,
    /// Id of the index, which is that of its rulebooks.
    pub index: String,
    /// What is scored.
    pub level: Level,
    /// The year measured; none for a method without values.
    pub year: Option<i16>,
    /// Computed here, published elsewhere, or a method only.
    pub kind: DatasetKind,
    /// The units; none for a method without values.
    pub scheme: Option<Scheme>,
    /// True when the facts are made up to show the form; every page says so.
    pub simulated: bool,
    /// True when every unit of the scheme that was scored has a value.
    pub complete: bool,
    /// How many units were ranked; none where the sources do not say.
    pub ranked: Option<u16>,
    /// Its title.
    pub title: Text,
    /// A remark for the reader: what is missing, what it is.
    pub note: Option<Text>,
}

/// Where the values of a data set come from.
#[derive(Debug, Clone, PartialEq)]
pub enum DatasetKind {
    /// Computed here, from facts.
    Computed {
        /// The rulebook: `par-index/2023-ministry`.
        rulebook: String,
        /// Files of facts, as paths from the root of the project.
        facts: Vec<String>,
        /// The period computed.
        period: Period,
        /// The earlier period compared with, in the same facts.
        previous: Option<Period>,
    },
    /// Published figures only.
    Published,
    /// The rulebook as a readable page; the licence of the values does not allow to ship them, or there are none yet.
    Method {
        /// The rulebook.
        rulebook: String,
    },
}
