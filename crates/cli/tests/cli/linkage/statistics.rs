//! What chance does, so that a test says when something is more than that.

use std::collections::BTreeMap;

/// How often a test that is right may fail.
const ERROR: f64 = 1e-6;

/// An order of people, or of their ballots: each with a number, equal ones together.
pub(crate) type Order = BTreeMap<usize, f64>;

/// The fewest right pairs that chance gives less than once in a million times in any of so many tries: of a random permutation the probability of `k` and more right places
/// is at most 1/k!, and of several independent ones with `groups` in all at most groups^k/k!.
pub(crate) fn too_many_right(groups: usize, tries: usize) -> usize {
    let mut bound = ERROR.recip() * tries as f64;
    (1..1000)
        .find(|k| {
            bound *= groups as f64 / *k as f64;
            bound < 1.0
        })
        .unwrap()
}

/// The least number of standard deviations that chance gives less than once in a million times in any of so many tries: the tail of the normal distribution is below
/// exp(-z²/2), on both sides together.
pub(crate) fn too_far(tries: usize) -> f64 {
    (2.0 * (tries as f64 / ERROR).ln()).sqrt()
}

/// Places from 0 on, equal numbers each with the middle of their places.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut from = 0;
    while from < order.len() {
        let to = (from..order.len()).take_while(|i| values[order[*i]] == values[order[from]]).last().unwrap();
        order[from..=to].iter().for_each(|place| ranks[*place] = (from + to) as f64 / 2.0);
        from = to + 1;
    }
    ranks
}

/// The correlation of two orders (Spearman's) in its standard deviations under chance; none where one of them orders nothing.
pub(crate) fn correlation(one: &Order, other: &Order) -> Option<f64> {
    let common: Vec<usize> = one.keys().filter(|who| other.contains_key(who)).copied().collect();
    let of = |order: &Order| ranks(&common.iter().map(|who| order[who]).collect::<Vec<_>>());
    let (x, y) = (of(one), of(other));
    let n = common.len() as f64;
    let mean = (n - 1.0) / 2.0;
    let sum = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - mean) * (b - mean)).sum::<f64>();
    let spread = (sum(&x, &x) * sum(&y, &y)).sqrt();
    (spread > 0.0 && n > 10.0).then(|| sum(&x, &y) / spread * (n - 1.0).sqrt())
}

/// How many pairs are right when people and ballots of each group are put in order and paired, in either direction.
pub(crate) fn right(people: &Order, ballots: &Order, group: &dyn Fn(usize) -> usize) -> usize {
    let ordered = |order: &Order| {
        let mut groups: BTreeMap<usize, Vec<(f64, usize)>> = BTreeMap::new();
        for (who, at) in order {
            groups.entry(group(*who)).or_default().push((*at, *who));
        }
        for members in groups.values_mut() {
            members.sort_by(|a, b| a.partial_cmp(b).unwrap());
        }
        groups
    };
    let (people, ballots) = (ordered(people), ordered(ballots));
    let pairs = |backwards: bool| {
        let mut right = 0;
        for (group, members) in &people {
            let Some(given) = ballots.get(group) else { continue };
            let given: Vec<usize> = given.iter().map(|(_, who)| *who).collect();
            let given: Vec<usize> = if backwards { given.into_iter().rev().collect() } else { given };
            right += members.iter().zip(given).filter(|((_, who), other)| who == other).count();
        }
        right
    };
    pairs(false).max(pairs(true))
}

/// How much of an order shows within the pages of a file (Kendall's S, page by page), in its standard deviations under chance.
pub(crate) fn within_pages(came: &Order, places: &BTreeMap<usize, (String, usize)>) -> f64 {
    let mut pages: BTreeMap<(&str, usize), Vec<(f64, usize)>> = BTreeMap::new();
    for (who, (file, at)) in places {
        pages.entry((file, at / 4096)).or_default().push((came[who], *at));
    }
    let (mut s, mut variance) = (0.0, 0.0);
    for page in pages.values_mut() {
        page.sort_by(|a, b| a.partial_cmp(b).unwrap());
        let n = page.len() as f64;
        variance += n * (n - 1.0) * (2.0 * n + 5.0) / 18.0;
        for (i, (_, a)) in page.iter().enumerate() {
            s += page[i + 1..].iter().map(|(_, b)| if a < b { 1.0 } else { -1.0 }).sum::<f64>();
        }
    }
    if variance > 0.0 { s / variance.sqrt() } else { 0.0 }
}

#[test]
fn chance_is_told_from_more() {
    assert_eq!((too_many_right(1, 1), too_many_right(1, 1000)), (10, 13));
    assert!((too_far(1) - 5.26).abs() < 0.01 && (too_far(1000) - 6.44).abs() < 0.01);
    let order =
        |numbers: &[usize]| -> Order { numbers.iter().enumerate().map(|(at, who)| (*who, at as f64)).collect() };
    let straight: Vec<usize> = (0..100).collect();
    let (a, back) = (order(&straight), order(&straight.iter().rev().copied().collect::<Vec<_>>()));
    let whole = |_| 0;
    assert_eq!((right(&a, &a, &whole), right(&a, &back, &whole)), (100, 100));
    assert!((correlation(&a, &back).unwrap() + 99f64.sqrt()).abs() < 1e-9);
    let by_chance: Vec<usize> = straight.iter().map(|i| i * 37 % 100).collect();
    let mixed = order(&by_chance);
    assert!(right(&a, &mixed, &whole) < 10 && correlation(&a, &mixed).unwrap().abs() < 5.0);
    let placed = |numbers: &[usize]| -> BTreeMap<usize, (String, usize)> {
        numbers.iter().enumerate().map(|(at, who)| (*who, (String::new(), at * 40))).collect()
    };
    assert!(within_pages(&a, &placed(&straight)) > 10.0 && within_pages(&a, &placed(&by_chance)).abs() < 5.0);
}
