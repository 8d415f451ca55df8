//! How many came on which day, and never fewer than the least number: days stand together until there are so many.

use std::collections::BTreeMap;

/// Some days in a row, and how many came on them: the least number or more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Days {
    /// The first, as in 2026-11-22.
    pub(super) from: String,
    /// The last.
    pub(super) to: String,
    /// How many.
    pub(super) count: u32,
}

/// How many came, as far as it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Told {
    /// Days in their order, each group with the least number or more.
    pub(super) days: Vec<Days>,
    /// Whether there are more, on the days after these: too few to be told.
    pub(super) more: bool,
}

impl Told {
    /// The counts of single days, put together. The days at the end that are too few wait for the next ones: were they added to those before, whoever looked yesterday
    /// and looks again tomorrow would have the difference.
    pub(super) fn of(by_day: &BTreeMap<String, u32>, least: u32) -> Told {
        let mut told = Told::default();
        let mut open: Option<Days> = None;
        for (day, count) in by_day.iter().filter(|(_, count)| **count > 0) {
            let mut days = open.take().unwrap_or_else(|| Days { from: day.clone(), to: day.clone(), count: 0 });
            days.to.clone_from(day);
            days.count += count;
            if days.count >= least { told.days.push(days) } else { open = Some(days) }
        }
        told.more = open.is_some();
        told
    }

    /// How many came on the days that are told.
    pub(super) fn total(&self) -> u32 {
        self.days.iter().map(|days| days.count).sum()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn by_day(counts: &[u32]) -> BTreeMap<String, u32> {
        (1..).zip(counts).map(|(day, count)| (format!("2026-11-{day:02}"), *count)).collect()
    }

    #[test]
    fn days_stand_together_until_they_are_enough() {
        let days = |from: u32, to: u32, count| Days {
            from: format!("2026-11-{from:02}"),
            to: format!("2026-11-{to:02}"),
            count,
        };
        for (counts, told, more) in [
            (&[][..], vec![], false),
            (&[7, 5], vec![days(1, 1, 7), days(2, 2, 5)], false),
            (&[2, 2, 2, 9], vec![days(1, 3, 6), days(4, 4, 9)], false),
            (&[9, 0, 3], vec![days(1, 1, 9)], true),
            (&[4], vec![], true),
        ] {
            assert_eq!(Told::of(&by_day(counts), 5), Told { days: told, more }, "{counts:?}");
        }
    }

    proptest! {
        #[test]
        fn what_was_told_is_never_taken_back(counts in prop::collection::vec(0u32..12, 0..20), least in 1u32..10) {
            let mut before: Vec<Days> = Vec::new();
            for length in 0..=counts.len() {
                let told = Told::of(&by_day(&counts[..length]), least);
                prop_assert!(told.days.iter().all(|days| days.count >= least));
                prop_assert!(told.days.starts_with(&before), "no difference of two looks is a smaller group");
                let all: u32 = counts[..length].iter().sum();
                prop_assert!(told.total() + least > all && told.total() <= all);
                prop_assert_eq!(told.more, told.total() < all);
                before = told.days;
            }
        }
    }
}
