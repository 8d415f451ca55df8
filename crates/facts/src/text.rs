//! Text as it stands in files.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Without blanks around it, and in NFC: the letter `ề` typed in one piece and in three is the same letter.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    let trimmed = text.trim();
    if trimmed.is_ascii() || is_nfc_quick(trimmed.chars()) == IsNormalized::Yes {
        Cow::Borrowed(trimmed)
    } else {
        Cow::Owned(trimmed.nfc().collect())
    }
}

/// A text as shown in a message: on one line, and not too long.
pub(crate) fn shown(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut out: String = text.chars().take(LONGEST).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(LONGEST).is_some() {
        out.push('…');
    }
    out
}

/// The candidate most like `name`, if one is like it at all.
pub(crate) fn closest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let lower = name.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= candidate.chars().count().max(3) / 3)
        .min()
        .map(|(_, candidate)| candidate.to_owned())
}

/// Names for a message, each in quotation marks, at most `most` of them.
pub(crate) fn list<'a>(names: impl IntoIterator<Item = &'a str>, most: usize, lang: chiso_model::Lang) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    let mut out: Vec<String> = names.iter().take(most).map(|name| format!("“{}”", shown(name))).collect();
    if names.len() > most {
        let rest = names.len() - most;
        out.push(match lang {
            chiso_model::Lang::Vi => format!("và {rest} tên khác"),
            chiso_model::Lang::En => format!("and {rest} more"),
        });
    }
    out.join(", ")
}
