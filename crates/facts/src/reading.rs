//! How a file is to be read.

use std::collections::BTreeSet;

use chiso_model::Period;

use crate::long::COLUMNS;

/// How a file is to be read. The default reads long and wide files, keeps every indicator and knows no attributes.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Wide files: the column that names the unit; `unit` where absent.
    pub unit_column: Option<String>,
    /// New names, as pairs of the new and the old one: of columns in a wide file, of indicators in a long one.
    pub columns: Vec<(String, String)>,
    /// What is wanted.
    pub wanted: Wanted,
    /// The period of facts that name none.
    pub period: Option<Period>,
    /// The sheet of a workbook; the first where absent.
    pub sheet: Option<String>,
}

impl Reading {
    /// Whether a column of that name would be read.
    pub(crate) fn knows(&self, name: &str) -> bool {
        COLUMNS.iter().any(|column| column.eq_ignore_ascii_case(name))
            || self.unit_column.as_deref() == Some(name)
            || self.columns.iter().any(|(_, old)| old == name)
            || self.wanted.attributes.contains(name)
            || self.wanted.indicators.as_ref().is_some_and(|names| names.contains(name))
    }
}

/// The indicators and attributes that somebody will read; others are left out, with a note.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Names of the indicators; every one where absent.
    pub indicators: Option<BTreeSet<String>>,
    /// Names of the attributes: their values are text, those of indicators are numbers.
    pub attributes: BTreeSet<String>,
}

impl Wanted {
    /// The given indicators and attributes only.
    pub fn only<'a>(
        indicators: impl IntoIterator<Item = &'a str>,
        attributes: impl IntoIterator<Item = &'a str>,
    ) -> Wanted {
        Wanted {
            indicators: Some(indicators.into_iter().map(str::to_owned).collect()),
            attributes: attributes.into_iter().map(str::to_owned).collect(),
        }
    }

    pub(crate) fn role(&self, name: &str) -> Option<Role> {
        if self.attributes.contains(name) {
            Some(Role::Attribute)
        } else if self.indicators.as_ref().is_none_or(|names| names.contains(name)) {
            Some(Role::Indicator)
        } else {
            None
        }
    }
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Indicator,
    Attribute,
}
