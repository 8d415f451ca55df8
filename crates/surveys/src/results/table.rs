//! A table of the board, and of which moment each of its levels is shown: [`chiso_survey::steps`] with what was said of each level.

use std::collections::BTreeMap;

use chiso_estimate::Factor;
use chiso_survey::steps::{Steps as Moments, may_be_shown_anew};

use super::shown::{Pace, Steps};
use super::told::Told;

/// The parts of the ballots: a name for each, and for each ballot the part that it is of.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Parts {
    pub(super) names: Vec<String>,
    pub(super) codes: Vec<u32>,
}

impl Parts {
    /// The levels of a factor, then all ballots that are of none.
    pub(super) fn of(factor: &Factor) -> Parts {
        let none = u32::try_from(factor.levels.len()).unwrap_or(u32::MAX);
        let mut names = factor.levels.clone();
        // No level is called so.
        names.push("\0".to_owned());
        Parts { names, codes: factor.codes.iter().map(|code| (*code).min(none)).collect() }
    }

    /// Those that are, and those that are not.
    pub(super) fn two(are: impl Iterator<Item = bool>) -> Parts {
        Parts { names: vec!["0".to_owned(), "1".to_owned()], codes: are.map(u32::from).collect() }
    }

    /// How many of the first so many ballots each part has.
    pub(super) fn counts(&self, first: u64) -> Vec<u64> {
        let mut counts = vec![0; self.names.len()];
        for code in self.codes.iter().take(usize::try_from(first).unwrap_or(usize::MAX)) {
            if let Some(count) = counts.get_mut(*code as usize) {
                *count += 1;
            }
        }
        counts
    }
}

/// A table whose levels ballots do not leave.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table<T> {
    moments: Moments,
    /// Ballots of each level at the last moment.
    had: BTreeMap<String, u64>,
    /// What is said of each level since it last moved, with its count.
    said: BTreeMap<String, (Told, T)>,
}

impl<T: Clone + Default> Table<T> {
    /// A table that nobody has seen; `had` is what each level had when a program that ended may have shown it, where there was one.
    pub(super) fn new(had: Option<BTreeMap<String, u64>>) -> Table<T> {
        let moments = if had.is_some() { Moments::forgotten() } else { Moments::new() };
        Table { moments, had: had.unwrap_or_default(), said: BTreeMap::new() }
    }

    /// A moment: how many ballots each level has, and its count as far as that is told. Whether all levels are shown as of now.
    ///
    /// # Errors
    /// Why nothing can be said of the levels: then all stay as they are.
    pub(super) fn step<E>(
        &mut self,
        names: &[String],
        counts: &[u64],
        told: &[Told],
        pace: Pace,
        say: impl FnOnce() -> Result<Vec<T>, E>,
    ) -> Result<bool, E> {
        let mut moments = self.moments.clone();
        let gained = names
            .iter()
            .zip(counts)
            .map(|(name, count)| (name.as_str(), count.saturating_sub(self.had.get(name).copied().unwrap_or(0))));
        let moved = moments.step(gained, pace.least);
        let goes = |name: &String| !pace.open || moved.contains(name);
        if names.iter().any(goes) {
            let mut figures = say()?.into_iter();
            for (name, told) in names.iter().zip(told) {
                let figure = figures.next().unwrap_or_default();
                if goes(name) {
                    self.said.insert(name.clone(), (*told, figure));
                }
            }
        }
        let all = names.iter().all(goes);
        self.had = names.iter().cloned().zip(counts.iter().copied()).collect();
        self.moments = moments;
        Ok(all)
    }

    /// The counts as they are shown: those told when the level last moved, and told still.
    pub(super) fn counts(&self, names: &[String], told: &[Told]) -> Vec<Told> {
        let shown = |(name, told): (&String, &Told)| {
            self.said.get(name).and_then(|(count, _)| *count).and_then(|count| told.map(|_| count))
        };
        names.iter().zip(told).map(shown).collect()
    }

    /// What is said of each level.
    pub(super) fn steps(&self, names: &[String]) -> Steps<T> {
        if self.said.values().all(|(count, _)| count.is_none_or(|count| count == 0)) {
            return Steps::default();
        }
        let said = |name: &String| self.said.get(name).cloned().unwrap_or_default();
        let (told, figures): (Vec<Told>, Vec<T>) = names.iter().map(said).unzip();
        Steps { ballots: told.into_iter().map(Option::unwrap_or_default).collect(), figures }
    }
}

/// What is shown of partitions whose ballots can change sides: all of it anew, or as it was.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sides<T> {
    /// The side of each ballot in each of the partitions, when it was shown.
    shown: Option<Vec<Vec<u32>>>,
    /// Of so many first ballots a program that ended may have shown something.
    forgotten: usize,
    said: T,
}

impl<T: Clone + Default> Sides<T> {
    pub(super) fn new(forgotten: Option<u64>) -> Sides<T> {
        let forgotten = forgotten.and_then(|many| usize::try_from(many).ok()).unwrap_or(0);
        Sides { shown: None, forgotten, said: T::default() }
    }

    /// Shows it anew where that may be. Whether it is.
    pub(super) fn step(&mut self, now: Vec<Vec<u32>>, pace: Pace, say: impl FnOnce() -> T) -> bool {
        let may = |(number, sides): (usize, &Vec<u32>)| match &self.shown {
            Some(shown) => may_be_shown_anew(shown.get(number).map_or(&[][..], Vec::as_slice), sides, pace.least),
            // Enough that are new on every side are enough that changed, whatever was shown.
            None if self.forgotten > 0 => {
                let new = sides.get(self.forgotten..).unwrap_or_default();
                let enough = |side: &u32| new.iter().filter(|own| *own == side).count() as u64 >= pace.least;
                may_be_shown_anew(&[], new, pace.least)
                    && sides.iter().collect::<std::collections::BTreeSet<_>>().into_iter().all(enough)
            }
            None => true,
        };
        let moves = !pace.open || now.iter().enumerate().all(may);
        if moves {
            self.said = say();
            self.shown = Some(now);
        }
        moves
    }

    /// The same where sides are numbered anew, and what is said of them with them.
    pub(super) fn renumbered(&mut self, side: impl Fn(u32) -> u32, said: impl FnOnce(&T) -> T) {
        self.shown.iter_mut().flatten().flatten().for_each(|own| *own = side(*own));
        self.said = said(&self.said);
    }

    pub(super) fn said(&self) -> &T {
        &self.said
    }

    /// Whether anything was shown.
    pub(super) fn is_shown(&self) -> bool {
        self.shown.is_some()
    }
}
