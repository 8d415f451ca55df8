//! `/{lang}/surveys/{survey}/sheets/differ/{stamp}`: where two who keyed a sheet differ, side by side; one of them is chosen, or the paper is keyed anew there.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_model::Lang;
use chiso_questionnaire::{Answer, Form as Questionnaire};
use chiso_store::fieldwork::SurveySheet;
use chiso_survey::sheet::{Entries, Entry, Stamp};
use chiso_web::parts::{Empty, said};
use chiso_web::{CSRF, Caller, Fields, PageError, PostedFields, Reader};
use chiso_workspace::house::{at, go};
use chiso_workspace::{Desk, Refusal};

use super::assets::WithKeying;
use super::deeds::differences;
use super::kept::{refused_in, state_of};
use super::key::{StampPath, capital, id_of, seen};
use super::look::look;
use super::paper::{Key, Line, Paper, language_of};
use super::read::{field, one};
use super::{sheets_address, sheets_sheet};
use crate::entry::Surveys;
use crate::held::Held;
use crate::words::{say, say_with};

/// The field that says which unusual things were shown and are confirmed.
const SEEN: &str = "on-paper-seen";

/// The name of the field that says which of the two holds.
fn picked(name: &str) -> String {
    format!("holds:{name}")
}

/// A field in which the two differ.
struct Difference {
    id: String,
    /// The names of the fields that say which holds, and what is keyed anew.
    pick: String,
    anew: String,
    number: String,
    label: String,
    legend: String,
    keys: Vec<Key>,
    first: String,
    second: String,
    picked: String,
    value: String,
    wrong: Option<String>,
}

impl Difference {
    /// Whether one of the ways is chosen.
    fn is(&self, way: &str) -> bool {
        self.picked == way
    }
}

#[derive(Template)]
#[template(path = "sheets/differ.html")]
struct DifferForm {
    lang: Lang,
    action: String,
    csrf: String,
    differences: Vec<Difference>,
    wrong: Vec<(String, String)>,
    unusual: Vec<(String, String)>,
    seen: String,
    cancel: String,
}

impl DifferForm {
    fn t(&self, key: &str) -> String {
        say(self.lang, key)
    }

    fn csrf_field() -> &'static str {
        CSRF
    }

    fn seen_field() -> &'static str {
        SEEN
    }
}

/// A sheet that two have keyed differently.
struct Two<'a> {
    reader: &'a Reader,
    caller: &'a Caller,
    held: &'a Held,
    questionnaire: &'a Questionnaire,
    stamp: Stamp,
    first: Entries,
    second: Entries,
    /// The names of the fields in which they differ, in the order of the form.
    names: Vec<String>,
}

