//! The expressions of XLSForm (XPath as ODK speaks it): what may be written, and what it gives.
//!
//! An expression always ends and never fails: there are no loops, its length and depth are limited, and what cannot be computed is an empty answer. See [`Value`] for
//! what an answer that is missing counts as.

mod error;
mod evaluate;
mod function;
mod lexer;
mod parser;
mod value;

pub use error::{ExpressionError, Wrong};
pub use evaluate::Surroundings;
pub use function::{Function, REFUSED};
pub use value::{LONGEST_TEXT, Value};

use regex::Regex;

/// Most characters of an expression.
pub const LONGEST: usize = 4_000;
/// How deep brackets and functions may stand within each other.
pub const DEEPEST: usize = 40;
/// Most operators of an expression.
pub const MOST_OPERATORS: usize = 400;

/// An expression that was read.
#[derive(Debug, Clone)]
pub struct Expression {
    text: String,
    root: Node,
    references: Vec<Reference>,
    columns: Vec<Reference>,
    this: Option<usize>,
    today: Option<usize>,
}

/// A name in an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The name.
    pub name: String,
    /// Where it begins: the number of its character, from 1.
    pub at: usize,
}

/// Two expressions are the same when they are written the same.
impl PartialEq for Expression {
    fn eq(&self, other: &Expression) -> bool {
        self.text == other.text
    }
}

impl Eq for Expression {}

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    /// The first thing that cannot be read, with its place.
    pub fn parse(text: &str) -> Result<Expression, ExpressionError> {
        parser::parse(text)
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The questions that it names, `${name}`, in the order of the text.
    pub fn references(&self) -> &[Reference] {
        &self.references
    }

    /// The names that stand alone: columns of the sheet of choices, in a choice filter.
    pub fn columns(&self) -> &[Reference] {
        &self.columns
    }

    /// Where it speaks of the answer itself, `.`.
    pub fn this(&self) -> Option<usize> {
        self.this
    }

    /// Where it speaks of the day of answering, `today()`.
    pub fn today(&self) -> Option<usize> {
        self.today
    }

    /// As a tree.
    pub(crate) fn root(&self) -> &Node {
        &self.root
    }

    /// What it gives.
    pub fn evaluate(&self, surroundings: &impl Surroundings) -> Value {
        evaluate::value(&self.root, surroundings)
    }

    /// Whether it holds.
    pub fn holds(&self, surroundings: &impl Surroundings) -> bool {
        self.evaluate(surroundings).truth()
    }
}

/// A part of an expression.
#[derive(Debug, Clone)]
pub(crate) enum Node {
    Literal(Value),
    Answer(String),
    Column(String),
    This,
    Negate(Box<Node>),
    Binary(Binary, Box<Node>, Box<Node>),
    Call(Function, Vec<Node>),
    /// A text, and the pattern that the whole of it must be as.
    Regex(Box<Node>, Box<Regex>),
}

/// An operator between two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Binary {
    Or,
    And,
    Equal,
    Different,
    Less,
    AtMost,
    Greater,
    AtLeast,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}

impl Binary {
    /// How tightly it binds.
    fn precedence(self) -> u8 {
        match self {
            Binary::Or => 1,
            Binary::And => 2,
            Binary::Equal | Binary::Different => 3,
            Binary::Less | Binary::AtMost | Binary::Greater | Binary::AtLeast => 4,
            Binary::Add | Binary::Subtract => 5,
            Binary::Multiply | Binary::Divide | Binary::Modulo => 6,
        }
    }
}
