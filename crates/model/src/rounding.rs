//! Rounding to printed digits, once, at the end.

use serde::{Deserialize, Serialize};

use crate::same;

/// How a tie, or a rest, is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RoundingMode {
    /// To the nearest; a half goes away from zero (0.125 to 0.13), as people round.
    #[default]
    HalfUp,
    /// To the nearest; a half goes to the even digit (0.125 to 0.12).
    HalfEven,
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
}

/// Printed digits and mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rounding {
    /// Digits after the decimal mark, 0 to 15.
    #[schemars(range(max = 15))]
    pub digits: u8,
    /// How a half is rounded.
    #[serde(default, skip_serializing_if = "is_default")]
    pub mode: RoundingMode,
}

fn is_default(mode: &RoundingMode) -> bool {
    *mode == RoundingMode::default()
}

impl Rounding {
    /// Two digits, halves away from zero: the usual way of the published tables.
    pub const TWO: Rounding = Rounding { digits: 2, mode: RoundingMode::HalfUp };

    /// The value rounded as a person would round its decimals: 0.125 to 0.13, and 92.345, 1.005 or 20.135 + 40.01 as the halves they are on paper, although none of them is a
    /// binary fraction (architecture, invariant 6). A half is a half when it agrees with one in fourteen significant digits ([`crate::same`]). Values too great to have a
    /// digit to round come back unchanged.
    pub fn round(self, value: f64) -> f64 {
        let Some(power) = POWERS.get(usize::from(self.digits)) else { return value };
        let scaled = value.abs() * power;
        if !value.is_finite() || scaled >= 4_503_599_627_370_496.0 {
            return value;
        }
        let (below, nearest) = (scaled.floor(), scaled.round());
        let whole = same(scaled, nearest);
        let half = same(scaled, below + 0.5);
        let rounded = match self.mode {
            _ if whole => nearest,
            RoundingMode::HalfUp if half => below + 1.0,
            RoundingMode::HalfEven if half => below + below % 2.0,
            RoundingMode::HalfUp | RoundingMode::HalfEven => nearest,
            RoundingMode::Up => below + 1.0,
            RoundingMode::Down => below,
        };
        // Both are whole numbers that `f64` holds exactly, so their quotient is the decimal's own number.
        (rounded / power).copysign(value) + 0.0
    }
}

/// Powers of ten that `f64` holds exactly, for every number of digits that can be asked for.
const POWERS: [f64; 16] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rounds_as_a_person_would() {
        use RoundingMode::{Down, HalfEven, HalfUp, Up};
        for (value, digits, mode, wanted) in [
            (0.125, 2, HalfUp, 0.13),
            (92.345, 2, HalfUp, 92.35),
            (1.005, 2, HalfUp, 1.01),
            (-1.005, 2, HalfUp, -1.01),
            (0.125, 2, HalfEven, 0.12),
            (0.135, 2, HalfEven, 0.14),
            (9.995, 2, HalfUp, 10.0),
            (99.5, 0, HalfUp, 100.0),
            (0.001, 2, Up, 0.01),
            (0.999, 2, Down, 0.99),
            (1e-9, 2, HalfUp, 0.0),
            (1e300, 2, HalfUp, 1e300),
            (2.0, 5, HalfUp, 2.0),
        ] {
            assert_eq!(Rounding { digits, mode }.round(value), wanted, "{value} {digits} {mode:?}");
        }
        assert_eq!(Rounding::TWO.round(-0.001).to_bits(), 0);
    }

    #[test]
    fn sums_of_decimals_are_halves_where_they_are_on_paper() {
        assert_eq!(Rounding::TWO.round(20.135 + 40.01), 60.15);
        assert_eq!(Rounding::TWO.round(0.1 + 0.2), 0.3);
        assert_eq!(Rounding { digits: 2, mode: RoundingMode::Down }.round(79.999_999_999_999_99), 80.0);
        assert_eq!(Rounding { digits: 15, mode: RoundingMode::HalfUp }.round(1.0 / 3.0), 0.333_333_333_333_333);
    }

    proptest! {
        /// Against whole numbers, which need no rounding of ours: thousandths to hundredths.
        #[test]
        fn thousandths_round_as_on_paper(thousandths in -9_999_999i64..9_999_999) {
            let on_paper = thousandths.signum() * ((thousandths.abs() + 5) / 10);
            prop_assert_eq!(Rounding::TWO.round(thousandths as f64 / 1000.0), on_paper as f64 / 100.0);
        }

        #[test]
        fn rounding_twice_changes_nothing(value in -1e9..1e9f64, digits in 0u8..7) {
            for mode in [RoundingMode::HalfUp, RoundingMode::HalfEven, RoundingMode::Up, RoundingMode::Down] {
                let rounding = Rounding { digits, mode };
                let once = rounding.round(value);
                prop_assert_eq!(rounding.round(once), once);
                prop_assert!((once - value).abs() <= 10f64.powi(-i32::from(digits)) * (1.0 + 1e-6) + value.abs() * 1e-13);
            }
        }
    }
}
