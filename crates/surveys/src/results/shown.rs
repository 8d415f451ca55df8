//! What the board shows: counts as they are, estimates in steps. While ballots come in, an estimate moves only when the least number of ballots or more joined it since
//! it last moved: whoever compares the board before and after one ballot must not learn what it says.

use std::collections::BTreeMap;

use chiso_estimate::EstimateError;

use super::figures::{Figure, Of};
use super::live::Live;
use super::told::Counts;

/// Figures of a table, and how many ballots of each group they are made from.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Steps {
    pub(crate) ballots: Vec<u64>,
    /// For each group the figures of each node of the scoring.
    pub(crate) figures: Vec<Vec<Figure>>,
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
    pub(crate) all: Shown,
    pub(crate) units: Shown,
    /// Without the flagged ballots.
    pub(crate) clean: Shown,
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
        let clean = flagged.clean();
        let clean_count = clean.iter().filter(|clean| **clean).count() as u64;
        let units = live.units();
        let per = |codes: &[u32], levels: usize| {
            let mut counts = vec![0u64; levels];
            codes.iter().filter_map(|code| counts.get_mut(*code as usize).map(|count| *count += 1)).for_each(drop);
            counts
        };
        let step = |of: Of<'_>, ballots: &[u64], before: Option<&Shown>| step(live, of, ballots, before, pace);
        let mut asked: BTreeMap<usize, Shown> = before.map(|before| before.by.clone()).unwrap_or_default();
        if let Some(variable) = by {
            let answers = live.answers(variable);
            let ballots = per(&answers.codes, answers.levels.len());
            let shown = step(Of::Answers(variable), &ballots, asked.get(&variable));
            asked.insert(variable, shown);
        }
        Results {
            pace,
            ballots: live.ballots(),
            counts: live.counts(&flagged, pace.least),
            unread: live.unread,
            all: step(Of::All, &[live.ballots()], before.map(|before| &before.all)),
            units: step(Of::Units, &per(&units.codes, units.levels.len()), before.map(|before| &before.units)),
            clean: step(Of::Marked(&clean), &[clean_count], before.map(|before| &before.clean)),
            by: asked,
        }
    }
}

/// The next figures of a table: of each group those of before, until enough ballots joined it.
fn step(live: &Live, of: Of<'_>, ballots: &[u64], before: Option<&Shown>, pace: Pace) -> Shown {
    if ballots.iter().all(|count| *count < pace.least) {
        return Ok(Steps::default());
    }
    let old =
        before.and_then(|before| before.as_ref().ok()).filter(|old| pace.open && old.ballots.len() == ballots.len());
    let stays = |group: usize| {
        let joined = old.and_then(|old| ballots[group].checked_sub(old.ballots[group]));
        joined.is_some_and(|joined| (1..pace.least).contains(&joined))
    };
    if let Some(old) = old.filter(|_| (0..ballots.len()).all(stays)) {
        return Ok(old.clone());
    }
    let mut next = Steps { figures: live.figures(of)?, ballots: ballots.to_vec() };
    if let Some(old) = old {
        for group in (0..ballots.len()).filter(|group| stays(*group)) {
            next.ballots[group] = old.ballots[group];
            next.figures[group].clone_from(&old.figures[group]);
        }
    }
    Ok(next)
}
