//! An agency and its dated facts.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{AgencyId, AgencyKind, Code, CodeSystem, Dated, Validity};
use crate::{Lang, Text};

/// What an agency is called at one time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Name {
    /// The full name.
    pub text: Text,
    /// A few characters for a tile or a narrow column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<String>,
}

impl Name {
    /// A name without a short form.
    pub const fn new(text: Text) -> Name {
        Name { text, short: None }
    }
}

/// Anything that scores, is scored, or handles dossiers. Whatever can change of it is a list of dated facts; no two of a list hold on one day, codes of one system
/// and aliases apart (see [`super::Register::check`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agency {
    /// Identifies it for good.
    pub id: AgencyId,
    /// From its beginning to its end.
    #[serde(default)]
    pub valid: Validity,
    /// What kind it is.
    pub kinds: Vec<Dated<AgencyKind>>,
    /// What it is called.
    pub names: Vec<Dated<Name>>,
    /// Other ways in which its name is written: for joining foreign tables.
    #[serde(default)]
    pub aliases: Vec<Dated<String>>,
    /// The agency it stands below.
    #[serde(default)]
    pub parents: Vec<Dated<AgencyId>>,
    /// Its codes, in several systems at once.
    #[serde(default)]
    pub codes: Vec<Dated<Code>>,
    /// A remark for the reader.
    #[serde(default)]
    pub note: Option<Text>,
    /// Where all this comes from.
    #[serde(default)]
    pub source: Option<Text>,
}

impl Agency {
    /// An agency with one kind and one name all its life.
    pub fn new(id: AgencyId, kind: AgencyKind, name: Text, valid: Validity) -> Agency {
        Agency {
            id,
            valid,
            kinds: vec![Dated::new(kind, valid)],
            names: vec![Dated::new(Name::new(name), valid)],
            aliases: Vec::new(),
            parents: Vec::new(),
            codes: Vec::new(),
            note: None,
            source: None,
        }
    }

    /// The same below a parent all its life.
    pub fn below(mut self, parent: AgencyId) -> Agency {
        self.parents = vec![Dated::new(parent, self.valid)];
        self
    }

    /// The same with one more code all its life.
    pub fn with_code(mut self, system: CodeSystem, code: impl Into<String>) -> Agency {
        self.codes.push(Dated::new(Code::new(system, code), self.valid));
        self
    }

    /// True when it exists on a day.
    pub fn exists_on(&self, day: Date) -> bool {
        self.valid.contains(day)
    }

    /// Its kind on a day; the last known one where no fact covers the day.
    pub fn kind_on(&self, day: Date) -> AgencyKind {
        let last = || self.kinds.last().map(|kind| &kind.value);
        Dated::on(&self.kinds, day).or_else(last).copied().unwrap_or(AgencyKind::Other)
    }

    /// Its name on a day; the last known one where no fact covers the day.
    pub fn name_on(&self, day: Date) -> &Name {
        static NAMELESS: Name = Name { text: Text { vi: String::new(), en: None }, short: None };
        let last = || self.names.last().map(|name| &name.value);
        Dated::on(&self.names, day).or_else(last).unwrap_or(&NAMELESS)
    }

    /// Its full name on a day; its id should it have none.
    pub fn title_on(&self, day: Date, lang: Lang) -> &str {
        match self.name_on(day).text.get(lang) {
            "" => self.id.as_str(),
            name => name,
        }
    }

    /// The agency it stands below on a day.
    pub fn parent_on(&self, day: Date) -> Option<&AgencyId> {
        Dated::on(&self.parents, day)
    }

    /// Its codes on a day.
    pub fn codes_on(&self, day: Date) -> impl Iterator<Item = &Code> {
        self.codes.iter().filter(move |code| code.valid.contains(day)).map(|code| &code.value)
    }

    /// Its code in a system on a day.
    pub fn code_on(&self, system: &CodeSystem, day: Date) -> Option<&str> {
        self.codes_on(day).find(|code| code.system == *system).map(|code| code.code.as_str())
    }

    /// Every way in which its name is written on a day: names in both languages, the short form, aliases.
    pub fn names_on(&self, day: Date) -> impl Iterator<Item = &str> {
        let names =
            self.names.iter().filter(move |name| name.valid.contains(day)).flat_map(|name| written(&name.value));
        let aliases = self.aliases.iter().filter(move |alias| alias.valid.contains(day));
        names.chain(aliases.map(|alias| alias.value.as_str()))
    }
}

/// A name in every form it is given in.
pub(super) fn written(name: &Name) -> impl Iterator<Item = &str> {
    std::iter::once(name.text.vi.as_str()).chain(name.text.en.as_deref()).chain(name.short.as_deref())
}
