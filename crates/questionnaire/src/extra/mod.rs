//! What chiso puts beside a form in sheets that other XLSForm tools leave alone.

mod ballot;
mod design;
mod quota;
mod score;

pub use ballot::{BallotRule, Channel};
pub use design::{Design, LonelyUnit, Stage};
pub use quota::Quota;
pub(crate) use score::StatisticWord;
pub use score::{ScoreNode, Scoring, Statistic};

/// A word of a small vocabulary.
pub(crate) trait Word: Sized + Copy + PartialEq + 'static {
    /// Every word and what it means.
    const WORDS: &'static [(&'static str, Self)];

    fn of(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(known, _)| *known == word).map(|(_, meaning)| *meaning)
    }

    fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, meaning)| *meaning == self).map_or("", |(word, _)| word)
    }

    fn words() -> Vec<&'static str> {
        Self::WORDS.iter().map(|(word, _)| *word).collect()
    }
}
