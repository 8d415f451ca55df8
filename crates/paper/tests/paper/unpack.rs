//! What an independent reader finds in the files.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};

/// A part of an archive, as text.
pub(crate) fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The text of a document: a line a paragraph, cells of a row with bars between them, lines of a cell with strokes.
pub(crate) fn text(docx: &[u8]) -> String {
    let body = part(docx, "word/document.xml");
    let tree = roxmltree::Document::parse(&body).unwrap();
    let mut out = String::new();
    let top = tree.root_element().first_element_child().unwrap();
    for block in top.children().filter(roxmltree::Node::is_element) {
        match block.tag_name().name() {
            "p" => line(&mut out, &paragraph(block)),
            "tbl" => {
                for row in block.children().filter(|node| node.has_tag_name((W, "tr"))) {
                    let cells = row.children().filter(|node| node.has_tag_name((W, "tc")));
                    let cells: Vec<String> = cells.map(cell).collect();
                    line(&mut out, &format!("| {} |", cells.join(" | ")));
                }
            }
            _ => {}
        }
    }
    out
}

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn line(out: &mut String, text: &str) {
    if !text.trim().is_empty() {
        out.push_str(text.trim_end());
        out.push('\n');
    }
}

fn cell(cell: roxmltree::Node<'_, '_>) -> String {
    let paragraphs = cell.children().filter(|node| node.has_tag_name((W, "p"))).map(paragraph);
    paragraphs.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" / ")
}

fn paragraph(paragraph: roxmltree::Node<'_, '_>) -> String {
    let parts = paragraph.descendants().filter_map(|node| match node.tag_name().name() {
        "t" => node.text(),
        "br" => Some(" / "),
        _ => None,
    });
    parts.collect()
}

/// The sheets of a workbook with their rows as they are printed in a test: cells with bars between them.
pub(crate) fn sheets(xlsx: &[u8]) -> Vec<(String, Vec<String>)> {
    let mut workbook = Xlsx::new(Cursor::new(xlsx)).unwrap();
    let names = workbook.sheet_names();
    let of = |name: String| {
        let range = workbook.worksheet_range(&name).unwrap();
        let row =
            |row: &[Data]| row.iter().map(|cell| cell.to_string().replace('\n', " / ")).collect::<Vec<_>>().join(" | ");
        (name, range.rows().map(row).collect())
    };
    names.into_iter().map(of).collect()
}
