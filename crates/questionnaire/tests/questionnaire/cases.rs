//! The corpus of forms.

use std::fs;
use std::path::{Path, PathBuf};

use chiso_questionnaire::Sheet;
use rust_xlsxwriter::Workbook;

const SEPARATOR: &str = "=====\n";

pub(crate) struct Case {
    pub(crate) name: String,
    path: PathBuf,
    pub(crate) input: String,
    pub(crate) wanted: String,
    pub(crate) pyxform_accepts: bool,
    pub(crate) workbook: Vec<u8>,
}

impl Case {
    pub(crate) fn update(&self, messages: &str) {
        let status = if self.pyxform_accepts { "accepts" } else { "refuses" };
        fs::write(&self.path, format!("pyxform {status}\n{}{SEPARATOR}{messages}", self.input)).unwrap();
    }
}

pub(crate) fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(case).collect()
}

fn case(path: PathBuf) -> Case {
    let text = fs::read_to_string(&path).unwrap();
    let (input, wanted) = text.split_once(SEPARATOR).unwrap();
    let (status, input) = input.split_once('\n').unwrap();
    Case {
        name: path.file_stem().unwrap().to_string_lossy().into_owned(),
        input: input.to_owned(),
        wanted: wanted.to_owned(),
        pyxform_accepts: match status {
            "pyxform accepts" => true,
            "pyxform refuses" => false,
            other => panic!("{}: {other}", path.display()),
        },
        workbook: workbook(&sheets_of(input)),
        path,
    }
}

/// Sheets from text: `[sheet]`, then rows with `|` between cells.
pub(crate) fn sheets_of(text: &str) -> Vec<Sheet> {
    let sheets = format!("\n{text}");
    let sheets = sheets.split("\n[").skip(1).map(|sheet| {
        let (name, rows) = sheet.split_once("]\n").unwrap();
        Sheet::from_rows(name, rows.lines().map(|line| line.split('|').map(str::trim)))
    });
    sheets.collect()
}

/// The workbook, written apart from the crate that is tested.
pub(crate) fn workbook(sheets: &[Sheet]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for sheet in sheets {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(&sheet.name).unwrap();
        for (row, cells) in &sheet.rows {
            for (column, text) in cells {
                let column = u16::try_from(column - 1).unwrap();
                worksheet.write_string(row - 1, column, text).unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}
