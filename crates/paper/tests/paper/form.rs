//! The offline form: out, filled in, in again.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use chiso_model::{Date, Lang};
use chiso_paper::{FileProblem, Filling, Reading, RowResult, workbook_in, workbook_out};
use chiso_round::assessment::Entry;
use chiso_round::{AssessmentCommand, Mark};
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;

use crate::simulated::{assessing, by, names};

const MADE: Date = Date::constant(2025, 1, 15);

/// What a person types into a cell.
#[derive(Debug, Clone)]
enum Typed {
    Text(&'static str),
    Number(f64),
    Nothing,
}

fn form(filling: &Filling<'_>) -> Vec<u8> {
    workbook_out(filling, Lang::Vi, MADE).unwrap()
}

/// The form as another program saves it with cells changed: values stay, everything else is lost.
fn fill(bytes: &[u8], typed: &[(&str, Typed)]) -> Vec<u8> {
    let mut from = Xlsx::new(Cursor::new(bytes)).unwrap();
    let mut to = Workbook::new();
    for (at, name) in from.sheet_names().into_iter().enumerate() {
        let page = to.add_worksheet().set_name(&name).unwrap();
        let range = from.worksheet_range(&name).unwrap();
        let (top, left) = range.start().unwrap();
        for (row, column, value) in range.used_cells() {
            let (row, column) =
                (top + u32::try_from(row).unwrap(), u16::try_from(left).unwrap() + u16::try_from(column).unwrap());
            let is_typed = |(cell, _): &(&str, Typed)| at == 0 && place(cell) == (row, column);
            if typed.iter().any(is_typed) {
                continue;
            }
            match value {
                Data::String(text) => page.write_string(row, column, text).unwrap(),
                Data::Float(value) => page.write_number(row, column, *value).unwrap(),
                other => panic!("{other:?}"),
            };
        }
        for (cell, value) in typed.iter().filter(|_| at == 0) {
            let (row, column) = place(cell);
            match value {
                Typed::Text(text) => page.write_string(row, column, *text).unwrap(),
                Typed::Number(value) => page.write_number(row, column, *value).unwrap(),
                Typed::Nothing => continue,
            };
        }
    }
    to.save_to_buffer().unwrap()
}

fn place(cell: &str) -> (u32, u16) {
    (cell[1..].parse::<u32>().unwrap() - 1, u16::from(cell.as_bytes()[0] - b'A'))
}

/// Rows of the criteria, by id; the first row of each.
fn rows(bytes: &[u8]) -> BTreeMap<String, u32> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = workbook.worksheet_range("Tự đánh giá").unwrap();
    let mut rows = BTreeMap::new();
    for row in 5..u32::try_from(range.height()).unwrap() {
        if let Some(Data::String(node)) = range.get_value((row, 9)) {
            rows.entry(node.clone()).or_insert(row + 1);
        }
    }
    rows
}

fn read(filling: &Filling<'_>, bytes: &[u8]) -> Reading {
    workbook_in(filling, &by("binh", 1, 20), bytes).unwrap()
}

fn vietnamese(reading: &Reading) -> Vec<String> {
    reading.problems().map(|problem| problem.text(&names).vi).collect()
}

#[test]
fn a_form_that_nobody_touched_changes_nothing() {
    let filling = assessing().filling("u2");
    let bytes = form(&filling);
    let reading = read(&filling, &bytes);
    assert_eq!(reading.rows.len(), filling.frame.rules.self_scored().count());
    assert_eq!((reading.unchanged(), reading.saves().count()), (reading.rows.len(), 0), "{:?}", vietnamese(&reading));
    // Nor does it when another program has saved it.
    assert_eq!(read(&filling, &fill(&bytes, &[])), reading);
    assert_eq!(form(&filling), bytes, "same input, same bytes");
}

