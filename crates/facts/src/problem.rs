//! What can be wrong with a fact file, where it is, and how to mend it.

use chiso_model::{Lang, Period};

use crate::import::ImportProblem;
use crate::number::NumberFault;
use crate::place::{Part, Place};
use crate::text::list;

/// A problem in a fact file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where it is.
    pub place: Place,
    /// What it is.
    pub kind: ProblemKind,
}

/// What can be wrong with a fact file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// The extension of the name is none that is known.
    UnknownFormat,
    /// The bytes are not UTF-8.
    NotUtf8 {
        /// Position of the first byte that is wrong, counted from 1.
        byte: usize,
    },
    /// The text begins as UTF-16 and does not go on so.
    BadUtf16,
    /// The bytes are a workbook although the name says text.
    WorkbookByAnotherName,
    /// The bytes are no workbook, or a damaged one.
    NotAWorkbook,
    /// The workbook has no sheet of that name.
    NoSheet {
        /// The name asked for.
        name: String,
        /// The sheets there are.
        found: Vec<String>,
    },
    /// There is nothing in it.
    Empty,
    /// No file has anything under its header.
    NoRows,
    /// Each of two marks may be the one between the columns.
    TwoSeparators(char, char),
    /// Bars stand between the columns.
    Bars,
    /// A column of the long form is not there.
    MissingColumn {
        /// Its name.
        name: &'static str,
        /// The columns there are.
        found: Vec<String>,
        /// The one that was perhaps meant.
        closest: Option<String>,
    },
    /// The column that is to name the unit is not there.
    NoUnitColumn {
        /// The name asked for.
        name: String,
        /// The columns there are.
        found: Vec<String>,
        /// The one that was perhaps meant.
        closest: Option<String>,
    },
    /// The header is neither that of a long file nor has it a column `unit`.
    NeitherForm {
        /// The columns there are.
        found: Vec<String>,
    },
    /// Two columns have one name.
    DuplicateColumn {
        /// Number of the first of them.
        first: u64,
    },
    /// Two columns would have one name.
    SameNameAfterRename {
        /// That name.
        name: String,
        /// The first of them, as it is called in the file.
        first: String,
    },
    /// A name to be replaced is in no file.
    RenameWithoutColumn {
        /// The new name.
        new: String,
        /// The old name.
        old: String,
    },
    /// No file has an indicator that is wanted: these.
    NothingWanted(Vec<String>),
    /// A row has more or fewer fields than the header.
    FieldCount {
        /// Fields of the row.
        found: usize,
        /// Fields of the header.
        wanted: usize,
        /// The row goes over more than one line: a quotation mark may not be closed.
        spans_lines: bool,
        /// The mark between the columns.
        separator: char,
    },
    /// A unit or an indicator without a name.
    EmptyName,
    /// A text that is no period.
    BadPeriod(String),
    /// A text that is no number.
    Number {
        /// The text.
        text: String,
        /// Why.
        fault: NumberFault,
    },
    /// True or false where a number or a text is wanted.
    Boolean,
    /// A date where a number or a text is wanted.
    Date,
    /// The cell of a spreadsheet shows an error.
    CellError(String),
    /// Two rows disagree.
    Conflict {
        /// The unit.
        unit: String,
        /// The indicators on which they disagree.
        indicators: Vec<String>,
        /// The period.
        period: Option<Period>,
        /// The earlier row.
        earlier: Box<Place>,
    },
    /// The text is no JSON.
    JsonSyntax,
    /// The JSON is no list.
    JsonNoList,
    /// An item of the list is no object.
    JsonNoObject,
    /// A field that does not exist, and the one that was perhaps meant.
    JsonUnknownField(Option<String>),
    /// A field is given twice.
    JsonFieldTwice,
    /// A field that must be there is not.
    JsonFieldAbsent,
    /// A field holds a list or an object.
    JsonNested,
    /// What can be wrong with an import file, or with the cells of a workbook.
    Import(Box<ImportProblem>),
}

impl std::fmt::Display for Problem {
    /// Place and message, in Vietnamese.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.place, self.message(Lang::Vi))
    }
}

