//! Scoring rules: from the facts of one unit to the points of one leaf.

use chiso_model::{Cell, Missing, Rounding, RoundingMode, reaches};
use chiso_rulebook::definition::{Between, Level, Measure, Rule, Scale, Step, SurveyOption, ZeroDenominator};

use crate::error::Wanted;
use crate::plan::{MAX_POINTS, RuleLeaf};
use crate::trace::{Line, ScaleCase};

/// Why a leaf has no value: a kind of missing value, or an input (by its place) that the rule cannot read.
pub(super) enum Stop {
    Missing(Missing),
    Bad(usize, Wanted),
}

impl From<Missing> for Stop {
    fn from(kind: Missing) -> Stop {
        Stop::Missing(kind)
    }
}

/// The points of one unit. `inputs` are the cells of the leaf's inputs, in their order; `step` is told each step.
pub(super) fn points(leaf: &RuleLeaf, inputs: &[Cell], step: &mut impl FnMut(Line)) -> Result<f64, Stop> {
    let max = leaf.max;
    let first = || inputs.first().copied().unwrap_or_default().get();
    match &leaf.rule {
        Rule::Points { .. } => {
            let value = first()?;
            let within = max == 0.0 || (0.0..=max).contains(&value);
            if within { Ok(value) } else { Err(Stop::Bad(0, Wanted::Between(0.0, max))) }
        }
        Rule::YesNo { yes, no, not_applicable, .. } => match (first(), not_applicable) {
            (Err(Missing::NotApplicable), Some(points)) => {
                step(Line::Fixed { points: *points });
                Ok(*points)
            }
            (Err(kind), _) => Err(kind.into()),
            (Ok(1.0), _) => Ok(chosen(0, yes.unwrap_or(max), step)),
            (Ok(0.0), _) => Ok(chosen(1, no.unwrap_or(0.0), step)),
            (Ok(_), _) => Err(Stop::Bad(0, Wanted::YesOrNo)),
        },
        Rule::Levels { levels, .. } => level(levels, first()?, step),
        Rule::Steps { steps, below, .. } => Ok(highest_step(steps, below.unwrap_or(0.0), first()?, step)),
        Rule::Ratio { scale, zero_denominator, .. } => {
            let (above, below) = (not_negative(inputs, 0)?, not_negative(inputs, 1)?);
            match quotient(above, below, *zero_denominator, max, step)? {
                Quotient::Ratio(ratio) => Ok(scaled(scale, ratio, max, step)),
                Quotient::Points(points) => Ok(points),
            }
        }
        Rule::Deduction { each, floor, .. } => {
            let count = not_negative(inputs, 0)?;
            let (full, floor) = (max - each * count, floor.unwrap_or(0.0));
            let points = full.max(floor);
            step(Line::Counted { count, each: *each, points, limited: points != full });
            Ok(points)
        }
        Rule::Bonus { each, cap, .. } => {
            let count = not_negative(inputs, 0)?;
            let points = (each * count).min(*cap);
            step(Line::Counted { count, each: *each, points, limited: points != each * count });
            Ok(points)
        }
        Rule::Penalty { each, cap, .. } => {
            let count = not_negative(inputs, 0)?;
            let points = -(each * count).min(*cap);
            step(Line::Counted { count, each: *each, points, limited: points != -(each * count) });
            Ok(points)
        }
        Rule::Survey { options } => survey(options, inputs, max, step),
        Rule::Formula { unbounded, .. } => formula(leaf, inputs, *unbounded, step),
        Rule::Index { out_of, scale, .. } => {
            let value = not_negative(inputs, 0)?;
            let ratio = value / out_of;
            step(Line::Quotient { above: value, below: *out_of, result: Cell::number(ratio) });
            if !ratio.is_finite() {
                return Err(Missing::NotComputable.into());
            }
            Ok(scaled(scale, ratio, max, step))
        }
        Rule::Comparison { measure, scale, steps, zero_denominator, .. } => {
            let (value, other) = (inputs[0].get()?, inputs[1].get()?);
            let result = match measure {
                Measure::Difference => difference(value, other),
                Measure::Ratio | Measure::Growth => {
                    let above = if *measure == Measure::Growth { difference(value, other) } else { value };
                    match quotient(above, other, *zero_denominator, max, step)? {
                        Quotient::Ratio(ratio) => ratio,
                        Quotient::Points(points) => return Ok(points),
                    }
                }
            };
            step(Line::Compared { value, other, measure: *measure, result: Cell::number(result) });
            Ok(if steps.is_empty() { scaled(scale, result, max, step) } else { highest_step(steps, 0.0, result, step) })
        }
    }
}

fn not_negative(inputs: &[Cell], index: usize) -> Result<f64, Stop> {
    let value = inputs.get(index).copied().unwrap_or_default().get()?;
    if value < 0.0 { Err(Stop::Bad(index, Wanted::NotNegative)) } else { Ok(value) }
}

