//! The chi-square distribution, by the incomplete gamma function.

/// P(X > x) for X chi-square with `df` degrees of freedom.
pub fn chi_square_upper_tail(x: f64, df: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    let (a, x) = (0.5 * df, 0.5 * x);
    let prefix = libm::exp(a * libm::log(x) - x - libm::lgamma(a));
    if x < a + 1.0 {
        // DLMF 8.11.4: a series of positive terms.
        let (mut term, mut sum, mut k) = (1.0 / a, 1.0 / a, a);
        loop {
            k += 1.0;
            term *= x / k;
            sum += term;
            if term < sum * 1e-17 {
                return 1.0 - prefix * sum;
            }
        }
    }
    // DLMF 8.9.2, by Lentz's method.
    let mut b = x + 1.0 - a;
    let mut c = 1e300;
    let mut d = 1.0 / b;
    let mut result = d;
    for i in 1..100_000 {
        let i = f64::from(i);
        let an = -i * (i - a);
        b += 2.0;
        d = 1.0 / (an * d + b);
        c = b + an / c;
        let step = d * c;
        result *= step;
        if (step - 1.0).abs() < 1e-16 {
            break;
        }
    }
    prefix * result
}
