//! `docs/questionnaire.md` says what the program does.

use chiso_questionnaire::expression::{DEEPEST, Function, LONGEST, MOST_OPERATORS, REFUSED};
use chiso_questionnaire::{Appearance, REFUSED_COLUMNS, REFUSED_TYPES, SHEETS, SHIPPED, columns_of};

const DOCUMENT: &str = include_str!("../../../../docs/questionnaire.md");

/// The first column of the table below a heading, without backquotes.
fn first_column(heading: &str) -> Vec<&'static str> {
    let (_, section) =
        DOCUMENT.split_once(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("no section {heading}"));
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    rows.map(|line| line.split('`').nth(1).unwrap()).collect()
}

#[test]
fn the_document_lists_every_function_and_no_other() {
    let functions: Vec<&str> = Function::ALL.iter().map(|(name, ..)| *name).collect();
    assert_eq!(first_column("Functions"), functions);
    for (name, ..) in REFUSED {
        assert!(DOCUMENT.contains(&format!("`{name}`")), "{name} is refused and not in the document");
    }
    for number in [LONGEST, DEEPEST, MOST_OPERATORS] {
        let written =
            if number < 1_000 { number.to_string() } else { format!("{},{:03}", number / 1_000, number % 1_000) };
        assert!(DOCUMENT.contains(&written), "{written}");
    }
}

#[test]
fn the_document_lists_every_sheet_column_and_appearance() {
    assert_eq!(first_column("Sheets"), SHEETS);
    for sheet in SHEETS {
        let (plain, texts) = columns_of(sheet);
        for column in plain.iter().chain(texts) {
            assert!(DOCUMENT.contains(&format!("`{column}`")), "column {column} of {sheet}");
        }
    }
    let appearances: Vec<&str> = Appearance::ALL.iter().map(|(word, _)| *word).collect();
    assert_eq!(first_column("Appearances"), appearances);
}

#[test]
fn the_document_lists_what_is_refused_and_what_is_shipped() {
    for name in REFUSED_TYPES.iter().map(|(name, _)| name).chain(REFUSED_COLUMNS.iter().map(|(name, _)| name)) {
        assert!(DOCUMENT.contains(&format!("`{name}`")), "{name}");
    }
    for shipped in SHIPPED {
        assert!(DOCUMENT.contains(&format!("`{}`", shipped.id)), "{}", shipped.id);
    }
}
