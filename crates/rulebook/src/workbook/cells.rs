//! The cells of a workbook, as texts with their places.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Arc;

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};
use chiso_model::shortest;
use chiso_workbook::{Limits, Refusal};

use crate::document::{Item, SIZE_LIMIT, Scalar, Style, Written};
use crate::message::{DocumentProblem, Kind, Problem, WorkbookProblem};
use crate::place::Place;

/// A rulebook is smaller than facts can be.
const LIMITS: Limits = Limits { cells: 500_000, ..Limits::WIDE };

/// A sheet: names of its columns, and its cells.
pub(super) struct Grid {
    pub(super) name: Arc<str>,
    pub(super) header: BTreeMap<u32, (String, Place)>,
    cells: BTreeMap<u32, Vec<(u32, Item)>>,
    /// Cells whose value cannot be known.
    pub(super) problems: Vec<Problem>,
}

/// A row under the header.
pub(super) struct GridRow {
    /// Where it begins.
    pub(super) place: Place,
    /// Its number, from 1.
    pub(super) number: u32,
    /// Name of the column and what stands there.
    pub(super) cells: Vec<(String, Item)>,
}

impl Grid {
    pub(super) fn is_empty(&self) -> bool {
        self.cells.is_empty() && self.header.is_empty()
    }

    /// The number of a column, from 1.
    pub(super) fn column(&self, name: &str) -> Option<u32> {
        let found = self.header.iter().find(|(_, (of_column, _))| of_column == name);
        found.map(|(column, _)| column.saturating_add(1))
    }

    /// What stands in a column, from the top.
    pub(super) fn texts(&self, name: &str) -> Vec<&str> {
        let Some(column) = self.column(name) else { return Vec::new() };
        let cells = self.cells.values().flatten().filter(|(of_cell, _)| of_cell.saturating_add(1) == column);
        cells
            .filter_map(|(_, item)| match &item.written {
                Written::Scalar(scalar) if scalar.style == Style::Cell => Some(scalar.text.as_str()),
                _ => None,
            })
            .collect()
    }

    /// The rows; cells in columns without a known name are left out.
    pub(super) fn rows(self) -> Vec<GridRow> {
        let header = self.header;
        let named = |(column, item): (u32, Item)| header.get(&column).map(|(name, _)| (name.clone(), item));
        let rows = self.cells.into_iter().map(|(row, cells)| {
            let number = row.saturating_add(1);
            let cells: Vec<_> = cells.into_iter().filter_map(named).collect();
            let file = cells.first().map(|(_, item)| item.place.file.clone());
            (number, file, cells)
        });
        let sheet = self.name;
        rows.filter_map(|(number, file, cells)| {
            Some(GridRow { place: Place::cell(&file?, &sheet, number, 1), number, cells })
        })
        .collect()
    }
}

/// The sheets of a workbook.
pub(super) fn grids(bytes: &[u8], file: &Arc<str>) -> Result<Vec<Grid>, Vec<Problem>> {
    let whole = |problem: Kind| vec![Problem::error(Place::whole(file), problem)];
    let not_a_workbook = |detail: String| whole(WorkbookProblem::NotAWorkbook { detail }.into());
    if bytes.len() > SIZE_LIMIT {
        return Err(whole(DocumentProblem::TooLarge { limit: SIZE_LIMIT }.into()));
    }
    chiso_workbook::check(bytes, &LIMITS).map_err(|refusal| match refusal {
        Refusal::NotAWorkbook { detail } => not_a_workbook(detail),
        Refusal::TooMuch { what, limit } => whole(WorkbookProblem::TooLarge { what, limit }.into()),
        Refusal::CellBeyond { reference } => whole(WorkbookProblem::CellBeyond { reference }.into()),
    })?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| not_a_workbook(error.to_string()))?;
    let mut out = Vec::new();
    for name in workbook.sheet_names() {
        let sheet: Arc<str> = Arc::from(name.trim());
        let mut grid =
            Grid { name: Arc::clone(&sheet), header: BTreeMap::new(), cells: BTreeMap::new(), problems: Vec::new() };
        // Sheets of charts have no cells; they are no concern here.
        let Ok(mut reader) = workbook.worksheet_cells_reader(&name) else { continue };
        while let Some(cell) =
            reader.next_cell_with_formula_metadata().map_err(|error| not_a_workbook(error.to_string()))?
        {
            let (row, column) = cell.pos;
            let place = Place::cell(file, &sheet, row.saturating_add(1), column.saturating_add(1));
            // A program that writes workbooks without computing them leaves a formula without a value.
            let never_computed = cell.formula.is_some() && matches!(cell.value, DataRef::Empty);
            let (text, style) = match text(&cell.value) {
                Ok(None) if never_computed => {
                    grid.problems.push(Problem::error(place.clone(), WorkbookProblem::FormulaWithoutValue));
                    (String::new(), Style::Unknown)
                }
                Ok(None) => continue,
                Ok(Some(text)) => (text, Style::Cell),
                Err(error) => {
                    grid.problems.push(Problem::error(place.clone(), WorkbookProblem::CellError { error }));
                    (String::new(), Style::Unknown)
                }
            };
            if row == 0 {
                grid.header.insert(column, (text.trim().to_owned(), place));
            } else {
                let item = Item { place, written: Written::Scalar(Scalar { text, style }) };
                grid.cells.entry(row).or_default().push((column, item));
            }
        }
        for cells in grid.cells.values_mut() {
            cells.sort_by_key(|(column, _)| *column);
        }
        out.push(grid);
    }
    Ok(out)
}

/// A cell as text; of a cell that shows an error, the error.
fn text(value: &DataRef<'_>) -> Result<Option<String>, String> {
    let text = match value {
        DataRef::Empty => None,
        DataRef::Int(number) => Some(number.to_string()),
        DataRef::Float(number) => Some(shortest(*number)),
        DataRef::Bool(truth) => Some(truth.to_string()),
        DataRef::String(text) | DataRef::DurationIso(text) => Some(text.clone()),
        DataRef::SharedString(text) => Some((*text).to_owned()),
        DataRef::DateTime(moment) => Some(day(moment)),
        DataRef::DateTimeIso(text) => Some(text.split('T').next().unwrap_or_default().to_owned()),
        DataRef::Error(error) => return Err(error.to_string()),
    };
    Ok(text.filter(|text| !text.is_empty()))
}

/// A cell formatted as a date, as the format writes dates.
fn day(moment: &ExcelDateTime) -> String {
    let value = moment.as_f64();
    // Days that Excel itself can show: 1900 to 9999.
    if moment.is_datetime() && (1.0..2_958_466.0).contains(&value) {
        let (year, month, day, ..) = moment.to_ymd_hms_milli();
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        shortest(value)
    }
}
