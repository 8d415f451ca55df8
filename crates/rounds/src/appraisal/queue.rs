//! `/{lang}/rounds/{round}/appraisal`: what waits for an appraiser, one criterion of one unit a row.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use chiso_access::{Action, Resource, anywhere};
use chiso_model::{Lang, decimal};
use chiso_round::Criterion;
use chiso_web::parts::{Cell, Choice, Column, Empty, KeyFacts, PAGE_ROWS, Row, Table, TableQuery};
use chiso_web::{Caller, PageError, Reader, fold};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Links, Pairs, at};

use super::{Case, cases, own_criteria, own_units};
use crate::chain::score;
use crate::entry::Rounds;
use crate::frame::{RoundPath, View, address, view};
use crate::held::Held;
use crate::named::Named;
use crate::standing::badge;
use crate::unit::most;
use crate::words::{WORDS, say, say_with};

/// `GET /{lang}/rounds/{round}/appraisal?criterion=&unit=&all=`
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
    let own = own_criteria(&held, &caller);
    let sees_all = rounds.judges(&caller, &held);
    if own.is_empty() && !sees_all {
        return Err(refused(Refusal::Hidden));
    }
    let criteria: Vec<&Criterion> =
        if own.is_empty() { held.rules.criteria().iter().filter(|c| c.is_appraised()).collect() } else { own.clone() };
    let names = rounds.names(&held).await.map_err(|error| refused(error.into()))?;
    let assessments = rounds.all_assessments(&held).await.map_err(refused)?;
    let by = rounds.who(&caller, &held);
    let query = TableQuery::of(&pairs);
    let all = cases(&held, &by, &criteria, &assessments);
    let waiting = all.iter().filter(|case| case.waits_for(&by, held.round.phase)).count();
    let shows_all = query.filter("show") == "all" || own.is_empty();
    let mut found: Vec<&Case<'_>> = all
        .iter()
        .filter(|case| shows_all || case.waits_for(&by, held.round.phase))
        .filter(|case| query.filter("criterion").is_empty() || case.criterion.id == query.filter("criterion"))
        .filter(|case| query.filter("unit").is_empty() || case.unit == query.filter("unit"))
        .filter(|case| matches(case, &names, &query.text, lang))
        .collect();
    if query.sort == "unit" {
        found.sort_by_cached_key(|case| fold::key(&names.get(case.unit, lang)));
    }
    if query.reversed {
        found.reverse();
    }
    let total = found.len();
    let rows = found.iter().skip(query.offset(PAGE_ROWS)).take(PAGE_ROWS);
    let rows = rows.map(|case| row(&reader, &held, &names, case)).collect();
    let table = table(&reader, &held, &names, &criteria, query, !own.is_empty()).rows(rows, total);
    let mut facts = KeyFacts::default();
    facts.push(say(lang, "appraisal-waiting"), decimal(waiting as f64, 0, lang), "");
    facts.push(say(lang, "appraisal-of"), decimal(all.len() as f64, 0, lang), say(lang, "appraisal-of-note"));
    let lead = match (own.is_empty(), waiting) {
        (true, _) => say(lang, "appraisal-lead-all"),
        (false, 0) => say(lang, "appraisal-lead-none"),
        (false, _) => say_with(lang, "appraisal-lead", &[("count", decimal(waiting as f64, 0, lang).into())]),
    };
    let mut sheet = view(&reader, &caller, &held, View::Appraisal, say(lang, "appraisal-title"))
        .lead(lead)
        .said_in(&WORDS, &pairs)
        .part(&facts);
    if let Some(why) = own_units(&rounds, &caller, &held, lang) {
        sheet = sheet.part(&why);
    }
    let mut ways = vec![(say(lang, "appraisal-matrix"), format!("{}/appraisal/matrix", address(&held)))];
    if !own.is_empty() && anywhere(&caller.actor, Action::Create, Resource::Appraisal) {
        ways.push((say(lang, "appraisal-many"), format!("{}/appraisal/many", address(&held))));
    }
    sheet = sheet.part(&Links::to(&reader, ways));
    sheet.part(&table).show()
}

fn matches(case: &Case<'_>, names: &Named, words: &str, lang: Lang) -> bool {
    let told = format!("{} {}", names.get(case.unit, lang), names.get(&case.criterion.id, lang));
    fold::finds(words, &told)
}

/// The queue; whoever appraises chooses between what waits for them and all of it.
fn table(
    reader: &Reader,
    held: &Held,
    names: &Named,
    criteria: &[&Criterion],
    query: TableQuery,
    appraises: bool,
) -> Table {
    let lang = reader.lang;
    let of_criteria = criteria.iter().map(|c| Choice::new(&c.id, names.get(&c.id, lang))).collect();
    let units = held.round.setup.units.iter().map(|e| Choice::new(&e.unit, names.get(&e.unit, lang))).collect();
    let title = |key: &str| say(lang, key);
    let sorted = if query.sort == "unit" { "unit" } else { "criterion" };
    let reversed = query.reversed;
    let table =
        Table::new(lang, "cases", title("appraisal-title"), at(reader, &format!("{}/appraisal", address(held))), query)
            .columns(vec![
                Column::text(title("appraisal-criterion")).sorts("criterion"),
                Column::text(title("appraisal-unit")).sorts("unit"),
                Column::number(title("appraisal-max")),
                Column::number(title("appraisal-self")),
                Column::number(title("appraisal-now")),
                Column::number(title("appraisal-evidence")),
                Column::text(title("appraisal-standing")),
            ])
            .sorted_by(sorted, reversed)
            .find(title("appraisal-find"));
    let table = if appraises {
        let all = vec![Choice::new("all", title("appraisal-show-all"))];
        table.filter("show", title("appraisal-show"), title("appraisal-show-waiting"), all)
    } else {
        table
    };
    table
        .filter("criterion", title("appraisal-criterion"), title("appraisal-any-criterion"), of_criteria)
        .filter("unit", title("appraisal-unit"), title("appraisal-any-unit"), units)
        .empty(Empty::new(title("appraisal-empty"), title("appraisal-empty-help")))
}

fn row(reader: &Reader, held: &Held, names: &Named, case: &Case<'_>) -> Row {
    let lang = reader.lang;
    let item = case.assessment.item(&case.criterion.id);
    let none = || Cell::None("–".to_owned());
    let own = item.and_then(|item| item.at(chiso_round::Stage::SelfScore));
    let now = item.and_then(|item| item.effective());
    Row::new(vec![
        Cell::text(names.get(&case.criterion.id, lang)),
        Cell::text(names.get(case.unit, lang)),
        Cell::text(chiso_web::format::plain(most(case.criterion), lang)),
        own.map_or_else(none, |link| Cell::text(score(link.points, held, lang))),
        now.map_or_else(none, |link| Cell::text(score(link.points, held, lang))),
        Cell::text(item.map_or(0, |item| item.signed_evidence().len()).to_string()),
        badge(case.standing, lang).into(),
    ])
    .to(at(reader, &case_address(held, case.unit, &case.criterion.id)))
}

/// Address of a case after the language.
pub(crate) fn case_address(held: &Held, unit: &str, node: &str) -> String {
    format!("{}/appraisal/units/{unit}/{node}", address(held))
}
