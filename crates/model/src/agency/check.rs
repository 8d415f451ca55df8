//! Whether a register can be true.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{
    Agency, AgencyId, Code, CodeSystem, Dated, DatedFact, LineageEdge, LineageKind, Register, RegisterProblem, Validity,
};
use crate::{exact_sum, same};

impl Register {
    /// Everything that is wrong: agencies by id, then codes, then events by date.
    pub fn check(&self) -> Vec<RegisterProblem> {
        let mut problems: Vec<RegisterProblem> =
            self.repeated.iter().cloned().map(RegisterProblem::RepeatedId).collect();
        for agency in self.agencies() {
            facts_of(agency, &mut problems);
            self.parents_of(agency, &mut problems);
        }
        self.codes_held_by_two(&mut problems);
        for edge in self.edges() {
            self.event(edge, &mut problems);
        }
        self.taken_twice(&mut problems);
        problems
    }

    fn parents_of(&self, agency: &Agency, problems: &mut Vec<RegisterProblem>) {
        let mut days = BTreeSet::new();
        for dated in &agency.parents {
            let Some(valid) = agency.valid.overlap(dated.valid) else { continue };
            let parent = self.get(&dated.value);
            if parent.is_none_or(|parent| !parent.valid.covers(valid)) {
                problems.push(RegisterProblem::ParentNotThere {
                    agency: agency.id.clone(),
                    parent: dated.value.clone(),
                    valid,
                    exists: parent.map(|parent| parent.valid),
                });
                continue;
            }
            let Some(parent) = parent else { continue };
            // Kinds change only on these days.
            let mut changes = BTreeSet::from([valid.from]);
            let begins =
                |list: &[Dated<super::AgencyKind>]| list.iter().filter_map(|k| k.valid.from).collect::<Vec<_>>();
            for day in begins(&agency.kinds).into_iter().chain(begins(&parent.kinds)) {
                if valid.contains(day) {
                    changes.insert(Some(day));
                }
            }
            let unfit = changes.iter().find_map(|day| {
                let on = day.unwrap_or(Date::MIN);
                let (kind, parent_kind) = (agency.kind_on(on), parent.kind_on(on));
                (!kind.fits_under(parent_kind)).then_some((kind, parent_kind, *day))
            });
            if let Some((kind, parent_kind, day)) = unfit {
                let (agency, parent) = (agency.id.clone(), parent.id.clone());
                problems.push(RegisterProblem::KindDoesNotFit { agency, kind, parent, parent_kind, day });
            }
            days.insert(valid.from);
        }
        if let Some(day) = days.into_iter().find(|day| self.is_below_itself(agency, day.unwrap_or(Date::MIN))) {
            problems.push(RegisterProblem::Circle { agency: agency.id.clone(), day });
        }
    }

    fn is_below_itself(&self, agency: &Agency, day: Date) -> bool {
        let mut seen = BTreeSet::new();
        let mut at = agency.parent_on(day);
        while let Some(id) = at {
            if *id == agency.id {
                return true;
            }
            // A circle above, of which this one is no part, is told of those in it.
            if !seen.insert(id) {
                return false;
            }
            at = self.get(id).filter(|parent| parent.exists_on(day)).and_then(|parent| parent.parent_on(day));
        }
        false
    }

    fn codes_held_by_two(&self, problems: &mut Vec<RegisterProblem>) {
        let mut holders: BTreeMap<&Code, Vec<(&AgencyId, Validity)>> = BTreeMap::new();
        for agency in self.agencies() {
            for code in &agency.codes {
                if let Some(valid) = agency.valid.overlap(code.valid) {
                    holders.entry(&code.value).or_default().push((&agency.id, valid));
                }
            }
        }
        for (code, mut held) in holders {
            held.sort_by_key(|(id, valid)| (valid.first(), *id));
            let mut longest: Option<(&AgencyId, Validity)> = None;
            for (other, second) in held {
                if let Some((one, first)) = longest
                    && let Some(valid) = first.overlap(second).filter(|_| one != other)
                {
                    let (one, other) = (one.clone(), other.clone());
                    problems.push(RegisterProblem::CodeHeldByTwo { code: code.clone(), one, other, valid });
                }
                if longest.is_none_or(|(_, first)| first.last() < second.last()) {
                    longest = Some((other, second));
                }
            }
        }
    }

    fn event(&self, edge: &LineageEdge, problems: &mut Vec<RegisterProblem>) {
        let (event, date) = (edge.kind, edge.date);
        let (before, after) = (edge.from.len(), edge.to.len());
        let sides_fit = match event {
            LineageKind::Merge => before >= 2 && after == 1,
            LineageKind::Split => before == 1 && after >= 2,
            LineageKind::Rename | LineageKind::Move => before == 1 && after == 1,
            LineageKind::Dissolve => before >= 1 && after == 0,
            LineageKind::Create => before == 0 && after >= 1,
        };
        if !sides_fit {
            problems.push(RegisterProblem::WrongSides { event, date, before, after });
        }
        let day_before = date.yesterday().unwrap_or(date);
        if matches!(event, LineageKind::Merge | LineageKind::Split) {
            let before = edge.from.iter().map(|id| (id, day_before));
            let sides = before.chain(edge.to.iter().map(|heir| (&heir.id, date)));
            let mut known = sides
                .filter_map(|(id, day)| Some((id, self.get(id).filter(|agency| agency.exists_on(day))?.kind_on(day))));
            if let Some((one, kind)) = known.next()
                && let Some((other, other_kind)) = known.find(|(_, other)| other.own_level() != kind.own_level())
            {
                let (one, other) = (one.clone(), other.clone());
                problems.push(RegisterProblem::OtherLevel { event, date, one, kind, other, other_kind });
            }
        }
        for id in &edge.from {
            let agency = id.clone();
            match self.get(id) {
                None => problems.push(RegisterProblem::UnknownInEvent { event, date, agency }),
                Some(found) if !found.exists_on(day_before) => {
                    problems.push(RegisterProblem::NotThereBefore { event, date, agency });
                }
                Some(found) if found.exists_on(date) && !edge.to.iter().any(|heir| heir.id == *id) => {
                    problems.push(RegisterProblem::StillThere { event, date, agency });
                }
                Some(_) => {}
            }
        }
        for heir in &edge.to {
            let agency = heir.id.clone();
            match self.get(&heir.id) {
                None => problems.push(RegisterProblem::UnknownInEvent { event, date, agency }),
                Some(found) if !found.exists_on(date) => {
                    problems.push(RegisterProblem::NotThereAfter { event, date, agency });
                }
                Some(_) => {}
            }
        }
        shares_of(edge, problems);
    }

