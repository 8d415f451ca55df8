//! The tables of call-backs: whom to call, interviewer by interviewer, question by question.

use chiso_estimate::{Difference, exact_share};
use chiso_model::{Lang, decimal};
use chiso_questionnaire::Form;
use chiso_store::surveys::Invitee;
use chiso_survey::CallBackDraw;
use chiso_survey::HowMany;
use chiso_web::Reader;
use chiso_web::parts::{Badge, Cell, Column, Definitions, Empty, Row, Shape, Table, TableQuery};
use chiso_workspace::house::at;

use super::CALLBACKS;
use super::call::text;
use super::cases::{Cases, Tally, called};
use super::compared::{Compared, Comparison};
use crate::frame::address;
use crate::held::Held;
use crate::words::{say, say_with};

/// Level of the intervals.
const LEVEL: f64 = 0.95;

fn table(reader: &Reader, held: &Held, id: &str, caption: &str, columns: Vec<Column>, rows: Vec<Row>) -> Table {
    let (lang, total) = (reader.lang, rows.len());
    let base = at(reader, &format!("{}{CALLBACKS}", address(held)));
    Table::new(lang, id, say(lang, caption), base, TableQuery::of(&[]))
        .columns(columns)
        .page_rows(total)
        .rows(rows, total)
}

fn percent(value: f64, lang: Lang) -> String {
    format!("{}\u{a0}%", decimal(value, 0, lang))
}

/// A draw, with what is needed to repeat it.
pub(super) fn drawn(lang: Lang, draw: &CallBackDraw) -> Definitions {
    let day = |text: &str| text.parse().map_or_else(|_| text.to_owned(), |day| chiso_model::day(day, lang));
    let number = |count: u64| decimal(count as f64, 0, lang);
    let many = match draw.many {
        HowMany::Percent(share) => percent(f64::from(share), lang),
        HowMany::Number(people) => number(people),
    };
    Definitions::new()
        .line(say(lang, "callback-seed"), draw.seed.text())
        .line(say(lang, "callback-column-until"), day(&draw.until))
        .line(say(lang, "callback-column-met"), number(draw.met))
        .line(say(lang, "callback-column-many"), many)
        .line(say(lang, "callback-column-drawn"), number(draw.drawn))
        .line(say(lang, "callback-column-list"), &draw.list)
}

/// Whom to call. `person` is who would call: not those whom they interviewed.
pub(super) fn to_call(reader: &Reader, held: &Held, cases: &Cases, people: &[Invitee], person: &str) -> Table {
    let lang = reader.lang;
    let none = || Cell::None("–".to_owned());
    let row = |invitee: &Invitee| {
        let case = cases.drawn.get(&invitee.id)?;
        let called = called(case);
        if called.is_reached() {
            return None;
        }
        let own = cases.met.get(&invitee.id).is_some_and(|met| met.interviewer == person);
        let day = case.day.as_ref().and_then(|day| day.parse().ok()).map(|day| chiso_model::day(day, lang));
        let name = invitee.name.clone().unwrap_or_else(|| say(lang, "callback-unknown"));
        let row = Row::new(vec![
            Cell::text(name),
            invitee.phone.as_ref().map_or_else(none, Cell::text),
            if own { Cell::text(say(lang, "callback-own")) } else { Cell::text(text(called, lang)) },
            day.map_or_else(none, Cell::text),
        ]);
        let href = at(reader, &format!("{}{CALLBACKS}/{}", address(held), invitee.id));
        Some(if own { row } else { row.to(href) })
    };
    let columns = vec![
        Column::text(say(lang, "callback-column-name")),
        Column::text(say(lang, "callback-phone")),
        Column::text(say(lang, "callback-column-state")),
        Column::text(say(lang, "callback-column-day")),
    ];
    table(reader, held, "calls", "callback-list", columns, people.iter().filter_map(row).collect())
        .empty(Empty::new(say(lang, "callback-list-empty"), say(lang, "callback-list-empty-help")))
}

