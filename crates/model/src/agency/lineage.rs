//! What became of agencies.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::AgencyId;
use crate::{Lang, Text};

/// The variable of shares that are shares of the people.
pub const POPULATION: &str = "population";
/// The variable of shares that are shares of the land.
pub const AREA: &str = "area";

/// What people call a variable of shares; one that is not known here stands in quotation marks.
pub fn variable_name(variable: &str, lang: Lang) -> String {
    match variable {
        POPULATION => lang.pick("dân số", "population").to_owned(),
        AREA => lang.pick("diện tích", "area").to_owned(),
        other => format!("“{other}”"),
    }
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineageKind {
    /// Several became one.
    Merge,
    /// One became several, or gave a part away.
    Split,
    /// One goes on under another name.
    Rename,
    /// One goes on below another parent.
    Move,
    /// One is no more and nothing took over.
    Dissolve,
    /// One began out of nothing.
    Create,
}

impl LineageKind {
    /// Every kind.
    pub const ALL: [LineageKind; 6] = [
        LineageKind::Merge,
        LineageKind::Split,
        LineageKind::Rename,
        LineageKind::Move,
        LineageKind::Dissolve,
        LineageKind::Create,
    ];

    /// The name used in files and addresses.
    pub const fn id(self) -> &'static str {
        match self {
            LineageKind::Merge => "merge",
            LineageKind::Split => "split",
            LineageKind::Rename => "rename",
            LineageKind::Move => "move",
            LineageKind::Dissolve => "dissolve",
            LineageKind::Create => "create",
        }
    }

    /// The kind of that id.
    pub fn from_id(id: &str) -> Option<LineageKind> {
        LineageKind::ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// What people call it.
    pub fn name(self) -> Text {
        match self {
            LineageKind::Merge => Text::new("Sáp nhập, hợp nhất", "Merger"),
            LineageKind::Split => Text::new("Chia, tách", "Split"),
            LineageKind::Rename => Text::new("Đổi tên", "Renaming"),
            LineageKind::Move => Text::new("Chuyển cơ quan quản lý", "Move to another parent"),
            LineageKind::Dissolve => Text::new("Giải thể", "Dissolution"),
            LineageKind::Create => Text::new("Thành lập", "Creation"),
        }
    }
}

/// An agency that takes over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Heir {
    /// The agency.
    pub id: AgencyId,
    /// By variable ([`POPULATION`], [`AREA`], …): how much of each of those before it takes over, a share of one. The only heir takes everything without saying so.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub shares: BTreeMap<String, f64>,
}

impl Heir {
    /// The heir of everything, or of a share that is not known.
    pub const fn new(id: AgencyId) -> Heir {
        Heir { id, shares: BTreeMap::new() }
    }

    /// The same with its share by a variable.
    pub fn with_share(mut self, variable: &str, share: f64) -> Heir {
        self.shares.insert(variable.to_owned(), share);
        self
    }
}

/// One event: those before it, and those after it. On its day those after it are there and those before it, unless they go on, are not. Whoever gives a part away and
/// goes on stands on both sides; where those before it were divided differently, each has an edge of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LineageEdge {
    /// What happened.
    pub kind: LineageKind,
    /// The first day of the new state.
    pub date: Date,
    /// Number of the decision.
    #[serde(default)]
    pub decision: Option<String>,
    /// Those before.
    pub from: Vec<AgencyId>,
    /// Those after.
    pub to: Vec<Heir>,
    /// A remark for the reader.
    #[serde(default)]
    pub note: Option<Text>,
    /// Where this comes from.
    #[serde(default)]
    pub source: Option<Text>,
}

impl LineageEdge {
    /// How much of each of those before an heir takes over; none where a split does not say for this variable.
    pub fn share(&self, heir: &Heir, variable: &str) -> Option<f64> {
        if self.to.len() == 1 { Some(1.0) } else { heir.shares.get(variable).copied() }
    }

    /// True when one agency goes on as itself: a new name or parent.
    pub fn is_same_agency(&self) -> bool {
        matches!((self.from.as_slice(), self.to.as_slice()), ([before], [after]) if *before == after.id)
    }
}
