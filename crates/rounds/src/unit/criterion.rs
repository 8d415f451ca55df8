//! `/{lang}/rounds/{round}/units/{unit}/criteria/{node}`: one criterion of a unit: what is wanted, what is entered and why it earns its points, evidence, what was said.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_model::Lang;
use chiso_round::assessment::{Draft, Entry, Lack};
use chiso_round::{Criterion, Stage};
use chiso_web::parts::{Definitions, Event, Field, Flash, Form, Timeline};
use chiso_web::{Caller, Fields, PageError, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Links, Pairs, at, form_to, moment};

use super::evidence::{self, Where};
use super::file::{most, unit_sheet};
use super::left;
use super::scores::{Scores, by_rule};
use super::sight::Opened;
use super::within;
use crate::chain::{chain, points};
use crate::entry::Rounds;
use crate::entry_form::with_fields;
use crate::frame::{CriterionPath, criterion_address, unit_address};
use crate::named::Named;
use crate::words::{WORDS, say, say_with};

/// Which form of the page was sent, so that it is shown again with what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sent {
    Entry,
    Files,
    Link,
    Comment,
    Return,
    Assign,
}

/// A form that could not be taken, as it came, and the status of the page.
pub(super) struct Tried {
    pub(super) sent: Sent,
    pub(super) form: Form,
    pub(super) status: StatusCode,
    /// What somebody else saved meanwhile.
    pub(super) theirs: Option<Draft>,
}

/// How points came about: a step a line.
#[derive(Template)]
#[template(source = r"<ul>{% for line in lines %}<li>{{ line }}</li>{% endfor %}</ul>", ext = "html")]
struct Steps {
    lines: Vec<String>,
}

/// `GET /{lang}/rounds/{round}/units/{unit}/criteria/{node}`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit, node)): CriterionPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let opened = rounds.open_unit(&reader, &caller, &round, &unit).await?;
    show(&reader, &caller, &rounds, &opened, &node, &pairs, None).await
}

