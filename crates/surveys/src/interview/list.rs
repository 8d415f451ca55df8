//! `/{lang}/interviews`: the surveys in which somebody interviews.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use chiso_access::{Action, Resource, anywhere};
use chiso_model::decimal;
use chiso_web::parts::{Cell, Column, Empty, Row, Table, TableQuery};
use chiso_web::{Caller, PageError, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Card, Sheet, at, moment};

use super::INTERVIEWER;
use super::cases::Cases;
use crate::entry::Surveys;
use crate::words::{say, say_with};

impl Cases {
    /// How many are to be visited.
    pub(super) fn waiting(&self) -> usize {
        self.people.values().filter(|case| case.to_visit).count()
    }
}

impl Surveys {
    /// Surveys in which somebody waits to be interviewed by a caller, for My work.
    ///
    /// # Errors
    /// The store, the register.
    pub(crate) async fn interviews_wait(&self, reader: &Reader, caller: &Caller) -> Result<Vec<Card>, Refusal> {
        if !anywhere(&caller.actor, Action::Change, Resource::Ballot) {
            return Ok(Vec::new());
        }
        let card = |cases: &Cases| {
            let (setup, count) = (&cases.held.campaign.setup, cases.waiting());
            (count > 0 && cases.held.campaign.takes_ballots(caller.now_us)).then(|| Card {
                title: say_with(reader.lang, "waits-interview", &[("count", count.into())]),
                text: setup.title.get(reader.lang).to_owned(),
                rest: format!("{INTERVIEWER}/{}", cases.held.id),
                status: None,
            })
        };
        Ok(self.all_cases_of(caller).await?.iter().filter_map(card).collect())
    }
}

/// `GET`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let found = surveys.all_cases_of(&caller).await.map_err(|refusal| refusal.page(&reader))?;
    let number = |count: usize| Cell::text(decimal(count as f64, 0, lang));
    let row = |cases: &Cases| {
        let (setup, waiting) = (&cases.held.campaign.setup, cases.waiting());
        Row::new(vec![
            Cell::text(setup.title.get(lang)),
            number(cases.own),
            number(cases.own - waiting),
            number(waiting),
            Cell::text(moment::minute(setup.closes, lang)),
        ])
        .to(at(&reader, &format!("{INTERVIEWER}/{}", cases.held.id)))
    };
    let columns = vec![
        Column::text(say(lang, "surveys-column-title")),
        Column::number(say(lang, "interview-list-people")),
        Column::number(say(lang, "interview-list-done")),
        Column::number(say(lang, "people-waiting")),
        Column::text(say(lang, "surveys-column-closes")),
    ];
    let total = found.len();
    let table =
        Table::new(lang, "interviews", say(lang, "interviews-title"), at(&reader, INTERVIEWER), TableQuery::of(&[]))
            .columns(columns)
            .page_rows(total)
            .rows(found.iter().map(row).collect(), total)
            .empty(Empty::new(say(lang, "interviews-empty"), say(lang, "interviews-empty-help")));
    Sheet::new(&reader, INTERVIEWER, say(lang, "interviews-title"))
        .within(INTERVIEWER)
        .lead(say(lang, "interviews-lead"))
        .part(&table)
        .show()
}
