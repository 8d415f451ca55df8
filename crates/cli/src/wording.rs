//! Wording in both languages.

use chiso_model::{Lang, Period};
use chiso_rulebook::definition::{Rulebook, Status};

/// What is wrong with the value of an argument. Made before the language is known to the parser, so it carries both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wrong {
    pub(crate) vi: String,
    pub(crate) en: String,
}

impl Wrong {
    pub(crate) fn new(vi: impl Into<String>, en: impl Into<String>) -> Wrong {
        Wrong { vi: vi.into(), en: en.into() }
    }

    pub(crate) fn get(&self, lang: Lang) -> &str {
        lang.pick(&self.vi, &self.en)
    }
}

impl std::fmt::Display for Wrong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.en)
    }
}

impl std::error::Error for Wrong {}

/// How far a rulebook can be trusted, in a word.
pub(crate) fn status(status: Status, lang: Lang) -> &'static str {
    match status {
        Status::Official => lang.pick("chính thức", "official"),
        Status::Reconstructed => lang.pick("dựng lại", "reconstructed"),
        Status::Illustrative => lang.pick("minh họa", "illustrative"),
    }
}

/// The index and what it is worth, as it stands before any of its numbers: title, edition, status, period.
pub(crate) fn index(rulebook: &Rulebook, period: Option<Period>, lang: Lang) -> String {
    let (title, status) = (rulebook.title.get(lang), status(rulebook.status, lang));
    let period = match (period, lang) {
        (Some(period), Lang::Vi) => format!(", kỳ {period}"),
        (Some(period), Lang::En) => format!(", period {period}"),
        (None, _) => String::new(),
    };
    format!("{title}, {}/{} ({status}){period}", rulebook.id, rulebook.edition)
}

/// A name in a message, in the quotation marks of the language.
pub(crate) fn quoted(name: &str, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("“{name}”"),
        Lang::En => format!("`{name}`"),
    }
}

/// Names for a message, each in quotation marks; the rest is only counted.
pub(crate) fn list<'a>(names: impl IntoIterator<Item = &'a str>, lang: Lang) -> String {
    const LISTED: usize = 12;
    let names: Vec<&str> = names.into_iter().collect();
    let mut shown: Vec<String> = names.iter().take(LISTED).map(|name| quoted(name, lang)).collect();
    if names.len() > LISTED {
        let rest = names.len() - LISTED;
        shown.push(match lang {
            Lang::Vi => format!("và {rest} tên khác"),
            Lang::En => format!("and {rest} more"),
        });
    }
    shown.join(", ")
}
