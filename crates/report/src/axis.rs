//! A linear axis with round ticks.

/// From values to places.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Axis {
    /// Value at the near end.
    pub(crate) low: f64,
    /// Value at the far end, above `low`.
    pub(crate) high: f64,
    /// Place of the near end.
    pub(crate) from: f64,
    /// Place of the far end.
    pub(crate) to: f64,
}

impl Axis {
    /// The place of a value; values outside lie on the ends.
    pub(crate) fn at(&self, value: f64) -> f64 {
        let share = ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        self.from + share * (self.to - self.from)
    }

    /// Round values within the axis, `wanted` or fewer steps.
    pub(crate) fn ticks(&self, wanted: usize) -> Vec<f64> {
        let step = round_step((self.high - self.low) / wanted.max(1) as f64);
        let first = (self.low / step - 1e-9).ceil();
        let mut ticks = Vec::new();
        // At most `wanted` steps fit by construction; the bound guards against ranges at the edge of f64.
        for i in 0..=wanted {
            let value = (first + i as f64) * step;
            if !value.is_finite() || value > self.high + step * 1e-9 {
                break;
            }
            ticks.push(tidy(value, step));
        }
        ticks
    }
}

/// The smallest of 1, 2, 5 times a power of ten that is not below `least`; 1 for what is no positive number.
pub(crate) fn round_step(least: f64) -> f64 {
    if !(least.is_finite() && least > 0.0) {
        return 1.0;
    }
    let power = 10f64.powf(least.log10().floor());
    if !(power.is_finite() && power > 0.0) {
        return least;
    }
    [1.0, 2.0, 5.0, 10.0].iter().map(|m| m * power).find(|step| *step >= least * (1.0 - 1e-9)).unwrap_or(least)
}

/// `value` on the decimals of `step`, so that 0.30000000000000004 is 0.3. Steps finer than the decimals counted are left as they are.
pub(crate) fn tidy(value: f64, step: f64) -> f64 {
    if step < 1e-9 {
        return value;
    }
    let digits = digits_of(step);
    let power = 10f64.powi(i32::from(digits));
    let rounded = (value * power).round() / power;
    if rounded.is_finite() { rounded + 0.0 } else { value }
}

/// Decimals needed to print multiples of a step exactly, at most nine.
pub(crate) fn digits_of(step: f64) -> u8 {
    let whole = |digits: u8| {
        let scaled = step * 10f64.powi(i32::from(digits));
        (scaled - scaled.round()).abs() < 1e-6 * scaled.abs() && scaled.round() != 0.0
    };
    (0..=9).find(|digits| whole(*digits)).unwrap_or(9)
}

/// Ends for an axis that need not start at zero: round values just outside the data. `given` ends win where they are sound.
pub(crate) fn range(values: impl Iterator<Item = f64>, given: Option<(f64, f64)>) -> (f64, f64) {
    if let Some((low, high)) = given
        && low.is_finite()
        && high.is_finite()
        && low < high
    {
        return (low, high);
    }
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for value in values.filter(|value| value.is_finite()) {
        low = low.min(value);
        high = high.max(value);
    }
    if low > high {
        return (0.0, 1.0);
    }
    if low == high {
        // One value: a little room on both sides, of the order of the value's own printed steps.
        let room = round_step(low.abs() * 0.02);
        (low, high) = (low - room, high + room);
    }
    let step = round_step((high - low) / 5.0);
    let ends = (tidy((low / step).floor() * step, step), tidy((high / step).ceil() * step, step));
    if ends.0.is_finite() && ends.1.is_finite() && ends.0 < ends.1 { ends } else { (low, high) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_and_ticks_are_round() {
        for (values, ends, ticks) in [
            (&[82.95, 96.17][..], (80.0, 100.0), &[80.0, 85.0, 90.0, 95.0, 100.0][..]),
            (&[0.0, 1.0], (0.0, 1.0), &[0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
            (&[0.12, 0.31], (0.1, 0.35), &[0.1, 0.15, 0.2, 0.25, 0.3, 0.35]),
            (&[5.0], (4.9, 5.1), &[4.9, 4.95, 5.0, 5.05, 5.1]),
            (&[0.0], (-1.0, 1.0), &[-1.0, -0.5, 0.0, 0.5, 1.0]),
            (&[], (0.0, 1.0), &[0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        ] {
            let (low, high) = range(values.iter().copied(), None);
            assert_eq!((low, high), ends, "{values:?}");
            let axis = Axis { low, high, from: 0.0, to: 1.0 };
            assert_eq!(axis.ticks(5), ticks, "{values:?}");
        }
    }

    #[test]
    fn ends_that_make_no_sense_are_not_taken() {
        for given in [(1.0, 1.0), (2.0, 1.0), (f64::NAN, 1.0), (0.0, f64::INFINITY)] {
            assert_eq!(range([10.0, 20.0].into_iter(), Some(given)), (10.0, 20.0));
        }
        assert_eq!(range([10.0, 20.0].into_iter(), Some((0.0, 100.0))), (0.0, 100.0));
    }
}
