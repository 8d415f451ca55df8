//! A result as a table: units by place, with points at every stage.

use std::collections::BTreeMap;
use std::sync::Arc;

use chiso_engine::Outcome;
use chiso_model::{Lang, decimal};
use chiso_round::Stage;
use chiso_web::format;
use chiso_web::parts::{Cell, Column, Row, Table, TableQuery};

use super::Computed;
use crate::held::Held;
use crate::named::Named;
use crate::words::say;

/// A result by stage: the last one is what counts.
pub(super) struct ByStage(pub(super) BTreeMap<Stage, Arc<Computed>>);

impl ByStage {
    /// The result that counts.
    pub(super) fn last(&self) -> Option<&Outcome> {
        self.0.last_key_value().map(|(_, computed)| &computed.outcome)
    }

    /// Units in the order of the result that counts: by place, those without one behind.
    fn order(&self) -> Vec<usize> {
        let Some(outcome) = self.last() else { return Vec::new() };
        let root = outcome.root();
        let mut order: Vec<usize> = (0..outcome.units.len()).collect();
        order.sort_by(|a, b| {
            let place = |unit: usize| root.ranks[unit].unwrap_or(f64::INFINITY);
            let points = |unit: usize| root.values[unit].value().unwrap_or(f64::NEG_INFINITY);
            place(*a).total_cmp(&place(*b)).then(points(*b).total_cmp(&points(*a))).then(a.cmp(b))
        });
        order
    }

    /// The table; `to` is the address of a unit.
    pub(super) fn table(
        &self,
        lang: Lang,
        held: &Held,
        names: &Named,
        base: &str,
        to: &dyn Fn(&str) -> String,
    ) -> Table {
        let Some(last) = self.last() else {
            return Table::new(lang, "result", say(lang, "result-title"), base, TableQuery::of(&[]));
        };
        let root = last.root();
        let mut columns =
            vec![Column::text(say(lang, "result-place")).short(), Column::text(say(lang, "appraisal-unit"))];
        let final_one = self.0.last_key_value().map(|(stage, _)| *stage);
        columns.extend(self.0.keys().map(|stage| {
            // The last one is what counts, whatever step gave it.
            let is_result = Some(*stage) == final_one && *stage >= Stage::Council;
            Column::number(if is_result { say(lang, "result-final") } else { stage.title().get(lang).to_owned() })
        }));
        columns.push(Column::text(say(lang, "result-band")));
        let rows: Vec<Row> = self
            .order()
            .into_iter()
            .map(|unit| {
                let id = last.units[unit].as_str();
                let place = root.ranks[unit];
                let mut cells = vec![
                    place.map_or_else(
                        || Cell::None(say(lang, "result-not-ranked")),
                        |place| Cell::text(format::place(place, lang)),
                    ),
                    Cell::Link(names.get(id, lang), to(id)),
                ];
                cells.extend(self.0.values().map(|computed| &computed.outcome).map(|outcome| {
                    let at = outcome.unit(id);
                    at.and_then(|at| outcome.root().rounded[at]).map_or_else(
                        || Cell::None("–".to_owned()),
                        |value| Cell::text(decimal(value, outcome.root().rounding.digits, lang)),
                    )
                }));
                let band = root.bands[unit].as_deref().and_then(|band| band_title(held, band, lang));
                cells.push(band.map_or_else(|| Cell::None("–".to_owned()), Cell::text));
                Row::new(cells)
            })
            .collect();
        let count = rows.len();
        Table::new(lang, "result", say(lang, "result-title"), base, TableQuery::of(&[]))
            .columns(columns)
            .page_rows(count.max(1))
            .rows(rows, count)
    }
}

/// What people call a band.
pub(crate) fn band_title(held: &Held, band: &str, lang: Lang) -> Option<String> {
    let bands = held.rulebook.tree.bands.as_ref().or(held.rulebook.bands.as_ref())?;
    bands.bands().iter().find(|found| found.id == *band).map(|found| found.title.get(lang).to_owned())
}
