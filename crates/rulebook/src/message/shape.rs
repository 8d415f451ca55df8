//! Problems of keys and values: what the format does not know.

use chiso_model::shortest;

use super::{did_you_mean, quoted, short};

/// Keys and values are not those of the format.
#[derive(Debug, Clone, PartialEq)]
pub enum ShapeProblem {
    /// A key that does not exist here.
    UnknownKey {
        /// The key.
        key: String,
        /// The value of `kind` or `method` it was tried with, as `kind: yes_no`.
        with: Option<String>,
        /// Keys that exist here.
        allowed: Vec<String>,
        /// The key that was probably meant.
        suggestion: Option<String>,
        /// It has no value: in `{...}` a comma inside a text makes such keys.
        bare: bool,
    },
    /// A key that must be there is not.
    MissingKey {
        /// The key.
        key: String,
        /// The value of `kind` or `method` that wants it.
        with: Option<String>,
    },
    /// One of some keys must be there, and none is.
    MissingOneOf {
        /// The keys.
        keys: Vec<String>,
    },
    /// Of some keys only one may be there, and more are.
    OnlyOneOf {
        /// The keys.
        keys: Vec<String>,
    },
    /// A value of another type.
    WrongType {
        /// The key, or `key[3]` for the third of a list.
        key: String,
        /// What may stand there.
        expected: Vec<Expected>,
        /// What stands there.
        found: Found,
    },
    /// A value that is not one of those that may stand there.
    NotAllowed {
        /// The key.
        key: String,
        /// The value.
        value: String,
        /// Values that may stand there.
        allowed: Vec<String>,
        /// The value that was probably meant.
        suggestion: Option<String>,
    },
    /// A text that is no date.
    BadDate {
        /// The key.
        key: String,
        /// The text.
        value: String,
    },
    /// A text that is no id.
    BadId {
        /// The key.
        key: String,
        /// The text.
        value: String,
    },
    /// A text that is no share.
    BadShare {
        /// The key.
        key: String,
        /// The text.
        value: String,
    },
    /// A number too small or too great.
    OutOfRange {
        /// The key.
        key: String,
        /// The number.
        value: f64,
        /// Least.
        least: Option<f64>,
        /// Greatest.
        most: Option<f64>,
    },
    /// A list that is too short.
    TooFew {
        /// The key.
        key: String,
        /// Least length.
        least: u64,
    },
    /// A text without anything in it.
    EmptyText {
        /// The key.
        key: String,
    },
    /// A character that cannot be seen and that no spreadsheet can hold.
    Unprintable {
        /// The key.
        key: String,
        /// The character.
        character: char,
    },
    /// A text that does not fit a cell of a spreadsheet.
    TooLong {
        /// The key.
        key: String,
        /// Most characters.
        limit: usize,
    },
    /// The format accepts it, its types do not.
    Unreadable {
        /// In the words of the reader.
        detail: String,
    },
}

/// What may stand at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A text.
    Text,
    /// A number.
    Number,
    /// A whole number.
    Whole,
    /// `true` or `false`.
    Truth,
    /// A list.
    List,
    /// Keys with values.
    Map,
}

/// What stands at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Nothing.
    Nothing,
    /// A text, or a number where a text is not wanted.
    Value(String),
    /// A list.
    List,
    /// Keys with values.
    Map,
}

impl Expected {
    fn texts(self, cell: bool) -> (&'static str, &'static str) {
        match self {
            Expected::Number if cell => {
                ("một số (định dạng ô là số rồi gõ lại)", "a number (format the cell as a number and type it again)")
            }
            Expected::Whole if cell => (
                "một số nguyên (định dạng ô là số rồi gõ lại)",
                "a whole number (format the cell as a number and type it again)",
            ),
            Expected::Map | Expected::List if cell => {
                ("các cột hoặc trang tính riêng của nó", "the columns or the trang tính that belong to it")
            }
            Expected::Text => ("một đoạn chữ", "a text"),
            Expected::Number => (
                "một số (dấu thập phân là dấu chấm, không có dấu nháy)",
                "a number (with a decimal point, without quotes)",
            ),
            Expected::Whole => ("một số nguyên", "a whole number"),
            Expected::Truth => ("`true` hoặc `false`", "`true` or `false`"),
            Expected::List => (
                "một danh sách (mỗi mục một dòng, bắt đầu bằng `- `)",
                "a list (one item a line, each beginning with `- `)",
            ),
            Expected::Map => ("các dòng `khóa: giá trị` thụt vào trong", "indented lines `key: value`"),
        }
    }
}

