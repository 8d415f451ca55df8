//! `/{lang}/rounds/{round}/appraisal/many`: the same verdict and remark for many units at one criterion.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_round::assessment::Verdict;
use chiso_round::{AssessmentCommand, Criterion, Stage};
use chiso_web::parts::{Choice, Empty, Field, Form, said};
use chiso_web::{Caller, PageError, PostedFields, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Links, Pairs, at, form_to, go};

use super::{cases, own_criteria, stage_of};
use crate::chain::points;
use crate::entry::Rounds;
use crate::frame::{RoundPath, address, sheet};
use crate::held::Held;
use crate::words::{say, say_with};

/// `GET /{lang}/rounds/{round}/appraisal/many?criterion=`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let held = rounds.open(&reader, &caller, &round).await?;
    let asked = pairs.iter().find(|(name, _)| name == "criterion").map_or("", |(_, value)| value.as_str());
    let form = blank(&rounds, &reader, &caller, &held, asked).await?;
    show(&reader, &caller, &held, asked, form, StatusCode::OK)
}

/// `POST /{lang}/rounds/{round}/appraisal/many`
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let held = rounds.open(&reader, &caller, &round).await?;
    let node = fields.get("criterion").to_owned();
    let Some(form) = blank(&rounds, &reader, &caller, &held, &node).await? else {
        return Err(Refusal::Forbidden.page(&reader));
    };
    let form = form.fill(&fields);
    let units: Vec<(&str, usize)> = fields
        .all("unit")
        .filter_map(|value| {
            let (unit, seen) = value.rsplit_once('|')?;
            Some((unit, seen.parse().ok()?))
        })
        .collect();
    if units.is_empty() {
        let form = form.wrong("unit", say(lang, "appraisal-many-none"));
        return show(&reader, &caller, &held, &node, Some(form), StatusCode::UNPROCESSABLE_ENTITY);
    }
    let stage = stage_of(held.round.phase).unwrap_or(Stage::First);
    let verdict = Verdict {
        change: None,
        reason: fields.get("reason").to_owned(),
        asks: Some(fields.get("asks").to_owned()).filter(|asks| !asks.is_empty()),
    };
    let commands = units
        .iter()
        .map(|(unit, seen)| {
            let (node, verdict) = (node.clone(), verdict.clone());
            ((*unit).to_owned(), AssessmentCommand::Appraise { node, stage, seen: *seen, verdict })
        })
        .collect();
    match rounds.act_on_units(&caller, &round, commands).await {
        Ok(()) => Ok(go(&said(&at(&reader, &format!("{}/appraisal", address(&held))), "said-appraised-many"))),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, form)?;
            show(&reader, &caller, &held, &node, Some(form), status)
        }
    }
}

/// The form for a criterion of the caller's; none where nothing of it waits.
async fn blank(
    rounds: &Rounds,
    reader: &Reader,
    caller: &Caller,
    held: &Held,
    node: &str,
) -> Result<Option<Form>, PageError> {
    let lang = reader.lang;
    let refused = |refusal: Refusal| refusal.page(reader);
    let own: Vec<&Criterion> = own_criteria(held, caller).into_iter().filter(|c| c.id == node).collect();
    let (Some(criterion), Some(stage)) = (own.first(), stage_of(held.round.phase)) else { return Ok(None) };
    let names = rounds.names(held).await.map_err(|error| refused(error.into()))?;
    let assessments = rounds.all_assessments(held).await.map_err(refused)?;
    let by = rounds.who(caller, held);
    let waiting: Vec<Choice> = cases(held, &by, &own, &assessments)
        .iter()
        .filter(|case| case.waits_for(&by, held.round.phase))
        .map(|case| {
            let item = case.assessment.item(&criterion.id);
            let now = item.and_then(|item| item.effective()).map(|link| link.points).unwrap_or_default();
            let told = [
                ("points", points(now, lang).into()),
                ("evidence", item.map_or(0, |i| i.signed_evidence().len()).into()),
            ];
            Choice::new(
                format!("{}|{}", case.unit, case.assessment.links(&criterion.id).len()),
                names.get(case.unit, lang),
            )
            .hint(say_with(lang, "appraisal-many-unit", &told))
        })
        .collect();
    if waiting.is_empty() {
        return Ok(None);
    }
    let form = form_to(reader, caller, &format!("{}/appraisal/many", address(held)))
        .hidden("criterion", node)
        .field(Field::boxes(lang, "unit", say(lang, "appraisal-many-units"), waiting))
        .field(Field::area(lang, "reason", say(lang, "appraisal-many-reason"), 3).limit(4_000));
    let form = if stage == Stage::First {
        form.field(
            Field::area(lang, "asks", say(lang, "appraisal-asks"), 2)
                .hint(say(lang, "appraisal-asks-hint"))
                .limit(2_000)
                .optional(),
        )
    } else {
        form
    };
    Ok(Some(form.submit(say(lang, "appraisal-many-give"))))
}

fn show(
    reader: &Reader,
    caller: &Caller,
    held: &Held,
    node: &str,
    form: Option<Form>,
    status: StatusCode,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let title = |node: &str| held.called(node, lang);
    let page = sheet(reader, held, "/appraisal/many", say(lang, "appraisal-many"))
        .under(say(lang, "appraisal-title"), &format!("{}/appraisal", address(held)))
        .status(status);
    let page = match form {
        Some(form) => page.lead(title(node)).form(&form),
        None if node.is_empty() => page.lead(say(lang, "appraisal-many-lead")),
        None => {
            page.lead(title(node)).part(&Empty::new(say(lang, "appraisal-empty"), say(lang, "appraisal-empty-help")))
        }
    };
    let ways: Vec<(String, String)> = own_criteria(held, caller)
        .iter()
        .map(|c| (title(&c.id), format!("{}/appraisal/many?criterion={}", address(held), c.id)))
        .collect();
    page.section(say(lang, "appraisal-many-criteria"), &Links::to(reader, ways)).show()
}
