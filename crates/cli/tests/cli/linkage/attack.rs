//! The attacks. Each gives people a number, and ballots a number, from what the files show; the two orders are paired within each group, since a ballot shows its group. The
//! attacker also knows in which order people came, as somebody does who sat by the door.

use std::collections::{BTreeMap, BTreeSet};

use crate::linkage::campaign::Person;
use crate::linkage::loot::Loot;
use crate::linkage::needles::{Hit, OF_BALLOT, OF_PERSON, needles, search};
use crate::linkage::respondent::Secrets;
use crate::linkage::statistics::{Order, correlation, right, too_far, too_many_right, within_pages};

/// Bytes of a page of SQLite.
const PAGE: usize = 4096;

/// What the attacks found.
pub(crate) struct Found {
    pub(crate) hits: Vec<Hit>,
    /// The best of all pairings: how many ballots it gives to whom they are of, and which it was.
    pub(crate) right: (usize, String),
    /// The strongest tie between what is known of people and of ballots, in standard deviations of chance.
    pub(crate) tie: (f64, String),
    /// How much of the order of arrival shows within pages of a file of ballots.
    pub(crate) pages: (f64, String),
    /// Pairings that were tried, and orders of people and of ballots.
    pub(crate) tries: usize,
    pub(crate) orders: (usize, usize),
    groups: usize,
}

/// Orders of people or of ballots that the files show: where something of each stands first and last, and when it was put there as SQLite fills its pages from their ends.
fn by_place(hits: &[Hit], kinds: &[&'static str], everybody: &BTreeSet<usize>) -> Vec<(String, Order)> {
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

/// Orders of people by the numbers that stand in a line with something of them: times, sizes, counts.
fn by_lines(loot: &Loot, hits: &[Hit], everybody: &BTreeSet<usize>) -> Vec<(String, Order)> {
    let mut numbers: BTreeMap<(String, usize), Order> = BTreeMap::new();
    for hit in hits.iter().filter(|hit| OF_PERSON.contains(&hit.kind) && everybody.contains(&hit.who)) {
        let bytes = &loot.0[&hit.file];
        let from = bytes[..hit.at].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let to = bytes[hit.at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| hit.at + at);
        let Ok(line) = std::str::from_utf8(&bytes[from..to]) else { continue };
        if line.len() > 4000 {
            continue;
        }
        let words = line.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
        for (place, number) in words.enumerate() {
            if let Ok(number) = number.parse::<f64>() {
                numbers.entry((hit.file.clone(), place)).or_default().entry(hit.who).or_insert(number);
            }
        }
    }
    let all = numbers.into_iter().filter(|(_, order)| order.len() * 4 >= everybody.len());
    all.map(|((file, place), order)| (format!("word {place} in lines of {file}"), order)).collect()
}

/// Attacks the ballots of `everybody`, by their places among `people`, who came in this order.
pub(crate) fn attack(loot: &Loot, people: &[(Person, Secrets)], came: &[usize]) -> Found {
    let everybody: BTreeSet<usize> = came.iter().copied().collect();
    let hits = search(loot, &needles(people));
    let door: Order = came.iter().enumerate().map(|(at, who)| (*who, at as f64)).collect();
    let mut of_people = vec![("the door".to_owned(), door.clone())];
    of_people.extend(by_place(&hits, &OF_PERSON, &everybody));
    of_people.extend(by_lines(loot, &hits, &everybody));
    let mut of_ballots = by_place(&hits, &OF_BALLOT, &everybody);
    let sizes = everybody.iter().map(|who| (*who, people[*who].0.wish.len() as f64)).collect();
    of_ballots.push(("the size of the ballot".to_owned(), sizes));

    let group = |who: usize| people[who].0.group;
    let groups = everybody.iter().map(|who| group(*who)).collect::<BTreeSet<_>>().len();
    let mut found = Found {
        right: (0, String::new()),
        tie: (0.0, String::new()),
        pages: (0.0, String::new()),
        tries: 0,
        orders: (of_people.len(), of_ballots.len()),
        groups,
        hits,
    };
    for (person_by, people) in &of_people {
        for (ballot_by, ballots) in &of_ballots {
            found.tries += 2;
            let right = right(people, ballots, &group);
            if right > found.right.0 {
                found.right = (right, format!("{person_by} with {ballot_by}"));
            }
            let tie = correlation(people, ballots).unwrap_or_default();
            if tie.abs() > found.tie.0.abs() {
                found.tie = (tie, format!("{person_by} with {ballot_by}"));
            }
        }
    }
    for kind in ["marker", "mark"] {
        let files: BTreeSet<&str> =
            found.hits.iter().filter(|hit| hit.kind == kind).map(|hit| hit.file.as_str()).collect();
        for file in files {
            let here =
                found.hits.iter().filter(|hit| hit.kind == kind && hit.file == file && everybody.contains(&hit.who));
            let places = here.map(|hit| (hit.who, (hit.file.clone(), hit.at))).collect();
            let pages = within_pages(&door, &places);
            found.tries += 1;
            if pages.abs() > found.pages.0.abs() {
                found.pages = (pages, format!("{kind} in {file}"));
            }
        }
    }
    found
}

impl Found {
    /// Files in which something of these kinds stands.
    pub(crate) fn files(&self, kinds: &[&str]) -> BTreeSet<&str> {
        self.hits.iter().filter(|hit| kinds.contains(&hit.kind)).map(|hit| hit.file.as_str()).collect()
    }

    /// Fails where anything is more than chance does once in a million campaigns.
    #[track_caller]
    pub(crate) fn is_chance(&self) {
        let (most, far) = (too_many_right(self.groups, self.tries), too_far(self.tries));
        println!(
            "{} pairings of {} orders of people with {} of ballots in {} groups: at most {} right ({}; chance: below {most}), strongest tie {:.1} ({}; chance: below {far:.1}), within pages {:.1} ({})",
            self.tries,
            self.orders.0,
            self.orders.1,
            self.groups,
            self.right.0,
            self.right.1,
            self.tie.0,
            self.tie.1,
            self.pages.0,
            self.pages.1
        );
        assert!(self.right.0 < most, "{} ballots found: {}", self.right.0, self.right.1);
        assert!(self.tie.0.abs() < far, "{}: {}", self.tie.0, self.tie.1);
        assert!(self.pages.0.abs() < far, "{}: {}", self.pages.0, self.pages.1);
    }
}
