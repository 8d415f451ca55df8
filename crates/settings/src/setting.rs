//! What is known of a setting beside its value: the rows of the one table.

/// A group of settings: a `[table]` of the file.
#[derive(Debug, Clone, Copy)]
pub struct Section {
    /// Its name in the file.
    pub name: &'static str,
    /// What it is about, in Vietnamese.
    pub vi: &'static str,
    /// The same in English.
    pub en: &'static str,
    /// Its settings, in the order in which they are shown.
    pub settings: &'static [Setting],
}

/// One setting.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// The section it belongs to.
    pub section: &'static str,
    /// Its name within the section.
    pub key: &'static str,
    /// How its value is written in the file.
    pub form: Form,
    /// Which values it takes.
    pub shape: Shape,
    /// The value that holds where none is given, as it would be written in the environment.
    pub default: Option<&'static str>,
    /// A value to show where there is no default.
    pub example: &'static str,
    /// The least and the greatest number, where the value is one.
    pub limits: Option<(u32, u32)>,
    /// Whether it must never be shown. A secret `x` may also be given as `x_file`, the path of a file that holds it.
    pub secret: bool,
    /// What it means, in Vietnamese.
    pub vi: &'static str,
    /// The same in English.
    pub en: &'static str,
}

/// How a value is written in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// In quotes.
    Text,
    /// In digits.
    Number,
    /// `true` or `false`.
    Truth,
    /// In brackets, each in quotes.
    List,
}

/// Which values a setting takes, in words that follow "expected".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// In Vietnamese.
    pub vi: &'static str,
    /// In English.
    pub en: &'static str,
}

impl Setting {
    /// Section and key: `server.listen`.
    pub fn name(&self) -> String {
        format!("{}.{}", self.section, self.key)
    }

    /// The variable of the environment that wins over the file: `CHISO_SERVER_LISTEN`.
    pub fn variable(&self) -> String {
        variable(self.section, self.key)
    }

    /// A value written in the environment's way, as the file wants it.
    pub fn in_file(&self, word: &str) -> String {
        match self.form {
            Form::Text => quoted(word),
            Form::Number | Form::Truth => word.to_owned(),
            Form::List => format!("[{}]", pieces(word).map(quoted).collect::<Vec<_>>().join(", ")),
        }
    }
}

/// The variable of the environment for a key of a section.
pub(crate) fn variable(section: &str, key: &str) -> String {
    format!("CHISO_{section}_{key}").to_uppercase()
}

/// The members of a list that is written with commas.
pub(crate) fn pieces(word: &str) -> impl Iterator<Item = &str> {
    word.split(',').map(str::trim).filter(|piece| !piece.is_empty())
}

fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('\\', "\\\\").replace('"', "\\\""))
}
