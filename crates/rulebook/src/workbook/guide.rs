//! What each column means.

use chiso_model::Lang;

use super::layout::Column;

/// A line of the guide.
pub(super) struct Line {
    pub(super) sheet: &'static str,
    pub(super) column: String,
    pub(super) value: String,
    pub(super) vi: String,
    pub(super) en: String,
}

pub(super) fn explain(_column: &Column, _lang: Lang) -> Option<String> {
    None
}

pub(super) fn explain_key(_key: &str, _lang: Lang) -> Option<String> {
    None
}

pub(super) fn lines() -> Vec<Line> {
    Vec::new()
}
