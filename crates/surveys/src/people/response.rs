//! What became of invitations, by counts alone.

use std::collections::{BTreeMap, BTreeSet};

use chiso_ballot::Code;
use chiso_survey::{Outcome, Outcomes};
use chiso_workspace::Refusal;

use crate::entry::{Surveys, ballots_failed};
use crate::held::Held;
use crate::interview::{Came, in_all};

/// How many of some people were asked, and what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counts {
    /// People invited.
    pub(super) people: u64,
    /// Opened their ballot: exchanged the invitation.
    pub(super) opened: u64,
    /// Want no more letters, or refused an interviewer, and have not opened it.
    pub(super) declined: u64,
    /// Their address takes no letters, and they have not opened it.
    pub(super) bounced: u64,
    /// Of the others those whom an interviewer visited and did not meet.
    pub(super) not_met: u64,
    /// Of the others those whom an interviewer met and who cannot answer.
    pub(super) unable: u64,
    /// Of the others those who are no longer there to be asked.
    pub(super) moved: u64,
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

    /// As outcomes (AAPOR, of specifically named persons). By letter: opened I; declined R; nothing returned, and returned undelivered, are of unknown eligibility. By an
    /// interviewer, whose visit says more than a letter does: refused R; nobody there or somewhere else for now NC; unable O; moved away or dead not eligible. Who was
    /// interviewed counts from the moment at which the tablet has exchanged the invitation.
    pub(super) fn outcomes(&self) -> Outcomes {
        Outcomes {
            complete: self.opened,
            refusal: self.declined,
            non_contact: self.not_met,
            other: self.unable,
            not_eligible: self.moved,
            unknown_other: self.waiting() + self.bounced - (self.not_met + self.unable + self.moved),
            ..Outcomes::default()
        }
    }
}

impl Surveys {
    /// What became of everybody, and by group (id).
    pub(super) async fn counts(&self, held: &Held, now_us: i64) -> Result<(Counts, BTreeMap<String, Counts>), Refusal> {
        let waiting = self.register.waiting(&held.id).await.map_err(|error| ballots_failed(&error))?;
        let waiting: BTreeSet<Code> = waiting.into_iter().collect();
        let survey = held.id.clone();
        let mailings = self.desk.store().read(move |reader| reader.invitee_mailings(&survey)).await?;
        let failed: BTreeSet<String> =
            mailings.into_iter().filter(|mailing| mailing.failed.is_some()).map(|mailing| mailing.id).collect();
        let visits = self.visits(&held.id).await?;
        let (mut all, mut by_group) = (Counts::default(), BTreeMap::<String, Counts>::new());
        for (invitee, code) in self.with_codes(&held.id, self.invitees(&held.id).await?, now_us).await? {
            let visited = visits.get(&invitee.id).and_then(in_all).map(Came::outcome);
            let known = Known {
                opened: !waiting.contains(&code.in_register()),
                declined: invitee.declined,
                bounced: failed.contains(&invitee.id),
                visited,
            };
            all.add(known);
            by_group.entry(invitee.invited_to).or_default().add(known);
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
        let rates = counts.outcomes().rates().unwrap();
        assert_eq!((rates.rr1, rates.rr2), (2.0 / 9.0, 2.0 / 9.0));
        assert_eq!(rates.eligible, 6.0 / 7.0);
        assert_eq!(rates.rr3, 2.0 / (6.0 + 6.0 / 7.0 * 3.0));
    }
}
