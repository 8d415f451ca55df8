//! Numbers, days and periods as they are printed in a Vietnamese official document.

use chiso_model::{Date, Lang, Missing, Period, Rounding, RoundingMode, Text, decimal};
use chiso_round::Mark;

/// Most decimals of points: what a ratio earns has many.
const MOST: u8 = 4;

/// A number with so many decimals. Between thousands stands a space that does not break and that every typeface has.
pub(crate) fn figure(value: f64, digits: u8) -> String {
    decimal(Rounding { digits, mode: RoundingMode::HalfUp }.round(value), digits, Lang::Vi)
        .replace('\u{202f}', "\u{a0}")
}

/// Decimals of points: at least as many as totals are printed with, and more where they are needed.
pub(crate) fn decimals(value: f64, least: u8) -> u8 {
    let enough = |digits: &u8| {
        let rounded = |digits: u8| Rounding { digits, mode: RoundingMode::HalfUp }.round(value);
        rounded(*digits) == rounded(MOST.max(least))
    };
    (least..MOST).find(enough).unwrap_or(MOST.max(least))
}

/// Points of a criterion.
pub(crate) fn points(value: f64, least: u8) -> String {
    figure(value, decimals(value, least))
}

/// A number that was declared: all its decimals, up to six.
pub(crate) fn number(value: f64) -> String {
    let shortest = chiso_model::shortest(value);
    let digits = shortest.split_once('.').map_or(0, |(_, decimals)| decimals.len().min(6));
    figure(value, u8::try_from(digits).unwrap_or(6))
}

/// Points, or why there are none.
pub(crate) fn points_or_words(mark: Mark, least: u8) -> String {
    mark.0.get().map_or_else(|kind| words(kind).vi, |value| points(value, least))
}

/// What a kind of missing value is called.
pub(crate) fn words(kind: Missing) -> Text {
    match kind {
        Missing::Blank => Text::new("Chưa kê khai", "Not declared"),
        Missing::NotApplicable => Text::new("Không áp dụng", "Not applicable"),
        Missing::Abstained => Text::new("Không cho ý kiến", "Abstained"),
        Missing::Withheld => Text::new("Không công bố", "Withheld"),
        Missing::NotComputable => Text::new("Không tính được", "Not computable"),
    }
}

/// A change, with its sign: `+1,39`, `−0,02`, `0,00`.
pub(crate) fn change(value: f64, digits: u8) -> String {
    let text = figure(value, digits);
    if value > 0.0 { format!("+{text}") } else { text }
}

/// A day in a sentence: “ngày 05 tháng 02 năm 2025”. Days under 10 and the months 1 and 2 have a zero before (Phụ lục I).
pub(crate) fn long_day(day: Date) -> String {
    let month = if day.month() < 3 { format!("{:02}", day.month()) } else { day.month().to_string() };
    format!("ngày {:02} tháng {month} năm {:04}", day.day(), day.year())
}

/// A day in a table: `05/02/2025`.
pub(crate) fn short_day(day: Date) -> String {
    chiso_model::day(day, Lang::Vi)
}

/// The day of a recorded moment, microseconds since 1970, in Việt Nam.
pub(crate) fn day_of(at: i64) -> Option<Date> {
    let moment = jiff::Timestamp::from_microsecond(at).ok()?;
    Some(jiff::tz::offset(7).to_datetime(moment).date())
}

/// A period in a sentence: “năm 2024”, “quý III năm 2024”, “tháng 9 năm 2024”.
pub(crate) fn period(period: Period) -> String {
    const QUARTERS: [(&str, &str); 4] = [("Q1", "I"), ("Q2", "II"), ("Q3", "III"), ("Q4", "IV")];
    let written = period.to_string();
    match written.split_once('-') {
        None => format!("năm {written}"),
        Some((year, part)) => match QUARTERS.into_iter().find(|(id, _)| *id == part) {
            Some((_, quarter)) => format!("quý {quarter} năm {year}"),
            None => format!("tháng {} năm {year}", part.trim_start_matches('0')),
        },
    }
}

/// Numbers of annexes and parts.
pub(crate) fn roman(number: usize) -> &'static str {
    ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"].get(number.saturating_sub(1)).copied().unwrap_or("")
}

/// The first letter small, where the word is no name in capitals: a title within a sentence.
pub(crate) fn within(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

/// A text without blanks at its ends.
pub(crate) fn sentence(text: &str) -> &str {
    text.trim().trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_have_the_decimals_they_need() {
        for (value, wanted) in
            [(0.5, "0,50"), (0.125, "0,125"), (5.0 / 6.0, "0,8333"), (-0.25, "−0,25"), (12.0, "12,00")]
        {
            assert_eq!(points(value, 2), wanted);
        }
    }

    #[test]
    fn numbers_keep_what_was_declared() {
        for (value, wanted) in
            [(45.0, "45"), (12.5, "12,5"), (1_234_567.25, "1\u{a0}234\u{a0}567,25"), (1e-9, "0,000000")]
        {
            assert_eq!(number(value), wanted);
        }
    }

    #[test]
    fn days_and_periods_are_written_as_the_decree_says() {
        for (day, wanted) in [
            (Date::constant(2025, 2, 5), "ngày 05 tháng 02 năm 2025"),
            (Date::constant(2025, 3, 15), "ngày 15 tháng 3 năm 2025"),
            (Date::constant(2025, 12, 1), "ngày 01 tháng 12 năm 2025"),
        ] {
            assert_eq!(long_day(day), wanted);
        }
        for (text, wanted) in [("2024", "năm 2024"), ("2024-Q3", "quý III năm 2024"), ("2024-09", "tháng 9 năm 2024")]
        {
            assert_eq!(period(text.parse().unwrap()), wanted);
        }
    }

    #[test]
    fn the_day_is_that_of_viet_nam() {
        // 2025-02-14 17:00 UTC is midnight of the 15th in Hà Nội.
        assert_eq!(day_of(1_739_552_400_000_000), Some(Date::constant(2025, 2, 15)));
        assert_eq!(day_of(1_739_552_399_999_999), Some(Date::constant(2025, 2, 14)));
    }
}
