//! The deed: keys of new groups first, which takes time and keeps nothing; then event, groups and people in one transaction; the register last.
//!
//! Whatever stops the program, nothing is there, or all but the register. What is missing there is put in when the program starts again
//! ([`Surveys::settle_invitations`]), and no letter leaves before.

use std::collections::BTreeMap;
use std::sync::Arc;

use chiso_access::{Action, Resource};
use chiso_ballot::{Issuer, IssuerError};
use chiso_model::Text;
use chiso_store::surveys::{Invitee, SurveyGroup};
use chiso_store::{StoreError, Writer};
use chiso_survey::campaign::{By, CampaignCommand};
use chiso_web::Caller;
use chiso_workspace::house::new_id;
use chiso_workspace::{Desk, Refusal};

use super::groups::{Alike, alike, key, label, value};
use super::person::PeopleList;
use super::under_way::Progress;
use crate::entry::{Surveys, ballots_failed};
use crate::held::Held;

impl Surveys {
    /// Invites the people of a list: puts them into groups, makes keys for the new ones, and codes for everybody. Gives how many they are.
    ///
    /// # Errors
    /// Where the caller may not; why the campaign refuses, as that the list was invited before; groups that are too small; the store, the register, no random bytes. Only
    /// where the register fails is anything kept, and the next start mends that.
    pub async fn invite(
        &self,
        caller: &Caller,
        survey: &str,
        list: PeopleList,
        progress: Arc<Progress>,
    ) -> Result<u64, Refusal> {
        let held = self.seen(caller, survey).await?;
        self.may(caller, Action::Change, Resource::Survey, &held.campaign.setup.owner)?;
        // The register comes last, and must be there by then.
        self.at_home()?;
        let people = list.people.len() as u64;
        let command = CampaignCommand::Invite { people, list: list.sha256.clone() };
        let by = By { person: Desk::person_of(caller)?, at: caller.now_us };
        held.campaign.decide(&by, command.clone()).map_err(|refusal| crate::act::in_words(&refusal))?;
        self.fit(&held, &list.people).await?;
        let known: Vec<String> = self.groups(&held).await?.iter().map(|group| key(&group.design)).collect();
        let groups = alike(&list.people);
        let new: Vec<String> = groups.keys().filter(|key| !known.contains(key)).cloned().collect();
        progress.begin(new.len());
        let keys = tokio::task::spawn_blocking(move || keys(new, &progress));
        let keys = keys.await.map_err(|_| no_keys())?.map_err(|_| no_keys())?;
        let id = survey.to_owned();
        let put = move |writer: &mut Writer<'_>, _: &Held| put(writer, &id, &list, groups, keys);
        self.act_then(caller, survey, command, put).await?;
        self.settle_invitations(survey, caller.now_us).await?;
        Ok(people)
    }

    /// Puts the codes of everybody who was invited into the register, as far as they are not there; how many were missing.
    ///
    /// # Errors
    /// The store, the register.
    pub async fn settle_invitations(&self, survey: &str, now_us: i64) -> Result<usize, Refusal> {
        let all = self.with_codes(survey, self.invitees(survey).await?, now_us).await?;
        let codes = all.iter().map(|(_, code)| code.in_register()).collect();
        self.register.invite(survey, codes).await.map_err(|error| ballots_failed(&error))
    }
}

/// A key for each of some groups, as they are kept: what signs, and what verifies.
type Keys = BTreeMap<String, (Vec<u8>, Vec<u8>)>;

fn keys(groups: Vec<String>, progress: &Progress) -> Result<Keys, IssuerError> {
    let key = |group: String| {
        let issuer = Issuer::generate()?;
        let pair = (issuer.to_bytes()?, issuer.verifier().to_bytes()?);
        progress.step();
        Ok((group, pair))
    };
    groups.into_iter().map(key).collect()
}

/// Keeps groups and people. A group that somebody else made meanwhile is theirs.
fn put(
    writer: &mut Writer<'_>,
    survey: &str,
    list: &PeopleList,
    groups: BTreeMap<String, Alike>,
    mut keys: Keys,
) -> Result<(), Refusal> {
    let before = writer.survey_groups(survey)?;
    let mut number = before.len();
    let mut known: BTreeMap<String, SurveyGroup> =
        before.into_iter().map(|group| (key(&group.design), group)).collect();
    for (key, group) in groups {
        let more = i64::try_from(group.people.len()).unwrap_or(i64::MAX);
        let id = if let Some(there) = known.remove(&key) {
            let id = there.id.clone();
            writer.update(&SurveyGroup { people: there.people.saturating_add(more), ..there })?;
            id
        } else {
            let (signing, verifying) = keys.remove(&key).ok_or_else(no_keys)?;
            number += 1;
            let id = format!("{survey}/{number:06}");
            let (label, design) = (label(&group.design), value(&group.design));
            let survey = survey.to_owned();
            writer.insert(&SurveyGroup { id: id.clone(), survey, label, design, people: more, verifying, signing })?;
            id
        };
        for place in group.people {
            invite(writer, survey, &id, &list.people[place])?;
        }
    }
    Ok(())
}

fn invite(
    writer: &mut Writer<'_>,
    survey: &str,
    group: &str,
    person: &super::person::Person,
) -> Result<(), StoreError> {
    writer.insert(&Invitee {
        id: new_id(),
        survey: survey.to_owned(),
        invited_to: group.to_owned(),
        lang: person.lang.tag().to_owned(),
        declined: false,
        name: person.name.clone(),
        mail: person.mail.clone(),
        phone: person.phone.clone(),
        salt: Some(chiso_store::salt()),
    })
}

fn no_keys() -> Refusal {
    Refusal::Fault(Text::new(
        "Máy chủ không tạo được khóa cho các nhóm. Hãy thử lại.",
        "The server could not make keys for the groups. Try again.",
    ))
}
