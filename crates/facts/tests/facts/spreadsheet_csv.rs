//! CSV as spreadsheets write it: other separators, decimal commas, marks at the beginning, UTF-16.

use chiso_engine::{Fact, FactValue};
use chiso_facts::agencies;
use chiso_facts::lineage;
use chiso_facts::results::{self, Figure};
use chiso_facts::{Reading, read, weights};
use chiso_model::{Cell, Date, Lang};

use crate::broken_imports::lines;
use crate::register::{id, register};

const THEN: Date = Date::constant(2024, 12, 31);

/// A table as different programs write it: name of the form, name of the file, bytes. Rows are given with a bar between columns.
fn written(rows: &str, decimals: &str) -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let rows = rows.replace('~', decimals);
    let quoted = |cell: &str, mark: char| if cell.contains(mark) { format!("\"{cell}\"") } else { cell.to_owned() };
    let text = |mark: char, end: &str| {
        let row = |row: &str| row.split('|').map(|cell| quoted(cell, mark)).collect::<Vec<_>>().join(&mark.to_string());
        rows.lines().map(|line| row(line) + end).collect::<String>()
    };
    let utf16 =
        |text: &str, unit: fn(u16) -> [u8; 2]| format!("\u{feff}{text}").encode_utf16().flat_map(unit).collect();
    vec![
        ("commas", "f.csv", text(',', "\n").into_bytes()),
        ("semicolons", "f.csv", text(';', "\r\n").into_bytes()),
        ("semicolons and the mark of UTF-8", "f.csv", format!("\u{feff}{}", text(';', "\r\n")).into_bytes()),
        ("tabs", "f.tsv", text('\t', "\r\n").into_bytes()),
        ("Unicode text", "f.txt", utf16(&text('\t', "\r\n"), u16::to_le_bytes)),
        ("big-endian Unicode text", "f.csv", utf16(&text(';', "\n"), u16::to_be_bytes)),
    ]
}

#[test]
fn results_are_the_same_however_they_are_written() {
    let rows = "Chỉ số|Năm|Cấp|Tỉnh, thành phố|Giá trị|Thứ hạng|Nguồn|Cơ sở của số liệu\n\
        PAR INDEX|2024|Cấp tỉnh|Quảng Ninh|91~49|4|Báo A, ngày 06/04/2025|đã công bố\n\
        par-index|2024|tỉnh|15|83~10||Báo B; trang 2|Theo nguồn thứ cấp\n";
    for decimals in [",", "."] {
        for (form, name, bytes) in written(rows, decimals) {
            let read = results::read(name, &bytes, None, &register());
            assert_eq!((read.problems.as_slice(), read.warnings.as_slice()), (&[][..], &[][..]), "{form} {decimals}");
            let told: Vec<_> =
                read.figures.iter().map(|f| (f.unit.as_str(), f.value, f.provenance.id(), f.source.as_str())).collect();
            let wanted = [
                ("22", Some(Figure { value: 91.49, digits: 2 }), "published", "Báo A, ngày 06/04/2025"),
                ("15", Some(Figure { value: 83.1, digits: 2 }), "reported", "Báo B; trang 2"),
            ];
            assert_eq!(told, wanted, "{form} {decimals}");
        }
    }
}

#[test]
fn weights_shares_and_agencies_too() {
    for decimals in [",", "."] {
        for (form, name, bytes) in written("Đơn vị|Giá trị|Nguồn\n10|770~5|Niên giám\nYên Bái||\n", decimals)
        {
            let read = weights::read(name, &bytes, None, &register(), THEN).unwrap();
            assert_eq!(read.values, [(id("10"), Cell::number(770.5)), (id("15"), Cell::BLANK)].into(), "{form}");
        }
        let rows = "Loại sự kiện|Ngày|Mã sau|Tỷ lệ theo|Tỷ lệ\nChia, tách|01/07/2025|00005;00006|dân số|0~6;0~4\n";
        for (form, name, bytes) in written(rows, decimals) {
            let read = lineage::read(name, &bytes, None);
            assert_eq!(read.problems, [], "{form}");
            assert_eq!(read.rows[0].shares, Some(("population".to_owned(), vec![0.6, 0.4])), "{form} {decimals}");
        }
    }
    let rows = "Mã|Tên|Loại|Mã cấp trên|Từ ngày\n00004|Phường Ví Dụ, mới|Phường|15|01/07/2025\n";
    for (form, name, bytes) in written(rows, ",") {
        let read = agencies::read(name, &bytes, None);
        assert_eq!((read.problems.as_slice(), read.rows.len()), (&[][..], 1), "{form}");
        assert_eq!((read.rows[0].code.code.as_str(), read.rows[0].name_vi.as_str()), ("00004", "Phường Ví Dụ, mới"));
    }
}

