//! Drawing a sample in stages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::draw::{Candidate, Method, Share, draw};
use crate::frame::Frame;
use crate::problem::SampleProblem;
use crate::seed::Seed;

/// A stage of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// The column that names the units of this stage. Rows with one name are one unit; of the last stage, all of them are in the sample.
    pub unit: String,
    /// Columns by whose values units are divided into strata, each drawn from by itself. None: one stratum.
    #[serde(default)]
    pub strata: Vec<String>,
    /// How.
    pub method: Method,
    /// The column of sizes, added up over the rows of a unit; without it a unit is as large as it has rows.
    #[serde(default)]
    pub size: Option<String>,
    /// How many.
    pub take: Take,
    /// How many in reserve, in each stratum.
    #[serde(default)]
    pub reserve: usize,
}

/// How many units a stage takes. At the second stage and later: in each unit of the stage before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Take {
    /// Every one.
    All,
    /// So many of each stratum, or all where there are fewer.
    Each(u64),
    /// So many in all, divided among the strata.
    Total {
        /// How many.
        number: u64,
        /// How they are divided.
        allocation: Allocation,
        /// At least so many of each stratum that has them.
        #[serde(default)]
        least: u64,
    },
    /// So many of each, by name of stratum (values joined by “ / ”).
    Of(BTreeMap<String, u64>),
}

/// How a number is divided among strata.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Allocation {
    /// The same for each.
    Equal,
    /// By the number of units, rounded by Webster's method: nobody gains by dividing a stratum.
    Proportional,
}

/// How a unit came into the sample at a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageDraw {
    /// The stratum, after the units of the stages before: values joined by “ / ”; empty where there are no strata.
    pub stratum: String,
    /// The unit.
    pub unit: String,
    /// The probability with which it was drawn, given the stages before.
    pub probability: Share,
    /// How many units the stratum has: what the finite population correction wants.
    pub population: u64,
    /// How many of them were drawn.
    pub drawn: u64,
}

/// A row of the frame that is in the sample.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The row, from 0.
    pub row: usize,
    /// How it came in, stage by stage.
    pub stages: Vec<StageDraw>,
    /// The design weight: 1 divided by the product of the probabilities.
    pub weight: f64,
}

/// Units in reserve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reserve {
    /// The stage, from 0.
    pub stage: usize,
    /// The stratum, as in [`StageDraw`].
    pub stratum: String,
    /// The units, the one to ask first first.
    pub units: Vec<String>,
}

/// A sample.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sample {
    /// Its members, in the order of the frame.
    pub members: Vec<Member>,
    /// What is held in reserve.
    pub reserves: Vec<Reserve>,
}

/// A unit of a stage, and its rows.
struct Unit<'a> {
    id: &'a str,
    size: u64,
    rows: Vec<usize>,
}

const BETWEEN: &str = " / ";

/// Draws a sample. The same seed, frame and plan always give the same sample; the order of the frame matters to systematic methods alone.
///
/// # Errors
/// The first thing that the frame or the plan does not allow.
pub fn sample(seed: &Seed, frame: &Frame, plan: &[Stage]) -> Result<Sample, SampleProblem> {
    if seed.text().is_empty() {
        return Err(SampleProblem::NoSeed);
    }
    if plan.is_empty() {
        return Err(SampleProblem::NoStage);
    }
    if frame.rows.is_empty() {
        return Err(SampleProblem::NoRow);
    }
    let mut sample = Sample::default();
    let everybody: Vec<usize> = (0..frame.rows.len()).collect();
    stage(seed, frame, plan, 0, &everybody, &[], &mut sample)?;
    sample.members.sort_by_key(|member| member.row);
    Ok(sample)
}

fn stage(
    seed: &Seed,
    frame: &Frame,
    plan: &[Stage],
    at: usize,
    rows: &[usize],
    before: &[StageDraw],
    sample: &mut Sample,
) -> Result<(), SampleProblem> {
    let Some(this) = plan.get(at) else {
        let weight =
            before.iter().fold(1.0, |weight, draw| weight * (draw.probability.all as f64 / draw.probability.of as f64));
        sample.members.extend(rows.iter().map(|&row| Member { row, stages: before.to_vec(), weight }));
        return Ok(());
    };
    let strata = strata(frame, this, rows)?;
    let counts: BTreeMap<&str, u64> = strata.iter().map(|(name, units)| (name.as_str(), units.len() as u64)).collect();
    let parents: Vec<&str> = before.iter().map(|draw| draw.unit.as_str()).collect();
    let place_of = |name: &str| {
        let mut parts = parents.clone();
        parts.extend(Some(name).filter(|name| !name.is_empty()));
        parts.join(BETWEEN)
    };
    let wanted = wanted(&this.take, &counts, &place_of(""))?;
    for (name, units) in &strata {
        let place = place_of(name);
        let candidates: Vec<_> = units.iter().map(|unit| Candidate { id: unit.id, size: unit.size }).collect();
        // The stage is part of the list's name: a stratum and a unit may be called the same.
        let list = format!("{}:{place}", at + 1);
        let drawn =
            draw(seed, &list, &candidates, wanted[name.as_str()], this.method, this.reserve).map_err(|problem| {
                match problem {
                    SampleProblem::TooFew { wanted, there, .. } => {
                        SampleProblem::TooFew { stratum: place.clone(), wanted, there }
                    }
                    other => other,
                }
            })?;
        for one in &drawn.drawn {
            let unit = &units[one.index];
            let mut stages = before.to_vec();
            stages.push(StageDraw {
                stratum: place.clone(),
                unit: unit.id.to_owned(),
                probability: one.probability,
                population: units.len() as u64,
                drawn: drawn.drawn.len() as u64,
            });
            stage(seed, frame, plan, at + 1, &unit.rows, &stages, sample)?;
        }
        if !drawn.reserve.is_empty() {
            let units = drawn.reserve.iter().map(|index| units[*index].id.to_owned()).collect();
            sample.reserves.push(Reserve { stage: at, stratum: place, units });
        }
    }
    Ok(())
}

