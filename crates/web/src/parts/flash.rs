//! One sentence on top of a page: what has just been done.

use askama::Template;

/// A message on top of a page.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/flash.html")]
pub struct Flash {
    tone: &'static str,
    text: String,
}

/// The pair of the address that carries the key of what is to be said.
pub(crate) const SAID: &str = "said";

/// Every key of a message that an address may carry begins so; an address can make a page say nothing else.
const PREFIX: &str = "said-";

impl Flash {
    /// Something has been done.
    pub fn done(text: impl Into<String>) -> Flash {
        Flash { tone: "ok", text: text.into() }
    }

    /// Something needs attention.
    pub fn warning(text: impl Into<String>) -> Flash {
        Flash { tone: "warn", text: text.into() }
    }

    /// What the address of a page asks to say. The key begins with `said-` and stands in the words of the crate; anything else says nothing.
    pub fn of(words: &crate::words::Words, lang: chiso_model::Lang, pairs: &[(String, String)]) -> Option<Flash> {
        let key = pairs.iter().find(|(name, _)| name == SAID).map(|(_, key)| key)?;
        (key.starts_with(PREFIX) && words.has(lang, key)).then(|| Flash::done(words.say(lang, key)))
    }
}

/// The address of a page that will say a message of its crate, for a redirect after a form: `said("/vi/people", "said-person-added")`.
pub fn said(href: &str, key: &str) -> String {
    format!("{href}{}{SAID}={key}", if href.contains('?') { '&' } else { '?' })
}
