//! Broken rulebooks, each with its exact messages in English and Vietnamese.
//!
//! A case is a file in `tests/broken`: the rulebook as YAML (`.case`) or as sheets of cells (`.sheets`), a line `=====`, and the messages. Cases ending in a warning
//! are there for the warning. With `CHISO_UPDATE_CASES=1` the messages are written anew, to be read by a person before they are committed.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;

use chiso_model::Lang;
use chiso_rulebook::{Kind, Loaded, Problem, Severity, load_xlsx, load_yaml, read_xlsx, read_yaml};
use rust_xlsxwriter::{Formula, Workbook};

const SEPARATOR: &str = "=====\n";

struct Case {
    name: String,
    input: String,
    wanted: String,
    loaded: Loaded,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let (input, wanted) = text.split_once(SEPARATOR).unwrap();
            let loaded = if path.extension().unwrap() == "sheets" {
                load_xlsx(&workbook(input), "r.xlsx")
            } else {
                load_yaml(input, "r.yaml")
            };
            Case { name: path.display().to_string(), input: input.to_owned(), wanted: wanted.to_owned(), loaded }
        })
        .collect()
}

/// A workbook from text: `[sheet]`, then rows with ` | ` between cells. After ` @ ` stands the reference that a cell has in a damaged file.
fn workbook(text: &str) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let mut changes = vec![(format!("<v>{NEVER_COMPUTED}</v>"), "<v></v>".to_owned())];
    for sheet in text.split("\n[").map(|sheet| sheet.trim_start_matches('[')) {
        let (name, rows) = sheet.split_once("]\n").unwrap();
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(name).unwrap();
        for (row, line) in (0u32..).zip(rows.lines()) {
            for (column, cell) in (0u16..).zip(line.split('|').map(str::trim)) {
                let cell = match cell.split_once(" @ ") {
                    Some((cell, reference)) => {
                        changes.push((
                            format!("r=\"{}\"", column_name(column) + &(row + 1).to_string()),
                            format!("r=\"{reference}\""),
                        ));
                        cell
                    }
                    None => cell,
                };
                if cell.starts_with('#') {
                    worksheet.write_formula(row, column, Formula::new("=1").set_result(cell)).unwrap();
                } else if cell == "=" {
                    worksheet.write_formula(row, column, Formula::new("=5+30").set_result(NEVER_COMPUTED)).unwrap();
                } else if let Ok(number) = cell.parse::<f64>() {
                    worksheet.write_number(row, column, number).unwrap();
                } else if !cell.is_empty() {
                    worksheet.write_string(row, column, cell).unwrap();
                }
            }
        }
    }
    changed(&workbook.save_to_buffer().unwrap(), &changes)
}

/// The result of a formula that is taken out again, as of programs that write workbooks without computing them.
const NEVER_COMPUTED: &str = "-0.987654321";

fn column_name(column: u16) -> String {
    char::from(b'A' + u8::try_from(column).unwrap()).to_string()
}

