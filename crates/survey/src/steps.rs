//! How a table of ballots is shown while ballots still come in, so that whoever looks twice learns nothing of few.
//!
//! The ballots that a table is made from are a set that grows by steps of at least so many; each step is a moment. The levels of the table part that set. What is shown of
//! a level is that of some moment: the level moves to a new one, or is held at its last. What anybody can find by adding and subtracting what the whole and the levels said
//! at any moments is, for each two moments, what came between them to the whole, less what came to levels between moments at which these moved. [`Steps`] lets levels move
//! such that
//!
//! 1. what a level gains when it moves is nothing, or the least number of ballots or more,
//! 2. what is found for any two moments is nothing, or the least number of ballots or more.
//!
//! The second is more than asking that the levels held back now hold enough together: those held back at two moments, of which one moves at a third, would leave the difference.

use std::collections::{BTreeMap, BTreeSet};

/// What is known of a level.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Level {
    /// The moment of which it is shown.
    at: usize,
    /// Ballots that came to it since.
    waits: u64,
    /// Whether it is known that these are all: not of what a program that ended had shown.
    known: bool,
}

/// Which moment each level of a table is shown at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steps {
    /// The last moment.
    moment: usize,
    levels: BTreeMap<String, Level>,
    /// By the first moment from a level's own on: what is found for an earlier moment and the last one. Moments between the same moments of levels change alike, so values
    /// are kept and not moments; and none that is so far above the smallest that it stays large enough with it.
    rests: BTreeMap<usize, BTreeSet<u64>>,
    /// Whether the first moment is not of no ballots, but of what a program that ended had shown.
    forgotten: bool,
}

impl Steps {
    /// Of a table that nobody has seen.
    #[must_use]
    pub fn new() -> Steps {
        Steps::of(false)
    }

    /// Of a table that was shown by a program that ended: nobody knows of which moment. Each level is held until enough came to it since: then enough came since it was shown,
    /// whenever that was.
    #[must_use]
    pub fn forgotten() -> Steps {
        Steps::of(true)
    }

    fn of(forgotten: bool) -> Steps {
        Steps { moment: 0, levels: BTreeMap::new(), rests: [(0, [0].into())].into(), forgotten }
    }

    /// A new moment: so many ballots came to each level since the last one, at least `least` together. Gives the levels that are shown as of now; the others stay.
    pub fn step<'a>(&mut self, gained: impl IntoIterator<Item = (&'a str, u64)>, least: u64) -> BTreeSet<String> {
        let known = !self.forgotten || self.moment > 0;
        let mut whole = 0;
        for (name, gain) in gained {
            let new = || Level { at: self.moment, waits: 0, known };
            self.levels.entry(name.to_owned()).or_insert_with(new).waits += gain;
            whole += gain;
        }
        let mut moving: BTreeSet<(u64, String)> = self
            .levels
            .iter()
            .filter(|(_, level)| level.waits >= least || (level.waits == 0 && level.known))
            .map(|(name, level)| (level.waits, name.clone()))
            .collect();
        // Holding a level adds what waits of it, which is enough, so that what was right stays so; and with none that moves what is found grew by the whole.
        while let Some(moment) = self.wrong(&moving, whole, least) {
            let held = moving.iter().find(|(waits, name)| *waits > 0 && self.levels[name].at >= moment).cloned();
            let Some(held) = held else { break };
            moving.remove(&held);
        }
        let less = self.moved(&moving);
        let rests = std::mem::take(&mut self.rests);
        self.moment += 1;
        let moved: BTreeSet<String> = moving.into_iter().map(|(_, name)| name).collect();
        for name in &moved {
            self.levels.insert(name.clone(), Level { at: self.moment, waits: 0, known: true });
        }
        let own: BTreeSet<usize> = self.levels.values().map(|level| level.at).chain([self.moment]).collect();
        let put = |rests: &mut BTreeMap<usize, BTreeSet<u64>>, moment: usize, rest: u64| {
            let first = own.range(moment..).next().copied().unwrap_or(moment);
            rests.entry(first).or_default().insert(rest);
        };
        put(&mut self.rests, self.moment, 0);
        for (moment, values) in rests {
            let less = less_from(&less, moment);
            for rest in values {
                put(&mut self.rests, moment, (rest + whole).saturating_sub(less));
            }
        }
        for values in self.rests.values_mut() {
            let smallest = values.first().copied().unwrap_or(0);
            values.retain(|rest| *rest < smallest + least.max(1));
        }
        moved
    }

    /// What waits of the levels that move, by the moments that they are shown at.
    fn moved(&self, moving: &BTreeSet<(u64, String)>) -> BTreeMap<usize, u64> {
        let mut moved = BTreeMap::new();
        for (waits, name) in moving {
            *moved.entry(self.levels[name].at).or_insert(0) += waits;
        }
        moved
    }

    /// A moment from which too few would be found.
    fn wrong(&self, moving: &BTreeSet<(u64, String)>, whole: u64, least: u64) -> Option<usize> {
        let less = self.moved(moving);
        let unknown =
            self.levels.iter().any(|(name, level)| !level.known && !moving.contains(&(level.waits, name.clone())));
        let few = |moment: usize, rest: u64| match rest {
            // Of what is not known there may be few.
            0 => moment == 0 && unknown,
            rest => rest < least,
        };
        let wrong = |(moment, values): (&usize, &BTreeSet<u64>)| {
            let less = less_from(&less, *moment);
            values.iter().any(|rest| few(*moment, (rest + whole).saturating_sub(less))).then_some(*moment)
        };
        self.rests.iter().find_map(wrong)
    }
}

