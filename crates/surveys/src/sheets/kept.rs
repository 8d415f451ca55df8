//! Sheets as they are kept: their rows, and where to find what was keyed. A row holds ids of the drawer, chosen by chance; what was keyed lies there, outside of the store, its
//! logs and all backups, until two who keyed agree.

use std::collections::BTreeSet;

use chiso_ballot::{Drawer, DrawerId};
use chiso_model::{Lang, Text};
use chiso_store::fieldwork::SurveySheet;
use chiso_store::surveys::SurveyGroup;
use chiso_store::{Act, Writer};
use chiso_survey::campaign::{Mode, Phase};
use chiso_survey::sheet::{SheetRefusal, SheetState, Stamp};
use chiso_workspace::Refusal;
use serde::{Deserialize, Serialize};

use crate::entry::{Surveys, ballots_failed};
use crate::held::Held;

fn damaged() -> Refusal {
    Refusal::Fault(Text::new(
        "Dữ liệu của một phiếu giấy trong kho bị hỏng. Hãy chạy “chiso journal verify”.",
        "What is kept of a sheet in the store is damaged. Run “chiso journal verify”.",
    ))
}

/// What was keyed is not in the drawer.
fn gone() -> Refusal {
    Refusal::whole(
        "Nội dung đã nhập của phiếu này không còn: đợt khảo sát đã đóng, hoặc hệ thống vừa khôi phục từ bản sao lưu. Khi đợt còn mở, hãy mở lại trang này sau ít phút và nhập lại từ đầu.",
        "What was keyed of this sheet is gone: the survey is closed, or the system was restored from a backup. While the survey is open, come back in some minutes and key it again.",
    )
}

/// Somebody else was at the same sheet.
pub(super) fn meanwhile() -> Refusal {
    Refusal::whole(
        "Người khác vừa nhập hoặc sửa phiếu này. Hãy mở lại phiếu.",
        "Somebody else has just keyed or changed this sheet. Open it again.",
    )
}

/// The ids of the drawer that a row holds.
fn ids_of(row: &SurveySheet) -> BTreeSet<DrawerId> {
    [&row.first, &row.second].into_iter().flatten().filter_map(|id| id[..].try_into().ok()).collect()
}

/// How a way to give a ballot stands in a row.
pub(super) fn mode_id(mode: Mode) -> &'static str {
    if mode == Mode::Phone { "phone" } else { "paper" }
}

/// Of its word in a row.
pub(super) fn mode_of(id: &str) -> Option<Mode> {
    [Mode::Paper, Mode::Phone].into_iter().find(|mode| mode_id(*mode) == id)
}

/// The ways with sheets that a survey has.
pub(crate) fn modes(held: &Held) -> Vec<Mode> {
    held.campaign.setup.modes.iter().copied().filter(|mode| matches!(mode, Mode::Paper | Mode::Phone)).collect()
}

/// The key of a sheet's row.
pub(super) fn row_id(survey: &str, stamp: Stamp) -> String {
    format!("{survey}/{}", stamp.text())
}

/// The stamp number of a row.
pub(super) fn stamp_of(row: &SurveySheet) -> Option<Stamp> {
    Stamp::read(row.id.rsplit('/').next()?).ok()
}

/// How far a sheet is.
pub(super) fn state_of(row: &SurveySheet) -> Result<SheetState, Refusal> {
    SheetState::read(&row.state).ok_or_else(damaged)
}

/// The row of a sheet within a transaction.
pub(super) fn fetch(writer: &mut Writer<'_>, id: &str) -> Result<SurveySheet, Refusal> {
    writer.get::<SurveySheet>(id.to_owned())?.ok_or(Refusal::Hidden)
}

/// Why somebody does not do something with a sheet, about the whole form.
pub(super) fn refused(refusal: SheetRefusal) -> Refusal {
    let (vi, en) = said(refusal);
    Refusal::whole(vi, en)
}

/// The same in a language.
pub(super) fn refused_in(refusal: SheetRefusal, lang: Lang) -> &'static str {
    let (vi, en) = said(refusal);
    lang.pick(vi, en)
}

fn said(refusal: SheetRefusal) -> (&'static str, &'static str) {
    match refusal {
        SheetRefusal::Yourself => (
            "Quý vị đã nhập lần đầu phiếu này. Lần thứ hai phải do người khác nhập, để tìm ra chỗ gõ sai.",
            "You keyed this sheet the first time. Somebody else keys it the second time, so that slips are found.",
        ),
        SheetRefusal::Twice => (
            "Phiếu này đã được nhập hai lần và còn chỗ khác nhau. Người nhập lần hai hoặc người quản lý đợt khảo sát cầm phiếu giấy để chọn.",
            "This sheet was keyed twice, and the two differ. Whoever keyed it second, or a manager of the survey, settles it with the paper in hand.",
        ),
        SheetRefusal::NoDifference => (
            "Phiếu này chưa có chỗ nào khác nhau giữa hai lần nhập.",
            "There is nothing in which two keyings of this sheet differ.",
        ),
        SheetRefusal::Counted => ("Phiếu này đã được tính.", "This sheet counts already."),
        SheetRefusal::Void => ("Phiếu này đã bị hủy.", "This sheet is void."),
    }
}

