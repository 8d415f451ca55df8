//! Who a caller is to a round, and of which units that keeps them from judging: the same for pages and for commands, so that nobody is shown a form that would be refused.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use chiso_model::Lang;
use chiso_model::agency::{AgencyId, POPULATION};
use chiso_round::By;
use chiso_web::{Caller, PageError, Reader, Why};
use chiso_workspace::{Desk, Refusal};

use crate::entry::Rounds;
use crate::held::Held;
use crate::named::agency_title;
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
        let help = self.why_not(key, caller, held, [unit], reader.lang)?;
        Some(PageError::new(reader.lang, NotOwn { help }))
    }

    /// The agencies that are a caller's own in a round, each with the one through which it is: those in which they hold a role or for which they appraise, those above
    /// these, and of all of them what they came from and what became of them. An official of a department does not judge the province it belongs to, nor one of a
    /// merged province any that went into it.
    fn ties(&self, caller: &Caller, held: &Held) -> BTreeMap<String, String> {
        let register = self.desk.register();
        let then = held.round.setup.period.last_day().min(caller.day);
        let person = caller.actor.person.as_deref();
        let appraises = held.round.setup.appraisers.iter().filter(|a| Some(a.person.as_str()) == person);
        let own = caller.actor.assignments.iter().filter_map(|held| held.agency.as_ref());
        let mut ties = BTreeMap::new();
        for through in own.chain(appraises.map(|a| &a.agency)) {
            for agency in std::iter::once(through.clone()).chain(self.above(caller, through)) {
                if let Ok(id) = AgencyId::new(agency.as_str())
                    && let Some(found) = register.get(&id)
                {
                    let day = caller.day.max(found.valid.first()).min(found.valid.last());
                    let before = register.predecessors(&id, day, then.min(day), POPULATION);
                    let after = register.successors(&id, day, caller.day.max(day), POPULATION);
                    for relative in before.into_iter().chain(after) {
                        ties.entry(relative.id.as_str().to_owned()).or_insert_with(|| through.clone());
                    }
                }
                ties.entry(agency).or_insert_with(|| through.clone());
            }
        }
        ties
    }
}
