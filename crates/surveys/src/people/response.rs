//! What became of invitations, by counts alone.

use std::collections::{BTreeMap, BTreeSet};

use chiso_ballot::Code;
use chiso_model::{Lang, decimal};
use chiso_store::surveys::Invitee;
use chiso_store::{Reader, StoreError};
use chiso_survey::{Outcome, Outcomes};
use chiso_workspace::Refusal;

use super::letters::Ways;
use crate::answer::Person;
use crate::entry::{Surveys, ballots_failed};
use crate::held::Held;
use crate::interview::{Came, in_all};

/// How many of some people were asked, and what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Counts {
    /// People invited.
    pub(crate) people: u64,
    /// Opened their ballot: exchanged the invitation.
    pub(crate) opened: u64,
    /// Want no more letters, or refused an interviewer, and have not opened it.
    pub(crate) declined: u64,
    /// Their address takes no letters, and they have not opened it.
    pub(crate) bounced: u64,
    /// Of the others those whom an interviewer visited and did not meet.
    pub(crate) not_met: u64,
    /// Of the others those whom an interviewer met and who cannot answer.
    pub(crate) unable: u64,
    /// Of the others those who are no longer there to be asked.
    pub(crate) moved: u64,
}

/// What is known of one person.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    opened: bool,
    declined: bool,
    bounced: bool,
    /// What visits of interviewers came to in all.
    visited: Option<Outcome>,
}

impl Counts {
    pub(super) fn waiting(&self) -> u64 {
        self.people - self.opened - self.declined - self.bounced
    }

    fn add(&mut self, known: Known) {
        self.people += 1;
        match known {
            Known { opened: true, .. } => self.opened += 1,
            Known { declined: true, .. } | Known { visited: Some(Outcome::Refusal), .. } => self.declined += 1,
            Known { visited: Some(Outcome::NonContact), .. } => self.not_met += 1,
            Known { visited: Some(Outcome::Other), .. } => self.unable += 1,
            Known { visited: Some(Outcome::NotEligible), .. } => self.moved += 1,
            Known { bounced: true, .. } => self.bounced += 1,
            _ => {}
        }
    }

    /// As outcomes (AAPOR, of specifically named persons), where so many ballots came. A ballot is I; who opened theirs and gave none broke off, R. By letter: declined R; nothing
    /// returned, and returned undelivered, are of unknown eligibility. By an interviewer, whose visit says more than a letter does: refused R; nobody there or somewhere else for
    /// now NC; unable O; moved away or dead not eligible.
    pub(crate) fn outcomes(&self, ballots: u64) -> Outcomes {
        let opened = self.opened.max(ballots);
        let known = opened + self.declined + self.not_met + self.unable + self.moved;
        Outcomes {
            complete: ballots,
            refusal: self.declined + (opened - ballots),
            non_contact: self.not_met,
            other: self.unable,
            not_eligible: self.moved,
            unknown_other: self.people.saturating_sub(known),
            ..Outcomes::default()
        }
    }
}

/// What is told of how many of a group did something: the whole steps of the least number in it. Whoever looks twice must not see by the group that one more has, and nobody
/// who the few are that have or have not.
pub(crate) fn told_in_steps(count: u64, least: u64, lang: Lang) -> String {
    let least = least.max(1);
    let number = |count: u64| decimal(count as f64, 0, lang);
    match count / least * least {
        0 => format!("< {}", number(least)),
        steps => format!("≥ {}", number(steps)),
    }
}

/// Of some people by code, in the order of the codes, what became of each; `known` says what is known of one, beside whether they opened the ballot. `waiting` are the codes that
/// nobody has exchanged, in order.
fn counted<'a>(
    people: impl Iterator<Item = (&'a Code, &'a Person)>,
    waiting: &[Code],
    known: impl Fn(&Person) -> Known,
) -> (Counts, BTreeMap<String, Counts>) {
    let (mut all, mut by_group) = (Counts::default(), BTreeMap::<&str, Counts>::new());
    let mut waiting = waiting.iter().peekable();
    for (code, person) in people {
        while waiting.next_if(|next| *next < code).is_some() {}
        let known = Known { opened: waiting.next_if_eq(&code).is_none(), ..known(person) };
        all.add(known);
        by_group.entry(&person.group).or_default().add(known);
    }
    (all, by_group.into_iter().map(|(group, counts)| (group.to_owned(), counts)).collect())
}

