//! `/{lang}/rounds/{round}/setup/units`: who is assessed: whole levels and kinds of agencies, or one; groups; who is assessed and not ranked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_model::agency::{AgencyId, AgencyKind, AgencyOnDay, Level, Register};
use chiso_model::{Date, Lang};
use chiso_round::round::{Entrant, Setup};
use chiso_web::parts::{Cell, Choice, Column, Empty, Field, Form, Row, Table, TableQuery};
use chiso_web::{Caller, Fields, PageError, PostedFields, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Pairs, at};

use super::candidates::assessable;
use super::mend::{form, is_draft, page as part_page, part, saved};
use super::search::{ROWS, Search, filters};
use super::tick::Tick;
use super::which::which;
use crate::entry::Rounds;
use crate::frame::RoundPath;
use crate::held::Held;
use crate::words::{say, say_with};

/// Names that a browser is given to complete at most.
const NAMES: usize = 500;

/// `GET /{lang}/rounds/{round}/setup/units?q=&level=&within=`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let held = rounds.to_mend(&reader, &caller, &round).await?;
    let register = rounds.desk().register();
    let of = Units::of(&reader, &caller, &held, &register, &Fields(pairs.clone()));
    of.show(&pairs, &of.choosing(&BTreeSet::new()), &of.adding(), StatusCode::OK)
}

/// `POST /{lang}/rounds/{round}/setup/units`: what is done with the units that were ticked, or a further look at the list.
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let held = rounds.to_mend(&reader, &caller, &round).await?;
    let register = rounds.desk().register();
    let of = Units::of(&reader, &caller, &held, &register, &fields);
    let ticked: BTreeSet<&str> = fields.all("unit").collect();
    if Search::looks(&fields) {
        return of.show(&[], &of.choosing(&ticked), &of.adding(), StatusCode::OK);
    }
    let meant: BTreeSet<&str> = if fields.has("all") {
        of.shown().into_iter().map(|entrant| entrant.unit.as_str()).collect()
    } else {
        ticked.clone()
    };
    let kept = if meant.is_empty() {
        Err(Refusal::whole("Hãy chọn ít nhất một đơn vị.", "Tick at least one unit."))
    } else {
        rounds.revise(&caller, &held, &fields, |setup| act(setup, &meant, &fields)).await
    };
    match kept {
        Ok(()) => Ok(saved(&reader, &held, &of.search.address("/units"))),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, of.choosing(&ticked).fill(&fields))?;
            of.show(&[], &form, &of.adding(), status)
        }
    }
}

/// `POST /{lang}/rounds/{round}/setup/units/add`: whole levels and kinds, or one agency.
pub(super) async fn add(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let held = rounds.to_mend(&reader, &caller, &round).await?;
    let register = rounds.desk().register();
    let of = Units::of(&reader, &caller, &held, &register, &Fields::default());
    let refused = match of.added(&fields) {
        Ok(more) => {
            let kept = rounds.revise(&caller, &held, &fields, |setup| setup.units.extend(more)).await;
            match kept {
                Ok(()) => return Ok(saved(&reader, &held, "/units")),
                Err(refusal) => refusal.into_form(&reader, of.adding().fill(&fields))?,
            }
        }
        Err(form) => (StatusCode::UNPROCESSABLE_ENTITY, *form),
    };
    of.show(&[], &of.choosing(&BTreeSet::new()), &refused.1, refused.0)
}

/// Does what was asked for with the units that were ticked.
fn act(setup: &mut Setup, ticked: &BTreeSet<&str>, fields: &Fields) {
    let group = Some(fields.get("group").to_owned()).filter(|group| !group.is_empty());
    match fields.get("act") {
        "remove" => setup.units.retain(|entrant| !ticked.contains(entrant.unit.as_str())),
        act => {
            for entrant in setup.units.iter_mut().filter(|entrant| ticked.contains(entrant.unit.as_str())) {
                match act {
                    "rank" => entrant.ranked = true,
                    "unrank" => entrant.ranked = false,
                    _ => entrant.group.clone_from(&group),
                }
            }
        }
    }
}

/// The units of a round as one caller has them before them.
struct Units<'a> {
    reader: &'a Reader,
    caller: &'a Caller,
    held: &'a Held,
    register: &'a Register,
    search: Search,
}

