//! What a change would do, shown before it is done.

use axum::http::StatusCode;
use axum::response::Response;
use chiso_model::Lang;
use chiso_model::agency::{Agency, Register};
use chiso_store::StoreError;
use chiso_web::parts::{Cell, Column, Field, Flash, Form, Row, Table, TableQuery, Timeline, said};
use chiso_web::{Caller, Fields, PageError, Reader, fold, tell};

use super::tables::{event, facts, when};
use super::{AGENCIES, limits};
use crate::agencies::Change;
use crate::agencies::change::allowed;
use crate::desk::Desk;
use crate::refusal::Refusal;
use crate::sheet::{Sheet, at, form_to, go};
use crate::words::say;

/// The button that leads back to the form.
const EDIT: &str = "edit";
/// The field that says what a caller has seen and agreed to.
const AGREED: &str = "agreed";

/// Most problems that are told at once.
const TOLD: usize = 20;
/// Most rows of what would change; those of the agencies themselves come first.
const ROWS: usize = 100;

/// A form about an agency: where it stands and what it is called.
pub(super) struct Place<'a> {
    pub(super) reader: &'a Reader,
    pub(super) caller: &'a Caller,
    pub(super) agency: &'a Agency,
    /// Address after the language.
    pub(super) rest: String,
    /// Key of the title.
    pub(super) title: String,
    /// Key of the message when it is done.
    pub(super) done: &'static str,
}

/// The form of a change that is shown before it is done: the reason at its end, and the way to what the change would do.
pub(super) fn to_preview(reader: &Reader, agency: &Agency, form: Form) -> Form {
    let lang = reader.lang;
    let reason = Field::area(lang, "reason", say(lang, "reason"), 2).limit(limits::NOTE);
    form.field(reason.hint(say(lang, "reason-hint")).optional())
        .submit(say(lang, "preview-see"))
        .cancel(say(lang, "cancel"), at(reader, &format!("/agencies/{}", agency.id)))
}

