//! Every order that the files show: where something of each stands, when it was put there as SQLite fills its pages, and every number in a line with it.

use std::collections::{BTreeMap, BTreeSet};

use crate::linkage::loot::Loot;
use crate::linkage::needles::Hit;
use crate::linkage::statistics::Order;

/// Bytes of a page of SQLite.
const PAGE: usize = 4096;
/// Digits of an id that make a number of it, and the fewest that make an id.
const OF_AN_ID: std::ops::RangeInclusive<usize> = 8..=12;

/// Orders of people or of ballots: where something of these kinds stands first and last, and when it was put there as SQLite fills its pages from their ends.
pub(crate) fn by_place(hits: &[Hit], kinds: &[&'static str], everybody: &BTreeSet<usize>) -> Vec<(String, Order)> {
    let mut places: BTreeMap<(&str, &str), BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
    for hit in hits.iter().filter(|hit| kinds.contains(&hit.kind) && everybody.contains(&hit.who)) {
        places.entry((&hit.file, hit.kind)).or_default().entry(hit.who).or_default().push(hit.at);
    }
    let filled = |at: usize| at / PAGE * PAGE + (PAGE - 1 - at % PAGE);
    let mut orders = Vec::new();
    for ((file, kind), of) in places {
        // What is known of a few alone is told apart.
        if of.len() * 4 < everybody.len() {
            continue;
        }
        let mut order = |way: &str, number: &dyn Fn(&[usize]) -> usize| {
            let order = of.iter().map(|(who, at)| (*who, number(at) as f64)).collect();
            orders.push((format!("{kind} in {file}, {way}"), order));
        };
        order("first", &|at| at[0]);
        order("last", &|at| at[at.len() - 1]);
        order("first as filled", &|at| filled(at[0]));
        order("last as filled", &|at| filled(at[at.len() - 1]));
    }
    orders
}

/// A word as a number: itself, or the first digits of an id.
fn number(word: &str) -> Option<f64> {
    if let Ok(number) = word.parse::<f64>() {
        return number.is_finite().then_some(number);
    }
    let digits = &word[..word.len().min(*OF_AN_ID.end())];
    let is_id = digits.len() >= *OF_AN_ID.start() && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_id.then(|| u64::from_str_radix(digits, 16).ok()).flatten().map(|number| number as f64)
}

/// Orders of people or of ballots by the numbers that stand in the first and in the last line with something of them: times, places, sizes, counts, ids.
pub(crate) fn by_lines(
    loot: &Loot,
    hits: &[Hit],
    kinds: &[&'static str],
    everybody: &BTreeSet<usize>,
) -> Vec<(String, Order)> {
    let mut numbers: BTreeMap<(&str, Option<usize>, &str), Order> = BTreeMap::new();
    for hit in hits.iter().filter(|hit| kinds.contains(&hit.kind) && everybody.contains(&hit.who)) {
        let bytes = &loot.0[&hit.file];
        let from = bytes[..hit.at].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let to = bytes[hit.at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| hit.at + at);
        // No line, or one of many people.
        if to - from > 4000 {
            continue;
        }
        let Ok(line) = std::str::from_utf8(&bytes[from..to]) else { continue };
        let mut note = |word: Option<usize>, number: f64| {
            numbers.entry((&hit.file, word, "first")).or_default().entry(hit.who).or_insert(number);
            numbers.entry((&hit.file, word, "last")).or_default().insert(hit.who, number);
        };
        note(None, line.len() as f64);
        let words = line.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
        for (place, word) in words.enumerate() {
            if let Some(number) = number(word) {
                note(Some(place), number);
            }
        }
    }
    let told = |values: &Order| {
        let mut all = values.values();
        let first = all.next();
        values.len() * 4 >= everybody.len() && all.any(|value| Some(value) != first)
    };
    let named = |((file, word, which), order): ((&str, Option<usize>, &str), Order)| {
        let what = word.map_or("length".to_owned(), |word| format!("word {word}"));
        (format!("{what} of the {which} line in {file}"), order)
    };
    numbers.into_iter().filter(|(_, order)| told(order)).map(named).collect()
}
