//! Forms that were written by people: the corpus of the questionnaires, the forms of its tests, what is shipped.

use std::path::Path;

use chiso_questionnaire::{Form, SHIPPED, Sheet, read_sheets};

/// Sheets from text: `[sheet]`, then rows with `|` between cells.
fn sheets_of(text: &str) -> Vec<Sheet> {
    let sheets = format!("\n{text}");
    let sheets = sheets.split("\n[").skip(1).map(|sheet| {
        let (name, rows) = sheet.split_once("]\n").unwrap();
        Sheet::from_rows(name, rows.lines().map(|line| line.split('|').map(str::trim)))
    });
    sheets.collect()
}

/// Every form of the corpus that can be read, and every one shipped, by name.
pub(crate) fn corpus() -> Vec<(String, Form)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../questionnaire/tests/corpus");
    let mut forms: Vec<(String, Form)> = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let sheets = text.split("=====\n").next().and_then(|text| text.split_once('\n')).unwrap().1;
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        forms.extend(read_sheets(&sheets_of(sheets)).ok().map(|form| (name, form)));
    }
    assert!(forms.len() >= 15, "the corpus was found");
    forms.extend(SHIPPED.iter().map(|shipped| (shipped.id.to_owned(), shipped.form().unwrap())));
    forms.sort_by(|(a, _), (b, _)| a.cmp(b));
    forms
}
