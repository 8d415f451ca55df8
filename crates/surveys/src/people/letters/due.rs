//! When letters are due: the invitation once ballots are taken, a reminder on each planned day.

use chiso_survey::campaign::Setup;
use chiso_web::day_in_viet_nam;
use chiso_workspace::house::moment;

const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;
/// Reminders leave at eight in the morning in Việt Nam.
const EIGHT: i64 = 8 * HOUR;

/// A letter that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Call {
    /// The invitation.
    First,
    /// A reminder.
    Again,
}

/// The moments of a campaign at which letters become due: the opening, then the planned days before the close.
pub(super) fn planned(setup: &Setup) -> Vec<i64> {
    let first_day = moment::first_of(day_in_viet_nam(setup.opens));
    let reminder = |days: &u16| first_day + i64::from(*days) * DAY + EIGHT;
    let reminders = setup.reminders.days.iter().map(reminder);
    std::iter::once(setup.opens).chain(reminders.filter(|at| (setup.opens..setup.closes).contains(at))).collect()
}

/// The last of the planned moments that have come.
pub(super) fn reached(planned: &[i64], now: i64) -> Option<i64> {
    planned.iter().copied().filter(|at| *at <= now).max()
}

/// What is due to somebody who was last written to at a moment, or never. Of several planned days that passed meanwhile, one reminder.
pub(super) fn due(reached: i64, last: Option<i64>) -> Option<Call> {
    match last {
        None => Some(Call::First),
        Some(last) if last < reached => Some(Call::Again),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_due_once_for_each_planned_moment() {
        let planned = [100, 300, 400];
        for (last, now, expected) in [
            (None, 99, None),
            (None, 100, Some(Call::First)),
            (None, 350, Some(Call::First)),
            (Some(100), 299, None),
            (Some(100), 300, Some(Call::Again)),
            (Some(300), 399, None),
            (Some(100), 500, Some(Call::Again)),
            (Some(350), 399, None),
            (Some(400), 9_000, None),
        ] {
            assert_eq!(reached(&planned, now).and_then(|at| due(at, last)), expected, "{last:?} {now}");
        }
        assert_eq!(reached(&[], 5), None);
    }
}
