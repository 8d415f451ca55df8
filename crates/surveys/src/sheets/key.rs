//! `/{lang}/surveys/{survey}/sheets/key`: the stamp number is typed or scanned, then the whole sheet on one long page made for the keyboard.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_model::Lang;
use chiso_questionnaire::{Form as Questionnaire, OTHER};
use chiso_survey::sheet::{Entries, Entry, SheetState, Slip, Stamp, StampFault, Turn};
use chiso_web::parts::{Empty, Field, Form, said};
use chiso_web::{CSRF, Caller, Fields, PageError, PostedFields, Reader};
use chiso_workspace::house::{Links, Pairs, at, form_to, go};
use chiso_workspace::{Desk, Refusal};

use super::assets::WithKeying;
use super::deeds::Became;
use super::kept::{refused_in, stamp_of, state_of};
use super::look::look;
use super::paper::{Control, Grid, Key, Line, Paper, Part, language_of};
use super::read::{Typed, field, read};
use super::{sheets_address, sheets_sheet};
use crate::entry::Surveys;
use crate::frame::SurveyPath;
use crate::held::Held;
use crate::words::{WORDS, say, say_with};

/// The language, the survey and a stamp number in the address.
pub(super) type StampPath = Path<(String, String, String)>;

const REST: &str = "/key";

/// The button that makes a sheet void.
const VOID: &str = "void";

/// The field that says which unusual things were shown and are confirmed.
const SEEN: &str = "on-paper-seen";

impl Surveys {
    /// The stamp number in an address, where the survey has such a sheet.
    pub(super) async fn stamp_in(&self, reader: &Reader, held: &Held, typed: &str) -> Result<Stamp, PageError> {
        let hidden = || Refusal::Hidden.page(reader);
        let stamp = Stamp::read(typed).map_err(|_| hidden())?;
        let row = self.sheet(held, stamp).await.map_err(|refusal| refusal.page(reader))?;
        row.map(|_| stamp).ok_or_else(hidden)
    }
}

/// The form for the number; whoever runs the survey can make a sheet void from here.
fn stamp_form(reader: &Reader, caller: &Caller, held: &Held, runs: bool) -> Form {
    let lang = reader.lang;
    let form = form_to(reader, caller, &sheets_address(held, REST))
        .field(
            Field::text(lang, "stamp", say(lang, "sheets-stamp"))
                .hint(say(lang, "sheets-stamp-hint"))
                .inputmode("numeric")
                .autocomplete("off")
                .short(),
        )
        .submit(say(lang, "sheets-key-open"));
    if runs { form.submit_as(say(lang, "sheets-void-do"), VOID, "yes") } else { form }
}

fn show_stamp(reader: &Reader, held: &Held, form: &Form, pairs: &[(String, String)]) -> Result<Response, PageError> {
    let lang = reader.lang;
    sheets_sheet(reader, held, REST, say(lang, "sheets-key"))
        .lead(say(lang, "sheets-key-lead"))
        .said_in(&WORDS, pairs)
        .part(&WithKeying)
        .form(form)
        .part(&Links::to(reader, vec![(say(lang, "sheets-title"), sheets_address(held, ""))]))
        .show()
}

/// `GET`: which sheet.
pub(super) async fn ask(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let held = surveys.with_sheets(&reader, &caller, &survey).await?;
    show_stamp(&reader, &held, &stamp_form(&reader, &caller, &held, surveys.runs(&caller, &held)), &pairs)
}

/// `POST`: on to the sheet, or which slip is likely.
pub(super) async fn look_up(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let held = surveys.with_sheets(&reader, &caller, &survey).await?;
    let refused = |refusal: Refusal| refusal.page(&reader);
    let rows = surveys.sheets(&held.id).await.map_err(refused)?;
    let known: BTreeSet<Stamp> = rows.iter().filter_map(stamp_of).collect();
    let (typed, runs) = (fields.get("stamp"), surveys.runs(&caller, &held));
    let wrong = match Stamp::read(typed) {
        Ok(stamp) if known.contains(&stamp) && runs && fields.has(VOID) => {
            return Ok(go(&at(&reader, &sheets_address(&held, &format!("/void/{}", stamp.text())))));
        }
        Ok(stamp) if known.contains(&stamp) => {
            let person = Desk::person_of(&caller).map_err(refused)?;
            let row = rows.iter().find(|row| stamp_of(row) == Some(stamp));
            let turn = match row {
                Some(row) => state_of(row).map_err(refused)?.turn(row.first_by.as_deref(), &person),
                None => return Err(refused(Refusal::Hidden)),
            };
            match turn {
                Ok(_) => return Ok(go(&at(&reader, &sheets_address(&held, &format!("{REST}/{}", stamp.text()))))),
                Err(refusal) => refused_in(refusal, lang).to_owned(),
            }
        }
        Ok(_) => say(lang, "sheets-stamp-unknown"),
        Err(fault) => said_of(fault, typed, &known, lang),
    };
    let form = stamp_form(&reader, &caller, &held, runs).fill(&fields).wrong("stamp", wrong);
    show_stamp(&reader, &held, &form, &[])
}

