//! What is wrong with the settings, where, and how to mend it.

use std::fmt;

use chiso_model::Lang;

/// Something wrong with the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Whether the server can start in spite of it.
    pub severity: Severity,
    /// Where the value stands, or would stand.
    pub place: Place,
    /// What is wrong and how to mend it, in Vietnamese. Never holds a secret.
    pub vi: String,
    /// The same in English.
    pub en: String,
}

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The server does not start.
    Error,
    /// The server starts; somebody should look at it.
    Warning,
}

/// Where a setting comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Given nowhere: the default holds. As text it is empty.
    Default,
    /// In the settings file. Line and column count from 1, the column in characters.
    File {
        /// The name under which the file was given.
        name: String,
        /// Line.
        line: usize,
        /// Column.
        column: usize,
    },
    /// In a variable of the environment.
    Variable(String),
    /// In a file that holds nothing but a secret.
    SecretFile(String),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Default => Ok(()),
            Place::File { name, line, column } => write!(f, "{name}:{line}:{column}"),
            Place::Variable(name) | Place::SecretFile(name) => f.write_str(name),
        }
    }
}

impl Place {
    /// Whether both stand on one line of the settings file.
    pub(crate) fn is_on_the_line_of(&self, other: &Place) -> bool {
        match (self, other) {
            (Place::File { line, .. }, Place::File { line: other, .. }) => line == other,
            _ => false,
        }
    }
}

impl Problem {
    pub(crate) fn error(place: Place, vi: impl Into<String>, en: impl Into<String>) -> Problem {
        Problem { severity: Severity::Error, place, vi: vi.into(), en: en.into() }
    }

    pub(crate) fn warning(place: Place, vi: impl Into<String>, en: impl Into<String>) -> Problem {
        Problem { severity: Severity::Warning, place, vi: vi.into(), en: en.into() }
    }

    /// What is wrong, without the place.
    pub fn message(&self, lang: Lang) -> &str {
        lang.pick(&self.vi, &self.en)
    }

    /// One line for a terminal: place, severity, message.
    pub fn line(&self, lang: Lang) -> String {
        let severity = match self.severity {
            Severity::Error => lang.pick("lỗi", "error"),
            Severity::Warning => lang.pick("cảnh báo", "warning"),
        };
        match &self.place {
            Place::Default => format!("{severity}: {}", self.message(lang)),
            place => format!("{place}: {severity}: {}", self.message(lang)),
        }
    }
}
