//! Why an expression cannot be read.

use crate::problem::{did_you_mean, short};

/// Why an expression cannot be read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpressionError {
    /// The number of the character at which it goes wrong, from 1.
    pub at: usize,
    /// What is wrong.
    pub wrong: Wrong,
}

/// What is wrong with an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// It is too long.
    TooLong,
    /// Brackets and functions stand too deep within each other.
    TooDeep,
    /// It ends where something must follow.
    Ended,
    /// Something stands where it cannot.
    Unexpected(String),
    /// A quotation mark is not closed.
    OpenText,
    /// `${` without a name and `}`.
    BadReference,
    /// A number with two points, or with a decimal comma.
    BadNumber(String),
    /// A character that means nothing.
    UnknownCharacter(char),
    /// A path into the form: `/`, `..`, `[ ]`, `@`, `//`, `*` alone.
    Path(String),
    /// A name without `${ }` that is no function.
    UnknownFunction {
        /// The name.
        name: String,
        /// The function that was probably meant.
        suggestion: Option<String>,
    },
    /// A function of XLSForm that is not taken.
    RefusedFunction(&'static str),
    /// Too many or too few arguments.
    ArgumentCount {
        /// The function.
        function: &'static str,
        /// Least and most.
        wanted: (usize, usize),
        /// How many there are.
        found: usize,
    },
    /// The pattern of `regex` is not written down as a text.
    PatternNotLiteral,
    /// The pattern of `regex` cannot be read.
    BadPattern,
}

impl ExpressionError {
    /// What is wrong and how to mend it, in Vietnamese and English.
    pub fn texts(&self) -> (String, String) {
        let (vi, en) = self.wrong.texts();
        (format!("ký tự thứ {}: {vi}", self.at), format!("character {}: {en}", self.at))
    }
}

impl Wrong {
    fn texts(&self) -> (String, String) {
        match self {
            Wrong::TooLong => (
                format!("biểu thức dài quá {} ký tự; hãy chia thành các câu `calculate`", super::LONGEST),
                format!(
                    "the expression has more than {} characters; divide it into `calculate` questions",
                    super::LONGEST
                ),
            ),
            Wrong::TooDeep => (
                format!(
                    "ngoặc và hàm lồng nhau quá {} tầng, hoặc quá {} phép tính; hãy tách thành câu `calculate`",
                    super::DEEPEST,
                    super::MOST_OPERATORS
                ),
                format!(
                    "brackets and functions stand more than {} deep, or there are more than {} operators; move a part to a `calculate` question",
                    super::DEEPEST,
                    super::MOST_OPERATORS
                ),
            ),
            Wrong::Ended => (
                "biểu thức chưa viết hết; hãy viết nốt vế sau hoặc đóng ngoặc".into(),
                "the expression ends too early; write what follows, or close the bracket".into(),
            ),
            Wrong::Unexpected(found) => (
                format!("`{}` không đứng được ở đây; hãy xem lại dấu và ngoặc phía trước", short(found)),
                format!("`{}` cannot stand here; look at the operators and brackets before it", short(found)),
            ),
            Wrong::OpenText => (
                "dấu nháy chưa đóng; hãy thêm dấu nháy ở cuối đoạn chữ".into(),
                "a quotation mark is not closed; add one after the text".into(),
            ),
            Wrong::BadReference => (
                "sau `${` phải là tên câu hỏi rồi đến `}`, ví dụ `${tuoi}`".into(),
                "after `${` there must be the name of a question and `}`, as in `${age}`".into(),
            ),
            Wrong::BadNumber(text) => (
                format!("`{}` không phải là số; phần thập phân viết sau dấu chấm: `2.5`", short(text)),
                format!("`{}` is no number; write decimals after a point: `2.5`", short(text)),
            ),
            Wrong::UnknownCharacter(character) => (
                format!("không hiểu ký tự `{character}`; hãy xóa đi, hoặc đặt đoạn chữ trong dấu nháy '…'"),
                format!(
                    "the character `{character}` means nothing here; take it out, or put texts between quotation marks '…'"
                ),
            ),
            Wrong::Path(text) => (
                format!("không dùng đường dẫn XPath (`{}`); hãy gọi câu hỏi bằng `${{tên}}`", short(text)),
                format!("paths of XPath (`{}`) are not taken; name the question by `${{name}}`", short(text)),
            ),
            Wrong::UnknownFunction { name, suggestion } => {
                let (vi, en) = did_you_mean(suggestion.as_deref());
                let name = short(name);
                (
                    format!("không có hàm `{name}`.{vi} Các hàm dùng được có trong docs/questionnaire.md"),
                    format!("there is no function `{name}`.{en} docs/questionnaire.md lists the functions"),
                )
            }
            Wrong::RefusedFunction(name) => {
                let (vi, en) = super::function::why_refused(name);
                (format!("không dùng hàm `{name}`: {vi}"), format!("the function `{name}` is not taken: {en}"))
            }
            Wrong::ArgumentCount { function, wanted: (least, most), found } => {
                let wanted = if least == most { least.to_string() } else { format!("{least}–{most}") };
                (
                    format!("`{function}` cần {wanted} đối số, ở đây có {found}; hãy thêm hoặc bớt"),
                    format!("`{function}` takes {wanted} arguments, here are {found}; add or remove some"),
                )
            }
            Wrong::PatternNotLiteral => (
                "mẫu của `regex` phải viết ngay trong dấu nháy, ví dụ `regex(., '[0-9]{10}')`".into(),
                "the pattern of `regex` must be written between quotation marks, as in `regex(., '[0-9]{10}')`".into(),
            ),
            Wrong::BadPattern => (
                "không đọc được mẫu của `regex`; không dùng tham chiếu ngược và phép nhìn trước, nhìn sau".into(),
                "the pattern of `regex` cannot be read; it may not look around or refer back".into(),
            ),
        }
    }
}
