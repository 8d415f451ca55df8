//! Who interviews which group: what a manager decides.

use std::collections::BTreeMap;

use chiso_access::{Action, Resource};
use chiso_model::Text;
use chiso_store::Writer;
use chiso_store::fieldwork::SurveyInterviewer;
use chiso_store::surveys::SurveyGroup;
use chiso_survey::campaign::{Mode, Phase};
use chiso_web::Caller;
use chiso_workspace::{Desk, Refusal};

use super::accounts::{by_label, label};
use crate::entry::Surveys;
use crate::held::Held;

/// What shall become of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Assigned {
    /// Id of the group.
    pub(super) group: String,
    /// Whose it was when the page was made; none: nobody's.
    pub(super) seen: Option<String>,
    /// Whose it shall be.
    pub(super) to: Option<String>,
}

impl Surveys {
    /// Who has which group of a campaign: account by group.
    ///
    /// # Errors
    /// The store.
    pub(super) async fn assigned(&self, held: &Held) -> Result<BTreeMap<String, String>, Refusal> {
        let survey = held.id.clone();
        let rows = self.desk.store().read(move |reader| reader.survey_interviewers(&survey)).await?;
        Ok(rows.into_iter().map(|row| (row.id, row.person)).collect())
    }

    /// Assigns the groups that nobody has to those whom the list of people means by its column `interviewer`; how many.
    ///
    /// # Errors
    /// Where the caller may not; where the campaign takes no interviews; the store.
    pub async fn assign_as_listed(&self, caller: &Caller, survey: &str) -> Result<usize, Refusal> {
        let held = self.seen(caller, survey).await?;
        let (assigned, accounts) = (self.assigned(&held).await?, self.accounts(caller, &held).await?);
        let known = by_label(&accounts);
        let meant = |group: &SurveyGroup| {
            let named = group.design.get("interviewer").and_then(serde_json::Value::as_str)?;
            let account = known.get(&label(named)).cloned().flatten()?;
            let free = !assigned.contains_key(&group.id);
            free.then(|| Assigned { group: group.id.clone(), seen: None, to: Some(account) })
        };
        let groups = self.groups(&held).await?.iter().filter_map(meant).collect();
        self.assign(caller, &held, groups).await
    }

    /// Assigns groups of a campaign, all of them or none; how many were changed.
    ///
    /// # Errors
    /// Where the caller may not; where the campaign takes no interviews, or no more; where somebody else changed one of them meanwhile; an account that cannot interview;
    /// the store.
    pub(super) async fn assign(&self, caller: &Caller, held: &Held, groups: Vec<Assigned>) -> Result<usize, Refusal> {
        self.may(caller, Action::Change, Resource::Survey, &held.campaign.setup.owner)?;
        if !held.campaign.setup.modes.contains(&Mode::Interview) || held.campaign.phase > Phase::Open {
            return Err(Refusal::whole(
                "Đợt khảo sát không thu phiếu qua phỏng vấn, hoặc đã đóng. Không phân công được nữa.",
                "The survey takes no interviews, or is closed. Groups can no longer be assigned.",
            ));
        }
        let accounts = self.accounts(caller, held).await?;
        let known: Vec<String> = self.groups(held).await?.into_iter().map(|group| group.id).collect();
        let changed: Vec<Assigned> = groups.into_iter().filter(|group| group.to != group.seen).collect();
        let is_account = |to: &String| accounts.iter().any(|account| account.id == *to);
        if changed.iter().any(|group| !known.contains(&group.group) || !group.to.as_ref().is_none_or(is_account)) {
            return Err(Refusal::whole(
                "Tài khoản đã chọn không còn là điều tra viên. Hãy chọn người khác.",
                "The account that was chosen is no longer an interviewer. Choose another.",
            ));
        }
        let (count, survey) = (changed.len(), held.id.clone());
        if count == 0 {
            return Ok(0);
        }
        let put = move |writer: &mut Writer<'_>| -> Result<(), Refusal> {
            changed.into_iter().try_for_each(|group| put(writer, &survey, group))
        };
        self.desk.store().write(Desk::act(caller, "survey.assign"), put).await?;
        Ok(count)
    }
}

fn put(writer: &mut Writer<'_>, survey: &str, group: Assigned) -> Result<(), Refusal> {
    let before = writer.get::<SurveyInterviewer>(group.group.clone())?;
    if before.as_ref().map(|row| &row.person) != group.seen.as_ref() {
        return Err(Refusal::Fields(vec![(
            "",
            Text::new(
                "Người khác vừa phân công lại một nhóm trên trang này. Chưa ghi gì; hãy xem lại rồi lưu.",
                "Somebody else has just assigned a group of this page. Nothing was kept; look again, then save.",
            ),
        )]));
    }
    match (before, group.to) {
        (_, None) => writer.delete::<SurveyInterviewer>(group.group)?,
        (Some(row), Some(person)) => writer.update(&SurveyInterviewer { person, ..row })?,
        (None, Some(person)) => {
            writer.insert(&SurveyInterviewer { id: group.group, survey: survey.to_owned(), person })?;
        }
    }
    Ok(())
}
