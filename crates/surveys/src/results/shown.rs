//! What the board shows: counts as they are, estimates in steps. While ballots come in, an estimate moves only when the least number of ballots or more joined it since
//! it last moved: whoever compares the board before and after one ballot must not learn what it says.

use std::collections::BTreeMap;
use std::convert::Infallible;

use chiso_estimate::EstimateError;
use chiso_survey::campaign::PopulationMargin;

use super::effect::{InterviewerEffect, Taken};
use super::figures::{Figure, Of};
use super::live::{Flag, Live};
use super::told::Counts;

/// What is said of each group, and how many of its ballots that is made from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Steps<T = Vec<Figure>> {
    pub(crate) ballots: Vec<u64>,
    /// For each group: of a table of scores the figures of each node of the scoring.
    pub(crate) figures: Vec<T>,
}

impl<T> Default for Steps<T> {
    fn default() -> Steps<T> {
        Steps { ballots: Vec::new(), figures: Vec::new() }
    }
}

/// A table, or why there is none.
pub(crate) type Shown = Result<Steps, EstimateError>;

/// What the board shows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Results {
    pub(crate) pace: Pace,
    /// How many ballots there are. Pages show `counts.all` instead.
    pub(crate) ballots: u64,
    pub(crate) counts: Counts,
    pub(crate) unread: u64,
    /// Whether enough ballots of some way were measured to tell which were given too fast.
    pub(crate) timed: bool,
    pub(crate) all: Shown,
    pub(crate) units: Shown,
    /// Without the ballots that have a flag, for each; then without all that have any.
    pub(crate) without: [Shown; Flag::ALL.len() + 1],
    /// What is known of the population, and the scores with weights raked to it.
    pub(crate) population: Vec<PopulationMargin>,
    pub(crate) raked: Shown,
    /// By how ballots were given; nothing where all were given in one way.
    pub(crate) modes: Shown,
    /// How much interviewers matter; from how many ballots that is.
    pub(crate) effects: Steps<Vec<InterviewerEffect>>,
    /// What the ballots of each interviewer say.
    pub(crate) interviewers: Steps<Option<Taken>>,
    /// By the answers to a variable, for those that were asked for.
    pub(crate) by: BTreeMap<usize, Shown>,
}

/// How estimates move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pace {
    /// The least number of ballots.
    pub(crate) least: u64,
    /// Whether ballots still come in.
    pub(crate) open: bool,
}

impl Results {
    /// What is shown now, after what was shown before; `by` is asked for as well.
    pub(crate) fn of(live: &Live, before: Option<&Results>, by: Option<usize>, pace: Pace) -> Results {
        let flagged = live.flagged();
        let units = live.units();
        let per = |codes: &[u32], levels: usize| {
            let mut counts = vec![0u64; levels];
            codes.iter().filter_map(|code| counts.get_mut(*code as usize).map(|count| *count += 1)).for_each(drop);
            counts
        };
        let figures = |of: Of<'_>, ballots: &[u64], old: Option<&Shown>| {
            step(ballots, old.and_then(|old| old.as_ref().ok()), pace, || live.figures(of))
        };
        let mut asked: BTreeMap<usize, Shown> = before.map(|before| before.by.clone()).unwrap_or_default();
        if let Some(variable) = by {
            let answers = live.answers(variable);
            let ballots = per(&answers.codes, answers.levels.len());
            let shown = figures(Of::By(&answers), &ballots, asked.get(&variable));
            asked.insert(variable, shown);
        }
        let all = figures(Of::All, &[live.ballots()], before.map(|before| &before.all));
        let without = |number: usize| {
            let kept = flagged.without(Flag::ALL.get(number).copied());
            let many = kept.iter().filter(|kept| **kept).count() as u64;
            let old = before.map(|before| &before.without[number]);
            if many == live.ballots() { all.clone() } else { figures(Of::Marked(&kept), &[many], old) }
        };
        let ways = live.ways();
        let of_ways = per(&ways.codes, ways.levels.len());
        let modes = if of_ways.iter().filter(|count| **count > 0).count() > 1 {
            figures(Of::By(&ways), &of_ways, before.map(|before| &before.modes))
        } else {
            Ok(Steps::default())
        };
        let raked = if live.population.is_empty() { Ok(Steps::default()) } else { raked(live, before, pace) };
        let interviewers = live.interviewers();
        let of_interviewers = per(&interviewers.codes, interviewers.levels.len());
        let effects = sure(step(&[of_interviewers.iter().sum()], before.map(|before| &before.effects), pace, || {
            Ok(vec![live.effects(&interviewers)])
        }));
        let taken = sure(step(&of_interviewers, before.map(|before| &before.interviewers), pace, || {
            Ok(live.taken(&interviewers))
        }));
        Results {
            pace,
            ballots: live.ballots(),
            counts: live.counts(&flagged, pace.least),
            unread: live.unread,
            timed: live.timed(),
            units: figures(Of::Units, &per(&units.codes, units.levels.len()), before.map(|before| &before.units)),
            without: std::array::from_fn(without),
            population: live.population.clone(),
            raked,
            modes,
            effects,
            interviewers: taken,
            by: asked,
            all,
        }
    }
}

/// Scores with weights raked to the population. Whoever changes what is known of it must not see what one ballot says by that: then nothing is shown until enough joined.
fn raked(live: &Live, before: Option<&Results>, pace: Pace) -> Shown {
    let placed = live.placed(&live.population);
    let ballots = [placed.iter().filter(|placed| **placed).count() as u64];
    let old = before.and_then(|before| before.raked.as_ref().ok());
    let joined = old.and_then(|old| ballots[0].checked_sub(*old.ballots.first()?));
    let changed = before.is_some_and(|before| before.population != live.population);
    match old {
        Some(old) if changed && pace.open && joined.is_some_and(|joined| (1..pace.least).contains(&joined)) => {
            Ok(Steps { ballots: old.ballots.clone(), figures: Vec::new() })
        }
        old => step(&ballots, old.filter(|_| !changed), pace, || live.figures(Of::Raked(&live.population))),
    }
}

/// What is computed without any way to fail.
fn sure<T>(found: Result<Steps<T>, Infallible>) -> Steps<T> {
    found.unwrap_or_else(|never| match never {})
}

/// What is said next of each group: what was said before, until enough ballots joined it.
fn step<T: Clone, E>(
    ballots: &[u64],
    old: Option<&Steps<T>>,
    pace: Pace,
    figures: impl FnOnce() -> Result<Vec<T>, E>,
) -> Result<Steps<T>, E> {
    if ballots.iter().all(|count| *count < pace.least) {
        return Ok(Steps::default());
    }
    let old = old.filter(|old| pace.open && old.ballots.len() == ballots.len());
    let stays = |group: usize| {
        let joined = old.and_then(|old| ballots[group].checked_sub(old.ballots[group]));
        joined.is_some_and(|joined| (1..pace.least).contains(&joined))
    };
    if let Some(old) = old.filter(|_| (0..ballots.len()).all(stays)) {
        return Ok(old.clone());
    }
    let mut next = Steps { figures: figures()?, ballots: ballots.to_vec() };
    if let Some(old) = old {
        for group in (0..ballots.len()).filter(|group| stays(*group)) {
            next.ballots[group] = old.ballots[group];
            next.figures[group].clone_from(&old.figures[group]);
        }
    }
    Ok(next)
}
