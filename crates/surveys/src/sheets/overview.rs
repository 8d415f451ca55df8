//! `/{lang}/surveys/{survey}/sheets`: how far the sheets of each group are, which wait for a second keying, and how often two who keyed differed.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use chiso_model::{Lang, decimal};
use chiso_store::fieldwork::SurveySheet;
use chiso_store::surveys::SurveyGroup;
use chiso_survey::campaign::Phase;
use chiso_survey::sheet::{SheetState, Stamp, Tally};
use chiso_survey::suppress::{Sum, suppress};
use chiso_web::parts::{Cell, Column, Empty, KeyFacts, PAGE_ROWS, Row, Table, TableQuery, said};
use chiso_web::{Caller, PageError, PostedFields, Reader};
use chiso_workspace::house::{Links, Names, Pairs, at, form_to, go, moment};
use chiso_workspace::{Desk, Refusal};

use super::kept::{modes, stamp_of, state_of};
use super::people::mode_title;
use super::{sheets_address, sheets_sheet};
use crate::entry::Surveys;
use crate::frame::SurveyPath;
use crate::held::Held;
use crate::people::told_in_steps;
use crate::words::{WORDS, say, say_with};

/// How far some sheets are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Count {
    /// All of them.
    out: usize,
    once: usize,
    agreed: usize,
    /// In the box.
    counted: usize,
    /// Will never be.
    void: usize,
}

impl Count {
    /// How many are not in the box, or not yet.
    pub(crate) fn not_counted(&self) -> u64 {
        (self.out - self.counted) as u64
    }

    fn add(&mut self, state: SheetState) {
        self.out += 1;
        match state {
            SheetState::Out | SheetState::Differing(_) => {}
            SheetState::Once => self.once += 1,
            SheetState::Agreed(_) => self.agreed += 1,
            SheetState::Counted(_) => self.counted += 1,
            SheetState::Void(_) => self.void += 1,
        }
    }
}

/// How two people keyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Pair {
    sheets: usize,
    fields: u64,
    differed: u64,
}

/// What is known of all sheets of a survey.
struct All {
    whole: Count,
    by_group: BTreeMap<String, Count>,
    /// By who keyed first and second.
    by_pair: BTreeMap<(String, String), Pair>,
    /// Answers on paper that could not count.
    dropped: u64,
    states: Vec<(SurveySheet, Stamp, SheetState)>,
}

impl All {
    fn of(rows: Vec<SurveySheet>) -> Result<All, Refusal> {
        let mut all = All {
            whole: Count::default(),
            by_group: BTreeMap::new(),
            by_pair: BTreeMap::new(),
            dropped: 0,
            states: Vec::new(),
        };
        for row in rows {
            let (state, Some(stamp)) = (state_of(&row)?, stamp_of(&row)) else { continue };
            all.whole.add(state);
            all.by_group.entry(row.handed_to.clone()).or_default().add(state);
            if let (
                SheetState::Differing(tally) | SheetState::Agreed(tally) | SheetState::Counted(tally),
                Some(first),
                Some(second),
            ) = (state, &row.first_by, &row.second_by)
            {
                let Tally { fields, differed, dropped } = tally;
                let pair = all.by_pair.entry((first.clone(), second.clone())).or_default();
                pair.sheets += 1;
                pair.fields += u64::from(fields);
                pair.differed += u64::from(differed);
                all.dropped += u64::from(dropped);
            }
            all.states.push((row, stamp, state));
        }
        Ok(all)
    }
}

impl Surveys {
    /// How far the sheets of a survey are, all of them and by group (id).
    ///
    /// # Errors
    /// The store.
    pub(crate) async fn sheets_by_group(&self, survey: &str) -> Result<(Count, BTreeMap<String, Count>), Refusal> {
        let all = All::of(self.sheets(survey).await?)?;
        Ok((all.whole, all.by_group))
    }
}

/// `GET`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let held = surveys.with_sheets(&reader, &caller, &survey).await?;
    let refused = |refusal: Refusal| refusal.page(&reader);
    let runs = surveys.runs(&caller, &held);
    let all = All::of(surveys.sheets(&held.id).await.map_err(refused)?).map_err(refused)?;
    let groups = surveys.groups_called(&held, lang).await.map_err(refused)?;
    let closes = moment::minute(held.campaign.setup.closes, lang);
    let mut page = sheets_sheet(&reader, &held, "", say(lang, "sheets-title"))
        .lead(say_with(lang, "sheets-lead", &[("closes", closes.into())]))
        .said_in(&WORDS, &pairs);
    if all.whole.out > 0 {
        page = page.part(&facts(&held, &all, lang));
    }
    page = page.part(&Links::to(&reader, ways(&held, runs, &all, lang)));
    if runs && all.whole.agreed > 0 {
        let count =
            form_to(&reader, &caller, &sheets_address(&held, "/count")).submit(say(lang, "sheets-count")).quiet();
        page = page.form_under(say_with(lang, "sheets-agreed", &[("count", all.whole.agreed.into())]), &count);
    }
    page = page
        .section(say(lang, "people-groups"), &by_group(&reader, &held, &all, &groups, TableQuery::of(&pairs), runs));
    let person = Desk::person_of(&caller).map_err(refused)?;
    if let Some(table) = waiting(&reader, &held, &all, &groups, &person, runs) {
        page = page.section(say(lang, "sheets-waiting"), &table);
    }
    if runs && !all.by_pair.is_empty() {
        let names = surveys.desk().names().await.map_err(|error| refused(error.into()))?;
        page = page.section(say(lang, "sheets-quality"), &by_pair(&reader, &held, &all, &names));
    }
    page.show()
}

