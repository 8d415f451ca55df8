//! Who answers in a round for a unit that is no more.

use std::collections::BTreeSet;

use chiso_model::Date;
use chiso_model::agency::{AgencyId, LineageKind, Register};

/// Who answers for an agency on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heirship {
    /// The agency itself: it is still there, or the register knows nothing else.
    Itself,
    /// The one agency that carries it on.
    Heir(AgencyId),
    /// It was divided among these, and none carries it on: one must be named.
    Divided(BTreeSet<AgencyId>),
    /// It ended and nothing took over: one must be named.
    Nobody,
}

/// Who answers for an agency on a day, as the register tells: whoever it went into by merger, renaming or move, step by step. A part, however large, answers for no
/// whole: who gave parts away and goes on answers for itself, and who was divided and ended has no heir before one is named.
pub fn heir_of(register: &Register, agency: &AgencyId, day: Date) -> Heirship {
    let mut now = agency;
    let mut seen = BTreeSet::new();
    loop {
        let Some(last) = register.get(now).map(|found| found.valid.last()).filter(|last| *last < day) else {
            return if now == agency { Heirship::Itself } else { Heirship::Heir(now.clone()) };
        };
        // A register that runs in a circle names nobody.
        if !seen.insert(now) {
            return Heirship::Nobody;
        }
        let edges = register.edges();
        let since = edges.partition_point(|edge| edge.date <= last);
        let mut edges = edges[since..].iter().take_while(|edge| edge.date <= day);
        let Some(edge) = edges.find(|edge| edge.from.contains(now)) else { return Heirship::Nobody };
        match edge.to.as_slice() {
            [] => return Heirship::Nobody,
            [heir] if edge.kind != LineageKind::Dissolve => now = &heir.id,
            parts => return Heirship::Divided(parts.iter().map(|part| part.id.clone()).collect()),
        }
    }
}
