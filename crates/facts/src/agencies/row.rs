//! The rows of a file of agencies.

use std::collections::BTreeSet;

use chiso_model::Lang;
use chiso_model::agency::{AgencyKind, Code, CodeSystem, Validity};

use crate::import::{Choices, Column, Frame, Import, ImportProblem};
use crate::problem::Problem;
use crate::text;

/// The columns of a file of agencies.
pub const COLUMNS: &[Column] = &[
    Column {
        id: "code",
        heading: ("Mã", "Code"),
        also: &["Mã đơn vị", "Mã cơ quan", "Mã số"],
        meaning: (
            "Mã của cơ quan trong hệ mã ở cột sau, giữ nguyên số 0 ở đầu (00004). Cùng một mã ở hai thời gian khác nhau là hai dòng.",
            "The agency's code in the system named in the next column, with its zeros at the beginning (00004). One code at two times is two rows.",
        ),
        choices: Choices::Free,
        required: true,
        examples: ["00004", "so-noi-vu-15"],
    },
    Column {
        id: "code_system",
        heading: ("Hệ mã", "Code system"),
        also: &[],
        meaning: (
            "Ghi gso, h26, local hoặc tên khác (chữ thường không dấu); để trống là gso.",
            "Write gso, h26, local or another name (small letters without marks); blank means gso.",
        ),
        choices: Choices::Systems,
        required: false,
        examples: ["gso", "local"],
    },
    Column {
        id: "h26",
        heading: ("Mã định danh", "Identification code"),
        also: &["Mã định danh điện tử", "Mã định danh cơ quan"],
        meaning: (
            "Mã định danh điện tử, ví dụ 000.00.15.H38; có thể để trống.",
            "Identification code, for example 000.00.15.H38; may be blank.",
        ),
        choices: Choices::Free,
        required: false,
        examples: ["", "000.00.15.H38"],
    },
    Column {
        id: "name_vi",
        heading: ("Tên", "Name (Vietnamese)"),
        also: &["Tên tiếng Việt", "Tên cơ quan", "Tên đơn vị"],
        meaning: ("Tên đầy đủ bằng tiếng Việt, có dấu.", "The full name in Vietnamese, with all marks."),
        choices: Choices::Free,
        required: true,
        examples: ["Phường Ví Dụ", "Sở Nội vụ"],
    },
    Column {
        id: "name_en",
        heading: ("Tên tiếng Anh", "Name (English)"),
        also: &[],
        meaning: ("Tên tiếng Anh; có thể để trống.", "The name in English; may be blank."),
        choices: Choices::Free,
        required: false,
        examples: ["", "Department of Home Affairs"],
    },
    Column {
        id: "kind",
        heading: ("Loại", "Kind"),
        also: &["Loại cơ quan", "Loại đơn vị"],
        meaning: (
            "Một trong các loại cơ quan; nhận cả cách gọi ngắn: thành phố, sở, trung tâm, bưu chính.",
            "One of the kinds of agencies; shorter words count too: city, department.",
        ),
        choices: Choices::Kinds,
        required: true,
        examples: ["Phường", "Sở"],
    },
    Column {
        id: "parent_code",
        heading: ("Mã cấp trên", "Parent code"),
        also: &["Mã cơ quan cấp trên", "Mã đơn vị cấp trên", "Mã tỉnh"],
        meaning: (
            "Mã của cơ quan cấp trên trực tiếp; tìm trong hệ mã của dòng này, rồi gso, rồi h26. Có thể ghi rõ hệ mã: gso:15.",
            "Code of the agency directly above; looked for in the system of this row, then gso, then h26. The system may be written before it: gso:15.",
        ),
        choices: Choices::Free,
        required: false,
        examples: ["15", "gso:15"],
    },
    Column {
        id: "valid_from",
        heading: ("Từ ngày", "Valid from"),
        also: &["Ngày bắt đầu", "Có hiệu lực từ"],
        meaning: (
            "Ngày đầu tiên, viết 2025-07-01 hoặc 01/07/2025; để trống nếu đã có từ trước.",
            "The first day, written 2025-07-01 or 01/07/2025; blank where it was there before.",
        ),
        choices: Choices::Free,
        required: false,
        examples: ["2025-07-01", "2025-07-01"],
    },
    Column {
        id: "valid_to",
        heading: ("Đến ngày", "Valid to"),
        also: &["Ngày kết thúc", "Hết hiệu lực"],
        meaning: ("Ngày cuối cùng; để trống nếu đang tồn tại.", "The last day; blank while it lasts."),
        choices: Choices::Free,
        required: false,
        examples: ["", ""],
    },
    Column {
        id: "aliases",
        heading: ("Tên gọi khác", "Aliases"),
        also: &["Tên khác", "Bí danh"],
        meaning: (
            "Các cách viết khác của tên, ngăn cách bằng dấu |.",
            "Other ways in which the name is written, separated by |.",
        ),
        choices: Choices::Free,
        required: false,
        examples: ["", "Sở NV|SNV"],
    },
];

