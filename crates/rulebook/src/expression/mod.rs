//! The expression language of formula rules.
//!
//! Total and small: numbers and truths, no loops, no assignment, no calls but to the functions listed in [`Function`]. The cost of an evaluation is bounded by the
//! number of operations in the text, which is limited. The types are checked when the text is read, so an evaluation can only give a number, or a kind of missing
//! value: the first missing input it needs, or [`Missing::NotComputable`](chiso_model::Missing) for a division by zero and the like.
//!
//! ```
//! use chiso_model::Cell;
//! use chiso_rulebook::expression::Expression;
//!
//! let rule = Expression::parse("if x / y >= 90% then 2 else if x / y >= 60% then 2 * x / y else 0").unwrap();
//! assert_eq!(rule.names(), ["x", "y"]);
//! let points = rule.evaluate(&[Cell::number(75.0), Cell::number(100.0)], &mut |_, _| {});
//! assert_eq!(points, Cell::number(1.5));
//! ```

mod evaluate;
mod function;
mod lexer;
mod operation;
mod parser;
mod render;

pub use function::Function;
pub use operation::{Binary, Operation};

/// A parsed, type-checked expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    text: String,
    operations: Vec<Operation>,
    names: Vec<String>,
    root: usize,
}

/// Why a text is no expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpressionError {
    /// Byte in the text.
    pub at: usize,
    /// What is wrong.
    pub kind: ExpressionErrorKind,
}

/// What is wrong with an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpressionErrorKind {
    /// Nothing is there.
    Empty,
    /// A character that means nothing here.
    UnknownCharacter(char),
    /// A word of a condition in Vietnamese: `nếu`, `thì`.
    VietnameseWord(String),
    /// Both `,` and `;` between the arguments of one call: most likely a decimal comma.
    MixedSeparators,
    /// A number that cannot be read.
    BadNumber(String),
    /// A backtick without its partner.
    OpenName,
    /// Something else was expected here: what, and what is there (nothing at the end of the text).
    Expected(&'static str, Option<String>),
    /// No function has this name.
    UnknownFunction(String),
    /// A function was given the wrong number of arguments.
    WrongArguments {
        /// The function.
        function: Function,
        /// How many it was given.
        given: usize,
    },
    /// A truth stands where a number is needed.
    NeedsNumber,
    /// A number stands where a truth (a comparison) is needed.
    NeedsTruth,
    /// `a < b < c`: comparisons cannot be chained.
    ChainedComparison,
    /// `has` and the like take a name.
    NeedsName,
    /// Longer than 4096 bytes, deeper than 64 levels, or more than 1024 operations.
    TooLarge,
}

impl Expression {
    /// Longest text.
    pub const MAX_BYTES: usize = 4096;
    /// Deepest nesting.
    pub const MAX_DEPTH: usize = 64;
    /// Most operations.
    pub const MAX_OPERATIONS: usize = 1024;

    /// Reads a text.
    ///
    /// # Errors
    /// The first place at which the text is no expression.
    pub fn parse(text: &str) -> Result<Expression, ExpressionError> {
        parser::parse(text)
    }

    /// The text it was read from.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The names it uses, in the order of their first use. Values are given to [`Expression::evaluate`] in this order.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The operations, arguments before the operation that takes them.
    pub fn operations(&self) -> &[Operation] {
        &self.operations
    }
}