/// The units of each stratum, in the order in which the frame first names them.
fn strata<'a>(
    frame: &'a Frame,
    stage: &Stage,
    rows: &[usize],
) -> Result<BTreeMap<String, Vec<Unit<'a>>>, SampleProblem> {
    let unit = frame.column(&stage.unit)?;
    let columns = stage.strata.iter().map(|name| frame.column(name)).collect::<Result<Vec<_>, _>>()?;
    let size = stage.size.as_ref().map(|name| frame.column(name)).transpose()?;
    let mut strata: BTreeMap<String, Vec<Unit<'a>>> = BTreeMap::new();
    let mut seen: BTreeMap<&str, (String, usize)> = BTreeMap::new();
    for &row in rows {
        let id = frame.name(row, unit)?;
        let stratum =
            columns.iter().map(|&column| frame.name(row, column)).collect::<Result<Vec<_>, _>>()?.join(BETWEEN);
        let larger = size.map_or(Ok(1), |column| frame.size(row, column))?;
        if let Some((other, place)) = seen.get(id) {
            let known = &mut strata.get_mut(other).and_then(|units| units.get_mut(*place));
            match known {
                Some(known) if *other == stratum => {
                    known.size += larger;
                    known.rows.push(row);
                    continue;
                }
                Some(known) => {
                    return Err(SampleProblem::TwoStrata {
                        unit: id.to_owned(),
                        rows: (Frame::line(known.rows[0]), Frame::line(row)),
                    });
                }
                None => {}
            }
        }
        let units = strata.entry(stratum.clone()).or_default();
        seen.insert(id, (stratum, units.len()));
        units.push(Unit { id, size: larger, rows: vec![row] });
    }
    Ok(strata)
}

/// How many of each stratum.
fn wanted<'a>(
    take: &Take,
    strata: &BTreeMap<&'a str, u64>,
    place: &str,
) -> Result<BTreeMap<&'a str, u64>, SampleProblem> {
    match take {
        Take::All => Ok(strata.clone()),
        Take::Each(number) => Ok(strata.iter().map(|(name, there)| (*name, *number.min(there))).collect()),
        Take::Of(numbers) => {
            if let Some(unknown) = numbers.keys().find(|name| !strata.contains_key(name.as_str())) {
                return Err(SampleProblem::Stratum { stratum: unknown.clone(), in_frame: false });
            }
            let of = |name: &&'a str| {
                let missing = || SampleProblem::Stratum { stratum: (*name).to_owned(), in_frame: true };
                numbers.get(*name).copied().map(|number| (*name, number)).ok_or_else(missing)
            };
            strata.keys().map(of).collect()
        }
        Take::Total { number, allocation, least } => {
            let there: u64 = strata.values().sum();
            let mut taken: BTreeMap<&str, u64> =
                strata.iter().map(|(name, there)| (*name, *least.min(there))).collect();
            let needed = taken.values().sum::<u64>().max(*number);
            if needed > there || taken.values().sum::<u64>() > *number {
                return Err(SampleProblem::TooFew {
                    stratum: place.to_owned(),
                    wanted: needed,
                    there: there.min(*number),
                });
            }
            for _ in taken.values().sum::<u64>()..*number {
                // Webster: the next goes where the number of units divided by twice what was taken and one is greatest; compared crosswise.
                let next = strata.iter().filter(|(name, there)| taken[**name] < **there).max_by(|a, b| {
                    let size = |there: u64| if *allocation == Allocation::Proportional { u128::from(there) } else { 1 };
                    let left = size(*a.1) * u128::from(2 * taken[*b.0] + 1);
                    let right = size(*b.1) * u128::from(2 * taken[*a.0] + 1);
                    left.cmp(&right).then_with(|| b.0.cmp(a.0))
                });
                if let Some(more) = next.and_then(|(name, _)| taken.get_mut(*name)) {
                    *more += 1;
                }
            }
            Ok(taken)
        }
    }
}