impl Surveys {
    /// The sheets of a campaign, by stamp number.
    pub(super) async fn sheets(&self, survey: &str) -> Result<Vec<SurveySheet>, Refusal> {
        let survey = survey.to_owned();
        Ok(self.desk.store().read(move |reader| reader.survey_sheets(&survey)).await?)
    }

    /// Whether any sheet of a campaign was handed out.
    ///
    /// # Errors
    /// The store.
    pub(crate) async fn has_sheets(&self, held: &Held) -> Result<bool, Refusal> {
        Ok(!self.sheets(&held.id).await?.is_empty())
    }

    /// A sheet of a campaign; none where it has none of the number.
    pub(super) async fn sheet(&self, held: &Held, stamp: Stamp) -> Result<Option<SurveySheet>, Refusal> {
        let id = row_id(&held.id, stamp);
        Ok(self.desk.store().read(move |reader| reader.get::<SurveySheet>(id)).await?)
    }

    /// A group of a campaign.
    pub(super) async fn group_row(&self, held: &Held, id: &str, lang: Lang) -> Result<Option<SurveyGroup>, Refusal> {
        Ok(self.groups_called(held, lang).await?.into_iter().find(|group| group.id == id))
    }

    /// Puts something that was keyed into the drawer; the id, as a row holds it.
    pub(super) async fn put_into_drawer(&self, survey: &str, what: &impl Serialize) -> Result<Vec<u8>, Refusal> {
        let content = serde_json::to_vec(what).map_err(|_| damaged())?;
        let id = Drawer::new_id().map_err(|error| ballots_failed(&error))?;
        self.drawer.put(survey, id, content).await.map_err(|error| ballots_failed(&error))?;
        Ok(id.into())
    }

    /// What lies in the drawer by the id that a row holds.
    pub(super) async fn look_into_drawer<T: for<'a> Deserialize<'a>>(
        &self,
        survey: &str,
        id: Option<&Vec<u8>>,
    ) -> Result<T, Refusal> {
        let id = id.and_then(|id| id[..].try_into().ok()).ok_or_else(damaged)?;
        let content = self.drawer.get(survey, id).await.map_err(|error| ballots_failed(&error))?;
        serde_json::from_slice(&content.ok_or_else(gone)?).map_err(|_| damaged())
    }

    /// Puts a row in the place of another, and takes out of the drawer what no row leads to any more; whether the row was still as it was before.
    pub(super) async fn replace(&self, act: Act, before: SurveySheet, after: SurveySheet) -> Result<bool, Refusal> {
        let (survey, old, new) = (before.survey.clone(), ids_of(&before), ids_of(&after));
        let write = move |writer: &mut Writer<'_>| -> Result<bool, Refusal> {
            if fetch(writer, &before.id)? != before {
                return Ok(false);
            }
            writer.update(&after)?;
            Ok(true)
        };
        // Where the store fails nobody knows which row holds: then nothing is taken out until the survey is closed.
        let done = self.desk.store().write(act, write).await?;
        let (kept, left) = if done { (new, old) } else { (old, new) };
        let left = left.difference(&kept).copied().collect();
        if let Err(error) = self.drawer.remove(&survey, left).await {
            tracing::warn!(
                survey,
                error = error.message(Lang::En),
                "what was keyed stays in the drawer until the survey is closed"
            );
        }
        Ok(done)
    }

    /// Brings rows and drawer together after a stop of the program or a restored backup, which has no drawer: what was keyed and is gone is keyed again; of a survey that is closed
    /// only what waits for the box stays.
    pub(super) async fn settle_drawer(&self, held: &Held, act: impl Fn() -> Act) -> Result<(), Refusal> {
        let failed = |error| ballots_failed(&error);
        let rows = self.sheets(&held.id).await?;
        let there: BTreeSet<DrawerId> = self.drawer.all(&held.id).await.map_err(failed)?.into_keys().collect();
        if held.campaign.phase > Phase::Open {
            let agreed = rows.iter().filter(|row| matches!(state_of(row), Ok(SheetState::Agreed(_))));
            let waits: BTreeSet<DrawerId> = agreed.flat_map(ids_of).collect();
            return self.drawer.remove(&held.id, there.difference(&waits).copied().collect()).await.map_err(failed);
        }
        for row in rows.into_iter().filter(|row| !ids_of(row).is_subset(&there)) {
            let state = SheetState::Out.to_string();
            let again =
                SurveySheet { state, first_by: None, first: None, second_by: None, second: None, ..row.clone() };
            self.replace(act(), row, again).await?;
        }
        Ok(())
    }
}
