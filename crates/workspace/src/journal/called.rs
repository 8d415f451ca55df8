//! Which keys a name stands for: of agencies, of what became of them, of people.

use std::collections::BTreeSet;

use chiso_model::agency::{Agency, AgencyId, LineageEdge, Register};
use chiso_store::{Reader, StoreError};
use chiso_web::fold::{finds, fold};

use super::entries::{Part, Staff};
use crate::names::Names;

/// Most agencies and people that one name stands for.
const MOST: usize = 200;

/// Events of the register, each with the agencies that it names.
#[derive(Debug, Clone, Default)]
pub(super) struct Events(Vec<(String, BTreeSet<AgencyId>)>);

impl Events {
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Events, StoreError> {
        let named = |document| {
            let edge: Option<LineageEdge> = serde_json::from_value(document).ok();
            edge.map_or_else(BTreeSet::new, |edge| {
                edge.from.into_iter().chain(edge.to.into_iter().map(|heir| heir.id)).collect()
            })
        };
        Ok(Events(reader.lineage()?.into_iter().map(|row| (row.id, named(row.document))).collect()))
    }

    /// The keys of those that name one of some agencies.
    pub(super) fn naming(&self, is_one: impl Fn(&str) -> bool) -> BTreeSet<String> {
        let names = |agencies: &BTreeSet<AgencyId>| agencies.iter().any(|agency| is_one(agency.as_str()));
        self.0.iter().filter(|(_, agencies)| names(agencies)).map(|(key, _)| key.clone()).collect()
    }
}

/// What somebody who reads a part of the journal may call by name.
pub(super) struct Called<'a> {
    pub(super) register: &'a Register,
    pub(super) names: &'a Names,
    pub(super) events: &'a Events,
    pub(super) part: &'a Part,
    pub(super) staff: &'a Staff,
}

impl Called<'_> {
    /// The keys that a text stands for, itself among them, and whether there are more than are given. An id stands for itself and, of an agency, for the events
    /// that name it; another text for whoever bears it as a name or, where nobody does, has it in one.
    pub(super) fn keys(&self, text: &str) -> (Vec<String>, bool) {
        if text.is_empty() {
            return (Vec::new(), false);
        }
        let is_agency = AgencyId::new(text).is_ok_and(|id| self.register.get(&id).is_some());
        let is_known = is_agency || self.names.0.contains_key(text);
        let (agencies, people) = match (is_agency, is_known) {
            (true, _) => (vec![text.to_owned()], Vec::new()),
            (false, true) => Default::default(),
            _ => (self.agencies(text), self.people(text)),
        };
        let too_many = agencies.len() > MOST || people.len() > MOST;
        let agencies: BTreeSet<String> = agencies.into_iter().take(MOST).collect();
        let events = self.events.naming(|agency| agencies.contains(agency));
        let keys = [text.to_owned()].into_iter().chain(agencies).chain(events).chain(people.into_iter().take(MOST));
        (keys.collect(), too_many)
    }

    fn agencies(&self, text: &str) -> Vec<String> {
        let within = |agency: &&Agency| match self.part {
            Part::Whole => true,
            Part::Within(agencies) => agencies.contains(agency.id.as_str()),
        };
        best(
            text,
            self.register.agencies().iter().filter(within).map(|agency| {
                let names = agency.names.iter().flat_map(|name| {
                    let name = &name.value;
                    [Some(&name.text.vi), name.text.en.as_ref(), name.short.as_ref()].into_iter().flatten()
                });
                let called = names.chain(agency.aliases.iter().map(|alias| &alias.value)).map(String::as_str);
                (agency.id.as_str(), called.collect())
            }),
        )
    }

    fn people(&self, text: &str) -> Vec<String> {
        let within = |person: &String| matches!(self.part, Part::Whole) || self.staff.people.contains(person);
        let people = self.names.0.iter().filter(|(person, _)| within(person));
        best(text, people.map(|(person, name)| (person.as_str(), vec![name.as_str()])))
    }
}

/// The keys of those who are called exactly so; where nobody is, of those who have it in a name.
fn best<'a>(text: &str, called: impl Iterator<Item = (&'a str, Vec<&'a str>)>) -> Vec<String> {
    let wanted = fold(text);
    let (mut exactly, mut partly) = (Vec::new(), Vec::new());
    for (key, names) in called {
        if names.iter().any(|name| fold(name) == wanted) {
            exactly.push(key.to_owned());
        } else if names.iter().any(|name| finds(text, name)) {
            partly.push(key.to_owned());
        }
    }
    if exactly.is_empty() { partly } else { exactly }
}
