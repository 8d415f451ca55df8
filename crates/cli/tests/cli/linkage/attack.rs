//! The attacks. Each gives people a number, and ballots a number, from what the files show; the two orders are paired within each class, since a ballot shows its group and whether it
//! was keyed from a sheet. The attacker also knows in which order people came, as somebody does who sat by the door, and which sheet was whose, which nobody keeps.

use std::collections::BTreeSet;

use crate::linkage::campaign::{Person, Way};
use crate::linkage::loot::Loot;
use crate::linkage::needles::{Hit, OF_BALLOT, OF_PERSON, needles, search};
use crate::linkage::orders::{by_lines, by_place};
use crate::linkage::respondent::Secrets;
use crate::linkage::statistics::{Order, Ranked, correlation, right, too_far, too_many_right, within_pages};

/// What an attacker holds, and where in it something of people and of ballots stands.
pub(crate) struct Searched<'a> {
    loot: &'a Loot,
    people: &'a [(Person, Secrets)],
    pub(crate) hits: Vec<Hit>,
}

/// What the attacks found.
pub(crate) struct Found {
    /// The best of all pairings: how many ballots it gives to whom they are of, and which it was.
    pub(crate) right: (usize, String),
    /// The strongest tie between what is known of people and of ballots, in standard deviations of chance.
    pub(crate) tie: (f64, String),
    /// How much of an order of people shows within pages of a file of ballots.
    pub(crate) pages: (f64, String),
    /// Pairings that were tried, and orders of people and of ballots.
    pub(crate) tries: usize,
    pub(crate) orders: (usize, usize),
    classes: usize,
}

/// What a ballot shows of whose it may be: the group, and how it was given.
pub(crate) fn class(person: &Person) -> usize {
    let modes = ["own", "paper", "phone"];
    person.group * modes.len() + modes.iter().position(|mode| *mode == person.way.mode()).unwrap()
}

impl<'a> Searched<'a> {
    /// Searches everything for everything.
    pub(crate) fn of(loot: &'a Loot, people: &'a [(Person, Secrets)]) -> Searched<'a> {
        Searched { loot, people, hits: search(loot, &needles(people)) }
    }

    /// The same with one file more, which alone is searched.
    pub(crate) fn with(hits: Vec<Hit>, loot: &'a Loot, file: &str, people: &'a [(Person, Secrets)]) -> Searched<'a> {
        let of_file =
            loot.0.iter().filter(|(name, _)| name.starts_with(file)).map(|(name, bytes)| (name.clone(), bytes.clone()));
        let more = search(&Loot(of_file.collect()), &needles(people));
        Searched { loot, people, hits: [hits, more].concat() }
    }

    /// Files in which something of these kinds stands.
    pub(crate) fn files(&self, kinds: &[&str]) -> BTreeSet<&str> {
        self.hits.iter().filter(|hit| kinds.contains(&hit.kind)).map(|hit| hit.file.as_str()).collect()
    }

    /// Whose things of these kinds stand in a file.
    pub(crate) fn whose(&self, kinds: &[&str], file: &str) -> BTreeSet<usize> {
        self.hits.iter().filter(|hit| kinds.contains(&hit.kind) && hit.file == file).map(|hit| hit.who).collect()
    }

    /// Attacks the ballots of these people, by their places among all, who came in this order.
    pub(crate) fn attack(&self, came: &[usize]) -> Found {
        let everybody: BTreeSet<usize> = came.iter().copied().collect();
        let of =
            |number: &dyn Fn(usize) -> usize| -> Order { came.iter().map(|who| (*who, number(*who) as f64)).collect() };
        let mut of_people = vec![
            ("the door".to_owned(), came.iter().enumerate().map(|(at, who)| (*who, at as f64)).collect()),
            // Visits name them. Where everybody was, or nobody, it is an order by chance.
            ("who was interviewed".to_owned(), of(&|who| usize::from(self.people[who].0.way == Way::Interview))),
        ];
        of_people.extend(by_place(&self.hits, &OF_PERSON, &everybody));
        of_people.extend(by_lines(self.loot, &self.hits, &OF_PERSON, &everybody));
        let mut of_ballots = by_place(&self.hits, &OF_BALLOT, &everybody);
        of_ballots.extend(by_lines(self.loot, &self.hits, &OF_BALLOT, &everybody));
        of_ballots.push(("the size of the ballot".to_owned(), of(&|who| self.people[who].0.wish.len())));

        let class = |who: usize| class(&self.people[who].0);
        let ranked = |orders: Vec<(String, Order)>| -> Vec<(String, Ranked)> {
            orders.into_iter().map(|(name, order)| (name.clone(), Ranked::of(&name, &order, &class))).collect()
        };
        let (of_people, of_ballots) = (ranked(of_people), ranked(of_ballots));
        let mut found = Found {
            right: (0, String::new()),
            tie: (0.0, String::new()),
            pages: (0.0, String::new()),
            tries: 0,
            orders: (of_people.len(), of_ballots.len()),
            classes: everybody.iter().map(|who| class(*who)).collect::<BTreeSet<_>>().len(),
        };
        for (person_by, people) in &of_people {
            for (ballot_by, ballots) in &of_ballots {
                // Two directions, and a correlation.
                found.tries += 3;
                let right = right(people, ballots);
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
            for file in self.files(&[kind]) {
                let here =
                    self.hits.iter().filter(|hit| hit.kind == kind && hit.file == file && everybody.contains(&hit.who));
                let places = here.map(|hit| (hit.who, hit.at)).collect();
                for (person_by, people) in &of_people {
                    found.tries += 1;
                    let pages = within_pages(people, &places);
                    if pages.abs() > found.pages.0.abs() {
                        found.pages = (pages, format!("{person_by} within pages of {kind} in {file}"));
                    }
                }
            }
        }
        found
    }
}

impl Found {
    /// Fails where anything is more than chance does once in a million campaigns.
    #[track_caller]
    pub(crate) fn is_chance(&self, what: &str) {
        let (most, far) = (too_many_right(self.classes, self.tries), too_far(self.tries));
        println!(
            "{what}: {} pairings of {} orders of people with {} of ballots in {} classes: at most {} right ({}; chance: below {most}), strongest tie {:.1} ({}; chance: below {far:.1}), within pages {:.1} ({})",
            self.tries,
            self.orders.0,
            self.orders.1,
            self.classes,
            self.right.0,
            self.right.1,
            self.tie.0,
            self.tie.1,
            self.pages.0,
            self.pages.1
        );
        assert!(self.right.0 < most, "{what}: {} ballots found: {}", self.right.0, self.right.1);
        assert!(self.tie.0.abs() < far, "{what}: {}: {}", self.tie.0, self.tie.1);
        assert!(self.pages.0.abs() < far, "{what}: {}: {}", self.pages.0, self.pages.1);
    }
}