impl Surveys {
    /// What became of everybody, and by group (id). Everybody is in memory by code, so that only those few are read who declined, could not be reached or were visited.
    pub(crate) async fn counts(&self, held: &Held, now_us: i64) -> Result<(Counts, BTreeMap<String, Counts>), Refusal> {
        let people = self.people_of(held, now_us).await?;
        let waiting = self.register.waiting(&held.id).await.map_err(|error| ballots_failed(&error))?;
        let (survey, ways) = (held.id.clone(), Ways::of(&self.desk, &held.campaign.setup));
        let few = move |reader: &mut Reader<'_>| -> Result<_, StoreError> {
            let declined = reader.invitees_who_declined(&survey)?.into_iter().map(|invitee| invitee.id);
            let declined: BTreeSet<String> = declined.collect();
            let failed: BTreeMap<String, Option<String>> =
                reader.failed_mailings(&survey)?.into_iter().map(|mailing| (mailing.id, mailing.failed)).collect();
            let unreached =
                |invitee: &Invitee| ways.to(invitee, failed.get(&invitee.id).and_then(Option::as_deref)).is_none();
            let bounced = reader.invitees_who_failed(&survey)?.into_iter().filter(unreached);
            Ok((declined, bounced.map(|invitee| invitee.id).collect::<BTreeSet<String>>()))
        };
        let (declined, bounced) = self.desk.store().read(few).await?;
        let visits = self.visits(&held.id).await?;
        let known = |person: &Person| Known {
            opened: false,
            declined: declined.contains(&person.invitee),
            bounced: bounced.contains(&person.invitee),
            visited: visits.get(&person.invitee).and_then(in_all).map(Came::outcome),
        };
        let (mut all, mut by_group) = counted(people.iter(), &waiting, known);
        // Whoever was handed a sheet has answered when it is counted.
        let (sheets, of_groups) = self.sheets_by_group(&held.id).await?;
        all.opened -= sheets.not_counted().min(all.opened);
        for (group, sheets) in of_groups {
            let counts = by_group.entry(group).or_default();
            counts.opened -= sheets.not_counted().min(counts.opened);
        }
        Ok((all, by_group))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_counted_once() {
        let mut counts = Counts::default();
        let visited = |outcome| Known { visited: Some(outcome), ..Known::default() };
        for known in [
            Known { opened: true, declined: true, bounced: true, visited: Some(Outcome::Refusal) },
            Known { opened: true, ..Known::default() },
            Known { declined: true, bounced: true, ..Known::default() },
            Known { bounced: true, ..Known::default() },
            Known::default(),
            visited(Outcome::Refusal),
            Known { bounced: true, ..visited(Outcome::NonContact) },
            visited(Outcome::Other),
            visited(Outcome::NotEligible),
            // The tablet has said that it interviewed, and has not exchanged the invitation.
            visited(Outcome::Complete),
        ] {
            counts.add(known);
        }
        let expected = Counts { people: 10, opened: 2, declined: 2, bounced: 1, not_met: 1, unable: 1, moved: 1 };
        assert_eq!(counts, expected);
        assert_eq!(counts.waiting(), 5);
        // I 2, R 2, NC 1, O 1, UO 3: of nine, with the one who moved left out.
        let rates = counts.outcomes(2).rates().unwrap();
        assert_eq!((rates.rr1, rates.rr2), (2.0 / 9.0, 2.0 / 9.0));
        assert_eq!(rates.eligible, 6.0 / 7.0);
        assert_eq!(rates.rr3, 2.0 / (6.0 + 6.0 / 7.0 * 3.0));
        // Who opened the ballot and gave none broke off.
        let outcomes = counts.outcomes(1);
        assert_eq!((outcomes.complete, outcomes.refusal, outcomes.unknown_other), (1, 3, 3));
        assert_eq!(outcomes.rates().unwrap().rr1, 1.0 / 9.0);
    }

    #[test]
    fn of_a_group_whole_steps_are_told() {
        for (count, told) in [(0, "< 5"), (4, "< 5"), (5, "≥ 5"), (9, "≥ 5"), (10, "≥ 10"), (1_204, "≥ 1\u{202f}200")]
        {
            assert_eq!(told_in_steps(count, 5, Lang::Vi), told, "{count}");
        }
    }

    #[test]
    fn who_has_opened_a_ballot_is_found_by_the_codes_that_wait() {
        let codes: Vec<Code> = (0..4).map(|number| Code::of(&number.to_string())).collect();
        let person =
            |number: usize| Person { invitee: number.to_string(), group: format!("g/{}", number % 2), declined: false };
        let people: BTreeMap<Code, Person> = (0..4).map(|number| (codes[number], person(number))).collect();
        let mut waiting = vec![codes[1], codes[2], codes[3], Code::of("of nobody"), Code::of("of somebody else")];
        waiting.sort();
        let known = |person: &Person| Known {
            declined: matches!(person.invitee.as_str(), "0" | "2"),
            bounced: person.invitee == "3",
            ..Known::default()
        };
        let (all, by_group) = counted(people.iter(), &waiting, known);
        assert_eq!(all, Counts { people: 4, opened: 1, declined: 1, bounced: 1, ..Counts::default() });
        assert_eq!(by_group["g/0"], Counts { people: 2, opened: 1, declined: 1, ..Counts::default() });
        assert_eq!(by_group["g/1"], Counts { people: 2, bounced: 1, ..Counts::default() });
    }
}
