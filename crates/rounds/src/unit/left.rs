//! How much time is left, in words.

use chiso_model::Lang;
use chiso_round::{Assessment, Deadline, HOME_ZONE, Phase, Round};
use chiso_web::parts::Status;

use crate::words::{say, say_with};

/// Microseconds of a minute.
const MINUTE: i64 = 60_000_000;
/// What is due within three days is due soon.
const SOON: i64 = 3 * 24 * 60 * MINUTE;

/// How much time is left until a deadline: “còn 3 ngày 4 giờ”, or that it is over.
pub(crate) fn left(deadline: &Deadline, now: i64, lang: Lang) -> String {
    let Some(minutes) = minutes_left(deadline, now) else { return say(lang, "unit-left-over") };
    let (days, hours, rest) = (minutes / (24 * 60), minutes / 60 % 24, minutes % 60);
    match (days, hours) {
        (0, 0) => say_with(lang, "unit-left-minutes", &[("minutes", rest.into())]),
        (0, hours) => say_with(lang, "unit-left-hours", &[("hours", hours.into()), ("minutes", rest.into())]),
        (days, hours) => say_with(lang, "unit-left-days", &[("days", days.into()), ("hours", hours.into())]),
    }
}

/// Whole minutes until a deadline; none once it is over.
fn minutes_left(deadline: &Deadline, now: i64) -> Option<i64> {
    let left = deadline.moment().ok()? - now;
    (left > 0).then_some(left / MINUTE)
}

/// A deadline as it is announced: time, day and, abroad, the zone.
pub(crate) fn announced(deadline: &Deadline, lang: Lang) -> String {
    let zone = if deadline.zone == HOME_ZONE { say(lang, "unit-home-zone") } else { deadline.zone.clone() };
    let values = [
        ("clock", deadline.clock().into()),
        ("day", chiso_model::day(deadline.day, lang).into()),
        ("zone", zone.into()),
    ];
    say_with(lang, "unit-deadline", &values)
}

/// How urgent a deadline is.
pub(crate) fn urgency(deadline: &Deadline, now: i64) -> Status {
    match deadline.moment() {
        Ok(moment) if moment > now + SOON => Status::Open,
        Ok(moment) if moment > now => Status::DueSoon,
        _ => Status::Overdue,
    }
}

/// The next deadline of a unit: of what was reopened for it, of its self-assessment, of its explanation.
pub(super) fn next<'a>(round: &'a Round, assessment: &'a Assessment, now: i64) -> Option<&'a Deadline> {
    let reopened = assessment.items.values().filter_map(|item| item.reopened.as_ref());
    let first = reopened
        .map(|reopened| &reopened.until)
        .filter(|until| !until.is_over(now))
        .min_by_key(|until| until.moment().ok());
    first.or_else(|| match round.phase {
        Phase::SelfAssessment if !assessment.is_submitted() => round.deadline(Phase::SelfAssessment),
        Phase::Explanation
            if assessment.explained.is_none() && assessment.items.values().any(|item| item.asked().is_some()) =>
        {
            round.deadline(Phase::Explanation)
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use chiso_model::Date;

    use super::*;

    #[test]
    fn time_left_is_told_in_its_two_largest_parts() {
        let deadline = Deadline::at(Date::constant(2026, 11, 22), 17, 0);
        let end = deadline.moment().unwrap_or_default();
        for (before, vi, en) in [
            (3 * 24 * 60 * MINUTE + 4 * 60 * MINUTE, "còn 3 ngày 4 giờ", "3 days 4 hours left"),
            (24 * 60 * MINUTE, "còn 1 ngày 0 giờ", "1 day 0 hours left"),
            (90 * MINUTE, "còn 1 giờ 30 phút", "1 hour 30 minutes left"),
            (1, "còn 0 phút", "0 minutes left"),
            (0, "đã hết hạn", "the deadline is over"),
            (-MINUTE, "đã hết hạn", "the deadline is over"),
        ] {
            assert_eq!(
                (left(&deadline, end - before, Lang::Vi), left(&deadline, end - before, Lang::En)),
                (vi.to_owned(), en.to_owned())
            );
        }
        assert_eq!(urgency(&deadline, end), Status::Overdue);
        assert_eq!(urgency(&deadline, end - 1), Status::DueSoon);
        assert_eq!(urgency(&deadline, end - SOON - 1), Status::Open);
        assert_eq!(announced(&deadline, Lang::Vi), "17:00 ngày 22/11/2026 (giờ Việt Nam)");
    }
}
