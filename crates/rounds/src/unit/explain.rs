//! `/{lang}/rounds/{round}/units/{unit}/explain`: the unit's answers to what the first appraisal flagged, and to nothing else.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_model::Lang;
use chiso_round::assessment::Entry;
use chiso_round::{AssessmentCommand, Criterion, Stage};
use chiso_web::parts::{Cell, Column, Definitions, Empty, Field, Form, Row, Status, Table, TableQuery, said};
use chiso_web::{Caller, PageError, PostedFields, PostedFile, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Pairs, at, form_to, go, moment};

use super::criterion::{Sent, Tried, values};
use super::evidence::{self, Where};
use super::file::unit_sheet;
use super::left;
use super::save::{Written, save_by_itself, seen};
use super::sight::Opened;
use super::sign::Signing;
use super::submit;
use crate::chain::{chain, points};
use crate::entry::Rounds;
use crate::entry_form::{read, with_fields};
use crate::frame::{CriterionPath, UnitPath, unit_address};
use crate::held::Held;
use crate::words::{WORDS, say, say_with};

/// Address of the answer at a criterion after the language.
pub(super) fn address(held: &Held, unit: &str, node: &str) -> String {
    format!("{}/explain/criteria/{node}", unit_address(held, unit))
}

/// `GET /{lang}/rounds/{round}/units/{unit}/explain`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit)): UnitPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let opened = rounds.open_unit(&reader, &caller, &round, &unit).await?;
    let held = &opened.held;
    let flagged: Vec<&Criterion> = flagged(&rounds, &caller, &opened);
    let rows = flagged.iter().map(|criterion| row(&reader, &opened, criterion)).collect();
    let own = format!("{}/explain", unit_address(held, &unit));
    let table = Table::new(lang, "explain", say(lang, "explain-table"), at(&reader, &own), TableQuery::of(&pairs))
        .columns(vec![
            Column::text(say(lang, "unit-column-criterion")),
            Column::text(say(lang, "explain-question")),
            Column::number(say(lang, "explain-points")),
            Column::text(say(lang, "explain-answer")),
        ])
        .page_rows(flagged.len())
        .rows(rows, flagged.len())
        .empty(Empty::new(say(lang, "explain-none"), say(lang, "explain-none-help")));
    let mut page = unit_sheet(&reader, &rounds, held, &unit, "/explain", say(lang, "unit-explain"))
        .lead(lead(&opened, &caller, flagged.len(), lang))
        .said_in(&WORDS, &pairs)
        .part(&table);
    let signs = rounds.may_at(&caller, Action::Submit, Resource::Explanation, held, &unit, None).is_ok();
    let open = flagged.iter().any(|criterion| is_open(&opened, &criterion.id));
    if signs && open {
        page = page.button(say(lang, "explain-submit"), &format!("{own}/submit"));
    }
    page.show()
}

/// The criteria that were flagged, as far as the caller may see and be told.
fn flagged<'a>(rounds: &Rounds, caller: &Caller, opened: &'a Opened) -> Vec<&'a Criterion> {
    let criteria = opened.held.rules.criteria().iter();
    let told = |criterion: &&Criterion| {
        opened.asked(&criterion.id).is_some()
            && opened.may(rounds, caller, Action::See, Resource::Explanation, criterion)
    };
    criteria.filter(told).collect()
}

fn lead(opened: &Opened, caller: &Caller, count: usize, lang: Lang) -> String {
    let count = ("count", count.into());
    match (&opened.assessment.explained, left::next(&opened.held.round, &opened.assessment, caller.now_us)) {
        (Some(signed), _) => {
            say_with(lang, "explain-lead-signed", &[count, ("at", moment::minute(signed.at, lang).into())])
        }
        (None, Some(deadline)) => {
            let deadline = [
                ("deadline", left::announced(deadline, lang).into()),
                ("left", left::left(deadline, caller.now_us, lang).into()),
            ];
            let [announced, left] = deadline;
            say_with(lang, "explain-lead-open", &[count, announced, left])
        }
        (None, None) => say_with(lang, "explain-lead", &[count]),
    }
}

fn is_open(opened: &Opened, node: &str) -> bool {
    opened.assessment.may_explain(opened.frame(), &opened.by, node).is_ok()
}

