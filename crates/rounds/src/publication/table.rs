//! A result as a table: units by place, with points at every stage.

use std::collections::{BTreeMap, BTreeSet};
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

    /// Units in the order of the result that counts: by group, then by place, those without one behind, and those that are hidden last.
    fn order(&self, groups: &BTreeMap<&str, &str>, hidden: &BTreeSet<&str>) -> Vec<usize> {
        let Some(outcome) = self.last() else { return Vec::new() };
        let root = outcome.root();
        let mut order: Vec<usize> = (0..outcome.units.len()).collect();
        order.sort_by(|a, b| {
            let place = |unit: usize| root.ranks[unit].unwrap_or(f64::INFINITY);
            let points = |unit: usize| root.values[unit].value().unwrap_or(f64::NEG_INFINITY);
            let group = |unit: usize| groups.get(outcome.units[unit].as_str());
            let by_place = place(*a).total_cmp(&place(*b));
            let is_hidden = |unit: usize| hidden.contains(outcome.units[unit].as_str());
            let by_group = is_hidden(*a).cmp(&is_hidden(*b)).then(group(*a).cmp(&group(*b)));
            by_group.then(by_place).then(points(*b).total_cmp(&points(*a))).then(a.cmp(b))
        });
        order
    }

    /// The table; `to` is the address of a unit. Of units that are `hidden` from the reader it has the name; they stand last, and nobody has a place then, which would tell
    /// theirs.
    pub(super) fn table(
        &self,
        lang: Lang,
        held: &Held,
        names: &Named,
        base: &str,
        to: &dyn Fn(&str) -> String,
        hidden: &BTreeSet<&str>,
    ) -> Table {
        let Some(last) = self.last() else {
            return Table::new(lang, "result", say(lang, "result-title"), base, TableQuery::of(&[]));
        };
        let root = last.root();
        let mut columns =
            vec![Column::text(say(lang, "result-place")).short(), Column::text(say(lang, "appraisal-unit"))];
        let groups = held.round.setup.groups();
        if !groups.is_empty() {
            columns.push(Column::text(say(lang, "result-group")).short());
        }
        let final_one = self.0.last_key_value().map(|(stage, _)| *stage);
        columns.extend(self.0.keys().map(|stage| {
            // The last one is what counts, whatever step gave it.
            let is_result = Some(*stage) == final_one && *stage >= Stage::Council;
            Column::number(if is_result { say(lang, "result-final") } else { stage.title().get(lang).to_owned() })
        }));
        columns.push(Column::text(say(lang, "result-band")));
        let rows: Vec<Row> = self
            .order(&groups, hidden)
            .into_iter()
            .map(|unit| {
                let id = last.units[unit].as_str();
                let none = || Cell::None("–".to_owned());
                let is_hidden = hidden.contains(id);
                let mut cells = vec![
                    match root.ranks[unit] {
                        None => Cell::None(say(lang, "result-not-ranked")),
                        Some(place) if hidden.is_empty() => Cell::text(format::place(place, lang)),
                        Some(_) => none(),
                    },
                    Cell::Link(names.get(id, lang), to(id)),
                ];
                if !groups.is_empty() {
                    cells.push(groups.get(id).map_or_else(none, |group| Cell::text(*group)));
                }
                cells.extend(self.0.values().map(|computed| &computed.outcome).map(|outcome| {
                    let at = outcome.unit(id).filter(|_| !is_hidden);
                    at.and_then(|at| outcome.root().rounded[at])
                        .map_or_else(none, |value| Cell::text(decimal(value, outcome.root().rounding.digits, lang)))
                }));
                let band = root.bands[unit].as_deref().and_then(|band| band_title(held, band, lang));
                cells.push(if is_hidden {
                    Cell::text(say(lang, "council-own-hidden"))
                } else {
                    band.map_or_else(none, Cell::text)
                });
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
