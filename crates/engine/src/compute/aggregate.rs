//! Aggregation: from the values of the parts to the value of a branch.

use chiso_model::{Cell, Missing, reaches};
use chiso_rulebook::definition::{Aggregate, MissingAction};

use super::bound::Bound;
use crate::plan::{Branch, PartWeight};
use crate::trace::Line;

/// A part of one unit as it counts.
#[derive(Clone, Copy)]
struct Counted {
    part: usize,
    value: f64,
    weight: f64,
}

/// Everything a branch looks at of one unit; reused from unit to unit.
#[derive(Default)]
pub(super) struct Gathered {
    counted: Vec<Counted>,
    /// Weights of the parts, less those for which the rest makes up.
    weights: f64,
    /// Whether some part was left out for which the rest makes up.
    made_up: bool,
    /// Weight x max points of all parts, and of those that are not made up for.
    points: (f64, f64),
    /// Weights of all parts.
    all_weights: f64,
    /// Whether some part has max points: then a sum is made up in points, and parts without them (bonus, penalty) stay as they are.
    by_points: bool,
    /// Why the first part that was left out has no value.
    left_out: Option<Missing>,
    /// One a part: what it counts as, if it counts.
    values: Vec<Cell>,
}

impl Gathered {
    /// One a part: what it counts as, if it counts.
    pub(super) fn values(&self) -> &[Cell] {
        &self.values
    }
}

/// The value of one unit at one branch. `value_of` gives the value of a node; `step` is told each step.
pub(super) fn unit_value(
    bound: &Bound,
    branch: &Branch,
    unit: usize,
    value_of: &impl Fn(usize) -> Cell,
    gathered: &mut Gathered,
    step: &mut impl FnMut(Line),
) -> Cell {
    match gather(bound, branch, unit, value_of, gathered, step) {
        Ok(()) => {}
        Err(kind) => return Cell::missing(kind),
    }
    for (index, (gate, part)) in branch.gates.iter().enumerate() {
        let closes = |c: &Counted| part.is_none_or(|p| p == c.part) && reaches(gate.at_most, c.value);
        if let Some(part) = gathered.counted.iter().find(|c| closes(c)).map(|c| c.part) {
            step(Line::Gate {
                index: u16::try_from(index).unwrap_or(u16::MAX),
                part: u16::try_from(part).unwrap_or(u16::MAX),
            });
            return Cell::number(gate.then);
        }
    }
    if let Aggregate::Formula { .. } = branch.aggregate {
        return formula(branch, gathered, step);
    }
    if gathered.counted.is_empty() {
        // Every part was left out: the branch has no value, for the reason of the first.
        return Cell::missing(gathered.left_out.unwrap_or(Missing::Blank));
    }
    combine(bound, branch, gathered, step)
}

fn gather(
    bound: &Bound,
    branch: &Branch,
    unit: usize,
    value_of: &impl Fn(usize) -> Cell,
    gathered: &mut Gathered,
    step: &mut impl FnMut(Line),
) -> Result<(), Missing> {
    gathered.counted.clear();
    gathered.values.clear();
    let fresh = Gathered {
        counted: std::mem::take(&mut gathered.counted),
        values: std::mem::take(&mut gathered.values),
        ..Gathered::default()
    };
    *gathered = fresh;
    let by_formula = matches!(branch.aggregate, Aggregate::Formula { .. });
    let mut stopped = None;
    for (part, member) in branch.parts.iter().enumerate() {
        let cell = value_of(member.node);
        let weight = match member.weight {
            PartWeight::Number(number) => number,
            PartWeight::Fact(key) => match bound.cell(key, unit).get() {
                Ok(weight) => weight,
                Err(kind) => {
                    stopped = stopped.or(Some(kind));
                    0.0
                }
            },
        };
        let max = bound.plan.nodes[member.node].max;
        let action = cell.get().err().map(|kind| match bound.plan.action(member.node, kind) {
            // Full points that nobody declared cannot be given.
            MissingAction::Full if max.is_none() => (kind, MissingAction::Blank),
            action => (kind, action),
        });
        let node = u32::try_from(member.node).unwrap_or(u32::MAX);
        step(Line::Part { node, value: cell, weight, action: action.map(|(_, action)| action) });
        let points = weight * max.unwrap_or(0.0);
        gathered.by_points |= max.is_some();
        gathered.all_weights += weight;
        gathered.points.0 += points;
        if !matches!(action, Some((_, MissingAction::DropRescale))) {
            gathered.weights += weight;
            gathered.points.1 += points;
        }
        let counted = match action {
            None => Some(cell.raw()),
            Some((_, MissingAction::Zero)) => Some(0.0),
            Some((_, MissingAction::Full)) => max,
            Some((kind, action)) => {
                gathered.left_out = gathered.left_out.or(Some(kind));
                gathered.made_up |= action == MissingAction::DropRescale;
                if action == MissingAction::Blank && !by_formula {
                    stopped = stopped.or(Some(kind));
                }
                None
            }
        };
        gathered.values.push(counted.map_or(cell, Cell::number));
        if let Some(value) = counted {
            gathered.counted.push(Counted { part, value, weight });
        }
    }
    stopped.map_or(Ok(()), Err)
}

