//! Who interviews which group: what a manager decides.

use chiso_access::{Action, Resource};
use chiso_model::Text;
use chiso_store::Writer;
use chiso_store::fieldwork::SurveyInterviewer;
use chiso_store::surveys::SurveyGroup;
use chiso_survey::campaign::{Mode, Phase};
use chiso_web::Caller;
use chiso_workspace::{Desk, Refusal};

use super::accounts::{Account, by_label, label};
use super::holders::{Holders, give};
use crate::entry::Surveys;
use crate::held::Held;
use crate::results::interviewer;

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

/// The groups that nobody has, each to whom the list of people means by its column `interviewer`.
pub(super) fn proposed(groups: &[SurveyGroup], holders: &Holders, accounts: &[Account]) -> Vec<Assigned> {
    let known = by_label(accounts);
    let free = groups.iter().filter(|group| !holders.now.contains_key(&group.id));
    let meant = |group: &SurveyGroup| {
        let to = known.get(&label(interviewer(&group.design)?)).cloned().flatten()?;
        Some(Assigned { group: group.id.clone(), seen: None, to: Some(to) })
    };
    free.filter_map(meant).collect()
}

impl Surveys {
    /// Assigns the groups that nobody has to those whom the list of people means by its column `interviewer`; how many.
    ///
    /// # Errors
    /// Where the caller may not; where the campaign takes no interviews; the store.
    pub async fn assign_as_listed(&self, caller: &Caller, survey: &str) -> Result<usize, Refusal> {
        let held = self.seen(caller, survey).await?;
        let (holders, accounts) = (self.holders(&held).await?, self.accounts(caller, &held).await?);
        let groups = self.groups(&held).await?;
        self.assign(caller, &held, proposed(&groups, &holders, &accounts)).await
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
    Ok(give(writer, survey, group.group, before, group.to)?)
}