impl Place<'_> {
    /// The page, without what it holds.
    pub(super) fn sheet(&self) -> Sheet<'_> {
        let lang = self.reader.lang;
        let day = self.caller.day.max(self.agency.valid.first()).min(self.agency.valid.last());
        let name = self.agency.title_on(day, lang);
        Sheet::new(self.reader, self.rest.clone(), self.title.clone())
            .within(AGENCIES)
            .under(say(lang, "agencies-title"), AGENCIES)
            .under(name, &format!("/agencies/{}", self.agency.id))
            .under(self.title.clone(), &self.rest)
            .lead(name)
    }

    /// The page with the form.
    pub(super) fn form(&self, form: &Form, status: StatusCode) -> Result<Response, PageError> {
        self.sheet().status(status).form(form).show()
    }

    /// The page with the form and what is wrong with it.
    pub(super) fn refused(&self, refusal: Refusal, form: Form) -> Result<Response, PageError> {
        let (status, form) = refusal.into_form(self.reader, form)?;
        self.form(&form, status)
    }

    /// Shows what a change would do, or does it where that has been seen and agreed to. `form` is filled with what came.
    pub(super) async fn decide(
        &self,
        desk: &Desk,
        fields: &Fields,
        change: Result<Change, Refusal>,
        form: Form,
    ) -> Result<Response, PageError> {
        if fields.has(EDIT) {
            return self.form(&form, StatusCode::OK);
        }
        let change = match change {
            Ok(change) => change,
            Err(refusal) => return self.refused(refusal, form),
        };
        let seen = desk.register();
        allowed(self.caller, &seen, &change).map_err(|refusal| refusal.page(self.reader))?;
        let problems = change.problems(&seen);
        if !problems.is_empty() {
            let lang = self.reader.lang;
            let form = problems.iter().take(TOLD).fold(form, |form, problem| form.problem(problem.message(lang)));
            let form = match problems.len().saturating_sub(TOLD) {
                0 => form,
                more => form.problem(tell!(lang, "preview-more-problems", count = more.to_string())),
            };
            return self.form(&form, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let print = print(&seen, &change);
        if fields.get(AGREED) != print {
            return self.preview(&seen, &change, fields, &print, fields.has(AGREED));
        }
        let goes_to = self.goes_to(&change);
        match desk.change_agencies(self.caller, &seen, change.clone(), "entered", fields.get("reason")).await {
            Ok(()) => Ok(go(&said(&at(self.reader, &goes_to), self.done))),
            Err(Refusal::Store(StoreError::Conflict { .. })) => {
                desk.reread_register().await.map_err(|error| Refusal::Store(error).page(self.reader))?;
                let seen = desk.register();
                let print = self::print(&seen, &change);
                self.preview(&seen, &change, fields, &print, true)
            }
            Err(refusal) => self.refused(refusal, form),
        }
    }

    /// Where one goes on when it is done: to the agency that is new, or to this one; where that has then never been, to one that it came from.
    fn goes_to(&self, change: &Change) -> String {
        let first = change.agencies.first().map(|agency| &agency.id);
        let id = match first {
            Some(new) if self.rest.ends_with("/new") => new,
            Some(restored) if change.gone.contains(&self.agency.id) => restored,
            None if change.gone.contains(&self.agency.id) => return AGENCIES.to_owned(),
            _ => &self.agency.id,
        };
        format!("{AGENCIES}/{id}")
    }

    fn preview(
        &self,
        seen: &Register,
        change: &Change,
        fields: &Fields,
        print: &str,
        changed: bool,
    ) -> Result<Response, PageError> {
        let lang = self.reader.lang;
        let kept = fields.0.iter().filter(|(name, _)| name != AGREED && name != EDIT);
        let form = form_to(self.reader, self.caller, &self.rest);
        let form = kept.fold(form, |form, (name, value)| form.hidden(name, value));
        let form = form
            .hidden(AGREED, print)
            .submit(if change.taken_back.is_some() { say(lang, "event-take-back") } else { say(lang, "preview-do") })
            .submit_as(say(lang, "preview-edit"), EDIT, "yes")
            .cancel(say(lang, "cancel"), at(self.reader, &format!("/agencies/{}", self.agency.id)));
        let mut sheet = self.sheet();
        if changed {
            sheet = sheet.flash(Flash::warning(say(lang, "preview-changed")));
        }
        let after = change.made(seen);
        for (name, other) in same_names(seen, &after, change, lang) {
            sheet = sheet.part(&Flash::warning(tell!(lang, "preview-same-name", name = name, other = other)));
        }
        if !change.edges.is_empty() {
            let events = change.edges.iter().map(|edge| event(self.reader, &after, edge)).collect();
            sheet = sheet.section(say(lang, "preview-event"), &Timeline::new(events));
        }
        if let Some(taken) = &change.taken_back {
            sheet =
                sheet.section(say(lang, "preview-taken-back"), &Timeline::new(vec![event(self.reader, seen, taken)]));
        }
        if let Some((was, _)) = &change.corrected {
            sheet = sheet.section(say(lang, "preview-event"), &Timeline::new(vec![event(self.reader, seen, was)]));
        }
        let table = table(seen, change, lang);
        if change.is_of_event_alone() {
            sheet = sheet.part(&Flash::warning(say(lang, "preview-event-alone")));
        } else {
            sheet = sheet.section(say(lang, "preview-title"), &table);
        }
        sheet.part(&form).show()
    }
}

/// Names that a change gives and that another agency below the same one has on that day, with its id.
fn same_names(before: &Register, after: &Register, change: &Change, lang: Lang) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for agency in &change.agencies {
        let was = before.get(&agency.id);
        let names = agency.names.iter().filter(|name| was.is_none_or(|was| !was.names.contains(name)));
        for day in names.map(|name| name.valid.first().max(agency.valid.first())) {
            let Some(parent) = agency.parent_on(day) else { continue };
            let name = fold::fold(agency.title_on(day, Lang::Vi));
            let others = after.children(parent, day).into_iter().filter(|other| other.id() != &agency.id);
            for other in others.filter(|other| fold::fold(other.title(Lang::Vi)) == name) {
                found.push((agency.title_on(day, lang).to_owned(), other.id().to_string()));
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Stands for what a change was made from and makes of it.
fn print(register: &Register, change: &Change) -> String {
    let touched = change.agencies.iter().map(|agency| &agency.id).chain(&change.gone);
    let before: Vec<Option<&Agency>> = touched.map(|id| register.get(id)).collect();
    let events = (&change.edges, &change.taken_back, &change.corrected);
    let text = serde_json::to_string(&(before, &change.agencies, events)).unwrap_or_default();
    chiso_identity::digest(&text)
}

/// What changes: of which agency, what, before, after.
fn table(register: &Register, change: &Change, lang: Lang) -> Table {
    let after = change.made(register);
    let mut rows = Vec::new();
    for agency in &change.agencies {
        let before = register.get(&agency.id);
        let name = agency.title_on(agency.valid.last(), lang).to_owned();
        for (what, was, is) in differences(register, before, &after, agency, lang) {
            let cell = |text: String| if text.is_empty() { Cell::None("–".to_owned()) } else { Cell::text(text) };
            rows.push(Row::new(vec![Cell::text(name.clone()), Cell::text(what), cell(was), cell(is)]));
        }
    }
    for gone in change.gone.iter().filter_map(|id| register.get(id)) {
        let name = gone.title_on(gone.valid.first(), lang).to_owned();
        let none = Cell::None("–".to_owned());
        let what = Cell::text(say(lang, "preview-gone"));
        rows.push(Row::new(vec![Cell::text(name), what, Cell::text(when(gone.valid, lang)), none]));
    }
    if let Some((was, decision)) = &change.corrected {
        let (kind, what) = (Cell::text(was.kind.name().get(lang)), Cell::text(say(lang, "lineage-decision")));
        let before = was.decision.as_ref().map_or_else(|| Cell::None("–".to_owned()), Cell::text);
        rows.push(Row::new(vec![kind, what, before, Cell::text(decision)]));
    }
    let more = rows.len().saturating_sub(ROWS);
    if more > 0 {
        rows.truncate(ROWS);
        let cell = || Cell::None("…".to_owned());
        let told = Cell::text(tell!(lang, "preview-more-rows", count = more.to_string()));
        rows.push(Row::new(vec![told, cell(), cell(), cell()]));
    }
    let count = rows.len();
    Table::new(lang, "changes", say(lang, "preview-title"), "", TableQuery::of(&[]))
        .columns(vec![
            Column::text(say(lang, "agency-name")),
            Column::text(say(lang, "agency-what")),
            Column::text(say(lang, "preview-before")),
            Column::text(say(lang, "preview-after")),
        ])
        .page_rows(count)
        .rows(rows, count)
}

type Difference = (String, String, String);

fn differences(before: &Register, was: Option<&Agency>, after: &Register, is: &Agency, lang: Lang) -> Vec<Difference> {
    let mut found = Vec::new();
    let life = |agency: &Agency| when(agency.valid, lang);
    match was {
        None => found.push((say(lang, "preview-new"), String::new(), life(is))),
        Some(was) if was.valid != is.valid => found.push((say(lang, "agency-days"), life(was), life(is))),
        Some(_) => {}
    }
    let old = was.map(|was| facts(before, was, lang)).unwrap_or_default();
    let new = facts(after, is, lang);
    let text = |value: &str, when: String| format!("{value}, {when}");
    for (what, value, valid) in &new {
        match old.iter().find(|(name, known, since)| name == what && known == value && since.first() == valid.first()) {
            None => found.push((what.clone(), String::new(), text(value, when(*valid, lang)))),
            Some((.., held)) if held != valid => {
                found.push((what.clone(), text(value, when(*held, lang)), text(value, when(*valid, lang))));
            }
            Some(_) => {}
        }
    }
    for (what, value, valid) in &old {
        let goes_on =
            new.iter().any(|(name, known, since)| name == what && known == value && since.first() == valid.first());
        if !goes_on {
            found.push((what.clone(), text(value, when(*valid, lang)), String::new()));
        }
    }
    found
}
