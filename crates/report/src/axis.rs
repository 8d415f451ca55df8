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

/// `value` on the decimals of `step`, so that 0.30000000000000004 is 0.3.
pub(crate) fn tidy(value: f64, step: f64) -> f64 {
    let digits = digits_of(step);
    let power = 10f64.powi(i32::from(digits));
    let rounded = (value * power).round() / power;
    if rounded.is_finite() { rounded + 0.0 } else { value }
}

/// Decimals needed to print multiples of a round step.
pub(crate) fn digits_of(step: f64) -> u8 {
    (0..=9).find(|digits| step * 10f64.powi(i32::from(*digits)) >= 1.0 - 1e-9).unwrap_or(9)
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
