//! What comes of a merger: it keeps the level and the parent of those that merge.

use jiff::civil::Date;

use super::{AgencyId, LineageKind, Register, RegisterProblem};

impl Register {
    /// What an agency stands below that comes of a merger on a day: what those that merge stood below on the eve, or what is named.
    ///
    /// # Errors
    /// [`RegisterProblem::OtherLevel`] where they are not of one level, whatever is named; [`RegisterProblem::OtherParent`] where they stood below different agencies
    /// and none is named. Those that are not in the register are left to [`Register::check`].
    pub fn parent_after_merger(
        &self,
        from: &[AgencyId],
        day: Date,
        named: Option<&AgencyId>,
    ) -> Result<Option<AgencyId>, RegisterProblem> {
        let eve = day.yesterday().unwrap_or(day);
        let merging: Vec<_> = from.iter().filter_map(|id| self.on(id, eve)).collect();
        let Some(first) = merging.first() else { return Ok(named.cloned()) };
        if let Some(other) = merging.iter().find(|other| other.level != first.level) {
            return Err(RegisterProblem::OtherLevel {
                event: LineageKind::Merge,
                date: day,
                one: first.id().clone(),
                kind: first.kind,
                other: other.id().clone(),
                other_kind: other.kind,
            });
        }
        if let Some(named) = named {
            return Ok(Some(named.clone()));
        }
        match merging.iter().find(|other| other.parent != first.parent) {
            None => Ok(first.parent.cloned()),
            Some(other) => Err(RegisterProblem::OtherParent {
                date: day,
                one: first.id().clone(),
                parent: first.parent.cloned(),
                other: other.id().clone(),
                other_parent: other.parent.cloned(),
            }),
        }
    }
}
