//! `/{lang}/rounds/{round}/appraisal/units/{unit}/{node}`: one criterion of one unit, with the evidence beside the form.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_model::Lang;
use chiso_round::assessment::{Entry, Verdict};
use chiso_round::{Assessment, AssessmentCommand, Criterion, Link, Proof, Stage};
use chiso_web::parts::{Cell, Choice, Column, Definitions, Field, Form, Row, Table, TableQuery, said};
use chiso_web::{Caller, Fields, PageError, PostedFields, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{at, form_to, go};

use super::distribution::distribution;
use super::queue::case_address;
use super::{cases, own_criteria, sees_criterion, stage_of};
use crate::chain::{chain, points};
use crate::entry::Rounds;
use crate::entry_form;
use crate::frame::{CriterionPath, address, sheet, unit_address};
use crate::held::Held;
use crate::named::Named;
use crate::standing::badge;
use crate::unit::evidence_viewer::Viewer;
use crate::unit::most;
use crate::words::{say, say_with};

/// What the page is about.
struct Open<'a> {
    reader: &'a Reader,
    caller: &'a Caller,
    rounds: &'a Rounds,
    held: Arc<Held>,
    names: Named,
    unit: String,
    criterion: Criterion,
    assessment: Arc<Assessment>,
}

/// `GET /{lang}/rounds/{round}/appraisal/units/{unit}/{node}`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit, node)): CriterionPath,
) -> Result<Response, PageError> {
    let open = find(&rounds, &reader, &caller, &round, unit, &node).await?;
    let form = open.form();
    open.show(form, StatusCode::OK).await
}

/// `POST /{lang}/rounds/{round}/appraisal/units/{unit}/{node}`
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit, node)): CriterionPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let open = find(&rounds, &reader, &caller, &round, unit, &node).await?;
    let Some(form) = open.form() else { return Err(Refusal::Forbidden.page(&reader)) };
    let form = form.fill(&fields);
    let command = match open.command(&fields) {
        Ok(command) => command,
        Err(wrong) => {
            let form = wrong.into_iter().fold(form, |form, (name, text)| form.wrong(&name, text.get(reader.lang)));
            return open.show(Some(form), StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    match rounds.act_on_unit(&caller, &round, &open.unit, vec![command]).await {
        Ok(_) => Ok(go(&open.next().await?)),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, form)?;
            open.show(Some(form), status).await
        }
    }
}

async fn find<'a>(
    rounds: &'a Rounds,
    reader: &'a Reader,
    caller: &'a Caller,
    round: &str,
    unit: String,
    node: &str,
) -> Result<Open<'a>, PageError> {
    let held = rounds.open(reader, caller, round).await?;
    let refused = |refusal: Refusal| refusal.page(reader);
    let criterion = held.rules.criterion(node).cloned().ok_or_else(|| refused(Refusal::Hidden))?;
    let person = caller.actor.person.as_deref().unwrap_or_default();
    let theirs = held.round.is_appraiser(person, &criterion);
    // What is judged of one's own agency is seen on its own pages, as far as the round lets units see it.
    let own = rounds.is_own(caller, &held, &unit);
    if own
        && theirs
        && let Some(page) = rounds.not_own("conflict-appraise", reader, caller, &held, &unit)
    {
        return Err(page);
    }
    if own
        || !held.round.has_unit(&unit)
        || !(theirs || (rounds.judges(caller, &held) && sees_criterion(rounds, caller, &held, &criterion)))
    {
        return Err(refused(Refusal::Hidden));
    }
    let names = rounds.names(&held).await.map_err(|error| refused(error.into()))?;
    let assessment = rounds.assessment(&held, &unit).await.map_err(refused)?;
    Ok(Open { reader, caller, rounds, held, names, unit, criterion, assessment })
}