/// The page of a criterion, with a form that could not be taken, if there is one.
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
    let held = &opened.held;
    let criterion = opened.criterion(rounds, reader, caller, node)?;
    let failed = |refusal: Refusal| refusal.page(reader);
    let names = rounds.names(held).await.map_err(|error| failed(error.into()))?;
    let is_open = opened.is_open(node);
    let enters = is_open && opened.may(rounds, caller, Action::Change, Resource::SelfScore, criterion);
    let hands_out = is_open && opened.may(rounds, caller, Action::Return, Resource::SelfScore, criterion);
    let title = held.called(node, lang);
    let item = opened.assessment.item(node).cloned().unwrap_or_default();
    let draft = opened.assessment.current_draft(opened.frame(), criterion);

    let mut page = unit_sheet(reader, rounds, held, &opened.unit, &format!("/criteria/{node}"), title)
        .said_in(&WORDS, pairs)
        .lead(lead(opened, criterion, caller, lang));
    let (mut forms, mut theirs) = (None, None);
    if let Some(tried) = tried {
        page = page.status(tried.status);
        theirs = tried.theirs;
        forms = Some((tried.sent, tried.form));
    }
    if let Some(reason) = item.returned.as_ref().filter(|_| is_open) {
        page = page.flash(Flash::warning(say_with(lang, "criterion-returned", &[("reason", reason.clone().into())])));
    }
    let form = |sent: Sent, blank: Form| match &forms {
        Some((which, form)) if *which == sent => form.clone(),
        _ => blank,
    };
    // What was refused is shown with its reason, also where it could not be tried again: nothing typed is lost.
    let tried = |sent: Sent| forms.as_ref().is_some_and(|(which, _)| *which == sent);
    page = page.part(&wanted(opened, criterion, &names, lang));
    for before in rounds.before(opened).await.map_err(failed)? {
        let Some(told) = before.at(criterion, lang) else { continue };
        let key = if before.unit == opened.unit { "unit-before" } else { "unit-before-of" };
        let about =
            [("round", before.held.round.setup.title.get(lang).into()), ("unit", names.get(&before.unit, lang).into())];
        page = page.section(say_with(lang, key, &about), &told);
    }
    if let Some(table) = rounds.reminder_table(reader, caller, held, &opened.unit, Some(node)).await.map_err(failed)? {
        page = page.section(say(lang, "reminder-title"), &table);
    }
    if let Some(theirs) = &theirs {
        let heading = say_with(
            lang,
            "criterion-theirs",
            &[("who", names.get(&theirs.by, lang).into()), ("at", moment::minute(theirs.at, lang).into())],
        );
        page = page.section(heading, &values(criterion, &theirs.entry, lang));
    }
    let place = Where { opened, criterion, explaining: false };
    let viewer = evidence::viewer(reader, caller, rounds, &place, &item.evidence);
    let entry_is_open = enters || tried(Sent::Entry);
    if entry_is_open {
        let (entry, revision) =
            draft.as_ref().map_or_else(Default::default, |draft| (draft.entry.clone(), draft.revision));
        let blank = entry_form(reader, caller, opened, criterion, &entry, revision);
        let heading = if theirs.is_some() { say(lang, "criterion-yours") } else { say(lang, "criterion-entry") };
        page = viewer.beside(page.form_under(heading, &form(Sent::Entry, blank)));
    } else if let Some(draft) = draft.as_ref().filter(|_| item.links.is_empty() || is_open) {
        page = page.section(say(lang, "criterion-entry"), &values(criterion, &draft.entry, lang));
    }
    page = match proposed(opened, criterion, draft.as_ref(), lang) {
        Some((heading, steps)) => page.section(heading, &steps),
        None => page,
    };
    let brings = is_open && opened.may(rounds, caller, Action::Create, Resource::Evidence, criterion);
    page =
        page.section(say(lang, "criterion-evidence"), &evidence::list(reader, caller, rounds, &place, &item.evidence));
    if !entry_is_open {
        page = viewer.under(page);
    }
    if brings || tried(Sent::Files) || tried(Sent::Link) {
        page = page
            .form_under(
                say(lang, "evidence-add-files"),
                &form(Sent::Files, evidence::files_form(reader, caller, &place)),
            )
            .form_under(say(lang, "evidence-add-link"), &form(Sent::Link, evidence::link_form(reader, caller, &place)));
    }
    if hands_out || tried(Sent::Assign) || tried(Sent::Return) {
        let people = rounds.people_of(caller, opened).await.map_err(failed)?;
        let assign = within::assign_form(reader, caller, opened, node, item.assigned.as_ref(), people);
        page = page.form_under(say(lang, "criterion-assign"), &form(Sent::Assign, assign));
        if item.draft.is_some() || tried(Sent::Return) {
            page = page.form_under(
                say(lang, "criterion-return"),
                &form(Sent::Return, within::return_form(reader, caller, opened, node)),
            );
        }
    }
    if within::is_inside(rounds, caller, opened, criterion) {
        let said = item.comments.iter().rev().map(|comment| {
            Event::new(
                moment::minute(comment.at, lang),
                moment::machine(comment.at),
                comment.text.clone(),
                names.get(&comment.by, lang),
            )
        });
        page = page
            .section(say(lang, "criterion-comments"), &Timeline::new(said.collect()))
            .form(&form(Sent::Comment, within::comment_form(reader, caller, opened, node)));
    }
    let links = opened.links(node);
    if !links.is_empty() {
        let proofs = rounds.proofs(caller, held, &opened.unit, node);
        page = page.section(say(lang, "criterion-chain"), &chain(lang, &names, proofs, criterion, links));
    }
    page.part(&neighbours(reader, caller, rounds, opened, node)).show()
}