/// What is wrong with a stamp number, and which slip it may be.
fn said_of(fault: StampFault, typed: &str, known: &BTreeSet<Stamp>, lang: Lang) -> String {
    let text = match fault {
        StampFault::NoDigit(letter) => say_with(lang, "sheets-stamp-letter", &[("letter", letter.to_string().into())]),
        StampFault::Length(length) => {
            say_with(lang, "sheets-stamp-length", &[("length", length.into()), ("wanted", Stamp::DIGITS.into())])
        }
        StampFault::Check => say(lang, "sheets-stamp-check"),
    };
    let meant = Stamp::meant(typed, known);
    let slip = |(slip, stamp): &(Slip, Stamp)| {
        let (key, place) = match slip {
            Slip::Digit(place) => ("sheets-slip-digit", place),
            Slip::Swap(place) => ("sheets-slip-swap", place),
        };
        say_with(
            lang,
            key,
            &[("place", (*place).into()), ("next", (place + 1).into()), ("stamp", stamp.grouped().into())],
        )
    };
    std::iter::once(text).chain(meant.iter().take(3).map(slip)).collect::<Vec<_>>().join(" ")
}

/// A part of the page that is keyed.
pub(super) enum Place {
    /// A heading, or a text of the form.
    Words { text: String, condition: String, deep: usize },
    /// Fields with the answers that are the same for all of them; the text is that of a grid, and empty of a question by itself.
    Fields { legend: String, text: String, condition: String, keys: Vec<Key>, fields: Vec<Keying> },
}

/// A field that is keyed.
pub(super) struct Keying {
    /// The name under which it is sent, and that it has in the page.
    pub(super) name: String,
    pub(super) id: String,
    /// Its number on the paper; empty of the text beside “other”.
    pub(super) number: String,
    pub(super) label: String,
    pub(super) condition: String,
    pub(super) value: String,
    /// What kind of field: `one`, `many`, `places`, `text`, `long`.
    pub(super) kind: &'static str,
    /// What is keyed in the field before where this one is written, too.
    pub(super) only: Option<String>,
    pub(super) wrong: Option<String>,
    pub(super) unusual: Option<String>,
}

/// The sheet as it is keyed.
#[derive(Template)]
#[template(path = "sheets/key.html")]
pub(super) struct KeyingForm {
    lang: Lang,
    action: String,
    csrf: String,
    stamp: String,
    told: String,
    places: Vec<Place>,
    /// What cannot be taken, with the field it is in.
    wrong: Vec<(String, String)>,
    /// What is unusual, with the field it is in; to be confirmed.
    unusual: Vec<(String, String)>,
    seen: String,
    cancel: String,
}

impl KeyingForm {
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

/// What stands around the fields when they are drawn.
struct Drawn<'a> {
    fields: &'a Fields,
    wrong: &'a [(String, String)],
    unusual: &'a [(String, String)],
    lang: Lang,
}

pub(super) fn id_of(name: &str) -> String {
    format!("k-{name}")
}

