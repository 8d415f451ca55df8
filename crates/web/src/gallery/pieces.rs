//! Samples of the parts that are no forms.

use chiso_model::{Date, Lang, day};

use super::at;
use crate::Reader;
use crate::parts::{
    Badge, Cell, Choice, Column, Confirmation, Definitions, Empty, Event, Field, Flash, Form, KeyFacts, Question, Row,
    Secret, Shape, Status, Stepper, Table, TableQuery, Tabs, Timeline,
};

pub(super) fn flashes(lang: Lang) -> Vec<Flash> {
    vec![
        Flash::done(lang.pick("Đã giao vai trò cho bà Trần Thị Hương.", "The role has been given to Trần Thị Hương.")),
        Flash::warning(
            lang.pick(
                "Đã nhập 34 cơ quan; 2 dòng được bỏ qua.",
                "34 agencies have been imported; 2 rows were left out.",
            ),
        ),
    ]
}

pub(super) fn badges(lang: Lang) -> Vec<Badge> {
    vec![
        Badge::new("ok", Shape::Check, lang.pick("Đang hiệu lực", "In force")),
        Badge::new("note", Shape::Square, lang.pick("Bản nháp", "Draft")),
        Badge::new("warn", Shape::Diamond, lang.pick("Số liệu mô phỏng", "Simulated figures")),
        Badge::new("bad", Shape::Triangle, lang.pick("Bị thu hồi", "Revoked")),
        Badge::new("", Shape::Ring, lang.pick("Hết hạn", "Ended")),
    ]
}

/// Samples of work: agency, criterion, score, due day, status.
pub(super) type Work = (&'static str, &'static str, &'static str, (i16, i8, i8), Status);

/// Some of it.
pub(super) const WORK: [Work; 6] = [
    ("Hải Phòng", "1.2.1", "2,00", (2026, 11, 20), Status::Overdue),
    ("Đà Nẵng", "1.2.2", "1,50", (2026, 11, 24), Status::DueSoon),
    ("Huế", "2.1.1", "0,75", (2026, 11, 28), Status::Returned),
    ("Thành phố Hồ Chí Minh", "3.4.2", "2,25", (2026, 12, 1), Status::Waiting),
    ("Đắk Lắk", "1.1.3", "1,00", (2026, 12, 5), Status::Open),
    ("Bà Rịa - Vũng Tàu", "5.3.1", "0,50", (2026, 11, 15), Status::Done),
];

/// A number as it is printed in a language.
pub(super) fn number(text: &str, lang: Lang) -> String {
    text.replace(',', lang.pick(",", "."))
}

pub(super) fn due(date: (i16, i8, i8), lang: Lang) -> String {
    Date::new(date.0, date.1, date.2).map(|date| day(date, lang)).unwrap_or_default()
}

fn columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::text(lang.pick("Đơn vị", "Unit")).sorts("unit"),
        Column::text(lang.pick("Tiêu chí", "Criterion")).sorts("criterion"),
        Column::number(lang.pick("Điểm", "Points")).sorts("points"),
        Column::text(lang.pick("Hạn", "Due")).short().sorts("due"),
        Column::text(lang.pick("Tình trạng", "Status")),
    ]
}

pub(super) fn work_table(lang: Lang, base: String, query: TableQuery, opens: bool) -> Table {
    let mut work: Vec<_> = WORK.iter().enumerate().collect();
    work.retain(|(_, (unit, ..))| crate::fold::finds(&query.text, unit));
    match query.sort.as_str() {
        "unit" => work.sort_by_key(|(_, (unit, ..))| crate::fold::key(unit)),
        "criterion" => work.sort_by_key(|(_, work)| work.1),
        "points" => work.sort_by_key(|(_, work)| work.2),
        _ => work.sort_by_key(|(_, work)| work.3),
    }
    if query.reversed {
        work.reverse();
    }
    let sort = if query.sort.is_empty() { "due".to_owned() } else { query.sort.clone() };
    let reversed = query.reversed;
    let rows: Vec<Row> = work
        .into_iter()
        .map(|(at, (unit, criterion, points, date, status))| {
            let score = if at == 4 {
                Cell::None(lang.pick("chưa chấm", "not scored").to_owned())
            } else {
                Cell::text(number(points, lang))
            };
            let cells = vec![
                Cell::text(*unit),
                Cell::text(*criterion),
                score,
                Cell::text(due(*date, lang)),
                Cell::from(status.badge(lang)),
            ];
            if opens { Row::new(cells).opens((at + 1).to_string()) } else { Row::new(cells) }
        })
        .collect();
    let total = rows.len();
    Table::new(lang, "work", lang.pick("Việc cần làm", "Work to do"), base, query)
        .columns(columns(lang))
        .rows(rows, total)
        .sorted_by(sort, reversed)
        .find(lang.pick("Tên đơn vị", "Name of unit"))
}

