//! `/{lang}/notices/choices`: of what one gets mail, and when.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_store::rounds::NoticeChoice;
use chiso_store::{Reader as StoreReader, StoreError};
use chiso_web::parts::{Choice, Field, Form, said};
use chiso_web::{Caller, PageError, PostedFields, Reader};
use chiso_workspace::house::{Pairs, Sheet, at, form_to, go};
use chiso_workspace::{Desk, Refusal};

use super::inbox::NOTICES;
use super::kind::{How, Matter};
use crate::entry::Rounds;
use crate::words::{WORDS, say};

const CHOICES: &str = "/notices/choices";

/// How somebody wants to be told of each matter.
pub(super) type Choices = BTreeMap<Matter, How>;

/// What a person chose, and what holds where they chose nothing.
pub(super) fn of(reader: &mut StoreReader<'_>, person: &str) -> Result<Choices, StoreError> {
    Ok(of_rows(&reader.notice_choices(person)?))
}

/// What holds with what was chosen.
pub(super) fn of_rows(chosen: &[NoticeChoice]) -> Choices {
    let how = |matter: Matter| {
        let row = chosen.iter().find(|row| row.kind == matter.id());
        row.and_then(|row| How::of(&row.mail)).unwrap_or(matter.default_how())
    };
    Matter::ALL.into_iter().map(|matter| (matter, how(matter))).collect()
}

impl Rounds {
    async fn notice_choices(&self, caller: &Caller) -> Result<Choices, Refusal> {
        let me = Desk::person_of(caller)?;
        Ok(self.desk.store().read(move |reader| of(reader, &me)).await?)
    }

    /// Keeps what the caller chose.
    async fn choose_notices(&self, caller: &Caller, choices: Choices) -> Result<(), Refusal> {
        let me = Desk::person_of(caller)?;
        self.desk
            .store()
            .write(Desk::act(caller, "notice.choose"), move |w| -> Result<(), Refusal> {
                let before = of(w, &me)?;
                for (matter, how) in choices {
                    if before.get(&matter) == Some(&how) {
                        continue;
                    }
                    let id = format!("{me}/{}", matter.id());
                    let known = w.get::<NoticeChoice>(id.clone())?.is_some();
                    let (kind, mail) = (matter.id().to_owned(), how.id().to_owned());
                    let row = NoticeChoice { id, person: me.clone(), kind, mail };
                    if known { w.update(&row)? } else { w.insert(&row)? }
                }
                Ok(())
            })
            .await
    }
}

/// `GET /{lang}/notices/choices`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let choices = rounds.notice_choices(&caller).await.map_err(|refusal| refusal.page(&reader))?;
    show(&reader, &rounds, &pairs, &blank(&reader, &caller, &choices), StatusCode::OK)
}

/// `POST /{lang}/notices/choices`
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let refused = |refusal: Refusal| refusal.page(&reader);
    let before = rounds.notice_choices(&caller).await.map_err(refused)?;
    let mut form = blank(&reader, &caller, &before).fill(&fields);
    let mut choices = Choices::new();
    for matter in Matter::ALL {
        match How::of(fields.get(matter.id())) {
            Some(how) => {
                choices.insert(matter, how);
            }
            None => form = form.wrong(matter.id(), say(reader.lang, "choices-missing")),
        }
    }
    if form.has_errors() {
        return show(&reader, &rounds, &[], &form, StatusCode::UNPROCESSABLE_ENTITY);
    }
    rounds.choose_notices(&caller, choices).await.map_err(refused)?;
    Ok(go(&said(&at(&reader, CHOICES), "said-choices-kept")))
}

fn blank(reader: &Reader, caller: &Caller, choices: &Choices) -> Form {
    let lang = reader.lang;
    let field = |(matter, chosen): (&Matter, &How)| {
        let ways = How::ALL.map(|how| Choice::new(how.id(), say(lang, how.key())).chosen(how == *chosen));
        Field::radios(lang, matter.id(), say(lang, matter.key()), ways.to_vec())
    };
    choices
        .iter()
        .map(field)
        .fold(form_to(reader, caller, CHOICES), Form::field)
        .submit(say(lang, "choices-keep"))
        .cancel(say(lang, "notices-cancel"), at(reader, NOTICES))
}

fn show(
    reader: &Reader,
    rounds: &Rounds,
    pairs: &[(String, String)],
    form: &Form,
    status: StatusCode,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let lead = if rounds.desk.sends_mail() { say(lang, "choices-lead") } else { say(lang, "choices-lead-no-mail") };
    Sheet::new(reader, CHOICES, say(lang, "choices-title"))
        .within(NOTICES)
        .under(say(lang, "notices-title"), NOTICES)
        .lead(lead)
        .said_in(&WORDS, pairs)
        .status(status)
        .form(form)
        .show()
}