impl Drawn<'_> {
    fn keying(&self, line: &Line) -> Vec<Keying> {
        let kind = match line.control {
            Control::One => "one",
            Control::Many => "many",
            Control::Places => "places",
            Control::Number | Control::Day | Control::Text => "text",
            Control::Long => "long",
        };
        let own = self.field(&line.name, line.number.to_string(), line.label.clone(), line.condition.clone(), kind);
        let other = line.other.as_ref().map(|other| {
            let label = say_with(self.lang, "sheets-other-of", &[("number", line.number.into())]);
            let only = line.keys.iter().find(|key| key.code == OTHER).map(|key| key.typed.clone());
            Keying { only, ..self.field(other, String::new(), label, String::new(), "text") }
        });
        std::iter::once(own).chain(other).collect()
    }

    fn field(&self, name: &str, number: String, label: String, condition: String, kind: &'static str) -> Keying {
        let of = |told: &[(String, String)]| told.iter().find(|(own, _)| own == name).map(|(_, text)| text.clone());
        Keying {
            value: self.fields.get(&field(name)).to_owned(),
            name: field(name),
            id: id_of(name),
            number,
            label,
            condition,
            kind,
            only: None,
            wrong: of(self.wrong),
            unusual: of(self.unusual),
        }
    }

    fn place(&self, number: usize, part: Part) -> Place {
        let legend = format!("legend-{number}");
        match part {
            Part::Heading { text, condition, deep, .. } => Place::Words { text, condition, deep },
            Part::Note { lines, condition } => Place::Words { text: lines.join(" "), condition, deep: usize::MAX },
            Part::Line(line) => Place::Fields {
                legend,
                text: String::new(),
                condition: String::new(),
                fields: self.keying(&line),
                keys: line.keys,
            },
            Part::Grid(Grid { text, condition, keys, rows, .. }) => {
                let fields = rows.iter().flat_map(|row| self.keying(row)).collect();
                Place::Fields { legend, text, condition, keys, fields }
            }
        }
    }
}

/// The page of a sheet that is keyed.
struct KeyPage<'a> {
    reader: &'a Reader,
    caller: &'a Caller,
    held: &'a Held,
    questionnaire: &'a Questionnaire,
    stamp: Stamp,
    turn: Turn,
}

impl KeyPage<'_> {
    fn paper(&self) -> Paper<'_> {
        let lang = self.reader.lang;
        Paper::new(self.questionnaire, language_of(self.questionnaire, "", lang), lang)
    }

    fn show(
        &self,
        fields: &Fields,
        wrong: &[(String, String)],
        unusual: &[(String, String)],
        seen: String,
    ) -> Result<Response, PageError> {
        let (lang, paper) = (self.reader.lang, self.paper());
        let drawn = Drawn { fields, wrong, unusual, lang };
        let places = paper.parts().into_iter().enumerate().map(|(number, part)| drawn.place(number, part)).collect();
        let turn = if self.turn == Turn::First { "sheets-turn-first" } else { "sheets-turn-second" };
        let rest = format!("{REST}/{}", self.stamp.text());
        let named = |told: &[(String, String)]| {
            told.iter()
                .map(|(name, text)| {
                    let number = paper.number(name).max(paper.number(name.strip_suffix("_other").unwrap_or_default()));
                    let question = say_with(lang, "sheets-question", &[("number", number.into())]);
                    (id_of(name), format!("{}: {text}", capital(&question)))
                })
                .collect()
        };
        let form = KeyingForm {
            lang,
            action: at(self.reader, &sheets_address(self.held, &rest)),
            csrf: self.caller.csrf.clone(),
            stamp: self.stamp.grouped(),
            told: say(lang, turn),
            places,
            wrong: named(wrong),
            unusual: named(unusual),
            seen,
            cancel: at(self.reader, &sheets_address(self.held, REST)),
        };
        let status =
            if wrong.is_empty() && unusual.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let title = say_with(lang, "sheets-key-title", &[("stamp", self.stamp.grouped().into())]);
        sheets_sheet(self.reader, self.held, &rest, title).part(&WithKeying).part(&form).status(status).secret().show()
    }
}