impl<'a> Two<'a> {
    async fn of(
        surveys: &Surveys,
        reader: &'a Reader,
        caller: &'a Caller,
        held: &'a Held,
        questionnaire: &'a Questionnaire,
        stamp: Stamp,
        row: &SurveySheet,
    ) -> Result<Two<'a>, Refusal> {
        let first: Entries = surveys.look_into_drawer(&held.id, row.first.as_ref()).await?;
        let second: Entries = surveys.look_into_drawer(&held.id, row.second.as_ref()).await?;
        let mut names = differences(questionnaire, &first, &second);
        names.sort_by_key(|name| questionnaire.items().iter().position(|item| item.name == own(name, questionnaire)));
        Ok(Two { reader, caller, held, questionnaire, stamp, first, second, names })
    }

    fn paper(&self) -> Paper<'a> {
        let lang = self.reader.lang;
        Paper::new(self.questionnaire, language_of(self.questionnaire, "", lang), lang)
    }

    /// The question of a field: its own, or the one beside whose “other” it stands.
    fn line(&self, paper: &Paper<'_>, name: &str) -> Option<Line> {
        let own = own(name, self.questionnaire);
        paper.line(self.questionnaire.items().iter().position(|item| item.name == own)?)
    }

    fn differences(&self, fields: &Fields, wrong: &[(String, String)]) -> Vec<Difference> {
        let (lang, paper) = (self.reader.lang, self.paper());
        let of = |name: &String| {
            let line = self.line(&paper, name)?;
            let is_own = line.name == *name;
            let keys = if is_own { line.keys.clone() } else { Vec::new() };
            let said = |entries: &Entries| self.said(entries.get(name), name, &keys);
            Some(Difference {
                id: id_of(name),
                pick: picked(name),
                anew: field(name),
                number: line.number.to_string(),
                label: if is_own {
                    line.label
                } else {
                    say_with(lang, "sheets-other-of", &[("number", line.number.into())])
                },
                legend: format!("legend-{name}"),
                first: said(&self.first),
                second: said(&self.second),
                keys,
                picked: fields.get(&picked(name)).to_owned(),
                value: fields.get(&field(name)).to_owned(),
                wrong: wrong.iter().find(|(own, _)| own == name).map(|(_, text)| text.clone()),
            })
        };
        self.names.iter().filter_map(of).collect()
    }

    /// What somebody keyed, in words.
    fn said(&self, entry: Option<&Entry>, name: &str, keys: &[Key]) -> String {
        let lang = self.reader.lang;
        let key = match entry {
            Some(Entry::Given(text)) => return self.given(text, name, keys),
            Some(Entry::Blank) => "sheets-mark-blank",
            Some(Entry::Illegible) => "sheets-mark-illegible",
            Some(Entry::Several) => "sheets-mark-several",
            None => "sheets-nothing-keyed",
        };
        say(lang, key)
    }

    fn given(&self, text: &str, name: &str, keys: &[Key]) -> String {
        if keys.is_empty() {
            return match self.questionnaire.answer_from_written(name, text) {
                Some(Answer::Date(date)) => chiso_model::day(date, self.reader.lang),
                Some(Answer::Decimal(_)) if self.reader.lang == Lang::Vi => text.replace('.', ","),
                _ => text.to_owned(),
            };
        }
        let label = |code: &str| {
            let key = keys.iter().find(|key| key.code == code);
            key.map_or_else(|| code.to_owned(), |key| format!("{} {}", key.typed, key.label))
        };
        text.split_whitespace().map(label).collect::<Vec<_>>().join("; ")
    }

    /// The sheet as a whole with what was chosen, or what is wrong with the choices.
    fn settled(&self, fields: &Fields) -> Result<Entries, Vec<(String, String)>> {
        let lang = self.reader.lang;
        let (mut entries, mut wrong) = (self.second.clone(), Vec::new());
        for name in &self.names {
            let typed = fields.get(&field(name));
            // Whoever types anew means what is typed.
            let chosen = match fields.get(&picked(name)) {
                "first" if typed.is_empty() => Ok(self.first.get(name).cloned()),
                "second" if typed.is_empty() => Ok(self.second.get(name).cloned()),
                _ if !typed.is_empty() => self.anew(name, typed),
                _ => Err(say(lang, "sheets-choose-one")),
            };
            match chosen {
                Ok(Some(entry)) => {
                    entries.insert(name.clone(), entry);
                }
                Ok(None) => {
                    entries.remove(name);
                }
                Err(text) => wrong.push((name.clone(), text)),
            }
        }
        if wrong.is_empty() { Ok(entries) } else { Err(wrong) }
    }

    fn anew(&self, name: &str, typed: &str) -> Result<Option<Entry>, String> {
        let items = self.questionnaire.items();
        match items.iter().position(|item| item.name == name) {
            Some(number) => one(self.questionnaire, number, typed, self.reader.lang),
            None => Ok(Some(super::read::mark(typed).unwrap_or_else(|| Entry::Given(typed.to_owned())))),
        }
    }

    fn show(
        &self,
        fields: &Fields,
        wrong: &[(String, String)],
        unusual: &[(String, String)],
        seen: String,
    ) -> Result<Response, PageError> {
        let (reader, lang, paper) = (self.reader, self.reader.lang, self.paper());
        let rest = format!("/differ/{}", self.stamp.text());
        let named = |told: &[(String, String)]| {
            let one = |(name, text): &(String, String)| {
                let number = paper.number(&own(name, self.questionnaire));
                let question = say_with(lang, "sheets-question", &[("number", number.into())]);
                (id_of(name), if number == 0 { text.clone() } else { format!("{}: {text}", capital(&question)) })
            };
            told.iter().map(one).collect()
        };
        let form = DifferForm {
            lang,
            action: at(reader, &sheets_address(self.held, &rest)),
            csrf: self.caller.csrf.clone(),
            differences: self.differences(fields, wrong),
            wrong: named(wrong),
            unusual: named(unusual),
            seen,
            cancel: at(reader, &sheets_address(self.held, "")),
        };
        let status =
            if wrong.is_empty() && unusual.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let title = say_with(lang, "sheets-differ-title", &[("stamp", self.stamp.grouped().into())]);
        let lead = say_with(lang, "sheets-differ-lead", &[("count", self.names.len().into())]);
        sheets_sheet(reader, self.held, &rest, title)
            .lead(lead)
            .status(status)
            .part(&WithKeying)
            .part(&form)
            .secret()
            .show()
    }
}

