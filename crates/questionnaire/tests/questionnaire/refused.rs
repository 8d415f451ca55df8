//! Everything that is named as refused is refused, at its place.

use chiso_model::Lang;
use chiso_questionnaire::expression::{Expression, REFUSED, Wrong};
use chiso_questionnaire::{
    Problem, ProblemKind, REFUSED_COLUMNS, REFUSED_TYPES, SHEETS, Sheet, columns_of, read_sheets,
};

/// The problem at a place; others may follow from it.
fn at(place: &str, sheets: &[Sheet]) -> ProblemKind {
    let problems = read_sheets(sheets).unwrap_err();
    for problem in &problems {
        let (vi, en) = (problem.message(Lang::Vi), problem.message(Lang::En));
        assert!(vi != en && vi.ends_with('.') && en.ends_with('.'), "{vi} / {en}");
    }
    let found = problems.into_iter().find(|problem: &Problem| problem.place.to_string() == place);
    found.unwrap_or_else(|| panic!("nothing is told at {place}")).kind
}

#[test]
fn every_type_that_is_named_as_refused_is_refused() {
    for (name, (vi, en)) in REFUSED_TYPES {
        for written in [name.to_owned(), format!("{name} list")] {
            let rows = [["type", "name", "label"], ["text", "a", "A"], [written.as_str(), "b", "B"]];
            let found = at("survey!A3", &[Sheet::from_rows("survey", rows)]);
            assert_eq!(found, ProblemKind::RefusedType { name: name.to_owned() }, "{written}");
        }
        assert!(!vi.is_empty() && !en.is_empty());
    }
}

#[test]
fn every_column_that_is_named_as_refused_is_refused() {
    for (name, (vi, en)) in REFUSED_COLUMNS {
        assert!(!vi.is_empty() && !en.is_empty());
        for sheet in SHEETS {
            let (plain, texts) = columns_of(sheet);
            if plain.contains(&name) || texts.contains(&name) {
                continue;
            }
            for written in [name.to_owned(), format!("{name}::English (en)")] {
                let survey = Sheet::from_rows("survey", [["type", "name", "label"], ["text", "a", "A"]]);
                let mut header = vec![""; 20];
                header.push(&written);
                let refused = Sheet::from_rows(sheet, [header]);
                let sheets = if sheet == "survey" { vec![refused] } else { vec![survey, refused] };
                let found = at(&format!("{sheet}!U1"), &sheets);
                assert_eq!(found, ProblemKind::RefusedColumn { name: written });
            }
        }
    }
}

#[test]
fn every_function_that_is_named_as_refused_is_refused() {
    for (name, ..) in REFUSED {
        let error = Expression::parse(&format!("1 + {name}(2)")).unwrap_err();
        assert_eq!((error.at, error.wrong), (5, Wrong::RefusedFunction(name)));
    }
}
