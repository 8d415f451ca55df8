//! The name under which the system itself knows an agency.

use serde::{Deserialize, Serialize};

use super::fold::plain_words;
use crate::Lang;

/// Identifies an agency for good, whatever it is called: small letters and digits in words joined by single hyphens, at most [`AgencyId::LONGEST`] characters
/// (`46`, `15-2025`, `bo-tu-phap`). It stands in addresses, files and the journal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AgencyId(String);

/// A text that cannot be an agency's id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadAgencyId(pub String);

impl AgencyId {
    /// Most characters.
    pub const LONGEST: usize = 80;

    /// The id of that text.
    ///
    /// # Errors
    /// When the text is no slug.
    pub fn new(text: impl Into<String>) -> Result<AgencyId, BadAgencyId> {
        let text = text.into();
        let word = |word: &str| {
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        if text.len() <= AgencyId::LONGEST && text.split('-').all(word) {
            Ok(AgencyId(text))
        } else {
            Err(BadAgencyId(text))
        }
    }

    /// An id made of a name or a code: `Sở Nội vụ` becomes `so-noi-vu`. A long name is cut between two words.
    ///
    /// # Errors
    /// When the text has no letter or digit of the Latin alphabet.
    pub fn of(text: &str) -> Result<AgencyId, BadAgencyId> {
        let plain: String =
            plain_words(text).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
        let mut slug = String::new();
        for word in plain.split_whitespace() {
            if slug.len() + 1 + word.len() > AgencyId::LONGEST {
                break;
            }
            if !slug.is_empty() {
                slug.push('-');
            }
            slug.push_str(word);
        }
        AgencyId::new(slug).map_err(|_| BadAgencyId(text.to_owned()))
    }

    /// An id that says nothing but a number: `agency-7`.
    pub fn numbered(number: u64) -> AgencyId {
        AgencyId(format!("agency-{number}"))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for AgencyId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<AgencyId> for String {
    fn from(id: AgencyId) -> String {
        id.0
    }
}

impl TryFrom<String> for AgencyId {
    type Error = BadAgencyId;

    fn try_from(text: String) -> Result<AgencyId, BadAgencyId> {
        AgencyId::new(text)
    }
}

impl std::str::FromStr for AgencyId {
    type Err = BadAgencyId;

    fn from_str(text: &str) -> Result<AgencyId, BadAgencyId> {
        AgencyId::new(text)
    }
}

impl std::borrow::Borrow<str> for AgencyId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl BadAgencyId {
    /// What is wrong and how to mend it.
    pub fn message(&self, lang: Lang) -> String {
        let BadAgencyId(text) = self;
        match lang {
            Lang::Vi => format!(
                "“{text}” không dùng làm định danh cơ quan được; hãy viết chữ thường không dấu và chữ số, nối bằng dấu gạch ngang, ví dụ “so-noi-vu”"
            ),
            Lang::En => format!(
                "“{text}” cannot identify an agency; write small letters without marks and digits, joined by hyphens, for example “so-noi-vu”"
            ),
        }
    }
}

impl std::fmt::Display for BadAgencyId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for BadAgencyId {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_slugs_are_ids() {
        for text in ["46", "15-2025", "bo-tu-phap", "a1-b2"] {
            assert_eq!(AgencyId::new(text).unwrap().as_str(), text);
        }
        for text in ["", "-", "a--b", "-a", "a-", "Bo", "bộ", "a b", "a_b", "a/b", &"a".repeat(81)] {
            assert!(AgencyId::new(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_name_makes_an_id() {
        for (name, id) in [
            ("Sở Nội vụ", "so-noi-vu"),
            ("Đặc khu Phú Quốc", "dac-khu-phu-quoc"),
            ("UBND xã Ea Súp (cũ)", "ubnd-xa-ea-sup-cu"),
            ("000.00.15.H38", "000-00-15-h38"),
        ] {
            assert_eq!(AgencyId::of(name).unwrap().as_str(), id);
        }
        assert!(AgencyId::of("…").is_err());
        assert_eq!(AgencyId::of(&"dài ".repeat(40)).unwrap().as_str().len(), 79);
    }
}
