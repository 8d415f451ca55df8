//! The archive and the parts beside the body. Nothing in it comes from a clock.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::xml::Xml;
use super::{body, styles};
use crate::PaperError;
use crate::document::Document;

/// Name space of the body and its like.
pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// Name space of references to other parts.
pub(super) const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const CORE: &str = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";

/// Parts that the body refers to: id, kind, file, and their type.
const PARTS: [(&str, &str, &str, &str); 4] = [
    ("rId1", "styles", "styles.xml", "styles"),
    ("rId2", "settings", "settings.xml", "settings"),
    (body::HEADER, "header", "header1.xml", "header"),
    (body::FIRST_HEADER, "header", "header2.xml", "header"),
];

pub(super) fn write(document: &Document<'_>) -> Result<Vec<u8>, PaperError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // The oldest day that an archive can name.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let parts = [
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", relations()),
        ("docProps/core.xml", core(document)),
        ("docProps/app.xml", app()),
        ("word/document.xml", body::part(document)),
        ("word/_rels/document.xml.rels", document_relations()),
        ("word/styles.xml", styles::part()),
        ("word/settings.xml", settings()),
        ("word/header1.xml", body::header(document, true)),
        ("word/header2.xml", body::header(document, false)),
    ];
    for (name, text) in parts {
        archive.start_file(name, options)?;
        archive.write_all(text.as_bytes()).map_err(zip::result::ZipError::from)?;
    }
    Ok(archive.finish()?.into_inner())
}

fn content_types() -> String {
    const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let mut xml = Xml::part();
    xml.open("Types", &[("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")]);
    xml.empty(
        "Default",
        &[("Extension", "rels"), ("ContentType", "application/vnd.openxmlformats-package.relationships+xml")],
    );
    xml.empty("Default", &[("Extension", "xml"), ("ContentType", "application/xml")]);
    let mut of = |part: &str, kind: &str| {
        xml.empty("Override", &[("PartName", part), ("ContentType", kind)]);
    };
    of("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
    of("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml");
    of("/word/document.xml", &format!("{WORD}.document.main+xml"));
    for (_, _, file, kind) in PARTS {
        of(&format!("/word/{file}"), &format!("{WORD}.{kind}+xml"));
    }
    xml.finish()
}

fn relations() -> String {
    let mut xml = Xml::part();
    xml.open("Relationships", &[("xmlns", RELATIONS)]);
    let of = |kind: &str| format!("{OFFICE}/{kind}");
    xml.empty("Relationship", &[("Id", "rId1"), ("Type", &of("officeDocument")), ("Target", "word/document.xml")]);
    xml.empty(
        "Relationship",
        &[
            ("Id", "rId2"),
            ("Type", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"),
            ("Target", "docProps/core.xml"),
        ],
    );
    xml.empty("Relationship", &[("Id", "rId3"), ("Type", &of("extended-properties")), ("Target", "docProps/app.xml")]);
    xml.finish()
}

fn document_relations() -> String {
    let mut xml = Xml::part();
    xml.open("Relationships", &[("xmlns", RELATIONS)]);
    for (id, kind, file, _) in PARTS {
        xml.empty("Relationship", &[("Id", id), ("Type", &format!("{OFFICE}/{kind}")), ("Target", file)]);
    }
    xml.finish()
}

fn core(document: &Document<'_>) -> String {
    let day = format!("{}T00:00:00Z", document.made());
    let mut xml = Xml::part();
    xml.open(
        "cp:coreProperties",
        &[
            ("xmlns:cp", CORE),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ],
    );
    xml.open("dc:title", &[]).text(&document.title).close();
    xml.open("dc:creator", &[]).text(&document.letter.agency).close();
    xml.open("dc:language", &[]).text("vi-VN").close();
    for name in ["dcterms:created", "dcterms:modified"] {
        xml.open(name, &[("xsi:type", "dcterms:W3CDTF")]).text(&day).close();
    }
    xml.finish()
}

fn app() -> String {
    let mut xml = Xml::part();
    xml.open("Properties", &[("xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties")]);
    xml.open("Application", &[]).text("chiso");
    xml.finish()
}

fn settings() -> String {
    let mut xml = Xml::part();
    xml.open("w:settings", &[("xmlns:w", MAIN)]).open("w:compat", &[]);
    // Without it, Word takes the file for one of 2007 and lays it out as it did then.
    xml.empty(
        "w:compatSetting",
        &[("w:name", "compatibilityMode"), ("w:uri", "http://schemas.microsoft.com/office/word"), ("w:val", "15")],
    );
    xml.finish()
}
