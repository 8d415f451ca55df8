//! Ballots of made-up people, given as a browser without JavaScript gives them: the invitation is exchanged in the register, a token is made and checked, and the box takes
//! the ballot. Only in a survey that says everywhere that it is simulated.

use std::sync::Arc;

use chiso_ballot::{Ballot, Cast, Issued};
use chiso_model::{Date, Text};
use chiso_questionnaire::Answers;
use chiso_survey::campaign::Mode;
use chiso_workspace::Refusal;
use chiso_workspace::house::new_id;
use tokio::task::JoinSet;

use crate::answer::unkept;
use crate::code::InvitationCode;
use crate::entry::Surveys;
use crate::given::Given;

/// The ballot of somebody made up.
#[derive(Debug, Clone, PartialEq)]
pub struct Simulated {
    /// Id of the invitee.
    pub invitee: String,
    /// The answers, which the questionnaire takes.
    pub answers: Answers,
    /// How it is given.
    pub mode: Mode,
    /// Seconds from the first screen to the last.
    pub took: Option<u32>,
    /// The day in Việt Nam.
    pub day: Date,
}

impl Surveys {
    /// Gives ballots of made-up people, many at once; how many counted.
    ///
    /// # Errors
    /// A survey that is not simulated or does not take ballots at that moment; an invitation that is used or unknown; the store, register, box.
    pub async fn give_simulated(
        self: &Arc<Self>,
        survey: &str,
        ballots: Vec<Simulated>,
        now_us: i64,
    ) -> Result<usize, Refusal> {
        let held = self.held(survey).await?;
        if !held.campaign.setup.simulated || !held.campaign.takes_ballots(now_us) {
            return Err(Refusal::Forbidden);
        }
        let invitees = self.with_codes(survey, self.invitees(survey).await?, now_us).await?;
        let mut giving = JoinSet::new();
        for simulated in ballots {
            let found = invitees.iter().find(|(invitee, _)| invitee.id == simulated.invitee);
            let (invitee, code) = found.ok_or(Refusal::Hidden)?;
            let (surveys, survey) = (Arc::clone(self), survey.to_owned());
            let (group, code) = (invitee.invited_to.clone(), *code);
            giving.spawn(async move { surveys.give(&survey, &group, code, simulated).await });
        }
        let mut counted = 0;
        while let Some(given) = giving.join_next().await {
            let given = given.map_err(|error| Refusal::Fault(Text::new(error.to_string(), error.to_string())))?;
            counted += usize::from(given? == Cast::Counted);
        }
        Ok(counted)
    }

    async fn give(&self, survey: &str, group: &str, code: InvitationCode, ballot: Simulated) -> Result<Cast, Refusal> {
        let Simulated { answers, mode, took, day, .. } = ballot;
        let day = day.to_string();
        let keys = self.group(survey, group).await?.ok_or(Refusal::Hidden)?;
        let token = keys.issuer.token_made_here().map_err(|error| unkept(&error))?;
        let issued = self.register.exchange(survey, code.in_register(), new_id().as_bytes(), &day).await;
        if issued.map_err(|error| unkept(&error))? != Issued::Now {
            return Err(Refusal::Forbidden);
        }
        let answers = Given { answers, mode, took }.text();
        let ballot = Ballot { campaign: survey.to_owned(), people: group.to_owned(), day, answers };
        self.ballots.cast(token.mark(), ballot).await.map_err(|error| unkept(&error))
    }
}
