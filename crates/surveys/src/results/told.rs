//! Which counts are told of all ballots that are shown at a moment ([`super::shown`] says of which moment each stands on the page): one suppression over all counts that any table of the campaign shows, so that no small one follows from others by difference.

use chiso_survey::campaign::Mode;
use chiso_survey::suppress::{Sum, suppress};

use super::live::{Flag, Flagged, Live};
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
    /// With each flag, in the order of [`Flag::ALL`]; without it; without any.
    pub(crate) flags: [Told; Flag::ALL.len()],
    pub(crate) without: [Told; Flag::ALL.len()],
    pub(crate) clean: Told,
    /// By how they were given, in the order of [`Mode::ALL`], and how many of them have a flag.
    pub(crate) modes: [(Told, Told); Mode::ALL.len()],
    /// By interviewer, and how many of them have a flag.
    pub(crate) interviewers: Vec<(Told, Told)>,
}

impl Counts {
    /// The same without any that is told.
    pub(crate) fn hidden(self) -> Counts {
        let none = |told: Vec<Told>| vec![None; told.len()];
        Counts {
            units: none(self.units),
            days: Vec::new(),
            answers: self.answers.into_iter().map(|(place, told)| (place, none(told))).collect(),
            items: none(self.items),
            quotas: none(self.quotas),
            interviewers: vec![(None, None); self.interviewers.len()],
            ..Counts::default()
        }
    }
}

/// Counts as they are put down: a list, and the sums among them.
pub(super) struct Cells {
    pub(super) counts: Vec<u64>,
    pub(super) sums: Vec<Sum>,
}

/// Where all ballots stand among the cells.
const ALL: usize = 0;

impl Cells {
    /// All ballots.
    pub(super) fn new(all: u64) -> Cells {
        Cells { counts: vec![all], sums: Vec::new() }
    }

    /// Puts down parts of a cell; gives where they stand.
    pub(super) fn parts_of(&mut self, total: usize, parts: &[u64]) -> std::ops::Range<usize> {
        let from = self.counts.len();
        self.counts.extend(parts);
        let range = from..self.counts.len();
        self.sum(total, range.clone());
        range
    }

    /// Puts down parts of all ballots.
    pub(super) fn parts(&mut self, parts: &[u64]) -> std::ops::Range<usize> {
        self.parts_of(ALL, parts)
    }

    /// Puts down a part of all ballots; gives where it stands. Its rest is the difference.
    fn part(&mut self, part: u64) -> usize {
        let all = self.counts[ALL];
        self.parts(&[part, all - part]).start
    }

    /// That a cell is the sum of others.
    pub(super) fn sum(&mut self, total: usize, parts: impl IntoIterator<Item = usize>) {
        self.sums.push(Sum { total, parts: parts.into_iter().collect() });
    }

