//! The workbook comes back.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, Xlsx};
use chiso_model::{Date, Text, shortest};
use chiso_round::assessment::Entry;
use chiso_round::{AssessmentCommand, By, Criterion, Mark, Refusal};
use chiso_workbook::Limits;
use unicode_normalization::UnicodeNormalization;

use super::number::{self, Fault};
use super::{CellProblem, FORM, FileProblem, Filling, HIDDEN, MARK, cell_name, column, fingerprint, tidy};
use crate::print;

/// How much of such a workbook is read.
const LIMITS: Limits = Limits { unpacked: 32 << 20, rows: 20_000, columns: 200, cells: 400_000 };

/// What a workbook says, criterion by criterion, in the order of its rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// A report for each criterion of the file, and for each row that belongs to none.
    pub rows: Vec<RowReading>,
}

/// What a workbook says at one criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct RowReading {
    /// The first row of the criterion, from 1.
    pub row: u32,
    /// The criterion; empty for a row that belongs to none.
    pub node: String,
    /// Its code.
    pub code: Option<String>,
    /// Its title.
    pub title: Text,
    /// What the file says, as far as it can be read: for whoever must enter it again.
    pub entry: Entry,
    /// What becomes of it.
    pub result: RowResult,
}

/// What becomes of a criterion.
#[derive(Debug, Clone, PartialEq)]
pub enum RowResult {
    /// Nothing was entered that is not there already.
    Unchanged,
    /// To be saved by this command.
    Save(AssessmentCommand),
    /// Not to be saved.
    Problems(Vec<CellProblem>),
}

impl Reading {
    /// What is to be saved: the row, and the command.
    pub fn saves(&self) -> impl Iterator<Item = (u32, &AssessmentCommand)> {
        self.rows.iter().filter_map(|row| match &row.result {
            RowResult::Save(command) => Some((row.row, command)),
            RowResult::Unchanged | RowResult::Problems(_) => None,
        })
    }

    /// Everything that keeps rows from being saved.
    pub fn problems(&self) -> impl Iterator<Item = &CellProblem> {
        self.rows.iter().flat_map(|row| match &row.result {
            RowResult::Problems(problems) => problems.as_slice(),
            RowResult::Unchanged | RowResult::Save(_) => &[],
        })
    }

    /// How many criteria stay as they are.
    pub fn unchanged(&self) -> usize {
        self.rows.iter().filter(|row| row.result == RowResult::Unchanged).count()
    }
}

/// Reads a workbook that [`super::workbook_out`] made and somebody filled in. `by` is who would save it, and when.
///
/// # Errors
/// Why it is not read at all. What is wrong in a row is in the report.
pub fn workbook_in(filling: &Filling<'_>, by: &By, bytes: &[u8]) -> Result<Reading, FileProblem> {
    let (table, hidden) = open(bytes)?;
    let drafts = drafts(filling, &hidden)?;
    let mark = Typed::Text(MARK.to_owned());
    let head = table.iter().find(|(_, row)| row.get(&column::NODE) == Some(&mark)).map(|(at, _)| *at);
    let head = head.ok_or(FileProblem::NotOurs)?;
    let mut groups: Vec<(String, Vec<u32>)> = Vec::new();
    let mut rows = Vec::new();
    for (at, cells) in table.range(head + 1..) {
        let node = text(cells.get(&column::NODE));
        if node.is_empty() {
            let touched = (column::VALUE..=column::NOTE).any(|column| cells.contains_key(&column));
            rows.extend(touched.then(|| stray(*at)));
            continue;
        }
        match groups.iter_mut().find(|(id, _)| *id == node) {
            Some((_, rows)) => rows.push(*at),
            None => groups.push((node, vec![*at])),
        }
    }
    rows.extend(groups.iter().map(|(node, rows)| criterion(filling, by, &table, &drafts, node, rows)));
    rows.sort_by_key(|row| row.row);
    Ok(Reading { rows })
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
enum Typed {
    Number(f64),
    Text(String),
    Day(Option<Date>),
}

type Table = BTreeMap<u32, BTreeMap<u16, Typed>>;

/// The visible sheet and the hidden one.
fn open(bytes: &[u8]) -> Result<(Table, Table), FileProblem> {
    chiso_workbook::check(bytes, &LIMITS).map_err(|refusal| match refusal {
        chiso_workbook::Refusal::NotAWorkbook { .. } => FileProblem::NotAWorkbook,
        chiso_workbook::Refusal::TooMuch { what, limit } => FileProblem::TooMuch { what, limit },
        chiso_workbook::Refusal::CellBeyond { reference } => FileProblem::CellBeyond { reference: shown(&reference) },
    })?;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| FileProblem::NotAWorkbook)?;
    let sheets: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    let visible = sheets.iter().find(|name| *name != HIDDEN).ok_or(FileProblem::NotOurs)?;
    if !sheets.iter().any(|name| name == HIDDEN) {
        return Err(FileProblem::NotOurs);
    }
    let visible = cells(&mut workbook, visible)?;
    Ok((visible, cells(&mut workbook, HIDDEN)?))
}

