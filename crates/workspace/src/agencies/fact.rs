//! Something new about an agency from a day on: what held until then ends on the day before, and stays known.

use chiso_model::agency::{Agency, AgencyId, AgencyKind, Code, Dated, Name, Register, Validity};
use chiso_model::{Date, Text};

use super::change::Change;
use super::event::{replace, shorten};

/// Something that holds of an agency from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// A name.
    Name(Text),
    /// A kind.
    Kind(AgencyKind),
    /// What it stands below.
    Parent(AgencyId),
    /// A code; the one of the same system that held until then ends.
    Code(Code),
    /// Another way in which its name is written; those that held go on.
    Alias(String),
}

impl Fact {
    /// The change of the register when this holds of an agency from a day on. An agency that is not in the register is left out.
    pub fn change(&self, register: &Register, id: &AgencyId, day: Date) -> Change {
        let eve = day.yesterday().unwrap_or(day);
        let changed = register.get(id).cloned().map(|mut agency| {
            let (life, valid) = (agency.valid, Validity::new(Some(day), agency.valid.to));
            match self {
                Fact::Name(text) => {
                    let short = short_of(&agency, text, day);
                    replace(&mut agency.names, Name { text: text.clone(), short }, day, eve, life);
                }
                Fact::Kind(kind) => replace(&mut agency.kinds, *kind, day, eve, life),
                Fact::Parent(parent) => replace(&mut agency.parents, parent.clone(), day, eve, life),
                Fact::Code(code) => {
                    agency.codes.retain(|held| held.value.system != code.system || held.valid.first() < day);
                    for held in agency.codes.iter_mut().filter(|held| held.value.system == code.system) {
                        shorten(held, eve);
                    }
                    agency.codes.push(Dated::new(code.clone(), valid));
                }
                Fact::Alias(alias) => agency.aliases.push(Dated::new(alias.clone(), valid)),
            }
            agency
        });
        Change::of(changed.into_iter().collect())
    }
}

/// A short name goes with the name it was made for.
fn short_of(agency: &Agency, text: &Text, day: Date) -> Option<String> {
    let before = agency.name_on(day);
    before.short.clone().filter(|_| before.text.vi == text.vi)
}

/// An id for a new agency that nobody has: its code of the statistics office, or else its name, with that of the parent or the year where that is taken.
pub(crate) fn free_id(
    register: &Register,
    name: &str,
    gso: &str,
    parent: Option<&AgencyId>,
    day: Date,
) -> Option<AgencyId> {
    let parent = parent.map_or("", AgencyId::as_str);
    let year = day.year();
    let tries = [
        gso.to_owned(),
        format!("{gso} {year}"),
        name.to_owned(),
        format!("{name} {parent}"),
        format!("{name} {parent} {year}"),
    ];
    let start = if gso.is_empty() { 2 } else { 0 };
    let numbered = (2..1_000).map(|number| format!("{name} {parent} {year} {number}"));
    tries
        .into_iter()
        .skip(start)
        .chain(numbered)
        .filter_map(|text| AgencyId::of(&text).ok())
        .find(|id| register.get(id).is_none())
}
