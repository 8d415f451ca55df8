//! The rows of a file of events.

use chiso_model::agency::{AREA, Code, CodeSystem, LineageKind, POPULATION, fold_name_with_kind};
use chiso_model::{Date, Lang};

use crate::agencies::ParentCode;
use crate::import::{Choices, Column, Frame, Import, ImportProblem};
use crate::problem::Problem;
use crate::table::Value;
use crate::{number, text};

/// The columns of a file of events.
pub const COLUMNS: &[Column] = &[
    Column {
        id: "kind",
        heading: ("Loại sự kiện", "Event"),
        also: &["Sự kiện", "Hình thức"],
        meaning: ("Một trong các loại sự kiện.", "One of the kinds of events."),
        choices: Choices::Events,
        required: true,
        examples: ["Sáp nhập", "Chia"],
    },
    Column {
        id: "date",
        heading: ("Ngày", "Date"),
        also: &["Từ ngày", "Ngày có hiệu lực"],
        meaning: (
            "Ngày đầu tiên sau thay đổi, viết 2025-07-01 hoặc 01/07/2025.",
            "The first day of the new state, written 2025-07-01 or 01/07/2025.",
        ),
        choices: Choices::Free,
        required: true,
        examples: ["2025-07-01", "2026-01-01"],
    },
    Column {
        id: "decision",
        heading: ("Số quyết định", "Decision"),
        also: &["Quyết định", "Văn bản", "Nghị quyết"],
        meaning: ("Số của văn bản; có thể để trống.", "The number of the decision; may be blank."),
        choices: Choices::Free,
        required: false,
        examples: ["Nghị quyết số 1/NQ", "Nghị quyết số 2/NQ"],
    },
    Column {
        id: "from",
        heading: ("Mã trước", "Codes before"),
        also: &["Từ các mã", "Mã cũ"],
        meaning: (
            "Mã, vào ngày trước đó, của các cơ quan trước sự kiện, ngăn cách bằng dấu |; để trống khi thành lập. Mã không phải mã thống kê thì ghi hệ mã ở trước: local:SNV, h26:H38.",
            "Codes, on the day before, of the agencies before the event, separated by |; blank for a creation. Before a code that is not the GSO's stands its system: local:SNV, h26:H38.",
        ),
        choices: Choices::Free,
        required: false,
        examples: ["00001|00002", "00004"],
    },
    Column {
        id: "to",
        heading: ("Mã sau", "Codes after"),
        also: &["Thành các mã", "Mã mới"],
        meaning: (
            "Mã, vào chính ngày đó, của các cơ quan sau sự kiện, ngăn cách bằng dấu |; để trống khi giải thể. Cơ quan còn tiếp tục sau khi tách thì ghi ở cả hai cột.",
            "Codes, on the day itself, of the agencies after the event, separated by |; blank for a dissolution. One that goes on after a part was split off stands in both columns.",
        ),
        choices: Choices::Free,
        required: false,
        examples: ["00003", "00005|00006"],
    },
    Column {
        id: "share_variable",
        heading: ("Tỷ lệ theo", "Share by"),
        also: &["Biến số của tỷ lệ"],
        meaning: (
            "Tỷ lệ ở cột sau tính theo gì: dân số, diện tích hoặc tên khác viết chữ thường không dấu. Thêm tỷ lệ theo biến số khác bằng một dòng nữa của cùng sự kiện.",
            "By what the shares of the next column are: population, area, or another name in small letters without marks. Shares by another variable stand in one more row of the same event.",
        ),
        choices: Choices::Variables,
        required: false,
        examples: ["", "population"],
    },
    Column {
        id: "shares",
        heading: ("Tỷ lệ", "Shares"),
        also: &["Tỷ lệ chia"],
        meaning: (
            "Phần mà mỗi mã ở cột “Mã sau” nhận, theo đúng thứ tự, số từ 0 đến 1, ngăn cách bằng dấu |, cộng lại bằng 1; chỉ cần khi có từ hai cơ quan sau sự kiện.",
            "The part that each of the codes after takes, in their order: numbers from 0 to 1, separated by |, adding up to 1; wanted only where there are two or more after the event.",
        ),
        choices: Choices::Free,
        required: false,
        examples: ["", "0.6|0.4"],
    },
    Column {
        id: "note",
        heading: ("Ghi chú", "Note"),
        also: &[],
        meaning: ("Ghi chú cho người đọc; có thể để trống.", "A remark for the reader; may be blank."),
        choices: Choices::Free,
        required: false,
        examples: ["", ""],
    },
    Column {
        id: "source",
        heading: ("Nguồn", "Source"),
        also: &[],
        meaning: ("Nơi ghi nhận sự kiện; có thể để trống.", "Where this is told; may be blank."),
        choices: Choices::Free,
        required: false,
        examples: ["Công báo", "Công báo"],
    },
];