/// The same workbook with other texts in its parts.
fn changed(bytes: &[u8], changes: &[(String, String)]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..archive.len() {
        let mut file = archive.by_index(i).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        let name = file.name().unwrap().into_owned();
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        let text = changes.iter().fold(text, |text, (from, to)| text.replace(from, to));
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn messages(problems: &[Problem]) -> String {
    let mut out = String::new();
    for problem in problems {
        for lang in [Lang::En, Lang::Vi] {
            let _ = writeln!(out, "{}", problem.line(lang));
        }
    }
    out
}

#[test]
fn every_broken_rulebook_has_its_exact_messages() {
    let cases = cases();
    assert!(cases.len() >= 35);
    let update = std::env::var_os("CHISO_UPDATE_CASES").is_some();
    let mut wrong = Vec::new();
    for case in &cases {
        let found = messages(&case.loaded.problems);
        assert!(!found.is_empty(), "{}: no problem was found", case.name);
        let errors = case.loaded.problems.iter().any(|p| p.severity == Severity::Error);
        assert_eq!(case.loaded.rulebook.is_none(), errors, "{}", case.name);
        if found != case.wanted {
            if update {
                fs::write(&case.name, format!("{}{SEPARATOR}{found}", case.input)).unwrap();
            } else {
                wrong.push(format!("{}\n--- wanted\n{}--- found\n{found}", case.name, case.wanted));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The names of the variants that a file of messages declares.
fn declared(source: &str, name: &str) -> BTreeSet<String> {
    let (_, after) = source.split_once(&format!("pub enum {name} {{\n")).unwrap();
    let (body, _) = after.split_once("\n}").unwrap();
    let starts = body
        .lines()
        .filter_map(|line| line.strip_prefix("    ").filter(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase())));
    starts.map(|line| line.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap().to_owned()).collect()
}

#[test]
fn every_kind_of_problem_has_a_case() {
    let mut missing = BTreeSet::new();
    for (source, name) in [
        (include_str!("../../src/message/document.rs"), "DocumentProblem"),
        (include_str!("../../src/message/shape.rs"), "ShapeProblem"),
        (include_str!("../../src/message/meaning.rs"), "MeaningProblem"),
        (include_str!("../../src/message/workbook.rs"), "WorkbookProblem"),
    ] {
        missing.extend(declared(source, name));
    }
    let mut seen = |problem: &Problem| {
        let text = match &problem.kind {
            Kind::Document(problem) => format!("{problem:?}"),
            Kind::Shape(problem) => format!("{problem:?}"),
            Kind::Meaning(problem) => format!("{problem:?}"),
            Kind::Workbook(problem) => format!("{problem:?}"),
        };
        missing.remove(text.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap());
    };
    for case in cases() {
        case.loaded.problems.iter().for_each(&mut seen);
    }
    for (problems, _) in extreme() {
        problems.iter().for_each(&mut seen);
    }
    // A difference between schema and types would be a fault of the program: no input leads there.
    assert_eq!(missing, BTreeSet::from(["Unreadable".to_owned()]));
}

/// Inputs too large to be kept as files, with the English message.
fn extreme() -> Vec<(Vec<Problem>, &'static str)> {
    let long = format!("chiso: 1\ntitle: {{vi: {}}}\n", "a".repeat(32_001));
    let mut many = Workbook::new();
    let worksheet = many.add_worksheet();
    for row in 0..1001 {
        for column in 0..500 {
            worksheet.write_number(row, column, 1).unwrap();
        }
    }
    let mut one = Workbook::new();
    one.add_worksheet().write_number(0, 0, 1).unwrap();
    let one = one.save_to_buffer().unwrap();
    let with = |text: String| changed(&one, &[("</row>".to_owned(), format!("{text}</row>"))]);
    vec![
        (
            read_yaml("", "r.yaml").unwrap_err(),
            "r.yaml: error: The file is empty. Get a template with `chiso rulebook template`.",
        ),
        (
            read_yaml("# only a remark\n", "r.yaml").unwrap_err(),
            "r.yaml: error: The file is empty. Get a template with `chiso rulebook template`.",
        ),
        (
            read_yaml(&"x".repeat(5_000_000), "r.yaml").unwrap_err(),
            "r.yaml: error: The file is larger than 4 MiB and is not read. No rulebook is that long; check that it is the right file.",
        ),
        (
            read_yaml(&"[".repeat(100), "r.yaml").unwrap_err(),
            "r.yaml:1:65: error: Nested more than 64 levels deep. Use fewer levels.",
        ),
        (
            read_yaml(&long, "r.yaml")
                .unwrap_err()
                .into_iter()
                .filter(|p| p.message(Lang::En).contains("longer"))
                .collect(),
            "r.yaml:2:13: error: `vi` is longer than 32000 characters and does not fit a spreadsheet cell. Shorten it.",
        ),
        (
            read_xlsx(b"PK no workbook", "r.xlsx").unwrap_err(),
            "r.xlsx: error: The file cannot be opened as an .xlsx workbook (invalid Zip archive: Could not find EOCD). Save it again as \"Excel Workbook (.xlsx)\", without a password.",
        ),
        (
            read_xlsx(&many.save_to_buffer().unwrap(), "r.xlsx").unwrap_err(),
            "r.xlsx: error: The workbook is too large (at most 500000 cells). Delete rows, columns and sheets that are not needed; check that it is the right file.",
        ),
        (
            read_xlsx(&with("<c/>".repeat(2_001)), "r.xlsx").unwrap_err(),
            "r.xlsx: error: The workbook is too large (at most 2000 cells in a row). Delete rows, columns and sheets that are not needed; check that it is the right file.",
        ),
        (
            read_xlsx(&with(format!("</row>{}<row>", "<row/>".repeat(200_000))), "r.xlsx").unwrap_err(),
            "r.xlsx: error: The workbook is too large (at most 200000 rows in a sheet). Delete rows, columns and sheets that are not needed; check that it is the right file.",
        ),
        (
            read_xlsx(&with(" ".repeat(64 << 20)), "r.xlsx").unwrap_err(),
            "r.xlsx: error: The workbook is too large (at most 64 MiB after unpacking). Delete rows, columns and sheets that are not needed; check that it is the right file.",
        ),
    ]
}

#[test]
fn extreme_inputs_are_refused() {
    for (problems, wanted) in extreme() {
        let lines: Vec<_> = problems.iter().map(|p| p.line(Lang::En)).collect();
        assert_eq!(lines, [wanted]);
    }
}

#[test]
fn every_message_is_whole_in_both_languages() {
    for case in cases() {
        for problem in &case.loaded.problems {
            let (vi, en) = (problem.message(Lang::Vi), problem.message(Lang::En));
            for text in [&vi, &en] {
                assert!(
                    !text.trim().is_empty() && !text.contains("{}") && !text.contains("  "),
                    "{}: {text}",
                    case.name
                );
                assert!(text.ends_with(['.', '?', ')']), "{}: {text}", case.name);
            }
            assert_ne!(vi, en, "{}", case.name);
            let marked = vi
                .chars()
                .any(|c| "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹáàãéèíìóòõúùýĐÁÂĂÊÔƠƯ".contains(c));
            assert!(marked, "{}: {vi}", case.name);
        }
    }
}
