//! `/{lang}/rounds/{round}/setup/units`: who is assessed: whole levels and kinds of agencies, or one; groups; who is assessed and not ranked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_model::agency::{AgencyId, AgencyKind, AgencyOnDay, Level, Register};
use chiso_model::{Date, Lang};
use chiso_round::round::{Entrant, Setup};
use chiso_web::parts::{Cell, Choice, Column, Empty, Field, Form, Row, Table, TableQuery, Tabs};
use chiso_web::{Caller, Fields, PageError, PostedFields, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Pairs, at};

use super::mend::{form, is_draft, page as part_page, part, saved};
use super::tick::Tick;
use super::which::which;
use crate::entry::Rounds;
use crate::frame::RoundPath;
use crate::held::Held;
use crate::words::{say, say_with};

/// Units on a page.
const ROWS: usize = 200;

/// `GET /{lang}/rounds/{round}/setup/units?level=`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let held = rounds.to_mend(&reader, &caller, &round).await?;
    let register = rounds.desk().register();
    let of = Units { reader: &reader, caller: &caller, held: &held, register: &register };
    of.show(&pairs, &of.choosing(&pairs, &BTreeSet::new()), &of.adding(), StatusCode::OK)
}

/// `POST /{lang}/rounds/{round}/setup/units`: what is done with the units that were ticked.
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let held = rounds.to_mend(&reader, &caller, &round).await?;
    let register = rounds.desk().register();
    let of = Units { reader: &reader, caller: &caller, held: &held, register: &register };
    let pairs = vec![("level".to_owned(), fields.get("level").to_owned())];
    let ticked: BTreeSet<&str> = if fields.has("all") {
        of.shown(&pairs).into_iter().map(|entrant| entrant.unit.as_str()).collect()
    } else {
        fields.all("unit").collect()
    };
    let kept = if ticked.is_empty() {
        Err(Refusal::whole("Hãy chọn ít nhất một đơn vị.", "Tick at least one unit."))
    } else {
        rounds.revise(&caller, &held, &fields, |setup| act(setup, &ticked, &fields)).await
    };
    match kept {
        Ok(()) => Ok(saved(&reader, &held, "/units")),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, of.choosing(&pairs, &ticked).fill(&fields))?;
            of.show(&pairs, &form, &of.adding(), status)
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
    let of = Units { reader: &reader, caller: &caller, held: &held, register: &register };
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
    of.show(&[], &of.choosing(&[], &BTreeSet::new()), &refused.1, refused.0)
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
}

impl<'a> Units<'a> {
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

