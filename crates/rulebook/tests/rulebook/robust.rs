//! No input makes the readers panic, and what they read can be written and read again.

use std::io::{Cursor, Read, Write};
use std::sync::LazyLock;

use chiso_model::Lang;
use chiso_rulebook::{
    Loaded, load_xlsx, load_yaml, read_xlsx, read_yaml, template_xlsx, template_yaml, to_xlsx, to_yaml,
};
use proptest::prelude::*;

static TEMPLATE: LazyLock<Vec<u8>> = LazyLock::new(|| template_xlsx(Lang::En).unwrap());

/// Whatever was read, its messages can be written; what was accepted is kept by both forms.
fn look(loaded: &Loaded) {
    for problem in &loaded.problems {
        for lang in Lang::ALL {
            assert!(!problem.line(lang).is_empty());
        }
    }
    if let Some(rulebook) = &loaded.rulebook {
        assert_eq!(read_yaml(&to_yaml(rulebook), "again.yaml").as_ref(), Ok(rulebook));
        let bytes = to_xlsx(rulebook, Lang::En).unwrap();
        assert_eq!(read_xlsx(&bytes, "again.xlsx").as_ref(), Ok(rulebook));
    } else {
        assert!(!loaded.problems.is_empty());
    }
}

const PIECES: [&str; 40] = [
    ":",
    "-",
    "? ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "\n",
    "  ",
    "\t",
    "\"",
    "'",
    "|",
    ">",
    "&a",
    "*a",
    "!t",
    "#",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "~",
    "null",
    "true",
    "0",
    "-1",
    "1e999",
    ".nan",
    "2024-02-30",
    "90%",
    "kind: ratio",
    "children:",
    "tree:",
    "\u{feff}",
    "\u{0}",
    "ế",
    "<<: ",
    "\r\n",
    "\u{2028}",
];

/// A piece is put in, a range is cut out, or a range is doubled.
fn mutate(text: &str, edits: &[(u8, usize, usize, usize)]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for &(sort, at, length, piece) in edits {
        let at = at % (chars.len() + 1);
        let end = (at + length % 40).min(chars.len());
        match sort % 4 {
            0 => drop(chars.splice(at..at, PIECES[piece % PIECES.len()].chars())),
            1 => drop(chars.drain(at..end)),
            2 => {
                let copy: Vec<char> = chars[at..end].to_vec();
                drop(chars.splice(at..at, copy));
            }
            _ => drop(chars.splice(at..end, PIECES[piece % PIECES.len()].chars())),
        }
    }
    chars.into_iter().collect()
}

fn edits() -> impl Strategy<Value = Vec<(u8, usize, usize, usize)>> {
    prop::collection::vec((any::<u8>(), any::<usize>(), any::<usize>(), any::<usize>()), 1..5)
}

/// The workbook with one part of its zip archive changed.
fn mutate_part(bytes: &[u8], part: usize, edits: &[(u8, usize, usize, usize)]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let chosen = part % archive.len();
    for i in 0..archive.len() {
        let mut file = archive.by_index(i).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        let text = if i == chosen { mutate(&text, edits) } else { text };
        let name = file.name().unwrap().into_owned();
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        look(&load_yaml(&text, "r.yaml"));
    }

    #[test]
    fn any_pieces_of_yaml_are_read_or_refused(pieces in prop::collection::vec(0..PIECES.len(), 0..60)) {
        let text: String = pieces.into_iter().map(|i| PIECES[i]).collect();
        look(&load_yaml(&text, "r.yaml"));
    }

    #[test]
    fn a_changed_rulebook_is_read_or_refused(edits in edits()) {
        look(&load_yaml(&mutate(template_yaml(), &edits), "r.yaml"));
    }

    #[test]
    fn any_bytes_are_read_or_refused_as_a_workbook(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        look(&load_xlsx(&bytes, "r.xlsx"));
    }

    #[test]
    fn a_workbook_with_changed_bytes_is_read_or_refused(changes in prop::collection::vec((any::<usize>(), any::<u8>()), 1..6), cut in 0usize..40) {
        let mut bytes = TEMPLATE.clone();
        for (at, byte) in changes {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        if cut < 10 {
            bytes.truncate(bytes.len() * cut / 10);
        }
        look(&load_xlsx(&bytes, "r.xlsx"));
    }

    #[test]
    fn a_workbook_with_a_changed_part_is_read_or_refused(part in any::<usize>(), edits in edits()) {
        look(&load_xlsx(&mutate_part(&TEMPLATE, part, &edits), "r.xlsx"));
    }
}

#[test]
fn what_would_exhaust_the_reader_is_refused_quickly() {
    let deep_maps = (0..2000).fold(String::new(), |text, i| text + &" ".repeat(i) + "a:\n");
    let deep_lists = "- ".repeat(100_000);
    for text in [
        "[".repeat(4_000_000),
        "{a: ".repeat(1_000_000),
        deep_maps,
        deep_lists,
        "? ".repeat(100_000),
        "a: &a [*a, *a]".to_owned(),
    ] {
        let loaded = load_yaml(&text, "r.yaml");
        assert!(loaded.rulebook.is_none());
    }
}

/// A chain of nodes, each under the one before, is refused instead of exhausting the stack.
#[test]
fn a_workbook_with_a_very_deep_tree_is_refused() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let book = workbook.add_worksheet();
    book.set_name("rulebook").unwrap();
    book.write_row(0, 0, ["key", "value"]).unwrap();
    let nodes = workbook.add_worksheet();
    nodes.set_name("nodes").unwrap();
    nodes.write_row(0, 0, ["id", "parent", "title.vi"]).unwrap();
    for row in 1..50_000u32 {
        nodes.write_string(row, 0, format!("n{row}")).unwrap();
        nodes.write_string(row, 2, "x").unwrap();
        if row > 1 {
            nodes.write_string(row, 1, format!("n{}", row - 1)).unwrap();
        }
    }
    let problems = read_xlsx(&workbook.save_to_buffer().unwrap(), "r.xlsx").unwrap_err();
    let lines: Vec<_> = problems.iter().map(|p| p.line(Lang::En)).collect();
    assert_eq!(lines, ["r.xlsx:nodes!A26: error: Nested more than 24 levels deep. Use fewer levels."]);
}
