//! From what is written to what is meant.

use std::fmt::Display;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use chiso_model::Lang;
use ipnet::IpNet;

use crate::secret::Secret;
use crate::setting::{Form, Setting, Shape, pieces};

/// What is written for a setting.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Written {
    /// In the environment, where everything is text.
    Word(String),
    Text(String),
    Number(i64),
    Truth(bool),
    List(Vec<Written>),
    /// Something that no setting takes: a date, a fraction, a table.
    Other,
}

/// Why a value cannot be taken.
#[derive(Debug, PartialEq)]
pub(crate) enum Wrong {
    /// It is not what the setting's shape says.
    Shape,
    /// It is a number beyond the setting's limits.
    Limits,
    /// It is none of the words that the setting knows.
    Unknown { word: String, known: Vec<&'static str> },
    /// A member of a list is wrong.
    Member { number: usize, word: String },
}

/// A type that a setting may have.
pub(crate) trait Value: Sized {
    const FORM: Form;
    const SHAPE: Shape;
    const SECRET: bool = false;

    fn read(written: &Written, setting: &Setting) -> Result<Self, Wrong>;

    /// The value where none is given and there is no default.
    fn absent() -> Option<Self> {
        None
    }

    /// As a person may see it, in the environment's way.
    fn shown(&self) -> String;
}

impl Written {
    /// The text, wherever it comes from.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Written::Word(text) | Written::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            _ => None,
        }
    }
}

/// Reads a text through a function that knows its form.
pub(crate) fn parsed<T>(written: &Written, read: impl FnOnce(&str) -> Option<T>) -> Result<T, Wrong> {
    written.text().and_then(read).ok_or(Wrong::Shape)
}

impl Value for String {
    const FORM: Form = Form::Text;
    const SHAPE: Shape = Shape { vi: "một đoạn chữ", en: "a text" };

    fn read(written: &Written, _: &Setting) -> Result<Self, Wrong> {
        parsed(written, |text| Some(text.to_owned()))
    }

    fn shown(&self) -> String {
        self.clone()
    }
}

impl Value for Secret {
    const FORM: Form = Form::Text;
    const SHAPE: Shape = Shape { vi: "một đoạn chữ (được giữ kín)", en: "a text (kept hidden)" };
    const SECRET: bool = true;

    fn read(written: &Written, _: &Setting) -> Result<Self, Wrong> {
        parsed(written, |text| Some(Secret::new(text)))
    }

    fn shown(&self) -> String {
        self.to_string()
    }
}

impl Value for PathBuf {
    const FORM: Form = Form::Text;
    const SHAPE: Shape = Shape { vi: "đường dẫn", en: "a path" };

    fn read(written: &Written, _: &Setting) -> Result<Self, Wrong> {
        parsed(written, |text| Some(PathBuf::from(text)))
    }

    fn shown(&self) -> String {
        self.display().to_string()
    }
}

impl Value for SocketAddr {
    const FORM: Form = Form::Text;
    const SHAPE: Shape = Shape {
        vi: "địa chỉ IP và cổng, ví dụ “0.0.0.0:8080”",
        en: "an IP address and a port, such as `0.0.0.0:8080`",
    };

    fn read(written: &Written, _: &Setting) -> Result<Self, Wrong> {
        parsed(written, |text| text.parse().ok())
    }

    fn shown(&self) -> String {
        self.to_string()
    }
}

impl Value for IpNet {
    const FORM: Form = Form::Text;
    const SHAPE: Shape = Shape {
        vi: "địa chỉ IP hoặc dải địa chỉ, ví dụ “10.0.0.0/8”",
        en: "an IP address or a range of addresses, such as `10.0.0.0/8`",
    };

    fn read(written: &Written, _: &Setting) -> Result<Self, Wrong> {
        parsed(written, |text| text.parse().ok().or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from)))
    }

    fn shown(&self) -> String {
        self.to_string()
    }
}

impl Value for u32 {
    const FORM: Form = Form::Number;
    const SHAPE: Shape = Shape { vi: "số nguyên", en: "a whole number" };

    fn read(written: &Written, setting: &Setting) -> Result<Self, Wrong> {
        let number = match written {
            Written::Number(number) => *number,
            Written::Word(word) => word.trim().parse().map_err(|_| Wrong::Shape)?,
            _ => return Err(Wrong::Shape),
        };
        let (least, greatest) = setting.limits.unwrap_or((0, u32::MAX));
        u32::try_from(number).ok().filter(|number| (least..=greatest).contains(number)).ok_or(Wrong::Limits)
    }

    fn shown(&self) -> String {
        self.to_string()
    }
}

impl Value for bool {
    const FORM: Form = Form::Truth;
    const SHAPE: Shape = Shape { vi: "“true” (có) hoặc “false” (không)", en: "`true` or `false`" };

    fn read(written: &Written, _: &Setting) -> Result<Self, Wrong> {
        match written {
            Written::Truth(truth) => Ok(*truth),
            Written::Word(word) => word.trim().parse().map_err(|_| Wrong::Shape),
            _ => Err(Wrong::Shape),
        }
    }

    fn shown(&self) -> String {
        self.to_string()
    }
}

impl<T: Value> Value for Option<T> {
    const FORM: Form = T::FORM;
    const SHAPE: Shape = T::SHAPE;
    const SECRET: bool = T::SECRET;

    fn read(written: &Written, setting: &Setting) -> Result<Self, Wrong> {
        T::read(written, setting).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn shown(&self) -> String {
        self.as_ref().map(T::shown).unwrap_or_default()
    }
}

impl<T: Value> Value for Vec<T> {
    const FORM: Form = Form::List;
    const SHAPE: Shape = T::SHAPE;

    fn read(written: &Written, setting: &Setting) -> Result<Self, Wrong> {
        let members = match written {
            Written::Word(word) => pieces(word).map(|piece| Written::Word(piece.to_owned())).collect(),
            Written::List(members) => members.clone(),
            _ => return Err(Wrong::Shape),
        };
        let read = |(index, member): (usize, &Written)| {
            let word = member.text().unwrap_or_default().to_owned();
            T::read(member, setting).map_err(|_| Wrong::Member { number: index + 1, word })
        };
        members.iter().enumerate().map(read).collect()
    }

    fn absent() -> Option<Self> {
        Some(Vec::new())
    }

    fn shown(&self) -> String {
        self.iter().map(T::shown).collect::<Vec<_>>().join(", ")
    }
}

/// A setting that takes one of a few words.
pub(crate) trait Choice: Sized + Copy + PartialEq + 'static {
    const SHAPE: Shape;
    const WORDS: &'static [(&'static str, Self)];
}

pub(crate) fn choose<T: Choice>(written: &Written) -> Result<T, Wrong> {
    let word = written.text().ok_or(Wrong::Shape)?;
    T::WORDS.iter().find(|(known, _)| *known == word).map(|(_, value)| *value).ok_or_else(|| Wrong::Unknown {
        word: word.to_owned(),
        known: T::WORDS.iter().map(|(known, _)| *known).collect(),
    })
}

pub(crate) fn word<T: Choice>(value: T) -> &'static str {
    T::WORDS.iter().find(|(_, other)| *other == value).map_or("", |(word, _)| word)
}

/// Words that a message shows, in the quotation marks of its language, with commas between them.
pub(crate) fn either(words: &[impl Display], lang: Lang) -> String {
    let quoted = |word| match lang {
        Lang::Vi => format!("“{word}”"),
        Lang::En => format!("`{word}`"),
    };
    words.iter().map(quoted).collect::<Vec<_>>().join(", ")
}
