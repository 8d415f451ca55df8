//! Which counts are told: one suppression over all counts that any table of the campaign shows, so that no small one follows from others by difference.

use chiso_survey::suppress::{Sum, suppress};

use super::live::{Flagged, Live};
use super::variables::NONE;

/// A count; none where it is not told.
pub(crate) type Told = Option<u64>;

/// All counts that tables show, each only where it may be told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// All ballots.
    pub(crate) all: Told,
    /// By rated unit.
    pub(crate) units: Vec<Told>,
    /// By day, in order.
    pub(crate) days: Vec<(String, Told)>,
    /// By the answers to each variable that groups, by its place; the last is of those who did not answer.
    pub(crate) answers: Vec<(usize, Vec<Told>)>,
    /// Those who answered each scored item.
    pub(crate) items: Vec<Told>,
    /// In each quota.
    pub(crate) quotas: Vec<Told>,
    /// With a straight line; like another; without any flag.
    pub(crate) straight: Told,
    pub(crate) duplicate: Told,
    pub(crate) clean: Told,
}

/// Counts as they are put down: a list, and the sums among them.
struct Cells {
    counts: Vec<u64>,
    sums: Vec<Sum>,
}

impl Cells {
    /// Puts down parts of all ballots; gives where they stand.
    fn parts(&mut self, parts: &[u64]) -> std::ops::Range<usize> {
        let from = self.counts.len();
        self.counts.extend(parts);
        let range = from..self.counts.len();
        self.sums.push(Sum { total: 0, parts: range.clone().collect() });
        range
    }

    /// Puts down a part of all ballots; gives where it stands. Its rest is the difference.
    fn part(&mut self, part: u64) -> usize {
        let all = self.counts[0];
        self.parts(&[part, all - part]).start
    }
}

/// How many have each code, and how many none.
fn tally(codes: impl Iterator<Item = usize>, levels: usize) -> Vec<u64> {
    let mut counts = vec![0; levels + 1];
    codes.for_each(|code| counts[code.min(levels)] += 1);
    counts
}

impl Live {
    /// All counts, of which those below `least`, and those from which one of them would follow, are not told.
    pub(crate) fn counts(&self, flagged: &Flagged, least: u64) -> Counts {
        let mut cells = Cells { counts: vec![self.ballots()], sums: Vec::new() };
        let units = self.units();
        let units = cells.parts(&tally(units.codes.iter().map(|code| *code as usize), units.levels.len()));
        let days: Vec<u64> = self.days.values().copied().collect();
        let days = cells.parts(&days);
        let grouping = self.variables.iter().enumerate().filter(|(_, variable)| variable.groups);
        let answers: Vec<(usize, std::ops::Range<usize>)> = grouping
            .map(|(place, variable)| {
                let codes = self.columns[place].iter().map(|byte| usize::from(*byte));
                (place, cells.parts(&tally(codes, variable.codes.len())))
            })
            .collect();
        let answered = |column: &[u8]| column.iter().filter(|byte| **byte != NONE).count() as u64;
        let items: Vec<usize> =
            self.items.iter().map(|item| cells.part(answered(&self.columns[item.variable]))).collect();
        let quotas: Vec<usize> = self.quotas.iter().map(|count| cells.part(*count)).collect();
        let marked = |flags: &[bool]| flags.iter().filter(|flag| **flag).count() as u64;
        let straight = cells.part(marked(&flagged.straight));
        let duplicate = cells.part(marked(&flagged.duplicate));
        let clean = cells.part(marked(&flagged.clean()));
        let hidden = suppress(&cells.counts, &cells.sums, least);
        let told = |cell: usize| (!hidden[cell]).then(|| cells.counts[cell]);
        Counts {
            all: told(0),
            units: units.map(told).collect(),
            days: self.days.keys().cloned().zip(days.map(told)).collect(),
            answers: answers.into_iter().map(|(place, cells)| (place, cells.map(told).collect())).collect(),
            items: items.into_iter().map(told).collect(),
            quotas: quotas.into_iter().map(told).collect(),
            straight: told(straight),
            duplicate: told(duplicate),
            clean: told(clean),
        }
    }
}
