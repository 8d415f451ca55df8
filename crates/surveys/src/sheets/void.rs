//! `/{lang}/surveys/{survey}/sheets/void/{stamp}`: a sheet that will never be counted.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_model::Lang;
use chiso_survey::sheet::{Stamp, VoidWhy};
use chiso_web::parts::{Choice, Field, Form, Question, said};
use chiso_web::{Caller, PageError, PostedFields, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{at, form_to, go};

use super::key::StampPath;
use super::{sheets_address, sheets_sheet};
use crate::entry::Surveys;
use crate::held::Held;
use crate::words::{say, say_with};

/// Most characters of a remark.
const LONGEST: usize = 2_000;

/// What a reason is called.
pub(super) fn title(why: VoidWhy, lang: Lang) -> String {
    let key = match why {
        VoidWhy::Lost => "sheets-void-lost",
        VoidWhy::Spoiled => "sheets-void-spoiled",
        VoidWhy::Refused => "sheets-void-refused",
    };
    say(lang, key)
}

fn form(reader: &Reader, caller: &Caller, held: &Held, stamp: Stamp) -> Form {
    let lang = reader.lang;
    let reasons = VoidWhy::ALL.map(|why| Choice::new(why.id(), title(why, lang)));
    form_to(reader, caller, &sheets_address(held, &format!("/void/{}", stamp.text())))
        .field(Field::radios(lang, "why", say(lang, "sheets-void-why"), reasons.into()))
        .field(
            Field::area(lang, "remark", say(lang, "sheets-void-remark"), 2)
                .limit(LONGEST)
                .hint(say(lang, "sheets-void-remark-hint")),
        )
        .submit(say(lang, "sheets-void-do"))
        .cancel(say(lang, "people-cancel"), at(reader, &sheets_address(held, "")))
}

fn show(reader: &Reader, held: &Held, stamp: Stamp, form: Form, status: StatusCode) -> Result<Response, PageError> {
    let lang = reader.lang;
    let title = say_with(lang, "sheets-void-title", &[("stamp", stamp.grouped().into())]);
    let what = vec![say(lang, "sheets-void-what"), say(lang, "sheets-void-no-other")];
    sheets_sheet(reader, held, &format!("/void/{}", stamp.text()), title.clone())
        .headed_by_part()
        .status(status)
        .part(&Question::new(title, what, form))
        .show()
}

/// `GET`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey, stamp)): StampPath,
) -> Result<Response, PageError> {
    let held = surveys.running_sheets(&reader, &caller, &survey).await?;
    let stamp = surveys.stamp_in(&reader, &held, &stamp).await?;
    show(&reader, &held, stamp, form(&reader, &caller, &held, stamp), StatusCode::OK)
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
    let held = surveys.running_sheets(&reader, &caller, &survey).await?;
    let stamp = surveys.stamp_in(&reader, &held, &stamp).await?;
    let (why, remark) = (VoidWhy::of(fields.get("why")), fields.get("remark"));
    let mut wrong = Vec::new();
    if why.is_none() {
        wrong.push(("why", say(lang, "sheets-void-choose")));
    }
    if remark.is_empty() {
        wrong.push(("remark", say(lang, "sheets-void-say")));
    }
    let again = || form(&reader, &caller, &held, stamp).fill(&fields);
    let Some(why) = why.filter(|_| wrong.is_empty()) else {
        let form = wrong.into_iter().fold(again(), |form, (name, text)| form.wrong(name, text));
        return show(&reader, &held, stamp, form, StatusCode::UNPROCESSABLE_ENTITY);
    };
    match surveys.void(&caller, &held, stamp, why, remark).await {
        Ok(()) => Ok(go(&said(&at(&reader, &sheets_address(&held, "")), "said-sheet-void"))),
        Err(refusal) => {
            let (status, form) = Refusal::into_form(refusal, &reader, again())?;
            show(&reader, &held, stamp, form, status)
        }
    }
}
