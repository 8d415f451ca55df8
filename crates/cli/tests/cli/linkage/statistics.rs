//! What chance does, so that a test says when something is more than that.

use std::collections::{BTreeMap, BTreeSet};

/// How often a test that is right may fail.
const ERROR: f64 = 1e-6;

/// An order of people, or of their ballots: each with a number.
pub(crate) type Order = BTreeMap<usize, f64>;

/// An order class by class; whoever has the same number is put in an order by chance, which is another for each name of an order.
pub(crate) struct Ranked(BTreeMap<usize, Vec<usize>>);

impl Ranked {
    /// Of an order; `class` says what of people and ballots is known to belong together.
    pub(crate) fn of(name: &str, order: &Order, class: &dyn Fn(usize) -> usize) -> Ranked {
        let mut classes: BTreeMap<usize, Vec<(f64, u64, usize)>> = BTreeMap::new();
        for (who, number) in order {
            classes.entry(class(*who)).or_default().push((*number, by_chance(name, *who), *who));
        }
        let ordered = |mut members: Vec<(f64, u64, usize)>| {
            members.sort_by(|a, b| a.partial_cmp(b).unwrap());
            members.into_iter().map(|(.., who)| who).collect()
        };
        Ranked(classes.into_iter().map(|(class, members)| (class, ordered(members))).collect())
    }

    /// The places of those of a class who are in both.
    fn common(&self, class: usize, other: &Ranked) -> Vec<(usize, usize)> {
        let (Some(own), Some(others)) = (self.0.get(&class), other.0.get(&class)) else { return Vec::new() };
        let (here, there): (BTreeSet<_>, BTreeSet<_>) = (own.iter().collect(), others.iter().collect());
        let place: BTreeMap<&usize, usize> =
            others.iter().filter(|who| here.contains(who)).enumerate().map(|(place, who)| (who, place)).collect();
        own.iter().filter(|who| there.contains(who)).enumerate().map(|(at, who)| (at, place[who])).collect()
    }
}

/// A number that is the same at every run and tells nothing (FNV-1a, mixed).
fn by_chance(name: &str, who: usize) -> u64 {
    let bytes = name.bytes().chain(who.to_be_bytes());
    let hash =
        bytes.fold(0xCBF2_9CE4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3));
    (hash ^ (hash >> 31)).wrapping_mul(0x94D0_49BB_1331_11EB) ^ (hash >> 29)
}

/// The fewest right pairs that chance gives less than once in a million times in any of so many tries. Of independent random permutations, `classes` in all, the factorial moments of the
/// number of right places are at most those of Poisson's distribution with that mean; so the probability of `k` and more is at most classes^k/k!, and at most exp(k - classes) (classes/k)^k.
pub(crate) fn too_many_right(classes: usize, tries: usize) -> usize {
    let (mean, most) = (classes as f64, ERROR.ln() - (tries as f64).ln());
    let mut moments = 0.0;
    (1..1000)
        .find(|k| {
            let k = *k as f64;
            moments += (mean / k).ln();
            let chernoff = if k > mean { k - mean + k * (mean / k).ln() } else { 0.0 };
            moments.min(chernoff) < most
        })
        .unwrap()
}

/// The least number of standard deviations that chance gives less than once in a million times in any of so many tries: the tail of the normal distribution is below
/// exp(-z²/2), on both sides together.
pub(crate) fn too_far(tries: usize) -> f64 {
    (2.0 * (tries as f64 / ERROR).ln()).sqrt()
}

/// The correlation of two orders (Spearman's, its sum over all classes) in its standard deviations under chance; none of few.
pub(crate) fn correlation(one: &Ranked, other: &Ranked) -> Option<f64> {
    let (mut sum, mut variance, mut all) = (0.0, 0.0, 0);
    for class in one.0.keys() {
        let places = one.common(*class, other);
        let n = places.len() as f64;
        if places.len() < 2 {
            continue;
        }
        let mean = (n - 1.0) / 2.0;
        sum += places.iter().map(|(a, b)| (*a as f64 - mean) * (*b as f64 - mean)).sum::<f64>();
        // The sum of squares is n (n² - 1)/12 in both.
        variance += (n * (n * n - 1.0) / 12.0).powi(2) / (n - 1.0);
        all += places.len();
    }
    (all > 10).then(|| sum / variance.sqrt())
}