/// `POST /{lang}/surveys/{survey}/sheets/count`: counts what two agree on and a failure kept from the box.
pub(super) async fn count(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    PostedFields(_): PostedFields,
) -> Result<Response, PageError> {
    let held = surveys.running_sheets(&reader, &caller, &survey).await?;
    surveys.count_agreed(&held, caller.now_us).await.map_err(|refusal| refusal.page(&reader))?;
    Ok(go(&said(&at(&reader, &sheets_address(&held, "")), "said-sheet-counted")))
}

fn number(count: usize, lang: Lang) -> String {
    decimal(count as f64, 0, lang)
}

fn share(pair: &Pair, lang: Lang) -> String {
    let share = if pair.fields == 0 { 0.0 } else { pair.differed as f64 / pair.fields as f64 };
    format!("{} %", decimal(100.0 * share, 2, lang))
}

fn is_open(held: &Held) -> bool {
    held.campaign.phase <= Phase::Open
}

/// How many sheets of each group count, as it is told: in steps of the least number while more come, and then as small cells are: hidden, with those that they would follow from.
fn counted_by_group(held: &Held, counts: &[u64], lang: Lang) -> Vec<Cell> {
    let least = u64::from(held.campaign.setup.least);
    if is_open(held) {
        return counts.iter().map(|count| Cell::text(told_in_steps(*count, least, lang))).collect();
    }
    let mut cells = counts.to_vec();
    cells.push(counts.iter().sum());
    let hidden = suppress(&cells, &[Sum { total: counts.len(), parts: (0..counts.len()).collect() }], least);
    let cell = |(count, is_hidden): (&u64, bool)| {
        if is_hidden { Cell::None(say(lang, "sheets-hidden")) } else { Cell::text(decimal(*count as f64, 0, lang)) }
    };
    counts.iter().zip(hidden).map(cell).collect()
}

fn facts(held: &Held, all: &All, lang: Lang) -> KeyFacts {
    let mut facts = KeyFacts::default();
    let of = say_with(lang, "sheets-of-handed-out", &[("count", number(all.whole.out, lang).into())]);
    let (counted, least) = (all.whole.counted as u64, u64::from(held.campaign.setup.least));
    let counted = if is_open(held) || counted < least {
        told_in_steps(counted, least, lang)
    } else {
        decimal(counted as f64, 0, lang)
    };
    facts.push(say(lang, "sheets-counted"), counted, of);
    let whole = all.by_pair.values().fold(Pair::default(), |whole, pair| Pair {
        sheets: whole.sheets + pair.sheets,
        fields: whole.fields + pair.fields,
        differed: whole.differed + pair.differed,
    });
    if whole.sheets > 0 {
        let told = say_with(lang, "sheets-rate-of", &[("sheets", number(whole.sheets, lang).into())]);
        facts.push(say(lang, "sheets-rate"), share(&whole, lang), told);
    }
    if all.dropped > 0 {
        facts.push(say(lang, "sheets-dropped"), decimal(all.dropped as f64, 0, lang), say(lang, "sheets-dropped-help"));
    }
    facts
}

fn ways(held: &Held, runs: bool, all: &All, lang: Lang) -> Vec<(String, String)> {
    let mut ways = vec![("sheets-key", "/key")];
    if runs {
        ways.push(("sheets-hand-out", "/hand-out"));
        if all.whole.out > 0 {
            ways.push(("sheets-print", "/print"));
        }
    }
    ways.into_iter().map(|(key, rest)| (say(lang, key), sheets_address(held, rest))).collect()
}

