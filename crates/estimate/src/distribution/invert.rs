//! The inverse of an increasing function.

/// The `x` between `low` and `high` at which the increasing function `difference` is zero: Newton steps by its derivative, halving wherever a step leaves the bracket
/// or does not help.
pub(super) fn increasing(
    difference: impl Fn(f64) -> f64,
    slope: impl Fn(f64) -> f64,
    mut low: f64,
    mut high: f64,
    start: f64,
) -> f64 {
    let mut x = start.clamp(low, high);
    let mut last = f64::INFINITY;
    for _ in 0..400 {
        let off = difference(x);
        if off == 0.0 {
            return x;
        }
        if off < 0.0 {
            low = x;
        } else {
            high = x;
        }
        let newton = x - off / slope(x);
        let slow = off.abs() > 0.5 * last;
        let next = if newton > low && newton < high && !slow { newton } else { low + (high - low) / 2.0 };
        if next == x || (high - low) <= f64::EPSILON * x.abs() * 0.5 || !(next > low && next < high) {
            return next;
        }
        if (next - x).abs() <= 2e-16 * x.abs() {
            return next;
        }
        (x, last) = (next, off.abs());
    }
    x
}
