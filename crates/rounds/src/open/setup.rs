//! `/{lang}/rounds/{round}/setup`: the parts of the setup, what is missing, and the setup as a file.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_model::Lang;
use chiso_round::Phase;
use chiso_web::parts::{Badge, Cell, Column, Definitions, Row, Shape, Status, Table, TableQuery};
use chiso_web::{Caller, PageError, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Links, Pairs, answer, at};

use super::mend::{is_draft, part};
use super::tasks::{Part, Task, is_open, tasks};
use crate::entry::Rounds;
use crate::frame::{RoundPath, View, address, view};
use crate::held::Held;
use crate::named::Named;
use crate::words::{WORDS, say, say_with};

/// Whether a caller may see how a round is set up: those who run it, and those who inspect it.
pub(crate) fn may_see(rounds: &Rounds, caller: &Caller, held: &Held) -> bool {
    let may = |resource, action| rounds.may(caller, action, resource, &held.round.setup.owner, &[]).is_ok();
    may(Resource::Round, Action::Change) || may(Resource::Journal, Action::See)
}

/// `GET /{lang}/rounds/{round}/setup`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let held = rounds.open(&reader, &caller, &round).await?;
    if !may_see(&rounds, &caller, &held) {
        return Err(Refusal::Forbidden.page(&reader));
    }
    let names = rounds.names(&held).await.map_err(|error| Refusal::from(error).page(&reader))?;
    let missing = tasks(&held, &|id| names.of(id));
    let draft = is_draft(&held);
    let may = |action| rounds.may(&caller, action, Resource::Round, &held.round.setup.owner, &[]).is_ok();
    let lead = match missing.len() {
        _ if !draft => say(lang, "setup-lead-begun"),
        0 => say(lang, "setup-lead-ready"),
        count => say_with(lang, "setup-lead-missing", &[("count", count.into())]),
    };
    let mut page = view(&reader, &caller, &held, View::Setup, say(lang, "setup-title"))
        .lead(lead)
        .said_in(&WORDS, &pairs)
        .part(&parts(&reader, &held, &missing, may(Action::Change)));
    if !missing.is_empty() {
        let ways = missing.into_iter().map(|task| {
            let to = format!("{}{}", part(&held, task.part.rest()), task.query);
            (task.text.get(lang).to_owned(), to)
        });
        page = page.section(say(lang, "setup-missing"), &Links::to(&reader, ways.collect()));
    } else if draft && may(Action::Change) {
        page = page.button(say(lang, "setup-begin"), &format!("{}/next", address(&held)));
    }
    let pinned_as = if draft { "setup-basis" } else { "setup-pinned" };
    page.section(say(lang, pinned_as), &pinned(lang, &held, &names))
        .section(say(lang, "setup-more"), &more(&reader, &held, &may))
        .show()
}

/// The parts, each with what it says and how it stands.
fn parts(reader: &Reader, held: &Held, missing: &[Task], mends: bool) -> Table {
    let lang = reader.lang;
    let row = |which: Part| {
        let lacks = missing.iter().filter(|task| task.part == which).count();
        let status = if lacks > 0 {
            Cell::from(Badge::new("warn", Shape::Triangle, say_with(lang, "setup-lacks", &[("count", lacks.into())])))
        } else {
            Cell::from(Status::Done.badge(lang))
        };
        let row = Row::new(vec![Cell::text(say(lang, which.key())), Cell::text(summary(lang, held, which)), status]);
        if mends { row.to(at(reader, &part(held, which.rest()))) } else { row }
    };
    let rows: Vec<Row> = Part::ALL.into_iter().map(row).collect();
    let total = rows.len();
    let columns = ["setup-column-part", "setup-column-says", "setup-column-stands"];
    Table::new(lang, "parts", say(lang, "setup-title"), at(reader, &part(held, "")), TableQuery::of(&[]))
        .columns(columns.map(|key| Column::text(say(lang, key))).into())
        .rows(rows, total)
}

/// What a part says, in a few words.
fn summary(lang: Lang, held: &Held, which: Part) -> String {
    let setup = &held.round.setup;
    let text = match which {
        Part::About => return setup.title.get(lang).to_owned(),
        Part::Units => {
            let apart = setup.units.iter().filter(|entrant| !entrant.ranked).count();
            say_with(lang, "setup-says-units", &[("count", setup.units.len().into()), ("apart", apart.into())])
        }
        Part::Calendar => say_with(
            lang,
            "setup-says-calendar",
            &[("count", setup.deadlines.len().into()), ("of", Phase::TIMED.len().into())],
        ),
        Part::Appraisers => say_with(lang, "setup-says-appraisers", &[("count", setup.appraisers.len().into())]),
        Part::Council => say_with(
            lang,
            "setup-says-council",
            &[("count", setup.council.members.len().into()), ("quorum", setup.council.quorum.into())],
        ),
    };
    if is_open(which, held.round.phase) { text } else { format!("{text} {}", say(lang, "setup-fixed")) }
}

/// What was fixed when the draft was made.
fn pinned(lang: Lang, held: &Held, names: &Named) -> Definitions {
    let setup = &held.round.setup;
    let rulebook = format!("{} ({})", held.rulebook.title.get(lang), setup.rulebook);
    Definitions::new()
        .line(say(lang, "rounds-column-owner"), names.get(&setup.owner, lang))
        .line(say(lang, "rounds-column-period"), setup.period.to_string())
        .line(say(lang, "setup-rulebook"), rulebook)
        .line(say(lang, "setup-rulebook-hash"), &setup.rulebook_hash)
}

/// What else can be done with a setup.
fn more(reader: &Reader, held: &Held, may: &dyn Fn(Action) -> bool) -> Links {
    let lang = reader.lang;
    let ways = [
        (Action::Change, "setup-values", part(held, "/values")),
        (Action::Export, "setup-download", part(held, "/download")),
        (Action::Create, "setup-copy", format!("/rounds/new?copy={}", held.id)),
    ];
    let of_draft = [
        (Action::Change, "setup-basis", part(held, "/basis")),
        (Action::Remove, "setup-discard", part(held, "/discard")),
    ];
    let of_draft = of_draft.into_iter().filter(|_| is_draft(held));
    let ways =
        ways.into_iter().chain(of_draft).filter(|(action, ..)| may(*action)).map(|(_, key, to)| (say(lang, key), to));
    Links::to(reader, ways.collect())
}

/// `GET /{lang}/rounds/{round}/setup/download`: the setup as JSON.
pub(super) async fn download(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
) -> Result<Response, PageError> {
    let held = rounds.open(&reader, &caller, &round).await?;
    let may = rounds.may(&caller, Action::Export, Resource::Round, &held.round.setup.owner, &[]);
    may.map_err(|refusal| refusal.page(&reader))?;
    let text = serde_json::to_vec_pretty(&held.round.setup).map_err(|error| {
        let told = format!("{error}");
        Refusal::Fault(chiso_model::Text::new(told.clone(), told)).page(&reader)
    })?;
    Ok(answer(&format!("setup-{}.json", held.id), "application/json", text))
}
