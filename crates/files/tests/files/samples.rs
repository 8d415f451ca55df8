//! Contents of every kind, made here.

use std::io::{Cursor, Write};

use rust_xlsxwriter::Workbook;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub(crate) const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
pub(crate) const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";
pub(crate) const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xd9";
pub(crate) const TIFF: &[u8] = b"II*\0\x08\0\0\0\0\0\0\0\0\0\0\0";
pub(crate) const WEBP: &[u8] = b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\0\0\0";
pub(crate) const SIGNATURE: &[u8] = b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80\0\0\0\0";
pub(crate) const CSV: &[u8] = "\u{feff}mã,tên\n01,Hà Nội\n".as_bytes();
pub(crate) const ELF: &[u8] =
    b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0\x01\0\0\0                                          ";
pub(crate) const EXE: &[u8] = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0\xb8\0\0\0\0\0\0\0\x40\0\0\0";
pub(crate) const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
pub(crate) const SEVEN_ZIP: &[u8] = b"7z\xbc\xaf\x27\x1c\0\x04\0\0\0\0";
pub(crate) const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0!";

/// A workbook as our own writer makes it.
pub(crate) fn xlsx() -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write_string(0, 0, "Hà Nội").unwrap();
    workbook.save_to_buffer().unwrap()
}

/// An archive with the given entries.
pub(crate) fn zip(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// An Office Open XML document whose main part is of this type.
pub(crate) fn ooxml(main: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let types = format!("<Types><Override PartName=\"/x\" ContentType=\"application/vnd.{main}.main+xml\"/></Types>");
    let entries: Vec<(&str, &str)> =
        [("[Content_Types].xml", types.as_str()), ("x", "<x/>")].into_iter().chain(more.iter().copied()).collect();
    zip(&entries)
}

/// An `OpenDocument` file of this type.
pub(crate) fn odf(kind: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let mimetype = format!("application/vnd.oasis.opendocument.{kind}");
    let entries: Vec<(&str, &str)> =
        [("mimetype", mimetype.as_str()), ("content.xml", "<x/>")].into_iter().chain(more.iter().copied()).collect();
    zip(&entries)
}