    /// Puts down ballots without and with a flag, of each of these cells; those without flag and with one add up to the two cells of the whole.
    fn flagged(&mut self, cells: &[usize], flagged: &[u64], [clean, others]: [usize; 2]) -> Vec<[usize; 2]> {
        let split = |(cell, flagged): (&usize, &u64)| {
            let two = self.parts_of(*cell, &[self.counts[*cell] - flagged, *flagged]);
            [two.start, two.start + 1]
        };
        let split: Vec<[usize; 2]> = cells.iter().zip(flagged).map(split).collect();
        self.sum(clean, split.iter().map(|[clean, _]| *clean));
        self.sum(others, split.iter().map(|[_, flagged]| *flagged));
        split
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
        let mut cells = Cells::new(self.ballots());
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
        let of_quota = |quota: &Vec<bool>| quota.iter().filter(|of| **of).count() as u64;
        let quotas: Vec<usize> = self.quotas.iter().map(|quota| cells.part(of_quota(quota))).collect();
        // Flags meet on ballots, so their combinations are what adds up: from the figures without one flag and without all, nobody must learn of the few in between.
        let patterns = cells.parts(&tally(flagged.patterns(), Flag::PATTERNS - 1));
        let pattern = |number: usize| patterns.start + number;
        let flags = Flag::ALL.map(|flag| {
            let (with, without): (Vec<usize>, Vec<usize>) = (0..Flag::PATTERNS).partition(|number| flag.is_in(*number));
            let count = |cells: &Cells, numbers: &[usize]| {
                numbers.iter().map(|number| cells.counts[pattern(*number)]).sum::<u64>()
            };
            let two = cells.parts(&[count(&cells, &with), count(&cells, &without)]);
            cells.sum(two.start, with.into_iter().map(pattern));
            cells.sum(two.start + 1, without.into_iter().map(pattern));
            [two.start, two.start + 1]
        });
        let clean = pattern(0);
        let with_a_flag = cells.counts.len();
        cells.counts.push(cells.counts[ALL] - cells.counts[clean]);
        cells.sum(with_a_flag, patterns.skip(1));
        let modes = self.modes.iter().map(|mode| *mode as usize);
        let of_modes: Vec<usize> = cells.parts(&tally(modes.clone(), Mode::ALL.len() - 1)).collect();
        let has_flag = || flagged.patterns().map(|pattern| pattern > 0);
        let marked = |codes: &mut dyn Iterator<Item = usize>, levels: usize| {
            tally(codes.zip(has_flag()).filter(|(_, flag)| *flag).map(|(code, _)| code), levels)
        };
        let flagged_modes = marked(&mut modes.clone(), Mode::ALL.len() - 1);
        let of_flagged_modes = cells.flagged(&of_modes, &flagged_modes, [clean, with_a_flag]);
        // Of those given to an interviewer; the last part is of those of whom nobody knows to whom.
        let interviewers = self.interviewers();
        let levels = interviewers.levels.len();
        let met = || interviewers.codes.iter().zip(&self.modes).filter(|(_, mode)| **mode == Mode::Interview);
        let taken = tally(met().map(|(code, _)| *code as usize), levels);
        let interview = Mode::Interview as usize;
        let of_interviewers: Vec<usize> = cells.parts_of(of_modes[interview], &taken).collect();
        let not_met = |(code, mode): (&u32, &Mode)| {
            if *mode == Mode::Interview { (*code as usize).min(levels) } else { levels + 1 }
        };
        let mut flagged_interviewers = marked(&mut interviewers.codes.iter().zip(&self.modes).map(not_met), levels + 1);
        flagged_interviewers.truncate(levels + 1);
        let of_flagged_interviewers =
            cells.flagged(&of_interviewers, &flagged_interviewers, of_flagged_modes[interview]);
        // Where the interviewers of a unit work nowhere else, what it has besides follows from their counts.
        for (unit, here) in self.places.own_interviewers().into_iter().enumerate().filter(|(_, here)| !here.is_empty())
        {
            let total = units.start + unit;
            let taken: u64 = here.iter().map(|interviewer| cells.counts[of_interviewers[*interviewer]]).sum();
            let rest = cells.counts.len();
            cells.counts.push(cells.counts[total] - taken);
            cells.sum(total, here.iter().map(|interviewer| of_interviewers[*interviewer]).chain([rest]));
        }
        let hidden = suppress(&cells.counts, &cells.sums, least);
        let told = |cell: usize| (!hidden[cell]).then(|| cells.counts[cell]);
        Counts {
            all: told(0),
            units: units.map(told).collect(),
            days: self.days.keys().cloned().zip(days.map(told)).collect(),
            answers: answers.into_iter().map(|(place, cells)| (place, cells.map(told).collect())).collect(),
            items: items.into_iter().map(told).collect(),
            quotas: quotas.into_iter().map(told).collect(),
            flags: flags.map(|[with, _]| told(with)),
            without: flags.map(|[_, without]| told(without)),
            clean: told(clean),
            modes: std::array::from_fn(|mode| (told(of_modes[mode]), told(of_flagged_modes[mode][1]))),
            interviewers: (0..levels)
                .map(|number| (told(of_interviewers[number]), told(of_flagged_interviewers[number][1])))
                .collect(),
        }
    }
}
