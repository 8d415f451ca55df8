//! Sentences about a result, in Vietnamese and English, each with the figures it rests on.

use chiso_model::Text;

use crate::figure::Source;

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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// The mean of all units.
    Mean,
    /// How many went up or down.
    Movement,
    /// How many lie in which band.
    Bands,
    /// A unit at a place; the first, others, the last.
    Place(u16),
    /// Gains and losses of single units.
    Gains,
    /// One component.
    Component(String),
    /// Regions.
    Regions,
    /// Anything else that is quoted.
    Quote,
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

/// Every sentence that the shipped figures of an index, level and year allow, in the order of the page.
pub fn published(_catalogue: &crate::Catalogue, _index: &str, _level: crate::Level, _year: i16) -> Vec<Statement> {
    Vec::new()
}