fn row(reader: &Reader, opened: &Opened, criterion: &Criterion) -> Row {
    let lang = reader.lang;
    let item = opened.assessment.item(&criterion.id);
    let first = item.and_then(|item| item.at(Stage::First)).filter(|_| opened.shows(Stage::First));
    let answered = item.is_some_and(|item| item.at(Stage::Explanation).is_some());
    let drafted = item.and_then(|item| item.answer.as_ref()).is_some_and(|answer| !answer.entry.note.is_empty());
    let status = match (answered, drafted) {
        (true, _) => Status::Done.badge(lang),
        (false, true) => Status::Open.badge(lang),
        (false, false) => Status::Waiting.badge(lang),
    };
    let title = opened.held.called(&criterion.id, lang);
    Row::new(vec![
        Cell::text(title),
        Cell::text(opened.asked(&criterion.id).unwrap_or_default()),
        first.map_or_else(|| Cell::None("–".to_owned()), |link| Cell::text(points(link.points, lang))),
        Cell::from(status),
    ])
    .to(at(reader, &address(&opened.held, &opened.unit, &criterion.id)))
}

/// `GET /{lang}/rounds/{round}/units/{unit}/explain/criteria/{node}`
pub(super) async fn one(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit, node)): CriterionPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let opened = rounds.open_unit(&reader, &caller, &round, &unit).await?;
    show(&reader, &caller, &rounds, &opened, &node, &pairs, None).await
}

/// The page of one answer, with a form that could not be taken, if there is one.
pub(super) async fn show(
    reader: &Reader,
    caller: &Caller,
    rounds: &Rounds,
    opened: &Opened,
    node: &str,
    pairs: &[(String, String)],
    tried: Option<Tried>,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let criterion = opened.criterion(rounds, reader, caller, node)?;
    let failed = |refusal: Refusal| refusal.page(reader);
    let (Some(asked), true) =
        (opened.asked(node), opened.may(rounds, caller, Action::See, Resource::Explanation, criterion))
    else {
        return Err(failed(Refusal::Hidden));
    };
    let held = &opened.held;
    let names = rounds.names(held).await.map_err(|error| failed(error.into()))?;
    let title = held.called(node, lang);
    let item = opened.assessment.item(node).cloned().unwrap_or_default();
    let mut question = Definitions::new().line(say(lang, "explain-question"), asked);
    if let Some(first) = item.at(Stage::First).filter(|_| opened.shows(Stage::First)) {
        question = question
            .line(say(lang, "explain-points"), points(first.points, lang))
            .line(say(lang, "explain-reason"), first.why.said().unwrap_or_default());
    }
    if let Some(own) = item.at(Stage::SelfScore) {
        question = question.line(say(lang, "unit-column-own"), points(own.points, lang));
    }
    let mut page = unit_sheet(reader, rounds, held, &opened.unit, &format!("/explain/criteria/{node}"), title)
        .lead(lead(opened, caller, 1, lang))
        .said_in(&WORDS, pairs)
        .part(&question);
    let (mut forms, mut theirs) = (None, None);
    if let Some(tried) = tried {
        page = page.status(tried.status);
        theirs = tried.theirs;
        forms = Some((tried.sent, tried.form));
    }
    let form = |sent: Sent, blank: Form| match &forms {
        Some((which, form)) if *which == sent => form.clone(),
        _ => blank,
    };
    // What was refused is shown with its reason, also where it could not be tried again: nothing typed is lost.
    let tried = |sent: Sent| forms.as_ref().is_some_and(|(which, _)| *which == sent);
    if let Some(theirs) = &theirs {
        let who = [("who", names.get(&theirs.by, lang).into()), ("at", moment::minute(theirs.at, lang).into())];
        page = page.section(say_with(lang, "criterion-theirs", &who), &values(criterion, &theirs.entry, lang));
    }
    let open = is_open(opened, node);
    let place = Where { opened, criterion, explaining: true };
    let answers = open && opened.may(rounds, caller, Action::Change, Resource::Explanation, criterion);
    if answers || tried(Sent::Entry) {
        let (entry, revision) =
            item.answer.clone().map_or_else(Default::default, |answer| (answer.entry, answer.revision));
        let blank = answer_form(reader, caller, opened, criterion, &entry, revision);
        page = page.form_under(say(lang, "explain-answer"), &form(Sent::Entry, blank));
        page = evidence::viewer(reader, caller, rounds, &place, &item.evidence).beside(page);
    } else if let Some(answer) = item.answer.as_ref().filter(|_| open) {
        page = page.section(say(lang, "explain-answer"), &values(criterion, &answer.entry, lang));
    }
    page =
        page.section(say(lang, "criterion-evidence"), &evidence::list(reader, caller, rounds, &place, &item.evidence));
    let brings = open && opened.may(rounds, caller, Action::Create, Resource::Evidence, criterion);
    if brings || tried(Sent::Files) || tried(Sent::Link) {
        page = page
            .form_under(
                say(lang, "evidence-add-files"),
                &form(Sent::Files, evidence::files_form(reader, caller, &place)),
            )
            .form_under(say(lang, "evidence-add-link"), &form(Sent::Link, evidence::link_form(reader, caller, &place)));
    }
    let proofs = rounds.proofs(caller, held, &opened.unit, node);
    page.section(say(lang, "criterion-chain"), &chain(lang, &names, proofs, criterion, opened.links(node)))
        .button(say(lang, "explain-back"), &format!("{}/explain", unit_address(held, &opened.unit)))
        .show()
}

