//! A letter as it is made when it is sent: to whom, with which links; to nobody who has answered, declined or was forgotten meanwhile.

use chiso_mail::{Mail, SurveyCall};
use chiso_model::Lang;
use chiso_model::agency::AgencyId;
use chiso_store::Act;
use chiso_store::StoreError;
use chiso_store::surveys::{Invitee, InviteeMailing, SurveyGroup};
use chiso_web::day_in_viet_nam;
use chiso_workspace::Refusal;
use chiso_workspace::house::{Correspondence, Doing, Outgoing, moment};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::entry::{Surveys, ballots_failed};
use crate::held::Held;

/// Kind of a job that sends a letter of a survey.
pub(super) const KIND: &str = "survey-letter";

/// What a job holds: ids alone, no name, no address, no code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Waits {
    /// Id of the campaign.
    pub(super) survey: String,
    /// Ids of the invitations of one address.
    pub(super) invitees: Vec<String>,
    /// True for a reminder.
    pub(super) again: bool,
}

impl Waits {
    fn read(payload: &Value) -> Result<Waits, Refusal> {
        serde_json::from_value(payload.clone())
            .map_err(|error| Refusal::Store(StoreError::Malformed { detail: format!("a letter of a survey: {error}") }))
    }
}

impl Surveys {
    async fn letter_of(&self, payload: &Value, now_us: i64) -> Result<Option<Outgoing>, Refusal> {
        let waits = Waits::read(payload)?;
        let held = match self.held(&waits.survey).await {
            Ok(held) => held,
            Err(Refusal::Hidden) => return Ok(None),
            Err(refusal) => return Err(refusal),
        };
        let setup = &held.campaign.setup;
        if !held.campaign.takes_ballots(now_us) {
            return Ok(None);
        }
        let ballots = self.calls_of(&held, waits.invitees, now_us).await?;
        let Some((first, link, _)) = ballots.first() else { return Ok(None) };
        let (lang, Some(to)) = (lang_of(first), first.mail.clone()) else { return Ok(None) };
        let owner = self.name_of(&setup.owner, lang, now_us);
        let decline = format!("{link}/decline");
        let mail = Mail::Survey(Box::new(SurveyCall {
            again: waits.again,
            title: setup.title.get(lang).to_owned(),
            owner,
            text: setup.letter.get(lang).to_owned(),
            ballots: ballots.iter().map(|(_, link, about)| (about.clone(), link.clone())).collect(),
            closes: moment::minute(setup.closes, lang),
            decline,
        }));
        let name = first.name.clone().unwrap_or_default();
        Ok(Some(Outgoing { to, name, lang, mail, until: setup.closes }))
    }

    /// Of some invitations those that can still be used and whose address still wants letters, each with its link and what it is about.
    async fn calls_of(
        &self,
        held: &Held,
        ids: Vec<String>,
        now_us: i64,
    ) -> Result<Vec<(Invitee, String, String)>, Refusal> {
        let found = self
            .desk
            .store()
            .read(move |reader| -> Result<_, StoreError> {
                let mut found = Vec::new();
                for id in ids {
                    let Some(invitee) = reader.get::<Invitee>(id)? else { continue };
                    let group = reader.get::<SurveyGroup>(invitee.invited_to.clone())?;
                    let about = group.and_then(|group| Some(group.design.get("unit")?.as_str()?.to_owned()));
                    found.push((invitee, about.unwrap_or_default()));
                }
                Ok(found)
            })
            .await?;
        let (invitees, abouts): (Vec<Invitee>, Vec<String>) = found.into_iter().unzip();
        let mut ballots = Vec::new();
        for ((invitee, code), about) in self.with_codes(&held.id, invitees, now_us).await?.into_iter().zip(abouts) {
            let waits = self.register.waits(&held.id, code.in_register()).await;
            let waits = waits.map_err(|error| ballots_failed(&error))? == Some(true);
            if waits && !invitee.declined && invitee.mail.is_some() {
                let link = self.link(lang_of(&invitee), &code.text());
                let about = self.name_of(&about, lang_of(&invitee), now_us);
                ballots.push((invitee, link, about));
            }
        }
        Ok(ballots)
    }

    /// The whole address of an invitation.
    pub(in crate::people) fn link(&self, lang: Lang, code: &str) -> String {
        format!("{}/{}/s/{code}", self.desk.policy().public_url, lang.tag())
    }

    /// The name of an agency; what is no agency's id is a name already.
    fn name_of(&self, agency: &str, lang: Lang, now_us: i64) -> String {
        let register = self.desk.register();
        let known = AgencyId::new(agency).ok().and_then(|id| register.on(&id, day_in_viet_nam(now_us)));
        known.map_or_else(|| agency.to_owned(), |agency| agency.title(lang).to_owned())
    }

    async fn bounced(&self, payload: &Value, why: &str, now_us: i64) -> Result<(), Refusal> {
        let Waits { survey, invitees, .. } = Waits::read(payload)?;
        let why = why.to_owned();
        self.desk
            .store()
            .write(Act::new("system", "survey.bounce", now_us), move |writer| -> Result<(), Refusal> {
                for id in invitees {
                    let failed = Some(why.clone());
                    if let Some(known) = writer.get::<InviteeMailing>(id.clone())? {
                        writer.update(&InviteeMailing { failed, ..known })?;
                    } else {
                        let survey = survey.clone();
                        writer.insert(&InviteeMailing { id, survey, sent: 0, last: now_us, failed })?;
                    }
                }
                Ok(())
            })
            .await
    }
}

/// The language that somebody is written to in.
pub(in crate::people) fn lang_of(invitee: &Invitee) -> Lang {
    if invitee.lang == Lang::En.tag() { Lang::En } else { Lang::Vi }
}

impl Correspondence for Surveys {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn letter<'a>(&'a self, payload: &'a Value, now_us: i64) -> Doing<'a, Option<Outgoing>> {
        Box::pin(self.letter_of(payload, now_us))
    }

    fn refused<'a>(&'a self, payload: &'a Value, why: &'a str, now_us: i64) -> Doing<'a, ()> {
        Box::pin(self.bounced(payload, why, now_us))
    }
}
