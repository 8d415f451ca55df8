//! The tables of call-backs: whom to call, interviewer by interviewer, question by question.

use chiso_estimate::{Difference, exact_share};
use chiso_model::{Lang, decimal};
use chiso_questionnaire::Form;
use chiso_store::surveys::Invitee;
use chiso_survey::CallBackDraw;
use chiso_survey::HowMany;
use chiso_survey::suppress::{Sum, suppress};
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

/// What came of calls, and how many were reached, in the order of the columns.
fn came(tally: &Tally) -> [u64; 4] {
    let refused = tally.reached.saturating_sub(tally.confirmed + tally.denied);
    [tally.confirmed, tally.denied, refused, tally.reached]
}

/// Which of these numbers would tell what came of fewer than the least number of calls; the last tally is that of all.
fn telling(tallies: &[Tally], least: u64) -> Vec<[bool; 4]> {
    let counts: Vec<u64> = tallies.iter().flat_map(came).collect();
    let rows = (0..tallies.len()).map(|row| Sum { total: 4 * row + 3, parts: (4 * row..4 * row + 3).collect() });
    let whole = tallies.len().saturating_sub(1);
    let columns =
        (0..4).map(|column| Sum { total: 4 * whole + column, parts: (0..whole).map(|row| 4 * row + column).collect() });
    let sums: Vec<Sum> = rows.chain(columns.filter(|_| whole > 0)).collect();
    let hidden = suppress(&counts, &sums, least);
    hidden.chunks_exact(4).map(|row| [row[0], row[1], row[2], row[3]]).collect()
}

/// Interviewer by interviewer, and all of them. What came of calls is told where enough people say the same.
pub(super) fn interviewers(reader: &Reader, held: &Held, cases: &Cases) -> Table {
    let lang = reader.lang;
    let number = |count: u64| Cell::text(decimal(count as f64, 0, lang));
    let tallies = cases.tallies();
    let mut lines: Vec<(String, Tally)> = tallies
        .iter()
        .map(|(account, tally)| (cases.names.get(*account).cloned().unwrap_or_else(|| (*account).to_owned()), *tally))
        .collect();
    let all = lines.iter().fold(Tally::default(), |all, (_, tally)| all.and(tally));
    lines.push((say(lang, "callback-all"), all));
    let of_all: Vec<Tally> = lines.iter().map(|(_, tally)| *tally).collect();
    let tells = telling(&of_all, u64::from(held.campaign.setup.least));
    let row = |((name, tally), [confirmed, denied, _, reached]): ((String, Tally), [bool; 4])| {
        let hidden = || Cell::None(say(lang, "callback-hidden"));
        let count = |count: u64, tells: bool| if tells || reached { hidden() } else { number(count) };
        let spoke = tally.confirmed + tally.denied;
        let share = exact_share(tally.confirmed, spoke, LEVEL).filter(|_| !(confirmed || denied || reached));
        let share = share.map_or_else(hidden, |(low, high)| {
            let value = 100.0 * tally.confirmed as f64 / spoke as f64;
            let ends = format!("{} – {}", decimal(100.0 * low, 0, lang), decimal(100.0 * high, 0, lang));
            Cell::text(format!("{} ({ends})", percent(value, lang)))
        });
        Row::new(vec![
            Cell::text(name),
            number(tally.met),
            number(tally.drawn),
            count(tally.reached, false),
            count(tally.confirmed, confirmed),
            count(tally.denied, denied),
            share,
        ])
    };
    let rows = lines.into_iter().zip(tells).map(row).collect();
    let columns = vec![
        Column::text(say(lang, "callback-column-interviewer")),
        Column::number(say(lang, "callback-column-interviews")),
        Column::number(say(lang, "callback-column-drawn")),
        Column::number(say(lang, "callback-column-reached")),
        Column::number(say(lang, "callback-confirmed")),
        Column::number(say(lang, "callback-denied")),
        Column::number(say(lang, "callback-column-share")),
    ];
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_who_denies_is_not_told_among_few_and_all_interviewers_together_are() {
        let tally = |confirmed: u64, denied: u64, refused: u64| {
            let reached = confirmed + denied + refused;
            Tally { met: 20, drawn: 10, reached, confirmed, denied }
        };
        let with_all = |some: &[Tally]| {
            let all = some.iter().fold(Tally::default(), Tally::and);
            some.iter().copied().chain([all]).collect::<Vec<_>>()
        };
        let shown = |some: &[Tally]| telling(&with_all(some), 5).concat();
        let cells = |text: &str| text.chars().filter(|sign| *sign != ' ').map(|sign| sign == 'x').collect::<Vec<_>>();
        // Confirmed, denied, refused, reached.
        assert_eq!(shown(&[tally(6, 5, 0), tally(7, 0, 0)]), cells("---- ---- ----"));
        assert_eq!(shown(&[tally(6, 0, 0), tally(5, 1, 0)])[4..6], cells("xx"));
        // Each hides, and what all say together is enough.
        assert_eq!(shown(&[tally(10, 3, 0), tally(10, 3, 0)]), cells("xx-- xx-- ----"));
        assert!(shown(&[tally(3, 0, 0), tally(8, 0, 0)])[3], "so few are no number either");
    }
}
