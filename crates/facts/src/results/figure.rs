//! A figure that somebody published.

use chiso_model::Lang;
use chiso_model::agency::{AgencyId, Level, fold_name_with_kind};
use serde::{Deserialize, Serialize};

/// A number with the digits it was printed with: 83.10 has two.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The number.
    pub value: f64,
    /// Digits after the decimal mark.
    pub digits: u8,
}

/// How a figure is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provenance {
    /// Printed as such by the source.
    Published,
    /// Computed from other figures of the source.
    Derived,
    /// Told by a secondary source only.
    Reported,
}

impl Provenance {
    /// Every way.
    pub const ALL: [Provenance; 3] = [Provenance::Published, Provenance::Derived, Provenance::Reported];

    /// The name used in files.
    pub const fn id(self) -> &'static str {
        match self {
            Provenance::Published => "published",
            Provenance::Derived => "derived",
            Provenance::Reported => "reported",
        }
    }

    /// What people call it.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Provenance::Published => lang.pick("đã công bố", "published"),
            Provenance::Derived => lang.pick("suy ra", "derived"),
            Provenance::Reported => lang.pick("theo nguồn thứ cấp", "reported"),
        }
    }

    /// The way of that id, or so called in either language; capitals and marks do not matter, and shorter words count too.
    pub fn find(text: &str) -> Option<Provenance> {
        let wanted = fold_name_with_kind(text);
        let shorter = match wanted.as_str() {
            "cong bo" => Some(Provenance::Published),
            "nguon thu cap" | "thu cap" => Some(Provenance::Reported),
            _ => None,
        };
        let is_called = |known: &Provenance| {
            [known.id(), known.name(Lang::Vi)].into_iter().any(|name| fold_name_with_kind(name) == wanted)
        };
        Provenance::ALL.into_iter().find(is_called).or(shorter)
    }
}

/// Value and place of one unit in one year, as one source has them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportedFigure {
    /// Id of the index: `par-index`.
    pub index: String,
    /// Level of the unit.
    pub level: Level,
    /// The year measured.
    pub year: i16,
    /// The unit, as it was at the end of that year.
    pub unit: AgencyId,
    /// The value, from 0 to 100; none where only the place is known.
    pub value: Option<Figure>,
    /// The place; none where only the value is known.
    pub rank: Option<u16>,
    /// Points from self-assessment and appraisal.
    pub appraisal: Option<Figure>,
    /// Points from the sociological survey.
    pub survey: Option<Figure>,
    /// How it is known.
    pub provenance: Provenance,
    /// Where it comes from, in words.
    pub source: String,
    /// Its address.
    pub source_url: Option<String>,
    /// A remark for the reader.
    pub note: Option<String>,
    /// Number of the row it stands in.
    pub row: u64,
    /// True when somebody compared it with its source after it came in: told by whoever keeps it, not by a file.
    #[serde(skip)]
    pub checked: bool,
}

impl ImportedFigure {
    /// What it is about: index, level, year, unit.
    pub fn about(&self) -> (&str, Level, i16, &AgencyId) {
        (&self.index, self.level, self.year, &self.unit)
    }

    /// True when two figures about the same thing print the same numbers.
    pub fn says_the_same(&self, other: &ImportedFigure) -> bool {
        (self.value, self.rank, self.appraisal, self.survey) == (other.value, other.rank, other.appraisal, other.survey)
    }
}
