//! The operations an expression is made of.

use super::Function;

/// One operation; arguments are indexes of earlier operations.
#[derive(Debug, Clone, PartialEq)]
pub enum Operation {
    /// A number as written.
    Number(f64),
    /// A name: index into the expression's names.
    Name(usize),
    /// Change of sign.
    Negate(usize),
    /// Not.
    Not(usize),
    /// Two arguments.
    Binary(Binary, usize, usize),
    /// A call.
    Call(Function, Vec<usize>),
    /// `if a then b else c`.
    If(usize, usize, usize),
}

/// An operation with two arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binary {
    /// Sum.
    Add,
    /// Difference.
    Subtract,
    /// Product.
    Multiply,
    /// Quotient.
    Divide,
    /// Power.
    Power,
    /// Under.
    Less,
    /// Not above.
    AtMost,
    /// Above.
    Greater,
    /// Not under.
    AtLeast,
    /// Equal.
    Equal,
    /// Not equal.
    Different,
    /// Both.
    And,
    /// Either.
    Or,
}

impl Binary {
    /// As written in a text.
    pub const fn symbol(self) -> &'static str {
        match self {
            Binary::Add => "+",
            Binary::Subtract => "-",
            Binary::Multiply => "*",
            Binary::Divide => "/",
            Binary::Power => "^",
            Binary::Less => "<",
            Binary::AtMost => "<=",
            Binary::Greater => ">",
            Binary::AtLeast => ">=",
            Binary::Equal => "=",
            Binary::Different => "<>",
            Binary::And => "and",
            Binary::Or => "or",
        }
    }

    /// How strongly it binds: higher binds first.
    pub(super) const fn strength(self) -> u8 {
        match self {
            Binary::Or => 1,
            Binary::And => 2,
            Binary::Less | Binary::AtMost | Binary::Greater | Binary::AtLeast | Binary::Equal | Binary::Different => 4,
            Binary::Add | Binary::Subtract => 5,
            Binary::Multiply | Binary::Divide => 6,
            Binary::Power => 8,
        }
    }

    pub(super) const fn is_comparison(self) -> bool {
        self.strength() == 4
    }

    pub(super) const fn is_logic(self) -> bool {
        matches!(self, Binary::And | Binary::Or)
    }
}
