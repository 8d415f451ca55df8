//! What may stand in a column, where that is one of a few words.

use chiso_model::Lang;
use chiso_model::agency::{AREA, AgencyKind, CodeSystem, Level, LineageKind, POPULATION, variable_name};

use crate::results::Provenance;

/// What may stand in a column of an import file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choices {
    /// Whatever its meaning says.
    Free,
    /// A kind of agency.
    Kinds,
    /// A level of government.
    Levels,
    /// What became of agencies.
    Events,
    /// How a figure is known.
    Provenances,
    /// A system of codes; others may have other names.
    Systems,
    /// By what shares are shares; others may have other names.
    Variables,
}

/// A word that may stand in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// As people write it.
    pub word: String,
    /// As programs write it.
    pub id: String,
}

impl Choices {
    /// The words of a column; none where anything else may stand there. Word and id are read alike, but for systems of codes, which are read by their ids.
    pub fn words(self, lang: Lang) -> Vec<Choice> {
        let choice = |word: &str, id: &str| Choice { word: word.to_owned(), id: id.to_owned() };
        match self {
            Choices::Free => Vec::new(),
            Choices::Kinds => AgencyKind::ALL.map(|kind| choice(kind.name().get(lang), kind.id())).to_vec(),
            Choices::Levels => Level::ALL.map(|level| choice(level.name().get(lang), level.id())).to_vec(),
            Choices::Events => LineageKind::ALL.map(|kind| choice(kind.name().get(lang), kind.id())).to_vec(),
            Choices::Provenances => Provenance::ALL.map(|known| choice(known.name(lang), known.id())).to_vec(),
            Choices::Systems => CodeSystem::KNOWN.map(|system| choice(system.name().get(lang), system.id())).to_vec(),
            Choices::Variables => [POPULATION, AREA].map(|name| choice(&variable_name(name, lang), name)).to_vec(),
        }
    }

    /// The words in one text, one a line: `đã công bố (published)`.
    pub fn text(self, lang: Lang) -> String {
        let line = |choice: Choice| {
            if choice.word == choice.id { choice.word } else { format!("{} ({})", choice.word, choice.id) }
        };
        self.words(lang).into_iter().map(line).collect::<Vec<_>>().join("\n")
    }
}
