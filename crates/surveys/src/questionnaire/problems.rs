//! Everything that is wrong with a questionnaire that was brought, with sheet, row and column.

use chiso_model::Lang;
use chiso_questionnaire::{Place, Problem};
use chiso_web::Reader;
use chiso_web::parts::{Cell, Column, Row, Table, TableQuery};
use chiso_workspace::house::at;

use crate::words::say;

/// The problems as a table; `rest` is the address of the page after the language.
pub(super) fn table(reader: &Reader, rest: &str, problems: &[Problem]) -> Table {
    let lang = reader.lang;
    let columns = ["form-problem-sheet", "form-problem-row", "form-problem-column", "form-problem-what"];
    Table::new(lang, "problems", say(lang, "form-problems"), at(reader, rest), TableQuery::of(&[]))
        .columns(columns.map(|key| Column::text(say(lang, key))).into())
        .page_rows(problems.len())
        .rows(problems.iter().map(|problem| row(problem, lang)).collect(), problems.len())
}

fn row(problem: &Problem, lang: Lang) -> Row {
    let place = &problem.place;
    let whole = |key: &str| Cell::None(say(lang, key));
    // What is wrong with a file is not told of a sheet and a row again.
    let within = |known: bool, key: &str| if known { whole(key) } else { Cell::None("–".to_owned()) };
    let (has_sheet, has_row) = (place.sheet.is_some(), place.row.is_some());
    Row::new(vec![
        place.sheet.as_ref().map_or_else(|| whole("form-problem-whole-file"), Cell::text),
        place.row.map_or_else(|| within(has_sheet, "form-problem-whole-sheet"), |row| Cell::text(row.to_string())),
        letters(place).map_or_else(|| within(has_row, "form-problem-whole-row"), Cell::text),
        Cell::text(quoted(&problem.message(lang))),
    ])
}

/// A message of the reader of forms, for a page: what stands between backticks there stands between quotation marks.
fn quoted(message: &str) -> String {
    let mut pieces = message.split('`');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for (piece, mark) in pieces.zip(['“', '”'].into_iter().cycle()) {
        text.push(mark);
        text.push_str(piece);
    }
    text
}

/// The letters of the column, as the place itself writes them: `C` of `survey!C5`.
fn letters(place: &Place) -> Option<String> {
    place.column?;
    let written = place.to_string();
    let (_, cell) = written.rsplit_once('!')?;
    Some(cell.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_quotation_marks() {
        assert_eq!(quoted("hãy dùng `today()` hoặc `${tên}`."), "hãy dùng “today()” hoặc “${tên}”.");
        assert_eq!(quoted("Ô trống."), "Ô trống.");
    }

    #[test]
    fn a_column_has_its_letters() {
        let at = |row, column| Place { sheet: Some("a!b".to_owned()), row, column };
        assert_eq!(letters(&at(Some(5), Some(28))), Some("AB".to_owned()));
        assert_eq!(letters(&at(Some(5), None)), None);
        assert_eq!(letters(&Place::default()), None);
    }
}
