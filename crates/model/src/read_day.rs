//! A day as people type it.

use crate::Date;

/// Reads `21/11/2026`, `21-11-2026`, `21.11.2026`, with or without zeros in front, and `2026-11-21`. `None` where there is no such day.
pub fn read_day(text: &str) -> Option<Date> {
    let mut parts = text.trim().split(['/', '-', '.']).map(str::trim);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || [first, second, third].iter().any(|part| !part.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let (year, month, day) = if first.len() == 4 { (first, second, third) } else { (third, second, first) };
    if year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        for (text, day) in [
            ("21/11/2026", Some((2026, 11, 21))),
            (" 1/2/2024 ", Some((2024, 2, 1))),
            ("01-02-2024", Some((2024, 2, 1))),
            ("1.7.2025", Some((2025, 7, 1))),
            ("2026-11-21", Some((2026, 11, 21))),
            ("31/2/2024", None),
            ("11/21/2026", None),
            ("1/2/24", None),
            ("1/2", None),
            ("1/2/2024/5", None),
            ("một/2/2024", None),
            ("", None),
        ] {
            let wanted = day.map(|(year, month, day)| Date::constant(year, month, day));
            assert_eq!(read_day(text), wanted, "{text}");
        }
    }
}
