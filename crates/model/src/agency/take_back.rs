//! Taking back an event that was entered by mistake: the register as it was before it was entered.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Agency, AgencyId, Code, Dated, DatedFact, LineageEdge, LineageKind, Register, Validity};

/// What taking an event back does to the register, besides leaving the event out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TakenBack {
    /// Agencies as they were before the event, in the order of their ids.
    pub restored: Vec<Agency>,
    /// Agencies that the event began, which have then never been.
    pub gone: Vec<AgencyId>,
}

/// What was built on an event since: while it stands, the event cannot be taken back.
#[derive(Debug, Clone, PartialEq)]
pub enum BuiltOn {
    /// There is no such event.
    NoSuchEvent,
    /// Another event of that day or a later one speaks of one of its agencies.
    Event(Box<LineageEdge>),
    /// An agency stands below one that the event began, and did not come from below one that it ended.
    Child {
        /// What stands below.
        agency: AgencyId,
        /// Below which.
        parent: AgencyId,
    },
    /// Something about an agency of the event has changed since.
    Fact {
        /// The agency.
        agency: AgencyId,
        /// What of it.
        fact: DatedFact,
        /// From which day on; none where it only ends.
        day: Option<Date>,
    },
}

impl Register {
    /// What the register is made of when an event is taken back: those that it ended go on without an end, those that it began are gone, those that went on are
    /// again what they were on the eve, and whoever came from below one that ended stands there again.
    ///
    /// An agency has no end before the event ends it, so that what ended with it on that day is what the event ended.
    ///
    /// # Errors
    /// The first thing that was built on the event since: later events before what stands below, and that before single facts.
    pub fn without(&self, edge: &LineageEdge) -> Result<TakenBack, BuiltOn> {
        let position = self.edges().iter().position(|known| known == edge).ok_or(BuiltOn::NoSuchEvent)?;
        let sides: BTreeSet<&AgencyId> = edge.from.iter().chain(edge.to.iter().map(|heir| &heir.id)).collect();
        let speaks = |other: &LineageEdge| {
            other.from.iter().chain(other.to.iter().map(|heir| &heir.id)).any(|agency| sides.contains(agency))
        };
        let mut others = self.edges().iter().enumerate().filter(|(at, _)| *at != position).map(|(_, other)| other);
        if let Some(other) = others.find(|other| other.date >= edge.date && speaks(other)) {
            return Err(BuiltOn::Event(Box::new(other.clone())));
        }
        let turn = Turn { edge, eve: edge.date.yesterday().unwrap_or(edge.date) };
        let mut back = TakenBack::default();
        for agency in self.agencies() {
            let was_there = edge.from.contains(&agency.id);
            let is_there = edge.to.iter().any(|heir| heir.id == agency.id);
            match (was_there, is_there) {
                (true, false) => back.restored.push(turn.going_on(agency)),
                (false, true) => {
                    turn.untouched(agency)?;
                    back.gone.push(agency.id.clone());
                }
                (true, true) => back.restored.push(turn.as_before(agency)?),
                (false, false) => back.restored.extend(turn.below_again(agency)?),
            }
        }
        Ok(back)
    }
}

/// The day of an event, seen from both sides.
struct Turn<'e> {
    edge: &'e LineageEdge,
    eve: Date,
}

