//! What became of invitations, by counts alone.

use std::collections::{BTreeMap, BTreeSet};

use chiso_ballot::Code;
use chiso_survey::Outcomes;
use chiso_workspace::Refusal;

use crate::entry::{Surveys, ballots_failed};
use crate::held::Held;

/// How many of some people were asked, and what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counts {
    /// People invited.
    pub(super) people: u64,
    /// Opened their ballot: exchanged the invitation.
    pub(super) opened: u64,
    /// Want no more letters, and have not opened it.
    pub(super) declined: u64,
    /// Their address takes no letters, and they have not opened it.
    pub(super) bounced: u64,
}

impl Counts {
    pub(super) fn waiting(&self) -> u64 {
        self.people - self.opened - self.declined - self.bounced
    }

    fn add(&mut self, opened: bool, declined: bool, bounced: bool) {
        self.people += 1;
        match (opened, declined, bounced) {
            (true, ..) => self.opened += 1,
            (false, true, _) => self.declined += 1,
            (false, false, true) => self.bounced += 1,
            _ => {}
        }
    }

    /// As outcomes (AAPOR, Internet surveys of specifically named persons): opened I; declined R; nothing returned, and returned undelivered, are of unknown eligibility.
    pub(super) fn outcomes(&self) -> Outcomes {
        Outcomes {
            complete: self.opened,
            refusal: self.declined,
            unknown_other: self.waiting() + self.bounced,
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
        let (mut all, mut by_group) = (Counts::default(), BTreeMap::<String, Counts>::new());
        for (invitee, code) in self.with_codes(&held.id, self.invitees(&held.id).await?, now_us).await? {
            let opened = !waiting.contains(&code.in_register());
            let bounced = failed.contains(&invitee.id);
            all.add(opened, invitee.declined, bounced);
            by_group.entry(invitee.invited_to).or_default().add(opened, invitee.declined, bounced);
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
        for (opened, declined, bounced) in
            [(true, true, true), (true, false, false), (false, true, true), (false, false, true), (false, false, false)]
        {
            counts.add(opened, declined, bounced);
        }
        assert_eq!(counts, Counts { people: 5, opened: 2, declined: 1, bounced: 1 });
        assert_eq!(counts.waiting(), 1);
        let rates = counts.outcomes().rates().unwrap();
        assert_eq!((rates.rr1, rates.rr2, rates.rr3), (0.4, 0.4, 0.4));
    }
}
