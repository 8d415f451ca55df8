//! The setup of a survey as a form, and what was entered as a setup.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use chiso_model::{Lang, Text};
use chiso_survey::campaign::{Mode, Reminders, Setup, SetupProblem};
use chiso_web::Fields;
use chiso_web::parts::{Choice, Field, Form, read_clock, read_day};
use chiso_workspace::house::moment;

use crate::words::say;

/// Years that a survey can be about.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2100;
/// The last day after the opening on which somebody is reminded.
const LAST_REMINDER: u16 = 365;
/// The most that can be entered for each number.
const MOST: [(&str, u32); 3] = [("least", 1_000), ("between", 1_000_000), ("per_minute", 10_000)];

const MINUTE: i64 = 60_000_000;

/// Fields, and what is wrong with each.
pub(super) type Wrong = Vec<(&'static str, Text)>;

/// How a way to give a ballot is sent.
pub(super) const fn id_of(mode: Mode) -> &'static str {
    match mode {
        Mode::Own => "own",
        Mode::Interview => "interview",
        Mode::Paper => "paper",
        Mode::Phone => "phone",
    }
}

/// What a way to give a ballot is called.
pub(crate) fn mode_title(mode: Mode, lang: Lang) -> String {
    say(
        lang,
        match mode {
            Mode::Own => "mode-own",
            Mode::Interview => "mode-interview",
            Mode::Paper => "mode-paper",
            Mode::Phone => "mode-phone",
        },
    )
}

/// The form with the fields of a setup; `owner` is the field for the agency.
pub(super) fn with_fields(form: Form, lang: Lang, owner: Field, setup: &Setup) -> Form {
    let line =
        |name: &'static str, key: &str, value: &str| Field::text(lang, name, say(lang, key)).limit(300).value(value);
    let area = |name: &'static str, key: &str, rows: u8, value: &str| {
        Field::area(lang, name, say(lang, key), rows).limit(8_000).value(value)
    };
    let number = |name: &'static str, key: &str, unit: &str, value: u32| {
        Field::number(lang, name, say(lang, key), say(lang, unit)).value(value.to_string()).short()
    };
    let en = |text: &Text| text.en.clone().unwrap_or_default();
    let days: Vec<String> = setup.reminders.days.iter().map(u16::to_string).collect();
    let modes =
        Mode::ALL.map(|mode| Choice::new(id_of(mode), mode_title(mode, lang)).chosen(setup.modes.contains(&mode)));
    let [opens_day, opens_time] =
        moment_fields(lang, ("opens_day", "opens_time"), ("setup-opens-day", "setup-opens-time"), setup.opens);
    let [closes_day, closes_time] =
        moment_fields(lang, ("closes_day", "closes_time"), ("setup-closes-day", "setup-closes-time"), setup.closes);
    let year = Field::number(lang, "year", say(lang, "setup-year"), "").hint(say(lang, "setup-year-hint"));
    form.field(line("title_vi", "setup-title-vi", &setup.title.vi).hint(say(lang, "setup-title-hint")))
        .field(line("title_en", "setup-title-en", &en(&setup.title)).optional())
        .field(owner)
        .field(year.value(setup.year.to_string()).short())
        .section(say(lang, "setup-calendar"), say(lang, "setup-calendar-hint"))
        .field(opens_day)
        .field(opens_time)
        .field(closes_day)
        .field(closes_time)
        .section(say(lang, "setup-ways"), "")
        .field(Field::boxes(lang, "modes", say(lang, "setup-modes"), modes.into()))
        .field(
            Field::single_box(lang, "keep_place", say(lang, "setup-keep-place"), setup.keep_place)
                .hint(say(lang, "setup-keep-place-hint")),
        )
        .section(say(lang, "setup-secrecy"), say(lang, "setup-secrecy-hint"))
        .field(number("least", "setup-least", "setup-unit-ballots", setup.least).hint(say(lang, "setup-least-hint")))
        .field(
            number("between", "setup-between", "setup-unit-ballots", setup.between)
                .hint(say(lang, "setup-between-hint")),
        )
        .section(say(lang, "setup-letters"), say(lang, "setup-letters-hint"))
        .field(area("letter_vi", "setup-letter-vi", 10, &setup.letter.vi))
        .field(area("letter_en", "setup-letter-en", 10, &en(&setup.letter)).optional())
        .field(
            number("per_minute", "setup-per-minute", "setup-unit-letters", setup.per_minute)
                .hint(say(lang, "setup-per-minute-hint")),
        )
        .field(
            Field::text(lang, "reminders", say(lang, "setup-reminders"))
                .hint(say(lang, "setup-reminders-hint"))
                .value(days.join(", "))
                .short()
                .optional(),
        )
        .section(say(lang, "setup-sms"), say(lang, "setup-sms-hint"))
        .field(area("sms_vi", "setup-sms-vi", 3, &setup.sms.vi).hint(say(lang, "setup-sms-vi-hint")).optional())
        .field(area("sms_en", "setup-sms-en", 3, &en(&setup.sms)).optional())
        .section(say(lang, "setup-thanks"), say(lang, "setup-thanks-hint"))
        .field(area("thanks_vi", "setup-thanks-vi", 3, &setup.thanks.vi))
        .field(area("thanks_en", "setup-thanks-en", 3, &en(&setup.thanks)).optional())
}