/// Most characters of a decision, a note or a source.
const LONGEST: usize = 1_000;
/// Most agencies on one side of an event.
const MOST: usize = 500;

/// One row of a file of events.
#[derive(Debug, Clone, PartialEq)]
pub struct EventRow {
    /// Number of the row, from 1, the header included.
    pub row: u64,
    /// What happened.
    pub kind: LineageKind,
    /// The first day of the new state.
    pub date: Date,
    /// Number of the decision.
    pub decision: Option<String>,
    /// Codes of those before, as of the day before.
    pub from: Vec<Code>,
    /// Codes of those after, as of the day.
    pub to: Vec<Code>,
    /// A variable, and by it the share of each of those after, from 0 to 1.
    pub shares: Option<(String, Vec<f64>)>,
    /// A remark for the reader.
    pub note: Option<String>,
    /// Where this comes from.
    pub source: Option<String>,
}

/// A file of events: its sound rows, and everything that is wrong with the others.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EventFile {
    /// The rows that could be read.
    pub rows: Vec<EventRow>,
    /// Every problem, by row.
    pub problems: Vec<Problem>,
    /// What should be looked at but stops nothing.
    pub warnings: Vec<Problem>,
    pub(super) frame: Frame,
}

/// Reads a file of events: CSV, or a sheet of a workbook (the first where none is named).
pub fn read(file: &str, bytes: &[u8], sheet: Option<&str>) -> EventFile {
    let mut import = Import::open(file, bytes, sheet, COLUMNS);
    let mut rows = Vec::new();
    for index in import.rows() {
        let found = row(&mut import, index);
        rows.extend(found.filter(|_| !import.is_broken(index)));
    }
    let Import { frame, mut problems, warnings, .. } = import;
    problems.sort_by_key(|problem| (problem.place.row, problem.place.column));
    EventFile { rows, problems, warnings, frame }
}

/// A template in CSV: headings of that language and two rows as examples.
pub fn template_csv(lang: Lang) -> Vec<u8> {
    crate::import::template_csv(COLUMNS, lang)
}

/// A template as a workbook, with a sheet that says what each column means.
///
/// # Errors
/// When the workbook cannot be written.
pub fn template_xlsx(lang: Lang) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
    crate::import::template_xlsx(COLUMNS, lang)
}

/// None where something that must be known is not; every problem of the row is told all the same.
fn row(import: &mut Import, index: usize) -> Option<EventRow> {
    let kind = import.required(index, "kind").and_then(|written| {
        let kind = event(&written);
        if kind.is_none() {
            import.problem(index, "kind", ImportProblem::BadEvent(text::shown(&written)));
        }
        kind
    });
    if *import.value(index, "date") == Value::Blank {
        import.problem(index, "date", ImportProblem::Required);
    }
    let date = import.date(index, "date");
    let decision = import.short_text(index, "decision", LONGEST);
    let from = codes(import, index, "from");
    let to = codes(import, index, "to");
    let shares = shares(import, index, to.len());
    let note = import.short_text(index, "note", LONGEST);
    let source = import.short_text(index, "source", LONGEST);
    let row = import.number_of(index);
    Some(EventRow { row, kind: kind?, date: date?, decision, from, to, shares, note, source })
}

