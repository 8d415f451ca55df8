//! `/{lang}/rounds/{round}/setup/units/choose`: choosing units among thousands: by name, level and agency above, one by one or all that are found.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_model::agency::{AgencyOnDay, Register};
use chiso_web::parts::{Cell, Column, Empty, Form, Row, Table, TableQuery};
use chiso_web::{Caller, Fields, PageError, PostedFields, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Pairs, at};

use super::mend::{form, is_draft, page as part_page, part, saved};
use super::search::{ROWS, Search};
use super::tick::Tick;
use super::units::{candidates, entrants};
use crate::entry::Rounds;
use crate::frame::RoundPath;
use crate::held::Held;
use crate::words::{say, say_with};

/// What follows the setup's address.
const REST: &str = "/units/choose";

/// A sentence in the middle of a form.
#[derive(Template)]
#[template(source = r#"<p class="muted" role="status">{{ text }}</p>"#, ext = "html")]
struct Sentence {
    text: String,
}

/// `GET /{lang}/rounds/{round}/setup/units/choose?q=&level=&within=`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let held = rounds.to_mend(&reader, &caller, &round).await?;
    let register = rounds.desk().register();
    let of = Choosing::of(&reader, &caller, &held, &register, &Fields(pairs.clone()))?;
    of.show(&pairs, &of.form(&BTreeSet::new()), StatusCode::OK)
}

/// `POST /{lang}/rounds/{round}/setup/units/choose`: takes units in, or looks further.
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let held = rounds.to_mend(&reader, &caller, &round).await?;
    let register = rounds.desk().register();
    let of = Choosing::of(&reader, &caller, &held, &register, &fields)?;
    let ticked: BTreeSet<&str> = fields.all("unit").collect();
    if Search::looks(&fields) {
        return of.show(&[], &of.form(&ticked), StatusCode::OK);
    }
    let more = match fields.get("act") {
        "all" => entrants(&of.found),
        _ => entrants(of.all.iter().filter(|agency| ticked.contains(agency.id().as_str()))),
    };
    let kept = if more.is_empty() {
        Err(Refusal::whole("Hãy chọn ít nhất một đơn vị.", "Tick at least one unit."))
    } else {
        rounds.revise(&caller, &held, &fields, |setup| setup.units.extend(more)).await
    };
    match kept {
        Ok(()) => Ok(saved(&reader, &held, &of.search.address(REST))),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, of.form(&ticked).fill(&fields))?;
            of.show(&[], &form, status)
        }
    }
}

/// The agencies that one caller can choose from.
struct Choosing<'a> {
    reader: &'a Reader,
    caller: &'a Caller,
    held: &'a Held,
    register: &'a Register,
    search: Search,
    /// Everybody who could be chosen.
    all: Vec<AgencyOnDay<'a>>,
    /// Those of them that are looked for.
    found: Vec<AgencyOnDay<'a>>,
}

impl<'a> Choosing<'a> {
    fn of(
        reader: &'a Reader,
        caller: &'a Caller,
        held: &'a Held,
        register: &'a Register,
        fields: &Fields,
    ) -> Result<Choosing<'a>, PageError> {
        if !is_draft(held) {
            return Err(Refusal::Hidden.page(reader));
        }
        let search = Search::of(fields);
        let all = candidates(held, register);
        let found = search.among(register, all.clone());
        Ok(Choosing { reader, caller, held, register, search, all, found })
    }

    fn form(&self, ticked: &BTreeSet<&str>) -> Form {
        let lang = self.reader.lang;
        let here = self.search.page(&self.found);
        let form = form(self.reader, self.caller, self.held, REST);
        let form = self.search.asked(lang, self.register, &self.all, form);
        let told = say_with(lang, "units-ticked", &[("count", ticked.len().into())]);
        let form = form.part(&Sentence { text: told }).part(&self.table(here, ticked));
        let elsewhere = ticked.iter().filter(|unit| !here.iter().any(|agency| agency.id().as_str() == **unit)).copied();
        let form = self.search.turned(lang, form, self.found.len(), elsewhere);
        let found = say_with(lang, "units-add-found", &[("count", self.found.len().into())]);
        let form = form.submit_as(say(lang, "units-add-ticked"), "act", "add");
        let form = if self.found.is_empty() { form } else { form.submit_as(found, "act", "all") };
        form.cancel(say(lang, "units-chosen"), at(self.reader, &part(self.held, "/units")))
    }

    fn table(&self, here: &[AgencyOnDay<'_>], ticked: &BTreeSet<&str>) -> Table {
        let lang = self.reader.lang;
        let row = |agency: &AgencyOnDay<'_>| {
            let above = agency.parent.and_then(|parent| self.register.on(parent, agency.day));
            Row::new(vec![
                Tick::unit(agency.id().as_str(), agency.title(lang), ticked).cell(),
                Cell::text(agency.kind.name().get(lang)),
                above.map_or_else(|| Cell::None("–".to_owned()), |above| Cell::text(above.title(lang))),
            ])
        };
        let columns = ["units-unit", "units-kind", "units-within"];
        let base = at(self.reader, &part(self.held, REST));
        Table::new(lang, "candidates", say(lang, "units-choose"), base, TableQuery::of(&[]))
            .columns(columns.map(|key| Column::text(say(lang, key))).into())
            .page_rows(ROWS)
            .rows(here.iter().map(row).collect(), here.len())
            .empty(Empty::new(say(lang, "units-not-found"), say(lang, "units-not-found-help")))
    }

    fn show(&self, pairs: &[(String, String)], form: &Form, status: StatusCode) -> Result<Response, PageError> {
        let lang = self.reader.lang;
        let told = [("chosen", self.held.round.setup.units.len().into()), ("found", self.found.len().into())];
        part_page(self.reader, self.held, REST, ("units-choose", "setup-units-lead"), pairs)
            .under(say(lang, "setup-units"), &part(self.held, "/units"))
            .lead(say_with(lang, "units-choose-lead", &told))
            .status(status)
            .form(form)
            .show()
    }
}
