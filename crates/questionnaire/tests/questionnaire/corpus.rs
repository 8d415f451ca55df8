//! Forms, good and bad, each bad one with its exact messages in English and Vietnamese.
//!
//! A case is a file in `tests/corpus`: a line that says what pyxform, the reference reader of XLSForm, does with it; the sheets, ` | ` between cells; a line `=====`;
//! and the messages. `good_` forms are read by both; `bad_` ones break rules of XLSForm itself; `ours_` ones are XLSForm beyond the subset. With
//! `CHISO_UPDATE_CASES=1` the messages are written anew, to be read by a person before they are committed.

use crate::cases::{cases, sheets_of};
use chiso_model::Lang;
use chiso_questionnaire::{Block, Problem, read_sheets, read_xlsx, sheet_to_csv, sheets_from_csv};

fn messages(problems: &[Problem]) -> String {
    let lines = problems.iter().map(|problem| format!("{}\n{}\n", problem.line(Lang::En), problem.line(Lang::Vi)));
    lines.collect()
}

#[test]
fn every_form_is_read_or_refused_in_these_words() {
    let mut differences = Vec::new();
    for case in cases() {
        let found = read_xlsx(&case.workbook).map_or_else(|problems| messages(&problems), |_| String::new());
        if found != case.wanted {
            if std::env::var_os("CHISO_UPDATE_CASES").is_some() {
                case.update(&found);
            }
            differences.push(format!("{}\nfound:\n{found}wanted:\n{}", case.name, case.wanted));
        }
        if case.name.starts_with("good_") != found.is_empty() {
            differences.push(format!("{}: good or not?\n{found}", case.name));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn the_corpus_is_large_enough_and_says_what_others_do() {
    let cases = cases();
    let count = |prefix: &str| cases.iter().filter(|case| case.name.starts_with(prefix)).count();
    assert!(count("good_") >= 15 && count("bad_") >= 15 && count("ours_") >= 20, "{} forms", cases.len());
    for case in &cases {
        assert_eq!(case.pyxform_accepts, !case.name.starts_with("bad_"), "{}", case.name);
    }
}

#[test]
fn what_was_read_and_written_means_the_same() {
    for case in cases().iter().filter(|case| case.name.starts_with("good_")) {
        let form = read_xlsx(&case.workbook).unwrap();
        let written = form.to_xlsx().unwrap();
        assert_eq!(read_xlsx(&written), Ok(form.clone()), "{}: as a workbook", case.name);
        assert_eq!(form.to_xlsx().unwrap(), written, "{}: the same bytes", case.name);
        assert_eq!(read_sheets(&form.to_sheets()), Ok(form.clone()), "{}: as sheets", case.name);
        let csv: Vec<(String, String)> =
            form.to_sheets().iter().map(|sheet| (sheet.name.clone(), sheet_to_csv(sheet))).collect();
        let csv: Vec<(&str, &str)> = csv.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        assert_eq!(read_sheets(&sheets_from_csv(&csv).unwrap()), Ok(form), "{}: as CSV", case.name);
    }
}

#[test]
fn sheets_and_workbooks_are_refused_in_the_same_words() {
    for case in cases() {
        let (a, b) = (read_xlsx(&case.workbook), read_sheets(&sheets_of(&case.input)));
        assert_eq!(a.is_err(), b.is_err(), "{}", case.name);
        assert_eq!(a.err(), b.err(), "{}", case.name);
    }
}

#[test]
fn grids_of_both_kinds_are_blocks() {
    for (name, head, rows) in [("good_table_list", "g", "r1 r2"), ("good_list_nolabel", "head", "r1 r2")] {
        let case = cases().into_iter().find(|case| case.name == name).unwrap();
        let form = read_xlsx(&case.workbook).unwrap();
        let pages = form.pages();
        let [page] = &pages[..] else { panic!("{name} has {} screens", pages.len()) };
        let blocks = form.blocks(page);
        let [Block::Grid(grid)] = &blocks[..] else { panic!("{name}: {blocks:?}") };
        let names: Vec<&str> = grid.rows.iter().map(|row| form.items()[*row].name.as_str()).collect();
        assert_eq!((form.items()[grid.head].name.as_str(), names.join(" ").as_str()), (head, rows), "{name}");
    }
}
