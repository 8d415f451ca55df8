//! A file of values: unit, indicator, period, value, source. Every problem with its row.

use std::collections::BTreeSet;

use chiso_engine::FactValue;
use chiso_facts::{Place, Reading};
use chiso_model::agency::Register;
use chiso_model::{Cell, Lang, Text, shortest};
use chiso_round::Mark;
use chiso_round::assessment::Joined;
use chiso_workspace::house::TableFile;

use super::rows::{Bad, Found, Row, wanted};
use crate::held::Held;
use crate::open::which::which;

/// Reads a file. `source` is said of values that name none.
pub(super) fn read(held: &Held, register: &Register, name: &str, bytes: &[u8], source: &str, lang: Lang) -> Found {
    let (file, problems) = chiso_facts::read_with_problems(name, bytes, &Reading::default());
    let bad = |problem: chiso_facts::Problem| Bad { why: problem.what(lang), place: problem.place };
    let mut found = Found { rows: Vec::new(), bad: problems.into_iter().map(bad).collect() };
    let setup = &held.round.setup;
    let among: BTreeSet<&str> = setup.units.iter().map(|entrant| entrant.unit.as_str()).collect();
    for (i, fact) in file.facts.iter().enumerate() {
        let place = file.place(i);
        let mut bad = |text: Text| found.bad.push(Bad { place: place.clone(), why: text.get(lang).to_owned() });
        let value = match &fact.value {
            // A template that was not filled in everywhere says nothing there.
            FactValue::Number(cell) if *cell == Cell::BLANK => continue,
            FactValue::Number(cell) => Mark(*cell),
            FactValue::Text(text) => {
                bad(Text::new(format!("“{text}” không phải là số."), format!("“{text}” is not a number.")));
                continue;
            }
        };
        let unit = match which(register, setup.period.last_day(), &among, &fact.unit) {
            Ok(unit) => unit,
            Err(several) => {
                bad(no_unit(&fact.unit, &several));
                continue;
            }
        };
        let source = fact.source.as_deref().map(str::trim).filter(|said| !said.is_empty()).unwrap_or(source);
        if source.is_empty() {
            bad(Text::new(
                "Chưa có nguồn. Hãy điền cột “source” hoặc ô nguồn của biểu mẫu.",
                "There is no source. Fill in the column “source” or the form’s field for it.",
            ));
            continue;
        }
        let period = fact.period.filter(|period| *period != setup.period);
        let value = Joined { indicator: fact.indicator.clone(), period, value, source: source.to_owned() };
        found.rows.push(Row { place, unit, value });
    }
    if found.rows.is_empty() && found.bad.is_empty() {
        found.bad.push(Bad {
            place: Place::file(name),
            why: lang.pick("Tệp không có giá trị nào.", "There is no value in the file.").to_owned(),
        });
    }
    twice(&mut found, lang);
    found
}

fn no_unit(written: &str, several: &[(String, String)]) -> Text {
    if several.is_empty() {
        return Text::new(
            format!("Trong đợt không có đơn vị “{written}”. Hãy ghi mã, tên đầy đủ hoặc mã định danh của đơn vị."),
            format!("The round has no unit “{written}”. Give its code, full name or id."),
        );
    }
    let titles: Vec<&str> = several.iter().map(|(_, title)| title.as_str()).collect();
    let titles = titles.join(", ");
    Text::new(
        format!("Có nhiều đơn vị tên “{written}”: {titles}. Hãy ghi mã."),
        format!("Several units are called “{written}”: {titles}. Give the code."),
    )
}

/// A unit, indicator and period may stand once, however the unit is called. Rows of which something was said already are left alone.
fn twice(found: &mut Found, lang: Lang) {
    let said: BTreeSet<Option<u64>> = found.bad.iter().map(|bad| bad.place.row).collect();
    let mut seen = BTreeSet::new();
    let (first, again): (Vec<Row>, Vec<Row>) = std::mem::take(&mut found.rows)
        .into_iter()
        .partition(|row| seen.insert((row.unit.clone(), row.value.indicator.clone(), row.value.period)));
    found.rows = first;
    for row in again.into_iter().filter(|row| !said.contains(&row.place.row)) {
        let indicator = &row.value.indicator;
        let text = Text::new(
            format!("“{indicator}” của đơn vị này đã có ở dòng trên. Hãy bỏ một dòng."),
            format!("“{indicator}” of this unit stands in a row above already. Take one away."),
        );
        found.bad.push(Bad { place: row.place, why: text.get(lang).to_owned() });
    }
}

/// The head of a file.
fn head() -> Vec<String> {
    ["unit", "indicator", "period", "value", "source"].map(str::to_owned).into()
}

/// Values as a file that [`read`] reads.
pub(super) fn written(held: &Held, rows: &[Row]) -> TableFile {
    let row = |row: &Row| {
        let Joined { indicator, period, value, source } = &row.value;
        let period = period.unwrap_or(held.round.setup.period).to_string();
        let value = value.value().map(shortest).unwrap_or_default();
        vec![row.unit.clone(), indicator.clone(), period, value, source.clone()]
    };
    TableFile { name: "values".to_owned(), head: head(), rows: rows.iter().map(row).collect() }
}

/// The head of a file, and its rows without values: every number that joins for every unit.
pub(super) fn template(held: &Held, title: &dyn Fn(&str) -> String) -> (Vec<String>, Vec<Vec<String>>) {
    let columns = head();
    let wanted = wanted(held);
    let rows = held.round.setup.units.iter().flat_map(|entrant| {
        let unit = title(&entrant.unit);
        wanted
            .iter()
            .map(move |wanted| {
                let period = wanted.input.earlier.unwrap_or(held.round.setup.period).to_string();
                vec![unit.clone(), wanted.input.indicator.clone(), period, String::new(), String::new()]
            })
            .collect::<Vec<_>>()
    });
    (columns, rows.collect())
}
