//! When two numbers are the same to a person.

/// How far two numbers may lie apart, relative to the greater, and still be the same: some sixty steps of the last binary digit. Sums of a hundred decimals differ by less from the
/// decimal that they are on paper; numbers of fewer than fourteen digits that differ at all differ by more.
const SAME: f64 = 64.0 * f64::EPSILON;

/// True when two numbers agree in fourteen significant digits: 0.1 + 0.2 is 0.3.
#[inline]
pub fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= SAME * a.abs().max(b.abs())
}

/// True when `value` reaches `threshold`: it is greater, or the same to a person.
#[inline]
pub fn reaches(value: f64, threshold: f64) -> bool {
    value >= threshold || same(value, threshold)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_what_they_are_on_paper() {
        assert!(same(0.1 + 0.2, 0.3) && reaches(0.7 + 0.1, 0.8) && !reaches(0.3, 0.1 + 0.2 + 1e-9));
        assert!(same(0.0, -0.0) && !same(0.0, 1e-300) && !same(1.0, 1.000_000_000_000_1));
    }
}
