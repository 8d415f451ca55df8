//! Names of questions, groups and lists.

/// Most characters of a name: what statistical programs take.
pub(crate) const LONGEST_NAME: usize = 64;

/// A name: letters of English, digits, `_`, `-` and `.`, a letter or `_` first, so that it may stand in any file and in XML.
pub(crate) fn is_name(text: &str) -> bool {
    text.len() <= LONGEST_NAME
        && text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// The code of a choice: anything without blanks, for the codes of several choices stand in one cell with blanks between them. A slash divides question and code in the
/// header of a table of answers.
pub(crate) fn is_code(text: &str) -> bool {
    !text.is_empty()
        && text.chars().count() <= LONGEST_NAME
        && !text.chars().any(|c| c.is_whitespace() || c.is_control() || c == '/')
}