/// Most characters of a name.
const LONGEST_NAME: usize = 300;

/// One agency of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyRow {
    /// Number of the row, from 1, the header included.
    pub row: u64,
    /// Its code.
    pub code: Code,
    /// Its identification code.
    pub h26: Option<String>,
    /// Its name in Vietnamese.
    pub name_vi: String,
    /// Its name in English.
    pub name_en: Option<String>,
    /// What kind it is.
    pub kind: AgencyKind,
    /// Code of the agency above, with its system where the row names one.
    pub parent: Option<ParentCode>,
    /// The days of the row.
    pub valid: Validity,
    /// Other ways in which its name is written.
    pub aliases: Vec<String>,
}

/// How a row names the agency above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParentCode {
    /// The system, where it is written before the code.
    pub system: Option<CodeSystem>,
    /// The code.
    pub code: String,
}

/// A file of agencies: its sound rows, and everything that is wrong with the others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AgencyFile {
    /// The rows that could be read.
    pub rows: Vec<AgencyRow>,
    /// Every problem, by row.
    pub problems: Vec<Problem>,
    /// What should be looked at but stops nothing.
    pub warnings: Vec<Problem>,
    pub(super) frame: Frame,
    /// Codes of rows that could not be read: whoever stands below them is not told that they are not there.
    pub(super) broken: BTreeSet<String>,
}

