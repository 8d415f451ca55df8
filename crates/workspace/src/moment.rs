//! Moments and days as people write them.

use chiso_model::{Date, Lang};

/// The moment's day in Việt Nam: `22/11/2026`.
pub fn day(us: i64, lang: Lang) -> String {
    chiso_model::day(chiso_web::day_in_viet_nam(us), lang)
}

/// The moment in Việt Nam, to a minute: `22/11/2026 07:15`.
pub fn minute(us: i64, lang: Lang) -> String {
    let at = jiff::Timestamp::from_microsecond(us).unwrap_or_default();
    let at = jiff::tz::TimeZone::fixed(jiff::tz::offset(7)).to_datetime(at);
    format!("{} {:02}:{:02}", day(us, lang), at.hour(), at.minute())
}

/// From when until when: `từ 01/01/2026 đến 31/12/2026`.
pub fn days(from: Date, to: Option<Date>, lang: Lang) -> String {
    let from = chiso_model::day(from, lang);
    match (to.map(|to| chiso_model::day(to, lang)), lang) {
        (None, Lang::Vi) => format!("từ {from}"),
        (None, Lang::En) => format!("from {from}"),
        (Some(to), Lang::Vi) => format!("từ {from} đến {to}"),
        (Some(to), Lang::En) => format!("from {from} to {to}"),
    }
}

/// The moment as machines write it (RFC 3339), to a second.
pub fn machine(us: i64) -> String {
    let at = jiff::Timestamp::from_microsecond(us.div_euclid(1_000_000).saturating_mul(1_000_000)).unwrap_or_default();
    at.to_string()
}

/// The first moment of a day in Việt Nam.
pub fn first_of(day: Date) -> i64 {
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(7));
    day.to_zoned(zone).map_or(0, |moment| moment.timestamp().as_microsecond())
}
