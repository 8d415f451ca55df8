//! Workbooks that are refused before they are read.

use std::io::{Cursor, Read, Write};

use chiso_facts::{Reading, read};
use chiso_model::Lang;
use zip::write::SimpleFileOptions;

use crate::broken_imports::lines;
use crate::workbook::{Sheet, workbook};

/// A workbook whose first sheet says `to` where it said `from`.
fn damaged(from: &str, to: &str) -> Vec<u8> {
    let rows = vec![vec!["unit".into(), "le".into()], vec!["Hà Nội".into(), 1.5.into()]];
    let bytes = workbook(&[Sheet { name: "A", from: (0, 0), rows }]);
    repacked(&bytes, |name, text| {
        if name != "xl/worksheets/sheet1.xml" {
            return text;
        }
        let text = String::from_utf8(text).unwrap();
        assert!(text.contains(from), "{text}");
        text.replace(from, to).into_bytes()
    })
}

fn repacked(bytes: &[u8], change: impl Fn(&str, Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut part = from.by_index(index).unwrap();
        let mut text = Vec::new();
        part.read_to_end(&mut text).unwrap();
        let name = part.name().unwrap().into_owned();
        to.start_file(&name, SimpleFileOptions::default()).unwrap();
        to.write_all(&change(&name, text)).unwrap();
    }
    to.finish().unwrap().into_inner()
}

fn told(bytes: &[u8], lang: Lang) -> Vec<String> {
    match read("f.xlsx", bytes, &Reading::default()) {
        Ok(_) => Vec::new(),
        Err(problems) => {
            problems.iter().map(|problem| format!("{}: {}", problem.place, problem.message(lang))).collect()
        }
    }
}

#[test]
fn cells_beyond_the_last_one_are_refused_and_not_read_elsewhere() {
    for (to, reference) in [
        ("r=\"XFE2\"", "XFE2"),
        ("r=\"B1048577\"", "B1048577"),
        ("r=\"B99999999999999999999\"", "B99999999999999999999"),
        ("r=\"AAAAAAAAAAAAAAB2\"", "AAAAAAAAAAAAAAB2"),
        ("r=\"B0\"", "B0"),
        ("r=\"2\"", "2"),
    ] {
        let bytes = damaged("r=\"B2\"", to);
        assert_eq!(
            told(&bytes, Lang::Vi),
            [format!(
                "f.xlsx: ô “{reference}” nằm ngoài trang tính (ô cuối cùng là XFD1048576): tệp bị hỏng; hãy mở bằng Excel hoặc LibreOffice rồi lưu lại"
            )]
        );
        assert_eq!(
            told(&bytes, Lang::En),
            [format!(
                "f.xlsx: cell “{reference}” lies beyond any sheet (the last cell is XFD1048576): the file is damaged; open it in Excel or LibreOffice and save it again"
            )]
        );
        // Import files are looked at in the same way.
        assert_eq!(lines("agencies", "f.xlsx", &bytes, Lang::En), told(&bytes, Lang::En));
    }
    assert_eq!(told(&damaged("r=\"B2\"", "r=\"XFD1048576\""), Lang::Vi), Vec::<String>::new());
    assert_eq!(told(&damaged("r=\"B2\"", "r=\"B2\""), Lang::Vi), Vec::<String>::new());
}

/// Whatever a reader of workbooks takes for a sheet is looked at.
#[test]
fn a_sheet_in_disguise_is_looked_at_too() {
    type Disguise = fn(String) -> Vec<u8>;
    let disguises: [(&str, Disguise); 4] = [
        ("as it is", String::into_bytes),
        ("text before it", |text| format!("x{text}").into_bytes()),
        ("another root", |text| text.replace("worksheet", "sheet").into_bytes()),
        ("UTF-16", |text| {
            let text = text.replace("UTF-8", "UTF-16");
            std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
        }),
    ];
    for (about, disguise) in disguises {
        let whole = damaged("r=\"B2\"", "r=\"XFE2\"");
        let bytes = repacked(&whole, |name, text| match name {
            "xl/worksheets/sheet1.xml" => disguise(String::from_utf8(text).unwrap()),
            _ => text,
        });
        assert!(!told(&bytes, Lang::En).is_empty(), "{about}");
    }
}

#[test]
fn what_is_too_large_is_refused() {
    let wide: String = (0..2001).map(|_| "<c/>").collect();
    let long: String = (0..200_001).map(|_| "<row/>").collect();
    let filling = " ".repeat(65 << 20);
    for (to, vi, en) in [
        (
            format!("{wide}</row>"),
            "một dòng có hơn 2000 ô; hãy bỏ bớt cột",
            "a row has more than 2000 cells; take columns out",
        ),
        (
            format!("</row>{long}"),
            "một trang tính có hơn 200000 dòng; hãy chia thành nhiều tệp",
            "a sheet has more than 200000 rows; divide the file",
        ),
        (
            format!("</row>{filling}"),
            "tệp giải nén lớn hơn 64 MB; hãy chia thành nhiều tệp",
            "the file unpacks to more than 64 MB; divide it",
        ),
    ] {
        let bytes = damaged("</row>", &to);
        assert_eq!(told(&bytes, Lang::Vi), [format!("f.xlsx: {vi}")]);
        assert_eq!(told(&bytes, Lang::En), [format!("f.xlsx: {en}")]);
    }
}
