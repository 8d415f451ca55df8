//! What is entered at a criterion is saved: by a button, or by itself.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderName, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Response};
use chiso_round::assessment::{Draft, Entry};
use chiso_round::{Assessment, AssessmentCommand};
use chiso_web::parts::said;
use chiso_web::{Caller, Fields, PageError, PostedFields, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{at, go};

use super::criterion::{Sent, Tried, entry_form_again, next_to, show};
use crate::chain::points;
use crate::entry::Rounds;
use crate::entry_form::read;
use crate::frame::{CriterionPath, criterion_address};
use crate::words::say_with;

/// Header in which a form that saves itself is told the revision that it now shows.
const SEEN: HeaderName = HeaderName::from_static("form-seen");
/// Header with a sentence that stands beside “saved”, its bytes escaped.
const SAYS: HeaderName = HeaderName::from_static("form-says");

/// `POST /{lang}/rounds/{round}/units/{unit}/criteria/{node}`
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit, node)): CriterionPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let opened = rounds.open_unit(&reader, &caller, &round, &unit).await?;
    let criterion = opened.criterion(&rounds, &reader, &caller, &node)?;
    let seen = seen(&fields);
    let entry = match read(criterion, &fields) {
        Ok(entry) => entry,
        Err(wrong) => {
            let form = entry_form_again(&reader, &caller, &opened, criterion, &fields, seen);
            let form = wrong.into_iter().fold(form, |form, (name, text)| form.wrong(&name, text.get(lang)));
            let tried = Tried { sent: Sent::Entry, form, status: StatusCode::UNPROCESSABLE_ENTITY, theirs: None };
            return show(&reader, &caller, &rounds, &opened, &node, &[], Some(tried)).await;
        }
    };
    let ready = fields.get("then") == "ready";
    let mut commands = vec![AssessmentCommand::Save { node: node.clone(), seen, entry: entry.clone() }];
    commands.extend(ready.then(|| AssessmentCommand::Ready { node: node.clone() }));
    let Err(refusal) = rounds.act_on_unit(&caller, &round, &unit, commands).await else {
        let (_, after) = next_to(&rounds, &caller, &opened, &node);
        let next = after.filter(|_| fields.get("then") == "next").unwrap_or_else(|| node.clone());
        let key = if ready { "said-criterion-ready" } else { "said-criterion-saved" };
        return Ok(go(&said(&at(&reader, &criterion_address(&opened.held, &unit, &next)), key)));
    };
    // Somebody else may have changed the file meanwhile: it is shown anew, as far as this caller sees it.
    let opened = rounds.open_unit(&reader, &caller, &round, &unit).await?;
    let criterion = opened.criterion(&rounds, &reader, &caller, &node)?;
    let theirs = Written::Entry.newer(&opened.assessment, &node, seen);
    let seen = theirs.as_ref().map_or(seen, |draft| draft.revision);
    let form = entry_form_again(&reader, &caller, &opened, criterion, &fields, seen);
    let (status, form) = refusal.into_form(&reader, form)?;
    let status = if theirs.is_some() { StatusCode::CONFLICT } else { status };
    show(&reader, &caller, &rounds, &opened, &node, &[], Some(Tried { sent: Sent::Entry, form, status, theirs })).await
}

/// `POST /{lang}/rounds/{round}/units/{unit}/criteria/{node}/autosave`: 204 with the revision that was made, 409 where somebody else saved meanwhile, 422 where
/// something typed cannot be read yet.
pub(super) async fn autosave(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit, node)): CriterionPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    save_by_itself(&reader, &caller, &rounds, (&round, &unit, &node), &fields, Written::Entry).await
}

/// What a form at a criterion writes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Written {
    /// The unit's entry.
    Entry,
    /// Its answer to the first appraisal.
    Answer,
}

impl Written {
    fn command(self, node: String, seen: u64, entry: Entry) -> AssessmentCommand {
        match self {
            Written::Entry => AssessmentCommand::Save { node, seen, entry },
            Written::Answer => AssessmentCommand::Explain { node, seen, entry },
        }
    }

    /// What is kept of it.
    fn kept<'a>(self, assessment: &'a Assessment, node: &str) -> Option<&'a Draft> {
        let item = assessment.item(node)?;
        match self {
            Written::Entry => item.draft.as_ref(),
            Written::Answer => item.answer.as_ref(),
        }
    }

    /// What somebody saved after the revision that a form shows.
    pub(super) fn newer(self, assessment: &Assessment, node: &str, seen: u64) -> Option<Draft> {
        self.kept(assessment, node).filter(|draft| draft.revision > seen).cloned()
    }
}

/// A form that saved itself: answered as told at [`autosave`].
pub(super) async fn save_by_itself(
    reader: &Reader,
    caller: &Caller,
    rounds: &Rounds,
    (round, unit, node): (&str, &str, &str),
    fields: &Fields,
    written: Written,
) -> Result<Response, PageError> {
    let opened = rounds.open_unit(reader, caller, round, unit).await?;
    let criterion = opened.criterion(rounds, reader, caller, node)?;
    let seen = seen(fields);
    let Ok(entry) = read(criterion, fields) else { return Ok(StatusCode::UNPROCESSABLE_ENTITY.into_response()) };
    let draft = written.kept(&opened.assessment, node);
    if is_kept(draft, &entry) {
        return Ok(kept(reader, draft));
    }
    let command = written.command(node.to_owned(), seen, entry);
    match rounds.act_on_unit(caller, round, unit, vec![command]).await {
        Ok(after) => Ok(kept(reader, written.kept(&after, node))),
        Err(Refusal::Fields(_)) => {
            let assessment = rounds.assessment(&opened.held, unit).await.map_err(|refusal| refusal.page(reader))?;
            let changed = written.newer(&assessment, node, seen).is_some();
            Ok(if changed { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY }.into_response())
        }
        Err(refusal) => Err(refusal.page(reader)),
    }
}

/// The revision that a form shows.
pub(super) fn seen(fields: &Fields) -> u64 {
    fields.get("seen").parse().unwrap_or(0)
}

/// Whether what was entered is what is kept already: nothing is added to the events then.
fn is_kept(draft: Option<&Draft>, entry: &Entry) -> bool {
    draft.map_or_else(|| *entry == Entry::default(), |draft| draft.entry == *entry)
}

/// What a form that saves itself is answered.
fn kept(reader: &Reader, draft: Option<&Draft>) -> Response {
    let revision = draft.map_or(0, |draft| draft.revision);
    let mut headers = vec![(SEEN, revision.to_string())];
    if let Some(given) = draft.and_then(|draft| draft.proposed) {
        let says = say_with(reader.lang, "criterion-autosaved", &[("points", points(given, reader.lang).into())]);
        headers.push((SAYS, escaped(&says)));
    }
    (StatusCode::NO_CONTENT, AppendHeaders(headers)).into_response()
}

/// A text as a header can carry it, and `decodeURIComponent` reads it.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