/// The name of the question that a field belongs to.
fn own(name: &str, questionnaire: &Questionnaire) -> String {
    match questionnaire.item(name) {
        Some(item) => item.name.clone(),
        None => name.strip_suffix("_other").unwrap_or(name).to_owned(),
    }
}

/// The row of a sheet that a caller may settle, or the page that says why not.
async fn to_settle(
    surveys: &Surveys,
    reader: &Reader,
    caller: &Caller,
    held: &Held,
    stamp: Stamp,
) -> Result<Result<SurveySheet, Response>, PageError> {
    let refused = |refusal: Refusal| refusal.page(reader);
    let person = Desk::person_of(caller).map_err(refused)?;
    let row = surveys.sheet(held, stamp).await.map_err(refused)?.ok_or_else(|| refused(Refusal::Hidden))?;
    let by = (row.first_by.as_deref(), row.second_by.as_deref());
    match state_of(&row).map_err(refused)?.settling(by, &person, surveys.runs(caller, held)) {
        Ok(_) => Ok(Ok(row)),
        Err(refusal) => {
            let lang = reader.lang;
            let title = say_with(lang, "sheets-differ-title", &[("stamp", stamp.grouped().into())]);
            let back = at(reader, &sheets_address(held, ""));
            let empty = Empty::new(refused_in(refusal, lang), "").first(say(lang, "sheets-title"), back);
            let rest = format!("/differ/{}", stamp.text());
            sheets_sheet(reader, held, &rest, title).status(StatusCode::CONFLICT).part(&empty).show().map(Err)
        }
    }
}

/// `GET`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey, stamp)): StampPath,
) -> Result<Response, PageError> {
    let held = surveys.with_sheets(&reader, &caller, &survey).await?;
    let stamp = surveys.stamp_in(&reader, &held, &stamp).await?;
    let row = match to_settle(&surveys, &reader, &caller, &held, stamp).await? {
        Ok(row) => row,
        Err(page) => return Ok(page),
    };
    let refused = |refusal: Refusal| refusal.page(&reader);
    let questionnaire = surveys.form(&held).await.map_err(refused)?;
    let two = Two::of(&surveys, &reader, &caller, &held, &questionnaire, stamp, &row).await.map_err(refused)?;
    two.show(&Fields::default(), &[], &[], String::new())
}

/// `POST`
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey, stamp)): StampPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let held = surveys.with_sheets(&reader, &caller, &survey).await?;
    let stamp = surveys.stamp_in(&reader, &held, &stamp).await?;
    let row = match to_settle(&surveys, &reader, &caller, &held, stamp).await? {
        Ok(row) => row,
        Err(page) => return Ok(page),
    };
    let refused = |refusal: Refusal| refusal.page(&reader);
    let questionnaire = surveys.form(&held).await.map_err(refused)?;
    let two = Two::of(&surveys, &reader, &caller, &held, &questionnaire, stamp, &row).await.map_err(refused)?;
    let entries = match two.settled(&fields) {
        Ok(entries) => entries,
        Err(wrong) => return two.show(&fields, &wrong, &[], String::new()),
    };
    // Only what was chosen here is looked at: the rest was confirmed when it was keyed.
    let language = language_of(&questionnaire, "", lang);
    let mut unusual = look(&questionnaire, &entries, caller.day, &language, lang).unusual;
    unusual.retain(|(name, _)| two.names.contains(name));
    let seen = seen(&unusual, &entries);
    if fields.get(SEEN) != seen {
        return two.show(&fields, &[], &unusual, seen);
    }
    match surveys.settle_difference(&caller, &held, &questionnaire, stamp, entries).await {
        Ok(()) => Ok(go(&said(&at(&reader, &sheets_address(&held, "/key")), "said-sheet-counted"))),
        Err(refusal @ (Refusal::Fields(_) | Refusal::Fault(_) | Refusal::Store(_))) => {
            two.show(&fields, &[(String::new(), refusal.message(lang))], &[], String::new())
        }
        Err(refusal) => Err(refused(refusal)),
    }
}
