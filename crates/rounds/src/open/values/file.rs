//! A file of values: unit, indicator, period, value, source. Every problem with its row.

use std::collections::BTreeSet;

use chiso_engine::FactValue;
use chiso_facts::Reading;
use chiso_model::agency::Register;
use chiso_model::{Cell, Lang, Text};
use chiso_round::Mark;
use chiso_round::assessment::Joined;

use super::rows::{Bad, Found, Row, wanted};
use crate::held::Held;
use crate::open::which::which;

/// Reads a file. `source` is said of values that name none.
pub(super) fn read(held: &Held, register: &Register, name: &str, bytes: &[u8], source: &str, lang: Lang) -> Found {
    let mut found = Found::default();
    let file = match chiso_facts::read(name, bytes, &Reading::default()) {
        Ok(file) => file,
        Err(problems) => {
            let bad =
                |problem: &chiso_facts::Problem| Bad { place: problem.place.to_string(), why: problem.what(lang) };
            found.bad = problems.iter().map(bad).collect();
            return found;
        }
    };
    let setup = &held.round.setup;
    let among: BTreeSet<&str> = setup.units.iter().map(|entrant| entrant.unit.as_str()).collect();
    for (i, fact) in file.facts.iter().enumerate() {
        let place = file.place(i).to_string();
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
            place: name.to_owned(),
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

/// Two rows of one unit, indicator and period contradict each other, or one is too much.
fn twice(found: &mut Found, lang: Lang) {
    let mut seen = BTreeSet::new();
    let mut bad = Vec::new();
    for row in &found.rows {
        if !seen.insert((&row.unit, &row.value.indicator, row.value.period)) {
            let indicator = &row.value.indicator;
            let text = Text::new(
                format!("“{indicator}” của đơn vị này đã có ở dòng trên. Hãy bỏ một dòng."),
                format!("“{indicator}” of this unit stands in a row above already. Take one away."),
            );
            bad.push(Bad { place: row.place.clone(), why: text.get(lang).to_owned() });
        }
    }
    found.bad.extend(bad);
}

/// The head of a file, and its rows without values: every number that joins for every unit.
pub(super) fn template(held: &Held, title: &dyn Fn(&str) -> String) -> (Vec<String>, Vec<Vec<String>>) {
    let columns = ["unit", "indicator", "period", "value", "source"].map(str::to_owned).into();
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