pub(super) fn table(lang: Lang, query: TableQuery) -> Table {
    let page = query.page.min(9);
    let filtered = query.filters();
    let table = work_table(lang, at(lang, ""), TableQuery { page, ..query }, false);
    let areas = vec![
        Choice::new("1", lang.pick("Chỉ đạo điều hành", "Steering")),
        Choice::new("2", lang.pick("Thể chế", "Institutions")),
    ];
    let table = table
        .filter("area", lang.pick("Lĩnh vực", "Area"), lang.pick("Mọi lĩnh vực", "All areas"), areas)
        .download("CSV", at(lang, ""))
        .download("Excel (XLSX)", at(lang, ""));
    // As if these were the first rows of many, so that the pages show.
    if filtered { table } else { table.total(412) }
}

/// A filter that leaves nothing.
pub(super) fn nothing_found(lang: Lang) -> Table {
    let query = TableQuery { text: "zzz".to_owned(), page: 1, ..TableQuery::default() };
    Table::new(lang, "found", lang.pick("Người dùng", "People"), at(lang, ""), query)
        .columns(columns(lang))
        .find(lang.pick("Tên", "Name"))
        .empty(empty(lang))
}

/// A list without anything yet.
pub(super) fn nothing_yet(lang: Lang) -> Table {
    let query = TableQuery { page: 1, ..TableQuery::default() };
    Table::new(lang, "nothing", lang.pick("Người dùng", "People"), at(lang, ""), query)
        .columns(columns(lang))
        .empty(empty(lang))
}

pub(super) fn empty(lang: Lang) -> Empty {
    Empty::new(
        lang.pick("Chưa có cơ quan nào", "There are no agencies yet"),
        lang.pick(
            "Hãy nhập danh sách cơ quan từ tệp CSV hoặc XLSX. Trước khi ghi, mọi lỗi được liệt kê theo từng dòng.",
            "Import the list of agencies from a CSV or XLSX file. Every problem is listed row by row before anything is written.",
        ),
    )
    .first(lang.pick("Nhập danh sách", "Import a list"), at(lang, ""))
    .first(lang.pick("Thêm một cơ quan", "Add an agency"), at(lang, ""))
}

pub(super) fn key_facts(lang: Lang) -> KeyFacts {
    let mut facts = KeyFacts::default();
    facts.push(lang.pick("Quá hạn", "Overdue"), "3", lang.pick("trong 412 việc", "of 412 tasks"));
    facts.push(lang.pick("Sắp đến hạn", "Due soon"), "17", lang.pick("trong 7 ngày tới", "within 7 days"));
    facts.push(
        lang.pick("Đã xong", "Done"),
        lang.pick("88,37 %", "88.37%"),
        lang.pick("tăng 4,30 % so với tuần trước", "up 4.30% on last week"),
    );
    facts
}

pub(super) fn definitions(lang: Lang) -> Definitions {
    Definitions::new()
        .line(lang.pick("Tên", "Name"), "Sở Nội vụ thành phố Hải Phòng")
        .change(lang.pick("Sửa", "Change"), at(lang, ""))
        .line(lang.pick("Mã định danh", "Identification code"), "H24.10")
        .line(lang.pick("Hiệu lực từ", "In force from"), due((2025, 7, 1), lang))
        .part(lang.pick("Tình trạng", "Status"), &Status::Open.badge(lang))
}