impl Turn<'_> {
    fn ended(&self, agency: &AgencyId) -> bool {
        self.edge.from.contains(agency) && !self.heir(agency)
    }

    fn heir(&self, agency: &AgencyId) -> bool {
        self.edge.to.iter().any(|heir| heir.id == *agency)
    }

    /// One that the event ended, without that end.
    fn going_on(&self, agency: &Agency) -> Agency {
        let mut agency = agency.clone();
        let open = |valid: &mut Validity| {
            if valid.to == Some(self.eve) {
                valid.to = None;
            }
        };
        open(&mut agency.valid);
        agency.kinds.iter_mut().for_each(|fact| open(&mut fact.valid));
        agency.names.iter_mut().for_each(|fact| open(&mut fact.valid));
        agency.aliases.iter_mut().for_each(|fact| open(&mut fact.valid));
        agency.parents.iter_mut().for_each(|fact| open(&mut fact.valid));
        agency.codes.iter_mut().for_each(|fact| open(&mut fact.valid));
        agency
    }

    /// Refuses one that the event began and that has changed since.
    fn untouched(&self, agency: &Agency) -> Result<(), BuiltOn> {
        let since = |fact, days: Vec<Validity>| {
            let day = days.iter().filter_map(|valid| valid.from.filter(|from| *from > self.edge.date)).min();
            let changed = day.is_some() || days.iter().any(|valid| valid.to.is_some());
            if changed { Err(BuiltOn::Fact { agency: agency.id.clone(), fact, day }) } else { Ok(()) }
        };
        since(DatedFact::Agency, vec![agency.valid])?;
        since(DatedFact::Name, agency.names.iter().map(|fact| fact.valid).collect())?;
        since(DatedFact::Kind, agency.kinds.iter().map(|fact| fact.valid).collect())?;
        since(DatedFact::Parent, agency.parents.iter().map(|fact| fact.valid).collect())?;
        since(DatedFact::Code, agency.codes.iter().map(|fact| fact.valid).collect())?;
        // An event gives no aliases.
        match agency.aliases.first() {
            Some(alias) => {
                Err(BuiltOn::Fact { agency: agency.id.clone(), fact: DatedFact::Alias, day: alias.valid.from })
            }
            None => Ok(()),
        }
    }

    /// One that went on, as it was on the eve.
    fn as_before(&self, agency: &Agency) -> Result<Agency, BuiltOn> {
        let mut agency = agency.clone();
        let kind = self.edge.kind;
        let built = |fact, day| BuiltOn::Fact { agency: agency.id.clone(), fact, day: Some(day) };
        if kind != LineageKind::Move {
            self.fold_back(&mut agency.names, |_, _| true).map_err(|day| built(DatedFact::Name, day))?;
            self.fold_back(&mut agency.kinds, |_, _| true).map_err(|day| built(DatedFact::Kind, day))?;
        }
        if kind != LineageKind::Rename {
            self.fold_back(&mut agency.parents, |_, _| true).map_err(|day| built(DatedFact::Parent, day))?;
        }
        if matches!(kind, LineageKind::Merge | LineageKind::Split) {
            let one_system = |a: &Code, b: &Code| a.system == b.system;
            self.fold_back(&mut agency.codes, one_system).map_err(|day| built(DatedFact::Code, day))?;
        }
        Ok(agency)
    }

    /// Lets what held on the eve hold on in the place of what the event brought. Facts follow each other where `line` says so.
    fn fold_back<T: Clone>(&self, facts: &mut Vec<Dated<T>>, line: impl Fn(&T, &T) -> bool) -> Result<(), Date> {
        let day = self.edge.date;
        for brought in facts.clone().iter().filter(|fact| fact.valid.from == Some(day)) {
            let follows = |fact: &&Dated<T>| line(&fact.value, &brought.value);
            let later =
                facts.iter().filter(follows).filter_map(|fact| fact.valid.from.filter(|from| *from > day)).min();
            if let Some(later) = later {
                return Err(later);
            }
            // What had not been there before, as a code of another system, only goes.
            let before =
                facts.iter_mut().find(|fact| fact.valid.to == Some(self.eve) && line(&fact.value, &brought.value));
            if let Some(before) = before {
                before.valid.to = brought.valid.to;
            }
            facts.retain(|fact| fact.valid.from != Some(day) || !line(&fact.value, &brought.value));
        }
        Ok(())
    }

    /// An agency on neither side: where it came from below one that ended, it stands there again.
    fn below_again(&self, agency: &Agency) -> Result<Option<Agency>, BuiltOn> {
        let begun = |id: &AgencyId| self.heir(id) && !self.edge.from.contains(id);
        if !agency.parents.iter().any(|fact| self.heir(&fact.value)) {
            return Ok(None);
        }
        let before = agency.parents.iter().position(|fact| self.ended(&fact.value) && fact.valid.to == Some(self.eve));
        let mut parents: Vec<Dated<AgencyId>> = Vec::new();
        let mut lasts = before.map(|at| agency.parents[at].valid.to);
        for fact in &agency.parents {
            if before.is_some() && self.heir(&fact.value) && fact.valid.from == Some(self.edge.date) {
                lasts = Some(fact.valid.to);
            } else if begun(&fact.value) {
                return Err(BuiltOn::Child { agency: agency.id.clone(), parent: fact.value.clone() });
            } else {
                parents.push(fact.clone());
            }
        }
        let (Some(at), Some(lasts)) = (before, lasts) else { return Ok(None) };
        let was = &agency.parents[at];
        parents.iter_mut().filter(|fact| *fact == was).for_each(|fact| fact.valid.to = lasts);
        Ok(Some(Agency { parents, ..agency.clone() }).filter(|restored| restored != agency))
    }
}