impl Found {
    fn texts(&self) -> (String, String) {
        match self {
            Found::Nothing => ("để trống".to_owned(), "is empty".to_owned()),
            Found::Value(text) => (format!("là `{}`", short(text)), format!("is `{}`", short(text))),
            Found::List => ("là một danh sách".to_owned(), "is a list".to_owned()),
            Found::Map => ("là một nhóm khóa".to_owned(), "is a group of keys".to_owned()),
        }
    }
}

fn either(expected: &[Expected], cell: bool) -> (String, String) {
    let (vi, en): (Vec<_>, Vec<_>) = expected.iter().map(|e| e.texts(cell)).unzip();
    (vi.join(" hoặc "), en.join(" or "))
}

fn range(least: Option<f64>, most: Option<f64>) -> (String, String) {
    match (least, most) {
        (Some(low), Some(high)) if low == high => {
            (format!("chỉ có thể là {}", shortest(low)), format!("can only be {}", shortest(low)))
        }
        (Some(low), Some(high)) => (
            format!("phải từ {} đến {}", shortest(low), shortest(high)),
            format!("must be from {} to {}", shortest(low), shortest(high)),
        ),
        (Some(low), None) => {
            (format!("không được nhỏ hơn {}", shortest(low)), format!("must not be less than {}", shortest(low)))
        }
        (None, Some(high)) => {
            (format!("không được lớn hơn {}", shortest(high)), format!("must not be more than {}", shortest(high)))
        }
        (None, None) => ("không hợp lệ".to_owned(), "is not valid".to_owned()),
    }
}

