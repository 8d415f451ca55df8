//! How long a text of the forms may be, and how far ahead a day: as in files that are taken in.

use chiso_model::{Date, Text};
use chiso_web::Fields;

use crate::refusal::Refusal;

/// Most characters of a name.
pub(super) const NAME: usize = 300;
/// Most characters of a decision's number and date.
pub(super) const DECISION: usize = 200;
/// Most characters of a note or a reason.
pub(super) const NOTE: usize = 2_000;
/// Most characters of a code.
pub(super) const CODE: usize = 60;

/// Years from today in which a change may be entered before it comes.
const YEARS_AHEAD: i16 = 5;

/// Every field with text, and the most characters it takes.
const FIELDS: &[(&str, usize)] = &[
    ("name", NAME),
    ("name_en", NAME),
    ("alias", NAME),
    ("name1", NAME),
    ("name2", NAME),
    ("name3", NAME),
    ("name4", NAME),
    ("name5", NAME),
    ("name6", NAME),
    ("name_en1", NAME),
    ("name_en2", NAME),
    ("name_en3", NAME),
    ("name_en4", NAME),
    ("name_en5", NAME),
    ("name_en6", NAME),
    ("code", CODE),
    ("gso", CODE),
    ("h26", CODE),
    ("local", CODE),
    ("gso1", CODE),
    ("gso2", CODE),
    ("gso3", CODE),
    ("gso4", CODE),
    ("gso5", CODE),
    ("gso6", CODE),
    ("decision", DECISION),
    ("note", NOTE),
    ("reason", NOTE),
];

/// Refuses a form with a text that is too long; each such field is named.
pub(super) fn measured(fields: &Fields) -> Result<(), Refusal> {
    let long = FIELDS.iter().filter_map(|(name, most)| {
        let count = fields.get(name).chars().count();
        let told = Text::new(
            format!("Nhiều nhất {most} ký tự; nội dung này có {count}. Hãy rút ngắn."),
            format!("At most {most} characters; this has {count}. Shorten it."),
        );
        (count > *most).then_some((*name, told))
    });
    let long: Vec<_> = long.collect();
    if long.is_empty() { Ok(()) } else { Err(Refusal::Fields(long)) }
}

/// A day, where it is not so far ahead that it must be a slip.
pub(super) fn not_far_ahead(day: Date, name: &'static str, today: Date) -> Result<Date, Refusal> {
    let last = Date::new(today.year().saturating_add(YEARS_AHEAD), today.month(), today.day().min(28)).unwrap_or(today);
    if day <= last {
        return Ok(day);
    }
    Err(Refusal::field(
        name,
        "Ngày cách hôm nay hơn 5 năm. Hãy kiểm tra lại năm.",
        "The day is more than 5 years ahead. Check the year.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_have_a_length_and_days_an_end() {
        for (name, count, taken) in [
            ("name", 300, true),
            ("name", 301, false),
            ("name_en6", 301, false),
            ("decision", 201, false),
            ("note", 2_000, true),
            ("note", 2_001, false),
            ("reason", 2_001, false),
        ] {
            let fields = Fields(vec![(name.to_owned(), "ệ".repeat(count))]);
            assert_eq!(measured(&fields).is_ok(), taken, "{name} {count}");
        }
        let today = Date::constant(2026, 11, 22);
        for (day, taken) in
            [((2031, 11, 22), true), ((2031, 11, 23), false), ((1945, 9, 2), true), ((2205, 7, 1), false)]
        {
            let day = Date::constant(day.0, day.1, day.2);
            assert_eq!(not_far_ahead(day, "day", today).is_ok(), taken, "{day}");
        }
    }
}
