//! A letter or a text as it is made when it is sent: to whom, with which links; to nobody who has answered, declined or was forgotten meanwhile.

use chiso_mail::{Mail, SurveyCall};
use chiso_model::Lang;
use chiso_model::agency::AgencyId;
use chiso_sms::Number;
use chiso_store::surveys::{Invitee, InviteeMailing, SurveyGroup};
use chiso_store::{Act, StoreError, Writer};
use chiso_web::day_in_viet_nam;
use chiso_workspace::Refusal;
use chiso_workspace::house::{Correspondence, Doing, Outgoing, Sending, moment, put_down_for};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::text::{Places, words};
use super::way::{Way, Ways};
use crate::entry::{Surveys, ballots_failed};
use crate::held::Held;

const MINUTE: i64 = 60_000_000;

/// Kind of a job that sends a letter of a survey.
const LETTER: &str = "survey-letter";
/// Kind of a job that sends a text message.
const TEXT: &str = "survey-text";

/// The kind of jobs of a way.
const fn kind_of(way: Way) -> &'static str {
    match way {
        Way::Mail => LETTER,
        Way::Text => TEXT,
    }
}

fn way_of(kind: &str) -> Way {
    if kind == TEXT { Way::Text } else { Way::Mail }
}

/// What a job holds: ids alone, no name, no address, no code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Waits {
    /// Id of the campaign.
    pub(super) survey: String,
    /// Ids of the invitations of one address; of a text one alone.
    pub(super) invitees: Vec<String>,
    /// True for a reminder.
    pub(super) again: bool,
}

impl Waits {
    fn read(payload: &Value) -> Result<Waits, Refusal> {
        serde_json::from_value(payload.clone())
            .map_err(|error| Refusal::Store(StoreError::Malformed { detail: format!("a letter of a survey: {error}") }))
    }

    /// Puts it into the queue, not to be sent before a moment.
    pub(super) fn put_down(&self, writer: &mut Writer<'_>, way: Way, at: i64) -> Result<(), StoreError> {
        let payload = serde_json::to_value(self)
            .map_err(|error| StoreError::Malformed { detail: format!("a letter cannot be kept: {error}") })?;
        put_down_for(writer, kind_of(way), payload, at)
    }
}

impl Surveys {
    async fn outgoing_of(&self, way: Way, payload: &Value, now_us: i64) -> Result<Option<Outgoing>, Refusal> {
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
        let Some((first, link, about)) = ballots.first() else { return Ok(None) };
        let lang = lang_of(first);
        let owner = self.name_of(&setup.owner, lang, now_us);
        let decline = format!("{link}/decline");
        let what = match way {
            Way::Mail => {
                let Some(to) = first.mail.clone() else { return Ok(None) };
                let mail = Mail::Survey(Box::new(SurveyCall {
                    again: waits.again,
                    title: setup.title.get(lang).to_owned(),
                    owner,
                    text: setup.letter.get(lang).to_owned(),
                    ballots: ballots.iter().map(|(_, link, about)| (about.clone(), link.clone())).collect(),
                    closes: moment::minute(setup.closes, lang),
                    decline,
                }));
                Sending::Mail { to, name: first.name.clone().unwrap_or_default(), lang, mail }
            }
            Way::Text => {
                let number = first.phone.as_deref().and_then(|phone| Number::read(phone).ok());
                let Some(to) = number else { return Ok(None) };
                let link = if about.is_empty() { link.clone() } else { format!("{about}: {link}") };
                let places = Places { link: &link, decline: &decline, owner: &owner };
                Sending::Text { to, text: words(setup.sms.get(lang), places, waits.again, lang) }
            }
        };
        Ok(Some(Outgoing { what, until: setup.closes }))
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
            if waits && !invitee.declined {
                let link = self.link(lang_of(&invitee), &code.text());
                let about = self.name_of(&about, lang_of(&invitee), now_us);
                ballots.push((invitee, link, about));
            }
        }
        Ok(ballots)
    }

    /// The whole address of an invitation.
    pub(crate) fn link(&self, lang: Lang, code: &str) -> String {
        format!("{}/{}/s/{code}", self.desk.policy().public_url, lang.tag())
    }

    /// The name of an agency; what is no agency's id is a name already.
    fn name_of(&self, agency: &str, lang: Lang, now_us: i64) -> String {
        let register = self.desk.register();
        let known = AgencyId::new(agency).ok().and_then(|id| register.on(&id, day_in_viet_nam(now_us)));
        known.map_or_else(|| agency.to_owned(), |agency| agency.title(lang).to_owned())
    }

    /// Notes that a way failed; who can be reached by text instead is, so many a minute as the campaign says.
    pub(super) async fn bounced(&self, way: Way, waits: Waits, why: &str, act: Act) -> Result<(), Refusal> {
        let Waits { survey, invitees, again } = waits;
        let now_us = act.recorded;
        let ways = match self.held(&survey).await {
            Ok(held) if held.campaign.takes_ballots(now_us) => {
                let between = MINUTE / i64::from(held.campaign.setup.per_minute.max(1));
                Some((Ways::of(&self.desk, &held.campaign.setup), between))
            }
            Ok(_) | Err(Refusal::Hidden) => None,
            Err(refusal) => return Err(refusal),
        };
        let why = why.to_owned();
        let note = move |writer: &mut Writer<'_>| -> Result<(), Refusal> {
            let mut at = now_us;
            for id in invitees {
                let Some(invitee) = writer.get::<Invitee>(id.clone())? else { continue };
                let known = writer.get::<InviteeMailing>(id.clone())?;
                let before = known.as_ref().and_then(|known| known.failed.as_deref());
                let failed = way.failure(before, &why);
                // What was put down when the same failed before is on its way.
                let is_new = way.is_new(before);
                let left = ways
                    .filter(|_| is_new)
                    .and_then(|(ways, between)| Some((ways.to(&invitee, Some(&failed))?, between)));
                if let Some(known) = known {
                    writer.update(&InviteeMailing { failed: Some(failed), ..known })?;
                } else {
                    let (id, survey) = (id.clone(), survey.clone());
                    writer.insert(&InviteeMailing { id, survey, sent: 0, last: now_us, failed: Some(failed) })?;
                }
                if let (Some((Way::Text, between)), Way::Mail) = (left, way) {
                    Waits { survey: survey.clone(), invitees: vec![id], again }.put_down(writer, Way::Text, at)?;
                    at += between;
                }
            }
            Ok(())
        };
        self.desk.store().write(act, note).await
    }
}

/// The language that somebody is written to in.
pub(in crate::people) fn lang_of(invitee: &Invitee) -> Lang {
    if invitee.lang == Lang::En.tag() { Lang::En } else { Lang::Vi }
}

impl Correspondence for Surveys {
    fn kinds(&self) -> &'static [&'static str] {
        &[LETTER, TEXT]
    }

    fn outgoing<'a>(&'a self, kind: &'a str, payload: &'a Value, now_us: i64) -> Doing<'a, Option<Outgoing>> {
        Box::pin(self.outgoing_of(way_of(kind), payload, now_us))
    }

    fn refused<'a>(&'a self, kind: &'a str, payload: &'a Value, why: &'a str, now_us: i64) -> Doing<'a, ()> {
        Box::pin(async move {
            let act = Act::new("system", "survey.bounce", now_us);
            self.bounced(way_of(kind), Waits::read(payload)?, why, act).await
        })
    }
}