fn lead(opened: &Opened, criterion: &Criterion, caller: &Caller, lang: Lang) -> String {
    let mut standing = opened.standing(criterion, caller.now_us).title().get(lang).to_owned();
    // What is still missing at something that was begun; that nothing was entered, its standing says.
    let shown = opened.sees_papers(&criterion.id) && opened.is_open(&criterion.id);
    let lack = opened.assessment.lack(criterion).filter(|_| shown);
    if let Some(lack @ (Lack::Reason(_) | Lack::Evidence(_))) = lack {
        standing = format!("{standing}, {}", lack.text().get(lang));
    }
    let item = opened.assessment.item(&criterion.id);
    let reopened =
        item.and_then(|item| item.reopened.as_ref()).filter(|reopened| !reopened.until.is_over(caller.now_us));
    let deadline = reopened
        .map(|reopened| &reopened.until)
        .or_else(|| left::next(&opened.held.round, &opened.assessment, caller.now_us))
        .filter(|_| criterion.self_scored);
    match deadline {
        Some(deadline) => say_with(
            lang,
            "criterion-lead-open",
            &[
                ("standing", standing.into()),
                ("deadline", left::announced(deadline, lang).into()),
                ("left", left::left(deadline, caller.now_us, lang).into()),
            ],
        ),
        None => say_with(lang, "criterion-lead", &[("standing", standing.into())]),
    }
}

/// What the rulebook says of a criterion, and what was settled about it in the unit.
fn wanted(opened: &Opened, criterion: &Criterion, names: &Named, lang: Lang) -> Definitions {
    let mut told =
        Definitions::new().line(say(lang, "unit-column-max"), chiso_web::format::plain(most(criterion), lang));
    if let Some(note) = &criterion.note {
        told = told.line(say(lang, "criterion-note"), note.get(lang));
    }
    if !criterion.evidence.is_empty() {
        let wanted: Vec<&str> = criterion.evidence.iter().map(|text| text.get(lang)).collect();
        told = told.line(say(lang, "criterion-evidence-wanted"), wanted.join("; "));
    }
    if let Some(owner) = &criterion.owner {
        told = told.line(say(lang, "criterion-owner"), owner.get(lang));
    }
    let item = opened.assessment.item(&criterion.id);
    if let Some(assigned) = item.and_then(|item| item.assigned.as_ref()) {
        told = told.line(say(lang, "unit-column-assigned"), names.get(&assigned.person, lang));
        if let Some(due) = &assigned.due {
            told = told.line(say(lang, "unit-column-due"), left::announced(due, lang));
        }
    }
    if let Some(asks) = opened.asked(&criterion.id) {
        told = told.line(say(lang, "explain-question"), asks);
    }
    if let Some(link) = opened.judged(&criterion.id) {
        told = told.line(link.stage.title().get(lang), points(link.points, lang));
    }
    told
}

/// What was entered, to be read.
pub(super) fn values(criterion: &Criterion, entry: &Entry, lang: Lang) -> Definitions {
    let mut told = Definitions::new();
    for input in &criterion.inputs {
        if let Some(mark) = entry.numbers.get(&input.name) {
            told = told.line(input.title.get(lang), points(*mark, lang));
        }
    }
    if let Some(mark) = entry.points {
        told = told.line(say(lang, "entry-points"), points(mark, lang));
    }
    for (key, words) in [(say(lang, "criterion-reason"), &entry.reason), (say(lang, "criterion-words"), &entry.note)] {
        if !words.is_empty() {
            told = told.line(key, words.as_str());
        }
    }
    told
}

