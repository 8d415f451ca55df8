//! Against values computed with 40 digits (mpmath).

// Digits as they were computed.
#![allow(clippy::unreadable_literal, clippy::excessive_precision)]

use super::*;

fn near(ours: f64, exact: f64, relative: f64) -> bool {
    (ours - exact).abs() <= relative * exact.abs()
}

#[test]
fn normal() {
    for (p, z) in [
        (0.975, 1.9599639845400538556),
        (0.95, 1.6448536269514722843),
        (0.995, 2.5758293035489004539),
        (0.6, 0.25334710313579974132),
        (0.025, -1.9599639845400542118),
        (1e-10, -6.3613409024040561991),
        (1e-300, -37.047096299361199237),
    ] {
        assert!(near(normal_quantile(p), z, 4e-15), "{p}: {:e} {z:e}", normal_quantile(p));
        assert!(near(normal_cdf(z), p, 1e-12), "{z}");
    }
}

#[test]
fn student() {
    for (p, df, t) in [
        (0.975, 14.0, 2.1447866879178033515),
        (0.975, 199.0, 1.9719565442517534484),
        (0.975, 1773.0, 1.9613028813124330689),
        (0.95, 3.0, 2.353363434801822899),
        (0.995, 1.0, 63.656741162871524447),
        (0.9, 2.5, 1.730250928807176833),
        (0.9999999, 30.0, 6.7013995123793148175),
        (0.975, 1000000.0, 1.9599663568141066553),
        (0.6, 5.0, 0.26718086570414506569),
    ] {
        assert!(
            near(student_quantile(p, df), t, 1e-13 * (1.0 - p).recip().log2()),
            "{p} {df}: {:e} {t:e}",
            student_quantile(p, df)
        );
        assert!(near(student_quantile(1.0 - p, df), -student_quantile(p, df), 1e-9));
        assert!(near(student_cdf(t, df), p, if df > 1e5 { 1e-11 } else { 1e-14 }));
    }
    assert_eq!(student_quantile(0.975, f64::INFINITY), normal_quantile(0.975));
    assert_eq!(student_quantile(0.5, 7.0), 0.0);
}

#[test]
fn beta() {
    for (x, a, b, p) in [
        (0.3, 2.0, 5.0, 0.57982499999999997601),
        (0.5, 0.5, 0.5, 0.5),
        (0.75, 120.5, 40.25, 0.49243372132344631382),
        (0.76, 1500.5, 500.5, 0.85238993190605175846),
        (0.0005, 886.5, 250000.0, 2.3411413766192062133e-425),
        (0.9, 0.001, 3.0, 0.99999963897176823164),
        (0.001, 3.0, 7.0, 8.3622755160539816242e-8),
    ] {
        assert!(near(beta_cdf(x, a, b), p, 1e-12), "{x} {a} {b}: {:e} {p:e}", beta_cdf(x, a, b));
        if p > 1e-12 && p < 1.0 - 1e-9 {
            assert!(near(beta_quantile(p, a, b), x, 1e-11), "{x} {a} {b}: {}", beta_quantile(p, a, b));
        }
    }
    assert_eq!((beta_quantile(0.3, 0.0, 2.0), beta_quantile(0.3, 2.0, 0.0)), (0.0, 1.0));
    assert!(beta_quantile(0.3, -1.0, 2.0).is_nan());
}

#[test]
fn upper_tails() {
    for (x, df, p) in [
        (3.84, 1.0, 0.050043521248705103189),
        (17.2, 2.0, 0.00018410579366757919036),
        (0.5, 3.0, 0.91889141165467585936),
        (100.0, 63.0, 0.0020772365527847953791),
        (40.0, 62.5, 0.98810725947668798609),
        (500.0, 400.0, 0.00048221275959343373909),
    ] {
        assert!(near(chi_square_upper_tail(x, df), p, 1e-12), "{x} {df}: {:e} {p:e}", chi_square_upper_tail(x, df));
    }
    for (f, df1, df2, p) in [
        (17.2474439638888, 1.82867150416358, 360.248286320226, 2.0350463594652135986e-7),
        (5.19336954147488, 1.49463977770746, 20.9249568879044, 0.021747462370796765599),
        (0.3, 4.0, 10.0, 0.87140552842499193237),
    ] {
        assert!(near(f_upper_tail(f, df1, df2), p, 1e-12), "{f} {df1} {df2}");
    }
}
