//! Tables as CSV and as workbooks, read back by an independent reader.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use chiso_model::{Lang, Missing};
use chiso_report::*;

fn table() -> Table {
    let mut table = Table {
        title: "PAR INDEX 2024".to_owned(),
        subtitle: "Điểm trên 100".to_owned(),
        source: "số liệu ví dụ".to_owned(),
        columns: vec![Column::number("Hạng", 0), Column::text("Đơn vị"), Column::number("Giá trị", 2)],
        rows: vec![
            vec![TableCell::Number(1.0), TableCell::text("Hải Phòng"), TableCell::Number(96.17)],
            vec![TableCell::Number(2.5), TableCell::text("=1+1, \"Hà Nội\""), TableCell::Number(92.745)],
            vec![TableCell::Empty, TableCell::text("Bạc Liêu"), TableCell::Missing(Missing::Blank)],
        ],
    };
    for kind in [Missing::NotApplicable, Missing::Abstained, Missing::Withheld, Missing::NotComputable] {
        table.rows.push(vec![TableCell::Empty, TableCell::text(kind.id()), TableCell::Missing(kind)]);
    }
    table
}

#[test]
fn csv_has_shortest_numbers_and_marks() {
    insta::assert_snapshot!(table_csv(&table()), @r#"
    Hạng,Đơn vị,Giá trị
    1,Hải Phòng,96.17
    2.5,"'=1+1, ""Hà Nội""",92.745
    ,Bạc Liêu,
    ,not_applicable,#na
    ,abstained,#abstained
    ,withheld,#withheld
    ,not_computable,#not_computable
    "#);
}

#[test]
fn cells_print_as_people_read_them() {
    let two = ColumnKind::Number { digits: 2 };
    let whole = ColumnKind::Number { digits: 0 };
    for (cell, kind, vi, en) in [
        (TableCell::Number(1234.5), two, "1\u{202f}234,50", "1,234.50"),
        (TableCell::Number(2.0), whole, "2", "2"),
        (TableCell::Number(2.5), whole, "2,5", "2.5"),
        (TableCell::Number(f64::NAN), two, "không tính được", "cannot be computed"),
        (TableCell::Missing(Missing::Blank), two, "chưa có số liệu", "no data yet"),
        (TableCell::Missing(Missing::NotApplicable), two, "không áp dụng", "not applicable"),
        (TableCell::Empty, two, "", ""),
    ] {
        assert_eq!(cell.printed(kind, Lang::Vi), vi);
        assert_eq!(cell.printed(kind, Lang::En), en);
    }
}

#[test]
fn a_workbook_reads_back_with_numbers_as_numbers() {
    let bytes = table_xlsx(&[Sheet { name: "Xếp hạng".to_owned(), table: table() }], Lang::Vi).expect("written");
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    assert_eq!(workbook.sheet_names(), ["Xếp hạng"]);
    let sheet = workbook.worksheet_range("Xếp hạng").expect("the sheet");
    let at = |row: u32, column: u32| sheet.get_value((row, column)).cloned().unwrap_or_default();
    assert_eq!(at(0, 0), Data::String("PAR INDEX 2024".to_owned()));
    assert_eq!(at(1, 0), Data::String("Điểm trên 100".to_owned()));
    assert_eq!(at(3, 1), Data::String("Đơn vị".to_owned()));
    assert_eq!(at(4, 2), Data::Float(96.17));
    assert_eq!(at(5, 0), Data::Float(2.5));
    assert_eq!(at(5, 1), Data::String("=1+1, \"Hà Nội\"".to_owned()), "text is never a formula");
    assert_eq!(at(6, 2), Data::String("chưa có số liệu".to_owned()));
    assert_eq!(at(12, 0), Data::String("Nguồn: số liệu ví dụ".to_owned()));
}

#[test]
fn same_tables_give_the_same_bytes_at_any_time() {
    let write = || table_xlsx(&[Sheet { name: "A".to_owned(), table: table() }], Lang::Vi).expect("written");
    let first = write();
    // Longer than the resolution of every date that an archive stores (two seconds).
    std::thread::sleep(std::time::Duration::from_millis(2100));
    assert!(first == write());
}

#[test]
fn names_of_sheets_are_made_fit_for_excel() {
    let long = "Công tác chỉ đạo, điều hành cải cách hành chính";
    let names = ["", "a/b:c*[d]?\\", "A B", "a b", "history", long, long, "'x'", "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀"];
    let sheets: Vec<Sheet> = names.iter().map(|name| Sheet { name: (*name).to_owned(), table: table() }).collect();
    let bytes = table_xlsx(&sheets, Lang::Vi).expect("written");
    let workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    assert_eq!(
        workbook.sheet_names(),
        [
            "Bảng",
            "a b c d",
            "A B",
            "a b (2)",
            "Lịch sử",
            "Công tác chỉ đạo, điều hành cải",
            "Công tác chỉ đạo, điều hành (2)",
            "x",
            "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀"
        ]
    );
}

#[test]
fn no_table_and_an_empty_table_are_workbooks_too() {
    for sheets in [vec![], vec![Sheet::default()]] {
        let bytes = table_xlsx(&sheets, Lang::En).expect("written");
        assert!(Xlsx::new(Cursor::new(bytes)).is_ok());
    }
}