impl Default for Steps {
    fn default() -> Steps {
        Steps::new()
    }
}

fn less_from(less: &BTreeMap<usize, u64>, moment: usize) -> u64 {
    less.range(moment..).map(|(_, waits)| waits).sum()
}

/// Whether a table whose ballots can change sides may be shown anew: for each level, those that joined it and those that left it are none, or at least so many. `shown` has the
/// level of each ballot that was there, `now` that of each in the same order and then of those that came.
pub fn may_be_shown_anew(shown: &[u32], now: &[u32], least: u64) -> bool {
    let mut changed: BTreeMap<u32, u64> = BTreeMap::new();
    for (ballot, level) in now.iter().enumerate() {
        let before = shown.get(ballot);
        if before != Some(level) {
            for level in before.into_iter().chain([level]) {
                *changed.entry(*level).or_default() += 1;
            }
        }
    }
    changed.values().all(|changed| *changed >= least)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Moments of a table with what came to each level, and which levels then move.
    #[test]
    fn levels_move_when_enough_came_and_enough_is_left() {
        type Moment = (&'static [(&'static str, u64)], &'static str);
        let cases: &[(&str, &[Moment])] = &[
            ("all that is large", &[(&[("a", 5), ("b", 9), ("c", 0)], "abc"), (&[("a", 5), ("b", 6)], "abc")]),
            (
                "few to two, enough together",
                &[(&[("a", 9), ("b", 9), ("c", 9)], "abc"), (&[("a", 2), ("b", 3), ("c", 5)], "c")],
            ),
            (
                "few to one: the next is held with it",
                &[(&[("a", 9), ("b", 9), ("c", 9)], "abc"), (&[("a", 1), ("b", 5), ("c", 6)], "c")],
            ),
            (
                "few to one of two: all stay",
                &[(&[("a", 9), ("b", 9)], "ab"), (&[("a", 1), ("b", 7)], ""), (&[("a", 4), ("b", 1)], "ab")],
            ),
            (
                "three of a would be the whole less c",
                &[
                    (&[("a", 9), ("b", 9), ("c", 9)], "abc"),
                    (&[("a", 2), ("b", 3), ("c", 5)], "c"),
                    (&[("a", 3), ("b", 0), ("c", 5)], ""),
                ],
            ),
            ("small from the beginning", &[(&[("a", 3), ("b", 2), ("c", 20)], "c")]),
        ];
        for (name, moments) in cases {
            let mut steps = Steps::new();
            for (gained, moved) in *moments {
                let moved: BTreeSet<String> = moved.chars().map(String::from).collect();
                assert_eq!(steps.step(gained.iter().copied(), 5), moved, "{name}: {gained:?}");
            }
        }
    }

    #[test]
    fn what_was_forgotten_is_shown_when_enough_came_since() {
        let mut steps = Steps::forgotten();
        assert_eq!(
            steps.step([("a", 5), ("b", 0), ("c", 5)], 5),
            ["c".to_owned()].into(),
            "b may have grown before: a is held with it"
        );
        assert_eq!(steps.step([("a", 0), ("b", 5), ("c", 0)], 5), ["a", "b", "c"].map(str::to_owned).into());
    }

    #[test]
    fn who_changes_sides_leaves_one_and_joins_the_other() {
        for (shown, now, may) in [
            (&[0, 0, 1][..], &[0, 0, 1][..], true),
            (&[0, 0, 1], &[0, 0, 1, 1], false),
            (&[0, 0, 1], &[0, 0, 1, 1, 1], true),
            (&[0, 0, 1], &[0, 1, 1], false),
            (&[0, 0, 1], &[1, 1, 0], true),
            (&[], &[0, 0, 1], false),
        ] {
            assert_eq!(may_be_shown_anew(shown, now, 2), may, "{shown:?} {now:?}");
        }
    }

    /// Tables at random: for each two moments what is found is reckoned anew, from every ballot.
    #[test]
    fn nobody_finds_few() {
        let mut state = 42_u64;
        let mut below = move |end: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % end
        };
        let (mut went, mut held) = (0, 0);
        for _ in 0..300 {
            let (levels, least) = (2 + below(6), 2 + below(5));
            let names: Vec<String> = (0..levels).map(|level| level.to_string()).collect();
            let hidden = below(3) == 0;
            let mut steps = if hidden { Steps::forgotten() } else { Steps::new() };
            // Ballots of each moment by level, those that are not known first; the moments at which each level was shown.
            let mut gains: Vec<Vec<u64>> = Vec::new();
            let mut shown: Vec<Vec<usize>> = vec![vec![0]; names.len()];
            if hidden {
                gains.push(names.iter().map(|_| below(least)).collect());
            }
            for _ in 0..25 {
                let mut gain: Vec<u64> =
                    names.iter().map(|_| if below(2) == 0 { 0 } else { below(2 * least) }).collect();
                let whole: u64 = gain.iter().sum();
                gain[0] += least.saturating_sub(whole);
                let moved = steps.step(names.iter().map(String::as_str).zip(gain.iter().copied()), least);
                gains.push(gain);
                for (level, name) in names.iter().enumerate() {
                    let came = |from: usize, to: usize| gains[from..to].iter().map(|gain| gain[level]).sum::<u64>();
                    if moved.contains(name) {
                        let gained = came(*shown[level].last().unwrap(), gains.len());
                        assert!(gained == 0 || gained >= least, "{gained} of {least}");
                        shown[level].push(gains.len());
                        went += 1;
                    } else {
                        held += 1;
                    }
                }
                let to = gains.len();
                // What a program that ended showed is of the beginning; its end was no moment.
                for from in (0..to).filter(|from| !hidden || *from != 1) {
                    let found: u64 = (0..names.len())
                        .map(|level| {
                            let all: u64 = gains[from..to].iter().map(|gain| gain[level]).sum();
                            let mut at = shown[level].iter().copied().filter(|at| *at >= from);
                            let begin = at.next();
                            let end = at.next_back().or(begin);
                            let covered = begin
                                .zip(end)
                                .map_or(0, |(begin, end)| gains[begin..end].iter().map(|gain| gain[level]).sum());
                            all - covered
                        })
                        .sum();
                    assert!(
                        found == 0 || found >= least,
                        "{found} of {least} from {from} to {to}: {gains:?} {shown:?}"
                    );
                }
            }
        }
        assert!(went > 5_000 && held > 5_000, "{went} moved, {held} held");
    }
}
