//! Commands on campaigns, from a caller to the store: the right, the decision, the event and the journal in one transaction.

use std::sync::Arc;

use chiso_access::{Action, Resource};
use chiso_model::{Lang, Text};
use chiso_store::{StoreError, Writer};
use chiso_survey::campaign::{By, Campaign, CampaignCommand, CampaignRefusal, Setup};
use chiso_web::Caller;
use chiso_workspace::house::new_id;
use chiso_workspace::{Desk, Refusal};

use crate::entry::{Surveys, ballots_failed};
use crate::held::Held;
use crate::kept;

/// The right that a command needs at the agency that runs the campaign. Setting up a new one needs [`Action::Create`].
pub(crate) fn needs(command: &CampaignCommand) -> Action {
    match command {
        CampaignCommand::Discard { .. } => Action::Remove,
        CampaignCommand::Publish { .. } => Action::Publish,
        CampaignCommand::Revise { .. }
        | CampaignCommand::Invite { .. }
        | CampaignCommand::Open
        | CampaignCommand::MoveClose { .. }
        | CampaignCommand::Close { .. }
        | CampaignCommand::SetPopulation { .. }
        | CampaignCommand::CallBack { .. } => Action::Change,
    }
}

/// A reason in both languages, beside the field that it is about where it is about one.
pub(crate) fn in_words(refusal: &CampaignRefusal) -> Refusal {
    let field = match refusal {
        CampaignRefusal::NoReason => "reason",
        CampaignRefusal::CloseOver => "closes_day",
        CampaignRefusal::SameSeed => "seed",
        _ => "",
    };
    Refusal::Fields(vec![(field, Text::new(refusal.text(Lang::Vi), refusal.text(Lang::En)))])
}

impl Surveys {
    /// Sets a new campaign up as a draft. Gives its id.
    ///
    /// # Errors
    /// Where the caller may not create surveys at the agency that shall run it; the store.
    pub async fn draft(&self, caller: &Caller, setup: Setup) -> Result<String, Refusal> {
        self.may(caller, Action::Create, Resource::Survey, &setup.owner)?;
        let by = By { person: Desk::person_of(caller)?, at: caller.now_us };
        let id = new_id();
        let survey = id.clone();
        let draft = move |writer: &mut Writer<'_>| kept::put(writer, &survey, 1, &Campaign::draft(&by, setup));
        self.desk.store().write(Desk::act(caller, "survey.draft"), draft).await?;
        Ok(id)
    }

    /// Carries out a command on a campaign.
    ///
    /// # Errors
    /// Where the caller may not; why the campaign refuses, as [`Refusal::Fields`] about the whole form; the store.
    pub async fn act(&self, caller: &Caller, survey: &str, command: CampaignCommand) -> Result<(), Refusal> {
        self.act_then(caller, survey, command, |_, _| Ok(())).await
    }

    /// Carries out a command on a campaign, and in the same transaction what follows from it.
    ///
    /// # Errors
    /// As [`Self::act`], and what `then` refuses.
    pub async fn act_then(
        &self,
        caller: &Caller,
        survey: &str,
        command: CampaignCommand,
        then: impl FnOnce(&mut Writer<'_>, &Held) -> Result<(), Refusal> + Send + 'static,
    ) -> Result<(), Refusal> {
        let before = self.seen(caller, survey).await?;
        self.may(caller, needs(&command), Resource::Survey, &before.campaign.setup.owner)?;
        if let CampaignCommand::Revise { setup } = &command {
            self.may(caller, Action::Create, Resource::Survey, &setup.owner)?;
        }
        if command == CampaignCommand::Open {
            // Before it is open: no backup may come in between.
            let set = self.ballots.between_copies(survey, before.campaign.setup.between).await;
            set.map_err(|error| ballots_failed(&error))?;
        }
        let by = By { person: Desk::person_of(caller)?, at: caller.now_us };
        let act = Desk::act(caller, command.name());
        let (kept, id) = (Arc::clone(&self.kept), survey.to_owned());
        let write = move |writer: &mut Writer<'_>| -> Result<(), Refusal> {
            let held = kept.one(writer, &id)?.ok_or(Refusal::Hidden)?;
            let event = held.campaign.decide(&by, command).map_err(|refusal| in_words(&refusal))?;
            let mut after = held.as_ref().clone();
            after.campaign.apply(&event);
            put(writer, &after, &event)?;
            then(writer, &after)
        };
        self.desk.store().write(act, write).await
    }
}

fn put(writer: &mut Writer<'_>, after: &Held, event: &chiso_survey::campaign::Happened) -> Result<(), StoreError> {
    kept::put(writer, &after.id, after.campaign.version, event)
}
