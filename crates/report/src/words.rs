//! Numbers and missing values as a person reads them.

use chiso_model::{Cell, Lang, Missing, decimal};

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

/// A value in the form of the language, or the words for why there is none.
pub fn printed(value: Cell, digits: u8, lang: Lang) -> String {
    match value.get() {
        Ok(number) => decimal(number, digits, lang),
        Err(kind) => missing_words(kind, lang).to_owned(),
    }
}