fn cells(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Table, FileProblem> {
    let broken = |_| FileProblem::NotAWorkbook;
    let mut table = Table::new();
    let mut reader = workbook.worksheet_cells_reader(name).map_err(broken)?;
    while let Some(cell) = reader.next_cell().map_err(broken)? {
        let (row, column) = cell.get_position();
        // What stands beyond the columns of the form is nobody's.
        let Some(column) = u16::try_from(column).ok().filter(|column| *column <= column::INPUT) else { continue };
        if let Some(value) = typed(cell.get_value()) {
            table.entry(row).or_default().insert(column, value);
        }
    }
    Ok(table)
}

fn typed(cell: &DataRef<'_>) -> Option<Typed> {
    let text = |text: &str| {
        let clean: String = text.replace("\r\n", "\n").trim().nfc().collect();
        (!clean.is_empty()).then_some(Typed::Text(clean))
    };
    match cell {
        DataRef::Empty => None,
        #[expect(clippy::cast_precision_loss, reason = "a spreadsheet's numbers are f64 in the first place")]
        DataRef::Int(value) => Some(Typed::Number(*value as f64)),
        DataRef::Float(value) => Some(Typed::Number(*value)),
        DataRef::String(value) => text(value),
        DataRef::SharedString(value) => text(value),
        DataRef::Bool(value) => Some(Typed::Text(if *value { "TRUE" } else { "FALSE" }.to_owned())),
        DataRef::DateTime(moment) => Some(Typed::Day(day(moment))),
        DataRef::DateTimeIso(value) => Some(Typed::Day(value.split('T').next().and_then(|day| day.parse().ok()))),
        DataRef::DurationIso(_) => Some(Typed::Day(None)),
        DataRef::Error(error) => Some(Typed::Text(error.to_string())),
    }
}

/// The day of a cell formatted as one; within what a spreadsheet can show, 1900 to 9999.
fn day(moment: &calamine::ExcelDateTime) -> Option<Date> {
    if !moment.is_datetime() || !(1.0..2_958_466.0).contains(&moment.as_f64()) {
        return None;
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The text of a cell, whatever a spreadsheet made of it.
fn text(cell: Option<&Typed>) -> String {
    match cell {
        None | Some(Typed::Day(None)) => String::new(),
        Some(Typed::Text(text)) => text.clone(),
        Some(Typed::Number(value)) => shortest(*value),
        Some(Typed::Day(Some(day))) => print::short_day(*day),
    }
}

/// A text as shown in a message: on one line, and not too long.
fn shown(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut out: String = text.chars().take(LONGEST).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(LONGEST).is_some() {
        out.push('…');
    }
    out
}

/// Of each criterion the revision that the file shows, and the fingerprint of what it shows.
type Drafts = BTreeMap<String, (u64, String)>;

/// The hidden sheet, if it is of this round, unit and rulebook.
fn drafts(filling: &Filling<'_>, hidden: &Table) -> Result<Drafts, FileProblem> {
    let mut rows = hidden.values().map(|row| (text(row.get(&0)), row.get(&1), text(row.get(&2))));
    let mut next = |key: &str| rows.next().filter(|(name, ..)| name == key).map(|(_, value, _)| value.cloned());
    match next(FORM.0) {
        Some(Some(Typed::Number(version))) if version == FORM.1 => {}
        Some(_) => return Err(FileProblem::OtherForm),
        None => return Err(FileProblem::NotOurs),
    }
    let mut says = |key: &str| next(key).map(|value| text(value.as_ref())).ok_or(FileProblem::NotOurs);
    if says("round")? != filling.round_id {
        return Err(FileProblem::OtherRound);
    }
    let unit = says("unit")?;
    if unit != filling.frame.unit {
        return Err(FileProblem::OtherUnit { unit: shown(&unit) });
    }
    if says("rulebook")? != filling.frame.round.setup.rulebook_hash {
        return Err(FileProblem::OtherRulebook);
    }
    let revision = |cell: Option<&Typed>| text(cell).parse().unwrap_or(0);
    Ok(rows.map(|(node, value, print)| (node, (revision(value), print))).collect())
}

fn stray(at: u32) -> RowReading {
    RowReading {
        row: at + 1,
        node: String::new(),
        code: None,
        title: Text::default(),
        entry: Entry::default(),
        result: RowResult::Problems(vec![CellProblem::Stray { row: at + 1 }]),
    }
}

fn criterion(filling: &Filling<'_>, by: &By, table: &Table, drafts: &Drafts, node: &str, rows: &[u32]) -> RowReading {
    let row = rows.first().map_or(0, |at| at + 1);
    let known = filling.frame.rules.criterion(node).filter(|criterion| criterion.self_scored);
    let Some(criterion) = known else {
        let problem = CellProblem::UnknownCriterion { row, node: shown(node) };
        return RowReading {
            node: shown(node),
            result: RowResult::Problems(vec![problem]),
            ..stray(row.saturating_sub(1))
        };
    };
    let mut problems = Vec::new();
    let entry = entry(filling, criterion, table, rows, &mut problems);
    let result = if problems.is_empty() {
        judge(filling, by, drafts.get(node), node, row, &entry)
    } else {
        RowResult::Problems(problems)
    };
    RowReading {
        row,
        node: node.to_owned(),
        code: criterion.code.clone(),
        title: criterion.title.clone(),
        entry,
        result,
    }
}

/// What the rows of a criterion say.
fn entry(
    filling: &Filling<'_>,
    criterion: &Criterion,
    table: &Table,
    rows: &[u32],
    problems: &mut Vec<CellProblem>,
) -> Entry {
    // A row that was deleted takes nothing away.
    let there = filling.shown(&criterion.id);
    let mut numbers = there.numbers.clone();
    let mut first_at: BTreeMap<String, u32> = BTreeMap::new();
    for at in rows {
        let Some(cells) = table.get(at) else { continue };
        let name = text(cells.get(&column::INPUT));
        if name.is_empty() {
            continue;
        }
        if !criterion.inputs.iter().any(|input| input.name == name && input.entered_here) {
            problems.push(CellProblem::UnknownNumber { row: at + 1, name: shown(&name) });
        } else if let Some(first) = first_at.get(&name) {
            problems.push(CellProblem::Twice { row: at + 1, first: *first });
        } else {
            first_at.insert(name.clone(), at + 1);
            numbers.insert(name, mark(table, *at, column::VALUE, problems));
        }
    }
    // What a criterion has once stands over its rows, in the first of them. Where a program split the cells, the first that is filled counts; where the first row is gone,
    // what was there stays.
    let filled =
        |column: u16| rows.iter().copied().find(|at| table.get(at).is_some_and(|row| row.contains_key(&column)));
    let first = criterion.inputs.iter().find(|input| input.entered_here);
    let is_there = first.is_none_or(|input| first_at.contains_key(&input.name));
    let kept = if is_there { Entry::default() } else { there };
    let said = |column: u16, kept: String| {
        filled(column).map_or(kept, |at| text(table.get(&at).and_then(|row| row.get(&column))))
    };
    tidy(&Entry {
        numbers,
        points: filled(column::POINTS).map_or(kept.points, |at| Some(mark(table, at, column::POINTS, problems))),
        reason: said(column::REASON, kept.reason),
        note: said(column::NOTE, kept.note),
    })
}

fn mark(table: &Table, row: u32, column: u16, problems: &mut Vec<CellProblem>) -> Mark {
    let cell = || cell_name(row, column);
    match table.get(&row).and_then(|row| row.get(&column)) {
        None => Mark::default(),
        Some(Typed::Number(value)) => Mark::number(*value),
        Some(Typed::Day(_)) => {
            problems.push(CellProblem::Day { cell: cell() });
            Mark::default()
        }
        Some(Typed::Text(text)) => number::read(text).unwrap_or_else(|fault| {
            problems.push(match fault {
                Fault::NoNumber => CellProblem::NoNumber { cell: cell(), text: shown(text) },
                Fault::Ambiguous(ways) => CellProblem::Ambiguous { cell: cell(), text: shown(text), ways },
            });
            Mark::default()
        }),
    }
}

fn judge(
    filling: &Filling<'_>,
    by: &By,
    shown: Option<&(u64, String)>,
    node: &str,
    row: u32,
    entry: &Entry,
) -> RowResult {
    let untouched = shown.is_some_and(|(_, print)| *print == fingerprint(entry));
    if untouched || *entry == filling.shown(node) {
        return RowResult::Unchanged;
    }
    let seen = shown.map_or(0, |(revision, _)| *revision);
    let command = AssessmentCommand::Save { node: node.to_owned(), seen, entry: entry.clone() };
    match filling.assessment.decide(filling.frame, by, command.clone()) {
        Ok(_) => RowResult::Save(command),
        Err(Refusal::Changed { by, at }) => RowResult::Problems(vec![CellProblem::ChangedMeanwhile { row, by, at }]),
        Err(refusal) => RowResult::Problems(vec![CellProblem::Refused { row, refusal: Box::new(refusal) }]),
    }
}