#[test]
fn what_is_filled_in_is_saved_and_comes_out_again() {
    let mut world = assessing().copy();
    let filling = world.filling("u2");
    let bytes = form(&filling);
    let at = rows(&bytes);
    // The eighth criterion is empty as yet; a ratio; one whose number is taken away.
    let empty = filling.frame.rules.self_scored().nth(7).unwrap().id.clone();
    let (new, ratio, gone) = (at[&empty], at["c1_1_2"], at["c1_1_1"]);
    let typed = [
        (format!("F{new}"), Typed::Text("1")),
        (format!("I{new}"), Typed::Text("Giải thích\ntrên hai dòng")),
        (format!("F{ratio}"), Typed::Text("1.137,5")),
        (format!("F{}", ratio + 1), Typed::Number(1250.0)),
        (format!("G{ratio}"), Typed::Text("0,75")),
        (format!("H{ratio}"), Typed::Text("Có nhiệm vụ chuyển sang năm sau")),
        (format!("F{gone}"), Typed::Nothing),
    ];
    let typed: Vec<(&str, Typed)> = typed.iter().map(|(cell, typed)| (cell.as_str(), typed.clone())).collect();
    let filled = fill(&bytes, &typed);
    let reading = read(&filling, &filled);
    assert_eq!(vietnamese(&reading), [""; 0]);
    let saves: Vec<(u32, AssessmentCommand)> = reading.saves().map(|(row, save)| (row, save.clone())).collect();
    assert_eq!(saves.iter().map(|(row, _)| *row).collect::<Vec<_>>(), {
        let mut rows = vec![gone, ratio, new];
        rows.sort_unstable();
        rows
    });
    let found_at = |node: &str| {
        let found = saves.iter().find_map(|(_, save)| match save {
            AssessmentCommand::Save { node: of, seen, entry } if of == node => Some((*seen, entry.clone())),
            _ => None,
        });
        found.unwrap()
    };
    let (seen, entry) = found_at("c1_1_2");
    assert_eq!(
        (seen, entry.numbers["finished"], entry.numbers["planned"]),
        (1, Mark::number(1137.5), Mark::number(1250.0))
    );
    assert_eq!((entry.points, entry.reason.as_str()), (Some(Mark::number(0.75)), "Có nhiệm vụ chuyển sang năm sau"));
    assert_eq!((found_at(&empty).0, found_at(&empty).1.note.as_str()), (0, "Giải thích\ntrên hai dòng"));
    assert!(found_at("c1_1_1").1.numbers.is_empty());

    for (_, save) in saves {
        world.ask("u2", &by("binh", 1, 20), save);
    }
    let filling = world.filling("u2");
    let again = form(&filling);
    assert_eq!(read(&filling, &again).unchanged(), reading.rows.len());
    // The old form says what is there by now: nothing is left to do, and nobody is told of a conflict.
    assert_eq!(read(&filling, &filled).unchanged(), reading.rows.len());
}

#[test]
fn what_somebody_changed_on_the_page_meanwhile_is_not_overwritten() {
    let mut world = assessing().copy();
    let bytes = form(&world.filling("u2"));
    let at = rows(&bytes);
    for node in ["c1_1_1", "c1_2_1"] {
        let numbers =
            [("level", 1.0), ("late", 1.0)].into_iter().filter(|(n, _)| (*n == "level") == (node == "c1_1_1"));
        let numbers = numbers.map(|(name, value)| (name.to_owned(), Mark::number(value))).collect();
        let entry = Entry { numbers, note: "Sửa trên trang".into(), ..Entry::default() };
        world.ask("u2", &by("an", 1, 18), AssessmentCommand::Save { node: node.into(), seen: 1, entry });
    }
    let filling = world.filling("u2");
    let cell = format!("I{}", at["c1_1_1"]);
    let reading = read(&filling, &fill(&bytes, &[(&cell, Typed::Text("Sửa trong tệp"))]));
    // The one that was touched in the file is told; the other, which was not, stays as it is on the page.
    assert_eq!(
        vietnamese(&reading),
        [format!(
            "Dòng {}: Nguyễn Văn An đã sửa tiêu chí này sau khi xuất biểu. Hãy xem nội dung mới rồi nhập trên hệ thống, hoặc xuất biểu mới; nội dung trong tệp chưa được ghi.",
            at["c1_1_1"]
        )]
    );
    let kept = reading.rows.iter().find(|row| row.node == "c1_1_1").unwrap();
    assert_eq!(kept.entry.note, "Sửa trong tệp", "nothing typed is lost");
    assert_eq!(reading.unchanged(), reading.rows.len() - 1);
}

