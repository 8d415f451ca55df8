//! `/{lang}/rounds/{round}/heirs`: units that are no more, who answers for each, and naming an agency where nobody does.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_model::agency::AgencyId;
use chiso_round::Heirship;
use chiso_web::parts::{Cell, Choice, Column, Empty, Field, Form, Row, Table, TableQuery, said};
use chiso_web::{Caller, Gate, PageError, PostedFields, Reader, Routes};
use chiso_workspace::house::{Pairs, at, form_to, go};

use crate::entry::Rounds;
use crate::frame::{RoundPath, address, sheet};
use crate::held::Held;
use crate::named::agency_title;
use crate::words::{WORDS, say, say_with};

pub(crate) fn routes() -> Routes<Arc<Rounds>> {
    let change = Gate::Needs(Resource::Round, Action::Change);
    Routes::new().page("/{lang}/rounds/{round}/heirs", change, page).form("/{lang}/rounds/{round}/heirs", change, send)
}

/// Units of a round that are no more, as one caller has them before them.
struct Heirs<'a> {
    reader: &'a Reader,
    caller: &'a Caller,
    rounds: &'a Rounds,
    held: Arc<Held>,
}

/// `GET /{lang}/rounds/{round}/heirs?unit=`
async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let heirs = Heirs::of(&rounds, &reader, &caller, &round).await?;
    let unit = pairs.iter().find(|(name, _)| name == "unit").map_or("", |(_, value)| value.as_str());
    heirs.show(unit, heirs.form(unit), &pairs, StatusCode::OK)
}

/// `POST /{lang}/rounds/{round}/heirs`
async fn send(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let heirs = Heirs::of(&rounds, &reader, &caller, &round).await?;
    let unit = fields.get("unit").to_owned();
    let heir = heirs.meant(fields.get("heir"));
    let reason = fields.get("reason").to_owned();
    match rounds.name_heir(&caller, &round, unit.clone(), heir, reason).await {
        Ok(()) => Ok(go(&said(&at(&reader, &heirs.address()), "said-heir-named"))),
        Err(refusal) => {
            let Some(form) = heirs.form(&unit) else { return Err(refusal.page(&reader)) };
            let (status, form) = refusal.into_form(&reader, form.fill(&fields))?;
            heirs.show(&unit, Some(form), &[], status)
        }
    }
}