#[test]
fn facts_of_the_command_line_too() {
    let fact = |unit: &str, indicator: &str, value: f64| Fact {
        unit: unit.to_owned(),
        indicator: indicator.to_owned(),
        period: None,
        value: FactValue::Number(Cell::number(value)),
        source: None,
    };
    for decimals in [",", "."] {
        for (form, name, bytes) in written("unit|le|eys\nHà Nội|78~5|0~125\n", decimals) {
            let read = read(name, &bytes, &Reading::default()).unwrap();
            assert_eq!(read.facts, [fact("Hà Nội", "le", 78.5), fact("Hà Nội", "eys", 0.125)], "{form} {decimals}");
        }
        for (form, name, bytes) in written("unit|indicator|value\nHà Nội|le|78~5\n", decimals) {
            let read = read(name, &bytes, &Reading::default()).unwrap();
            assert_eq!(read.facts, [fact("Hà Nội", "le", 78.5)], "{form} {decimals}");
        }
    }
}

#[test]
fn what_may_be_thousands_is_refused_with_both_ways_to_write_it() {
    let of = |separator: &str, value: &str| {
        let text = format!("unit|value|source\n10|{value}|a\n").replace('|', separator);
        let told = |lang| match weights::read("f.csv", text.as_bytes(), None, &register(), THEN) {
            Ok(read) => vec![format!("{:?}", read.values[&id("10")].value())],
            Err(problems) => {
                problems.iter().map(|problem| format!("{} {}", problem.place, problem.message(lang))).collect()
            }
        };
        [Lang::Vi, Lang::En].map(told)
    };
    for (separator, value, vi, en) in [
        (
            ";",
            "123.456",
            "f.csv:2:2 cột “value”: “123.456” có thể hiểu theo hai cách; hãy viết “123,456” nếu là số thập phân, “123456” nếu là hàng nghìn",
            "f.csv:2:2 column “value”: “123.456” can be read in two ways; write “123,456” for decimals, “123456” for thousands",
        ),
        (
            ",",
            "\"123,456\"",
            "f.csv:2:2 cột “value”: “123,456” có thể hiểu theo hai cách; hãy viết “123.456” nếu là số thập phân, “123456” nếu là hàng nghìn",
            "f.csv:2:2 column “value”: “123,456” can be read in two ways; write “123.456” for decimals, “123456” for thousands",
        ),
        (
            "\t",
            "1.497.477",
            "f.csv:2:2 cột “value”: “1.497.477”: số viết liền, không ngăn cách hàng nghìn; hãy viết “1497477”",
            "f.csv:2:2 column “value”: “1.497.477”: a number has nothing between thousands; write “1497477”",
        ),
        (";", "123,456", "Some(123.456)", "Some(123.456)"),
        (",", "123.456", "Some(123.456)", "Some(123.456)"),
    ] {
        assert_eq!(of(separator, value), [vec![vi.to_owned()], vec![en.to_owned()]], "{separator} {value}");
    }
}

#[test]
fn a_header_that_two_marks_divide_alike_is_refused() {
    assert_eq!(
        lines("results", "kq.csv", b"index;year,level\n", Lang::Vi),
        [
            "kq.csv:1: không rõ các cột ngăn cách bằng dấu phẩy hay dấu chấm phẩy; tên cột có một trong hai dấu đó phải đặt trong dấu nháy kép, hoặc lưu tệp dưới dạng .xlsx"
        ]
    );
    assert_eq!(
        lines("results", "kq.txt", b"\xff\xfei\0n\0\n\0\0\xd8", Lang::En),
        ["kq.txt:2: cannot be read on as UTF-16; save the file again as CSV UTF-8"]
    );
}
