//! Which ballots of a file tell their group, and which of these how they were given: as many as no small number follows from, also not beside what pages show of the same
//! ballots (the board by rated unit, by way and by interviewer; sheets by group).

#[cfg(test)]
mod tests;

use chiso_survey::campaign::Mode;
use chiso_survey::suppress::{Sum, suppress, suppress_beside};

use crate::results::live::Live;
use crate::results::told::{Cells, Counts};

/// The ballots of a group, and where it belongs.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Group {
    /// The number of its rated unit; of none the number after the last.
    unit: usize,
    interviewer: Option<usize>,
    /// Ballots by way, in the order of [`Mode::ALL`].
    ways: [u64; Mode::ALL.len()],
}

impl Group {
    fn ballots(&self) -> u64 {
        self.ways.iter().sum()
    }

    /// Those that were keyed from a sheet.
    fn sheets(&self) -> u64 {
        self.ways[Mode::Paper as usize] + self.ways[Mode::Phone as usize]
    }
}

/// What a file tells of each group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Telling {
    /// Whether ballots of the group tell it.
    groups: Vec<bool>,
    /// Whether those given in a way tell the way as well.
    ways: Vec<[bool; Mode::ALL.len()]>,
    /// Ballots that do not tell their group.
    pub(crate) silent: u64,
}

impl Telling {
    /// Whether a ballot tells its group, by the group's number.
    pub(crate) fn tells_group(&self, group: u32) -> bool {
        self.groups.get(group as usize).is_some_and(|told| *told)
    }

    /// Whether it tells how it was given.
    pub(crate) fn tells_way(&self, group: u32, mode: Mode) -> bool {
        self.tells_group(group) && self.ways[group as usize][mode as usize]
    }
}

impl Live {
    /// What a file of all ballots may tell of their groups, where pages show these counts.
    pub(crate) fn telling(&self, shown: &Counts, least: u64) -> Telling {
        let mut ways = vec![[0; Mode::ALL.len()]; self.places.ids.len()];
        for (group, mode) in self.groups.iter().zip(&self.modes) {
            ways[*group as usize][*mode as usize] += 1;
        }
        let (units, interviewers) = (&self.places.units, &self.places.interviewers);
        let place = |code: u32| (code != chiso_estimate::NONE).then_some(code as usize);
        let group = |(number, ways): (usize, [u64; Mode::ALL.len()])| Group {
            unit: place(units.codes[number]).unwrap_or(units.levels.len()),
            interviewer: place(interviewers.codes[number]),
            ways,
        };
        let groups: Vec<Group> = ways.into_iter().enumerate().map(group).collect();
        telling(&groups, shown, least)
    }
}

