//! The people whom an interviewer is to visit: those of the groups that a manager assigned to the account, in surveys that take interviews; and those of whom a device may still
//! send what was finished: of groups that the account had before, or who asked for no more letters since.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chiso_ballot::Code;
use chiso_store::fieldwork::SurveyVisit;
use chiso_store::surveys::SurveyGroup;
use chiso_survey::campaign::{Mode, Phase};
use chiso_web::Caller;
use chiso_workspace::{Desk, Refusal};

use super::holders::Holders;
use crate::entry::{Surveys, ballots_failed};
use crate::held::Held;

/// Somebody whom an interviewer is to visit, or may have interviewed.
pub(super) struct Case {
    /// Id of the group.
    pub(super) group: String,
    pub(super) code: Code,
    /// Whether they are to be visited: their invitation waits, they take letters, and the group is the caller's.
    pub(super) to_visit: bool,
}

/// The part of a campaign that is one interviewer's.
pub(super) struct Cases {
    pub(super) held: Arc<Held>,
    /// The account's groups, by id.
    pub(super) groups: BTreeMap<String, SurveyGroup>,
    /// How many people of these take letters.
    pub(super) own: usize,
    /// Everybody of whom something may be sent, by id.
    pub(super) people: BTreeMap<String, Case>,
}

impl Surveys {
    /// A campaign that takes interviews, and who has its groups, where a caller has one of them or had one.
    ///
    /// # Errors
    /// [`Refusal::Hidden`] where the caller has none and had none: whose group it is, is told to nobody else.
    pub(super) async fn held_for(&self, caller: &Caller, survey: &str) -> Result<(Arc<Held>, Holders), Refusal> {
        let person = Desk::person_of(caller)?;
        let held = self.held(survey).await?;
        self.may_take_ballots(caller, &held.campaign.setup.owner).map_err(|_| Refusal::Hidden)?;
        let holders = self.holders(&held).await?;
        if !holders.knows(&person) || !held.campaign.setup.modes.contains(&Mode::Interview) {
            return Err(Refusal::Hidden);
        }
        Ok((held, holders))
    }

    /// The part of a campaign that is a caller's.
    ///
    /// # Errors
    /// As [`Surveys::held_for`]; the store, the register.
    pub(super) async fn cases_of(&self, caller: &Caller, survey: &str) -> Result<Cases, Refusal> {
        let (held, holders) = self.held_for(caller, survey).await?;
        let account = Desk::person_of(caller)?;
        let groups = self.groups(&held).await?.into_iter().filter(|group| holders.has(&group.id, &account));
        let groups: BTreeMap<String, SurveyGroup> = groups.map(|group| (group.id.clone(), group)).collect();
        let waiting = self.register.waiting(&held.id).await.map_err(|error| ballots_failed(&error))?;
        let waiting: BTreeSet<Code> = waiting.into_iter().collect();
        let (mut own, mut people) = (0, BTreeMap::new());
        for (code, person) in self.people_of(&held, caller.now_us).await?.iter() {
            if holders.has_or_had(&person.group, &account) {
                let is_own = groups.contains_key(&person.group) && !person.declined;
                own += usize::from(is_own);
                let to_visit = is_own && waiting.contains(code);
                people.insert(person.invitee.clone(), Case { group: person.group.clone(), code: *code, to_visit });
            }
        }
        Ok(Cases { held, groups, own, people })
    }

    /// Every campaign in which a caller interviews or did, the newest first; not drafts, which nobody has announced, and not those whose results are out.
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
