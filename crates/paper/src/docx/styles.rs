//! The styles of a document: Times New Roman, sizes as Phụ lục I of Nghị định 30/2020/NĐ-CP gives them.

use super::xml::Xml;
use crate::document::Look;

/// The typeface.
const FACE: &str = "Times New Roman";

/// A style of paragraphs.
pub(super) struct Style {
    pub(super) id: &'static str,
    name: &'static str,
    /// Size, points.
    size: u16,
    bold: bool,
    italic: bool,
    /// `both` is flush on both sides.
    align: &'static str,
    /// First line further in, millimetres.
    indent: f64,
    /// Room above and below, points.
    room: (u16, u16),
    /// Stays on the page of what follows.
    keeps: bool,
    /// Level in the outline, from 0.
    outline: Option<u8>,
}

const PLAIN: Style = Style {
    id: "Normal",
    name: "Normal",
    size: 14,
    bold: false,
    italic: false,
    align: "left",
    indent: 0.0,
    room: (0, 0),
    keeps: false,
    outline: None,
};

/// Every style. Tables of the document's letterhead have their own, so that no paragraph needs a look of its own.
pub(super) const STYLES: [Style; 24] = [
    PLAIN,
    Style {
        id: "KindOfDocument",
        name: "Kind of document",
        bold: true,
        align: "center",
        room: (18, 0),
        keeps: true,
        ..PLAIN
    },
    Style { id: "Subject", name: "Subject", bold: true, align: "center", keeps: true, ..PLAIN },
    Style {
        id: "Warning",
        name: "Warning",
        size: 13,
        bold: true,
        italic: true,
        align: "center",
        room: (4, 6),
        keeps: true,
        ..PLAIN
    },
    Style {
        id: "Part",
        name: "heading 1",
        bold: true,
        align: "both",
        indent: 10.0,
        room: (12, 6),
        keeps: true,
        outline: Some(0),
        ..PLAIN
    },
    Style { id: "BodyText", name: "Body Text", align: "both", indent: 10.0, room: (0, 6), ..PLAIN },
    Style {
        id: "Closing",
        name: "Body Text with signature",
        align: "both",
        indent: 10.0,
        room: (0, 6),
        keeps: true,
        ..PLAIN
    },
    Style { id: "TableCaption", name: "Table caption", size: 13, bold: true, room: (6, 4), keeps: true, ..PLAIN },
    Style { id: "Remark", name: "Remark", size: 12, italic: true, align: "both", room: (4, 6), ..PLAIN },
    Style { id: "Annex", name: "Annex", bold: true, align: "center", keeps: true, outline: Some(0), ..PLAIN },
    Style {
        id: "Belongs",
        name: "Annex belongs to",
        italic: true,
        align: "center",
        room: (0, 10),
        keeps: true,
        ..PLAIN
    },
    Style {
        id: "HeadOfTable",
        name: "Head of table",
        size: 11,
        bold: true,
        align: "center",
        room: (2, 2),
        keeps: true,
        ..PLAIN
    },
    Style { id: "CellLeft", name: "Cell left", size: 11, room: (2, 2), ..PLAIN },
    Style { id: "CellMiddle", name: "Cell middle", size: 11, align: "center", room: (2, 2), ..PLAIN },
    Style { id: "CellRight", name: "Cell right", size: 11, align: "right", room: (2, 2), ..PLAIN },
    Style { id: "Letterhead", name: "Letterhead", size: 12, align: "center", keeps: true, ..PLAIN },
    Style { id: "NumberAndPlace", name: "Number and place", size: 13, align: "center", keeps: true, ..PLAIN },
    Style { id: "Motto", name: "Letterhead motto", size: 13, bold: true, align: "center", keeps: true, ..PLAIN },
    Style { id: "LetterLine", name: "Letterhead line", size: 2, align: "center", keeps: true, ..PLAIN },
    Style { id: "ShortLine", name: "Short line", size: 2, align: "center", room: (1, 6), keeps: true, ..PLAIN },
    Style { id: "Recipients", name: "Recipients", size: 11, keeps: true, ..PLAIN },
    Style { id: "Signature", name: "Signature", bold: true, align: "center", keeps: true, ..PLAIN },
    Style { id: "Running", name: "Running words", size: 10, italic: true, align: "center", ..PLAIN },
    Style { id: "Header", name: "header", size: 13, align: "center", ..PLAIN },
];

/// The style of a look.
pub(super) fn of(look: Look) -> &'static str {
    match look {
        Look::Title => "KindOfDocument",
        Look::Subject => "Subject",
        Look::Warning => "Warning",
        Look::Part => "Part",
        Look::Body => "BodyText",
        Look::Closing => "Closing",
        Look::Caption => "TableCaption",
        Look::Remark => "Remark",
        Look::Annex => "Annex",
        Look::Belongs => "Belongs",
    }
}

/// The part `word/styles.xml`.
pub(super) fn part() -> String {
    let mut xml = Xml::part();
    xml.open("w:styles", &[("xmlns:w", super::package::MAIN)]);
    xml.open("w:docDefaults", &[]).open("w:rPrDefault", &[]).open("w:rPr", &[]);
    xml.empty("w:rFonts", &[("w:ascii", FACE), ("w:hAnsi", FACE), ("w:eastAsia", FACE), ("w:cs", FACE)]);
    xml.value("w:sz", 28).value("w:szCs", 28);
    xml.empty("w:lang", &[("w:val", "vi-VN"), ("w:eastAsia", "vi-VN"), ("w:bidi", "ar-SA")]);
    xml.close().close().open("w:pPrDefault", &[]).close().close();
    for style in &STYLES {
        write(&mut xml, style);
    }
    xml.open("w:style", &[("w:type", "table"), ("w:default", "1"), ("w:styleId", "TableNormal")]);
    xml.value("w:name", "Normal Table");
    xml.finish()
}

fn write(xml: &mut Xml, style: &Style) {
    let is_normal = style.id == PLAIN.id;
    let mut attributes = vec![("w:type", "paragraph"), ("w:styleId", style.id)];
    if is_normal {
        attributes.insert(1, ("w:default", "1"));
    }
    xml.open("w:style", &attributes).value("w:name", style.name);
    if !is_normal {
        xml.value("w:basedOn", PLAIN.id);
    }
    xml.empty("w:qFormat", &[]).open("w:pPr", &[]);
    if style.keeps {
        xml.empty("w:keepNext", &[]);
    }
    let (above, below) = (style.room.0 * 20, style.room.1 * 20);
    xml.empty("w:spacing", &[("w:before", &above.to_string()), ("w:after", &below.to_string())]);
    if style.indent > 0.0 {
        xml.empty("w:ind", &[("w:firstLine", &super::twips(style.indent).to_string())]);
    }
    xml.value("w:jc", style.align);
    if let Some(level) = style.outline {
        xml.value("w:outlineLvl", level);
    }
    xml.close().open("w:rPr", &[]);
    if style.bold {
        xml.empty("w:b", &[]).empty("w:bCs", &[]);
    }
    if style.italic {
        xml.empty("w:i", &[]).empty("w:iCs", &[]);
    }
    xml.value("w:sz", style.size * 2).value("w:szCs", style.size * 2).close().close();
}
