//! An expression, or a part of it, as text.

use super::{Binary, Expression, Operation};

impl Expression {
    /// An operation as text: names and numbers where `value` gives nothing, else what it gives.
    ///
    /// With the values of an operation's arguments this writes the line that a person checks: `x / y` becomes `90 / 100`. Arguments of a function are parted by `;`, which no
    /// language takes for a decimal mark.
    pub fn render(&self, index: usize, value: &dyn Fn(usize) -> Option<String>) -> String {
        self.part(index, index, value)
    }

    fn part(&self, index: usize, top: usize, value: &dyn Fn(usize) -> Option<String>) -> String {
        if index != top
            && let Some(text) = value(index)
        {
            return text;
        }
        let inner = |i: usize| self.part(i, top, value);
        match &self.operations[index] {
            Operation::Number(number) => chiso_model::shortest(*number),
            Operation::Name(name) => written(&self.names[*name]),
            Operation::Negate(a) => format!("-{}", self.wrapped(*a, NEGATION, value)),
            Operation::Not(a) => format!("not {}", self.wrapped(*a, 4, value)),
            Operation::Binary(binary, a, b) => {
                let strength = binary.strength();
                // A power binds to the right, everything else to the left; comparisons do not chain.
                let (left, right) = match binary {
                    Binary::Power => (strength + 1, NEGATION),
                    binary if binary.is_comparison() => (strength + 1, strength + 1),
                    _ => (strength, strength + 1),
                };
                let (left, right) = (self.wrapped(*a, left, value), self.wrapped(*b, right, value));
                format!("{left} {} {right}", binary.symbol())
            }
            Operation::If(a, b, c) => format!("if {} then {} else {}", inner(*a), inner(*b), inner(*c)),
            Operation::Call(function, arguments) => {
                let arguments: Vec<String> = arguments.iter().map(|a| inner(*a)).collect();
                format!("{}({})", function.name(), arguments.join("; "))
            }
        }
    }

    /// An argument of an operator, in brackets where it binds less strongly than `least`, or where its value has a sign.
    fn wrapped(&self, index: usize, least: u8, value: &dyn Fn(usize) -> Option<String>) -> String {
        if let Some(text) = value(index) {
            return if text.starts_with(['-', '−']) { format!("({text})") } else { text };
        }
        let strength = match &self.operations[index] {
            Operation::Binary(binary, ..) => binary.strength(),
            Operation::If(..) => 0,
            Operation::Not(..) => 3,
            Operation::Negate(_) => NEGATION,
            Operation::Number(_) | Operation::Name(_) | Operation::Call(..) => 9,
        };
        let text = self.part(index, index, value);
        if strength < least { format!("({text})") } else { text }
    }

    /// The operation that gives the result.
    pub fn root(&self) -> usize {
        self.root
    }

    /// True when the value of an operation is a truth: shown as yes or no.
    pub fn is_truth(&self, index: usize) -> bool {
        match &self.operations[index] {
            Operation::Binary(binary, ..) => binary.is_comparison() || binary.is_logic(),
            Operation::Not(_) => true,
            Operation::Call(function, _) => *function == super::Function::Has,
            Operation::If(_, then, _) => self.is_truth(*then),
            _ => false,
        }
    }
}

/// A change of sign binds less strongly than a power and more than a product: -x ^ 2 is -(x ^ 2).
const NEGATION: u8 = 7;

/// A name as a text must write it: in backticks where it would not be read as one word.
fn written(name: &str) -> String {
    let word = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))
        && !matches!(name, "if" | "then" | "else" | "and" | "or" | "not");
    if word { name.to_owned() } else { format!("`{name}`") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_back_as_the_same_expression() {
        for text in [
            "1 + 2 * 3",
            "(1 + 2) * 3",
            "a - (b - c)",
            "-(a + b) ^ 2",
            "if a / b >= 0.9 and not has(c) then 2 else min(a; b)",
            "(x ^ 2) ^ 3",
            "x ^ 2 ^ 3",
            "(-x) ^ 2",
            "-x ^ 2",
            "2 ^ -x",
            "a - -b",
            "`p-q` * -(a + b)",
            "(if a > 1 then 2 else 3) * 4",
        ] {
            let expression = Expression::parse(text).unwrap();
            assert_eq!(expression.render(expression.root(), &|_| None), text);
        }
    }
}