pub(super) fn timeline(lang: Lang) -> Timeline {
    Timeline::new(vec![
        Event::new(
            lang.pick("21/11/2026 14:32", "21 November 2026, 14:32"),
            "2026-11-21T14:32:05+07:00",
            lang.pick("Sửa điểm tự chấm của tiêu chí 1.2.1", "Self-score of criterion 1.2.1 changed"),
            "Trần Thị Hương",
        )
        .why(lang.pick("Bổ sung Quyết định số 1234/QĐ-UBND", "Decision 1234/QĐ-UBND was added"))
        .change(lang.pick("Điểm", "Points"), lang.pick("1,50", "1.50"), lang.pick("2,00", "2.00"))
        .change(lang.pick("Tài liệu kiểm chứng", "Evidence"), "", "1234-QD-UBND.pdf"),
        Event::new(
            lang.pick("20/11/2026 09:05", "20 November 2026, 09:05"),
            "2026-11-20T09:05:00+07:00",
            lang.pick("Trả lại để bổ sung", "Returned for completion"),
            lang.pick("Người thẩm định", "Appraiser"),
        ),
        Event::new(
            lang.pick("02/11/2026 08:00", "2 November 2026, 08:00"),
            "2026-11-02T08:00:00+07:00",
            lang.pick("Mở kỳ đánh giá 2026", "Round 2026 opened"),
            lang.pick("Điều phối viên quốc gia", "National coordinator"),
        )
        .to(at(lang, "")),
    ])
}

pub(super) fn tabs(lang: Lang) -> Tabs {
    Tabs::new(lang.pick("Cơ quan", "Agency"))
        .tab(lang.pick("Thông tin", "About"), at(lang, ""), true)
        .tab(lang.pick("Lịch sử sáp nhập", "Lineage"), at(lang, "?view=lineage"), false)
        .tab(lang.pick("Người dùng", "People"), at(lang, "?view=people"), false)
        .count(12)
        .tab(lang.pick("Nhật ký", "Journal"), at(lang, "?view=journal"), false)
}

pub(super) fn stepper(lang: Lang) -> Stepper {
    let steps = [("Chọn tệp", "Choose a file"), ("Xem thử", "Dry run"), ("Xác nhận", "Confirm"), ("Kết quả", "Result")];
    Stepper::new(lang, 3, steps.map(|(vi, en)| (lang.pick(vi, en).to_owned(), at(lang, ""))).to_vec())
}

pub(super) fn confirmation(lang: Lang) -> Confirmation {
    Confirmation::new(lang.pick("Đã nộp báo cáo tự đánh giá", "The self-assessment has been submitted"))
        .number(lang.pick("Số tiếp nhận", "Receipt number"), "2026-000128")
        .next(lang.pick(
            "Người thẩm định nhận việc từ ngày 25/11/2026. Quý vị sẽ nhận thư khi có kết quả hoặc khi cần bổ sung.",
            "Appraisal begins on 25 November 2026. You will receive a message when there is a result, or when something is missing.",
        ))
        .link(lang.pick("Xem bản đã nộp", "See what was submitted"), at(lang, ""))
        .link(lang.pick("Về việc của tôi", "Back to my work"), at(lang, ""))
}

pub(super) fn question(reader: &Reader) -> Question {
    let lang = reader.lang;
    let form = Form::new(lang, reader.caller.as_ref(), at(lang, ""))
        .field(
            Field::text(lang, "reason", lang.pick("Lý do", "Reason"))
                .hint(lang.pick("Được ghi vào nhật ký.", "Is written to the journal.")),
        )
        .submit(lang.pick("Thu hồi vai trò", "Revoke the role"))
        .cancel(lang.pick("Giữ nguyên", "Keep it"), at(lang, ""));
    let consequences = [
        lang.pick(
            "Bà Trần Thị Hương không còn nhập được điểm của Hải Phòng.",
            "Trần Thị Hương can no longer enter scores of Hải Phòng.",
        ),
        lang.pick("Những gì bà đã nhập được giữ nguyên.", "What she has entered stays as it is."),
    ];
    let title = lang.pick("Thu hồi vai trò Người nhập liệu?", "Revoke the role of unit contributor?");
    Question::new(title, consequences.map(str::to_owned).to_vec(), form)
}

pub(super) fn secret(lang: Lang) -> Secret {
    let link = format!("https://chiso.example/{}/invitation/4f7c1f0e9b2d4a6c8e0f1a2b3c4d5e6f", lang.tag());
    Secret::new(
        lang,
        "sample-link",
        lang.pick("Đường dẫn dùng một lần, hết hạn sau 24 giờ", "One-time link, valid for 24 hours"),
        vec![link],
    )
}

pub(super) fn codes(lang: Lang) -> Secret {
    let codes = ["k7m2-9xqd", "p4ta-61wz", "c8fn-3ejr", "h5vu-b0ys"].map(str::to_owned).to_vec();
    Secret::new(
        lang,
        "sample-codes",
        lang.pick("Mã dự phòng, mỗi mã dùng một lần", "Recovery codes, each works once"),
        codes,
    )
}