impl Open<'_> {
    fn lang(&self) -> Lang {
        self.reader.lang
    }

    fn address(&self) -> String {
        case_address(&self.held, &self.unit, &self.criterion.id)
    }

    /// The form that this person may send now, if any: a verdict, or the check of somebody else's.
    fn form(&self) -> Option<Form> {
        let lang = self.lang();
        let stage = stage_of(self.held.round.phase)?;
        let by = self.rounds.who(self.caller, &self.held);
        let frame = self.held.frame(&self.unit);
        self.assessment.may_appraise(frame, &by, &self.criterion.id, stage).ok()?;
        let node = self.criterion.id.as_str();
        self.rounds
            .may_at(self.caller, Action::Create, Resource::Appraisal, &self.held, &self.unit, Some(node))
            .ok()?;
        let item = self.assessment.item(node);
        let blank = form_to(self.reader, self.caller, &self.address());
        if let Some(pending) = item.and_then(|item| item.pending.as_ref()) {
            if pending.link.by == by.person {
                return None;
            }
            return Some(
                blank
                    .field(Field::area(lang, "reason", say(lang, "appraisal-check-reason"), 3).limit(2_000).optional())
                    .submit_as(say(lang, "appraisal-confirm"), "act", "confirm")
                    .submit_as(say(lang, "appraisal-send-back"), "act", "send-back"),
            );
        }
        let entry = item.and_then(|item| item.effective()).map(entry_of).unwrap_or_default();
        let verdicts = vec![
            Choice::new("accept", say(lang, "appraisal-accept")).hint(say(lang, "appraisal-accept-hint")).chosen(true),
            Choice::new("change", say(lang, "appraisal-change")).hint(say(lang, "appraisal-change-hint")),
        ];
        let form = blank
            .hidden("seen", self.assessment.links(node).len().to_string())
            .field(Field::radios(lang, "verdict", say(lang, "appraisal-verdict"), verdicts))
            .section(say(lang, "appraisal-own-numbers"), say(lang, "appraisal-own-numbers-hint"));
        let form = entry_form::with_fields(form, lang, &self.held, &self.criterion, &entry)
            .section(say(lang, "appraisal-reason-section"), "")
            .field(Field::area(lang, "reason", say(lang, "appraisal-reason"), 3).limit(4_000));
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
        Some(form.submit_as(say(lang, "appraisal-give"), "act", "give"))
    }

    /// What the fields ask for.
    fn command(&self, fields: &Fields) -> Result<AssessmentCommand, Vec<(String, chiso_model::Text)>> {
        let node = self.criterion.id.clone();
        match fields.get("act") {
            "confirm" => return Ok(AssessmentCommand::Confirm { node }),
            "send-back" => return Ok(AssessmentCommand::SendBack { node, reason: fields.get("reason").to_owned() }),
            _ => {}
        }
        let change = match fields.get("verdict") {
            "change" => Some(Entry { reason: String::new(), ..entry_form::read(&self.criterion, fields)? }),
            _ => None,
        };
        let verdict = Verdict {
            change,
            reason: fields.get("reason").to_owned(),
            asks: Some(fields.get("asks").to_owned()).filter(|asks| !asks.is_empty()),
        };
        let stage = stage_of(self.held.round.phase).unwrap_or(Stage::First);
        let seen = fields.get("seen").parse().unwrap_or(usize::MAX);
        Ok(AssessmentCommand::Appraise { node, stage, seen, verdict })
    }

    /// Where to go on: the next case of the queue, or back to it.
    async fn next(&self) -> Result<String, PageError> {
        let back = format!("{}/appraisal", address(&self.held));
        let refused = |refusal: Refusal| refusal.page(self.reader);
        let held = self.rounds.held(&self.held.id).await.map_err(refused)?;
        let assessments = self.rounds.all_assessments(&held).await.map_err(refused)?;
        let own = own_criteria(&held, self.caller);
        let by = self.rounds.who(self.caller, &self.held);
        let all = cases(&held, &by, &own, &assessments);
        let here = all.iter().position(|case| case.unit == self.unit && case.criterion.id == self.criterion.id);
        let after = all.iter().skip(here.map_or(0, |here| here + 1)).chain(all.iter().take(here.unwrap_or(0)));
        let to = after
            .into_iter()
            .find(|case| case.waits_for(&by, held.round.phase))
            .map_or(back, |case| case_address(&held, case.unit, &case.criterion.id));
        Ok(said(&at(self.reader, &to), "said-appraised"))
    }

    async fn show(&self, form: Option<Form>, status: StatusCode) -> Result<Response, PageError> {
        let (lang, held, criterion) = (self.lang(), self.held.as_ref(), &self.criterion);
        let refused = |refusal: Refusal| refusal.page(self.reader);
        let mut assessments = self.rounds.all_assessments(held).await.map_err(refused)?;
        let by = self.rounds.who(self.caller, &self.held);
        assessments.retain(|unit, _| !held.round.is_conflicted(&by, unit));
        let standing = self.assessment.standing(held.frame(&self.unit), criterion, self.caller.now_us).from_outside();
        let rest = format!("/appraisal/units/{}/{}", self.unit, criterion.id);
        let title = self.names.get(&criterion.id, lang);
        let mut page = sheet(self.reader, held, &rest, title)
            .under(say(lang, "appraisal-title"), &format!("{}/appraisal", address(held)))
            .lead(say_with(
                lang,
                "appraisal-of-unit",
                &[
                    ("unit", self.names.get(&self.unit, lang).into()),
                    ("max", chiso_web::format::plain(most(criterion), lang).into()),
                ],
            ))
            .status(status)
            .part(&badge(standing, lang))
            .part(&self.given());
        page = page.section(say(lang, "appraisal-evidence-title"), &self.evidence());
        page = match form {
            Some(form) => page.form_under(say(lang, "appraisal-form-title"), &form),
            None => page.section(say(lang, "appraisal-form-title"), &chiso_web::parts::Flash::warning(self.why_not())),
        };
        let files = self.assessment.item(&criterion.id).map_or(&[][..], |item| item.signed_evidence());
        page = Viewer::of(self.reader, self.caller, held, &self.unit, files).beside(page);
        if let Some(strip) = distribution(lang, held, &self.names, criterion, &self.unit, &assessments) {
            page = page.section(say(lang, "appraisal-distribution-title"), &strip);
        }
        let links = self.assessment.links(&criterion.id);
        if !links.is_empty() {
            let proofs = self.rounds.proofs(self.caller, held, &self.unit, &criterion.id);
            page = page.section(say(lang, "appraisal-chain"), &chain(lang, &self.names, proofs, criterion, links));
        }
        page.show()
    }

    /// Why this person has no form here now.
    fn why_not(&self) -> String {
        let lang = self.lang();
        let by = self.rounds.who(self.caller, &self.held);
        let frame = self.held.frame(&self.unit);
        let node = self.criterion.id.as_str();
        let stage = stage_of(self.held.round.phase).unwrap_or(Stage::First);
        match self.assessment.may_appraise(frame, &by, node, stage) {
            Err(refusal) => refusal.text(&|id| self.names.of(id)).get(lang).to_owned(),
            Ok(_) => say(lang, "appraisal-waits-for-other"),
        }
    }

    /// What the unit gave: numbers, points by the rule, its own points, its reason and words.
    fn given(&self) -> Definitions {
        let (lang, criterion) = (self.lang(), &self.criterion);
        let item = self.assessment.item(&criterion.id);
        let mut lines = Definitions::new();
        if let Some(note) = &criterion.note {
            lines = lines.line(say(lang, "appraisal-rule"), note.get(lang));
        }
        let own = item.and_then(|item| item.at(Stage::SelfScore));
        let Some(own) = own else {
            return lines.line(say(lang, "appraisal-self"), say(lang, "chain-not-declared"));
        };
        for input in criterion.inputs.iter().filter(|input| input.entered_here) {
            let mark = own.numbers.get(&input.name).copied().unwrap_or_default();
            lines = lines.line(input.title.get(lang), points(mark, lang));
        }
        if let Some(proposed) = own.proposed {
            lines = lines.line(say(lang, "chain-proposed"), points(proposed, lang));
        }
        lines = lines.line(say(lang, "appraisal-self"), points(own.points, lang));
        if let Some(reason) = own.why.said() {
            lines = lines.line(say(lang, "appraisal-self-reason"), reason);
        }
        if !own.note.is_empty() {
            lines = lines.line(say(lang, "chain-note"), own.note.clone());
        }
        if let Some(answer) = item.and_then(|item| item.at(Stage::Explanation)) {
            lines = lines.line(say(lang, "appraisal-answer"), answer.why.said().unwrap_or_default());
            lines = lines.line(say(lang, "appraisal-answer-points"), points(answer.points, lang));
        }
        lines
    }

    fn evidence(&self) -> Table {
        let lang = self.lang();
        let evidence = self.assessment.item(&self.criterion.id).map_or(&[][..], |item| item.signed_evidence());
        let rows: Vec<Row> = evidence
            .iter()
            .map(|evidence| match &evidence.proof {
                Proof::File { hash, name, size, .. } => {
                    let href = format!("{}/evidence/{hash}/view", unit_address(&self.held, &self.unit));
                    Row::new(vec![
                        Cell::Link(evidence.title.clone(), at(self.reader, &href)),
                        Cell::text(format!(
                            "{name}, {} KB",
                            chiso_model::decimal((*size as f64 / 1024.0).ceil(), 0, lang)
                        )),
                        Cell::text(format!("{}…", hash.get(..12).unwrap_or(hash))),
                    ])
                }
                Proof::Link { address } => Row::new(vec![
                    Cell::Link(evidence.title.clone(), address.clone()),
                    Cell::text(say(lang, "appraisal-web-page")),
                    Cell::None("–".to_owned()),
                ]),
            })
            .collect();
        let total = rows.len();
        Table::new(
            lang,
            "evidence",
            say(lang, "appraisal-evidence-title"),
            at(self.reader, &self.address()),
            TableQuery::of(&[]),
        )
        .columns(vec![
            Column::text(say(lang, "appraisal-document")),
            Column::text(say(lang, "appraisal-file")),
            Column::text("SHA-256"),
        ])
        .rows(rows, total)
        .empty(chiso_web::parts::Empty::new(
            say(lang, "appraisal-no-evidence"),
            say(lang, "appraisal-no-evidence-help"),
        ))
    }
}

/// What a link says, as it stands in a form.
fn entry_of(link: &Link) -> Entry {
    let points =
        Some(link.points).filter(|points| link.proposed != Some(*points) && *points != chiso_round::Mark::default());
    Entry { numbers: link.numbers.clone(), points, reason: String::new(), note: String::new() }
}
