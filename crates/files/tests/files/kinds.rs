//! The kind of a file comes from its content, and its name and declared type must agree with it.

use chiso_files::{Declared, Kind, PutError, Refusal, Rules};
use chiso_model::Lang;

use crate::place::Place;
use crate::samples::{
    CSV, ELF, EXE, GIF, JPEG, OLE, PDF, PNG, SEVEN_ZIP, SIGNATURE, TIFF, WEBP, odf, ooxml, xlsx, zip,
};

const DOCX: &str = "openxmlformats-officedocument.wordprocessingml.document";
const PPTX: &str = "openxmlformats-officedocument.presentationml.presentation";

async fn put(name: &str, media_type: Option<&str>, content: &[u8], archives: bool) -> Result<&'static str, Refusal> {
    let place = Place::folder();
    let vault = place.open_with(Rules { archives, ..Rules::default() });
    match vault.put_bytes(content.to_vec(), &Declared { name, media_type }).await {
        Ok(stored) => Ok(stored.media_type),
        Err(PutError::Refused(refusal)) => {
            assert_eq!(place.everything(), [""; 0], "{name}: something is left of a refused file");
            Err(refusal)
        }
        Err(other) => panic!("{name}: {other:?}"),
    }
}

#[tokio::test]
async fn every_kind_that_is_taken_in() {
    for (name, declared, content, kind) in [
        ("Quyết định.pdf", Some("application/pdf"), PDF.to_vec(), Kind::Pdf),
        ("a.PDF", None, PDF.to_vec(), Kind::Pdf),
        ("bảng.xlsx", Some(Kind::Xlsx.media_type()), xlsx(), Kind::Xlsx),
        ("a.docx", Some("application/octet-stream"), ooxml(DOCX, &[]), Kind::Docx),
        ("a.pptx", None, ooxml(PPTX, &[]), Kind::Pptx),
        ("a.odt", None, odf("text", &[]), Kind::Odt),
        ("a.ods", None, odf("spreadsheet", &[]), Kind::Ods),
        ("a.odp", None, odf("presentation", &[]), Kind::Odp),
        ("a.png", Some("image/png"), PNG.to_vec(), Kind::Png),
        ("a.jpeg", Some("image/jpeg"), JPEG.to_vec(), Kind::Jpeg),
        ("a.tif", None, TIFF.to_vec(), Kind::Tiff),
        ("a.webp", None, WEBP.to_vec(), Kind::Webp),
        ("a.csv", Some("application/vnd.ms-excel"), CSV.to_vec(), Kind::Csv),
        ("a.csv", None, b"BM,MZ,GIF8\n1,2,3\n".to_vec(), Kind::Csv),
        ("a.geojson", Some("application/geo+json"), b"{}".to_vec(), Kind::Json),
        ("Ký số.p7s", Some("application/x-pkcs7-signature"), SIGNATURE.to_vec(), Kind::Signature),
        ("a.sig", None, b"-----BEGIN PKCS7-----\nMIAG\n-----END PKCS7-----\n".to_vec(), Kind::Signature),
        ("a.txt", Some("text/plain; charset=utf-8"), "ghi chú".as_bytes().to_vec(), Kind::Text),
    ] {
        assert_eq!(put(name, declared, &content, false).await, Ok(kind.media_type()), "{name}");
    }
    let archive = zip(&[("a.pdf", "x")]);
    assert_eq!(put("a.zip", Some("application/x-zip-compressed"), &archive, true).await, Ok("application/zip"));
}

