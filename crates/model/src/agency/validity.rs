//! From which day to which day something holds.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Lang, day};

/// The days on which something holds, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Validity {
    /// First day; none when it held before all our data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Last day; none while it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

impl Validity {
    /// Every day.
    pub const ALWAYS: Validity = Validity { from: None, to: None };

    /// Between two days, both included.
    pub const fn new(from: Option<Date>, to: Option<Date>) -> Validity {
        Validity { from, to }
    }

    /// From a day on.
    pub const fn since(day: Date) -> Validity {
        Validity { from: Some(day), to: None }
    }

    /// Up to a day, that day included.
    pub const fn until(day: Date) -> Validity {
        Validity { from: None, to: Some(day) }
    }

    /// The first day; the earliest of the calendar where there is none.
    pub fn first(self) -> Date {
        self.from.unwrap_or(Date::MIN)
    }

    /// The last day; the latest of the calendar where there is none.
    pub fn last(self) -> Date {
        self.to.unwrap_or(Date::MAX)
    }

    /// True on a day within.
    pub fn contains(self, day: Date) -> bool {
        self.first() <= day && day <= self.last()
    }

    /// True when it ends before it begins.
    pub fn is_empty(self) -> bool {
        self.last() < self.first()
    }

    /// The days in both.
    pub fn overlap(self, other: Validity) -> Option<Validity> {
        let from = self.from.max(other.from);
        let to = match (self.to, other.to) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Some(Validity { from, to }).filter(|both| !both.is_empty())
    }

    /// True when every day of the other is one of these.
    pub fn covers(self, other: Validity) -> bool {
        other.is_empty() || (self.first() <= other.first() && other.last() <= self.last())
    }

    /// In words: `từ 01/07/2025`, `đến 30/06/2025`, `từ … đến …`; `mọi ngày` where there is neither.
    pub fn text(self, lang: Lang) -> String {
        match (self.from.map(|d| day(d, lang)), self.to.map(|d| day(d, lang)), lang) {
            (None, None, _) => lang.pick("mọi ngày", "at all times").to_owned(),
            (Some(from), None, Lang::Vi) => format!("từ {from}"),
            (Some(from), None, Lang::En) => format!("from {from}"),
            (None, Some(to), Lang::Vi) => format!("đến {to}"),
            (None, Some(to), Lang::En) => format!("until {to}"),
            (Some(from), Some(to), Lang::Vi) => format!("từ {from} đến {to}"),
            (Some(from), Some(to), Lang::En) => format!("from {from} to {to}"),
        }
    }
}

/// Something that holds on some days.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Dated<T> {
    /// What holds.
    pub value: T,
    /// When.
    #[serde(default)]
    pub valid: Validity,
}

impl<T> Dated<T> {
    /// Holds on these days.
    pub const fn new(value: T, valid: Validity) -> Dated<T> {
        Dated { value, valid }
    }

    /// Holds on every day.
    pub const fn always(value: T) -> Dated<T> {
        Dated { value, valid: Validity::ALWAYS }
    }

    /// What of a list holds on a day; the first where several do.
    pub fn on(list: &[Dated<T>], day: Date) -> Option<&T> {
        list.iter().find(|dated| dated.valid.contains(day)).map(|dated| &dated.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_are_included() {
        let (june, july) = (Date::constant(2025, 6, 30), Date::constant(2025, 7, 1));
        let (before, after) = (Validity::until(june), Validity::since(july));
        assert!(before.contains(june) && !before.contains(july) && after.contains(july) && !after.contains(june));
        assert_eq!(before.overlap(after), None);
        assert_eq!(Validity::ALWAYS.overlap(after), Some(after));
        assert_eq!(Validity::until(july).overlap(after), Some(Validity::new(Some(july), Some(july))));
        assert!(Validity::new(Some(july), Some(june)).is_empty());
        assert!(Validity::ALWAYS.covers(before) && !before.covers(Validity::ALWAYS));
        assert_eq!(after.text(Lang::Vi), "từ 01/07/2025");
        assert_eq!(before.text(Lang::En), "until 30 June 2025");
    }
}