/// A sentence with a capital at its beginning.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Whose turn a sheet is, or the page that says why it is not this one's.
async fn turn(
    surveys: &Surveys,
    reader: &Reader,
    caller: &Caller,
    held: &Held,
    stamp: Stamp,
) -> Result<Result<Turn, Response>, PageError> {
    let refused = |refusal: Refusal| refusal.page(reader);
    let person = Desk::person_of(caller).map_err(refused)?;
    let row = surveys.sheet(held, stamp).await.map_err(refused)?.ok_or_else(|| refused(Refusal::Hidden))?;
    let state = state_of(&row).map_err(refused)?;
    let refusal = match state.turn(row.first_by.as_deref(), &person) {
        Ok(turn) => return Ok(Ok(turn)),
        Err(refusal) => refusal,
    };
    let lang = reader.lang;
    let title = say_with(lang, "sheets-key-title", &[("stamp", stamp.grouped().into())]);
    let mut empty = Empty::new(refused_in(refusal, lang), "");
    let by = (row.first_by.as_deref(), row.second_by.as_deref());
    let settles =
        matches!(state, SheetState::Differing(_)) && state.settling(by, &person, surveys.runs(caller, held)).is_ok();
    empty = if settles {
        let way = at(reader, &sheets_address(held, &format!("/differ/{}", stamp.text())));
        empty.first(say(lang, "sheets-settle"), way)
    } else {
        empty.first(say(lang, "sheets-key-another"), at(reader, &sheets_address(held, REST)))
    };
    let rest = format!("{REST}/{}", stamp.text());
    sheets_sheet(reader, held, &rest, title).status(StatusCode::CONFLICT).part(&empty).show().map(Err)
}

/// `GET /{lang}/surveys/{survey}/sheets/key/{stamp}`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey, stamp)): StampPath,
) -> Result<Response, PageError> {
    let held = surveys.with_sheets(&reader, &caller, &survey).await?;
    let stamp = surveys.stamp_in(&reader, &held, &stamp).await?;
    let turn = match turn(&surveys, &reader, &caller, &held, stamp).await? {
        Ok(turn) => turn,
        Err(page) => return Ok(page),
    };
    let questionnaire = surveys.form(&held).await.map_err(|refusal| refusal.page(&reader))?;
    let page = KeyPage { reader: &reader, caller: &caller, held: &held, questionnaire: &questionnaire, stamp, turn };
    page.show(&Fields::default(), &[], &[], String::new())
}

/// `POST /{lang}/surveys/{survey}/sheets/key/{stamp}`
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
    let turn = match turn(&surveys, &reader, &caller, &held, stamp).await? {
        Ok(turn) => turn,
        Err(page) => return Ok(page),
    };
    let refused = |refusal: Refusal| refusal.page(&reader);
    let questionnaire = surveys.form(&held).await.map_err(refused)?;
    let page = KeyPage { reader: &reader, caller: &caller, held: &held, questionnaire: &questionnaire, stamp, turn };
    let Typed { entries, mut wrong } = read(&questionnaire, &fields, lang);
    let language = language_of(&questionnaire, "", lang);
    let looked = look(&questionnaire, &entries, caller.day, &language, lang);
    let unread: BTreeSet<String> = wrong.iter().map(|(name, _)| name.clone()).collect();
    let not_keyed = looked.not_keyed.into_iter().filter(|name| !unread.contains(name));
    wrong.extend(not_keyed.map(|name| (name, say(lang, "sheets-not-keyed"))));
    wrong.sort_by_key(|(name, _)| questionnaire.items().iter().position(|item| item.name == *name));
    if !wrong.is_empty() {
        return page.show(&fields, &wrong, &[], String::new());
    }
    let seen = seen(&looked.unusual, &entries);
    if fields.get(SEEN) != seen {
        return page.show(&fields, &[], &looked.unusual, seen);
    }
    match surveys.key(&caller, &held, &questionnaire, stamp, entries).await {
        Ok(Became::Differing(_)) => Ok(go(&at(&reader, &sheets_address(&held, &format!("/differ/{}", stamp.text()))))),
        Ok(became) => {
            let key = if became == Became::Once { "said-sheet-once" } else { "said-sheet-counted" };
            Ok(go(&said(&at(&reader, &sheets_address(&held, REST)), key)))
        }
        // What was typed stays on the page.
        Err(refusal @ (Refusal::Fields(_) | Refusal::Fault(_) | Refusal::Store(_))) => {
            page.show(&fields, &[(String::new(), refusal.message(lang))], &[], String::new())
        }
        Err(refusal) => Err(refused(refusal)),
    }
}

/// What stands for the unusual things that somebody has seen: other things must be seen anew.
pub(super) fn seen(unusual: &[(String, String)], entries: &Entries) -> String {
    let of = |(name, _): &(String, String)| {
        let entry = match entries.get(name) {
            Some(Entry::Given(text)) => text.as_str(),
            Some(Entry::Several) => "*",
            Some(Entry::Illegible) => "?",
            Some(Entry::Blank) | None => "-",
        };
        format!("{name}={}", entry.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    unusual.iter().map(of).collect::<Vec<_>>().join("; ")
}
