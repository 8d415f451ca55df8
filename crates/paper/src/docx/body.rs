//! The body of a document: its sections and blocks, and what stands above every page.

use super::xml::Xml;
use super::{Page, letterhead, package, styles, table, twips};
use crate::document::{Block, Document, Section};

/// Ids of the headers.
pub(super) const HEADER: &str = "rId3";
pub(super) const FIRST_HEADER: &str = "rId4";

/// The part `word/document.xml`.
pub(super) fn part(document: &Document<'_>) -> String {
    let mut xml = Xml::part();
    xml.open("w:document", &[("xmlns:w", package::MAIN), ("xmlns:r", package::OFFICE)]).open("w:body", &[]);
    let last = document.sections.len().saturating_sub(1);
    for (at, section) in document.sections.iter().enumerate() {
        let page = Page { landscape: section.landscape };
        for block in &section.blocks {
            write(&mut xml, document, page, block);
        }
        if at < last {
            // The properties of a section stand in its last paragraph, those of the last section at the end of the body.
            xml.open("w:p", &[]).open("w:pPr", &[]).value("w:pStyle", "LetterLine");
            properties(&mut xml, section, at == 0);
            xml.close().close();
        } else {
            // A body may not end with a table.
            paragraph(&mut xml, "LetterLine", "");
            properties(&mut xml, section, at == 0);
        }
    }
    xml.finish()
}

/// What stands above a page: its number, but for the first, and what must be known on every page.
pub(super) fn header(document: &Document<'_>, numbered: bool) -> String {
    let mut xml = Xml::part();
    xml.open("w:hdr", &[("xmlns:w", package::MAIN)]);
    if numbered {
        xml.open("w:p", &[]).open("w:pPr", &[]).value("w:pStyle", "Header").close();
        xml.open("w:fldSimple", &[("w:instr", "PAGE")]).open("w:r", &[]).open("w:t", &[]).text("2");
        xml.close().close().close().close();
    }
    if let Some(words) = &document.running {
        paragraph(&mut xml, "Running", words);
    } else if !numbered {
        paragraph(&mut xml, "Header", "");
    }
    xml.finish()
}

fn write(xml: &mut Xml, document: &Document<'_>, page: Page, block: &Block) {
    match block {
        Block::Letterhead => letterhead::head(xml, document.letter, page.inner()),
        Block::Signature => letterhead::signature(xml, document.letter, page.inner()),
        Block::Paragraph(look, text) => paragraph(xml, styles::of(*look), text),
        Block::Line => line(xml, page.inner(), twips(45.0)),
        Block::Table(table) => table::write(xml, table, page.inner()),
    }
}

/// A paragraph of one style. Where the text has lines, so has the paragraph.
pub(super) fn paragraph(xml: &mut Xml, style: &str, text: &str) {
    xml.open("w:p", &[]).open("w:pPr", &[]).value("w:pStyle", style).close();
    run(xml, text, &[]);
    xml.close();
}

/// A run of text, with settings that differ from those of the paragraph's style.
pub(super) fn run(xml: &mut Xml, text: &str, settings: &[&'static str]) {
    if text.is_empty() {
        return;
    }
    xml.open("w:r", &[]);
    if !settings.is_empty() {
        xml.open("w:rPr", &[]);
        for setting in settings {
            xml.empty(setting, &[]);
        }
        xml.close();
    }
    for (at, line) in text.lines().enumerate() {
        if at > 0 {
            xml.empty("w:br", &[]);
        }
        xml.open("w:t", &[("xml:space", "preserve")]).text(line).close();
    }
    xml.close();
}

/// A line of a length in the middle of a width: the lower edge of an empty paragraph with indents.
pub(super) fn line(xml: &mut Xml, width: i64, length: i64) {
    let indent = ((width - length) / 2).max(0).to_string();
    xml.open("w:p", &[]).open("w:pPr", &[]).value("w:pStyle", "ShortLine");
    xml.open("w:pBdr", &[]);
    xml.empty("w:bottom", &[("w:val", "single"), ("w:sz", "6"), ("w:space", "1"), ("w:color", "auto")]);
    xml.close();
    xml.empty("w:ind", &[("w:left", &indent), ("w:right", &indent)]);
    xml.close().close();
}

fn properties(xml: &mut Xml, section: &Section, first: bool) {
    let page = Page { landscape: section.landscape };
    let (width, height) = page.size();
    let [top, right, bottom, left] = page.margins().map(|margin| twips(margin).to_string());
    xml.open("w:sectPr", &[]);
    xml.empty("w:headerReference", &[("w:type", "default"), ("r:id", HEADER)]);
    xml.empty("w:headerReference", &[("w:type", "first"), ("r:id", FIRST_HEADER)]);
    xml.value("w:type", "nextPage");
    let (width, height) = (twips(width).to_string(), twips(height).to_string());
    let mut size = vec![("w:w", width.as_str()), ("w:h", height.as_str())];
    if section.landscape {
        size.push(("w:orient", "landscape"));
    }
    xml.empty("w:pgSz", &size);
    let edge = twips(10.0).to_string();
    xml.empty(
        "w:pgMar",
        &[
            ("w:top", &top),
            ("w:right", &right),
            ("w:bottom", &bottom),
            ("w:left", &left),
            ("w:header", &edge),
            ("w:footer", &edge),
            ("w:gutter", "0"),
        ],
    );
    if first {
        xml.empty("w:titlePg", &[]);
    }
    xml.close();
}
