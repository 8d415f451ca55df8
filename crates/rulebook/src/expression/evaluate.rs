//! The value of an expression.

use chiso_model::{Cell, Missing, Rounding, RoundingMode, reaches, same};

use super::{Binary, Expression, Function, Operation};

impl Expression {
    /// The value for given values of the names (in the order of [`Expression::names`]; names without a value count as blank).
    ///
    /// `step` is told every operation that was carried out, with its value (a truth is 1 or 0), arguments first: the trace.
    pub fn evaluate(&self, values: &[Cell], step: &mut impl FnMut(usize, Cell)) -> Cell {
        self.value_of(self.root, values, step)
    }

    fn value_of(&self, index: usize, values: &[Cell], step: &mut impl FnMut(usize, Cell)) -> Cell {
        let value = self.carry_out(index, values, step).into();
        step(index, value);
        value
    }

    fn carry_out(&self, index: usize, values: &[Cell], step: &mut impl FnMut(usize, Cell)) -> Result<f64, Missing> {
        let mut number = |index: usize| self.value_of(index, values, step).get();
        match &self.operations[index] {
            Operation::Number(value) => Ok(*value),
            Operation::Name(name) => values.get(*name).copied().unwrap_or_default().get(),
            Operation::Negate(a) => Ok(-number(*a)?),
            Operation::Not(a) => Ok(1.0 - number(*a)?),
            Operation::Binary(Binary::And, a, b) => Ok(if number(*a)? == 0.0 { 0.0 } else { number(*b)? }),
            Operation::Binary(Binary::Or, a, b) => Ok(if number(*a)? == 0.0 { number(*b)? } else { 1.0 }),
            Operation::Binary(binary, a, b) => {
                let (a, b) = (number(*a)?, number(*b)?);
                two(*binary, a, b)
            }
            Operation::If(condition, then, otherwise) => {
                if number(*condition)? == 0.0 {
                    number(*otherwise)
                } else {
                    number(*then)
                }
            }
            Operation::Call(Function::Has, arguments) => Ok(f64::from(number(arguments[0]).is_ok())),
            Operation::Call(Function::Coalesce, arguments) => {
                let mut first_reason = Missing::Blank;
                for (i, argument) in arguments.iter().enumerate() {
                    match number(*argument) {
                        Ok(value) => return Ok(value),
                        Err(reason) if i == 0 => first_reason = reason,
                        Err(_) => {}
                    }
                }
                Err(first_reason)
            }
            Operation::Call(function, arguments) => {
                let mut given = [0.0; 32];
                for (slot, argument) in given.iter_mut().zip(arguments) {
                    *slot = number(*argument)?;
                }
                call(*function, &given[..arguments.len().min(32)])
            }
        }
    }
}

fn two(binary: Binary, a: f64, b: f64) -> Result<f64, Missing> {
    let truth = |yes: bool| Ok(f64::from(yes));
    match binary {
        Binary::Add => finite(a + b),
        Binary::Subtract => finite(a - b),
        Binary::Multiply => finite(a * b),
        Binary::Divide => finite(a / b),
        Binary::Power => finite(libm::pow(a, b)),
        // Numbers are compared as the decimals they are on paper: 0.1 + 0.2 = 0.3.
        Binary::Less => truth(!reaches(a, b)),
        Binary::AtMost => truth(reaches(b, a)),
        Binary::Greater => truth(!reaches(b, a)),
        Binary::AtLeast => truth(reaches(a, b)),
        Binary::Equal => truth(same(a, b)),
        Binary::Different => truth(!same(a, b)),
        // Both need not be evaluated: see `carry_out`.
        Binary::And => truth(a != 0.0 && b != 0.0),
        Binary::Or => truth(a != 0.0 || b != 0.0),
    }
}

