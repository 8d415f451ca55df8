//! Who a caller is to a round, and of which units that keeps them from judging: the same for pages and for commands, so that nobody is shown a form that would be refused.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use chiso_model::agency::{AgencyId, POPULATION, Register};
use chiso_model::{Date, Lang};
use chiso_round::{By, Stage};
use chiso_store::StoreError;
use chiso_web::{Caller, PageError, Reader, Why, day_in_viet_nam};
use chiso_workspace::{Desk, Refusal};

use crate::entry::Rounds;
use crate::held::Held;
use crate::named::agency_title;
use crate::staff::roles_of;
use crate::words::{say, say_with};

/// That nobody judges their own unit, and whose it is.
struct NotOwn {
    help: String,
}

impl Why for NotOwn {
    fn status(&self) -> StatusCode {
        StatusCode::FORBIDDEN
    }

    fn title(&self, lang: Lang) -> String {
        say(lang, "conflict-title")
    }

    fn help(&self, _: Lang) -> String {
        self.help.clone()
    }
}

impl Rounds {
    /// Who a caller is to a round, at the moment at which the request came; what is written has the moment at which it is.
    ///
    /// # Errors
    /// [`Refusal::SignedOut`] where nobody is signed in.
    pub(crate) fn by(&self, caller: &Caller, held: &Held) -> Result<By, Refusal> {
        let person = Desk::person_of(caller)?;
        Ok(By { person, agencies: self.ties(caller, held).into_keys().collect(), at: caller.now_us })
    }

    /// The same for a page; nobody where no person has signed in.
    pub(crate) fn who(&self, caller: &Caller, held: &Held) -> By {
        let nobody = |_| By { person: String::new(), agencies: BTreeSet::new(), at: caller.now_us };
        self.by(caller, held).unwrap_or_else(nobody)
    }

    /// Whether a caller may not judge a unit because it is their own.
    pub(crate) fn is_own(&self, caller: &Caller, held: &Held, unit: &str) -> bool {
        self.by(caller, held).is_ok_and(|by| held.round.is_conflicted(&by, unit))
    }

    /// At which units a caller looks past the switches of a round: those who judge for the agency that runs it, but for their own units, whatever they are elsewhere.
    pub(crate) fn judges_units<'a>(&self, caller: &Caller, held: &'a Held) -> impl Fn(&str) -> bool + use<'a> {
        let (judges, by) = (self.judges(caller, held), self.who(caller, held));
        move |unit| judges && !held.round.is_conflicted(&by, unit)
    }

    /// A caller's own units that tables and reports of all units leave out for them: while the round does not let units see what is judged of them.
    pub(crate) fn hidden_units<'a>(&self, caller: &Caller, held: &'a Held) -> BTreeSet<&'a str> {
        let by = self.who(caller, held);
        let seen = [Stage::First, Stage::Second, Stage::Council].into_iter().all(|stage| held.round.units_see(stage));
        let units = held.round.setup.units.iter().map(|entrant| entrant.unit.as_str());
        units.filter(|unit| !seen && held.round.is_conflicted(&by, unit)).collect()
    }

    /// Why a caller may not judge some units that are their own, in the sentence of a key; none where none of them is.
    pub(crate) fn why_not<'a>(
        &self,
        key: &'static str,
        caller: &Caller,
        held: &Held,
        units: impl IntoIterator<Item = &'a str>,
        lang: Lang,
    ) -> Option<String> {
        let (ties, register) = (self.ties(caller, held), self.desk.register());
        let own: Vec<(&str, &String)> = units.into_iter().filter_map(|unit| Some((unit, ties.get(unit)?))).collect();
        let (_, through) = own.first()?;
        let names: Vec<String> = own
            .iter()
            .map(|(unit, _)| agency_title(&register, unit, held.round.setup.period.last_day()).get(lang).to_owned())
            .collect();
        let told = [
            ("own", agency_title(&register, through, caller.day).get(lang).to_owned().into()),
            ("units", names.join(", ").into()),
        ];
        Some(say_with(lang, key, &told))
    }

    /// The page that says so of one unit; none where the unit is not their own.
    pub(crate) fn not_own(
        &self,
        key: &'static str,
        reader: &Reader,
        caller: &Caller,
        held: &Held,
        unit: &str,
    ) -> Option<PageError> {
        let why = self.why_not(key, caller, held, [unit], reader.lang)?;
        Some(PageError::new(reader.lang, NotOwn { help: why }))
    }

    fn ties(&self, caller: &Caller, held: &Held) -> BTreeMap<String, String> {
        let roles = caller.actor.assignments.iter().filter_map(|role| role.agency.as_deref());
        ties(held, &self.desk.register(), caller.actor.person.as_deref(), roles, caller.day)
    }
}

