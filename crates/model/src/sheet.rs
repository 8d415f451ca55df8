//! Texts that spreadsheets open: what begins like a formula must stay a text.

use std::borrow::Cow;

/// A text of a CSV field as a spreadsheet may open it: one that it would take for a formula begins with an apostrophe.
///
/// ```
/// use chiso_model::{as_written, harmless};
/// assert_eq!(harmless("=1+1"), "'=1+1");
/// assert_eq!(as_written("'=1+1"), "=1+1");
/// assert_eq!(harmless("Hà Nội"), "Hà Nội");
/// ```
pub fn harmless(text: &str) -> Cow<'_, str> {
    if begins_like_a_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text that [`harmless`] was given: a file that was downloaded and is brought back says the same.
pub fn as_written(field: &str) -> &str {
    field.strip_prefix('\'').filter(|text| begins_like_a_formula(text)).unwrap_or(field)
}

fn begins_like_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_like_a_formula_stays_a_text_and_comes_back() {
        for (text, field) in [
            ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"),
            ("+84", "'+84"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("00004", "00004"),
            ("Hà Nội", "Hà Nội"),
            ("'quoted'", "'quoted'"),
            ("", ""),
        ] {
            assert_eq!(harmless(text), field);
            assert_eq!(as_written(field), text);
        }
    }
}