fn call(function: Function, given: &[f64]) -> Result<f64, Missing> {
    let first = given.first().copied().unwrap_or(0.0);
    match function {
        Function::Min => Ok(given.iter().copied().fold(first, f64::min)),
        Function::Max => Ok(given.iter().copied().fold(first, f64::max)),
        Function::Abs => Ok(first.abs()),
        Function::Sqrt => finite(first.sqrt()),
        Function::Cbrt => finite(libm::cbrt(first)),
        Function::Ln => finite(libm::log(first)),
        Function::Exp => finite(libm::exp(first)),
        Function::Round => {
            let digits = given[1];
            if (0.0..=15.0).contains(&digits) && digits.fract() == 0.0 {
                // A whole number from 0 to 15 fits.
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                let digits = digits as u8;
                Ok(Rounding { digits, mode: RoundingMode::HalfUp }.round(first))
            } else {
                Err(Missing::NotComputable)
            }
        }
        Function::Floor => Ok(first.floor()),
        Function::Ceil => Ok(first.ceil()),
        Function::Clamp if given[1] <= given[2] => Ok(first.clamp(given[1], given[2])),
        // Has and Coalesce look at missing values and are handled before the arguments are taken.
        Function::Clamp | Function::Has | Function::Coalesce => Err(Missing::NotComputable),
    }
}

fn finite(value: f64) -> Result<f64, Missing> {
    if value.is_finite() { Ok(value) } else { Err(Missing::NotComputable) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str, values: &[(&str, Cell)]) -> Cell {
        let expression = Expression::parse(text).unwrap_or_else(|e| panic!("{text}: {e:?}"));
        let given: Vec<Cell> = expression
            .names()
            .iter()
            .map(|n| values.iter().find(|(name, _)| name == n).map_or(Cell::BLANK, |(_, v)| *v))
            .collect();
        expression.evaluate(&given, &mut |_, _| {})
    }

    #[test]
    fn gives_the_value_a_person_would() {
        for (text, wanted) in [
            ("1 + 2 * 3", 7.0),
            ("(1 + 2) * 3", 9.0),
            ("2 ^ 3 ^ 2", 512.0),
            ("-2 ^ 2", -4.0),
            ("2 ^ -1", 0.5),
            ("10 - 4 - 3", 3.0),
            ("24 / 4 / 2", 3.0),
            ("92.5% * 2", 1.85),
            ("if 1 < 2 and not 3 < 2 then 5 else 6", 5.0),
            ("if 1 > 2 or 2 ≥ 2 then 5 else 6", 5.0),
            ("if 0.1 + 0.2 = 0.3 and 0.7 + 0.1 >= 0.8 and not 0.1 + 0.2 > 0.3 then 1 else 0", 1.0),
            ("if 1 <> 2 then if 1 = 2 then 1 else 2 else 3", 2.0),
            ("min(3, 1, 2) + max(3; 1; 2)", 4.0),
            ("round(1.005, 2)", 1.01),
            ("clamp(12, 0, 10)", 10.0),
            ("abs(-3) + floor(2.7) + ceil(2.1) + sqrt(16) + cbrt(27) + ln(exp(1))", 16.0),
            ("`a-b` + x", 0.75),
        ] {
            assert_eq!(
                value(text, &[("x", Cell::number(0.5)), ("a-b", Cell::number(0.25))]),
                Cell::number(wanted),
                "{text}"
            );
        }
    }

    #[test]
    fn keeps_the_reason_of_a_missing_value() {
        let na = Cell::missing(Missing::NotApplicable);
        for (text, wanted) in [
            ("x + 1", Err(Missing::NotApplicable)),
            ("y + x", Err(Missing::Blank)),
            ("1 / 0", Err(Missing::NotComputable)),
            ("sqrt(-1)", Err(Missing::NotComputable)),
            ("ln(0)", Err(Missing::NotComputable)),
            ("clamp(1, 3, 2)", Err(Missing::NotComputable)),
            ("round(1, 99)", Err(Missing::NotComputable)),
            ("if has(x) then 1 else 2", Ok(2.0)),
            ("coalesce(x, y, 7)", Ok(7.0)),
            ("coalesce(x, y)", Err(Missing::NotApplicable)),
            ("if 1 > 0 then 3 else x", Ok(3.0)),
        ] {
            assert_eq!(value(text, &[("x", na)]).get(), wanted, "{text}");
        }
    }
}