/// Interviewer by interviewer. What came of calls is told where enough people were reached.
pub(super) fn interviewers(reader: &Reader, held: &Held, cases: &Cases) -> Table {
    let lang = reader.lang;
    let least = u64::from(held.campaign.setup.least);
    let number = |count: u64| Cell::text(decimal(count as f64, 0, lang));
    let row = |(account, tally): (&str, Tally)| {
        let name = cases.names.get(account).cloned().unwrap_or_else(|| account.to_owned());
        let told = tally.reached >= least;
        let hidden = || Cell::None(say(lang, "callback-hidden"));
        let count = |count: u64| if told { number(count) } else { hidden() };
        let share = exact_share(tally.confirmed, tally.confirmed + tally.denied, LEVEL).filter(|_| told);
        let share = share.map_or_else(hidden, |(low, high)| {
            let value = 100.0 * tally.confirmed as f64 / (tally.confirmed + tally.denied) as f64;
            let ends = format!("{} – {}", decimal(100.0 * low, 0, lang), decimal(100.0 * high, 0, lang));
            Cell::text(format!("{} ({ends})", percent(value, lang)))
        });
        let counts = [count(tally.confirmed), count(tally.denied), share];
        let first = [Cell::text(name), number(tally.met), number(tally.drawn), number(tally.reached)];
        Row::new(first.into_iter().chain(counts).collect())
    };
    let columns = vec![
        Column::text(say(lang, "callback-column-interviewer")),
        Column::number(say(lang, "callback-column-interviews")),
        Column::number(say(lang, "callback-column-drawn")),
        Column::number(say(lang, "callback-column-reached")),
        Column::number(say(lang, "callback-confirmed")),
        Column::number(say(lang, "callback-denied")),
        Column::number(say(lang, "callback-column-share")),
    ];
    let rows = cases.tallies().into_iter().map(row).collect();
    table(reader, held, "interviewers", "callback-by-interviewer", columns, rows)
}

/// Question by question.
pub(super) fn questions(reader: &Reader, held: &Held, form: &Form, comparison: &Comparison) -> Table {
    let lang = reader.lang;
    let row = |compared: &Compared| {
        let label = compared.what.label(form, lang).unwrap_or_else(|| say(lang, "callback-minutes-compared"));
        let value = |value: f64| {
            if compared.percent { format!("{}\u{a0}%", decimal(value, 1, lang)) } else { decimal(value, 2, lang) }
        };
        let hidden = || Cell::None(say(lang, "callback-hidden"));
        let told = |cell: &dyn Fn(&Difference) -> String| {
            compared.difference.as_ref().map_or_else(hidden, |found| Cell::text(cell(found)))
        };
        let count = |count: u64| decimal(count as f64, 0, lang);
        let look = match (&compared.difference, compared.beyond_chance) {
            (Some(_), true) => Badge::new("warn", Shape::Triangle, say(lang, "callback-beyond-chance")).into(),
            _ => Cell::text("–"),
        };
        Row::new(vec![
            Cell::text(label),
            told(&|found| {
                say_with(
                    lang,
                    "callback-of",
                    &[("value", value(found.means.0).into()), ("count", count(found.values.0).into())],
                )
            }),
            told(&|found| {
                say_with(
                    lang,
                    "callback-of",
                    &[("value", value(found.means.1).into()), ("count", count(found.values.1).into())],
                )
            }),
            told(&|found| value(found.means.0 - found.means.1)),
            told(&|found| value(found.standard_error)),
            look,
        ])
    };
    let columns = vec![
        Column::text(say(lang, "callback-column-question")),
        Column::number(say(lang, "callback-column-again")),
        Column::number(say(lang, "callback-column-written")),
        Column::number(say(lang, "callback-column-difference")),
        Column::number(say(lang, "callback-column-error")),
        Column::text(say(lang, "callback-column-look")),
    ];
    table(reader, held, "questions", "callback-by-question", columns, comparison.rows.iter().map(row).collect())
}
