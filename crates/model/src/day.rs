//! A day as people write it.

use jiff::civil::Date;

use crate::Lang;

/// A day: `21/11/2026` in Vietnamese, `21 November 2026` in English.
pub fn day(date: Date, lang: Lang) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    match lang {
        Lang::Vi => format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year()),
        Lang::En => {
            let month = usize::try_from(date.month() - 1).ok().and_then(|m| MONTHS.get(m)).unwrap_or(&"");
            format!("{} {month} {}", date.day(), date.year())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_own_form() {
        let date = Date::constant(2024, 4, 6);
        assert_eq!((day(date, Lang::Vi).as_str(), day(date, Lang::En).as_str()), ("06/04/2024", "6 April 2024"));
    }
}