fn chosen(index: usize, points: f64, step: &mut impl FnMut(Line)) -> f64 {
    step(Line::Chosen { index: u16::try_from(index).ok(), points });
    points
}

fn level(levels: &[Level], value: f64, step: &mut impl FnMut(Line)) -> Result<f64, Stop> {
    match levels.iter().position(|l| l.value == value) {
        Some(index) => Ok(chosen(index, levels[index].points, step)),
        None => Err(Stop::Bad(0, Wanted::Level(levels.iter().map(|l| l.value).collect()))),
    }
}

fn highest_step(steps: &[Step], below: f64, value: f64, step: &mut impl FnMut(Line)) -> f64 {
    let reached = steps
        .iter()
        .enumerate()
        .filter(|(_, s)| reaches(value, s.from.0))
        .max_by(|a, b| a.1.from.0.total_cmp(&b.1.from.0));
    let points = reached.map_or(below, |(_, s)| s.points);
    step(Line::Chosen { index: reached.and_then(|(i, _)| u16::try_from(i).ok()), points });
    points
}

/// The difference of two decimals, without the binary digits that the subtraction lays bare: 3.3 less 3 is 0.3.
fn difference(value: f64, other: f64) -> f64 {
    let size = value.abs().max(other.abs());
    let mut digits: u8 = 14;
    let mut scale = 1.0;
    while size >= scale && digits > 0 {
        scale *= 10.0;
        digits -= 1;
    }
    Rounding { digits, mode: RoundingMode::HalfUp }.round(value - other)
}

enum Quotient {
    Ratio(f64),
    Points(f64),
}

fn quotient(
    above: f64,
    below: f64,
    zero: ZeroDenominator,
    max: f64,
    step: &mut impl FnMut(Line),
) -> Result<Quotient, Stop> {
    if below == 0.0 {
        if let Some(kind) = zero.missing() {
            step(Line::Quotient { above, below, result: Cell::missing(kind) });
            return Err(kind.into());
        }
        let points = if zero == ZeroDenominator::Full { max } else { 0.0 };
        step(Line::Fixed { points });
        return Ok(Quotient::Points(points));
    }
    let ratio = above / below;
    step(Line::Quotient { above, below, result: Cell::number(ratio) });
    if ratio.is_finite() { Ok(Quotient::Ratio(ratio)) } else { Err(Missing::NotComputable.into()) }
}

fn scaled(scale: &Scale, ratio: f64, max: f64, step: &mut impl FnMut(Line)) -> f64 {
    let floor = scale.floor.map_or(0.0, |f| f.0);
    let full = scale.full_from.map(|f| f.0);
    let cap = scale.cap.map_or(1.0, |c| c.0);
    let (case, points) = if !reaches(ratio, floor) {
        (ScaleCase::UnderFloor, 0.0)
    } else if full.is_some_and(|full| reaches(ratio, full)) {
        (ScaleCase::Full, max)
    } else {
        match (scale.between, full.unwrap_or(1.0)) {
            (Between::Ratio, _) if ratio > cap => (ScaleCase::Capped, max * cap),
            (Between::Ratio, _) => (ScaleCase::Ratio, max * ratio),
            (Between::RatioToFull, full) => (ScaleCase::RatioToFull, max * (ratio / full).min(cap)),
            (Between::FloorToFull, full) => (ScaleCase::FloorToFull, max * ((ratio - floor) / (full - floor)).min(cap)),
        }
    };
    step(Line::Scaled { ratio, case, points });
    points
}

fn survey(options: &[SurveyOption], inputs: &[Cell], max: f64, step: &mut impl FnMut(Line)) -> Result<f64, Stop> {
    let (mut weighted, mut all) = (0.0, 0.0);
    for (index, option) in options.iter().enumerate() {
        let count = not_negative(inputs, index)?;
        weighted += option.share.0 * count;
        all += count;
    }
    step(Line::Answers { weighted, all });
    if all == 0.0 {
        return Err(Missing::NotComputable.into());
    }
    Ok(max * (weighted / all))
}

fn formula(leaf: &RuleLeaf, inputs: &[Cell], unbounded: bool, step: &mut impl FnMut(Line)) -> Result<f64, Stop> {
    let Some(expression) = &leaf.expression else { return Err(Missing::NotComputable.into()) };
    // Inputs were listed in the order of the expression's names, without the name of the max points.
    let mut given = inputs.iter().copied();
    let values: Vec<Cell> = expression
        .names()
        .iter()
        .map(|name| if name == MAX_POINTS { Cell::number(leaf.max) } else { given.next().unwrap_or_default() })
        .collect();
    let value = expression
        .evaluate(&values, &mut |operation, value| {
            step(Line::Operation { operation: u16::try_from(operation).unwrap_or(u16::MAX), value });
        })
        .get()?;
    if unbounded || leaf.max == 0.0 {
        return Ok(value);
    }
    let limited = value.clamp(0.0, leaf.max);
    if limited != value {
        step(Line::Limited { from: value, to: limited });
    }
    Ok(limited)
}
