//! Scores of the design file: weighted sums of items, whose error counts how the items move together.

use chiso_estimate::{Estimates, Factor, Interval};
use chiso_model::Lang;
use chiso_survey::score::{Scale, Score, score};

use super::ask::{Asked, Stat, Words};
use super::data::Data;
use super::design::{DesignFile, Term};
use super::rows::COLUMNS;
use super::yaml::Reader;
use crate::failure::Failure;
use crate::output::{Field, Table};
use crate::{suggest, wording};

/// What a share is multiplied by: scores are in percent.
const PERCENT: f64 = 100.0;

/// A score that is asked for: its name, and of each item the number of the estimand, its weight, and whether it is a share.
pub(super) struct Wanted {
    name: String,
    terms: Vec<(usize, f64, bool)>,
}

/// Asks for the items of scores.
pub(super) fn ask(
    names: &[String],
    file: &DesignFile,
    data: &Data,
    reader: &Reader,
) -> Result<(Asked, Vec<Wanted>), Failure> {
    let mut asked = Asked::default();
    let mut wanted = Vec::new();
    for name in names {
        let Some((_, terms)) = file.scores.iter().find(|(known, _)| known == name) else {
            return Err(unknown(name, file, reader));
        };
        let mut number = |term: &Term| {
            data.declared(&term.item, reader)?;
            let is_share = !term.answers.is_empty();
            let stat = if is_share { Stat::Share } else { Stat::Mean };
            let items = [term.item.name.clone()];
            let words = Words { items: &items, stat, answers: &term.answers, probabilities: &[], codes: &file.codes };
            asked.ask(&words, data, reader.lang)?;
            Ok((asked.estimands.len() - 1, term.weight, is_share))
        };
        let terms = terms.iter().map(&mut number).collect::<Result<Vec<_>, Failure>>()?;
        wanted.push(Wanted { name: name.clone(), terms });
    }
    Ok((asked, wanted))
}

fn unknown(name: &str, file: &DesignFile, reader: &Reader) -> Failure {
    let known: Vec<&str> = file.scores.iter().map(|(name, _)| name.as_str()).collect();
    let (file, list) = (reader.file, wording::list(known.iter().copied(), reader.lang));
    Failure::Usage(match (suggest::nearest(name, &known), reader.lang) {
        (Some(near), Lang::Vi) => format!("{file} không có điểm số “{name}” trong “scores”; có phải là “{near}”?"),
        (Some(near), Lang::En) => format!("{file} has no score `{name}` under `scores`; did you mean `{near}`?"),
        (None, Lang::Vi) => format!("{file} không có điểm số “{name}” trong “scores”; có: {list}"),
        (None, Lang::En) => format!("{file} has no score `{name}` under `scores`; there are: {list}"),
    })
}

/// One row a score and domain. `covariances` are the estimates that know them.
pub(super) fn table(
    estimates: &Estimates,
    covariances: &Estimates,
    wanted: &[Wanted],
    interval: Interval,
    domains: Option<&Factor>,
) -> Table {
    let mut table = Table::new(COLUMNS);
    let groups = domains.map_or(1, |domains| domains.levels.len());
    for Wanted { name, terms } in wanted {
        let factor = |is_share: bool| if is_share { PERCENT } else { 1.0 };
        let scale = if terms.iter().all(|(.., is_share)| *is_share) { Scale::Percent } else { Scale::Plain };
        for group in 0..groups {
            let row = |estimand: usize| &estimates.rows[estimand * groups + group];
            let values: Vec<Option<f64>> = terms
                .iter()
                .map(|(estimand, _, is_share)| row(*estimand).value.map(|value| value * factor(*is_share)))
                .collect();
            let weights: Vec<(usize, f64)> =
                terms.iter().enumerate().map(|(at, (_, weight, _))| (at, *weight)).collect();
            let sum: Vec<(usize, f64)> = terms
                .iter()
                .map(|(estimand, weight, is_share)| (estimand * groups + group, weight * factor(*is_share)))
                .collect();
            let variance = covariances.combined(&sum).map(|(_, error)| error * error);
            let found = score(&weights, &values, |_, _| None).map(|score| Score { variance, ..score });
            let df = terms.first().map_or(0.0, |(estimand, ..)| row(*estimand).df);
            let ends = found.filter(|_| df > 0.0).and_then(|score| score.interval(interval.standard_errors(df), scale));
            let respondents = terms.iter().map(|(estimand, ..)| row(*estimand).respondents).min().unwrap_or(0);
            table.row([
                name.as_str().into(),
                "score".into(),
                "".into(),
                domains.map_or("", |domains| domains.label(u32::try_from(group).unwrap_or(u32::MAX))).into(),
                found.map(|score| score.value).into(),
                found.and_then(|score| score.standard_error()).into(),
                ends.map(|(low, _)| low).into(),
                ends.map(|(_, high)| high).into(),
                ends.map(|_| interval.level()).into(),
                None::<f64>.into(),
                Field::Number(respondents as f64),
                None::<f64>.into(),
                ends.map(|_| df).into(),
            ]);
        }
    }
    table
}
