//! The functions an expression may call.

/// A function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// Least argument.
    Min,
    /// Greatest argument.
    Max,
    /// Size without sign.
    Abs,
    /// Square root; of a negative number: cannot be computed.
    Sqrt,
    /// Cube root.
    Cbrt,
    /// Natural logarithm; of zero or less: cannot be computed.
    Ln,
    /// e to the power of the argument.
    Exp,
    /// `round(x, digits)`: half away from zero, on the shortest decimal form.
    Round,
    /// Greatest whole number not above.
    Floor,
    /// Least whole number not below.
    Ceil,
    /// `clamp(x, low, high)`: x, but not under low and not above high.
    Clamp,
    /// `has(x)`: true when x has a value.
    Has,
    /// `coalesce(a, b, ...)`: the first argument that has a value.
    Coalesce,
}

impl Function {
    /// Every function with its name, least and most number of arguments: the one list that parser, messages and help are made from.
    pub const ALL: [(&'static str, Function, usize, usize); 13] = [
        ("min", Function::Min, 1, 32),
        ("max", Function::Max, 1, 32),
        ("abs", Function::Abs, 1, 1),
        ("sqrt", Function::Sqrt, 1, 1),
        ("cbrt", Function::Cbrt, 1, 1),
        ("ln", Function::Ln, 1, 1),
        ("exp", Function::Exp, 1, 1),
        ("round", Function::Round, 2, 2),
        ("floor", Function::Floor, 1, 1),
        ("ceil", Function::Ceil, 1, 1),
        ("clamp", Function::Clamp, 3, 3),
        ("has", Function::Has, 1, 1),
        ("coalesce", Function::Coalesce, 2, 32),
    ];

    /// The function of a name.
    pub fn named(name: &str) -> Option<Function> {
        Function::ALL.iter().find(|(n, ..)| *n == name).map(|(_, function, ..)| *function)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.row().0
    }

    /// Least and most number of arguments.
    pub fn arguments(self) -> (usize, usize) {
        let (_, _, least, most) = self.row();
        (least, most)
    }

    fn row(self) -> (&'static str, Function, usize, usize) {
        // Every variant is in the list: a test goes through them.
        Function::ALL.iter().find(|(_, f, ..)| *f == self).copied().unwrap_or(Function::ALL[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_leads_back() {
        for (name, function, least, most) in Function::ALL {
            assert_eq!((function.name(), function.arguments()), (name, (least, most)));
            assert_eq!(Function::named(name), Some(function));
        }
    }
}