/// How many pairs are right when people and ballots of each class are put in order and paired, in either direction.
pub(crate) fn right(people: &Ranked, ballots: &Ranked) -> usize {
    let pairs = |backwards: bool| -> usize {
        let of = |(class, members): (&usize, &Vec<usize>)| {
            let Some(given) = ballots.0.get(class) else { return 0 };
            let in_step = |(at, who): &(usize, &usize)| {
                let at = if backwards { given.len().checked_sub(at + 1) } else { Some(*at) };
                at.and_then(|at| given.get(at)) == Some(*who)
            };
            members.iter().enumerate().filter(in_step).count()
        };
        people.0.iter().map(of).sum()
    };
    pairs(false).max(pairs(true))
}

/// How much of an order shows within the pages of a file, among those of a class (Kendall's S, page by page), in its standard deviations under chance.
pub(crate) fn within_pages(came: &Ranked, places: &BTreeMap<usize, usize>) -> f64 {
    let mut pages: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (class, members) in &came.0 {
        for at in members.iter().filter_map(|who| places.get(who)) {
            pages.entry((*class, at / 4096)).or_default().push(*at);
        }
    }
    let (mut s, mut variance) = (0.0, 0.0);
    for page in pages.values() {
        let n = page.len() as f64;
        variance += n * (n - 1.0) * (2.0 * n + 5.0) / 18.0;
        for (i, a) in page.iter().enumerate() {
            s += page[i + 1..].iter().map(|b| if a < b { 1.0 } else { -1.0 }).sum::<f64>();
        }
    }
    if variance > 0.0 { s / variance.sqrt() } else { 0.0 }
}

#[test]
fn chance_is_told_from_more() {
    assert_eq!((too_many_right(1, 1), too_many_right(1, 1000)), (10, 13));
    // Chernoff’s bound for 12 classes is 1.5e-6 at 34 and 5.2e-7 at 35.
    assert_eq!(too_many_right(12, 1), 35);
    assert!((too_far(1) - 5.26).abs() < 0.01 && (too_far(1000) - 6.44).abs() < 0.01);
    let whole = |_| 0;
    let halves = |who: usize| who % 2;
    let order =
        |numbers: &[usize]| -> Order { numbers.iter().enumerate().map(|(at, who)| (*who, at as f64)).collect() };
    let ranked = |numbers: &[usize], class: &dyn Fn(usize) -> usize| Ranked::of("one", &order(numbers), class);
    let straight: Vec<usize> = (0..100).collect();
    let back: Vec<usize> = straight.iter().rev().copied().collect();
    let by_chance: Vec<usize> = straight.iter().map(|i| i * 37 % 100).collect();
    for class in [&whole as &dyn Fn(usize) -> usize, &halves] {
        let [a, back, mixed] = [&straight, &back, &by_chance].map(|numbers| ranked(numbers, class));
        assert_eq!((right(&a, &a), right(&a, &back)), (100, 100));
        assert!(correlation(&a, &back).unwrap() < -9.8);
        assert!(right(&a, &mixed) < 10 && correlation(&a, &mixed).unwrap().abs() < 5.0);
    }
    assert!((correlation(&ranked(&straight, &whole), &ranked(&back, &whole)).unwrap() + 99f64.sqrt()).abs() < 1e-9);
    // Who is told apart in no order is not paired by what the attack calls them.
    let none: Order = straight.iter().map(|who| (*who, 7.0)).collect();
    let (one, other) = (Ranked::of("one", &none, &whole), Ranked::of("other", &none, &whole));
    assert!(right(&one, &other) < 10 && correlation(&one, &other).unwrap().abs() < 5.0);
    let placed = |numbers: &[usize]| -> BTreeMap<usize, usize> {
        numbers.iter().enumerate().map(|(at, who)| (*who, at * 40)).collect()
    };
    let a = ranked(&straight, &whole);
    assert!(within_pages(&a, &placed(&straight)) > 10.0 && within_pages(&a, &placed(&by_chance)).abs() < 5.0);
}
