//! Which entries a caller may read.

use std::collections::{BTreeMap, BTreeSet};

use chiso_access::{Action, Resource, Role, Target};
use chiso_model::Date;
use chiso_model::agency::AgencyId;
use chiso_store::{Entry, JournalFilter, Reader, StoreError};
use chiso_web::Caller;

use super::called::{Called, Events};
use crate::desk::Desk;
use crate::names::Names;
use crate::refusal::Refusal;

/// Entries a page shows.
pub(super) const PAGE: usize = 50;
/// Entries that are looked through for one page at most, where a caller may read only some.
const LOOKED: usize = 5_000;

/// Who writes what nobody asked for.
const SYSTEM: &str = "system";

/// A page of the journal.
#[derive(Debug, Clone, Default)]
pub(super) struct Page {
    /// Entries, the newest first.
    pub(super) entries: Vec<Entry>,
    /// Where the next page begins, if there is one.
    pub(super) next: Option<i64>,
    /// Names of those who did something.
    pub(super) names: Names,
    /// How many entries were left out because the system wrote them by itself.
    pub(super) hidden: i64,
    /// Whether more agencies or people are so called than are looked for.
    pub(super) too_many: bool,
}

/// What to look for.
#[derive(Debug, Clone, Default)]
pub(super) struct Wanted {
    pub(super) filter: JournalFilter,
    /// Name or id of what entries are about or by; empty for everything.
    pub(super) text: String,
    /// Whether to leave out what the system wrote by itself.
    pub(super) hide_system: bool,
}

/// What can be chosen in the filters.
#[derive(Debug, Clone, Default)]
pub(super) struct Choices {
    pub(super) acts: Vec<String>,
    pub(super) abouts: Vec<String>,
    /// People by id, with their names.
    pub(super) people: BTreeMap<String, String>,
}

/// How much of the journal a caller may read.
#[derive(Debug, Clone)]
pub(super) enum Part {
    /// Everything.
    Whole,
    /// What people and agencies within some agencies did or went through.
    Within(BTreeSet<String>),
}

impl Part {
    /// Whether an entry is in it.
    fn holds(&self, entry: &Entry, staff: &Staff) -> bool {
        match self {
            Part::Whole => true,
            Part::Within(agencies) => {
                staff.wholly.contains(&entry.actor)
                    || (entry.about == "agency" && agencies.contains(&entry.row_key))
                    || (entry.about == "person" && staff.people.contains(&entry.row_key))
                    || (entry.about == "lineage" && staff.events.contains(&entry.row_key))
            }
        }
    }
}

impl Desk {
    fn readable(&self, caller: &Caller, action: Action) -> Result<Part, Refusal> {
        Desk::may_somewhere(caller, action, Resource::Journal)?;
        if Desk::may(caller, action, &Target::of(Resource::Journal)).is_ok() {
            return Ok(Part::Whole);
        }
        let register = self.register();
        let mut agencies = BTreeSet::new();
        for held in &caller.actor.assignments {
            let Some(agency) = held.agency.as_ref().and_then(|id| AgencyId::new(id.clone()).ok()) else { continue };
            if self.may_in(caller, action, Resource::Journal, &agency).is_ok() {
                agencies.insert(agency.as_str().to_owned());
                let below = register.descendants(&agency, caller.day);
                agencies.extend(below.iter().map(|found| found.id().as_str().to_owned()));
            }
        }
        if agencies.is_empty() { Err(Refusal::Hidden) } else { Ok(Part::Within(agencies)) }
    }