/// What is wrong in a cell, and what the report says of it in both languages. `{}` stands for the row.
#[test]
fn what_is_wrong_in_a_row_is_told_with_its_cell() {
    let filling = assessing().filling("u2");
    let bytes = form(&filling);
    let at = rows(&bytes)["c1_1_2"];
    let cases: [(&str, Typed, &str, &str); 9] = [
        (
            "F",
            Typed::Text("nhiều"),
            "Ô F{}: “nhiều” không phải số. Hãy ghi số, ví dụ 12,5; nếu không áp dụng thì ghi “Không áp dụng”.",
            "Cell F{}: “nhiều” is no number. Write a number, such as 12.5, or “Not applicable”.",
        ),
        (
            "F",
            Typed::Text("1.234"),
            "Ô F{}: “1.234” có thể hiểu theo hai cách. Hãy ghi “1,2340” hoặc “1234”.",
            "Cell F{}: “1.234” can be read in two ways. Write “1,2340” or “1234”.",
        ),
        (
            "G",
            Typed::Text("50 %"),
            "Ô G{}: “50 %” không phải số. Hãy ghi số, ví dụ 12,5; nếu không áp dụng thì ghi “Không áp dụng”.",
            "Cell G{}: “50 %” is no number. Write a number, such as 12.5, or “Not applicable”.",
        ),
        ("G", Typed::Number(7.0), "Dòng {}: Điểm phải từ 0 đến 1.", "Row {}: Points must lie between 0 and 1."),
        (
            "J",
            Typed::Text("c9_9_9"),
            "Dòng {}: đơn vị không tự chấm tiêu chí “c9_9_9”. Hãy xóa dòng này hoặc xuất biểu mới.",
            "Row {}: the unit does not score “c9_9_9” itself. Delete this row, or take out a new form.",
        ),
        (
            "J",
            Typed::Nothing,
            "Dòng {}: nội dung nhập ở dòng không thuộc tiêu chí nào. Hãy chuyển vào dòng của tiêu chí.",
            "Row {}: something is entered in a row of no criterion. Move it into the row of the criterion.",
        ),
        (
            "K",
            Typed::Text("khac"),
            "Dòng {}: tiêu chí không dùng số liệu “khac”. Hãy xóa dòng này hoặc xuất biểu mới.",
            "Row {}: the criterion reads no number “khac”. Delete this row, or take out a new form.",
        ),
        (
            "K",
            Typed::Text("planned"),
            "Dòng {+}: số liệu này đã có ở dòng {}. Hãy giữ một dòng.",
            "Row {+}: this number stands in row {} already. Keep one of the rows.",
        ),
        ("F", Typed::Number(-5.0), "", ""),
    ];
    for (column, typed, vi, en) in cases {
        let cell = format!("{column}{at}");
        let reading = read(&filling, &fill(&bytes, &[(&cell, typed.clone())]));
        let told: Vec<_> = reading.problems().map(|problem| problem.text(&names)).collect();
        if vi.is_empty() {
            // What the engine says of a number it cannot read is its own; here only that it is told with the row.
            assert!(told.len() == 1 && told[0].vi.starts_with(&format!("Dòng {at}: ")), "{told:?}");
            continue;
        }
        let with_row = |text: &str| text.replace("{+}", &(at + 1).to_string()).replace("{}", &at.to_string());
        assert_eq!(told.len(), 1, "{column} {typed:?}: {told:?}");
        assert_eq!((told[0].vi.as_str(), told[0].get(Lang::En)), (with_row(vi).as_str(), with_row(en).as_str()));
        assert_eq!(reading.saves().count(), 0);
    }
}

#[test]
fn what_was_signed_is_not_changed_by_a_file() {
    let filling = assessing().filling("u1");
    let bytes = form(&filling);
    let cell = format!("I{}", rows(&bytes)["c1_1_1"]);
    let reading = read(&filling, &fill(&bytes, &[(&cell, Typed::Text("Sửa sau khi ký"))]));
    assert_eq!(vietnamese(&reading).len(), 1);
    assert!(vietnamese(&reading)[0].contains("Đã ký gửi nên không sửa được nữa."), "{:?}", vietnamese(&reading));
}

/// A file that is not read at all, and what is said of it.
#[test]
fn a_file_of_something_else_is_refused_with_the_way_on() {
    let world = assessing();
    let filling = world.filling("u2");
    let bytes = form(&filling);
    let by = by("binh", 1, 20);
    let refused = |filling: &Filling<'_>, bytes: &[u8]| workbook_in(filling, &by, bytes).unwrap_err();
    let mut other_rulebook = world.copy();
    other_rulebook.round.setup.rulebook_hash = "ef".repeat(32);
    let cut = &bytes[..bytes.len() / 2];
    let mut plain = Workbook::new();
    plain.add_worksheet().write_string(0, 0, "x").unwrap();
    let plain = plain.save_to_buffer().unwrap();
    let other_form = rewrite(&bytes, |sheet, row, column| sheet == "chiso" && (row, column) == (0, 1), 2.0);
    for (problem, found, vi) in [
        (
            FileProblem::NotAWorkbook,
            refused(&filling, b"x"),
            "Tệp không phải bảng tính XLSX hoặc bị hỏng. Hãy mở bằng chương trình bảng tính, lưu dạng .xlsx rồi nạp lại.",
        ),
        (
            FileProblem::NotAWorkbook,
            refused(&filling, cut),
            "Tệp không phải bảng tính XLSX hoặc bị hỏng. Hãy mở bằng chương trình bảng tính, lưu dạng .xlsx rồi nạp lại.",
        ),
        (
            FileProblem::NotOurs,
            refused(&filling, &plain),
            "Tệp không phải biểu nhập liệu xuất từ hệ thống, hoặc trang ẩn của biểu đã bị xóa. Hãy xuất biểu mới, chép phần đã nhập sang rồi nạp lại.",
        ),
        (
            FileProblem::OtherForm,
            refused(&filling, &other_form),
            "Biểu nhập liệu thuộc phiên bản khác. Hãy xuất biểu mới, chép phần đã nhập sang rồi nạp lại.",
        ),
        (
            FileProblem::OtherRound,
            refused(&Filling { round_id: "r2025", ..filling }, &bytes),
            "Biểu này thuộc đợt đánh giá khác. Hãy nạp ở đúng đợt, hoặc xuất biểu của đợt này.",
        ),
        (
            FileProblem::OtherUnit { unit: "u2".into() },
            refused(&world.filling("u1"), &bytes),
            "Biểu này của Thành phố Hòa Giang, không phải của đơn vị đang mở. Hãy nạp ở đúng đơn vị.",
        ),
        (
            FileProblem::OtherRulebook,
            refused(&other_rulebook.filling("u2"), &bytes),
            "Bộ tiêu chí của đợt đã thay đổi sau khi xuất biểu. Hãy xuất biểu mới, chép phần đã nhập sang rồi nạp lại.",
        ),
    ] {
        assert_eq!(found, problem);
        assert_eq!(found.text(&names).vi, vi);
        assert!(found.text(&names).en.is_some());
    }
}