impl Problem {
    /// What is wrong and how to mend it, without the place but for the name of the column.
    pub fn message(&self, lang: Lang) -> String {
        let text = self.what(lang);
        match (&self.place.part, lang) {
            (Some(Part::Column(name)), Lang::Vi) => format!("cột “{name}”: {text}"),
            (Some(Part::Column(name)), Lang::En) => format!("column “{name}”: {text}"),
            (Some(Part::Field(name)), Lang::Vi) => format!("trường “{name}”: {text}"),
            (Some(Part::Field(name)), Lang::En) => format!("field “{name}”: {text}"),
            (None, _) => text,
        }
    }

    /// What is wrong and how to mend it, where the place is told beside it.
    pub fn what(&self, lang: Lang) -> String {
        match lang {
            Lang::Vi => self.vietnamese(),
            Lang::En => self.english(),
        }
    }

    fn vietnamese(&self) -> String {
        let names = |names: &[String]| list(names.iter().map(String::as_str), 12, Lang::Vi);
        match &self.kind {
            ProblemKind::UnknownFormat => {
                "tên tệp phải có đuôi .csv, .txt, .xlsx hoặc .json; hãy lưu bảng tính dưới dạng .xlsx hoặc CSV UTF-8"
                    .into()
            }
            ProblemKind::NotUtf8 { byte } => {
                format!("không phải UTF-8 (byte thứ {byte}); hãy lưu lại tệp dưới dạng CSV UTF-8")
            }
            ProblemKind::BadUtf16 => "không đọc được tiếp theo mã UTF-16; hãy lưu lại tệp dưới dạng CSV UTF-8".into(),
            ProblemKind::WorkbookByAnotherName => {
                "đây là bảng tính chứ không phải văn bản; hãy đổi đuôi tên tệp thành .xlsx".into()
            }
            ProblemKind::NotAWorkbook => {
                "không đọc được như bảng tính .xlsx; hãy mở bằng Excel hoặc LibreOffice rồi lưu lại dưới dạng .xlsx"
                    .into()
            }
            ProblemKind::NoSheet { name, found } => {
                format!("không có trang tính “{name}”; tệp có: {}", names(found))
            }
            ProblemKind::Empty => "không có số liệu; dòng đầu tiên phải là tên các cột".into(),
            ProblemKind::NoRows => "không có dòng số liệu nào; hãy thêm số liệu".into(),
            ProblemKind::TwoSeparators(one, other) => format!(
                "không rõ các cột ngăn cách bằng {} hay {}; tên cột có một trong hai dấu đó phải đặt trong dấu nháy kép, hoặc lưu tệp dưới dạng .xlsx",
                separator(*one, Lang::Vi),
                separator(*other, Lang::Vi)
            ),
            ProblemKind::Bars => {
                "các cột ngăn cách bằng dấu gạch đứng; hãy lưu lại dưới dạng CSV UTF-8 hoặc .xlsx".into()
            }
            ProblemKind::MissingColumn { name, closest: Some(closest), .. } => {
                format!("thiếu cột “{name}”; hãy đổi tên cột “{closest}” thành “{name}”")
            }
            ProblemKind::MissingColumn { name, found, closest: None } => {
                format!("thiếu cột “{name}”; tệp có các cột: {}", names(found))
            }
            ProblemKind::NoUnitColumn { name, closest: Some(closest), .. } => {
                format!("không có cột “{name}”; có phải là “{closest}”?")
            }
            ProblemKind::NoUnitColumn { name, found, closest: None } => {
                format!("không có cột “{name}”; tệp có các cột: {}", names(found))
            }
            ProblemKind::NeitherForm { found } => format!(
                "không biết cột nào là đơn vị: dạng dài cần các cột “unit”, “indicator”, “value”; dạng rộng cần cột “unit”, hoặc chỉ ra bằng --unit-column; tệp có các cột: {}",
                names(found)
            ),
            ProblemKind::DuplicateColumn { first } => {
                format!("trùng tên với cột số {first}; hãy đổi tên hoặc xóa một trong hai cột")
            }
            ProblemKind::SameNameAfterRename { name, first } => format!(
                "sau khi đổi tên, cột này và cột “{first}” đều là “{name}”; hãy chỉ đặt tên “{name}” cho một cột (--columns)"
            ),
            ProblemKind::RenameWithoutColumn { new, old } => {
                format!("không có cột hay chỉ tiêu “{old}” để đổi tên thành “{new}”; hãy sửa --columns")
            }
            ProblemKind::NothingWanted(wanted) => format!(
                "không có chỉ tiêu nào mà bộ tiêu chí dùng; bộ tiêu chí dùng: {}; nếu cột mang tên khác, hãy đổi tên bằng --columns mới=cũ",
                names(wanted)
            ),
            ProblemKind::FieldCount { found, wanted, spans_lines, separator: mark } => format!(
                "dòng có {found} ô, dòng tiêu đề có {wanted}; {}",
                if *spans_lines {
                    "có lẽ một dấu nháy kép \" chưa được đóng".to_owned()
                } else {
                    format!("ô có {} (kể cả trong một số) phải đặt trong dấu nháy kép", separator(*mark, Lang::Vi))
                }
            ),
            ProblemKind::EmptyName => "để trống; hãy ghi tên".into(),
            ProblemKind::BadPeriod(text) => {
                format!("“{text}” không phải là kỳ; viết năm “2024”, quý “2024-Q3” hoặc tháng “2024-09”")
            }
            ProblemKind::Number { text, fault } => match fault {
                NumberFault::Marks(way) => {
                    format!("“{text}”: số viết liền, không ngăn cách hàng nghìn; hãy viết “{way}”")
                }
                NumberFault::Ambiguous([decimal, whole]) => format!(
                    "“{text}” có thể hiểu theo hai cách; hãy viết “{decimal}” nếu là số thập phân, “{whole}” nếu là hàng nghìn"
                ),
                NumberFault::Percent(number) => format!(
                    "“{text}”: không viết dấu %; hãy viết “{number}”, hoặc chia cho 100 nếu bộ tiêu chí dùng tỷ lệ từ 0 đến 1"
                ),
                NumberFault::NotFinite => {
                    format!("“{text}” không phải là một giá trị; để trống nếu không có số liệu")
                }
                NumberFault::TooLarge => format!("“{text}” vượt quá giới hạn tính toán; hãy kiểm tra lại số này"),
                NumberFault::UnknownMark(Some(meant)) => {
                    format!("“{text}” không phải là số; có phải là “{meant}”? {MARKS_VI}")
                }
                NumberFault::UnknownMark(None) => format!("“{text}” không phải là số; {MARKS_VI}"),
                NumberFault::NoNumber => {
                    format!("“{text}” không phải là số; hãy ghi số, hoặc để trống nếu không có số liệu")
                }
            },
            ProblemKind::Boolean => "là đúng/sai (true/false); hãy viết 1 nếu có, 0 nếu không".into(),
            ProblemKind::Date => "là ngày tháng; hãy định dạng ô là số hoặc văn bản rồi nhập lại".into(),
            ProblemKind::CellError(error) => {
                format!("ô báo lỗi {error}; hãy sửa công thức, hoặc xóa ô nếu không có số liệu")
            }
            ProblemKind::Conflict { unit, indicators, period, earlier } => format!(
                "đơn vị “{unit}”{}, {}: khác với giá trị đã ghi ở {}; hãy giữ một trong hai",
                period.map(|p| format!(", kỳ {p}")).unwrap_or_default(),
                names(indicators),
                self.earlier(earlier, "dòng")
            ),
            ProblemKind::JsonSyntax => {
                "sai cú pháp JSON tại đây hoặc ngay trước đó: thiếu hoặc thừa dấu phẩy, dấu ngoặc hay dấu nháy".into()
            }
            ProblemKind::JsonNoList => {
                "phải là một danh sách [...] các đối tượng {\"unit\", \"indicator\", \"period\", \"value\", \"source\"}"
                    .into()
            }
            ProblemKind::JsonNoObject => {
                "phải là một đối tượng {\"unit\", \"indicator\", \"period\", \"value\", \"source\"}".into()
            }
            ProblemKind::JsonUnknownField(Some(closest)) => format!("không có trường này; có phải là “{closest}”?"),
            ProblemKind::JsonUnknownField(None) => {
                "không có trường này; các trường là “unit”, “indicator”, “period”, “value”, “source”".into()
            }
            ProblemKind::JsonFieldTwice => "ghi hai lần trong một đối tượng; hãy giữ một".into(),
            ProblemKind::JsonFieldAbsent => "thiếu; hãy thêm vào đối tượng này".into(),
            ProblemKind::JsonNested => "phải là số, văn bản hoặc null".into(),
            ProblemKind::Import(problem) => problem.message(Lang::Vi),
        }
    }

