//! `/{lang}/rounds/{round}/units/{unit}/appraisals/{file}`: what was judged of a unit, taken out as a table: a row for each judgement, of the stages that the caller may take out.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_model::Lang;
use chiso_round::{Criterion, Link};
use chiso_web::{Caller, PageError, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{TableFile, moment};

use super::sight::{Opened, is_judgement};
use crate::chain::points;
use crate::entry::Rounds;
use crate::frame::CriterionPath;
use crate::words::say;

/// `GET …/appraisals/appraisals.csv` or `.xlsx`
pub(super) async fn download(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit, file)): CriterionPath,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let opened = rounds.open_unit(&reader, &caller, &round, &unit).await?;
    let refused = |refusal: Refusal| refusal.page(&reader);
    let form = file.strip_prefix("appraisals.").ok_or_else(|| refused(Refusal::Hidden))?;
    let rows: Vec<Vec<String>> =
        judgements(&rounds, &caller, &opened).map(|(criterion, link)| row(&opened, criterion, link, lang)).collect();
    if rows.is_empty() {
        return Err(refused(Refusal::Hidden));
    }
    let head = [
        say(lang, "unit-column-criterion"),
        say(lang, "unit-column-max"),
        say(lang, "appraisals-stage"),
        say(lang, "appraisals-points"),
        say(lang, "chain-proposed"),
        say(lang, "appraisals-reason"),
        say(lang, "chain-asks"),
        say(lang, "appraisals-at"),
    ];
    let name = format!("appraisals-{}-{unit}", opened.held.round.setup.period);
    TableFile { name, head: head.into(), rows }.answer(form).map_err(refused)
}

/// Whether there is something to take out.
pub(super) fn are_there(rounds: &Rounds, caller: &Caller, opened: &Opened) -> bool {
    judgements(rounds, caller, opened).next().is_some()
}

/// Every judgement that the caller may take out, in the rulebook's order, then in that of time.
fn judgements<'a>(
    rounds: &'a Rounds,
    caller: &'a Caller,
    opened: &'a Opened,
) -> impl Iterator<Item = (&'a Criterion, &'a Link)> {
    let may = |criterion: &&Criterion| opened.may(rounds, caller, Action::Export, Resource::Appraisal, criterion);
    let of = |criterion: &'a Criterion| opened.links(&criterion.id).iter().map(move |link| (criterion, link));
    let all = opened.held.rules.criteria().iter().filter(may).flat_map(of);
    all.filter(|(_, link)| is_judgement(&link.stage) && opened.exports(link.stage))
}

fn row(opened: &Opened, criterion: &Criterion, link: &Link, lang: Lang) -> Vec<String> {
    vec![
        opened.held.called(&criterion.id, lang),
        chiso_web::format::plain(super::file::most(criterion), lang),
        link.stage.title().get(lang).to_owned(),
        points(link.points, lang),
        link.proposed.map_or_else(String::new, |mark| points(mark, lang)),
        link.why.said().unwrap_or_default().to_owned(),
        link.asks.clone().unwrap_or_default(),
        moment::minute(link.at, lang),
    ]
}