/// Every prefix and every byte turned round: whatever comes, it is read or refused.
#[test]
fn damaged_files_never_panic() {
    let filling = assessing().filling("u2");
    let bytes = form(&filling);
    let by = by("binh", 1, 20);
    for at in (0..bytes.len()).step_by(bytes.len() / 60) {
        let _ = workbook_in(&filling, &by, &bytes[..at]);
        let mut turned = bytes.clone();
        turned[at] ^= 0x55;
        let _ = workbook_in(&filling, &by, &turned);
    }
}

#[test]
fn only_what_is_to_be_filled_in_is_unlocked_and_the_keys_are_hidden() {
    let filling = assessing().filling("u2");
    let bytes = form(&filling);
    let sheet = crate::unpack::part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<sheetProtection sheet=\"1\""), "protected, without a password");
    assert!(!sheet.contains("password"));
    assert!(sheet.contains("<dataValidation "));
    assert!(
        crate::unpack::part(&bytes, "xl/workbook.xml").contains("name=\"chiso\" sheetId=\"2\" state=\"veryHidden\"")
    );
    let reading = read(&filling, &bytes);
    assert!(reading.rows.iter().all(|row| row.result == RowResult::Unchanged && !row.title.vi.is_empty()));
}

fn rewrite(bytes: &[u8], which: impl Fn(&str, usize, usize) -> bool, value: f64) -> Vec<u8> {
    let mut from = Xlsx::new(Cursor::new(bytes)).unwrap();
    let mut to = Workbook::new();
    for name in from.sheet_names() {
        let page = to.add_worksheet().set_name(&name).unwrap();
        for (row, column, data) in from.worksheet_range(&name).unwrap().used_cells() {
            let (r, c) = (u32::try_from(row).unwrap(), u16::try_from(column).unwrap());
            if which(&name, row, column) {
                page.write_number(r, c, value).unwrap();
            } else {
                page.write_string(r, c, data.to_string()).unwrap();
            }
        }
    }
    to.save_to_buffer().unwrap()
}

/// Whatever was entered on the page: signs that a spreadsheet would take for a formula, lines, letters in two pieces, numbers of any size.
fn entries() -> impl Strategy<Value = Entry> {
    let text = prop_oneof![
        "[ -~\\n\\r\\t]{0,30}",
        "\\PC{0,20}",
        Just("=1+1".to_owned()),
        Just("_x000D_ _x0041_".to_owned()),
        Just("Tie\u{302}\u{301}ng Vie\u{323}\u{302}t\r\n\u{b}x\u{1}".to_owned()),
    ];
    let mark = prop_oneof![
        any::<f64>().prop_map(Mark::number),
        Just(0.1 + 0.2).prop_map(Mark::number),
        Just(Mark::NOT_APPLICABLE),
        Just(Mark::default()),
    ];
    (proptest::option::of(mark.clone()), mark.clone(), mark, text.clone(), text).prop_map(
        |(points, a, b, reason, note)| Entry {
            numbers: BTreeMap::from([("finished".to_owned(), a), ("planned".to_owned(), b)]),
            points,
            reason,
            note,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn an_untouched_form_never_changes_what_was_entered(entry in entries()) {
        let mut world = assessing().copy();
        let item = world.assessments.get_mut("u2").unwrap().items.get_mut("c1_1_2").unwrap();
        item.draft.as_mut().unwrap().entry = entry;
        let filling = world.filling("u2");
        let reading = read(&filling, &form(&filling));
        prop_assert_eq!(reading.unchanged(), reading.rows.len(), "{:?} {:?}", vietnamese(&reading), reading.rows.iter().find(|r| r.node == "c1_1_2"));
    }
}
