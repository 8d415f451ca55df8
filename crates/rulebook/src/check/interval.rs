//! The normal distribution, for the check of an interval's multiplier against its level.

/// Share of a normal distribution within `multiplier` standard errors of its mean.
pub(super) fn level_of(multiplier: f64) -> f64 {
    // Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26: the error is under 1.5e-7, far less than the digits of a printed level.
    let x = multiplier / std::f64::consts::SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let sum = [1.061_405_429, -1.453_152_027, 1.421_413_741, -0.284_496_736, 0.254_829_592]
        .into_iter()
        .fold(0.0, |sum, factor| (sum + factor) * t);
    1.0 - sum * (-x * x).exp()
}

/// The multiplier within which a share `level` of a normal distribution lies.
pub(super) fn multiplier_of(level: f64) -> f64 {
    let (mut low, mut high) = (0.0, 40.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if level_of(middle) < level {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn has_the_multipliers_of_the_tables() {
        for (level, multiplier) in [(0.68, 0.9945), (0.9, 1.6449), (0.95, 1.9600), (0.99, 2.5758), (0.999, 3.2905)] {
            assert!((multiplier_of(level) - multiplier).abs() < 1e-4, "{level}");
            assert!((level_of(multiplier) - level).abs() < 1e-4, "{level}");
        }
    }
}