    /// A page of the entries that a caller may read and that are wanted.
    pub(super) async fn journal_page(
        &self,
        caller: &Caller,
        action: Action,
        wanted: Wanted,
        rows: usize,
    ) -> Result<Page, Refusal> {
        let part = self.readable(caller, action)?;
        let (day, register) = (caller.day, self.register());
        let mut page = self
            .store
            .read(move |reader| -> Result<Page, Refusal> {
                let names = Names::read(reader)?;
                let events = Events::read(reader)?;
                let staff = staff(reader, &part, &events, day)?;
                let Wanted { mut filter, text, hide_system } = wanted;
                let meant = Called { register: &register, names: &names, events: &events, part: &part, staff: &staff };
                let too_many;
                (filter.any_of, too_many) = meant.keys(&text);
                let mut hidden = 0;
                if hide_system && filter.actor.is_empty() {
                    let by_system = JournalFilter { actor: SYSTEM.to_owned(), before_seq: None, ..filter.clone() };
                    hidden = match part {
                        Part::Whole => reader.count_journal(&by_system)?,
                        Part::Within(_) => {
                            let (entries, _) = walk(reader, &by_system, &part, &staff, LOOKED)?;
                            i64::try_from(entries.len()).unwrap_or(i64::MAX)
                        }
                    };
                    SYSTEM.clone_into(&mut filter.not_by);
                }
                let (entries, next) = walk(reader, &filter, &part, &staff, rows)?;
                Ok(Page { entries, next, names, hidden, too_many })
            })
            .await?;
        page.entries = page.entries.into_iter().map(|entry| self.unsealed(caller, entry)).collect();
        Ok(page)
    }

    /// What the filters offer a caller.
    pub(super) async fn journal_choices(&self, caller: &Caller) -> Result<Choices, Refusal> {
        let part = self.readable(caller, Action::See)?;
        let day = caller.day;
        self.store
            .read(move |reader| -> Result<Choices, Refusal> {
                let events = Events::read(reader)?;
                let staff = staff(reader, &part, &events, day)?;
                let mut people = Names::read(reader)?.0;
                if matches!(part, Part::Within(_)) {
                    people.retain(|id, _| staff.people.contains(id));
                }
                Ok(Choices { acts: reader.journal_acts()?, abouts: reader.journal_abouts()?, people })
            })
            .await
    }
}

/// Entries that a filter lets through and that are in a part, and where the next page begins.
fn walk(
    reader: &mut Reader<'_>,
    filter: &JournalFilter,
    part: &Part,
    staff: &Staff,
    rows: usize,
) -> Result<(Vec<Entry>, Option<i64>), StoreError> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut before = filter.before_seq;
    let mut looked = 0;
    loop {
        let found = reader.journal(&JournalFilter { before_seq: before, limit: 500, ..filter.clone() })?;
        let Some(last) = found.last().map(|entry| entry.seq) else { return Ok((entries, None)) };
        for entry in found {
            if entries.len() == rows {
                let next = entries.last().map(|entry| entry.seq);
                return Ok((entries, next));
            }
            if part.holds(&entry, staff) {
                entries.push(entry);
            }
            looked += 1;
        }
        before = Some(last);
        if looked >= LOOKED.max(rows) {
            return Ok((entries, before));
        }
    }
}

/// Whose doings belong to a part.
#[derive(Debug, Clone, Default)]
pub(super) struct Staff {
    /// Who holds a role within today.
    pub(super) people: BTreeSet<String>,
    /// Events that name an agency within.
    events: BTreeSet<String>,
    /// Those among them who never held one elsewhere, and the keys of agencies within: everything they did, they did within.
    wholly: BTreeSet<String>,
}

fn staff(reader: &mut Reader<'_>, part: &Part, events: &Events, day: Date) -> Result<Staff, StoreError> {
    let Part::Within(agencies) = part else { return Ok(Staff::default()) };
    let is_within = |agency: Option<&String>| agency.is_some_and(|agency| agencies.contains(agency));
    let (mut people, mut elsewhere) = (BTreeSet::new(), BTreeSet::new());
    for row in reader.assignments()? {
        if !is_within(row.agency.as_ref()) {
            elsewhere.insert(row.person);
        } else if row.ended.is_none()
            && row.valid_from <= day
            && row.valid_to.is_none_or(|to| day <= to)
            && Role::from_id(&row.role).is_some()
        {
            people.insert(row.person);
        }
    }
    let keys = reader.api_keys()?.into_iter().filter(|key| is_within(key.agency.as_ref()));
    let keys = keys.map(|key| format!("key:{}", key.id));
    let wholly = people.difference(&elsewhere).cloned().chain(keys).collect();
    Ok(Staff { people, events: events.naming(|agency| agencies.contains(agency)), wholly })
}
