//! `/{lang}/rounds/{round}/setup/discard`: throwing a draft away, after a page that says what becomes of it.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_web::parts::{Field, Form, Question, said};
use chiso_web::{Caller, PageError, PostedFields, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{at, go};

use super::mend::{is_draft, part, unchanged};
use crate::entry::Rounds;
use crate::frame::{RoundPath, sheet};
use crate::held::Held;
use crate::list::ROUNDS;
use crate::words::{say, say_with};

/// `GET /{lang}/rounds/{round}/setup/discard`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
) -> Result<Response, PageError> {
    let held = rounds.to_mend(&reader, &caller, &round).await?;
    show(&reader, &held, form(&reader, &caller, &held), StatusCode::OK)
}

/// `POST /{lang}/rounds/{round}/setup/discard`
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let held = rounds.to_mend(&reader, &caller, &round).await?;
    let filled = || form(&reader, &caller, &held).fill(&fields);
    if is_draft(&held) && fields.get("reason").trim().is_empty() {
        let asked = filled().wrong("reason", say(reader.lang, "discard-reason-missing"));
        return show(&reader, &held, asked, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let discarded = match unchanged(&held, &fields) {
        Ok(()) => rounds.discard(&caller, &held.id, fields.get("reason").to_owned()).await,
        Err(refusal) => Err(refusal),
    };
    match discarded {
        Ok(()) => Ok(go(&said(&at(&reader, ROUNDS), "said-round-discarded"))),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, filled())?;
            show(&reader, &held, form, status)
        }
    }
}

fn form(reader: &Reader, caller: &Caller, held: &Held) -> Form {
    let lang = reader.lang;
    super::mend::form(reader, caller, held, "/discard")
        .field(
            Field::area(lang, "reason", say(lang, "setup-reason"), 2)
                .hint(say(lang, "discard-reason-hint"))
                .limit(2_000),
        )
        .submit(say(lang, "setup-discard"))
        .cancel(say(lang, "setup-back"), at(reader, &part(held, "")))
}

fn show(reader: &Reader, held: &Held, form: Form, status: StatusCode) -> Result<Response, PageError> {
    let lang = reader.lang;
    let page = sheet(reader, held, "/setup/discard", say(lang, "setup-discard"))
        .under(say(lang, "setup-title"), &part(held, ""))
        .headed_by_part()
        .status(status);
    if !is_draft(held) && status == StatusCode::OK {
        return Err(Refusal::Hidden.page(reader));
    }
    let told = [("round", held.round.setup.title.get(lang).into())];
    let will = ["discard-lists", "discard-journal", "discard-anew"].map(|key| say(lang, key)).into();
    page.part(&Question::new(say_with(lang, "discard-question", &told), will, form)).show()
}
