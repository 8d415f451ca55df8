//! Workbooks as spreadsheet programs make them: cells that are numbers, days and truths; damaged and foreign files.

use std::io::{Cursor, Read as _, Write as _};

use chiso_model::Lang;
use chiso_questionnaire::{Answer, ProblemKind, Required, read_xlsx};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

/// A workbook whose sheet `survey` and `choices` are filled in.
fn workbook(fill: impl Fn(&mut Worksheet, &mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let mut survey = Worksheet::new();
    let mut choices = Worksheet::new();
    survey.set_name("survey").unwrap();
    choices.set_name("choices").unwrap();
    for (column, name) in (0u16..).zip(["type", "name", "label", "required", "default"]) {
        survey.write(0, column, name).unwrap();
    }
    for (column, name) in (0u16..).zip(["list_name", "name", "label"]) {
        choices.write(0, column, name).unwrap();
    }
    fill(&mut survey, &mut choices);
    workbook.push_worksheet(survey);
    workbook.push_worksheet(choices);
    workbook.save_to_buffer().unwrap()
}

fn kinds(bytes: &[u8]) -> Vec<(String, ProblemKind)> {
    read_xlsx(bytes).unwrap_err().into_iter().map(|problem| (problem.place.to_string(), problem.kind)).collect()
}

#[test]
fn numbers_days_and_truths_are_read_as_what_they_show() {
    let bytes = workbook(|survey, choices| {
        let day = ExcelDateTime::from_ymd(2026, 11, 22).unwrap();
        let as_day = Format::new().set_num_format("dd/mm/yyyy");
        survey.write(1, 0, "date").unwrap().write(1, 1, "day").unwrap().write(1, 2, "Day").unwrap();
        survey.write_boolean(1, 3, true).unwrap().write_datetime_with_format(1, 4, &day, &as_day).unwrap();
        survey.write(2, 0, "select_one scale").unwrap().write(2, 1, "s").unwrap().write(2, 2, 2026).unwrap();
        survey.write_boolean(2, 3, false).unwrap().write(2, 4, 1).unwrap();
        choices.write(1, 0, "scale").unwrap().write(1, 1, 1).unwrap().write(1, 2, "  One  ").unwrap();
        choices.write(3, 0, "scale").unwrap().write(3, 1, 2.5).unwrap().write(3, 2, "Two\r\nand a half").unwrap();
    });
    let form = read_xlsx(&bytes).unwrap();
    let day = form.item("day").unwrap().question().unwrap();
    assert_eq!(day.required, Required::Always);
    assert_eq!(day.default, Some(Answer::Date("2026-11-22".parse().unwrap())));
    let scale = form.item("s").unwrap();
    assert_eq!((form.text(&scale.label, "vi"), &scale.question().unwrap().required), ("2026", &Required::Never));
    assert_eq!(scale.question().unwrap().default, Some(Answer::One("1".into())));
    let choices: Vec<(&str, &str)> =
        form.choices("scale").iter().map(|choice| (choice.code.as_str(), form.text(&choice.label, "vi"))).collect();
    assert_eq!(choices, [("1", "One"), ("2.5", "Two\nand a half")]);
}

#[test]
fn cells_without_a_value_are_told_with_their_places() {
    let mut bytes = workbook(|survey, _| {
        survey.write(1, 0, "text").unwrap().write(1, 1, "a").unwrap();
        survey.write_formula(1, 2, Formula::new("1/0").set_result("#DIV/0!")).unwrap();
        survey.write(2, 0, "text").unwrap().write(2, 1, "b").unwrap();
        survey.write_formula(2, 2, Formula::new("A1").set_result("never computed")).unwrap();
    });
    bytes = replaced(&bytes, "<v>never computed</v>", "<v></v>");
    let found = kinds(&bytes);
    assert!(found.contains(&("survey!C2".into(), ProblemKind::CellError { error: "#DIV/0!".into() })), "{found:?}");
    assert!(found.contains(&("survey!C3".into(), ProblemKind::FormulaWithoutValue)), "{found:?}");
}

#[test]
fn what_is_no_workbook_of_a_form_is_refused() {
    let sound = workbook(|survey, _| {
        survey.write(1, 0, "text").unwrap().write(1, 1, "a").unwrap().write(1, 2, "A").unwrap();
    });
    assert!(read_xlsx(&sound).is_ok());
    for bytes in [&b""[..], b"type,name\n", &sound[..sound.len() / 2], &[0; 3000]] {
        assert!(matches!(kinds(bytes)[..], [(_, ProblemKind::NotAWorkbook)]));
        // In words for people, without those of the reader of archives.
        let [vi, en] = [Lang::Vi, Lang::En].map(|lang| read_xlsx(bytes).unwrap_err()[0].message(lang));
        assert!(vi.contains("hoặc đã bị hỏng") && !vi.to_lowercase().contains("zip"), "{vi}");
        assert!(en.contains("or it is damaged") && !en.to_lowercase().contains("zip"), "{en}");
    }
    assert!(matches!(kinds(&vec![0; 9 << 20])[..], [(_, ProblemKind::FileTooLarge { .. })]));
    let beyond = replaced(&sound, "r=\"A2\"", "r=\"A99999999999\"");
    assert!(matches!(kinds(&beyond)[..], [(_, ProblemKind::CellBeyond { .. })]));
    let long = workbook(|survey, _| {
        for row in 1..6_000 {
            survey.write(row, 0, "text").unwrap();
        }
    });
    assert!(matches!(kinds(&long)[..], [(_, ProblemKind::TooMuch { .. })]));
    for bytes in [&beyond, &long] {
        let problems = read_xlsx(bytes).unwrap_err();
        assert!(problems.iter().all(|problem| problem.line(Lang::Vi) != problem.line(Lang::En)));
    }
}

/// The workbook with a text replaced in all its parts.
fn replaced(bytes: &[u8], old: &str, new: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(text.replace(old, new).as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}