/// Who somebody is to a round at a moment, by the roles that are kept of them: what [`Rounds::by`] says when they come themselves.
pub(crate) fn by_of(
    reader: &mut chiso_store::Reader<'_>,
    held: &Held,
    register: &Register,
    person: &str,
    at: i64,
) -> Result<By, StoreError> {
    let day = day_in_viet_nam(at);
    let rows = roles_of(reader, person, day)?;
    let roles = rows.iter().filter_map(|row| row.agency.as_deref());
    let agencies = ties(held, register, Some(person), roles, day).into_keys().collect();
    Ok(By { person: person.to_owned(), agencies, at })
}

/// The agencies that are somebody's own in a round, each with the one through which it is: those in which they hold a role or for which they appraise, those above
/// these, and all their kin. An official of a department does not judge the province it belongs to, nor one of a merged province any that went into it.
fn ties<'a>(
    held: &'a Held,
    register: &Register,
    person: Option<&str>,
    roles: impl Iterator<Item = &'a str>,
    day: Date,
) -> BTreeMap<String, String> {
    let appraises = held.round.setup.appraisers.iter().filter(|a| Some(a.person.as_str()) == person);
    let mut ties = BTreeMap::new();
    for through in roles.chain(appraises.map(|a| a.agency.as_str())) {
        for agency in std::iter::once(through.to_owned()).chain(above(register, through, day)) {
            for kin in kin(held, register, &agency, day) {
                ties.entry(kin).or_insert_with(|| through.to_owned());
            }
        }
    }
    ties
}

/// An agency with its relatives, and whoever answers in the round for one of these, or has one of these answer for it, with theirs.
fn kin(held: &Held, register: &Register, agency: &str, day: Date) -> BTreeSet<String> {
    let since = held.round.setup.period.last_day();
    let mut kin = relatives(register, agency, since, day);
    let named = held.round.heirs.iter().filter(|(unit, heir)| kin.contains(*unit) || kin.contains(*heir));
    let named: Vec<&String> = named.flat_map(|(unit, heir)| [unit, heir]).collect();
    kin.extend(named.into_iter().flat_map(|agency| relatives(register, agency, since, day)));
    kin
}

/// An agency with what it came from since a day and what became of it, also where only a part did.
fn relatives(register: &Register, agency: &str, since: Date, day: Date) -> BTreeSet<String> {
    let mut relatives = BTreeSet::from([agency.to_owned()]);
    if let Ok(id) = AgencyId::new(agency)
        && let Some(found) = register.get(&id)
    {
        let then = day.max(found.valid.first()).min(found.valid.last());
        let before = register.predecessors(&id, then, since.min(day).min(then), POPULATION);
        let after = register.successors(&id, then, day.max(then), POPULATION);
        relatives.extend(before.into_iter().chain(after).map(|relative| relative.id.as_str().to_owned()));
    }
    relatives
}

/// The agencies above one, the nearest first.
pub(crate) fn above(register: &Register, agency: &str, day: Date) -> Vec<String> {
    let Ok(id) = AgencyId::new(agency) else { return Vec::new() };
    let day = register.get(&id).map_or(day, |found| day.max(found.valid.first()).min(found.valid.last()));
    register.ancestors(&id, day).iter().map(|above| above.id().as_str().to_owned()).collect()
}