    fn taken_twice(&self, problems: &mut Vec<RegisterProblem>) {
        let mut seen = BTreeSet::new();
        for edge in self.edges().iter().filter(|edge| !edge.is_same_agency()) {
            for id in &edge.from {
                if !seen.insert((edge.date, id)) {
                    problems.push(RegisterProblem::TakenTwice { date: edge.date, agency: id.clone() });
                }
            }
        }
    }
}

fn facts_of(agency: &Agency, problems: &mut Vec<RegisterProblem>) {
    let days = |list: &mut dyn Iterator<Item = Validity>| list.collect::<Vec<_>>();
    let lists: [(DatedFact, Vec<Validity>); 5] = [
        (DatedFact::Name, days(&mut agency.names.iter().map(|f| f.valid))),
        (DatedFact::Kind, days(&mut agency.kinds.iter().map(|f| f.valid))),
        (DatedFact::Parent, days(&mut agency.parents.iter().map(|f| f.valid))),
        (DatedFact::Code, days(&mut agency.codes.iter().map(|f| f.valid))),
        (DatedFact::Alias, days(&mut agency.aliases.iter().map(|f| f.valid))),
    ];
    let id = || agency.id.clone();
    if agency.valid.is_empty() {
        let (fact, valid) = (DatedFact::Agency, agency.valid);
        problems.push(RegisterProblem::EndsBeforeItBegins { agency: id(), fact, valid });
        return;
    }
    for (fact, list) in lists {
        for &valid in &list {
            if valid.is_empty() {
                problems.push(RegisterProblem::EndsBeforeItBegins { agency: id(), fact, valid });
            } else if !agency.valid.covers(valid) {
                problems.push(RegisterProblem::OutsideItsTime { agency: id(), fact, valid });
            }
        }
        match fact {
            DatedFact::Name | DatedFact::Kind => {
                overlaps(agency, fact, &list, problems);
                if let Some(day) = gap(agency.valid, &list) {
                    let day = Some(day).filter(|day| *day != Date::MIN);
                    problems.push(RegisterProblem::Gap { agency: id(), fact, day });
                }
            }
            DatedFact::Parent => overlaps(agency, fact, &list, problems),
            DatedFact::Code => {
                let mut systems: BTreeMap<&CodeSystem, Vec<Validity>> = BTreeMap::new();
                for code in &agency.codes {
                    systems.entry(&code.value.system).or_default().push(code.valid);
                }
                for list in systems.values() {
                    overlaps(agency, fact, list, problems);
                }
            }
            DatedFact::Agency | DatedFact::Alias => {}
        }
    }
}

fn overlaps(agency: &Agency, fact: DatedFact, list: &[Validity], problems: &mut Vec<RegisterProblem>) {
    let mut sorted: Vec<Validity> = list.iter().copied().filter(|valid| !valid.is_empty()).collect();
    sorted.sort_by_key(|valid| valid.first());
    let mut longest: Option<Validity> = None;
    for next in sorted {
        if let Some(valid) = longest.and_then(|before| before.overlap(next)) {
            problems.push(RegisterProblem::Overlap { agency: agency.id.clone(), fact, valid });
        }
        if longest.is_none_or(|before| before.last() < next.last()) {
            longest = Some(next);
        }
    }
}

/// The first day of `whole` that none of the list covers: the first of the calendar where `whole` has no first day and nothing covers its beginning.
fn gap(whole: Validity, list: &[Validity]) -> Option<Date> {
    let mut sorted: Vec<Validity> = list.iter().copied().filter(|valid| !valid.is_empty()).collect();
    sorted.sort_by_key(|valid| valid.first());
    let mut open = whole.first();
    for valid in sorted {
        if valid.first() > open {
            break;
        }
        if valid.last() >= open {
            if valid.last() >= whole.last() {
                return None;
            }
            open = valid.last().tomorrow().unwrap_or(Date::MAX);
        }
    }
    Some(open)
}

fn shares_of(edge: &LineageEdge, problems: &mut Vec<RegisterProblem>) {
    let variables: BTreeSet<&String> = edge.to.iter().flat_map(|heir| heir.shares.keys()).collect();
    for variable in variables {
        let shares: Option<Vec<f64>> = edge
            .to
            .iter()
            .map(|heir| heir.shares.get(variable).copied().filter(|share| (0.0..=1.0).contains(share)))
            .collect();
        let sum = shares.map(|shares| exact_sum(&shares));
        if sum.is_none_or(|sum| !same(sum, 1.0)) {
            problems.push(RegisterProblem::Shares {
                event: edge.kind,
                date: edge.date,
                before: edge.from.clone(),
                variable: variable.clone(),
                sum,
            });
        }
    }
}