/// The form of an answer: words always; numbers and points where the unit scores the criterion itself and claims others.
fn answer_form(
    reader: &Reader,
    caller: &Caller,
    opened: &Opened,
    criterion: &Criterion,
    entry: &Entry,
    seen: u64,
) -> Form {
    let lang = reader.lang;
    let own = address(&opened.held, &opened.unit, &criterion.id);
    let mut form = form_to(reader, caller, &own).hidden("seen", seen.to_string()).field(
        Field::area(lang, "note", say(lang, "explain-words"), 5)
            .hint(say(lang, "explain-words-hint"))
            .value(entry.note.as_str()),
    );
    if criterion.self_scored {
        form = form.section(say(lang, "explain-numbers"), say(lang, "explain-numbers-hint"));
        form = with_fields(form, lang, &opened.held, criterion, entry).field(
            Field::area(lang, "reason", say(lang, "criterion-reason"), 2).value(entry.reason.as_str()).optional(),
        );
    }
    form.submit_as(say(lang, "criterion-save"), "then", "stay").saves_itself(at(reader, &format!("{own}/autosave")))
}

/// `POST /{lang}/rounds/{round}/units/{unit}/explain/criteria/{node}`
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
    let revision = seen(&fields);
    let again = |opened: &Opened, criterion: &Criterion, revision| {
        answer_form(&reader, &caller, opened, criterion, &Entry::default(), revision).fill(&fields)
    };
    let entry = match read(criterion, &fields) {
        Ok(entry) => entry,
        Err(wrong) => {
            let form = again(&opened, criterion, revision);
            let form = wrong.into_iter().fold(form, |form, (name, text)| form.wrong(&name, text.get(lang)));
            let tried = Tried { sent: Sent::Entry, form, status: StatusCode::UNPROCESSABLE_ENTITY, theirs: None };
            return show(&reader, &caller, &rounds, &opened, &node, &[], Some(tried)).await;
        }
    };
    let command = AssessmentCommand::Explain { node: node.clone(), seen: revision, entry };
    let Err(refusal) = rounds.act_on_unit(&caller, &round, &unit, vec![command]).await else {
        return Ok(go(&said(&at(&reader, &address(&opened.held, &unit, &node)), "said-criterion-saved")));
    };
    let opened = rounds.open_unit(&reader, &caller, &round, &unit).await?;
    let criterion = opened.criterion(&rounds, &reader, &caller, &node)?;
    let theirs = Written::Answer.newer(&opened.assessment, &node, revision);
    let form = again(&opened, criterion, theirs.as_ref().map_or(revision, |draft| draft.revision));
    let (status, form) = refusal.into_form(&reader, form)?;
    let status = if theirs.is_some() { StatusCode::CONFLICT } else { status };
    show(&reader, &caller, &rounds, &opened, &node, &[], Some(Tried { sent: Sent::Entry, form, status, theirs })).await
}

/// `POST /{lang}/rounds/{round}/units/{unit}/explain/criteria/{node}/autosave`: answered as the autosave of a criterion is.
pub(super) async fn autosave(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit, node)): CriterionPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    save_by_itself(&reader, &caller, &rounds, (&round, &unit, &node), &fields, Written::Answer).await
}

/// `GET /{lang}/rounds/{round}/units/{unit}/explain/submit`
pub(super) async fn sign_page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit)): UnitPath,
) -> Result<Response, PageError> {
    submit::ask(&reader, &caller, &rounds, (&round, &unit), Signing::Explanation).await
}

/// `POST /{lang}/rounds/{round}/units/{unit}/explain/submit`
pub(super) async fn sign(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit)): UnitPath,
    PostedFile { fields, file }: PostedFile,
) -> Result<Response, PageError> {
    submit::take(&reader, &caller, &rounds, (&round, &unit), Signing::Explanation, (&fields, file)).await
}