impl<'a> Units<'a> {
    fn of(
        reader: &'a Reader,
        caller: &'a Caller,
        held: &'a Held,
        register: &'a Register,
        fields: &Fields,
    ) -> Units<'a> {
        Units { reader, caller, held, register, search: Search::of(fields) }
    }

    fn lang(&self) -> Lang {
        self.reader.lang
    }

    /// The day whose register counts: the last of the period that is assessed.
    fn day(&self) -> Date {
        self.held.round.setup.period.last_day()
    }

    fn on_day(&self, unit: &str) -> Option<AgencyOnDay<'a>> {
        self.register.on(&AgencyId::new(unit).ok()?, self.day())
    }

    fn candidates(&self) -> Vec<AgencyOnDay<'a>> {
        candidates(self.held, self.register)
    }

    /// Levels, and kinds where a level has several, with the number of their agencies.
    fn sets(&self) -> Vec<Choice> {
        let mut levels: BTreeMap<Level, BTreeMap<AgencyKind, usize>> = BTreeMap::new();
        for agency in self.candidates() {
            *levels.entry(agency.level).or_default().entry(agency.kind).or_default() += 1;
        }
        let choice = |id: String, name: &str, count: usize| {
            let told = [("name", name.to_owned().into()), ("count", count.into())];
            Choice::new(id, say_with(self.lang(), "units-all-of", &told))
        };
        let mut out = Vec::new();
        for (level, kinds) in levels {
            let name = level.name();
            out.push(choice(format!("level:{}", level.id()), name.get(self.lang()), kinds.values().sum()));
            if kinds.len() > 1 {
                let of = |(kind, count): (AgencyKind, usize)| {
                    choice(format!("kind:{}:{}", level.id(), kind.id()), kind.name().get(self.lang()), count)
                };
                out.extend(kinds.into_iter().map(of));
            }
        }
        out
    }

    /// The units that were asked to be added.
    ///
    /// # Errors
    /// The form that says what is wrong.
    fn added(&self, fields: &Fields) -> Result<Vec<Entrant>, Box<Form>> {
        let candidates = self.candidates();
        let asked: BTreeSet<&str> = fields.all("sets").collect();
        let is_asked = |agency: &AgencyOnDay<'_>| {
            let (level, kind) = (agency.level.id(), agency.kind.id());
            asked.contains(format!("level:{level}").as_str()) || asked.contains(format!("kind:{level}:{kind}").as_str())
        };
        let mut found: BTreeSet<String> =
            candidates.iter().filter(|agency| is_asked(agency)).map(|agency| agency.id().to_string()).collect();
        let text = match fields.get(&Field::picked("one")) {
            "" => fields.get("one"),
            picked => picked,
        };
        let wrong = |key: &str| self.adding().fill(fields).wrong("one", say(self.lang(), key));
        if !text.is_empty() {
            let among = candidates.iter().map(|agency| agency.id().as_str()).collect();
            match which(self.register, self.day(), &among, text) {
                Ok(id) => {
                    found.insert(id);
                }
                Err(several) if several.is_empty() => return Err(Box::new(wrong("units-unknown"))),
                Err(several) => {
                    let several: Vec<Choice> = several.into_iter().map(|(id, title)| Choice::new(id, title)).collect();
                    return Err(Box::new(wrong("units-several").candidates("one", &several)));
                }
            }
        }
        if found.is_empty() {
            let form = self.adding().fill(fields);
            return Err(Box::new(form.wrong("sets", say(self.lang(), "units-nothing-chosen"))));
        }
        Ok(entrants(candidates.iter().filter(|agency| found.contains(agency.id().as_str()))))
    }

    /// The agencies that are assessed.
    fn assessed(&self) -> Vec<AgencyOnDay<'a>> {
        self.held.round.setup.units.iter().filter_map(|entrant| self.on_day(&entrant.unit)).collect()
    }

    /// The units that are looked for, or all.
    fn shown(&self) -> Vec<&'a Entrant> {
        let units = &self.held.round.setup.units;
        if self.search.is_for_all() {
            return units.iter().collect();
        }
        let found = self.search.among(self.register, self.assessed());
        let found: BTreeSet<&str> = found.iter().map(|agency| agency.id().as_str()).collect();
        units.iter().filter(|entrant| found.contains(entrant.unit.as_str())).collect()
    }

    fn table(&self, shown: &[&Entrant], ticked: Option<&BTreeSet<&str>>, query: TableQuery) -> Table {
        let lang = self.lang();
        let row = |entrant: &&Entrant| {
            let found = self.on_day(&entrant.unit);
            let title = found.as_ref().map_or(entrant.unit.as_str(), |agency| agency.title(lang));
            let kind = found.as_ref().map_or_else(String::new, |agency| agency.kind.name().get(lang).to_owned());
            let first =
                ticked.map_or_else(|| Cell::text(title), |ticked| Tick::unit(&entrant.unit, title, ticked).cell());
            let group = entrant.group.as_ref().map_or_else(|| Cell::None("–".to_owned()), Cell::text);
            let ranked = say(lang, if entrant.ranked { "units-ranked" } else { "units-not-ranked" });
            Row::new(vec![first, Cell::text(kind), group, Cell::text(ranked)])
        };
        let columns = ["units-unit", "units-kind", "units-group", "units-ranking"];
        let base = at(self.reader, &part(self.held, "/units"));
        Table::new(lang, "units", say(lang, "setup-units"), base, query)
            .columns(columns.map(|key| Column::text(say(lang, key))).into())
            .page_rows(ROWS)
            .rows(shown.iter().map(row).collect(), shown.len())
            .empty(Empty::new(say(lang, "units-none"), say(lang, "units-none-help")))
    }

    /// The units of a round that is under way: to look at only.
    fn list(&self, pairs: &[(String, String)]) -> Table {
        let lang = self.lang();
        let query = TableQuery::of(pairs);
        let shown = self.shown();
        let (levels, above) = filters(lang, self.register, &self.assessed());
        let from = query.offset(ROWS).min(shown.len());
        let here = &shown[from..shown.len().min(from + ROWS)];
        self.table(here, None, query)
            .total(shown.len())
            .find(say(lang, "units-find"))
            .filter("level", say(lang, "units-level"), say(lang, "units-every"), levels)
            .filter("within", say(lang, "units-within"), say(lang, "units-anywhere"), above)
    }

    /// The form with the units to tick, and what can be done with them.
    fn choosing(&self, ticked: &BTreeSet<&str>) -> Form {
        let lang = self.lang();
        let shown = self.shown();
        let here = self.search.page(&shown);
        let all = say_with(lang, "units-all-shown", &[("count", shown.len().into())]);
        let form = form(self.reader, self.caller, self.held, "/units");
        let form = self.search.asked(lang, self.register, &self.assessed(), form);
        let form = form.part(&self.table(here, Some(ticked), TableQuery::of(&[])));
        let elsewhere = ticked.iter().filter(|unit| !here.iter().any(|entrant| entrant.unit == **unit)).copied();
        self.search
            .turned(lang, form, shown.len(), elsewhere)
            .field(Field::single_box(lang, "all", all, false))
            .field(
                Field::text(lang, "group", say(lang, "units-group"))
                    .hint(say(lang, "units-group-hint"))
                    .limit(100)
                    .optional(),
            )
            .submit_as(say(lang, "units-set-group"), "act", "group")
            .submit_as(say(lang, "units-rank"), "act", "rank")
            .submit_as(say(lang, "units-unrank"), "act", "unrank")
            .submit_as(say(lang, "units-remove"), "act", "remove")
    }

    /// The form in which units are added.
    fn adding(&self) -> Form {
        let lang = self.lang();
        let sets = self.sets();
        // Thousands of names would weigh more than the page; without them the line takes what is typed all the same.
        let candidates = self.candidates();
        let named = if candidates.len() > NAMES { &[][..] } else { &candidates };
        let one = named.iter().map(|agency| Choice::new(agency.id().as_str(), agency.title(lang))).collect();
        let mut form = form(self.reader, self.caller, self.held, "/units/add");
        if !sets.is_empty() {
            form = form.field(Field::boxes(lang, "sets", say(lang, "units-sets"), sets).optional());
        }
        form.field(Field::find(lang, "one", say(lang, "units-one"), one).hint(say(lang, "units-one-hint")).optional())
            .submit(say(lang, "units-add"))
            .cancel(say(lang, "setup-back"), at(self.reader, &part(self.held, "")))
    }

    fn show(
        &self,
        pairs: &[(String, String)],
        choosing: &Form,
        adding: &Form,
        status: StatusCode,
    ) -> Result<Response, PageError> {
        let lang = self.lang();
        let page =
            part_page(self.reader, self.held, "/units", ("setup-units", "setup-units-lead"), pairs).status(status);
        if !is_draft(self.held) {
            return page.part(&self.list(pairs)).show();
        }
        let page = page.button(say(lang, "units-choose"), &part(self.held, "/units/choose"));
        if self.held.round.setup.units.is_empty() {
            return page.form(adding).show();
        }
        page.form(choosing).form_under(say(lang, "units-more"), adding).show()
    }
}

/// Those that could be assessed in a round and are not yet.
pub(super) fn candidates<'r>(held: &Held, register: &'r Register) -> Vec<AgencyOnDay<'r>> {
    let setup = &held.round.setup;
    let chosen: BTreeSet<&str> = setup.units.iter().map(|entrant| entrant.unit.as_str()).collect();
    let mut found = assessable(register, &setup.owner, setup.period.last_day());
    found.retain(|agency| !chosen.contains(agency.id().as_str()));
    found
}

/// Agencies as they come into a round.
pub(super) fn entrants<'r>(agencies: impl IntoIterator<Item = &'r AgencyOnDay<'r>>) -> Vec<Entrant> {
    let entrant = |agency: &AgencyOnDay<'_>| Entrant { unit: agency.id().to_string(), group: None, ranked: true };
    agencies.into_iter().map(entrant).collect()
}