/// The two fields of a moment in Việt Nam: day and time, by their names and the keys of their labels.
pub(super) fn moment_fields(
    lang: Lang,
    (day, time): (&'static str, &'static str),
    (day_label, time_label): (&str, &str),
    at: i64,
) -> [Field; 2] {
    let written = moment::minute(at, Lang::Vi);
    let (on, clock) = written.split_once(' ').unwrap_or((&written, ""));
    [
        Field::day(lang, day, say(lang, day_label)).value(on),
        Field::text(lang, time, say(lang, time_label)).hint(say(lang, "setup-time-hint")).value(clock).short(),
    ]
}

/// Reads a moment in Việt Nam from two fields, microseconds since 1970.
///
/// # Errors
/// What is no day and no time, beside its field.
pub(super) fn read_moment(fields: &Fields, day: &'static str, time: &'static str) -> Result<i64, Wrong> {
    match (read_day(fields.get(day)), read_clock(fields.get(time))) {
        (Some(day), Some(minute)) => Ok(moment::first_of(day) + i64::from(minute) * MINUTE),
        (on, clock) => {
            let no_day = Text::new(
                "Hãy nhập một ngày trong lịch, ví dụ 31/03/2027.",
                "Enter a day of the calendar, for example 31/03/2027.",
            );
            let no_time = Text::new(
                "Hãy nhập giờ và phút từ 00:00 đến 24:00, ví dụ 17:00.",
                "Enter hours and minutes from 00:00 to 24:00, for example 17:00.",
            );
            let wrong = [(on.is_none(), (day, no_day)), (clock.is_none(), (time, no_time))];
            Err(wrong.into_iter().filter(|(is_wrong, _)| *is_wrong).map(|(_, told)| told).collect())
        }
    }
}