fn combine(bound: &Bound, branch: &Branch, gathered: &Gathered, step: &mut impl FnMut(Line)) -> Cell {
    let counted = &gathered.counted;
    let weights = match branch.aggregate {
        // For these the rest as it is has no meaning: their mean is always over the parts that count.
        Aggregate::Geometric | Aggregate::Harmonic | Aggregate::Generalised { .. } => {
            counted.iter().map(|c| c.weight).fold(0.0, |a, b| a + b)
        }
        _ => gathered.weights,
    };
    let weighted =
        |function: &dyn Fn(f64) -> f64| counted.iter().map(|c| c.weight * function(c.value)).fold(0.0, |a, b| a + b);
    let (sum, result) = match &branch.aggregate {
        Aggregate::Sum => {
            let sum = sum(bound, branch, gathered, step);
            if sum.is_missing() {
                return sum;
            }
            (sum.raw(), sum)
        }
        Aggregate::Arithmetic => {
            let sum = weighted(&|x| x);
            (sum, Cell::number(sum / weights))
        }
        Aggregate::Harmonic => {
            if counted.iter().any(|c| c.value == 0.0 && c.weight != 0.0) {
                (0.0, Cell::number(0.0))
            } else {
                let sum = weighted(&|x| 1.0 / x);
                (sum, Cell::number(weights / sum))
            }
        }
        Aggregate::Geometric | Aggregate::Generalised { power: 0.0 } => geometric(counted, weights),
        Aggregate::Generalised { power } => {
            if counted.iter().any(|c| c.value < 0.0) {
                (0.0, Cell::NOT_COMPUTABLE)
            } else if *power < 0.0 && counted.iter().any(|c| c.value == 0.0 && c.weight != 0.0) {
                (0.0, Cell::number(0.0))
            } else {
                let sum = weighted(&|x| libm::pow(x, *power));
                (sum, Cell::number(libm::pow(sum / weights, 1.0 / power)))
            }
        }
        Aggregate::Minimum => {
            let least = counted.iter().map(|c| c.value).fold(f64::INFINITY, f64::min);
            (least, Cell::number(least))
        }
        Aggregate::Product => {
            let product = counted.iter().map(|c| c.value).product();
            (product, Cell::number(product))
        }
        Aggregate::Ratio => match counted[..] {
            [above, below] => (above.value, Cell::number(above.value / below.value)),
            _ => (0.0, Cell::NOT_COMPUTABLE),
        },
        Aggregate::Counting { cutoff, .. } => {
            let deprived = |c: &&Counted| branch.deprived_below[c.part].is_some_and(|cut| !reaches(c.value, cut));
            let sum = counted.iter().filter(deprived).map(|c| c.weight).fold(0.0, |a, b| a + b);
            let share = sum / weights;
            let censored = !reaches(share, cutoff.0);
            step(Line::Deprived { share, censored });
            (sum, Cell::number(if censored { 0.0 } else { share }))
        }
        // The contest against the other units comes when every unit has been gathered.
        Aggregate::Copeland => return Cell::number(0.0),
        Aggregate::Formula { .. } => (0.0, Cell::NOT_COMPUTABLE),
    };
    step(Line::Aggregated { sum, weights, result });
    result
}

/// exp(sum of weight x ln value / sum of weights), with the roots that processors take exactly where they fit.
fn geometric(counted: &[Counted], weights: f64) -> (f64, Cell) {
    if counted.iter().any(|c| c.value < 0.0) {
        return (0.0, Cell::NOT_COMPUTABLE);
    }
    if counted.iter().any(|c| c.value == 0.0 && c.weight != 0.0) {
        return (0.0, Cell::number(0.0));
    }
    let sum = counted.iter().filter(|c| c.weight != 0.0).map(|c| c.weight * libm::log(c.value)).fold(0.0, |a, b| a + b);
    (sum, Cell::number(libm::exp(sum / weights)))
}

/// Sum of weight x value. Where parts were left out and the rest makes up for them, the parts with max points are scaled up to the whole; bonus and penalty, which have
/// none, stay as they are.
fn sum(bound: &Bound, branch: &Branch, gathered: &Gathered, step: &mut impl FnMut(Line)) -> Cell {
    let counted = &gathered.counted;
    if !gathered.made_up {
        return Cell::number(counted.iter().map(|c| c.weight * c.value).fold(0.0, |a, b| a + b));
    }
    let by_points = gathered.by_points;
    let (whole, kept) = if by_points { gathered.points } else { (gathered.all_weights, gathered.weights) };
    if kept == 0.0 && whole != 0.0 {
        // Nothing is left that could make up for what was left out.
        return Cell::missing(gathered.left_out.unwrap_or(Missing::Blank));
    }
    let (mut scaled, mut plain) = (0.0, 0.0);
    for c in counted {
        let grows = !by_points || bound.plan.nodes[branch.parts[c.part].node].max.is_some();
        *(if grows { &mut scaled } else { &mut plain }) += c.weight * c.value;
    }
    if whole == kept {
        return Cell::number(scaled + plain);
    }
    step(Line::Rescaled { whole, kept, by_points });
    Cell::number(scaled * whole / kept + plain)
}

fn formula(branch: &Branch, gathered: &Gathered, step: &mut impl FnMut(Line)) -> Cell {
    let Some((expression, slots)) = &branch.expression else { return Cell::NOT_COMPUTABLE };
    let values: Vec<Cell> = slots.iter().map(|slot| gathered.values.get(*slot).copied().unwrap_or_default()).collect();
    expression.evaluate(&values, &mut |operation, value| {
        step(Line::Operation { operation: u16::try_from(operation).unwrap_or(u16::MAX), value });
    })
}
