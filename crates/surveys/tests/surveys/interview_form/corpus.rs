//! Forms that were written by people: the corpus of the questionnaires, the forms of its tests, what is shipped.

use std::path::Path;

use chiso_questionnaire::{Form, SHIPPED, Sheet, read_sheets};

/// A screen with a group that is asked and nothing in it that is; a column that every object of JavaScript seems to have; a choice beside “other” among several.
const ODD: &str = "
[survey]
type | name | label | relevant | choice_filter | appearance
select_multiple ab or_other | many | Many | | |
begin_group | outer | Outer | | | field-list
begin_group | inner | Inner | | |
text | why | Why | selected(${many}, 'other') | |
text | why_not | Why not | not(selected(${many}, 'a')) and ${many} != '' | |
end_group | | | | |
end_group | | | | |
select_one ab | one | One | | string-length(constructor) = 0 |
select_one ab | two | Two | | concat(toString, 'x') = 'x' or constructor = ${one} |
[choices]
list_name | name | label | constructor | toString
ab | a | A | | 1
ab | b | B | b |
ab | other | Other | |
";

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
    forms.push(("odd".to_owned(), read_sheets(&sheets_of(ODD)).unwrap()));
    forms.sort_by(|(a, _), (b, _)| a.cmp(b));
    forms
}