#[tokio::test]
async fn every_kind_of_refusal() {
    let mismatch = |named, found| Refusal::Mismatch { named, found };
    let mut told = Vec::new();
    for (name, declared, content, refusal) in [
        ("a.pdf", None, vec![], Refusal::Empty),
        ("", None, PDF.to_vec(), Refusal::Name),
        ("a", None, PDF.to_vec(), Refusal::Extension { extension: String::new() }),
        ("a.pdf.exe", None, PDF.to_vec(), Refusal::Extension { extension: "exe".to_owned() }),
        ("a.pdf", None, PNG.to_vec(), mismatch(Kind::Pdf, Kind::Png)),
        ("a.xlsx", None, ooxml(DOCX, &[]), mismatch(Kind::Xlsx, Kind::Docx)),
        ("a.pdf", None, CSV.to_vec(), mismatch(Kind::Pdf, Kind::Text)),
        ("a.p7s", None, PDF.to_vec(), mismatch(Kind::Signature, Kind::Pdf)),
        ("a.pdf", None, SIGNATURE.to_vec(), mismatch(Kind::Pdf, Kind::Signature)),
        ("a.csv", None, PDF.to_vec(), mismatch(Kind::Csv, Kind::Pdf)),
        (
            "a.pdf",
            Some("text/html"),
            PDF.to_vec(),
            Refusal::Declared { declared: "text/html".to_owned(), found: Kind::Pdf },
        ),
        ("a.png", None, GIF.to_vec(), Refusal::NotAccepted { found: "image/gif".to_owned() }),
        ("a.pdf", None, b"\x01\x02\x03\x04".to_vec(), Refusal::Unknown),
        ("a.pdf", None, EXE.to_vec(), Refusal::Program),
        ("a.csv", None, ELF.to_vec(), Refusal::Program),
        ("a.zip", None, zip(&[("META-INF/MANIFEST.MF", "x")]), Refusal::Program),
        ("a.txt", None, b"<html><script>".to_vec(), Refusal::Active),
        ("a.png", None, b"<?xml version='1.0'?><svg/>".to_vec(), Refusal::Active),
        ("a.txt", None, b"#!/bin/sh\nrm".to_vec(), Refusal::Active),
        ("a.doc", None, OLE.to_vec(), Refusal::OldOffice),
        ("a.docx", None, OLE.to_vec(), Refusal::OldOffice),
        ("a.docx", None, ooxml(DOCX, &[("word/vbaProject.bin", "x")]), Refusal::Macros),
        ("a.xlsx", None, ooxml("ms-excel.sheet.macroEnabled", &[]), Refusal::Macros),
        ("a.odt", None, odf("text", &[("Basic/Standard/script-lb.xml", "x")]), Refusal::Macros),
        (
            "a.odg",
            None,
            odf("graphics", &[]),
            Refusal::NotAccepted { found: "application/vnd.oasis.opendocument.graphics".to_owned() },
        ),
        ("a.zip", None, zip(&[("a.pdf", "x")]), Refusal::Archive),
        ("a.docx", None, zip(&[("a.pdf", "x")]), Refusal::Archive),
        ("a.zip", None, SEVEN_ZIP.to_vec(), Refusal::Archive),
        ("a.xlsx", None, b"PK\x03\x04 and no more".to_vec(), Refusal::Broken { kind: Kind::Zip }),
        ("a.csv", None, b"a,b\n\xd0\xc5,x\n".to_vec(), Refusal::NotUtf8 { line: 2 }),
        ("a.csv", None, b"\xff\xfea\0,\0\0\xd8".to_vec(), Refusal::NotUtf8 { line: 1 }),
    ] {
        assert_eq!(put(name, declared, &content, false).await, Err(refusal.clone()), "{name}");
        told.push(refusal);
    }
    // All of them in words; looked at by people, in both languages.
    told.push(Refusal::TooLarge { max_bytes: 50_000_000 });
    told.push(Refusal::Bomb);
    told.push(Refusal::Infected { name: "Eicar".to_owned() });
    told.push(Refusal::NotScanned { reason: "connection refused".to_owned() });
    for refusal in &told {
        let [vi, en] = Lang::ALL.map(|lang| refusal.message(lang));
        assert!(vi.ends_with('.') && en.ends_with('.') && vi != en, "{refusal:?}");
        assert!(vi.contains("hãy") || vi.contains("đuôi được nhận"), "{vi}");
    }
}

#[tokio::test]
async fn what_unpacks_to_far_more_than_it_holds_is_refused() {
    let zeros = "0".repeat(120_000_000);
    let bomb = ooxml(DOCX, &[("word/document.xml", &zeros)]);
    assert!(bomb.len() < 500_000);
    assert_eq!(put("a.docx", None, &bomb, false).await, Err(Refusal::Bomb));
}

#[tokio::test]
async fn a_broken_text_far_inside_is_found() {
    let mut content = "x,y\n".repeat(100_000).into_bytes();
    content.extend(b"\xff");
    assert_eq!(put("a.csv", None, &content, false).await, Err(Refusal::NotUtf8 { line: 100_001 }));
}