    /// Those that could be assessed and are not yet: everybody below the agency that runs the round; for a ministry those beside it too, because it runs rounds
    /// for the nation.
    fn candidates(&self) -> Vec<AgencyOnDay<'a>> {
        let setup = &self.held.round.setup;
        let Some(owner) = self.on_day(&setup.owner) else { return Vec::new() };
        let chosen: BTreeSet<&str> = setup.units.iter().map(|entrant| entrant.unit.as_str()).collect();
        let mut found = self.register.descendants(owner.id(), self.day());
        if let Some(parent) = owner.parent.filter(|_| owner.level == Level::Ministry) {
            found.extend(self.register.children(parent, self.day()));
        }
        found.retain(|agency| agency.id() != owner.id() && !chosen.contains(agency.id().as_str()));
        found.sort_by(|a, b| (a.level, a.id()).cmp(&(b.level, b.id())));
        found
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
        let order = candidates.iter().map(|agency| agency.id().as_str()).filter(|id| found.contains(*id));
        Ok(order.map(|unit| Entrant { unit: unit.to_owned(), group: None, ranked: true }).collect())
    }

    /// The units of a level, or all.
    fn shown(&self, pairs: &[(String, String)]) -> Vec<&'a Entrant> {
        let level = level_of(pairs);
        let is_shown = |entrant: &&Entrant| {
            level.is_none_or(|level| self.on_day(&entrant.unit).is_some_and(|agency| agency.level == level))
        };
        self.held.round.setup.units.iter().filter(is_shown).collect()
    }

    fn table(&self, pairs: &[(String, String)], ticked: Option<&BTreeSet<&str>>) -> Table {
        let lang = self.lang();
        let query = TableQuery::of(pairs);
        let shown = self.shown(pairs);
        let row = |entrant: &&Entrant| {
            let found = self.on_day(&entrant.unit);
            let title = found.as_ref().map_or(entrant.unit.as_str(), |agency| agency.title(lang));
            let kind = found.as_ref().map_or_else(String::new, |agency| agency.kind.name().get(lang).to_owned());
            let id = format!("u-{}", entrant.unit);
            let is_ticked = ticked.is_some_and(|ticked| ticked.contains(entrant.unit.as_str()));
            let tick = Tick { id, name: "unit", value: &entrant.unit, label: title, shown: true, ticked: is_ticked };
            let first = if ticked.is_some() { tick.cell() } else { Cell::text(title) };
            let group = entrant.group.as_ref().map_or_else(|| Cell::None("–".to_owned()), Cell::text);
            let ranked = say(lang, if entrant.ranked { "units-ranked" } else { "units-not-ranked" });
            Row::new(vec![first, Cell::text(kind), group, Cell::text(ranked)])
        };
        let rows = shown.iter().skip(query.offset(ROWS)).take(ROWS).map(row).collect();
        let columns = ["units-unit", "units-kind", "units-group", "units-ranking"];
        let base = at(self.reader, &part(self.held, "/units"));
        Table::new(lang, "units", say(lang, "setup-units"), base, query)
            .columns(columns.map(|key| Column::text(say(lang, key))).into())
            .page_rows(ROWS)
            .rows(rows, shown.len())
            .empty(Empty::new(say(lang, "units-none"), say(lang, "units-none-help")))
    }

    /// The form with the units to tick, and what can be done with them.
    fn choosing(&self, pairs: &[(String, String)], ticked: &BTreeSet<&str>) -> Form {
        let lang = self.lang();
        let level = level_of(pairs).map_or("", Level::id);
        let all = say_with(lang, "units-all-shown", &[("count", self.shown(pairs).len().into())]);
        form(self.reader, self.caller, self.held, "/units")
            .hidden("level", level)
            .part(&self.table(pairs, Some(ticked)))
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
        let one =
            self.candidates().iter().map(|agency| Choice::new(agency.id().as_str(), agency.title(lang))).collect();
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
        let levels: BTreeSet<Level> = self
            .held
            .round
            .setup
            .units
            .iter()
            .filter_map(|entrant| self.on_day(&entrant.unit))
            .map(|agency| agency.level)
            .collect();
        let mut page =
            part_page(self.reader, self.held, "/units", ("setup-units", "setup-units-lead"), pairs).status(status);
        if levels.len() > 1 {
            let base = part(self.held, "/units");
            let now = level_of(pairs);
            let tabs = Tabs::new(say(lang, "units-level")).tab(
                say(lang, "units-every"),
                at(self.reader, &base),
                now.is_none(),
            );
            let tabs = levels.into_iter().fold(tabs, |tabs, level| {
                let to = at(self.reader, &format!("{base}?level={}", level.id()));
                tabs.tab(level.name().get(lang), to, now == Some(level))
            });
            page = page.part(&tabs);
        }
        if !is_draft(self.held) {
            return page.part(&self.table(pairs, None)).show();
        }
        if self.held.round.setup.units.is_empty() {
            return page.form(adding).show();
        }
        page.form(choosing).form_under(say(lang, "units-more"), adding).show()
    }
}

fn level_of(pairs: &[(String, String)]) -> Option<Level> {
    pairs.iter().find(|(name, _)| name == "level").and_then(|(_, value)| Level::from_id(value))
}
