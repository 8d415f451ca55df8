//! What is settled inside the unit about a criterion: who sees to it until when, what is sent back, what is said.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_model::{Lang, Text};
use chiso_round::assessment::Assigned;
use chiso_round::{AssessmentCommand, Criterion, Deadline};
use chiso_web::parts::{Choice, Field, Form, read_day, said};
use chiso_web::{Caller, PageError, PostedFields, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{at, form_to, go};

use super::criterion::{Sent, Tried, show};
use super::sight::Opened;
use crate::entry::Rounds;
use crate::frame::{CriterionPath, criterion_address};
use crate::words::say;

/// Whether somebody works on a criterion inside the unit: what is said there is for them alone.
pub(super) fn is_inside(rounds: &Rounds, caller: &Caller, opened: &Opened, criterion: &Criterion) -> bool {
    let may = |action| opened.may(rounds, caller, action, Resource::SelfScore, criterion);
    may(Action::Change) || may(Action::Return)
}

fn form(reader: &Reader, caller: &Caller, opened: &Opened, node: &str, deed: &str) -> Form {
    form_to(reader, caller, &format!("{}/{deed}", criterion_address(&opened.held, &opened.unit, node)))
}

pub(super) fn comment_form(reader: &Reader, caller: &Caller, opened: &Opened, node: &str) -> Form {
    let lang = reader.lang;
    form(reader, caller, opened, node, "comment")
        .field(
            Field::area(lang, "comment", say(lang, "criterion-comment"), 2).hint(say(lang, "criterion-comment-hint")),
        )
        .submit(say(lang, "criterion-comment-send"))
}

pub(super) fn return_form(reader: &Reader, caller: &Caller, opened: &Opened, node: &str) -> Form {
    let lang = reader.lang;
    form(reader, caller, opened, node, "return")
        .field(Field::area(lang, "return_reason", say(lang, "criterion-return-reason"), 2))
        .submit(say(lang, "criterion-return-send"))
}

pub(super) fn assign_form(
    reader: &Reader,
    caller: &Caller,
    opened: &Opened,
    node: &str,
    assigned: Option<&Assigned>,
    people: Vec<Choice>,
) -> Form {
    let lang = reader.lang;
    let due = assigned.and_then(|assigned| assigned.due.as_ref());
    form(reader, caller, opened, node, "assign")
        .field(
            Field::select(lang, "person", say(lang, "criterion-person"), Some(say(lang, "criterion-nobody")), people)
                .value(assigned.map_or("", |assigned| assigned.person.as_str()))
                .optional(),
        )
        .field(
            Field::day(lang, "due", say(lang, "unit-column-due"))
                .value(due.map_or_else(String::new, |due| chiso_model::day(due.day, lang)))
                .optional(),
        )
        .submit(say(lang, "criterion-assign-send"))
}

/// `POST …/criteria/{node}/comment`
pub(super) async fn comment(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit, node)): CriterionPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let opened = rounds.open_unit(&reader, &caller, &round, &unit).await?;
    let criterion = opened.criterion(&rounds, &reader, &caller, &node)?;
    if !is_inside(&rounds, &caller, &opened, criterion) {
        return Err(Refusal::Forbidden.page(&reader));
    }
    let command = AssessmentCommand::Comment { node: node.clone(), text: fields.get("comment").to_owned() };
    let again = comment_form(&reader, &caller, &opened, &node).fill(&fields);
    done(
        &reader,
        &caller,
        &rounds,
        opened,
        &node,
        command,
        (Sent::Comment, again, "comment"),
        "said-criterion-commented",
    )
    .await
}

/// `POST …/criteria/{node}/return`
pub(super) async fn send_back(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit, node)): CriterionPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let opened = rounds.open_unit(&reader, &caller, &round, &unit).await?;
    opened.criterion(&rounds, &reader, &caller, &node)?;
    let command = AssessmentCommand::Return { node: node.clone(), reason: fields.get("return_reason").to_owned() };
    let again = return_form(&reader, &caller, &opened, &node).fill(&fields);
    done(
        &reader,
        &caller,
        &rounds,
        opened,
        &node,
        command,
        (Sent::Return, again, "return_reason"),
        "said-criterion-returned",
    )
    .await
}

/// `POST …/criteria/{node}/assign`
pub(super) async fn assign(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit, node)): CriterionPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let opened = rounds.open_unit(&reader, &caller, &round, &unit).await?;
    opened.criterion(&rounds, &reader, &caller, &node)?;
    let people = rounds.people_of(&caller, &opened).await.map_err(|refusal| refusal.page(&reader))?;
    let (person, due) = (fields.get("person").to_owned(), fields.get("due"));
    let known = person.is_empty() || people.iter().any(|choice| choice.id == person);
    let day = read_day(due);
    let again = assign_form(&reader, &caller, &opened, &node, None, people).fill(&fields);
    let wrong = match (known, due.is_empty() || day.is_some()) {
        (false, _) => Some(("person", "criterion-person-unknown")),
        (_, false) => Some(("due", "criterion-due-unread")),
        _ => None,
    };
    if let Some((field, key)) = wrong {
        let refusal = Refusal::Fields(vec![(field, Text::new(told(Lang::Vi, key), told(Lang::En, key)))]);
        return again_with(&reader, &caller, &rounds, &opened, &node, (Sent::Assign, again), refusal).await;
    }
    let person = Some(person).filter(|person| !person.is_empty());
    let command = AssessmentCommand::Assign { node: node.clone(), person, due: day.map(Deadline::end_of) };
    done(&reader, &caller, &rounds, opened, &node, command, (Sent::Assign, again, ""), "said-criterion-assigned").await
}

fn told(lang: Lang, key: &str) -> String {
    match key {
        "criterion-person-unknown" => say(lang, "criterion-person-unknown"),
        _ => say(lang, "criterion-due-unread"),
    }
}

/// Carries a command out and leads back; where it is refused, the form stands there as it was sent, the reason beside its field.
#[allow(clippy::too_many_arguments, reason = "one deed of a page, with all that shows it again")]
async fn done(
    reader: &Reader,
    caller: &Caller,
    rounds: &Rounds,
    opened: Opened,
    node: &str,
    command: AssessmentCommand,
    (sent, form, field): (Sent, Form, &'static str),
    key: &str,
) -> Result<Response, PageError> {
    match rounds.act_on_unit(caller, &opened.held.id, &opened.unit, vec![command]).await {
        Ok(_) => Ok(go(&said(&at(reader, &criterion_address(&opened.held, &opened.unit, node)), key))),
        Err(Refusal::Fields(told)) => {
            let beside = told.into_iter().map(|(_, text)| (field, text)).collect();
            again_with(reader, caller, rounds, &opened, node, (sent, form), Refusal::Fields(beside)).await
        }
        Err(refusal) => Err(refusal.page(reader)),
    }
}

async fn again_with(
    reader: &Reader,
    caller: &Caller,
    rounds: &Rounds,
    opened: &Opened,
    node: &str,
    (sent, form): (Sent, Form),
    refusal: Refusal,
) -> Result<Response, PageError> {
    let (status, form) = refusal.into_form(reader, form)?;
    show(reader, caller, rounds, opened, node, &[], Some(Tried { sent, form, status, theirs: None })).await
}
