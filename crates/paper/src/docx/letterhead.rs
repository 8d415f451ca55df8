//! The head of a document and its end: two columns without borders, as Phụ lục I of Nghị định 30/2020/NĐ-CP draws them.

use super::body::{line, paragraph, run};
use super::twips;
use super::xml::Xml;
use crate::Letter;
use crate::letter::{COUNTRY, MOTTO};

/// Width of the column of the agency, in hundredths of the page.
const AGENCY: i64 = 41;

/// Agency and number to the left; country, motto, place and day to the right.
pub(super) fn head(xml: &mut Xml, letter: &Letter, width: i64) {
    let [left, right] = columns(xml, width, AGENCY);
    open_cell(xml, left);
    if let Some(superior) = &letter.superior {
        paragraph(xml, "Letterhead", &superior.to_uppercase());
    }
    strong(xml, "Letterhead", &letter.agency.to_uppercase());
    line(xml, left, left / 3);
    xml.close();
    open_cell(xml, right);
    strong(xml, "Letterhead", COUNTRY);
    paragraph(xml, "Motto", MOTTO);
    // As long as the motto above it.
    line(xml, right, twips(55.0));
    xml.close().close();

    open_row(xml);
    open_cell(xml, left);
    paragraph(xml, "Letterhead", "");
    paragraph(xml, "NumberAndPlace", &letter.number_line());
    xml.close();
    open_cell(xml, right);
    paragraph(xml, "Letterhead", "");
    styled(xml, "NumberAndPlace", &letter.place_line(), &["w:i", "w:iCs"]);
    xml.close().close().close();
}

/// Recipients to the left, the signature to the right; never torn apart.
pub(super) fn signature(xml: &mut Xml, letter: &Letter, width: i64) {
    /// Empty lines for signature and seal.
    const ROOM: usize = 4;
    paragraph(xml, "LetterLine", "");
    let [left, right] = columns(xml, width, 50);
    open_cell(xml, left);
    xml.open("w:p", &[]).open("w:pPr", &[]).value("w:pStyle", "Recipients").close();
    xml.open("w:r", &[]).open("w:rPr", &[]);
    for setting in ["w:b", "w:bCs", "w:i", "w:iCs"] {
        xml.empty(setting, &[]);
    }
    xml.value("w:sz", 24).value("w:szCs", 24).close();
    xml.open("w:t", &[]).text("Nơi nhận:").close().close().close();
    for recipient in letter.recipient_lines() {
        paragraph(xml, "Recipients", &recipient);
    }
    xml.close();
    open_cell(xml, right);
    for text in letter.signer_lines() {
        paragraph(xml, "Signature", &text);
    }
    for _ in 0..ROOM {
        paragraph(xml, "Signature", "");
    }
    paragraph(xml, "Signature", letter.signer.name.as_deref().unwrap_or_default());
    xml.close().close().close();
}

/// Opens a table of two columns without borders, and its first row; gives their widths.
fn columns(xml: &mut Xml, width: i64, share: i64) -> [i64; 2] {
    let left = width * share / 100;
    let widths = [left, width - left];
    xml.open("w:tbl", &[]).open("w:tblPr", &[]);
    xml.empty("w:tblW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
    xml.empty("w:tblLayout", &[("w:type", "fixed")]).open("w:tblCellMar", &[]);
    for edge in ["w:left", "w:right"] {
        xml.empty(edge, &[("w:w", "0"), ("w:type", "dxa")]);
    }
    xml.close().close().open("w:tblGrid", &[]);
    for width in widths {
        xml.empty("w:gridCol", &[("w:w", &width.to_string())]);
    }
    xml.close();
    open_row(xml);
    widths
}

fn open_row(xml: &mut Xml) {
    xml.open("w:tr", &[]).open("w:trPr", &[]).empty("w:cantSplit", &[]).close();
}

fn open_cell(xml: &mut Xml, width: i64) {
    xml.open("w:tc", &[]).open("w:tcPr", &[]);
    xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]).close();
}

fn strong(xml: &mut Xml, style: &str, text: &str) {
    styled(xml, style, text, &["w:b", "w:bCs"]);
}

fn styled(xml: &mut Xml, style: &str, text: &str, settings: &[&'static str]) {
    xml.open("w:p", &[]).open("w:pPr", &[]).value("w:pStyle", style).close();
    run(xml, text, settings);
    xml.close();
}
