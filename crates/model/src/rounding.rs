//! Rounding to printed digits, once, at the end.

use serde::{Deserialize, Serialize};

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

/// Powers of ten for the digits that published figures have.
const POWERS: [f64; 7] = [1.0, 10.0, 100.0, 1e3, 1e4, 1e5, 1e6];

fn is_default(mode: &RoundingMode) -> bool {
    *mode == RoundingMode::default()
}

impl Rounding {
    /// Two digits, halves away from zero: the usual way of the published tables.
    pub const TWO: Rounding = Rounding { digits: 2, mode: RoundingMode::HalfUp };

    /// The value rounded on its shortest decimal form, so that 0.125 and 92.345 round as a person would although neither 92.345 nor its half is a binary fraction
    /// (architecture, invariant 6). Values of 1e17 and more, which have no fraction, come back unchanged.
    pub fn round(self, value: f64) -> f64 {
        if !value.is_finite() || value.abs() >= 1e17 {
            return value;
        }
        self.round_far_from_ties(value).unwrap_or_else(|| self.round_digits(value))
    }

    /// The common case without text: where the value is clearly on one side of a half, the nearest multiple of the last digit divided by its power of ten is the
    /// correctly rounded number, for both are whole numbers that `f64` holds exactly.
    fn round_far_from_ties(self, value: f64) -> Option<f64> {
        let to_nearest = matches!(self.mode, RoundingMode::HalfUp | RoundingMode::HalfEven);
        let power = POWERS.get(usize::from(self.digits)).copied()?;
        let scaled = value * power;
        let fraction = scaled - scaled.floor();
        let clear = (fraction - 0.5).abs() > 1e-6 && scaled.abs() < 1e9;
        (to_nearest && clear).then(|| scaled.round() / power + 0.0)
    }

    fn round_digits(self, value: f64) -> f64 {
        let text = format!("{}", value.abs());
        let (whole, fraction) = text.split_once('.').unwrap_or((text.as_str(), ""));
        let digits = usize::from(self.digits);
        if fraction.len() <= digits {
            return value;
        }
        let (kept, rest) = fraction.split_at(digits);
        let mut number: Vec<u8> = whole.bytes().chain(kept.bytes()).collect();
        if self.goes_up(number.last().copied().unwrap_or(b'0'), rest.as_bytes()) {
            increment(&mut number);
        }
        let point = number.len() - digits;
        let mut out = String::with_capacity(number.len() + 2);
        out.extend(number[..point].iter().map(|b| char::from(*b)));
        out.push('.');
        out.extend(number[point..].iter().map(|b| char::from(*b)));
        // The text is digits, a point and digits: it always reads back.
        let rounded: f64 = out.parse().unwrap_or(value.abs());
        rounded.copysign(value) + 0.0
    }

    fn goes_up(self, last_kept: u8, rest: &[u8]) -> bool {
        let half = rest[0].cmp(&b'5');
        let exact_half = half.is_eq() && rest[1..].iter().all(|b| *b == b'0');
        let any = rest.iter().any(|b| *b != b'0');
        match self.mode {
            RoundingMode::HalfUp => half.is_ge(),
            RoundingMode::HalfEven => half.is_ge() && (!exact_half || (last_kept - b'0') % 2 == 1),
            RoundingMode::Up => any,
            RoundingMode::Down => false,
        }
    }
}

fn increment(digits: &mut Vec<u8>) {
    for digit in digits.iter_mut().rev() {
        if *digit == b'9' {
            *digit = b'0';
        } else {
            *digit += 1;
            return;
        }
    }
    digits.insert(0, b'1');
}

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

    proptest! {
        #[test]
        fn rounding_twice_changes_nothing(value in -1e9..1e9f64, digits in 0u8..10) {
            let rounding = Rounding { digits, mode: RoundingMode::HalfUp };
            let once = rounding.round(value);
            prop_assert_eq!(rounding.round(once), once);
            prop_assert_eq!(once, rounding.round_digits(value) + 0.0);
            prop_assert!((once - value).abs() <= 0.5 * 10f64.powi(-i32::from(digits)) * (1.0 + 1e-6) + value.abs() * 1e-15);
        }
    }
}
