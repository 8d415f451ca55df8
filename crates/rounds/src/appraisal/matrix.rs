//! `/{lang}/rounds/{round}/appraisal/matrix`: units x criteria of one area.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use chiso_round::Criterion;
use chiso_web::parts::{Badge, Cell, Choice, Column, PAGE_ROWS, Row, Table, TableQuery};
use chiso_web::{Caller, PageError, Reader, fold};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Pairs, at};

use super::queue::case_address;
use super::{own_criteria, own_units, sees_criterion};
use crate::chain::score;
use crate::entry::Rounds;
use crate::frame::{RoundPath, address, sheet};
use crate::standing::badge;
use crate::words::say;

/// `GET /{lang}/rounds/{round}/appraisal/matrix?area=`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let held = rounds.open(&reader, &caller, &round).await?;
    let refused = |refusal: Refusal| refusal.page(&reader);
    let by = rounds.who(&caller, &held);
    let own = own_criteria(&held, &caller);
    let all = rounds.judges(&caller, &held);
    if own.is_empty() && !all {
        return Err(refused(Refusal::Hidden));
    }
    let seen: Vec<&Criterion> = if all {
        held.rules.criteria().iter().filter(|criterion| sees_criterion(&rounds, &caller, &held, criterion)).collect()
    } else {
        own
    };
    let names = rounds.names(&held).await.map_err(|error| refused(error.into()))?;
    let query = TableQuery::of(&pairs);
    let areas: Vec<&str> = held
        .rulebook
        .tree
        .children
        .iter()
        .map(|area| area.id.as_str())
        .filter(|area| seen.iter().any(|criterion| criterion.above.iter().any(|above| above == area)))
        .collect();
    let asked = query.filter("area");
    let area = areas.iter().find(|area| **area == asked).or(areas.first()).copied().unwrap_or_default();
    let shown: Vec<&Criterion> = seen.into_iter().filter(|c| c.above.iter().any(|above| above == area)).collect();
    let units: Vec<&str> = held
        .round
        .setup
        .units
        .iter()
        .map(|entrant| entrant.unit.as_str())
        .filter(|unit| !held.round.is_conflicted(&by, unit))
        .filter(|unit| fold::finds(&query.text, &names.get(unit, lang)))
        .collect();
    let total = units.len();
    let page: Vec<String> =
        units.iter().skip(query.offset(PAGE_ROWS)).take(PAGE_ROWS).map(|unit| (*unit).to_owned()).collect();
    let assessments = rounds.assessments(&held, page.clone()).await.map_err(refused)?;
    let rows = page
        .iter()
        .map(|unit| {
            let assessment = &assessments[unit];
            let cell = |criterion: &&Criterion| {
                let standing = assessment.standing(held.frame(unit), criterion, by.at).from_outside();
                let link = assessment.item(&criterion.id).and_then(|item| item.effective());
                let text = link.map_or_else(|| "–".to_owned(), |link| score(link.points, &held, lang));
                let mark = badge(standing, lang);
                // A cell says its points; the standing is its shape and, for those who hear the page, its word.
                let badge = Badge::new(mark.tone, mark.shape, text);
                if criterion.is_appraised() {
                    Cell::Link(badge.text, at(&reader, &case_address(&held, unit, &criterion.id)))
                } else {
                    Cell::Badges(vec![badge])
                }
            };
            let name = Cell::text(names.get(unit, lang));
            Row::new(std::iter::once(name).chain(shown.iter().map(cell)).collect())
        })
        .collect();
    let columns = std::iter::once(Column::text(say(lang, "appraisal-unit")))
        .chain(shown.iter().map(|c| Column::number(c.code.clone().unwrap_or_else(|| c.id.clone()))))
        .collect();
    let options = areas.iter().skip(1).map(|id| Choice::new(*id, names.get(id, lang))).collect();
    let first = areas.first().map_or_else(String::new, |id| names.get(id, lang));
    let base = at(&reader, &format!("{}/appraisal/matrix", address(&held)));
    let table = Table::new(lang, "matrix", say(lang, "appraisal-matrix"), base, query)
        .columns(columns)
        .find(say(lang, "appraisal-find-unit"))
        .filter("area", say(lang, "appraisal-area"), first, options)
        .rows(rows, total);
    let page = sheet(&reader, &held, "/appraisal/matrix", say(lang, "appraisal-matrix"))
        .under(say(lang, "appraisal-title"), &format!("{}/appraisal", address(&held)))
        .lead(names.get(area, lang));
    let page = match own_units(&rounds, &caller, &held, lang) {
        Some(why) => page.part(&why),
        None => page,
    };
    page.part(&table).show()
}