    fn english(&self) -> String {
        let names = |names: &[String]| list(names.iter().map(String::as_str), 12, Lang::En);
        match &self.kind {
            ProblemKind::UnknownFormat => {
                "the name must end in .csv, .txt, .xlsx or .json; save a spreadsheet as .xlsx or as CSV UTF-8".into()
            }
            ProblemKind::NotUtf8 { byte } => format!("not UTF-8 (byte {byte}); save the file again as CSV UTF-8"),
            ProblemKind::BadUtf16 => "cannot be read on as UTF-16; save the file again as CSV UTF-8".into(),
            ProblemKind::WorkbookByAnotherName => {
                "this is a workbook, not a text; change the end of its name to .xlsx".into()
            }
            ProblemKind::NotAWorkbook => {
                "cannot be read as an .xlsx workbook; open it in Excel or LibreOffice and save it as .xlsx".into()
            }
            ProblemKind::NoSheet { name, found } => {
                format!("there is no sheet “{name}”; the file has: {}", names(found))
            }
            ProblemKind::Empty => "there is nothing in it; the first row must name the columns".into(),
            ProblemKind::NoRows => "there are no facts in it; add them".into(),
            ProblemKind::TwoSeparators(one, other) => format!(
                "the columns may be separated by {} or by {}; put names of columns that have one of them in double quotation marks, or save the file as .xlsx",
                separator(*one, Lang::En),
                separator(*other, Lang::En)
            ),
            ProblemKind::Bars => {
                "the columns are separated by vertical bars; save the file as CSV UTF-8 or .xlsx".into()
            }
            ProblemKind::MissingColumn { name, closest: Some(closest), .. } => {
                format!("there is no column “{name}”; rename the column “{closest}” to “{name}”")
            }
            ProblemKind::MissingColumn { name, found, closest: None } => {
                format!("there is no column “{name}”; the file has the columns: {}", names(found))
            }
            ProblemKind::NoUnitColumn { name, closest: Some(closest), .. } => {
                format!("there is no column “{name}”; did you mean “{closest}”?")
            }
            ProblemKind::NoUnitColumn { name, found, closest: None } => {
                format!("there is no column “{name}”; the file has the columns: {}", names(found))
            }
            ProblemKind::NeitherForm { found } => format!(
                "no column names the unit: the long form needs the columns “unit”, “indicator”, “value”; the wide form needs a column “unit”, or the one named with --unit-column; the file has the columns: {}",
                names(found)
            ),
            ProblemKind::DuplicateColumn { first } => {
                format!("has the same name as column number {first}; rename or delete one of the two")
            }
            ProblemKind::SameNameAfterRename { name, first } => format!(
                "after renaming, this column and the column “{first}” are both “{name}”; give the name “{name}” to one column only (--columns)"
            ),
            ProblemKind::RenameWithoutColumn { new, old } => {
                format!("there is no column or indicator “{old}” to be renamed to “{new}”; mend --columns")
            }
            ProblemKind::NothingWanted(wanted) => format!(
                "has no indicator that the rulebook reads; it reads: {}; where a column has another name, rename it with --columns new=old",
                names(wanted)
            ),
            ProblemKind::FieldCount { found, wanted, spans_lines, separator: mark } => format!(
                "the row has {found} fields, the header {wanted}; {}",
                if *spans_lines {
                    "a double quotation mark \" is perhaps not closed".to_owned()
                } else {
                    format!(
                        "a field with {} in it, also within a number, must be in double quotation marks",
                        separator(*mark, Lang::En)
                    )
                }
            ),
            ProblemKind::EmptyName => "is blank; write the name".into(),
            ProblemKind::BadPeriod(text) => {
                format!("“{text}” is no period; write a year “2024”, a quarter “2024-Q3” or a month “2024-09”")
            }
            ProblemKind::Number { text, fault } => match fault {
                NumberFault::Marks(way) => format!("“{text}”: a number has nothing between thousands; write “{way}”"),
                NumberFault::Ambiguous([decimal, whole]) => {
                    format!("“{text}” can be read in two ways; write “{decimal}” for decimals, “{whole}” for thousands")
                }
                NumberFault::Percent(number) => format!(
                    "“{text}”: leave out the % sign; write “{number}”, or divide it by 100 where the rulebook reads a share from 0 to 1"
                ),
                NumberFault::NotFinite => format!("“{text}” is no value; leave it blank where there is none"),
                NumberFault::TooLarge => format!("“{text}” is beyond the limits of computation; check this number"),
                NumberFault::UnknownMark(Some(meant)) => {
                    format!("“{text}” is no number; did you mean “{meant}”? {MARKS_EN}")
                }
                NumberFault::UnknownMark(None) => format!("“{text}” is no number; {MARKS_EN}"),
                NumberFault::NoNumber => {
                    format!("“{text}” is no number; write a number, or leave it blank where there is none")
                }
            },
            ProblemKind::Boolean => "is true or false; write 1 for yes, 0 for no".into(),
            ProblemKind::Date => "is a date; format the cell as a number or as text and enter it again".into(),
            ProblemKind::CellError(error) => {
                format!("the cell shows the error {error}; mend its formula, or clear it where there is no value")
            }
            ProblemKind::Conflict { unit, indicators, period, earlier } => format!(
                "unit “{unit}”{}, {}: differs from the value given in {}; keep one of the two",
                period.map(|p| format!(", period {p}")).unwrap_or_default(),
                names(indicators),
                self.earlier(earlier, "row")
            ),
            ProblemKind::JsonSyntax => {
                "invalid JSON here or just before: a comma, bracket or quote is missing or extra".into()
            }
            ProblemKind::JsonNoList => {
                "must be a list [...] of objects {\"unit\", \"indicator\", \"period\", \"value\", \"source\"}".into()
            }
            ProblemKind::JsonNoObject => {
                "must be an object {\"unit\", \"indicator\", \"period\", \"value\", \"source\"}".into()
            }
            ProblemKind::JsonUnknownField(Some(closest)) => {
                format!("there is no such field; did you mean “{closest}”?")
            }
            ProblemKind::JsonUnknownField(None) => {
                "there is no such field; the fields are “unit”, “indicator”, “period”, “value”, “source”".into()
            }
            ProblemKind::JsonFieldTwice => "stands twice in one object; keep one".into(),
            ProblemKind::JsonFieldAbsent => "is not there; add it to this object".into(),
            ProblemKind::JsonNested => "must be a number, a text or null".into(),
            ProblemKind::Import(problem) => problem.message(Lang::En),
        }
    }

    /// The earlier place: its row only, where it is in the same file.
    fn earlier(&self, earlier: &Place, row: &str) -> String {
        match earlier.row {
            Some(number) if earlier.file == self.place.file && earlier.column.is_none() => format!("{row} {number}"),
            _ if earlier.file == self.place.file => earlier.within(),
            _ => earlier.to_string(),
        }
    }
}

const MARKS_VI: &str = "để trống nếu không có số liệu, hoặc ghi “#na” (không áp dụng), “#abstained” (không trả lời), “#withheld” (không công bố)";
const MARKS_EN: &str =
    "leave it blank where there is no value, or write “#na” (not applicable), “#abstained”, “#withheld”";

fn separator(mark: char, lang: Lang) -> &'static str {
    match mark {
        ',' => lang.pick("dấu phẩy", "a comma"),
        ';' => lang.pick("dấu chấm phẩy", "a semicolon"),
        _ => lang.pick("dấu tab", "a tab"),
    }
}