/// By its id, or by what people call it.
fn event(written: &str) -> Option<LineageKind> {
    let words: [(LineageKind, &[&str]); 6] = [
        (LineageKind::Merge, &["sáp nhập", "hợp nhất", "nhập", "gộp", "merged"]),
        (LineageKind::Split, &["chia", "tách", "chia tách", "chia, tách"]),
        (LineageKind::Rename, &["đổi tên", "renamed"]),
        (LineageKind::Move, &["chuyển", "chuyển cấp trên", "điều chuyển", "moved"]),
        (LineageKind::Dissolve, &["giải thể", "bãi bỏ", "dissolved"]),
        (LineageKind::Create, &["thành lập", "thành lập mới", "created"]),
    ];
    let wanted = fold_name_with_kind(written);
    words.into_iter().find_map(|(kind, also)| {
        let name = kind.name();
        let names = [kind.id(), name.vi.as_str()].into_iter().chain(name.en.as_deref()).chain(also.iter().copied());
        names.map(fold_name_with_kind).any(|name| name == wanted).then_some(kind)
    })
}

/// The parts of a cell that holds a list.
fn parts(import: &mut Import, index: usize, column: &str) -> Vec<String> {
    let written = import.text(index, column).unwrap_or_default();
    let parts: Vec<String> =
        written.split(['|', ';']).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect();
    if parts.len() > MOST {
        import.problem(index, column, ImportProblem::LongList { most: MOST });
        return Vec::new();
    }
    parts
}

fn codes(import: &mut Import, index: usize, column: &str) -> Vec<Code> {
    let mut codes: Vec<Code> = Vec::new();
    for part in parts(import, index, column) {
        let ParentCode { system, code } = crate::agencies::parent_code(&part);
        let code = Code::new(system.unwrap_or(CodeSystem::GSO), code.as_str());
        if codes.contains(&code) {
            import.problem(index, column, ImportProblem::TwiceInList(text::shown(&part)));
        } else {
            codes.push(code);
        }
    }
    codes
}

fn shares(import: &mut Import, index: usize, heirs: usize) -> Option<(String, Vec<f64>)> {
    let variable = import.text(index, "share_variable");
    let parts = parts(import, index, "shares");
    let variable = match (variable, parts.is_empty()) {
        (None, true) => return None,
        (Some(_), true) => {
            // A list that could not be read has its own problem.
            if *import.value(index, "shares") == Value::Blank {
                import.problem(index, "shares", ImportProblem::Required);
            }
            return None;
        }
        (None, false) => {
            import.problem(index, "share_variable", ImportProblem::Required);
            None
        }
        (Some(written), false) => {
            let variable = variable_of(&written);
            if variable.is_none() {
                import.problem(index, "share_variable", ImportProblem::BadVariable(text::shown(&written)));
            }
            variable
        }
    };
    let mut shares = Vec::new();
    for part in &parts {
        let number = number::read(part, import.decimal_mark()).ok().and_then(chiso_model::Cell::value);
        match number.filter(|share| (0.0..=1.0).contains(share)) {
            Some(share) => shares.push(share),
            None => import.problem(index, "shares", ImportProblem::BadShare(text::shown(part))),
        }
    }
    if shares.len() != parts.len() {
        return None;
    }
    if shares.len() != heirs {
        import.problem(index, "shares", ImportProblem::ShareCount { shares: shares.len(), heirs });
        return None;
    }
    Some((variable?, shares))
}

/// A word of small letters, digits, hyphens and underscores.
fn variable_of(written: &str) -> Option<String> {
    let is_called = |name: &str| fold_name_with_kind(name) == fold_name_with_kind(written);
    if is_called("dân số") {
        return Some(POPULATION.to_owned());
    }
    if is_called("diện tích") {
        return Some(AREA.to_owned());
    }
    let sound = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_');
    (written.len() <= 40 && written.bytes().all(sound)).then(|| written.to_owned())
}
