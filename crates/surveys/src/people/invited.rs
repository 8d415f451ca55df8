//! Invited people, and the codes of their invitations, which are kept nowhere and made whenever they are needed.

use chiso_store::surveys::Invitee;
use chiso_workspace::Refusal;

use crate::code::InvitationCode;
use crate::entry::Surveys;

impl Surveys {
    /// Everybody who was invited to a campaign, by id.
    pub(crate) async fn invitees(&self, survey: &str) -> Result<Vec<Invitee>, Refusal> {
        let survey = survey.to_owned();
        Ok(self.desk.store().read(move |reader| reader.invitees(&survey, "", i64::MAX)).await?)
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
