//! Merging, splitting, renaming, moving and dissolving: what an event makes of the agencies it touches.

use std::collections::BTreeMap;

use chiso_model::agency::{
    Agency, AgencyId, AgencyKind, Code, Dated, Heir, LineageEdge, LineageKind, Name, Register, Validity,
};
use chiso_model::{Date, Text};

use super::change::Change;

/// An agency that an event brings.
#[derive(Debug, Clone)]
pub struct Newcomer {
    /// Its id.
    pub id: AgencyId,
    /// Its kind.
    pub kind: AgencyKind,
    /// Its name.
    pub name: Text,
    /// What it stands below.
    pub parent: Option<AgencyId>,
    /// Its codes.
    pub codes: Vec<Code>,
    /// How much it takes of what was before, by variable; empty where it takes all.
    pub shares: BTreeMap<String, f64>,
}

/// What happens to agencies on a day.
#[derive(Debug, Clone)]
pub enum Event {
    /// Several become one, which is new or one of them.
    Merge {
        /// Those that end.
        from: Vec<AgencyId>,
        /// What comes of it.
        into: Newcomer,
    },
    /// One becomes several.
    Split {
        /// The one that ends.
        from: AgencyId,
        /// What comes of it.
        into: Vec<Newcomer>,
    },
    /// One goes on under another name.
    Rename {
        /// Which.
        agency: AgencyId,
        /// The new name.
        name: Text,
        /// The new kind, where that changes too.
        kind: Option<AgencyKind>,
    },
    /// One goes on below another.
    Move {
        /// Which.
        agency: AgencyId,
        /// The new parent.
        parent: AgencyId,
    },
    /// One ends, and nothing takes over.
    Dissolve {
        /// Which.
        agency: AgencyId,
    },
}

impl Event {
    /// The change of the register when this happens on a day: what ends has its last day before, what comes has its first day then.
    ///
    /// Whoever stood directly below one that ends by a merger or a split stands below what came of it.
    ///
    /// An agency that is not in the register is left out; the check of the register then tells that it is missing.
    pub fn change(&self, register: &Register, day: Date, decision: Option<String>, note: Option<Text>) -> Change {
        let eve = day.yesterday().unwrap_or(day);
        let known = |id: &AgencyId| register.get(id).cloned();
        let edge = |kind, from: Vec<AgencyId>, to: Vec<Heir>| LineageEdge {
            kind,
            date: day,
            decision,
            from,
            to,
            note,
            source: None,
        };
        match self {
            Event::Merge { from, into } => {
                let mut agencies: Vec<Agency> =
                    from.iter().filter(|id| **id != into.id).filter_map(known).map(|old| ended(old, eve)).collect();
                agencies.push(match known(&into.id) {
                    Some(old) => going_on(old, day, into),
                    None => fresh(into, day),
                });
                let ended: Vec<&AgencyId> = from.iter().filter(|id| **id != into.id).collect();
                adopt(register, &mut agencies, &ended, &into.id, day);
                happens(agencies, edge(LineageKind::Merge, from.clone(), vec![heir(into)]))
            }
            Event::Split { from, into } => {
                let mut agencies: Vec<Agency> = into
                    .iter()
                    .map(|one| {
                        if one.id == *from {
                            known(from).map_or_else(|| fresh(one, day), |old| going_on(old, day, one))
                        } else {
                            fresh(one, day)
                        }
                    })
                    .collect();
                if into.iter().all(|one| one.id != *from) {
                    agencies.extend(known(from).map(|old| ended(old, eve)));
                    if let Some(first) = into.first() {
                        adopt(register, &mut agencies, &[from], &first.id, day);
                    }
                }
                let heirs = into.iter().map(heir).collect();
                happens(agencies, edge(LineageKind::Split, vec![from.clone()], heirs))
            }
            Event::Rename { agency, name, kind } => {
                let renamed = known(agency).map(|mut old| {
                    replace(&mut old.names, Name::new(name.clone()), day, eve, old.valid);
                    if let Some(kind) = kind {
                        replace(&mut old.kinds, *kind, day, eve, old.valid);
                    }
                    old
                });
                happens(renamed.into_iter().collect(), same(edge, LineageKind::Rename, agency))
            }
            Event::Move { agency, parent } => {
                let moved = known(agency).map(|mut old| {
                    replace(&mut old.parents, parent.clone(), day, eve, old.valid);
                    old
                });
                happens(moved.into_iter().collect(), same(edge, LineageKind::Move, agency))
            }
            Event::Dissolve { agency } => happens(
                known(agency).map(|old| ended(old, eve)).into_iter().collect(),
                edge(LineageKind::Dissolve, vec![agency.clone()], Vec::new()),
            ),
        }
    }
}

