//! One value of a table: a number, or the reason why there is none.

use serde::{Deserialize, Serialize};

/// Why a value is not there. The kinds are never mixed up (architecture, invariant 5); zero is a number, not one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// Nobody gave a value.
    Blank,
    /// The question does not apply to this unit.
    NotApplicable,
    /// The respondent or appraiser abstained.
    Abstained,
    /// A value exists but is withheld (too few observations, confidentiality).
    Withheld,
    /// The rule cannot give a value for these inputs, for example a division by zero.
    NotComputable,
}

impl Missing {
    /// Every kind, in the order of the code used inside [`Cell`].
    pub const ALL: [Missing; 5] =
        [Missing::Blank, Missing::NotApplicable, Missing::Abstained, Missing::Withheld, Missing::NotComputable];

    /// The name used in CSV and JSON output.
    pub const fn id(self) -> &'static str {
        match self {
            Missing::Blank => "blank",
            Missing::NotApplicable => "not_applicable",
            Missing::Abstained => "abstained",
            Missing::Withheld => "withheld",
            Missing::NotComputable => "not_computable",
        }
    }

    /// The mark that stands for this kind in a facts file. A blank cell is [`Missing::Blank`]; a value that cannot be computed is never an input.
    pub fn from_mark(mark: &str) -> Option<Missing> {
        match mark {
            "" => Some(Missing::Blank),
            "#na" => Some(Missing::NotApplicable),
            "#abstained" => Some(Missing::Abstained),
            "#withheld" => Some(Missing::Withheld),
            _ => None,
        }
    }
}

/// A number or a kind of missing value, in eight bytes.
///
/// A missing kind is carried in the payload of a NaN, so that a column of cells is a plain array of `f64`. Arithmetic on a missing cell is never done:
/// [`Cell::get`] is the only way to the number.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Cell(f64);

/// Quiet NaN whose lowest three bits hold the kind of missing value.
const MISSING_BITS: u64 = 0x7ff8_0000_0000_0100;

impl Cell {
    /// A cell that nobody filled in.
    pub const BLANK: Cell = Cell::missing(Missing::Blank);
    /// A cell whose value cannot be computed.
    pub const NOT_COMPUTABLE: Cell = Cell::missing(Missing::NotComputable);

    /// A cell that holds `value`; infinity or NaN, the results of impossible arithmetic, become [`Missing::NotComputable`]. Negative zero becomes zero.
    pub fn number(value: f64) -> Cell {
        if value.is_finite() { Cell(value + 0.0) } else { Cell::NOT_COMPUTABLE }
    }

    /// A cell without a value, and why.
    pub const fn missing(kind: Missing) -> Cell {
        Cell(f64::from_bits(MISSING_BITS | kind as u64))
    }

    /// The number, if there is one.
    #[inline]
    pub fn value(self) -> Option<f64> {
        if self.0.is_nan() { None } else { Some(self.0) }
    }

    /// The number, or why there is none.
    ///
    /// # Errors
    /// The kind of missing value.
    #[inline]
    pub fn get(self) -> Result<f64, Missing> {
        if self.0.is_nan() { Err(self.kind()) } else { Ok(self.0) }
    }

    /// True when there is no number.
    #[inline]
    pub fn is_missing(self) -> bool {
        self.0.is_nan()
    }

    /// The number, or NaN when missing: for tight loops that have already separated the missing cells.
    #[inline]
    pub fn raw(self) -> f64 {
        self.0
    }

    fn kind(self) -> Missing {
        match self.0.to_bits() & 7 {
            0 => Missing::Blank,
            1 => Missing::NotApplicable,
            2 => Missing::Abstained,
            3 => Missing::Withheld,
            _ => Missing::NotComputable,
        }
    }
}

impl Default for Cell {
    fn default() -> Self {
        Cell::BLANK
    }
}

impl From<Result<f64, Missing>> for Cell {
    fn from(value: Result<f64, Missing>) -> Self {
        value.map_or_else(Cell::missing, Cell::number)
    }
}

impl PartialEq for Cell {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl std::fmt::Debug for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.get() {
            Ok(value) => write!(f, "{value}"),
            Err(kind) => write!(f, "#{}", kind.id()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_survives_the_cell() {
        for kind in Missing::ALL {
            assert_eq!(Cell::missing(kind).get(), Err(kind));
        }
    }

    #[test]
    fn impossible_numbers_are_not_computable() {
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1.0 / 0.0] {
            assert_eq!(Cell::number(value).get(), Err(Missing::NotComputable));
        }
        assert_eq!(Cell::number(-0.0).raw().to_bits(), 0);
    }
}
