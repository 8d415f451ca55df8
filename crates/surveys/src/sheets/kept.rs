//! Sheets as they are kept: their rows, and what a row holds until two who keyed agree.

use chiso_model::{Lang, Text};
use chiso_store::Writer;
use chiso_store::fieldwork::SurveySheet;
use chiso_store::surveys::SurveyGroup;
use chiso_survey::campaign::Mode;
use chiso_survey::sheet::{Entries, SheetRefusal, SheetState, Stamp};
use chiso_workspace::Refusal;
use chiso_workspace::house::new_id;
use serde::{Deserialize, Serialize};

use crate::entry::Surveys;
use crate::held::Held;

/// What one person keyed. The salt keeps the fingerprint of the row, which stays in the journal, from telling whether a guess at the answers is right once they are gone.
#[derive(Serialize, Deserialize)]
pub(super) struct Keyed {
    salt: String,
    /// What stands on the sheet.
    pub(super) entries: Entries,
}

/// A ballot that two agree on, and the token that it is given with: kept together, so that whoever finds them after a crash gives the same ballot with the same token.
#[derive(Serialize, Deserialize)]
pub(super) struct Agreed {
    /// As it is kept in the box.
    pub(super) ballot: String,
    /// The token as text.
    pub(super) token: String,
}

impl Keyed {
    pub(super) fn new(entries: Entries) -> Keyed {
        Keyed { salt: new_id(), entries }
    }
}

/// As a row holds it.
pub(super) fn to_bytes(what: &impl Serialize) -> Result<Vec<u8>, Refusal> {
    serde_json::to_vec(what).map_err(|_| damaged())
}

/// From a row.
pub(super) fn from_bytes<T: for<'a> Deserialize<'a>>(bytes: Option<&Vec<u8>>) -> Result<T, Refusal> {
    bytes.and_then(|bytes| serde_json::from_slice(bytes).ok()).ok_or_else(damaged)
}

fn damaged() -> Refusal {
    Refusal::Fault(Text::new(
        "Dữ liệu của một phiếu giấy trong kho bị hỏng. Hãy chạy “chiso journal verify”.",
        "What is kept of a sheet in the store is damaged. Run “chiso journal verify”.",
    ))
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
            "Anh/chị đã nhập lần đầu phiếu này. Lần thứ hai phải do người khác nhập, để tìm ra chỗ gõ sai.",
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
        SheetRefusal::Void => ("Phiếu này đã bị bỏ.", "This sheet is void."),
    }
}

impl Surveys {
    /// The sheets of a campaign, by stamp number.
    pub(super) async fn sheets(&self, survey: &str) -> Result<Vec<SurveySheet>, Refusal> {
        let survey = survey.to_owned();
        Ok(self.desk.store().read(move |reader| reader.survey_sheets(&survey)).await?)
    }

    /// A sheet of a campaign; none where it has none of the number.
    pub(super) async fn sheet(&self, held: &Held, stamp: Stamp) -> Result<Option<SurveySheet>, Refusal> {
        let id = row_id(&held.id, stamp);
        Ok(self.desk.store().read(move |reader| reader.get::<SurveySheet>(id)).await?)
    }

    /// A group of a campaign.
    pub(super) async fn group_row(&self, held: &Held, id: &str) -> Result<Option<SurveyGroup>, Refusal> {
        Ok(self.groups(held).await?.into_iter().find(|group| group.id == id))
    }
}
