//! The steps of a formula.

use chiso_model::{Cell, Lang};
use chiso_rulebook::expression::{Expression, Operation};

use super::{Writer, missing};
use crate::trace::Line;

impl Writer<'_> {
    /// The formula, then one line an operation: as written, with the values put in, and its result.
    pub(super) fn formula(&self, expression: &Expression, lines: &[Line]) -> Vec<String> {
        let values: Vec<(usize, Cell)> = lines
            .iter()
            .filter_map(|line| match line {
                Line::Operation { operation, value } => Some((usize::from(*operation), *value)),
                _ => None,
            })
            .collect();
        let value_of = |index: usize| values.iter().find(|(i, _)| *i == index).map(|(_, cell)| *cell);
        let text_of = |index: usize| {
            let cell = value_of(index)?;
            Some(self.truth_or_figure(expression, index, cell))
        };
        let mut out = vec![format!("{}: {}", self.lang.pick("công thức", "formula"), expression.text())];
        for (index, cell) in &values {
            let plain = matches!(
                expression.operations()[*index],
                Operation::Number(_) | Operation::Name(_) | Operation::If(..)
            );
            if plain {
                continue;
            }
            let written = expression.render(*index, &|_| None);
            let with_values = expression.render(*index, &text_of);
            let result = if expression.is_truth(*index) {
                format!("→ {}", self.truth_or_figure(expression, *index, *cell))
            } else {
                self.result(*cell)
            };
            out.push(if written == with_values {
                format!("{written} {result}")
            } else {
                format!("{written}: {with_values} {result}")
            });
        }
        out
    }

    fn truth_or_figure(&self, expression: &Expression, index: usize, cell: Cell) -> String {
        match cell.get() {
            Ok(value) if expression.is_truth(index) => {
                let (yes, no) = if self.lang == Lang::Vi { ("đúng", "sai") } else { ("true", "false") };
                (if value == 0.0 { no } else { yes }).to_owned()
            }
            Ok(value) => self.figure(value),
            Err(kind) => missing(kind, self.lang).to_owned(),
        }
    }
}
