//! An expression, or a part of it, as text.

use chiso_model::Cell;

use super::{Expression, Operation};

impl Expression {
    /// An operation as text: names and numbers where `value` gives nothing, else what it gives.
    ///
    /// With the values of an operation's arguments this writes the line that a person checks: `x / y` becomes `90 / 100`.
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
            Operation::Name(name) => self.names[*name].clone(),
            Operation::Negate(a) => format!("-{}", self.wrapped(*a, 7, top, value)),
            Operation::Not(a) => format!("not {}", self.wrapped(*a, 4, top, value)),
            Operation::Binary(binary, a, b) => {
                let strength = binary.strength();
                let left = self.wrapped(*a, strength, top, value);
                let right = self.wrapped(*b, strength + 1, top, value);
                format!("{left} {} {right}", binary.symbol())
            }
            Operation::If(a, b, c) => format!("if {} then {} else {}", inner(*a), inner(*b), inner(*c)),
            Operation::Call(function, arguments) => {
                let arguments: Vec<String> = arguments.iter().map(|a| inner(*a)).collect();
                format!("{}({})", function.name(), arguments.join(", "))
            }
        }
    }

    fn wrapped(&self, index: usize, least: u8, top: usize, value: &dyn Fn(usize) -> Option<String>) -> String {
        let text = self.part(index, top, value);
        let strength = match &self.operations[index] {
            Operation::Binary(binary, ..) => binary.strength(),
            Operation::If(..) => 0,
            Operation::Not(..) => 3,
            _ => 9,
        };
        if strength < least && value(index).is_none() { format!("({text})") } else { text }
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

    /// Operations carried out for given values, with their results, arguments first.
    pub fn steps(&self, values: &[Cell]) -> Vec<(usize, Cell)> {
        let mut steps = Vec::new();
        self.evaluate(values, &mut |index, value| steps.push((index, value)));
        steps
    }
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
            "if a / b >= 0.9 and not has(c) then 2 else min(a, b)",
            "(if a > 1 then 2 else 3) * 4",
        ] {
            let expression = Expression::parse(text).unwrap();
            assert_eq!(expression.render(expression.root(), &|_| None), text);
        }
    }
}
