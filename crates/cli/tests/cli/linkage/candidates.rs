//! Whose a ballot may be: what two backups tell without any order. A ballot shows its group, whether it was keyed from a sheet and from which kind, and whether a device measured its
//! time; the register shows whose invitation was used meanwhile, the store's key for whom of them sheets were made, and visits who was interviewed.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use crate::linkage::campaign::{LEAST, Way};
use crate::linkage::field::Held;
use crate::linkage::needles::hex;

/// A ballot as the box shows it.
struct Shown {
    group: String,
    mode: String,
    is_measured: bool,
    /// Whose it is, which the test alone knows.
    of: usize,
}

/// What the store and the register tell of people.
struct Told {
    /// Whose invitation was used between the backups.
    exchanged: BTreeSet<usize>,
    /// For whom a sheet was made, of which way.
    sheets: BTreeMap<usize, &'static str>,
    interviewed: BTreeSet<usize>,
}

impl Held {
    /// Lines of a file of a backup.
    fn lines(&self, archive: &str, file: &str) -> BTreeSet<&str> {
        let named = self.loot.named(&format!("{archive}.zip!"));
        let name = named.into_iter().find(|name| name.ends_with(file)).unwrap_or_else(|| panic!("{file}"));
        std::str::from_utf8(&self.loot.0[name]).unwrap().lines().collect()
    }

    /// Lines that came between the two backups.
    fn news(&self, file: &str) -> Vec<&str> {
        let [first, second] = ["first", "second"].map(|archive| self.lines(archive, file));
        second.difference(&first).copied().collect()
    }

    fn ballots(&self) -> Vec<Shown> {
        let shown = |line: &str| -> Option<Shown> {
            let [table, campaign, _, group, kept] = line.split('|').collect::<Vec<_>>().try_into().ok()?;
            let kept: serde_json::Value = serde_json::from_str(kept).ok()?;
            let of = self.people.iter().position(|(person, _)| kept["answers"]["who"] == *person.marker);
            (table == "ballot" && campaign == self.campaign.survey).then(|| Shown {
                group: group.to_owned(),
                mode: kept["mode"].as_str().unwrap().to_owned(),
                is_measured: !kept["took"].is_null(),
                of: of.unwrap(),
            })
        };
        self.news("box.sqlite!rows").into_iter().filter_map(shown).collect()
    }

    fn told(&self) -> Told {
        let (campaign, unused) = (&self.campaign, hex(&[0; 32]));
        let of_code: BTreeMap<String, usize> =
            campaign.people.iter().map(|person| (hex(&Sha256::digest(&person.code)), person.number)).collect();
        let used = |line: &&str| -> Option<(usize, String)> {
            let [table, _, code, blinded] = line.split('|').collect::<Vec<_>>().try_into().ok()?;
            (table == "invitation" && blinded != unused).then(|| (of_code[code], blinded.to_owned()))
        };
        let sheet = |(who, blinded): (usize, String)| {
            let message =
                |mode: &str| campaign.key.code(&campaign.survey, &format!("{}/{mode}", campaign.people[who].invitee));
            let mode = ["paper", "phone"].into_iter().find(|mode| hex(&Sha256::digest(message(mode))) == blinded)?;
            Some((who, mode))
        };
        let second = self.lines("second", "register.sqlite!rows");
        let visits = self.lines("second", "tables/survey_visit.jsonl");
        let is_met = |who: &usize| {
            visits.iter().any(|line| line.contains(&campaign.people[*who].invitee) && line.contains("interviewed"))
        };
        Told {
            exchanged: self.news("register.sqlite!rows").iter().filter_map(used).map(|(who, _)| who).collect(),
            sheets: second.iter().filter_map(used).filter_map(sheet).collect(),
            interviewed: (0..self.people.len()).filter(is_met).collect(),
        }
    }

    /// Of each ballot between the backups at least the least number of people may have given it, whoever did among them; and of each person at least so many ballots may be theirs.
    pub(crate) fn many_may_have_given_each(&self) {
        let (ballots, told) = (self.ballots(), self.told());
        assert_eq!(ballots.len(), self.came[1].len());
        // What the attacker reads of people is right.
        let with = |fits: &dyn Fn(Way) -> bool| -> BTreeSet<usize> {
            self.people.iter().filter(|(person, _)| fits(person.way)).map(|(person, _)| person.number).collect()
        };
        assert_eq!(told.sheets.keys().copied().collect::<BTreeSet<_>>(), with(&Way::has_sheet));
        assert!(told.interviewed.is_subset(&with(&|way| way == Way::Interview)) && told.interviewed.len() > 60);

        let fits = |ballot: &Shown, who: usize| {
            let may = match told.sheets.get(&who) {
                Some(mode) => ballot.mode == *mode,
                // Every tablet measures.
                None => {
                    ballot.mode == "own"
                        && told.exchanged.contains(&who)
                        && (ballot.is_measured || !told.interviewed.contains(&who))
                }
            };
            may && ballot.group == self.campaign.group_of(who)
        };
        let mut sets: BTreeMap<(&str, &str, bool), (usize, usize)> = BTreeMap::new();
        for ballot in &ballots {
            let candidates = (0..self.people.len()).filter(|who| fits(ballot, *who)).count();
            assert!(fits(ballot, ballot.of) && candidates >= LEAST, "{candidates} may have given a ballot");
            let set = sets.entry((&ballot.group, &ballot.mode, ballot.is_measured)).or_default();
            *set = (set.0 + 1, candidates);
        }
        for ((group, mode, is_measured), (ballots, candidates)) in sets {
            let group = group.rsplit('/').next().unwrap();
            println!(
                "group {group}, {mode}, measured {is_measured}: {ballots} ballots between the backups, each of one of {candidates} people"
            );
        }
        let mut fewest: BTreeMap<&str, usize> = BTreeMap::new();
        for who in self.came[1].iter().filter(|who| !told.sheets.contains_key(who)) {
            let theirs = ballots.iter().filter(|ballot| fits(ballot, *who)).count();
            assert!(theirs >= LEAST, "{theirs} ballots may be of one person");
            let how = if told.interviewed.contains(who) { "interviewed" } else { "not interviewed" };
            fewest.entry(how).and_modify(|fewest| *fewest = theirs.min(*fewest)).or_insert(theirs);
        }
        println!("the fewest ballots that may be of one person: {fewest:?}");
        // One person of the last group was visited, which the store says: the ballot is among all that were measured.
        let alone = &self.people[3].0;
        assert!(alone.way == Way::Interview && told.interviewed.contains(&3));
        assert_eq!(told.interviewed.iter().filter(|who| self.people[**who].0.group == alone.group).count(), 1);

        let confirmed = self.news("tables/survey_callback.jsonl").into_iter().filter(|line| line.contains("confirmed"));
        let mut by_interviewer: BTreeMap<usize, usize> = BTreeMap::new();
        for line in confirmed {
            let (person, _) = self.people.iter().find(|(person, _)| line.contains(&person.invitee)).unwrap();
            *by_interviewer.entry(person.group).or_default() += 1;
        }
        println!("people of each interviewer who may have said something again: {by_interviewer:?}");
        assert_eq!(by_interviewer.values().sum::<usize>(), self.called.len());
        assert!(by_interviewer.values().all(|people| *people >= LEAST));
    }
}