fn happens(agencies: Vec<Agency>, event: LineageEdge) -> Change {
    Change { agencies, edges: vec![event], ..Change::default() }
}

/// Whoever stood below an agency that ends stands below another from the day on. After a split that is the first of the new ones, until somebody says otherwise.
fn adopt(register: &Register, changed: &mut Vec<Agency>, ended: &[&AgencyId], to: &AgencyId, day: Date) {
    let eve = day.yesterday().unwrap_or(day);
    let taken: Vec<AgencyId> = changed.iter().map(|agency| agency.id.clone()).collect();
    let leaves = |fact: &Dated<AgencyId>| ended.contains(&&fact.value) && day <= fact.valid.last();
    for agency in register.agencies().iter().filter(|agency| !taken.contains(&agency.id)) {
        if !agency.parents.iter().any(leaves) {
            continue;
        }
        let mut moved = agency.clone();
        let mut parents = Vec::new();
        for fact in moved.parents.drain(..) {
            if !leaves(&fact) {
                parents.push(fact);
                continue;
            }
            let from = fact.valid.first().max(day);
            if fact.valid.first() < day {
                parents.push(Dated::new(fact.value, Validity::new(fact.valid.from, Some(eve))));
            }
            parents.push(Dated::new(to.clone(), Validity::new(Some(from), fact.valid.to)));
        }
        moved.parents = parents;
        changed.push(moved);
    }
}

fn same(
    edge: impl FnOnce(LineageKind, Vec<AgencyId>, Vec<Heir>) -> LineageEdge,
    kind: LineageKind,
    agency: &AgencyId,
) -> LineageEdge {
    edge(kind, vec![agency.clone()], vec![Heir::new(agency.clone())])
}

fn heir(one: &Newcomer) -> Heir {
    Heir { id: one.id.clone(), shares: one.shares.clone() }
}

fn fresh(one: &Newcomer, day: Date) -> Agency {
    let valid = Validity::since(day);
    let mut agency = Agency::new(one.id.clone(), one.kind, one.name.clone(), valid);
    agency.parents = one.parent.iter().map(|parent| Dated::new(parent.clone(), valid)).collect();
    agency.codes = one.codes.iter().map(|code| Dated::new(code.clone(), valid)).collect();
    agency
}

/// One that takes part in an event and goes on, as what the event says it is.
fn going_on(mut old: Agency, day: Date, one: &Newcomer) -> Agency {
    let eve = day.yesterday().unwrap_or(day);
    let valid = old.valid;
    if old.name_on(day).text != one.name {
        replace(&mut old.names, Name::new(one.name.clone()), day, eve, valid);
    }
    if old.kind_on(day) != one.kind {
        replace(&mut old.kinds, one.kind, day, eve, valid);
    }
    if let Some(parent) = one.parent.clone().filter(|parent| old.parent_on(day) != Some(parent)) {
        replace(&mut old.parents, parent, day, eve, valid);
    }
    for code in &one.codes {
        if old.code_on(&code.system, day) != Some(code.code.as_str()) {
            for held in old.codes.iter_mut().filter(|held| held.value.system == code.system) {
                shorten(held, eve);
            }
            old.codes.push(Dated::new(code.clone(), Validity::new(Some(day), valid.to)));
        }
    }
    old
}

/// Everything about it ends on its last day.
fn ended(mut old: Agency, last: Date) -> Agency {
    old.valid.to = Some(last);
    old.kinds.iter_mut().for_each(|fact| shorten(fact, last));
    old.names.iter_mut().for_each(|fact| shorten(fact, last));
    old.aliases.iter_mut().for_each(|fact| shorten(fact, last));
    old.parents.iter_mut().for_each(|fact| shorten(fact, last));
    old.codes.iter_mut().for_each(|fact| shorten(fact, last));
    old
}

pub(super) fn shorten<T>(fact: &mut Dated<T>, last: Date) {
    if fact.valid.contains(last) {
        fact.valid.to = Some(last);
    }
}

/// The fact that holds from a day on; the one that held until then ends on its eve.
pub(super) fn replace<T>(facts: &mut Vec<Dated<T>>, value: T, day: Date, eve: Date, life: Validity) {
    // What was to come later than the day is replaced too.
    facts.retain(|fact| fact.valid.first() < day);
    for fact in facts.iter_mut() {
        shorten(fact, eve);
    }
    facts.push(Dated::new(value, Validity::new(Some(day), life.to)));
}
