//! A text in the languages of a form.

use std::collections::BTreeMap;

use super::Form;

/// A text by the name of the language; the empty name is that of a text without one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Texts(pub(crate) BTreeMap<String, String>);

/// A piece of a text that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'t> {
    /// As it is written.
    Text(&'t str),
    /// The answer to the question of a name.
    Answer(&'t str),
}

impl Texts {
    /// True where it is written in no language.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text in exactly a language.
    pub fn in_language(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Each language and its text.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(language, text)| (language.as_str(), text.as_str()))
    }
}

/// The code of a language, `vi` of `Tiếng Việt (vi)`; its whole name where it has none.
pub fn code_of(language: &str) -> &str {
    language.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')).map_or(language, |(_, code)| code.trim())
}

impl Form {
    /// A text for a reader of the language with a code (`vi`): in that language, else in the default language, else in the first that there is.
    pub fn text<'f>(&'f self, texts: &'f Texts, code: &str) -> &'f str {
        let wanted = self.languages.iter().find(|language| code_of(language) == code);
        let mut preferred = wanted.into_iter().chain(&self.settings.default_language).chain(&self.languages);
        preferred.find_map(|language| texts.in_language(language)).unwrap_or_default()
    }

    /// A text cut into what is written and what is answered, `${name}`.
    pub fn pieces<'t>(&self, text: &'t str) -> Vec<Piece<'t>> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((at, name, length)) = first_reference(rest) {
            if at > 0 {
                pieces.push(Piece::Text(&rest[..at]));
            }
            pieces.push(Piece::Answer(name));
            rest = &rest[at + length..];
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest));
        }
        pieces
    }
}

/// The first `${name}` of a text: where it begins, its name, and its length.
pub(crate) fn first_reference(text: &str) -> Option<(usize, &str, usize)> {
    let at = text.find("${")?;
    let length = text[at..].find('}')?;
    Some((at, text[at + 2..at + length].trim(), length + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_has_a_code() {
        for (language, code) in [("Tiếng Việt (vi)", "vi"), ("English (en)", "en"), ("French", "French"), ("", "")]
        {
            assert_eq!(code_of(language), code);
        }
    }

    #[test]
    fn references_in_a_text_are_found() {
        assert_eq!(first_reference("Chào ${ten}!"), Some((6, "ten", 6)));
        assert_eq!(first_reference("5 $ {x}"), None);
        assert_eq!(first_reference("${x"), None);
    }
}
