//! Numbers as they are entered and kept: a number, or why there is none.

use std::collections::BTreeMap;

use chiso_model::{Cell, Missing};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A number or a kind of missing value, written as a number or as the mark of the kind (`#na`), as in files of facts.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Mark(pub Cell);

/// Numbers of a criterion, by the names that its rule uses. A name that is not there was left blank.
pub type Numbers = BTreeMap<String, Mark>;

impl Mark {
    /// A number.
    pub fn number(value: f64) -> Mark {
        Mark(Cell::number(value))
    }

    /// The question does not apply.
    pub const NOT_APPLICABLE: Mark = Mark(Cell::missing(Missing::NotApplicable));

    /// The number, if there is one.
    pub fn value(self) -> Option<f64> {
        self.0.value()
    }
}

/// The mark of a kind of missing value, as files of facts write it; a value that cannot be computed is only ever a result.
fn written(kind: Missing) -> &'static str {
    match kind {
        Missing::Blank => "",
        Missing::NotApplicable => "#na",
        Missing::Abstained => "#abstained",
        Missing::Withheld => "#withheld",
        Missing::NotComputable => "#not_computable",
    }
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Number(f64),
    Text(String),
}

impl Serialize for Mark {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.get() {
            Ok(value) => serializer.serialize_f64(value),
            Err(kind) => serializer.serialize_str(written(kind)),
        }
    }
}

impl<'de> Deserialize<'de> for Mark {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Written::deserialize(deserializer)? {
            Written::Number(value) => Ok(Mark::number(value)),
            Written::Text(text) => {
                let kind = Missing::ALL.into_iter().find(|kind| written(*kind) == text);
                kind.map(|kind| Mark(Cell::missing(kind)))
                    .ok_or_else(|| serde::de::Error::custom(format!("`{text}` is neither a number nor a mark")))
            }
        }
    }
}
