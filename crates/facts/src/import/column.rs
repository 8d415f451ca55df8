//! The columns an import file may have.

use chiso_model::Lang;
use chiso_model::agency::fold_name_with_kind;

use super::Choices;

/// A column of an import file: what its template, its meanings and its reader know of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The name used in files that programs write.
    pub id: &'static str,
    /// Its heading in Vietnamese and English.
    pub heading: (&'static str, &'static str),
    /// Other headings by which it is known.
    pub also: &'static [&'static str],
    /// What to write in it, in Vietnamese and English.
    pub meaning: (&'static str, &'static str),
    /// The words that may stand in it, where it wants one of a few.
    pub choices: Choices,
    /// True when it must be there and be filled in.
    pub required: bool,
    /// What stands in the template's rows.
    pub examples: [&'static str; 2],
}

impl Column {
    /// Its heading.
    pub const fn heading(&self, lang: Lang) -> &'static str {
        lang.pick(self.heading.0, self.heading.1)
    }

    /// What to write in it.
    pub const fn meaning(&self, lang: Lang) -> &'static str {
        lang.pick(self.meaning.0, self.meaning.1)
    }

    /// True when a heading of a file names this column; capitals and marks do not matter.
    pub(crate) fn is_called(&self, heading: &str) -> bool {
        let wanted = fold_name_with_kind(heading);
        let names = [self.id, self.heading.0, self.heading.1].into_iter().chain(self.also.iter().copied());
        names.map(fold_name_with_kind).any(|name| name == wanted)
    }
}