fn by_group(reader: &Reader, held: &Held, all: &All, groups: &[SurveyGroup], query: TableQuery, runs: bool) -> Table {
    let lang = reader.lang;
    let groups: Vec<&SurveyGroup> = groups.iter().filter(|group| all.by_group.contains_key(&group.id)).collect();
    let of = |group: &SurveyGroup| all.by_group.get(&group.id).copied().unwrap_or_default();
    let counts: Vec<u64> = groups.iter().map(|group| of(group).counted as u64).collect();
    let row = |(group, counted): (&&SurveyGroup, Cell)| {
        let count = of(group);
        let cell = |count: usize| Cell::text(number(count, lang));
        let cells = vec![Cell::text(&group.label), cell(count.out), cell(count.once), counted, cell(count.void)];
        let row = Row::new(cells);
        if runs { row.to(at(reader, &sheets_address(held, &format!("/print?group={}", group.id)))) } else { row }
    };
    let all_rows = groups.iter().zip(counted_by_group(held, &counts, lang));
    let rows = all_rows.skip(query.offset(PAGE_ROWS)).take(PAGE_ROWS).map(row).collect();
    let counted = ["sheets-out", "sheets-once", "sheets-counted", "sheets-void"];
    let mut columns = vec![Column::text(say(lang, "people-group"))];
    columns.extend(counted.map(|key| Column::number(say(lang, key))));
    let mut empty = Empty::new(say(lang, "sheets-none"), say(lang, "sheets-none-help"));
    if runs {
        empty = empty.first(say(lang, "sheets-hand-out"), at(reader, &sheets_address(held, "/hand-out")));
    }
    Table::new(lang, "sheets", say(lang, "sheets-title"), at(reader, &sheets_address(held, "")), query)
        .columns(columns)
        .rows(rows, groups.len())
        .empty(empty)
}

/// Sheets that wait for somebody: for a second keying, or for being settled. For whom they wait, they lead on.
fn waiting(reader: &Reader, held: &Held, all: &All, groups: &[SurveyGroup], person: &str, runs: bool) -> Option<Table> {
    let lang = reader.lang;
    let label = |id: &str| groups.iter().find(|group| group.id == id).map_or("–", |group| group.label.as_str());
    let way = |rest: &str, stamp: Stamp| at(reader, &sheets_address(held, &format!("{rest}/{}", stamp.text())));
    let row = |(row, stamp, state): &(SurveySheet, Stamp, SheetState)| {
        let by = (row.first_by.as_deref(), row.second_by.as_deref());
        let (what, href) = match state {
            SheetState::Once if state.turn(by.0, person).is_ok() => ("sheets-waits-second", Some(way("/key", *stamp))),
            SheetState::Once => ("sheets-waits-another", None),
            SheetState::Differing(_) if state.settling(by, person, runs).is_ok() => {
                ("sheets-waits-settling", Some(way("/differ", *stamp)))
            }
            SheetState::Differing(_) => ("sheets-waits-other-settling", None),
            _ => return None,
        };
        let mode = modes(held).into_iter().find(|mode| super::kept::mode_id(*mode) == row.mode);
        let how = mode.map_or_else(|| row.mode.clone(), |mode| mode_title(mode, reader));
        let void = if runs {
            Cell::Link(say(lang, "sheets-void-do"), way("/void", *stamp))
        } else {
            Cell::None("–".to_owned())
        };
        let cells = vec![
            Cell::text(stamp.grouped()),
            Cell::text(label(&row.handed_to)),
            Cell::text(how),
            Cell::text(say(lang, what)),
            void,
        ];
        let row = Row::new(cells);
        Some(match href {
            Some(href) => row.to(href),
            None => row,
        })
    };
    let rows: Vec<Row> = all.states.iter().filter_map(row).collect();
    if rows.is_empty() {
        return None;
    }
    let total = rows.len();
    let columns = ["sheets-stamp", "people-group", "sheets-how", "sheets-waits-for", "sheets-void-do"];
    let base = at(reader, &sheets_address(held, ""));
    let table = Table::new(lang, "waiting", say(lang, "sheets-waiting"), base, TableQuery::of(&[]))
        .columns(columns.map(|key| Column::text(say(lang, key))).into())
        .page_rows(total)
        .rows(rows, total);
    Some(table)
}

fn by_pair(reader: &Reader, held: &Held, all: &All, names: &Names) -> Table {
    let lang = reader.lang;
    let row = |((first, second), pair): (&(String, String), &Pair)| {
        Row::new(vec![
            Cell::text(format!("{} – {}", names.of(first, lang), names.of(second, lang))),
            Cell::text(number(pair.sheets, lang)),
            Cell::text(decimal(pair.differed as f64, 0, lang)),
            Cell::text(share(pair, lang)),
        ])
    };
    let rows: Vec<Row> = all.by_pair.iter().map(row).collect();
    let total = rows.len();
    let mut columns = vec![Column::text(say(lang, "sheets-pair"))];
    columns.extend(["sheets-twice", "sheets-fields-differed", "sheets-rate"].map(|key| Column::number(say(lang, key))));
    let base = at(reader, &sheets_address(held, ""));
    Table::new(lang, "pairs", say(lang, "sheets-quality"), base, TableQuery::of(&[]))
        .columns(columns)
        .page_rows(total)
        .rows(rows, total)
}