impl ShapeProblem {
    /// `cell` where it stands in a workbook.
    pub(crate) fn texts(&self, cell: bool) -> (String, String) {
        match self {
            ShapeProblem::UnknownKey { key, with, allowed, suggestion, bare } => {
                let (mean_vi, mean_en) = did_you_mean(suggestion.as_deref());
                let (at_vi, at_en) =
                    with.as_ref().map_or_else(Default::default, |w| (format!(" với `{w}`"), format!(" with `{w}`")));
                let (allowed, key) = (quoted(allowed), short(key));
                if cell {
                    return (
                        format!("Không dùng `{key}`{at_vi}.{mean_vi} Xóa ô hoặc dòng này. Có thể dùng: {allowed}."),
                        format!(
                            "`{key}` has no meaning{at_en}.{mean_en} Clear the cell or delete the row. What can be filled in: {allowed}."
                        ),
                    );
                }
                let (hint_vi, hint_en) = if *bare {
                    (
                        " Nếu đây là phần sau dấu phẩy của một đoạn chữ, đặt cả đoạn trong dấu nháy.",
                        " If it follows a comma inside a text, put quotes around the text.",
                    )
                } else {
                    ("", "")
                };
                (
                    format!("Không có khóa `{key}`{at_vi}.{mean_vi} Các khóa dùng được: {allowed}.{hint_vi}"),
                    format!("Unknown key `{key}`{at_en}.{mean_en} Keys that can stand here: {allowed}.{hint_en}"),
                )
            }
            ShapeProblem::MissingKey { key, with } => {
                let (at_vi, at_en) = with
                    .as_ref()
                    .map_or_else(Default::default, |w| (format!(" (cần với `{w}`)"), format!(" (wanted with `{w}`)")));
                if cell {
                    return (
                        format!("Chưa điền `{key}`{at_vi}. Điền vào cột, dòng hoặc trang tính mang tên này."),
                        format!("`{key}` is empty{at_en}. Fill in the column, row or sheet of that name."),
                    );
                }
                (
                    format!("Thiếu khóa `{key}`{at_vi}. Thêm khóa này."),
                    format!("Key `{key}` is missing{at_en}. Add it."),
                )
            }
            ShapeProblem::MissingOneOf { keys } => (
                format!("Thiếu một trong các khóa {}. Thêm một khóa.", quoted(keys)),
                format!("One of the keys {} is missing. Add one.", quoted(keys)),
            ),
            ShapeProblem::OnlyOneOf { keys } => (
                format!("Chỉ được dùng một trong các khóa {}. Bỏ bớt cho còn một.", quoted(keys)),
                format!("Only one of the keys {} may stand here. Keep one of them.", quoted(keys)),
            ),
            ShapeProblem::WrongType { key, expected, found } => {
                let ((want_vi, want_en), (found_vi, found_en)) = (either(expected, cell), found.texts());
                let (or_vi, or_en) = if *found == Found::Nothing {
                    (", hoặc bỏ khóa này", ", or remove the key")
                } else {
                    ("", "")
                };
                (
                    format!("`{key}` {found_vi}; cần {want_vi}{or_vi}."),
                    format!("`{key}` {found_en}; write {want_en}{or_en}."),
                )
            }
            ShapeProblem::NotAllowed { key, value, allowed, suggestion } => {
                let (mean_vi, mean_en) = did_you_mean(suggestion.as_deref());
                let (value, allowed) = (short(value), quoted(allowed));
                if value.is_empty() {
                    return (
                        format!("`{key}` để trống. Các giá trị dùng được: {allowed}."),
                        format!("`{key}` is empty. It can be: {allowed}."),
                    );
                }
                (
                    format!("`{key}` không thể là `{value}`.{mean_vi} Các giá trị dùng được: {allowed}."),
                    format!("`{key}` cannot be `{value}`.{mean_en} It can be: {allowed}."),
                )
            }
            ShapeProblem::BadDate { key, value } if day_first(value).is_some() => {
                let (date, value) = (day_first(value).unwrap_or_default(), short(value));
                (
                    format!("`{key}` là `{value}`; ngày viết năm-tháng-ngày: `{date}`."),
                    format!("`{key}` is `{value}`; write year-month-day: `{date}`."),
                )
            }
            ShapeProblem::BadDate { key, value } => (
                format!(
                    "`{key}` là `{}`, không phải ngày có trong lịch. Viết năm-tháng-ngày, ví dụ `2022-11-10`.",
                    short(value)
                ),
                format!(
                    "`{key}` is `{}`, which is no date. Write year-month-day, for example `2022-11-10`.",
                    short(value)
                ),
            ),
            ShapeProblem::BadId { key, value } => (
                format!(
                    "`{key}`: `{}` không dùng làm mã được. Mã gồm chữ cái không dấu, chữ số, `_`, `-`, `.`; bắt đầu bằng chữ cái hoặc chữ số; dài nhất 80 ký tự.",
                    short(value)
                ),
                format!(
                    "`{key}`: `{}` is no id. An id has letters without marks, digits, `_`, `-`, `.`; it begins with a letter or digit and has at most 80 characters.",
                    short(value)
                ),
            ),
            ShapeProblem::BadShare { key, value } => (
                format!("`{key}` là `{}`, không phải tỷ lệ. Viết `0.9` hoặc `90%`.", short(value)),
                format!("`{key}` is `{}`, which is no share. Write `0.9` or `90%`.", short(value)),
            ),
            ShapeProblem::OutOfRange { key, value, least, most } => {
                let ((vi, en), value) = (range(*least, *most), shortest(*value));
                (format!("`{key}` là {value}; giá trị này {vi}."), format!("`{key}` is {value}; it {en}."))
            }
            ShapeProblem::TooFew { key, least } => (
                format!("`{key}` cần ít nhất {least} mục. Thêm mục vào danh sách."),
                format!("`{key}` needs at least {least} item(s). Add to the list."),
            ),
            ShapeProblem::EmptyText { key } => (
                format!("`{key}` không có chữ nào. Điền chữ vào, hoặc bỏ khóa này."),
                format!("`{key}` has no text in it. Write one, or remove the key."),
            ),
            ShapeProblem::Unprintable { key, character } => {
                let code = u32::from(*character);
                (
                    format!("`{key}` có ký tự không nhìn thấy được (U+{code:04X}). Xóa ký tự đó."),
                    format!("`{key}` holds a character that cannot be seen (U+{code:04X}). Remove it."),
                )
            }
            ShapeProblem::TooLong { key, limit } => (
                format!("`{key}` dài hơn {limit} ký tự, không vừa một ô bảng tính. Rút ngắn lại."),
                format!("`{key}` is longer than {limit} characters and does not fit a spreadsheet cell. Shorten it."),
            ),
            ShapeProblem::Unreadable { detail } => (
                format!(
                    "Không đọc được bộ tiêu chí ({detail}). Nếu các khóa đều đúng thì đây là lỗi của chương trình; xin báo lại."
                ),
                format!(
                    "The rulebook cannot be read ({detail}). If its keys are right this is a fault of the program; please report it."
                ),
            ),
        }
    }
}

/// The date that `31/12/2024` stands for, as the format writes it.
fn day_first(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.trim().split(['/', '-', '.']).collect();
    let [day, month, year] = parts.as_slice() else { return None };
    if year.len() != 4 {
        return None;
    }
    let (day, month): (u8, u8) = (day.parse().ok()?, month.parse().ok()?);
    let written = format!("{year}-{month:02}-{day:02}");
    written.parse::<chiso_model::Date>().ok().map(|_| written)
}
