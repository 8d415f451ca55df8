//! What must not be left, planted one thing at a time: the same attack finds each.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::linkage::attack::{Found, Searched};
use crate::linkage::campaign::{Chance, Person, Way};
use crate::linkage::field::Held;
use crate::linkage::loot::Loot;
use crate::linkage::needles::Hit;
use crate::linkage::respondent::Secrets;

/// A file of the ordinary kind: a row after the other.
fn rows_in_order(people: &[(Person, Secrets)], order: &[usize]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("answers.sqlite");
    let file = Connection::open(&path).unwrap();
    file.execute_batch("CREATE TABLE answer (id INTEGER PRIMARY KEY, answers TEXT)").unwrap();
    for who in order {
        file.execute("INSERT INTO answer (answers) VALUES (?1)", [&people[*who].0.marker]).unwrap();
    }
    drop(file);
    std::fs::read(&path).unwrap()
}

/// A box that writes the mark of each ballot as it writes the ballot, in the order of the ballots' ids, and is not written anew.
fn marks_beside_ballots(people: &[(Person, Secrets)], of: &[usize]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("box.sqlite");
    let file = Connection::open(&path).unwrap();
    let tables = "CREATE TABLE used (mark BLOB PRIMARY KEY) WITHOUT ROWID; CREATE TABLE ballot (id BLOB PRIMARY KEY, answers TEXT) WITHOUT ROWID";
    file.execute_batch(tables).unwrap();
    let mut ids: Vec<([u8; 32], usize)> =
        of.iter().map(|who| (Sha256::digest(format!("id {who}")).into(), *who)).collect();
    ids.sort_unstable();
    for (id, who) in ids {
        let (person, secrets) = &people[who];
        file.execute("INSERT INTO used VALUES (?1)", [secrets.known_mark.unwrap()]).unwrap();
        file.execute("INSERT INTO ballot VALUES (?1, ?2)", rusqlite::params![&id[..16], person.marker]).unwrap();
    }
    drop(file);
    std::fs::read(&path).unwrap()
}

/// Some people in the order in which the journal was last told of them, or of their sheets.
fn noted(hits: &[Hit], kind: &str, of: &[usize]) -> Vec<usize> {
    let journal = |hit: &&Hit| hit.kind == kind && hit.file.ends_with("second.zip!tables/journal.jsonl");
    let last: BTreeMap<usize, usize> = hits.iter().filter(journal).map(|hit| (hit.who, hit.at)).collect();
    let mut of = of.to_vec();
    of.sort_by_key(|who| last[who]);
    of
}

/// What was held, where things of some people are in it, and the attack with a file more.
struct Planting<'a> {
    loot: Loot,
    people: &'a [(Person, Secrets)],
    hits: Vec<Hit>,
}

impl Planting<'_> {
    fn attacked(&mut self, came: &[usize], name: &str, bytes: Vec<u8>) -> Found {
        self.loot.add(name, bytes);
        let found = Searched::with(self.hits.clone(), &self.loot, name, self.people).attack(came);
        let (right, tie, pages) = (&found.right, &found.tie, &found.pages);
        println!(
            "{name}: {} of {} found ({}), tie {:.1} ({}), within pages {:.1}",
            right.0,
            came.len(),
            right.1,
            tie.0,
            tie.1,
            pages.0
        );
        assert!(right.0 > came.len() / 2, "{name}");
        self.loot.0.retain(|held, _| !held.starts_with(name));
        found
    }

    /// By somebody who did not sit by the door.
    fn attacked_from_afar(&mut self, of: &[usize], name: &str, bytes: Vec<u8>) -> Found {
        self.attacked(&Chance(12).shuffled(of.to_vec()), name, bytes)
    }
}

/// Leaves what must not be left; each is found.
pub(crate) fn planted(mut held: Held) {
    let (people, came) = (held.people.clone(), held.came[1].clone());
    let [interviewed, sheets] = [&[Way::Interview][..], &[Way::Paper, Way::Phone]].map(|ways| held.by(&came, ways));
    let hits = Searched::of(&held.loot, &people).hits;
    let mut planting = Planting { loot: std::mem::take(&mut held.loot), people: &people, hits };

    // A proxy's log: when which invitation was opened, and how much came back.
    let mut log = String::new();
    for (at, who) in came.iter().enumerate() {
        let (person, size) = (&people[*who].0, 700 + people[*who].0.wish.len());
        writeln!(log, "{} POST /vi/s/{}/token 200 {size}", 1_795_305_600 + at * 3, person.code).unwrap();
    }
    let found = planting.attacked_from_afar(&came, "proxy.log", log.into_bytes());
    assert!(found.tie.0.abs() > 9.0);

    // Ballots as rows in the order of arrival, for whoever sat by the door.
    let found = planting.attacked(&came, "answers.sqlite", rows_in_order(&people, &came));
    assert!(found.pages.0.abs() > 9.0);

    // Visits with what the tablet measured.
    let visit =
        |who: &usize| format!("[\"{}\",\"interviewed\",9,{}]\n", people[*who].0.invitee, people[*who].0.took.unwrap());
    let visits: String = interviewed.iter().map(visit).collect();
    planting.attacked_from_afar(&interviewed, "visits.jsonl", visits.into_bytes());

    // Ballots of interviews in the order in which their visits were sent, and those of sheets as they were keyed: both orders stand in the journal.
    for (name, kind, of) in [("as-sent.sqlite", "invitee", &interviewed), ("as-keyed.sqlite", "stamp", &sheets)] {
        let bytes = rows_in_order(&people, &noted(&planting.hits, kind, of));
        planting.attacked_from_afar(of, name, bytes);
    }

    // Marks that the key makes of people, in the order of what they said.
    let again: Vec<_> = (0..people.len()).map(|who| held.campaign.said_again(who)).collect();
    let hits = Searched::of(&planting.loot, &again).hits;
    let mut planting = Planting { loot: planting.loot, people: &again, hits };
    planting.attacked_from_afar(&held.called, "untidy.sqlite", marks_beside_ballots(&again, &held.called));
}