/// Reads a file of agencies: CSV, or a sheet of a workbook (the first where none is named).
pub fn read(file: &str, bytes: &[u8], sheet: Option<&str>) -> AgencyFile {
    let mut import = Import::open(file, bytes, sheet, COLUMNS);
    let mut rows = Vec::new();
    let mut broken = BTreeSet::new();
    for index in import.rows() {
        let code = import.value(index, "code").clone();
        let found = row(&mut import, index);
        match found.filter(|_| !import.is_broken(index)) {
            Some(row) => rows.push(row),
            None => {
                if let crate::table::Value::Text(code) = code {
                    broken.insert(code);
                }
            }
        }
    }
    let Import { frame, mut problems, warnings, .. } = import;
    problems.sort_by_key(|problem| (problem.place.row, problem.place.column));
    AgencyFile { rows, problems, warnings, frame, broken }
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
fn row(import: &mut Import, index: usize) -> Option<AgencyRow> {
    let written = import.required(index, "code");
    let system = match import.text(index, "code_system") {
        None => Some(CodeSystem::GSO),
        Some(text) => system(&text).or_else(|| {
            import.problem(index, "code_system", ImportProblem::BadSystem(text::shown(&text)));
            None
        }),
    };
    // Where the code itself is the identification code, there is no second one.
    let h26 = import.text(index, "h26").filter(|_| system != Some(CodeSystem::H26));
    if let Some(text) = h26.as_deref().filter(|text| !is_h26(text)) {
        import.problem(index, "h26", ImportProblem::BadH26(text::shown(text)));
    }
    let name_vi = import.required_text(index, "name_vi", LONGEST_NAME);
    let name_en = import.short_text(index, "name_en", LONGEST_NAME);
    let kind = import.required(index, "kind").and_then(|text| {
        let kind = AgencyKind::find(&text);
        if kind.is_none() {
            let names: Vec<String> = AgencyKind::ALL.iter().map(|kind| kind.name().vi).collect();
            let meant = text::closest(&text, names.iter().map(String::as_str)).and_then(|name| AgencyKind::find(&name));
            import.problem(index, "kind", ImportProblem::BadKind(text::shown(&text), meant));
        }
        kind
    });
    if let (Some(code), Some(system)) = (&written, &system) {
        let sound = check_code(system, code, kind);
        if let Err(problem) = sound {
            import.problem(index, "code", problem);
        }
    }
    let parent = import.text(index, "parent_code").map(|text| parent_code(&text));
    let valid = Validity::new(import.date(index, "valid_from"), import.date(index, "valid_to"));
    if valid.is_empty() {
        import.problem(index, "valid_to", ImportProblem::EndsBeforeItBegins);
    }
    let aliases = import.short_text(index, "aliases", 10 * LONGEST_NAME).unwrap_or_default();
    let aliases = aliases.split(['|', ';']).map(str::trim).filter(|alias| !alias.is_empty());
    let aliases: Vec<String> = aliases.map(str::to_owned).collect();
    Some(AgencyRow {
        row: import.number_of(index),
        code: Code::new(system?, written?),
        h26,
        name_vi: name_vi?,
        name_en,
        kind: kind?,
        parent,
        valid,
        aliases,
    })
}

/// A word of small letters, digits and hyphens.
fn system(text: &str) -> Option<CodeSystem> {
    let system = CodeSystem::new(text);
    let sound = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
    Some(system).filter(|system| system.id().len() <= 30 && system.id().bytes().all(sound))
}

/// A letter and two digits, and before them groups of digits ended by points.
fn is_h26(text: &str) -> bool {
    let mut groups = text.rsplit('.');
    let last = groups.next().unwrap_or_default().as_bytes();
    let digits = |group: &str| (1..=3).contains(&group.len()) && group.bytes().all(|b| b.is_ascii_digit());
    matches!(last, [letter, a, b] if letter.is_ascii_uppercase() && a.is_ascii_digit() && b.is_ascii_digit())
        && text.len() <= 40
        && groups.all(digits)
}

fn check_code(system: &CodeSystem, code: &str, kind: Option<AgencyKind>) -> Result<(), ImportProblem> {
    let text = || text::shown(code);
    let sound = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '/');
    if code.chars().count() > 40 || !code.chars().all(sound) || !code.chars().any(char::is_alphanumeric) {
        return Err(ImportProblem::BadCode { text: text(), digits: None, meant: None });
    }
    if *system == CodeSystem::H26 && !is_h26(code) {
        return Err(ImportProblem::BadH26(text()));
    }
    let digits = match kind {
        Some(AgencyKind::Province | AgencyKind::City) => 2,
        Some(AgencyKind::District) => 3,
        Some(AgencyKind::Commune | AgencyKind::Ward | AgencyKind::SpecialZone) => 5,
        _ => return Ok(()),
    };
    let all_digits = code.bytes().all(|b| b.is_ascii_digit());
    if *system != CodeSystem::GSO || (all_digits && code.len() == digits) {
        return Ok(());
    }
    let meant = (all_digits && code.len() < digits).then(|| format!("{code:0>digits$}"));
    Err(ImportProblem::BadCode { text: text(), digits: Some(digits), meant })
}

/// `15`, `gso:15`.
pub(crate) fn parent_code(text: &str) -> ParentCode {
    match text.split_once(':').and_then(|(before, code)| Some((system(before)?, code.trim()))) {
        Some((system, code)) => ParentCode { system: Some(system), code: code.to_owned() },
        None => ParentCode { system: None, code: text.to_owned() },
    }
}
