//! An indicator leaf over all units: read, prepare, normalise.

use std::borrow::Cow;

use chiso_model::{Cell, Period};
use chiso_rulebook::definition::{Normalise, Pool};

use super::bound::Bound;
use super::normalise::{Range, normalise, range};
use super::prepare::{Over, Treated, denominate, impute, treat, withhold};
use super::{LeafRecord, Scratch};
use crate::outcome::{Note, StepColumn};
use crate::plan::IndicatorLeaf;
use crate::trace::{Line, NodeLines, Normalised};

/// Values after each step, and what was done, kept for the trace.
#[derive(Default)]
struct Kept {
    raw: Vec<Cell>,
    withheld: Vec<Cell>,
    denominated: Vec<Cell>,
    imputed: Vec<Cell>,
    treated: Vec<Cell>,
    over: Over,
    treatment: Option<Treated>,
    numbers: Vec<Option<Normalised>>,
}

/// Computes the leaf into `out`; records what it does where `record` is given.
pub(super) fn compute(
    bound: &Bound,
    node: usize,
    leaf: &IndicatorLeaf,
    out: &mut [Cell],
    scratch: &mut Scratch,
    record: Option<&mut LeafRecord>,
) {
    let mut kept = record.is_some().then(Kept::default);
    prepare(bound, leaf, bound.period, out, scratch, kept.as_mut());
    let pooled = pooled_range(bound, leaf, scratch);
    let unit_index = |unit: &str| bound.facts.units().binary_search_by(|u| u.as_str().cmp(unit)).ok();
    let mut numbers = kept.as_mut().map(|kept| {
        kept.numbers = vec![None; out.len()];
        &mut kept.numbers
    });
    normalise(out, &leaf.normalise, leaf.direction, pooled, &unit_index, scratch, &mut numbers);
    if let (Some(record), Some(kept)) = (record, kept) {
        write_down(bound, node, leaf, &kept, out, record);
    }
}

/// Reads and prepares the indicator of a period.
fn prepare(
    bound: &Bound,
    leaf: &IndicatorLeaf,
    period: Option<Period>,
    out: &mut [Cell],
    scratch: &mut Scratch,
    mut kept: Option<&mut Kept>,
) {
    let own = period == bound.period;
    let column = |key: usize| -> Option<Cow<[Cell]>> {
        if own { bound.column(key).map(Cow::Borrowed) } else { bound.column_of_period(key, period).map(Cow::Owned) }
    };
    match column(leaf.key) {
        Some(cells) => out.copy_from_slice(&cells),
        None => out.fill(Cell::BLANK),
    }
    let keep = |kept: &mut Option<&mut Kept>, field: fn(&mut Kept) -> &mut Vec<Cell>, out: &[Cell]| {
        if let Some(kept) = kept {
            *field(kept) = out.to_vec();
        }
    };
    keep(&mut kept, |k| &mut k.raw, out);
    if let (Some(minimum), Some(count)) = (&leaf.prepare.minimum_n, leaf.count) {
        withhold(out, column(count).as_deref(), minimum.at_least);
    }
    keep(&mut kept, |k| &mut k.withheld, out);
    if let (Some(by), Some(divisor)) = (&leaf.prepare.denominate, leaf.denominator) {
        denominate(out, column(divisor).as_deref(), by.times.unwrap_or(1.0));
    }
    keep(&mut kept, |k| &mut k.denominated, out);
    if let Some(method) = &leaf.prepare.impute {
        let groups = leaf.group.map_or(&[][..], |attribute| bound.groups(attribute));
        let over = impute(out, method, groups, scratch);
        if let Some(kept) = &mut kept {
            kept.over = over;
        }
    }
    keep(&mut kept, |k| &mut k.imputed, out);
    if let Some(gates) = &leaf.prepare.treat {
        let treatment = treat(out, gates, scratch);
        if let Some(kept) = &mut kept {
            kept.treatment = Some(treatment);
        }
    }
    keep(&mut kept, |k| &mut k.treated, out);
}

/// Least and greatest prepared value over every period, for goalposts pooled over the periods.
fn pooled_range(bound: &Bound, leaf: &IndicatorLeaf, scratch: &mut Scratch) -> Range {
    let Normalise::MinMax(method) = &leaf.normalise else { return None };
    if method.over != Some(Pool::Periods) {
        return None;
    }
    let mut seen = Vec::new();
    let mut cells = vec![Cell::BLANK; bound.units()];
    for period in bound.facts.periods_of(&bound.plan.keys[leaf.key].indicator) {
        prepare(bound, leaf, period, &mut cells, scratch, None);
        seen.extend(cells.iter().filter_map(|c| c.value()));
    }
    range(&seen)
}

fn write_down(bound: &Bound, node: usize, leaf: &IndicatorLeaf, kept: &Kept, out: &[Cell], record: &mut LeafRecord) {
    let id = &bound.plan.nodes[node].id;
    for key in [Some(leaf.key), leaf.count, leaf.denominator].into_iter().flatten() {
        if bound.column(key).is_none() {
            let indicator = bound.plan.keys[key].indicator.clone();
            record.notes.push(Note::NoFacts { node: id.clone(), indicator });
        }
    }
    if kept.treatment == Some(Treated::NoShape) {
        record.notes.push(Note::GatesNotComputable { node: id.clone() });
    }
    if record.keeps_steps {
        let mut step = |step: &'static str, cells: &[Cell]| {
            record.steps.push(StepColumn { indicator: id.clone(), step, cells: cells.to_vec() });
        };
        step("raw", &kept.raw);
        step("denominated", &kept.denominated);
        step("imputed", &kept.imputed);
        step("treated", &kept.treated);
        step("normalised", out);
    }
    let Some(trace) = &mut record.trace else { return };
    for unit in 0..out.len() {
        unit_lines(bound, leaf, kept, unit, trace);
        trace.close();
    }
}

fn unit_lines(bound: &Bound, leaf: &IndicatorLeaf, kept: &Kept, unit: usize, trace: &mut NodeLines) {
    let key = |key: usize| u32::try_from(key).unwrap_or(u32::MAX);
    trace.push(Line::Input { key: key(leaf.key), cell: kept.raw[unit] });
    if kept.withheld[unit] != kept.raw[unit]
        && let (Some(minimum), Some(count)) = (&leaf.prepare.minimum_n, leaf.count)
    {
        trace.push(Line::TooFew { count: bound.cell(count, unit), at_least: minimum.at_least });
    }
    if let (Some(by), Some(divisor)) = (&leaf.prepare.denominate, leaf.denominator)
        && !kept.withheld[unit].is_missing()
    {
        let (divisor_cell, result) = (bound.cell(divisor, unit), kept.denominated[unit]);
        let times = by.times.unwrap_or(1.0);
        trace.push(Line::Denominated { key: key(divisor), divisor: divisor_cell, times, result });
    }
    if kept.imputed[unit] != kept.denominated[unit] {
        let over = kept.over.get(unit).copied().unwrap_or(0);
        trace.push(Line::Imputed { over, result: kept.imputed[unit] });
    }
    match kept.treatment {
        Some(Treated::Winsorised { points, .. }) if kept.treated[unit] != kept.imputed[unit] => {
            trace.push(Line::Winsorised { points, to: kept.treated[unit].raw() });
        }
        Some(Treated::Logged { min, max }) if !kept.treated[unit].is_missing() => {
            trace.push(Line::Logged { min, max, result: kept.treated[unit] });
        }
        _ => {}
    }
    if let Some(Some(numbers)) = kept.numbers.get(unit) {
        trace.push(Line::Normalised(*numbers));
    }
}
