//! Sentences about a result, in Vietnamese and English, each with the figures it rests on.

mod published;
mod wording;

use chiso_model::Text;

use crate::figure::Source;
pub use published::published;

/// A sentence about a result.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// What it is about; decides its place on the page.
    pub topic: Topic,
    /// The sentence.
    pub text: Text,
    /// Derived here, or quoted.
    pub basis: Basis,
    /// The figures it rests on, each with its source.
    pub figures: Vec<FigureUsed>,
}

/// What a statement is about, in the order of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// The mean of all units.
    Mean,
    /// How many units rose or fell.
    Movement,
    /// How many units lie in which band.
    Bands,
    /// The unit in the first place.
    First,
    /// The unit in the last place.
    Last,
    /// Places two to five.
    Leaders,
    /// The distance between the first and the last.
    Spread,
    /// Gains and losses of single units that stand out.
    Outstanding,
    /// Components of the index.
    Components,
    /// Regions.
    Regions,
    /// A sentence that is only known as such.
    Quote,
    /// A break in the series.
    Break,
}

/// How far a sentence is our own computation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// A number in it was computed here from published figures, for example a change.
    Derived,
    /// Every number in it stands so in the source.
    Quoted,
}

/// A figure that a statement rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureUsed {
    /// What it is: "Hải Phòng, năm 2023".
    pub label: Text,
    /// The figure as text: "91,87 %, hạng 2".
    pub value: Text,
    /// Where it comes from.
    pub source: Source,
}

impl Statement {
    /// True when every figure it rests on is verified.
    pub fn verified(&self) -> bool {
        self.figures.iter().all(|figure| figure.source.verified)
    }
}
