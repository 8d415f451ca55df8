//! Drawing people to be called again.

use std::collections::{BTreeMap, BTreeSet};

use chiso_files::FileHash;
use chiso_store::Writer;
use chiso_store::fieldwork::SurveyCallback;
use chiso_survey::campaign::CampaignCommand;
use chiso_survey::{CallBackDraw, Called, HowMany, Seed, to_call_back};
use chiso_web::Caller;
use chiso_workspace::Refusal;

use super::again::campaign_of;
use super::cases::Cases;
use crate::entry::{Surveys, ballots_failed};
use crate::held::Held;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) seed: Seed,
    pub(super) many: HowMany,
    /// Names of questions; those of the first draw stay.
    pub(super) questions: Vec<String>,
}

/// Who can be drawn, by interviewer: who was met up to a day, can be called, and was not drawn before.
pub(super) fn can_be_drawn(cases: &Cases, phones: &BTreeSet<String>, until: &str) -> BTreeMap<String, Vec<String>> {
    let mut met: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (id, one) in &cases.met {
        if one.day.as_str() <= until && phones.contains(id) && !cases.drawn.contains_key(id) {
            met.entry(one.interviewer.clone()).or_default().push(id.clone());
        }
    }
    met
}

impl Surveys {
    /// Ids of those people of a campaign who can be called.
    ///
    /// # Errors
    /// The store.
    pub(super) async fn phones(&self, held: &Held) -> Result<BTreeSet<String>, Refusal> {
        let all = self.invitees(&held.id).await?;
        Ok(all.into_iter().filter(|invitee| invitee.phone.is_some()).map(|invitee| invitee.id).collect())
    }

    /// Draws people who were interviewed up to the day before, to be called again; how many.
    ///
    /// # Errors
    /// Where the caller may not; where nobody can be drawn, or the seed was used before; the store, the box.
    pub(super) async fn draw_call_backs(&self, caller: &Caller, held: &Held, asked: Asked) -> Result<u64, Refusal> {
        // Of today's interviews more may come from tablets that have no network now.
        let until = caller.day.yesterday().unwrap_or(caller.day).to_string();
        let met = can_be_drawn(&self.call_back_cases(held, caller.now_us).await?, &self.phones(held).await?, &until);
        let drawn = to_call_back(&asked.seed, &met, asked.many);
        let first = held.campaign.call_backs.first();
        let many = drawn.len() as u64;
        let draw = CallBackDraw {
            seed: asked.seed,
            many: asked.many,
            until,
            met: met.values().map(|people| people.len() as u64).sum(),
            list: FileHash::of(CallBackDraw::list_of(&met).as_bytes()).to_string(),
            drawn: many,
            questions: first.map_or(asked.questions, |first| first.questions.clone()),
        };
        // What is answered again lies in the box as well: two backups must have so many between them as of the survey itself.
        let set = self.ballots.between_copies(&campaign_of(held), held.campaign.setup.between).await;
        set.map_err(|error| ballots_failed(&error))?;
        let survey = held.id.clone();
        let put = move |writer: &mut Writer<'_>, _: &Held| -> Result<(), Refusal> {
            let state = Called::ToCall.id();
            for id in drawn {
                let survey = survey.clone();
                writer.insert(&SurveyCallback { id, survey, state: state.to_owned(), day: None, made_by: None })?;
            }
            Ok(())
        };
        self.act_then(caller, &held.id, CampaignCommand::CallBack { draw: Box::new(draw) }, put).await?;
        Ok(many)
    }
}