fn telling(groups: &[Group], shown: &Counts, least: u64) -> Telling {
    let mut cells = Cells::new(groups.iter().map(Group::ballots).sum());
    let by_unit = tally_of(groups, shown.units.len(), |group| (group.unit, group.ballots()));
    let units = cells.parts(&by_unit);
    let by_way: [u64; Mode::ALL.len()] = std::array::from_fn(|way| groups.iter().map(|group| group.ways[way]).sum());
    let modes = cells.parts(&by_way);
    // What pages tell of each of these cells.
    let mut told: Vec<Option<bool>> = vec![Some(shown.all.is_some())];
    told.extend(shown.units.iter().map(|count| Some(count.is_some())));
    told.extend(shown.modes.iter().map(|(count, _)| Some(count.is_some())));

    let met = |group: &Group| group.ways[Mode::Interview as usize];
    let by_interviewer =
        tally_of(groups, shown.interviewers.len(), |group| (group.interviewer.unwrap_or(usize::MAX), met(group)));
    let interviewers = cells.counts.len();
    cells.counts.extend(&by_interviewer);
    told.extend(shown.interviewers.iter().map(|(count, _)| Some(count.is_some())));

    // Sheets that count, by group, as their page hides them after the close.
    let keyed: Vec<usize> = (0..groups.len()).filter(|group| groups[*group].sheets() > 0).collect();
    let by_group: Vec<u64> = keyed.iter().map(|group| groups[*group].sheets()).collect();
    let on_sheets = cells.counts.len();
    cells.counts.push(by_group.iter().sum());
    cells.sum(on_sheets, [Mode::Paper, Mode::Phone].map(|mode| modes.start + mode as usize));
    let sheets = cells.parts_of(on_sheets, &by_group);
    told.extend(on_page_of_sheets(&by_group, least).into_iter().map(Some));

    // That nobody is there is no secret, so it protects nothing.
    let ballots: Vec<u64> = groups.iter().map(Group::ballots).collect();
    let own = cells.counts.len();
    cells.counts.extend(&ballots);
    for unit in 0..by_unit.len() {
        let here = (0..groups.len()).filter(|group| groups[*group].unit == unit && ballots[*group] > 0);
        cells.sum(units.start + unit, here.map(|group| own + group));
    }
    let ways = cells.counts.len();
    cells.counts.extend(groups.iter().flat_map(|group| group.ways));
    let way = |group: usize, mode: Mode| {
        let cell = ways + group * Mode::ALL.len() + mode as usize;
        (groups[group].ways[mode as usize] > 0).then_some(cell)
    };
    for group in (0..groups.len()).filter(|group| ballots[*group] > 0) {
        cells.sum(own + group, Mode::ALL.into_iter().filter_map(|mode| way(group, mode)));
    }
    for mode in Mode::ALL {
        cells.sum(modes.start + mode as usize, (0..groups.len()).filter_map(|group| way(group, mode)));
    }
    for interviewer in 0..by_interviewer.len() {
        let here = (0..groups.len()).filter(|group| groups[*group].interviewer == Some(interviewer));
        cells.sum(interviewers + interviewer, here.filter_map(|group| way(group, Mode::Interview)));
    }
    for (cell, group) in sheets.zip(keyed) {
        cells.sum(cell, [Mode::Paper, Mode::Phone].into_iter().filter_map(|mode| way(group, mode)));
    }
    let hidden = suppress_beside(&cells.counts, &cells.sums, least, &told);
    let mut telling = Telling {
        groups: (own..ways).map(|cell| !hidden[cell]).collect(),
        ways: hidden[ways..].chunks(Mode::ALL.len()).map(|ways| std::array::from_fn(|way| !ways[way])).collect(),
        silent: 0,
    };
    telling.pool(groups, least);
    telling
}

impl Telling {
    /// Whatever pages tell: ballots that do not say where they are from stand beside others, so that nobody knows whose they are.
    fn pool(&mut self, groups: &[Group], least: u64) {
        for ((group, is_told), ways) in groups.iter().zip(&mut self.groups).zip(&mut self.ways) {
            hide_until_enough(&group.ways, ways, least);
            *is_told &= group.ballots() >= least;
        }
        let ballots: Vec<u64> = groups.iter().map(Group::ballots).collect();
        hide_until_enough(&ballots, &mut self.groups, least);
        self.silent = ballots.iter().zip(&self.groups).filter(|(_, told)| !**told).map(|(ballots, _)| ballots).sum();
    }
}

/// Hides more, the smallest first, until what is hidden is of two and `least` together, or everything is.
fn hide_until_enough(counts: &[u64], told: &mut [bool], least: u64) {
    loop {
        let hidden = counts.iter().zip(&*told).filter(|(count, told)| !**told && **count > 0);
        let (of, together) = hidden.fold((0, 0), |(of, together), (count, _)| (of + 1, together + count));
        let next = (0..counts.len()).filter(|at| told[*at] && counts[*at] > 0).min_by_key(|at| (counts[*at], *at));
        match next {
            Some(next) if of > 0 && (of < 2 || together < least) => told[next] = false,
            _ => return,
        }
    }
}

/// Whether the page of sheets tells, after the close, how many of all count; then the same of each group.
fn on_page_of_sheets(by_group: &[u64], least: u64) -> Vec<bool> {
    let counts: Vec<u64> = by_group.iter().copied().chain([by_group.iter().sum()]).collect();
    let hidden = suppress(&counts, &[Sum { total: by_group.len(), parts: (0..by_group.len()).collect() }], least);
    let (groups, whole) = hidden.split_at(by_group.len());
    whole.iter().chain(groups).map(|hidden| !hidden).collect()
}

/// Ballots by some number of their group; numbers beyond the last are left out.
fn tally_of(groups: &[Group], levels: usize, of: impl Fn(&Group) -> (usize, u64)) -> Vec<u64> {
    let mut counts = vec![0; levels];
    for (level, ballots) in groups.iter().map(of) {
        if let Some(count) = counts.get_mut(level) {
            *count += ballots;
        }
    }
    counts
}