impl<'a> Heirs<'a> {
    async fn of(
        rounds: &'a Rounds,
        reader: &'a Reader,
        caller: &'a Caller,
        round: &str,
    ) -> Result<Heirs<'a>, PageError> {
        let held = rounds.open(reader, caller, round).await?;
        let may = rounds.may(caller, Action::Change, Resource::Round, &held.round.setup.owner, &[]);
        may.map_err(|refusal| refusal.page(reader))?;
        Ok(Heirs { reader, caller, rounds, held })
    }

    fn address(&self) -> String {
        format!("{}/heirs", address(&self.held))
    }

    /// What an agency is called today.
    fn today(&self, id: &str) -> String {
        agency_title(&self.rounds.desk().register(), id, self.caller.day).get(self.reader.lang).to_owned()
    }

    /// What a unit was called in the round's time.
    fn then(&self, unit: &str) -> String {
        let day = self.held.round.setup.period.last_day();
        agency_title(&self.rounds.desk().register(), unit, day).get(self.reader.lang).to_owned()
    }

    /// The agency that a text means: an id, or the one name of an agency of today; otherwise the text itself, for which there is none.
    fn meant(&self, text: &str) -> String {
        let (register, text) = (self.rounds.desk().register(), text.trim());
        if AgencyId::new(text).is_ok_and(|id| register.get(&id).is_some()) {
            return text.to_owned();
        }
        match register.find_name(text, self.caller.day).as_slice() {
            [only] => only.id().as_str().to_owned(),
            _ => text.to_owned(),
        }
    }

    /// The form for a unit for which the register names nobody; also where somebody was named already.
    fn form(&self, unit: &str) -> Option<Form> {
        let lang = self.reader.lang;
        if !self.held.round.has_unit(unit) {
            return None;
        }
        let named = self.held.round.heirs.get(unit);
        let form = form_to(self.reader, self.caller, &self.address()).hidden("unit", unit);
        let form = match self.rounds.by_register(unit, self.caller.day) {
            Heirship::Itself | Heirship::Heir(_) => return None,
            Heirship::Divided(parts) => {
                let choice = |part: &AgencyId| {
                    let chosen = named.is_some_and(|named| named == part.as_str());
                    Choice::new(part.as_str(), self.today(part.as_str())).chosen(chosen)
                };
                form.field(Field::radios(lang, "heir", say(lang, "heirs-who"), parts.iter().map(choice).collect()))
            }
            Heirship::Nobody => form
                .field(Field::text(lang, "heir", say(lang, "heirs-who")).hint(say(lang, "heirs-who-hint")).limit(200)),
        };
        let reason = Field::area(lang, "reason", say(lang, "heirs-reason"), 2).hint(say(lang, "heirs-reason-hint"));
        Some(form.field(reason.limit(2_000)).submit(say(lang, "heirs-name")))
    }

    /// What became of a unit, who answers for it, and the way to name somebody; none of one that is still there.
    fn row(&self, unit: &str) -> Option<Row> {
        let lang = self.reader.lang;
        let became = match self.rounds.by_register(unit, self.caller.day) {
            Heirship::Itself => return None,
            Heirship::Heir(_) => say(lang, "heirs-carried-on"),
            Heirship::Divided(parts) => {
                let parts: Vec<String> = parts.iter().map(|part| self.today(part.as_str())).collect();
                say_with(lang, "heirs-divided", &[("parts", parts.join(", ").into())])
            }
            Heirship::Nobody => say(lang, "heirs-ended"),
        };
        let answers = match self.rounds.answers_for(&self.held, unit, self.caller.day) {
            Heirship::Heir(heir) => Cell::text(self.today(heir.as_str())),
            _ => Cell::None(say(lang, "heirs-nobody")),
        };
        let row = Row::new(vec![Cell::text(self.then(unit)), Cell::text(became), answers]);
        Some(match self.form(unit) {
            Some(_) => row.to(at(self.reader, &format!("{}?unit={unit}", self.address()))),
            None => row,
        })
    }

    fn show(
        &self,
        unit: &str,
        form: Option<Form>,
        pairs: &[(String, String)],
        status: StatusCode,
    ) -> Result<Response, PageError> {
        let lang = self.reader.lang;
        let units = self.held.round.setup.units.iter();
        let rows: Vec<Row> = units.filter_map(|entrant| self.row(&entrant.unit)).collect();
        let (count, open) = (rows.len(), self.rounds.unanswered(&self.held, self.caller.day).len());
        let table =
            Table::new(lang, "heirs", say(lang, "heirs-title"), at(self.reader, &self.address()), TableQuery::of(&[]))
                .columns(["heirs-unit", "heirs-became", "heirs-answers"].map(|key| Column::text(say(lang, key))).into())
                .page_rows(count.max(1))
                .rows(rows, count)
                .empty(Empty::new(say(lang, "heirs-none"), say(lang, "heirs-none-help")));
        let page = sheet(self.reader, &self.held, "/heirs", say(lang, "heirs-title"))
            .lead(say_with(lang, "heirs-lead", &[("count", open.into())]))
            .status(status)
            .said_in(&WORDS, pairs)
            .part(&table);
        match form {
            Some(form) => {
                page.form_under(say_with(lang, "heirs-for", &[("unit", self.then(unit).into())]), &form).show()
            }
            None => page.show(),
        }
    }
}

impl Rounds {
    /// The way of whoever runs a round to the units for which nobody answers; none where somebody answers for all.
    pub(crate) fn way_to_heirs(
        &self,
        caller: &Caller,
        held: &Held,
        lang: chiso_model::Lang,
    ) -> Option<(String, String)> {
        let open = self.unanswered(held, caller.day).len();
        (open > 0)
            .then(|| (say_with(lang, "heirs-ahead", &[("count", open.into())]), format!("{}/heirs", address(held))))
    }
}
