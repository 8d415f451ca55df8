//! Invited people, and the codes of their invitations, which are kept nowhere and made whenever they are needed.

use chiso_store::surveys::{Invitee, SurveyGroup};
use chiso_store::{Reader, StoreError};
use chiso_workspace::Refusal;

use crate::code::InvitationCode;
use crate::entry::Surveys;

impl Surveys {
    /// Everybody who was invited to a campaign, by id.
    pub(crate) async fn invitees(&self, survey: &str) -> Result<Vec<Invitee>, Refusal> {
        let survey = survey.to_owned();
        Ok(self.desk.store().read(move |reader| reader.invitees(&survey, "", i64::MAX)).await?)
    }

    /// Some of the people of a campaign, or of one of its groups, for a page: group by group, each by name, so many after the first `from`; and how many there are. Only groups are
    /// read that stand on the page.
    pub(super) async fn on_page(
        &self,
        groups: &[SurveyGroup],
        group: &str,
        (from, many): (usize, usize),
    ) -> Result<(Vec<Invitee>, usize), Refusal> {
        let (mut before, mut wanted, mut skipped) = (0, Vec::new(), 0);
        for known in groups.iter().filter(|known| group.is_empty() || known.id == group) {
            let people = usize::try_from(known.people).unwrap_or_default();
            if before + people <= from {
                skipped = before + people;
            } else if before < from + many {
                wanted.push(known.id.clone());
            }
            before += people;
        }
        let read = move |reader: &mut Reader<'_>| -> Result<Vec<Invitee>, StoreError> {
            let mut all = Vec::new();
            for group in wanted {
                let mut some = reader.invitees_of_group(&group)?;
                some.sort_by(|a, b| (&a.name, &a.mail, &a.id).cmp(&(&b.name, &b.mail, &b.id)));
                all.extend(some);
            }
            Ok(all)
        };
        let read = self.desk.store().read(read).await?;
        Ok((read.into_iter().skip(from - skipped.min(from)).take(many).collect(), before))
    }

    /// Each of some invited people with the code of the invitation.
    pub(crate) async fn with_codes(
        &self,
        survey: &str,
        invitees: Vec<Invitee>,
        now_us: i64,
    ) -> Result<Vec<(Invitee, InvitationCode)>, Refusal> {
        let key = self.desk.invitation_key(now_us).await?;
        let code = |invitee: Invitee| {
            let code = InvitationCode(key.code(survey, &invitee.id));
            (invitee, code)
        };
        Ok(invitees.into_iter().map(code).collect())
    }
}
