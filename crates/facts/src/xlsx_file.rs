//! A sheet of a workbook becomes a table.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, Xlsx};
use chiso_workbook::{Limits, Refusal};

use crate::import::ImportProblem;
use crate::place::Place;
use crate::problem::{Problem, ProblemKind};
use crate::table::{Header, Row, Table, Value};

/// Reads the named sheet, or the first one.
///
/// Cells are taken one by one and kept sparsely: a sheet with a single value in its last corner costs one cell, not seventeen thousand million.
pub(crate) fn read(file: &str, bytes: &[u8], sheet: Option<&str>) -> Result<Table, Box<Problem>> {
    let fail = |kind| Box::new(Problem { place: Place::file(file), kind });
    chiso_workbook::check(bytes, &Limits::WIDE).map_err(|refusal| fail(refused(refusal)))?;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| fail(ProblemKind::NotAWorkbook))?;
    let sheets: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    let name = match sheet {
        Some(wanted) if !sheets.iter().any(|s| s == wanted) => {
            return Err(fail(ProblemKind::NoSheet { name: wanted.to_owned(), found: sheets }));
        }
        Some(wanted) => wanted.to_owned(),
        None => sheets.into_iter().next().ok_or_else(|| fail(ProblemKind::Empty))?,
    };
    let place = Place { sheet: Some(name.clone()), ..Place::file(file) };
    let fail = |kind| Box::new(Problem { place: place.clone(), kind });
    let rows = cells(&mut workbook, &name).map_err(|_| fail(ProblemKind::NotAWorkbook))?;
    table(name, rows).ok_or_else(|| fail(ProblemKind::Empty))
}

fn refused(refusal: Refusal) -> ProblemKind {
    let problem = match refusal {
        Refusal::NotAWorkbook { .. } => return ProblemKind::NotAWorkbook,
        Refusal::TooMuch { what, limit } => ImportProblem::TooMuch { what, limit },
        Refusal::CellBeyond { reference } => ImportProblem::CellBeyond { reference: crate::text::shown(&reference) },
    };
    ProblemKind::Import(Box::new(problem))
}

type Sparse = BTreeMap<u32, BTreeMap<u32, Value>>;

fn cells(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Sparse, calamine::XlsxError> {
    let mut rows = Sparse::new();
    let mut reader = workbook.worksheet_cells_reader(name)?;
    while let Some(cell) = reader.next_cell()? {
        let value = value(cell.get_value());
        if value != Value::Blank {
            let (row, column) = cell.get_position();
            rows.entry(row).or_default().insert(column, value);
        }
    }
    Ok(rows)
}

fn value(cell: &DataRef) -> Value {
    match cell {
        DataRef::Empty => Value::Blank,
        #[expect(clippy::cast_precision_loss, reason = "a spreadsheet's numbers are f64 in the first place")]
        DataRef::Int(value) => Value::Number(*value as f64),
        DataRef::Float(value) => Value::Number(*value),
        DataRef::String(text) => Value::text(text),
        DataRef::SharedString(text) => Value::text(text),
        DataRef::Bool(value) => Value::Boolean(*value),
        DataRef::DateTime(moment) => Value::Date(day(moment)),
        DataRef::DateTimeIso(text) => Value::Date(text.split('T').next().and_then(|day| day.parse().ok())),
        DataRef::DurationIso(_) => Value::Date(None),
        DataRef::Error(error) => Value::Error(error.to_string()),
    }
}

/// The day of a cell formatted as a date; within what a spreadsheet can show, 1900 to 9999.
fn day(moment: &calamine::ExcelDateTime) -> Option<chiso_model::Date> {
    if !moment.is_datetime() || !(1.0..2_958_466.0).contains(&moment.as_f64()) {
        return None;
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    chiso_model::Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The first row with a value is the header.
fn table(sheet: String, mut rows: Sparse) -> Option<Table> {
    let (header_row, header) = rows.pop_first()?;
    let mut table = Table { sheet: Some(sheet), header_row: u64::from(header_row) + 1, ..Table::default() };
    let mut named = Vec::new();
    for (column, value) in header {
        let name = match value {
            Value::Text(name) => name,
            Value::Number(number) => chiso_model::shortest(number),
            _ => continue,
        };
        named.push(column);
        table.header.push(Header { number: u64::from(column) + 1, name });
    }
    let mut unnamed = BTreeSet::new();
    for (row, mut cells) in rows {
        let values = named.iter().map(|column| cells.remove(column).unwrap_or(Value::Blank)).collect();
        unnamed.extend(cells.into_keys().map(|column| u64::from(column) + 1));
        table.rows.push(Row { number: u64::from(row) + 1, cells: values });
    }
    table.unnamed = unnamed.into_iter().collect();
    Some(table)
}
