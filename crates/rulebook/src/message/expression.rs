//! What is wrong with a formula.

use crate::expression::{Expression, ExpressionErrorKind};

use super::{did_you_mean, quoted};

/// What is wrong with a formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// It cannot be read.
    Grammar(ExpressionErrorKind),
    /// It uses a name that nobody declared.
    Name {
        /// The name.
        name: String,
        /// Names that are declared.
        known: Vec<String>,
        /// The name that was probably meant.
        suggestion: Option<String>,
    },
}

pub(super) fn expression_texts(character: usize, wrong: &Wrong) -> (String, String) {
    let (vi, en) = match wrong {
        Wrong::Grammar(kind) => grammar(kind),
        Wrong::Name { name, known, suggestion } => {
            let (mean_vi, mean_en) = did_you_mean(suggestion.as_deref());
            let known = quoted(known);
            (
                format!("không có tên `{name}`.{mean_vi} Các tên dùng được: {known}."),
                format!("there is no name `{name}`.{mean_en} Names that can be used: {known}."),
            )
        }
    };
    (format!("Công thức, ký tự {character}: {vi}"), format!("Formula, character {character}: {en}"))
}

fn grammar(kind: &ExpressionErrorKind) -> (String, String) {
    let (vi, en) = match kind {
        ExpressionErrorKind::Empty => ("không có gì. Viết công thức vào.", "nothing is there. Write the formula."),
        ExpressionErrorKind::OpenName => (
            "dấu ` mở tên nhưng không đóng. Thêm dấu ` ở cuối tên.",
            "a name begins with a backtick that is not closed. Close it.",
        ),
        ExpressionErrorKind::NeedsNumber => (
            "ở đây cần một số, nhưng lại là phép so sánh. Dùng `if ... then ... else ...` để đổi ra số.",
            "a number is needed, but this is a comparison. Turn it into a number with `if ... then ... else ...`.",
        ),
        ExpressionErrorKind::NeedsTruth => (
            "ở đây cần một phép so sánh, nhưng lại là số. Viết phép so sánh, ví dụ `x > 0`.",
            "a comparison is needed, but this is a number. Write a comparison, for example `x > 0`.",
        ),
        ExpressionErrorKind::ChainedComparison => (
            "không so sánh nối tiếp được. Viết `a < b and b < c`.",
            "comparisons cannot be chained. Write `a < b and b < c`.",
        ),
        ExpressionErrorKind::NeedsName => {
            ("trong ngoặc phải là tên của một đầu vào.", "the name of an input belongs in the brackets.")
        }
        ExpressionErrorKind::TooLarge => {
            return (
                format!(
                    "công thức quá dài hoặc lồng quá sâu (giới hạn {} ký tự, {} cấp). Chia thành nhiều mục.",
                    Expression::MAX_BYTES,
                    Expression::MAX_DEPTH
                ),
                format!(
                    "it is too long or too deeply nested (at most {} bytes and {} levels). Split it into several nodes.",
                    Expression::MAX_BYTES,
                    Expression::MAX_DEPTH
                ),
            );
        }
        ExpressionErrorKind::MixedSeparators => (
            "trong một cặp ngoặc có cả `,` lẫn `;`. Số thập phân viết dấu chấm (`0.5`, không phải `0,5`); giữa các giá trị chỉ dùng một loại dấu.",
            "both `,` and `;` stand in one pair of brackets. Write decimals with a point (`0.5`, not `0,5`), and one sort of mark between the values.",
        ),
        ExpressionErrorKind::VietnameseWord(word) => {
            return (
                format!(
                    "`{word}` không dùng trong công thức. Điều kiện viết `if … then … else …`, nối bằng `and`, `or`, `not`."
                ),
                format!(
                    "`{word}` means nothing in a formula. Write conditions as `if … then … else …`, joined by `and`, `or`, `not`."
                ),
            );
        }
        ExpressionErrorKind::UnknownCharacter(c) => {
            return (
                format!(
                    "ký tự `{c}` không dùng trong công thức. Xóa hoặc thay ký tự này; tên có dấu thì đặt giữa hai dấu `."
                ),
                format!(
                    "`{c}` means nothing in a formula. Remove or replace it; put a name with unusual letters between backticks."
                ),
            );
        }
        ExpressionErrorKind::BadNumber(text) => {
            return (
                format!("`{text}` không phải số. Dấu thập phân là dấu chấm, ví dụ `0.5`."),
                format!("`{text}` is no number. The decimal mark is a point, as in `0.5`."),
            );
        }
        ExpressionErrorKind::Expected(what, found) => {
            let what_vi = expected_vi(what);
            let (found_vi, found_en) = found.as_ref().map_or_else(
                || ("đã hết công thức".to_owned(), "the formula ends".to_owned()),
                |f| (format!("lại có `{f}`"), format!("there is `{f}`")),
            );
            return (format!("cần {what_vi}, nhưng {found_vi}."), format!("{what} is needed, but {found_en}."));
        }
        ExpressionErrorKind::UnknownFunction(name) => {
            let functions: Vec<&str> = crate::expression::Function::ALL.iter().map(|(name, ..)| *name).collect();
            let (mean_vi, mean_en) = did_you_mean(crate::suggest::nearest(name, functions.iter().copied()).as_deref());
            let list = quoted(&functions);
            return (
                format!("không có hàm `{name}`.{mean_vi} Các hàm dùng được: {list}."),
                format!("there is no function `{name}`.{mean_en} Functions that can be used: {list}."),
            );
        }
        ExpressionErrorKind::WrongArguments { function, given } => {
            let (least, most) = function.arguments();
            let (count_vi, count_en) = if least == most {
                (least.to_string(), least.to_string())
            } else {
                (format!("{least} đến {most}"), format!("{least} to {most}"))
            };
            let name = function.name();
            return (
                format!("hàm `{name}` cần {count_vi} giá trị trong ngoặc, ở đây có {given}."),
                format!("`{name}` takes {count_en} value(s) in its brackets, here there are {given}."),
            );
        }
    };
    (vi.to_owned(), en.to_owned())
}

fn expected_vi(what: &str) -> &str {
    match what {
        "an operator or the end" => "một phép tính hoặc hết công thức",
        "a number, a name or `(`" => "một số, một tên hoặc `(`",
        "`,` or `)`" => "`,` hoặc `)`",
        other => other,
    }
}
