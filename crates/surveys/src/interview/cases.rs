//! The people whom an interviewer is to visit: those of the groups that a manager assigned to the account, in surveys that take interviews.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chiso_access::{Action, Resource, Target};
use chiso_model::agency::AgencyId;
use chiso_store::fieldwork::SurveyVisit;
use chiso_store::surveys::{Invitee, SurveyGroup};
use chiso_survey::campaign::{Mode, Phase};
use chiso_web::Caller;
use chiso_workspace::{Desk, Refusal};

use crate::code::InvitationCode;
use crate::entry::{Surveys, ballots_failed};
use crate::held::Held;

/// Somebody to be visited.
pub(super) struct Case {
    pub(super) invitee: Invitee,
    pub(super) code: InvitationCode,
    /// Whether the invitation waits: nobody has used it.
    pub(super) waits: bool,
}

/// The part of a campaign that is one interviewer's.
pub(super) struct Cases {
    pub(super) held: Arc<Held>,
    /// Groups, by id.
    pub(super) groups: BTreeMap<String, SurveyGroup>,
    /// Everybody in them who has not declined, by id.
    pub(super) people: BTreeMap<String, Case>,
}

impl Surveys {
    /// Whether a caller may interview at an agency where a manager says so.
    fn interviews_at(&self, caller: &Caller, agency: &str) -> Result<(), Refusal> {
        let person = Desk::person_of(caller)?;
        let register = self.desk.register();
        let above = AgencyId::new(agency).map(|id| register.ancestors(&id, caller.day)).unwrap_or_default();
        let above: Vec<&str> = above.iter().map(|above| above.id().as_str()).collect();
        let own = Target::of(Resource::Ballot).in_agency(agency, &above).owned_by(&person);
        Desk::may(caller, Action::Change, &own)
    }

    /// A campaign that takes interviews, and the ids of the groups that are a caller's in it.
    ///
    /// # Errors
    /// [`Refusal::Hidden`] where none is: whose group it is, is told to nobody else.
    pub(super) async fn own_groups(
        &self,
        caller: &Caller,
        survey: &str,
    ) -> Result<(Arc<Held>, BTreeSet<String>), Refusal> {
        let person = Desk::person_of(caller)?;
        let held = self.held(survey).await?;
        self.interviews_at(caller, &held.campaign.setup.owner).map_err(|_| Refusal::Hidden)?;
        let id = held.id.clone();
        let assigned = self.desk.store().read(move |reader| reader.survey_interviewers(&id)).await?;
        let own: BTreeSet<String> = assigned.into_iter().filter(|row| row.person == person).map(|row| row.id).collect();
        if own.is_empty() || !held.campaign.setup.modes.contains(&Mode::Interview) {
            return Err(Refusal::Hidden);
        }
        Ok((held, own))
    }

    /// The part of a campaign that is a caller's.
    ///
    /// # Errors
    /// As [`Surveys::own_groups`]; the store, the register.
    pub(super) async fn cases_of(&self, caller: &Caller, survey: &str) -> Result<Cases, Refusal> {
        let (held, own) = self.own_groups(caller, survey).await?;
        let groups = self.groups(&held).await?.into_iter().filter(|group| own.contains(&group.id));
        let groups = groups.map(|group| (group.id.clone(), group)).collect();
        let waiting = self.register.waiting(&held.id).await.map_err(|error| ballots_failed(&error))?;
        let waiting: BTreeSet<_> = waiting.into_iter().collect();
        let key = self.desk.invitation_key(caller.now_us).await?;
        let theirs = |invitee: &Invitee| own.contains(&invitee.invited_to) && !invitee.declined;
        let people = self.invitees(&held.id).await?.into_iter().filter(theirs).map(|invitee| {
            let code = InvitationCode(key.code(&held.id, &invitee.id));
            let waits = waiting.contains(&code.in_register());
            (invitee.id.clone(), Case { invitee, code, waits })
        });
        let people = people.collect();
        Ok(Cases { held, groups, people })
    }

    /// Every campaign in which a caller has somebody to visit, the newest first; not drafts, which nobody has announced, and not those whose results are out.
    ///
    /// # Errors
    /// The store, the register.
    pub(super) async fn all_cases_of(&self, caller: &Caller) -> Result<Vec<Cases>, Refusal> {
        let mut found = Vec::new();
        for held in self.all().await? {
            if matches!(held.campaign.phase, Phase::Open | Phase::Closed) {
                match self.cases_of(caller, &held.id).await {
                    Ok(cases) => found.push(cases),
                    Err(Refusal::Hidden) => {}
                    Err(other) => return Err(other),
                }
            }
        }
        Ok(found)
    }

    /// Visits of a campaign, by invitee.
    ///
    /// # Errors
    /// The store.
    pub(crate) async fn visits(&self, survey: &str) -> Result<BTreeMap<String, Vec<SurveyVisit>>, Refusal> {
        let survey = survey.to_owned();
        let all = self.desk.store().read(move |reader| reader.survey_visits(&survey)).await?;
        let mut by_invitee = BTreeMap::<String, Vec<SurveyVisit>>::new();
        for visit in all {
            by_invitee.entry(visit.invitee.clone()).or_default().push(visit);
        }
        Ok(by_invitee)
    }
}
