//! `/{lang}/surveys`: the surveys that somebody runs, carries out or may see.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use chiso_access::{Action, Resource, anywhere};
use chiso_model::Lang;
use chiso_survey::campaign::{Campaign, Phase};
use chiso_web::parts::{Cell, Column, Empty, PAGE_ROWS, Row, Table, TableQuery};
use chiso_web::{Caller, Gate, PageError, Reader, Routes, tell};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Pairs, Sheet, at, moment};

use crate::entry::Surveys;
use crate::held::Held;
use crate::words::{WORDS, say};

/// Address of the list after the language.
pub(crate) const SURVEYS: &str = "/surveys";

pub(crate) fn routes() -> Routes<Arc<Surveys>> {
    Routes::new().page("/{lang}/surveys", Gate::Needs(Resource::Survey, Action::See), page)
}

impl Surveys {
    /// The campaigns that a caller may see.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn seen_by(&self, caller: &Caller) -> Result<Vec<Arc<Held>>, Refusal> {
        let sees =
            |held: &Arc<Held>| self.may(caller, Action::See, Resource::Survey, &held.campaign.setup.owner).is_ok();
        Ok(self.all().await?.into_iter().filter(sees).collect())
    }
}

/// `GET /{lang}/surveys`
async fn page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let query = TableQuery::of(&pairs);
    let found = surveys.seen_by(&caller).await.map_err(|refusal| refusal.page(&reader))?;
    let shown = found.iter().skip(query.offset(PAGE_ROWS)).take(PAGE_ROWS);
    let rows = shown.map(|held| row(&reader, held, caller.now_us)).collect();
    let columns = vec![
        Column::text(say(lang, "surveys-column-title")),
        Column::text(say(lang, "surveys-column-year")),
        Column::text(say(lang, "surveys-column-phase")),
        Column::text(say(lang, "surveys-column-opens")),
        Column::text(say(lang, "surveys-column-closes")),
        Column::number(say(lang, "surveys-column-people")),
    ];
    let mut empty = Empty::new(say(lang, "surveys-empty"), say(lang, "surveys-empty-help"));
    let creates = anywhere(&caller.actor, Action::Create, Resource::Survey);
    if creates {
        empty = empty.first(say(lang, "surveys-new"), at(&reader, "/surveys/new"));
    }
    let table = Table::new(lang, "surveys", say(lang, "surveys-title"), at(&reader, SURVEYS), query)
        .columns(columns)
        .rows(rows, found.len())
        .empty(empty);
    let mut sheet = Sheet::new(&reader, SURVEYS, say(lang, "surveys-title"))
        .within(SURVEYS)
        .lead(say(lang, "surveys-lead"))
        .said_in(&WORDS, &pairs);
    if creates && !found.is_empty() {
        sheet = sheet.button(say(lang, "surveys-new"), "/surveys/new");
    }
    sheet.part(&table).show()
}

/// How a campaign stands at a moment: one that is open takes ballots between two moments alone.
fn phase(campaign: &Campaign, lang: Lang, now_us: i64) -> String {
    let setup = &campaign.setup;
    match campaign.phase {
        Phase::Open if now_us < setup.opens => {
            tell!(lang, "surveys-phase-ahead", opens = moment::minute(setup.opens, lang))
        }
        Phase::Open if now_us >= setup.closes => say(lang, "surveys-phase-over"),
        phase => phase.text(lang).to_owned(),
    }
}

fn row(reader: &Reader, held: &Held, now_us: i64) -> Row {
    let (lang, campaign) = (reader.lang, &held.campaign);
    let setup = &campaign.setup;
    Row::new(vec![
        Cell::text(setup.title.get(lang)),
        Cell::text(setup.year.to_string()),
        Cell::text(phase(campaign, lang, now_us)),
        Cell::text(moment::minute(setup.opens, lang)),
        Cell::text(moment::minute(setup.closes, lang)),
        Cell::text(chiso_model::decimal(campaign.people() as f64, 0, lang)),
    ])
    .to(at(reader, &format!("{SURVEYS}/{}", held.id)))
}
