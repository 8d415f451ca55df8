//! A secret that is shown once: a link, a key, recovery codes.

use askama::Template;
use chiso_model::Lang;

use crate::words;

/// A box with a secret. The page that holds it is shown by [`crate::page::show_once`].
#[derive(Clone, Template)]
#[template(path = "parts/secret.html")]
pub struct Secret {
    lang: Lang,
    id: String,
    label: String,
    lines: Vec<String>,
}

/// Not the secret, so that no log can hold it.
impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Secret").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Secret {
    /// A secret of one line or several.
    pub fn new(lang: Lang, id: impl Into<String>, label: impl Into<String>, lines: Vec<String>) -> Secret {
        Secret { lang, id: id.into(), label: label.into(), lines }
    }

    fn t(&self, key: &str) -> String {
        words::say(self.lang, key)
    }
}
