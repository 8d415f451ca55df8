//! Flags on ballots that deserve a second look. A flag drops nothing: estimates are shown with and without the flagged.

use std::collections::BTreeMap;

/// Rows that a grid must have before one answer throughout says anything.
pub const ROWS: usize = 5;
/// Answers that two ballots must share, all of them, before that says anything.
pub const SHARED: usize = 20;
/// Ballots of one way that must have been measured before any of them is too fast: the median of fewer moves too much.
pub const MEASURED: usize = 20;
/// Who takes less than this share of the median is too fast: the strictest of the three bounds that Greszki, Meyer and Schoen tried (“Exploring the effects of removing ‘too fast’
/// responses and respondents from web surveys”, Public Opinion Quarterly 79, 2015: 30, 40 and 50 % faster), and twice as fast as usual, as Leiner draws it (“Too fast, too
/// straight, too weird”, Survey Research Methods 13, 2019).
pub const OF_THE_MEDIAN: f64 = 0.5;

/// Who answered too fast: `paces` are the seconds that a ballot took for each question it answers, none where nobody measured. Ballots of one way are looked at together: an
/// interviewer reads aloud. By question and not by ballot, since not everybody is asked the same questions.
pub fn too_fast(paces: &[Option<f64>]) -> Vec<bool> {
    let mut measured: Vec<f64> = paces.iter().copied().flatten().collect();
    if measured.len() < MEASURED {
        return vec![false; paces.len()];
    }
    measured.sort_by(f64::total_cmp);
    let half = measured.len() / 2;
    let median =
        if measured.len() % 2 == 1 { measured[half] } else { f64::midpoint(measured[half - 1], measured[half]) };
    paces.iter().map(|pace| pace.is_some_and(|pace| pace < OF_THE_MEDIAN * median)).collect()
}

/// Whether a grid was answered in a straight line: [`ROWS`] answers or more, and all the same. Rows without answer do not count.
pub fn is_straight_line<A: PartialEq>(grid: impl IntoIterator<Item = Option<A>>) -> bool {
    let mut answers = grid.into_iter().flatten();
    let Some(first) = answers.next() else { return false };
    let mut count = 1;
    answers.all(|answer| {
        count += 1;
        answer == first
    }) && count >= ROWS
}

/// Ballots as they come, and which are the same as another in every answer, with [`SHARED`] answers or more that are not all one and the same: those would be alike by chance.
#[derive(Debug, Clone)]
pub struct Copies<A> {
    /// Each ballot that says enough, and its place among those that differ.
    known: BTreeMap<Vec<Option<A>>, u32>,
    /// How many there are of each.
    many: Vec<u32>,
    /// For each ballot which it is; none where it says too little.
    ballots: Vec<Option<u32>>,
}

impl<A> Default for Copies<A> {
    fn default() -> Copies<A> {
        Copies { known: BTreeMap::new(), many: Vec::new(), ballots: Vec::new() }
    }
}

impl<A: Ord> Copies<A> {
    /// Another ballot, with an answer to each question or none.
    pub fn add(&mut self, ballot: Vec<Option<A>>) {
        let mut answers = ballot.iter().flatten();
        let first = answers.next();
        if ballot.iter().flatten().count() < SHARED || answers.all(|answer| Some(answer) == first) {
            self.ballots.push(None);
            return;
        }
        let next = u32::try_from(self.many.len()).unwrap_or(u32::MAX);
        let which = *self.known.entry(ballot).or_insert(next);
        if which == next {
            self.many.push(0);
        }
        self.many[which as usize] += 1;
        self.ballots.push(Some(which));
    }

    /// For each ballot, in the order in which they came, whether there is another like it.
    pub fn duplicates(&self) -> impl Iterator<Item = bool> {
        self.ballots.iter().map(|which| which.is_some_and(|which| self.many[which as usize] > 1))
    }
}
