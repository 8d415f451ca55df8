//! `result.csv`: what is published of every unit at every node; and `previous.csv`, the same of the period before.

use std::collections::BTreeMap;

use chiso_engine::{NodeOutcome, Outcome};
use chiso_model::{Cell, Missing, Period, Rounding, RoundingMode, as_written, harmless, shortest};
use chiso_rulebook::definition::{Node, Rulebook};

use super::{RESULT, table};
use crate::mark;
use crate::verify::Finding;

/// The columns; the first two say which value it is. `value` is the unrounded value in its shortest form, `missing` why there is none.
pub(crate) const COLUMNS: [&str; 12] =
    ["unit", "node", "code", "value", "missing", "printed", "max", "rank", "band", "low", "high", "level"];
/// How many of the columns say which value it is.
pub(crate) const KEYS: usize = 2;

/// What was published of a period: of the one before, changes are told against it.
#[derive(Debug, Clone, PartialEq)]
pub struct Published {
    /// Id of the index.
    pub rulebook: String,
    /// The edition.
    pub edition: String,
    /// The period.
    pub period: Period,
    /// Every value.
    pub values: Vec<PublishedValue>,
}

/// A published value.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedValue {
    /// The unit.
    pub unit: String,
    /// The node.
    pub node: String,
    /// The value before rounding.
    pub value: Cell,
    /// The value as printed.
    pub printed: Option<f64>,
    /// How many decimals are printed.
    pub digits: u8,
    /// Max points of the node.
    pub max: Option<f64>,
    /// The place; a fraction where equal places are shared.
    pub rank: Option<f64>,
}

/// The table of a result, by unit, then by node in the rulebook's order.
pub(crate) fn write(rulebook: &Rulebook, outcome: &Outcome) -> Vec<u8> {
    let trees = std::iter::once(&rulebook.tree).chain(&rulebook.companions);
    let codes: BTreeMap<&str, &str> =
        trees.flat_map(Node::walk).filter_map(|node| Some((node.id.as_str(), node.code.as_deref()?))).collect();
    let mut rows = table::Rows::new(&COLUMNS);
    for (at, unit) in outcome.units.iter().enumerate() {
        for node in &outcome.nodes {
            let interval = node.intervals.get(at).copied().flatten();
            let [low, high, level] = interval.map_or([None; 3], |i| [Some(i.low), Some(i.high), Some(i.level)]);
            rows.add([
                &*harmless(unit),
                &node.id,
                codes.get(node.id.as_str()).unwrap_or(&""),
                &number(node.values[at].value()),
                node.values[at].get().err().map_or("", Missing::id),
                &printed(node.rounded[at], node.rounding.digits),
                &number(node.max),
                &number(node.ranks[at]),
                node.bands[at].as_deref().unwrap_or_default(),
                &number(low),
                &number(high),
                &number(level),
            ]);
        }
    }
    rows.finish()
}

/// The table of the period before. What it was not given stays empty.
pub(crate) fn write_previous(previous: &Published) -> Vec<u8> {
    let mut values: Vec<&PublishedValue> = previous.values.iter().collect();
    values.sort_by_key(|value| &value.unit);
    let mut rows = table::Rows::new(&COLUMNS);
    for value in values {
        let missing = value.value.get().err().map_or("", Missing::id);
        let (unit, printed) = (harmless(&value.unit), printed(value.printed, value.digits));
        let [number, max, rank] = [value.value.value(), value.max, value.rank].map(number);
        rows.add([&*unit, &value.node, "", &number, missing, &printed, &max, &rank, "", "", "", ""]);
    }
    rows.finish()
}

/// The values of a table; none where it cannot be read.
pub(crate) fn values(content: &[u8]) -> Option<Vec<PublishedValue>> {
    let (values, findings) = read(RESULT, content);
    findings.is_empty().then_some(values)
}

/// The values of a table, and what cannot be read.
pub(crate) fn read(part: &'static str, content: &[u8]) -> (Vec<PublishedValue>, Vec<Finding>) {
    const NO_NUMBER: (&str, &str) = ("có ô không phải là số", "a field is no number");
    let mut values = Vec::new();
    let findings = table::each(part, &COLUMNS, content, |row| {
        let optional = |column| match &*row.field(column) {
            "" => Ok(None),
            text => mark::number(text).map(Some).ok_or(NO_NUMBER),
        };
        let missing = row.field(4);
        let kind = Missing::ALL.into_iter().find(|kind| kind.id() == missing);
        let value = match (optional(3)?, kind) {
            (Some(value), None) if missing.is_empty() => Cell::number(value),
            (None, Some(kind)) => Cell::missing(kind),
            _ => {
                return Err((
                    "phải có hoặc giá trị hoặc lý do không có",
                    "there must be a value, or why there is none",
                ));
            }
        };
        let printed = row.field(5);
        let digits = printed.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        values.push(PublishedValue {
            unit: as_written(&row.field(0)).to_owned(),
            node: row.field(1).into_owned(),
            value,
            printed: optional(5)?,
            digits: u8::try_from(digits).map_err(|_| NO_NUMBER)?,
            max: optional(6)?,
            rank: optional(7)?,
        });
        Ok(())
    });
    (values, findings)
}

impl Published {
    /// The result as the engine compares with it.
    pub(crate) fn outcome(&self) -> Outcome {
        let mut units: Vec<String> = self.values.iter().map(|value| value.unit.clone()).collect();
        units.sort();
        units.dedup();
        let mut index: BTreeMap<&str, usize> = BTreeMap::new();
        let mut nodes: Vec<NodeOutcome> = Vec::new();
        for value in &self.values {
            let at = *index.entry(&value.node).or_insert_with(|| {
                nodes.push(empty(value, units.len()));
                nodes.len() - 1
            });
            let Ok(unit) = units.binary_search(&value.unit) else { continue };
            let node = &mut nodes[at];
            node.rounding.digits = node.rounding.digits.max(value.digits);
            node.values[unit] = value.value;
            node.rounded[unit] = value.printed;
            node.ranks[unit] = value.rank;
            node.takes_rank[unit] = value.rank.is_some();
        }
        Outcome {
            rulebook: self.rulebook.clone(),
            edition: self.edition.clone(),
            period: Some(self.period),
            ranked: vec![true; units.len()],
            units,
            nodes,
            steps: Vec::new(),
            trace: None,
            notes: Vec::new(),
        }
    }
}

fn empty(value: &PublishedValue, units: usize) -> NodeOutcome {
    NodeOutcome {
        id: value.node.clone(),
        parent: None,
        parts: Vec::new(),
        max: value.max,
        rounding: Rounding { digits: value.digits, mode: RoundingMode::HalfUp },
        values: vec![Cell::BLANK; units],
        rounded: vec![None; units],
        takes_rank: vec![false; units],
        ranks: vec![None; units],
        bands: vec![None; units],
        intervals: Vec::new(),
    }
}

pub(super) fn number(value: Option<f64>) -> String {
    value.map(shortest).unwrap_or_default()
}

/// A printed value with all its digits, and a point.
fn printed(value: Option<f64>, digits: u8) -> String {
    value.map(|value| format!("{:.*}", usize::from(digits), value + 0.0)).unwrap_or_default()
}