/// The form in which the unit enters a criterion; `seen` is the revision of what it shows.
pub(super) fn entry_form(
    reader: &Reader,
    caller: &Caller,
    opened: &Opened,
    criterion: &Criterion,
    entry: &Entry,
    seen: u64,
) -> Form {
    let lang = reader.lang;
    let address = criterion_address(&opened.held, &opened.unit, &criterion.id);
    let form = form_to(reader, caller, &address).hidden("seen", seen.to_string());
    with_fields(form, lang, &opened.held, criterion, entry)
        .field(
            Field::area(lang, "reason", say(lang, "criterion-reason"), 2)
                .hint(say(lang, "criterion-reason-hint"))
                .value(entry.reason.as_str())
                .optional(),
        )
        .field(
            Field::area(lang, "note", say(lang, "criterion-words"), 4)
                .hint(say(lang, "criterion-words-hint"))
                .value(entry.note.as_str())
                .optional(),
        )
        .submit_as(say(lang, "criterion-save"), "then", "stay")
        .submit_as(say(lang, "criterion-save-next"), "then", "next")
        .submit_as(say(lang, "criterion-save-ready"), "then", "ready")
        .saves_itself(at(reader, &format!("{address}/autosave")))
}

/// The form as it came; `seen` as it came as well, or the newest where somebody has now been shown that.
pub(super) fn entry_form_again(
    reader: &Reader,
    caller: &Caller,
    opened: &Opened,
    criterion: &Criterion,
    fields: &Fields,
    seen: u64,
) -> Form {
    entry_form(reader, caller, opened, criterion, &Entry::default(), seen).fill(fields)
}

/// What the rule gives for what is entered, and why.
fn proposed(opened: &Opened, criterion: &Criterion, draft: Option<&Draft>, lang: Lang) -> Option<(String, Steps)> {
    let own = opened.assessment.item(&criterion.id).and_then(|item| item.at(Stage::SelfScore));
    // What was signed counts, until it may be changed again.
    let draft = draft.filter(|_| own.is_none() || opened.is_open(&criterion.id));
    let given = draft.map_or_else(|| own.and_then(|link| link.proposed), |draft| draft.proposed)?;
    let file = &opened.assessment;
    let facts =
        if draft.is_some() { file.drafted_facts(opened.frame()) } else { file.facts(opened.frame(), Stage::SelfScore) };
    let scores = Scores::of(&opened.held, by_rule(facts, &criterion.id))?;
    let lines = scores.why(&opened.held, &opened.unit, &criterion.id, lang);
    let heading = say_with(
        lang,
        "criterion-proposed",
        &[("points", points(given, lang).into()), ("max", chiso_web::format::plain(most(criterion), lang).into())],
    );
    Some((heading, Steps { lines }))
}

/// The criterion before and the one after, among those that the unit scores itself and the caller may see.
pub(super) fn next_to(
    rounds: &Rounds,
    caller: &Caller,
    opened: &Opened,
    node: &str,
) -> (Option<String>, Option<String>) {
    let all: Vec<&str> = opened
        .held
        .rules
        .self_scored()
        .filter(|criterion| opened.sees(rounds, caller, criterion))
        .map(|criterion| criterion.id.as_str())
        .collect();
    let Some(here) = all.iter().position(|id| *id == node) else { return (None, None) };
    let of = |index: Option<usize>| index.and_then(|index| all.get(index)).map(|id| (*id).to_owned());
    (of(here.checked_sub(1)), of(here.checked_add(1)))
}

fn neighbours(reader: &Reader, caller: &Caller, rounds: &Rounds, opened: &Opened, node: &str) -> Links {
    let lang = reader.lang;
    let (before, after) = next_to(rounds, caller, opened, node);
    let way = |what: String, id: Option<String>| {
        let id = id?;
        let title = opened.held.node_title(&id)?;
        Some((format!("{what}: {}", title.get(lang)), criterion_address(&opened.held, &opened.unit, &id)))
    };
    let file = (say(lang, "criterion-file"), unit_address(&opened.held, &opened.unit));
    let ways = [way(say(lang, "criterion-before"), before), way(say(lang, "criterion-after"), after), Some(file)];
    Links::to(reader, ways.into_iter().flatten().collect())
}
