//! The functions an expression may call, and those of XLSForm that it may not.

/// A function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// `selected(answer, code)`: the code is among those chosen.
    Selected,
    /// `selected-at(answer, n)`: the chosen code number n, from 0.
    SelectedAt,
    /// `count-selected(answer)`: how many are chosen.
    CountSelected,
    /// `coalesce(a, b)`: a, or b where a is empty.
    Coalesce,
    /// `if(condition, a, b)`.
    If,
    /// `regex(text, 'pattern')`: the whole text is as the pattern says.
    Regex,
    /// `string-length(text)`: characters.
    StringLength,
    /// `substr(text, from, until)`: characters from (0 is the first) until (not included, or the end).
    Substr,
    /// `concat(a, b, …)`: one text after the other.
    Concat,
    /// `contains(text, part)`.
    Contains,
    /// `starts-with(text, part)`.
    StartsWith,
    /// `ends-with(text, part)`.
    EndsWith,
    /// `string(a)`.
    String,
    /// `number(a)`.
    Number,
    /// `boolean(a)`.
    Boolean,
    /// `int(a)`: without its decimals.
    Int,
    /// `round(a)` to a whole number, halves up; `round(a, digits)`, halves away from zero.
    Round,
    /// `abs(a)`.
    Abs,
    /// `min(a, b, …)`.
    Min,
    /// `max(a, b, …)`.
    Max,
    /// `not(a)`.
    Not,
    /// `true()`.
    True,
    /// `false()`.
    False,
    /// `today()`: the day of answering, as the caller says.
    Today,
    /// `date('2026-11-22')`, or a number of days since 1970-01-01.
    Date,
}

impl Function {
    /// Every function with its name, least and most number of arguments: the one list that parser, messages and documents are made from.
    pub const ALL: [(&'static str, Function, usize, usize); 25] = [
        ("selected", Function::Selected, 2, 2),
        ("selected-at", Function::SelectedAt, 2, 2),
        ("count-selected", Function::CountSelected, 1, 1),
        ("coalesce", Function::Coalesce, 2, 2),
        ("if", Function::If, 3, 3),
        ("regex", Function::Regex, 2, 2),
        ("string-length", Function::StringLength, 1, 1),
        ("substr", Function::Substr, 2, 3),
        ("concat", Function::Concat, 1, 50),
        ("contains", Function::Contains, 2, 2),
        ("starts-with", Function::StartsWith, 2, 2),
        ("ends-with", Function::EndsWith, 2, 2),
        ("string", Function::String, 1, 1),
        ("number", Function::Number, 1, 1),
        ("boolean", Function::Boolean, 1, 1),
        ("int", Function::Int, 1, 1),
        ("round", Function::Round, 1, 2),
        ("abs", Function::Abs, 1, 1),
        ("min", Function::Min, 1, 50),
        ("max", Function::Max, 1, 50),
        ("not", Function::Not, 1, 1),
        ("true", Function::True, 0, 0),
        ("false", Function::False, 0, 0),
        ("today", Function::Today, 0, 0),
        ("date", Function::Date, 1, 1),
    ];

    /// The function of a name, with least and most number of arguments.
    pub(super) fn named(name: &str) -> Option<(&'static str, Function, usize, usize)> {
        Function::ALL.into_iter().find(|(known, ..)| *known == name)
    }
}

/// Functions of XLSForm that are not taken, and why, in Vietnamese and English.
pub const REFUSED: [(&str, &str, &str); 27] = [
    ("once", NOT_REPEATABLE.0, NOT_REPEATABLE.1),
    ("random", NOT_REPEATABLE.0, NOT_REPEATABLE.1),
    ("randomize", NOT_REPEATABLE.0, NOT_REPEATABLE.1),
    ("uuid", NOT_REPEATABLE.0, NOT_REPEATABLE.1),
    ("now", NO_TIME.0, NO_TIME.1),
    ("date-time", NO_TIME.0, NO_TIME.1),
    ("decimal-date-time", NO_TIME.0, NO_TIME.1),
    ("decimal-time", NO_TIME.0, NO_TIME.1),
    ("format-date", NO_FORMAT.0, NO_FORMAT.1),
    ("format-date-time", NO_FORMAT.0, NO_FORMAT.1),
    ("position", NO_REPEAT.0, NO_REPEAT.1),
    ("count", NO_REPEAT.0, NO_REPEAT.1),
    ("sum", NO_REPEAT.0, NO_REPEAT.1),
    ("count-non-empty", NO_REPEAT.0, NO_REPEAT.1),
    ("indexed-repeat", NO_REPEAT.0, NO_REPEAT.1),
    ("join", NO_REPEAT.0, NO_REPEAT.1),
    ("instance", NO_FILE.0, NO_FILE.1),
    ("pulldata", NO_FILE.0, NO_FILE.1),
    ("jr:itext", NO_FILE.0, NO_FILE.1),
    ("jr:choice-name", NO_LABEL.0, NO_LABEL.1),
    ("choice-name", NO_LABEL.0, NO_LABEL.1),
    ("property", NO_DEVICE.0, NO_DEVICE.1),
    ("area", NO_DEVICE.0, NO_DEVICE.1),
    ("distance", NO_DEVICE.0, NO_DEVICE.1),
    ("geofence", NO_DEVICE.0, NO_DEVICE.1),
    ("digest", NO_DEVICE.0, NO_DEVICE.1),
    ("version", NO_DEVICE.0, NO_DEVICE.1),
];

const NOT_REPEATABLE: (&str, &str) = (
    "kết quả mỗi lần một khác nên không kiểm tra lại được; hãy bỏ đi",
    "it gives something else each time and cannot be checked again; take it out",
);
const NO_TIME: (&str, &str) =
    ("phiếu không ghi giờ trả lời; hãy dùng `today()`", "a ballot keeps no time of the day; use `today()`");
const NO_FORMAT: (&str, &str) =
    ("ngày luôn viết năm-tháng-ngày; hãy dùng `string()`", "days are always written year-month-day; use `string()`");
const NO_REPEAT: (&str, &str) = (
    "phiếu không có nhóm lặp; hãy gọi từng câu bằng `${tên}`",
    "a questionnaire has no repeated groups; name each question by `${name}`",
);
const NO_FILE: (&str, &str) = (
    "phiếu không đọc tệp bên ngoài; hãy đưa vào trang tính `choices`",
    "a questionnaire reads no other files; put the data into the sheet `choices`",
);
const NO_LABEL: (&str, &str) = (
    "biểu thức chỉ biết mã của phương án; hãy so sánh mã",
    "expressions know choices by their codes; compare the code",
);
const NO_DEVICE: (&str, &str) = (
    "phiếu không hỏi thiết bị và vị trí của người trả lời; hãy bỏ đi",
    "a ballot asks nothing of the device and its place; take it out",
);

pub(super) fn why_refused(name: &str) -> (&'static str, &'static str) {
    REFUSED.iter().find(|(refused, ..)| *refused == name).map_or(("", ""), |(_, vi, en)| (vi, en))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_is_taken_or_refused_and_every_refusal_has_a_reason() {
        for (name, vi, en) in REFUSED {
            assert!(Function::named(name).is_none() && !vi.is_empty() && !en.is_empty(), "{name}");
        }
        for (name, function, least, most) in Function::ALL {
            assert_eq!(Function::named(name), Some((name, function, least, most)));
            assert!(least <= most);
        }
    }
}
