//! Numbers and missing values as a person reads them.

use chiso_model::{Cell, Lang, Missing, decimal};

use crate::Frame;

/// Words for a missing value.
pub fn missing_words(kind: Missing, lang: Lang) -> &'static str {
    match kind {
        Missing::Blank => lang.pick("chưa có số liệu", "no data yet"),
        Missing::NotApplicable => lang.pick("không áp dụng", "not applicable"),
        Missing::Abstained => lang.pick("không cho ý kiến", "abstained"),
        Missing::Withheld => lang.pick("không công bố", "withheld"),
        Missing::NotComputable => lang.pick("không tính được", "cannot be computed"),
    }
}

/// The sign of a missing value where there is no room for words; a legend says what it means. Nothing for "no data yet", which is hatched.
pub(crate) fn missing_sign(kind: Missing) -> &'static str {
    match kind {
        Missing::Blank => "",
        Missing::NotApplicable => "—",
        Missing::Abstained => "○",
        Missing::Withheld => "•••",
        Missing::NotComputable => "!",
    }
}

/// A value in the form of the language, or the words for why there is none.
pub fn printed(value: Cell, digits: u8, lang: Lang) -> String {
    match value.get() {
        Ok(number) => decimal(number, digits, lang),
        Err(kind) => missing_words(kind, lang).to_owned(),
    }
}

/// A value with its unit: "88,37 %", "96,17 điểm", "88.37%".
pub(crate) fn with_unit(value: Cell, frame: &Frame) -> String {
    let text = printed(value, frame.digits, frame.lang);
    match (value.is_missing(), frame.unit.as_str(), frame.lang) {
        (true, ..) | (_, "", _) => text,
        (_, "%", Lang::En) => format!("{text}%"),
        (_, unit, _) => format!("{text}\u{a0}{unit}"),
    }
}

/// A place: whole, or with a half where equal places are shared.
pub(crate) fn place(rank: f64, lang: Lang) -> String {
    decimal(rank, u8::from(rank.fract() != 0.0), lang)
}
