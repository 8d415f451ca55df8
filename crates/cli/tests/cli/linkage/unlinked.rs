//! A whole campaign, and the attack on it.

use std::collections::BTreeSet;

use crate::installation::Installation;
use crate::linkage::attack::Searched;
use crate::linkage::campaign::Way;
use crate::linkage::field::{Held, held};
use crate::linkage::planted::planted;
use crate::linkage::postgres;

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

impl Held {
    /// Of these people those who gave a ballot in some ways.
    pub(crate) fn by(&self, came: &[usize], ways: &[Way]) -> Vec<usize> {
        came.iter().copied().filter(|who| ways.contains(&self.people[*who].0.way)).collect()
    }

    /// Everything that must hold of what the attacker has.
    fn is_unlinked(&self) {
        let (found, between, all) = (Searched::of(&self.loot, &self.people), &self.came[1], self.came.concat());
        // The ballots between the two backups, of which the attacker knows whose they may be; then all. What is known of those of a way alone shows where they are by themselves.
        let whole = found.attack(between);
        whole.is_chance("between the backups");
        assert!(whole.orders.0 > 100 && whole.orders.1 > 20, "there is something to look at: {:?}", whole.orders);
        for (what, ways) in
            [("own", &[Way::Own][..]), ("interviews", &[Way::Interview]), ("sheets", &[Way::Paper, Way::Phone])]
        {
            found.attack(&self.by(between, ways)).is_chance(what);
        }
        found.attack(&all).is_chance("all");
        self.lies_where_it_may(&found);
        self.call_backs_are_unlinked();
        self.many_may_have_given_each();
    }

    /// What may stand where.
    fn lies_where_it_may(&self, found: &Searched<'_>) {
        // Nothing of a ballot stands anywhere but in the box, and nothing of a token but its mark; what waited in the drawer is gone.
        let boxes = |name: &&str| name.contains("box.sqlite");
        let ballots = found.files(&["marker", "wish", "mark", "known mark"]);
        assert!(ballots.len() >= 3 && ballots.iter().all(boxes), "{ballots:?}");
        assert_eq!(found.files(&["number", "prefix", "signature"]), BTreeSet::new());
        // Codes and addresses stand nowhere, and nothing of a person or of a sheet in the box.
        assert_eq!(found.files(&["code", "code grouped", "code bytes", "address"]), BTreeSet::new());
        let people = found.files(&["code hash", "invitee", "mail", "blinded", "stamp"]);
        assert!(!people.iter().any(boxes) && people.len() >= 3, "{people:?}");
        assert!(found.files(&["code hash", "blinded"]).iter().all(|name| name.contains("register.sqlite")));
        // The program and its figures say nothing of anybody but who was called, and which sheet was keyed; a request of a respondent leaves no line.
        for name in [self.loot.named("server.log"), self.loot.named("metrics")].concat() {
            let drawn = self.by(&self.came[0], &[Way::Interview]);
            assert!(
                found.whose(&["code hash", "invitee", "mail", "blinded"], name).is_subset(&drawn.into_iter().collect()),
                "{name}"
            );
            let text = String::from_utf8(self.loot.0[name].clone()).unwrap();
            assert!(!text.contains("/s/") && !text.contains("/ballot/"), "{name}");
        }
    }

    /// What people said again, which lies in the box as a ballot of their interviewer.
    fn call_backs_are_unlinked(&self) {
        let again: Vec<_> = (0..self.people.len()).map(|who| self.campaign.said_again(who)).collect();
        let found = Searched::of(&self.loot, &again);
        found.attack(&self.called).is_chance("call-backs");
        let files = found.files(&["marker", "known mark"]);
        assert!(files.len() >= 2 && files.iter().all(|name| name.contains("box.sqlite")), "{files:?}");
    }
}

#[test]
fn nobody_finds_whose_ballot_is_whose_after_a_campaign_of_the_real_program() {
    let folder = tempfile::tempdir().unwrap();
    let at = Installation::at(folder.path(), None);
    let held = runtime().block_on(held(&at, |_| ()));
    held.is_unlinked();
    // The same attack on what a less careful program would have left.
    planted(held);
}

#[test]
fn nor_with_postgresql_its_files_its_log_and_its_write_ahead_log() {
    let Some(mut database) = postgres::Server::start() else { return };
    database.kill();
    database.again(&[
        "logging_collector=on",
        "log_directory=log",
        "log_filename=statements.log",
        "log_statement=all",
        "log_duration=on",
        "log_line_prefix=%m %p %c %x ",
        "track_commit_timestamp=on",
        "wal_level=logical",
    ]);
    let folder = tempfile::tempdir().unwrap();
    let at = Installation::at(folder.path(), Some(&database.address()));
    let data = database.data();
    let held = runtime().block_on(held(&at, |loot| loot.add_folder("postgresql", &data)));
    for part in ["postgresql/pg_wal/", "postgresql/log/statements.log", "postgresql/pg_commit_ts/", "postgresql/base/"]
    {
        assert!(!held.loot.named(part).is_empty(), "{part}");
    }
    held.is_unlinked();
    // While people answered, the database was asked for nobody in particular but those whom an interviewer visited.
    let log = &held.loot.0["postgresql/log/statements.log"];
    let log = String::from_utf8_lossy(log);
    let (_, during) = log.rsplit_once("survey.open").or_else(|| log.rsplit_once("campaign.open")).unwrap_or(("", &log));
    let is_named = |person: &crate::linkage::campaign::Person| during.contains(&person.invitee);
    let named = held.people.iter().filter(|(person, _)| person.way != Way::Interview && is_named(person)).count();
    assert!(named <= 1, "{named} people stand in what the database was asked");
}
