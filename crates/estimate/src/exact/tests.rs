use chiso_model::exact_sum;
use proptest::prelude::*;

use super::*;

fn sum(terms: &[f64]) -> Exact {
    let mut sum = Exact::ZERO;
    terms.iter().for_each(|term| sum.add(*term));
    sum
}

#[test]
fn cancelling_terms_leave_what_is_left() {
    for (terms, wanted) in [
        (&[1e100, 1.0, -1e100][..], 1.0),
        (&[0.1; 10], 1.0),
        (&[], 0.0),
        (&[1e-300, 1e-320, -1e-300], 1e-320),
        (&[f64::MAX, f64::MAX, -f64::MAX], f64::MAX),
        (&[1.0, 2f64.powi(-53), 2f64.powi(-80)], 1.0f64.next_up()),
        (&[1.0, 2f64.powi(-53)], 1.0),
        (&[5e-324, 5e-324], 1e-323),
        (&[7e13, 3e-9, -7e13], 3e-9),
    ] {
        assert_eq!(sum(terms).value(), wanted, "{terms:?}");
    }
}

#[test]
fn the_small_part_overflows_without_loss() {
    let mut many = Exact::ZERO;
    let mut expected = 0i128;
    for _ in 0..10 {
        many.merge(&Exact { small: i128::MAX / 3, wide: None });
        expected += 1;
    }
    let mut one = Exact { small: i128::MAX / 3, wide: None };
    for _ in 1..expected {
        one.add_scaled(&Exact { small: i128::MAX / 3, wide: None }, 1.0);
    }
    assert_eq!(many, one);
    for _ in 0..10 {
        many.unmerge(&Exact { small: i128::MAX / 3, wide: None });
    }
    assert!(many.is_zero());
}

fn terms() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec((-1e12..1e12f64, -200i32..60).prop_map(|(x, e)| x * 2f64.powi(e)), 0..120)
}

proptest! {
    /// Another implementation of the same sum agrees.
    #[test]
    fn rounds_once(terms in terms()) {
        prop_assert_eq!(sum(&terms).value().to_bits(), exact_sum(&terms).to_bits());
    }

    #[test]
    fn order_parts_and_what_came_and_went_do_not_matter(terms in terms(), gone in terms(), cut in 0usize..120) {
        let cut = cut.min(terms.len());
        let (mut left, right) = (sum(&terms[..cut]), sum(&terms[cut..]));
        gone.iter().for_each(|term| left.add(*term));
        left.merge(&right);
        gone.iter().rev().for_each(|term| left.subtract(*term));
        let mut backwards = terms.clone();
        backwards.reverse();
        let straight = sum(&backwards);
        prop_assert_eq!(&left, &straight);
        prop_assert_eq!(left.value().to_bits(), straight.value().to_bits());
        prop_assert_eq!(left.parts(), straight.parts());
        prop_assert_eq!(Exact::from_parts(&left.parts()), straight);
    }

    /// Products of whole numbers, whose sum is known.
    #[test]
    fn products_are_exact(pairs in prop::collection::vec((-(1i64 << 52)..(1i64 << 52), -(1i64 << 52)..(1i64 << 52)), 0..60)) {
        let mut sum = Exact::ZERO;
        pairs.iter().for_each(|(a, b)| sum.add_product(*a as f64, *b as f64));
        let exact: i128 = pairs.iter().map(|(a, b)| i128::from(*a) * i128::from(*b)).sum();
        prop_assert_eq!(sum.value(), exact as f64);
        let mut three = Exact::ZERO;
        pairs.iter().for_each(|(a, b)| three.add_product3((*a >> 20) as f64, (*b >> 20) as f64, (*a % 1000) as f64));
        let exact: i128 = pairs.iter().map(|(a, b)| i128::from(*a >> 20) * i128::from(*b >> 20) * i128::from(*a % 1000)).sum();
        prop_assert_eq!(three.value(), exact as f64);
    }

    #[test]
    fn a_sum_times_a_number_is_the_sum_of_products(terms in terms(), factor in prop_oneof![Just(0.1), Just(3.0), Just(-2.5), Just(100.0)]) {
        let (mut scaled, mut direct) = (Exact::ZERO, Exact::ZERO);
        scaled.add_scaled(&sum(&terms), factor);
        terms.iter().for_each(|term| direct.add_product(*term, factor));
        prop_assert_eq!(scaled, direct);
    }
}
