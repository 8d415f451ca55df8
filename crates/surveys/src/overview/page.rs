//! The page that says where a survey stands.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use chiso_model::{Date, Lang, decimal};
use chiso_survey::campaign::Phase;
use chiso_web::parts::{Cell, Column, Flash, KeyFacts, Row, Table, TableQuery};
use chiso_web::{Caller, PageError, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Links, Pairs, at};

use super::days::{Days, Told};
use super::sentence::sentence;
use super::steps;
use crate::entry::{Surveys, ballots_failed};
use crate::frame::{SurveyPath, View, address};
use crate::held::Held;
use crate::setup::{shown, tasks};
use crate::words::{WORDS, say, say_with};

/// `GET /{lang}/surveys/{survey}`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let refused = |refusal: Refusal| refusal.page(&reader);
    let held = surveys.page(&reader, &caller, &survey).await?;
    let setup = &held.campaign.setup;
    let runs = surveys.runs(&caller, &held);
    let does = steps::Does { runs, keys: surveys.may_key(&caller, &held).is_ok() };
    let draft = held.campaign.phase == Phase::Draft;
    let missing = if draft { tasks(&held, caller.now_us, lang) } else { Vec::new() };
    let far = surveys.far(&held, caller.now_us).await.map_err(refused)?;
    // A questionnaire that cannot be read does not keep anybody from the page: the step says so.
    let form = surveys.form(&held).await.ok();
    let mut page = surveys
        .view(&reader, &caller, &held, View::Overview, setup.title.get(lang))
        .lead(sentence(&held, &caller, missing.len(), runs, lang))
        .said_in(&WORDS, &pairs);
    if let Some(away) = surveys.away() {
        page = page.flash(Flash::warning(away.told().get(lang)));
    }
    let has_counts = !draft && surveys.away().is_none();
    let counts = if has_counts { Some(surveys.came_by_day(&held).await.map_err(refused)?) } else { None };
    if let Some(counts) = &counts {
        page = page.part(&facts(&held, counts, lang));
    }
    page = page.section(say(lang, "steps-title"), &steps::table(&reader, &held, form.as_deref(), &far, does));
    if runs && !missing.is_empty() {
        page = page.section(say(lang, "overview-missing"), &Links::to(&reader, missing));
    }
    for (title, told) in
        counts.iter().flat_map(|counts| [("days-exchanged", &counts.exchanged), ("days-ballots", &counts.ballots)])
    {
        if told.more || !told.days.is_empty() {
            page = page.section(say(lang, title), &by_day(&reader, &held, title, told));
        }
    }
    page.section(say(lang, "setup-title"), &shown(&surveys, &caller, setup, lang)).show()
}

/// How many came, as far as it can be told.
struct Counts {
    /// Invitations that were exchanged for the right to one ballot.
    exchanged: Told,
    /// Ballots.
    ballots: Told,
}

impl Surveys {
    /// How far the work of a survey is at a moment.
    async fn far(&self, held: &Held, now_us: i64) -> Result<steps::Far, Refusal> {
        match held.campaign.phase {
            Phase::Draft => Ok(steps::Far { missing: held.campaign.setup.problems(now_us), ..steps::Far::default() }),
            Phase::Open => Ok(steps::Far {
                missing: Vec::new(),
                has_interviewers: self.has_interviewers(held).await?,
                has_sheets: self.has_sheets(held).await?,
            }),
            Phase::Closed | Phase::Published => Ok(steps::Far::default()),
        }
    }

    async fn came_by_day(&self, held: &Held) -> Result<Counts, Refusal> {
        let least = held.campaign.setup.least;
        let exchanged = self.register.by_day(&held.id).await.map_err(|error| ballots_failed(&error))?;
        let ballots = self.ballots.by_day(&held.id).await.map_err(|error| ballots_failed(&error))?;
        Ok(Counts { exchanged: Told::of(&exchanged, least), ballots: Told::of(&ballots, least) })
    }
}

fn facts(held: &Held, counts: &Counts, lang: Lang) -> KeyFacts {
    let least = held.campaign.setup.least;
    let mut facts = KeyFacts::default();
    facts.push(say(lang, "facts-people"), decimal(held.campaign.people() as f64, 0, lang), "");
    let mut counted = |key: &str, told: &Told| {
        let few = [("least", least.into())];
        let value = match told.total() {
            0 if told.more => say_with(lang, "facts-few", &few),
            total => decimal(f64::from(total), 0, lang),
        };
        let more = told.more && !told.days.is_empty();
        facts.push(say(lang, key), value, if more { say_with(lang, "facts-more", &few) } else { String::new() });
    };
    counted("facts-exchanged", &counts.exchanged);
    counted("facts-ballots", &counts.ballots);
    facts
}

/// How many came on which days.
fn by_day(reader: &Reader, held: &Held, title: &str, told: &Told) -> Table {
    let lang = reader.lang;
    let row = |days: &Days| {
        let on = if days.from == days.to {
            day(&days.from, lang)
        } else {
            say_with(
                lang,
                "days-together",
                &[("from", day(&days.from, lang).into()), ("to", day(&days.to, lang).into())],
            )
        };
        Row::new(vec![Cell::text(on), Cell::text(decimal(f64::from(days.count), 0, lang))])
    };
    let mut rows: Vec<Row> = told.days.iter().map(row).collect();
    if told.more {
        let few = [("least", held.campaign.setup.least.into())];
        rows.push(Row::new(vec![Cell::text(say(lang, "days-later")), Cell::None(say_with(lang, "facts-few", &few))]));
    }
    let total = rows.len();
    Table::new(lang, title, say(lang, title), at(reader, &address(held)), TableQuery::of(&[]))
        .columns(vec![Column::text(say(lang, "days-column-day")), Column::number(say(lang, "days-column-count"))])
        .page_rows(total)
        .rows(rows, total)
}

/// A day as it is kept, as people write it.
fn day(kept: &str, lang: Lang) -> String {
    kept.parse::<Date>().map_or_else(|_| kept.to_owned(), |day| chiso_model::day(day, lang))
}