/// Reads what was entered; what the form does not ask for stays as it was before. A questionnaire and a letter may still be missing.
///
/// # Errors
/// What is wrong, field by field. `owners` are the agencies that may be chosen, `now` is the moment, microseconds since 1970.
pub(super) fn read(fields: &Fields, owners: &[Choice], before: &Setup, now: i64) -> Result<Setup, Wrong> {
    let mut wrong = Wrong::new();
    let mut keep = |found: Result<i64, Wrong>| found.map_err(|found| wrong.extend(found)).unwrap_or_default();
    let opens = keep(read_moment(fields, "opens_day", "opens_time"));
    let closes = keep(read_moment(fields, "closes_day", "closes_time"));
    let no_moment = !wrong.is_empty();
    let mut number = |name: &'static str| {
        let (_, most) = MOST.into_iter().find(|(known, _)| *known == name).unwrap_or((name, u32::MAX));
        let found = fields.get(name).parse::<u32>().ok().filter(|number| *number <= most);
        if found.is_none() {
            wrong.push((
                name,
                Text::new(
                    format!("Hãy nhập một số nguyên không quá {most}, viết liền các chữ số."),
                    format!("Enter a whole number up to {most}, digits only."),
                ),
            ));
        }
        found
    };
    let (least, between, per_minute) = (number("least"), number("between"), number("per_minute"));
    let year = fields.get("year").parse::<i16>().ok().filter(|year| YEARS.contains(year));
    if year.is_none() {
        wrong.push((
            "year",
            Text::new("Hãy nhập năm, ví dụ 2026.", "Enter the year with four digits, for example 2026."),
        ));
    }
    let owner = fields.get("owner").to_owned();
    if !owners.iter().any(|choice| choice.id == owner) {
        wrong.push((
            "owner",
            Text::new(
                "Hãy chọn cơ quan mà quý vị được tổ chức khảo sát.",
                "Choose an agency for which you may run surveys.",
            ),
        ));
    }
    let days = read_days(fields.get("reminders"));
    if days.is_none() {
        wrong.push((
            "reminders",
            Text::new(
                format!("Hãy nhập các số ngày từ 1 đến {LAST_REMINDER}, cách nhau bằng dấu phẩy, ví dụ 3, 7, 14."),
                format!(
                    "Enter numbers of days from 1 to {LAST_REMINDER}, with commas between them, for example 3, 7, 14."
                ),
            ),
        ));
    }
    let setup = Setup {
        title: text(fields, "title_vi", "title_en"),
        owner,
        year: year.unwrap_or(before.year),
        form: before.form.clone(),
        opens,
        closes,
        modes: Mode::ALL.into_iter().filter(|mode| fields.all("modes").any(|id| id == id_of(*mode))).collect(),
        keep_place: fields.has("keep_place"),
        least: least.unwrap_or(before.least),
        between: between.unwrap_or(before.between),
        per_minute: per_minute.unwrap_or(before.per_minute),
        reminders: Reminders { days: days.unwrap_or_default() },
        letter: text(fields, "letter_vi", "letter_en"),
        sms: text(fields, "sms_vi", "sms_en"),
        thanks: text(fields, "thanks_vi", "thanks_en"),
        sample: before.sample.clone(),
        simulated: before.simulated,
    };
    wrong.extend(super::texts::wrong(&setup.sms));
    let can_wait = |problem: &SetupProblem| matches!(problem, SetupProblem::NoForm | SetupProblem::NoLetter);
    for problem in setup.problems(now).into_iter().filter(|problem| !can_wait(problem)) {
        let (field, known) = (field_of(problem), |name| wrong.iter().any(|(wrong, _)| *wrong == name));
        if !(known(field) || matches!(problem, SetupProblem::Calendar | SetupProblem::Over) && no_moment) {
            wrong.push((field, Text::new(problem.text(Lang::Vi), problem.text(Lang::En))));
        }
    }
    if wrong.is_empty() { Ok(setup) } else { Err(wrong) }
}

/// The field in which a problem is mended.
pub(super) const fn field_of(problem: SetupProblem) -> &'static str {
    match problem {
        SetupProblem::NoTitle => "title_vi",
        SetupProblem::NoForm => "",
        SetupProblem::Calendar | SetupProblem::Over => "closes_day",
        SetupProblem::NoMode => "modes",
        SetupProblem::Least => "least",
        SetupProblem::Between => "between",
        SetupProblem::PerMinute => "per_minute",
        SetupProblem::NoLetter => "letter_vi",
    }
}

fn text(fields: &Fields, vi: &str, en: &str) -> Text {
    // Browsers end lines with two characters.
    let of = |name: &str| fields.get(name).replace("\r\n", "\n");
    Text { vi: of(vi), en: Some(of(en)).filter(|en| !en.is_empty()) }
}

/// Days of reminders as people write them; none where it is no list of such days.
fn read_days(text: &str) -> Option<BTreeSet<u16>> {
    let words = text.split([',', ';', ' ', '\u{a0}']).filter(|word| !word.is_empty());
    words.map(|word| word.parse::<u16>().ok().filter(|day| (1..=LAST_REMINDER).contains(day))).collect()
}

/// The form with what was entered and what is wrong with it.
pub(super) fn refused(form: Form, fields: &Fields, wrong: Wrong, lang: Lang) -> (StatusCode, Form) {
    let form = wrong.into_iter().fold(form.fill(fields), |form, (name, text)| form.wrong(name, text.get(lang)));
    (StatusCode::UNPROCESSABLE_ENTITY, form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_reminders_are_read_as_people_write_them() {
        for (text, days) in [
            ("", Some(vec![])),
            ("3, 7,14", Some(vec![3, 7, 14])),
            ("14; 7 7", Some(vec![7, 14])),
            ("365", Some(vec![365])),
            ("0", None),
            ("366", None),
            ("ba", None),
            ("3.5", None),
        ] {
            assert_eq!(read_days(text), days.map(BTreeSet::from_iter), "{text}");
        }
    }
}
