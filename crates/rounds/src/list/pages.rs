//! `/{lang}/rounds`: the rounds that somebody takes part in, runs or may see.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use chiso_access::{Action, Resource, anywhere};
use chiso_model::Lang;
use chiso_round::Phase;
use chiso_round::round::Setup;
use chiso_web::parts::{Cell, Column, Empty, PAGE_ROWS, Row, Table, TableQuery};
use chiso_web::{Caller, Gate, PageError, Reader, Routes};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Pairs, Sheet, at};

use crate::entry::Rounds;
use crate::held::Held;
use crate::named::agency_title;
use crate::words::{WORDS, say};

/// Address of the list after the language.
pub(crate) const ROUNDS: &str = "/rounds";

pub(crate) fn routes() -> Routes<Arc<Rounds>> {
    Routes::new().page("/{lang}/rounds", Gate::Needs(Resource::Round, Action::See), page)
}

impl Rounds {
    /// The rounds that a caller may see: those that run at an agency within their reach, and those in which one of their agencies is assessed.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn seen_by(&self, caller: &Caller) -> Result<Vec<Arc<Held>>, Refusal> {
        let all = self.all().await?;
        Ok(all.into_iter().filter(|held| self.sees(caller, held)).collect())
    }

    /// Whether a caller may see a round; while it is a draft, only those who set up rounds there, and inspectors.
    pub fn sees(&self, caller: &Caller, held: &Held) -> bool {
        let sees = (Action::See, Resource::Round);
        let of_unit = |unit: &str| match self.may_in_unit(caller, sees, held, unit, &[]) {
            // Whoever is of a part of a divided unit must come as far as being told what is to be done about that.
            Ok(()) | Err(Refusal::Fields(_)) => true,
            Err(_) => false,
        };
        let setup = &held.round.setup;
        if held.round.phase == Phase::Draft {
            return self.may(caller, Action::See, Resource::RoundDraft, &setup.owner, &[]).is_ok();
        }
        self.may(caller, sees.0, sees.1, &setup.owner, &[]).is_ok()
            || setup.units.iter().any(|entrant| of_unit(&entrant.unit))
    }

    /// A round that a caller may see.
    ///
    /// # Errors
    /// [`Refusal::Hidden`] where there is none, or the caller may not know of it.
    pub(crate) async fn seen(&self, caller: &Caller, round: &str) -> Result<Arc<Held>, Refusal> {
        let held = self.held(round).await?;
        if self.sees(caller, &held) { Ok(held) } else { Err(Refusal::Hidden) }
    }
}

/// `GET /{lang}/rounds`
async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let query = TableQuery::of(&pairs);
    let found = rounds.seen_by(&caller).await.map_err(|refusal| refusal.page(&reader))?;
    let total = found.len();
    let shown = found.iter().skip(query.offset(PAGE_ROWS)).take(PAGE_ROWS);
    let rows = shown.map(|held| row(&rounds, &reader, held)).collect();
    let columns = vec![
        Column::text(say(lang, "rounds-column-title")),
        Column::text(say(lang, "rounds-column-period")),
        Column::text(say(lang, "rounds-column-phase")),
        Column::text(say(lang, "rounds-column-deadline")),
        Column::text(say(lang, "rounds-column-owner")),
        Column::number(say(lang, "rounds-column-units")),
    ];
    let mut empty = Empty::new(say(lang, "rounds-empty"), say(lang, "rounds-empty-help"));
    let creates = anywhere(&caller.actor, Action::Create, Resource::Round);
    if creates {
        empty = empty.first(say(lang, "rounds-new"), at(&reader, "/rounds/new"));
    }
    let table = Table::new(lang, "rounds", say(lang, "rounds-title"), at(&reader, ROUNDS), query)
        .columns(columns)
        .rows(rows, total)
        .empty(empty);
    let mut sheet = Sheet::new(&reader, ROUNDS, say(lang, "rounds-title"))
        .within(ROUNDS)
        .lead(say(lang, "rounds-lead"))
        .said_in(&WORDS, &pairs);
    if creates && total > 0 {
        sheet = sheet.button(say(lang, "rounds-new"), "/rounds/new");
    }
    sheet.part(&table).show()
}

fn row(rounds: &Rounds, reader: &Reader, held: &Held) -> Row {
    let lang = reader.lang;
    let (round, setup) = (&held.round, &held.round.setup);
    let register = rounds.desk.register();
    let deadline = round.deadline(round.phase).map_or_else(
        || Cell::None("–".to_owned()),
        |deadline| Cell::text(format!("{} {}", deadline.clock(), chiso_model::day(deadline.day, lang))),
    );
    let title = title(setup, lang);
    Row::new(vec![
        Cell::text(title),
        Cell::text(setup.period.to_string()),
        Cell::text(round.phase.title().get(lang)),
        deadline,
        Cell::text(agency_title(&register, &setup.owner, setup.period.last_day()).get(lang)),
        Cell::text(chiso_model::decimal(setup.units.len() as f64, 0, lang)),
    ])
    .to(at(reader, &format!("/rounds/{}", held.id)))
}

/// What a round is called in a list: with the mark of a simulated one where its name does not say so.
pub(crate) fn title(setup: &Setup, lang: Lang) -> String {
    let (title, mark) = (setup.title.get(lang), say(lang, "rounds-simulated").to_lowercase());
    if setup.simulated && !title.to_lowercase().contains(&mark) {
        format!("{title} ({mark})")
    } else {
        title.to_owned()
    }
}
