//! Normalisation of an indicator over the units.

use chiso_model::Cell;
use chiso_rulebook::definition::{Direction, MinMax, Normalise};

use super::Scratch;
use super::moments::{deviation, mean};
use crate::trace::Normalised;

/// Least and greatest value that goalposts are taken from, where they are not fixed.
pub(super) type Range = Option<(f64, f64)>;

/// Normalises a column in place. `pooled` is the range over every period, asked for only by methods that want it. `unit_index` finds the reference unit.
/// `record` is told the numbers used for each unit that has a value.
pub(super) fn normalise(
    cells: &mut [Cell],
    method: &Normalise,
    direction: Direction,
    pooled: Range,
    unit_index: &dyn Fn(&str) -> Option<usize>,
    scratch: &mut Scratch,
    record: &mut Option<&mut Vec<Option<Normalised>>>,
) {
    if matches!(method, Normalise::None) {
        if direction == Direction::Negative {
            each(cells, record, |x| (Cell::number(-x), Normalised::SignChanged { result: Cell::number(-x) }));
        }
        return;
    }
    if let Normalise::MinMax(min_max) = method {
        return linear(cells, min_max, direction, pooled, record);
    }
    if direction == Direction::Negative {
        change_sign(cells);
    }
    let Scratch { present, other, sums, .. } = scratch;
    present.clear();
    present.extend(cells.iter().filter_map(|c| c.value()));
    let range = range(present);
    let Some((min, max)) = range else { return };
    match method {
        Normalise::ZScore { mean: to_mean, deviation: to_deviation } => {
            let centre = mean(present).unwrap_or(0.0);
            // Of a single value, or of equal ones, there is no deviation: the result cannot be computed.
            let spread = deviation(present, sums).unwrap_or(0.0);
            let (to_mean, to_deviation) = (to_mean.unwrap_or(0.0), to_deviation.unwrap_or(1.0));
            each(cells, record, |x| {
                let result = Cell::number((x - centre) / spread * to_deviation + to_mean);
                (result, Normalised::ZScore { x, mean: centre, deviation: spread, to_mean, to_deviation, result })
            });
        }
        Normalise::Scaled { low, high } => each(cells, record, |x| {
            let result = Cell::number((x - low) / (high - low));
            (result, Normalised::Scaled { x, low: *low, high: *high, result })
        }),
        Normalise::DistanceToMax => distance(cells, max, min, false, Form::OneLess, record),
        Normalise::DistanceToTarget { target, cap } => {
            let target = if direction == Direction::Negative { -target } else { *target };
            distance(cells, target, min, *cap, Form::Share, record);
        }
        Normalise::DistanceToReference { unit, cap } => {
            match unit_index(unit).and_then(|i| cells.get(i).copied()).and_then(Cell::value) {
                Some(goal) => distance(cells, goal, min, *cap, Form::OneLess, record),
                None => cells.iter_mut().filter(|c| !c.is_missing()).for_each(|c| *c = Cell::NOT_COMPUTABLE),
            }
        }
        Normalise::FractionOfMax => each(cells, record, |x| {
            let result = Cell::number(x / max);
            (result, Normalised::Fraction { x, max, result })
        }),
        Normalise::PercentileRank | Normalise::Rank | Normalise::Borda => {
            other.clear();
            other.extend_from_slice(present);
            other.sort_unstable_by(f64::total_cmp);
            let of = other.len() as f64;
            each(cells, record, |x| {
                let below = other.partition_point(|y| *y < x) as f64;
                let equal = other.partition_point(|y| *y <= x) as f64 - below;
                let result = match method {
                    Normalise::Rank => Cell::number(below + 1.0),
                    Normalise::Borda => Cell::number(below + (equal - 1.0) / 2.0),
                    _ => Cell::number(below / (of - 1.0)),
                };
                (result, Normalised::Place { below, equal, of, result })
            });
        }
        Normalise::None | Normalise::MinMax(_) => {}
    }
}

fn change_sign(cells: &mut [Cell]) {
    for cell in cells {
        if let Some(value) = cell.value() {
            *cell = Cell::number(-value);
        }
    }
}

fn each(
    cells: &mut [Cell],
    record: &mut Option<&mut Vec<Option<Normalised>>>,
    function: impl Fn(f64) -> (Cell, Normalised),
) {
    for (i, cell) in cells.iter_mut().enumerate() {
        if let Some(x) = cell.value() {
            let (result, numbers) = function(x);
            *cell = result;
            if let Some(record) = record {
                record[i] = Some(numbers);
            }
        }
    }
}

/// The two forms of a distance are the same number but for the digits that a subtraction from 1 loses; each method is computed as the field's reference software does, so
/// that its results are reproduced to the last digits.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// 1 - (goal - x) / (goal - min).
    OneLess,
    /// (x - min) / (goal - min).
    Share,
}

fn distance(
    cells: &mut [Cell],
    goal: f64,
    min: f64,
    cap: bool,
    form: Form,
    record: &mut Option<&mut Vec<Option<Normalised>>>,
) {
    each(cells, record, |x| {
        let share = match form {
            Form::OneLess => 1.0 - (goal - x) / (goal - min),
            Form::Share => (x - min) / (goal - min),
        };
        let capped = cap && share > 1.0;
        let result = Cell::number(if capped { 1.0 } else { share });
        (result, Normalised::Distance { x, goal, min, capped, result })
    });
}

/// Least and greatest of some values.
pub(super) fn range(values: &[f64]) -> Range {
    let first = *values.first()?;
    Some(values.iter().fold((first, first), |(low, high), x| (low.min(*x), high.max(*x))))
}

/// Linear between goalposts. The sign is changed after the logarithm and the limits, so that goalposts are written as they are measured.
fn linear(
    cells: &mut [Cell],
    method: &MinMax,
    direction: Direction,
    pooled: Range,
    record: &mut Option<&mut Vec<Option<Normalised>>>,
) {
    let seen = || {
        pooled.or_else(|| {
            cells
                .iter()
                .filter_map(|c| c.value())
                .fold(None, |range: Range, x| Some(range.map_or((x, x), |(low, high)| (low.min(x), high.max(x)))))
        })
    };
    let goalposts = match method.goalposts {
        None => seen(),
        Some(g) if g.stretch => Some(seen().map_or((g.low, g.high), |(low, high)| (g.low.min(low), g.high.max(high)))),
        Some(g) => Some((g.low, g.high)),
    };
    let Some((low, high)) = goalposts else { return };
    let (from, to) = (method.from.unwrap_or(0.0), method.to.unwrap_or(1.0));
    let onto = |x: f64| {
        let x = if method.log { libm::log(x) } else { x };
        if direction == Direction::Negative { -x } else { x }
    };
    let (a, b) = if direction == Direction::Negative { (onto(high), onto(low)) } else { (onto(low), onto(high)) };
    let (span, stretch) = (b - a, to - from);
    if record.is_none() && !method.log && !method.cap && !method.floor {
        // The common case, without a branch a unit.
        let sign = if direction == Direction::Negative { -1.0 } else { 1.0 };
        for cell in cells {
            if let Some(value) = cell.value() {
                *cell = Cell::number((sign * value - a) / span * stretch + from);
            }
        }
        return;
    }
    each(cells, record, |value| {
        let mut limited = value;
        if method.cap {
            limited = limited.min(high);
        }
        if method.floor {
            limited = limited.max(low);
        }
        let x = onto(limited);
        let result = Cell::number((x - a) / span * stretch + from);
        let log = method.log;
        (result, Normalised::MinMax { x: limited, low, high, log, from, to, clipped: limited != value, result })
    });
}
