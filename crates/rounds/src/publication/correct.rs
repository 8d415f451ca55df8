//! `/{lang}/rounds/{round}/results/units/{unit}/{node}/correct`: correcting a published score; the correction is out with the next issue.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_round::assessment::Entry;
use chiso_round::{Assessment, AssessmentCommand, Mark};
use chiso_web::parts::{Field, Form, said};
use chiso_web::{Caller, PageError, PostedFields, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{at, form_to, go};

use crate::chain::chain;
use crate::entry::Rounds;
use crate::entry_form;
use crate::frame::{CriterionPath, address, sheet};
use crate::held::Held;
use crate::words::say;

/// `GET …/correct`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit, node)): CriterionPath,
) -> Result<Response, PageError> {
    let (held, assessment) = open(&rounds, &reader, &caller, (&round, &unit, &node)).await?;
    if let Some(page) = rounds.not_own("conflict-correct", &reader, &caller, &held, &unit) {
        return Err(page);
    }
    let form = blank(&reader, &caller, &held, &assessment, (&unit, &node))?;
    show(&rounds, (&reader, &caller), &held, &assessment, (&unit, &node), &form, StatusCode::OK).await
}

/// `POST …/correct`
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit, node)): CriterionPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let (held, assessment) = open(&rounds, &reader, &caller, (&round, &unit, &node)).await?;
    let form = blank(&reader, &caller, &held, &assessment, (&unit, &node))?.fill(&fields);
    let Some(criterion) = held.rules.criterion(&node) else { return Err(Refusal::Hidden.page(&reader)) };
    let done = match entry_form::read(criterion, &fields) {
        Err(wrong) => {
            let form = wrong.into_iter().fold(form, |form, (name, text)| form.wrong(&name, text.get(reader.lang)));
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return show(&rounds, (&reader, &caller), &held, &assessment, (&unit, &node), &form, status).await;
        }
        Ok(entry) => {
            let entry = Entry { reason: String::new(), ..entry };
            let reason = fields.get("reason").to_owned();
            let command = AssessmentCommand::Correct { node: node.clone(), entry, reason };
            rounds.act_on_unit(&caller, &round, &unit, vec![command]).await
        }
    };
    match done {
        Ok(_) => Ok(go(&said(&at(&reader, &format!("{}/results/publish", address(&held))), "said-corrected"))),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, form)?;
            show(&rounds, (&reader, &caller), &held, &assessment, (&unit, &node), &form, status).await
        }
    }
}

async fn open(
    rounds: &Rounds,
    reader: &Reader,
    caller: &Caller,
    (round, unit, node): (&str, &str, &str),
) -> Result<(Arc<Held>, Arc<Assessment>), PageError> {
    let held = rounds.open(reader, caller, round).await?;
    let refused = |refusal: Refusal| refusal.page(reader);
    rounds.may_at(caller, Action::Change, Resource::Publication, &held, unit, Some(node)).map_err(refused)?;
    if !held.round.has_unit(unit) || held.rules.criterion(node).is_none() {
        return Err(refused(Refusal::Hidden));
    }
    let assessment = rounds.assessment(&held, unit).await.map_err(refused)?;
    Ok((held, assessment))
}

fn blank(
    reader: &Reader,
    caller: &Caller,
    held: &Held,
    assessment: &Assessment,
    (unit, node): (&str, &str),
) -> Result<Form, PageError> {
    let lang = reader.lang;
    let Some(criterion) = held.rules.criterion(node) else { return Err(Refusal::Hidden.page(reader)) };
    let link = assessment.item(node).and_then(|item| item.effective());
    let entry = link.map_or_else(Entry::default, |link| Entry {
        numbers: link.numbers.clone(),
        points: Some(link.points).filter(|points| link.proposed != Some(*points) && *points != Mark::default()),
        ..Entry::default()
    });
    let form = form_to(reader, caller, &format!("{}/results/units/{unit}/{node}/correct", address(held)));
    Ok(entry_form::with_fields(form, lang, held, criterion, &entry)
        .field(
            Field::area(lang, "reason", say(lang, "correct-reason"), 3)
                .limit(4_000)
                .hint(say(lang, "correct-reason-hint")),
        )
        .submit(say(lang, "correct-now")))
}

async fn show(
    rounds: &Rounds,
    (reader, caller): (&Reader, &Caller),
    held: &Held,
    assessment: &Assessment,
    (unit, node): (&str, &str),
    form: &Form,
    status: StatusCode,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let names = rounds.names(held).await.map_err(|error| Refusal::from(error).page(reader))?;
    let proofs = rounds.proofs(caller, held, unit, node);
    let Some(criterion) = held.rules.criterion(node) else { return Err(Refusal::Hidden.page(reader)) };
    let title = format!("{}: {}", say(lang, "correct-title"), names.get(node, lang));
    sheet(reader, held, &format!("/results/units/{unit}/{node}/correct"), title)
        .under(say(lang, "result-title"), &format!("{}/results", address(held)))
        .lead(names.get(unit, lang))
        .status(status)
        .form(form)
        .section(say(lang, "appraisal-chain"), &chain(lang, &names, proofs, criterion, assessment.links(node)))
        .show()
}
