//! Keying a sheet, settling what two have differed in, counting, and making void.
//!
//! A sheet is counted in three steps, each of which may be repeated: what counts is written into the row together with a token made for it; the ballot is put into the box
//! with the mark of that token, which the box takes once; what was keyed is taken out of the row. A stop of the program between any two neither loses a ballot nor counts
//! it twice.

use std::sync::Arc;

use chiso_access::{Action, Resource, Target};
use chiso_ballot::{Ballot, Issuer, Token};
use chiso_model::{Date, Lang, Text};
use chiso_questionnaire::Form;
use chiso_store::fieldwork::SurveySheet;
use chiso_store::{Act, Writer};
use chiso_survey::campaign::Mode;
use chiso_survey::sheet::{Entries, SheetState, Stamp, Tally, Turn, VoidWhy, differing};
use chiso_web::{Caller, day_in_viet_nam};
use chiso_workspace::{Desk, Refusal};

use super::kept::{Agreed, Keyed, fetch, from_bytes, mode_of, refused, row_id, state_of, to_bytes};
use super::look::look;
use crate::entry::{Surveys, ballots_failed};
use crate::given::Given;
use crate::held::Held;

/// What became of a sheet that was keyed or settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Became {
    /// Keyed once; somebody else keys it again.
    Once,
    /// The two differ in so many fields.
    Differing(u32),
    /// In the box.
    Counted,
}

/// Fields of a form: questions, and texts beside “other”.
fn fields(form: &Form) -> u32 {
    let asked = form.items().iter().filter(|item| item.answerable().is_some());
    let count: usize = asked.map(|item| 1 + usize::from(item.other_name().is_some())).sum();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The names of the fields in which two differ.
pub(super) fn differences(form: &Form, first: &Entries, second: &Entries) -> Vec<String> {
    let is_text = |name: &str| {
        let question = form.item(name).and_then(|item| item.answerable());
        // What has no question of its own stands beside “other”.
        question.is_none_or(|question| question.kind == chiso_questionnaire::QuestionType::Text)
    };
    differing(first, second, is_text)
}

impl Surveys {
    /// Whether somebody keys sheets of a survey: whoever runs it, and interviewers of the agency.
    ///
    /// # Errors
    /// As [`Desk::may`].
    pub(crate) fn may_key(&self, caller: &Caller, held: &Held) -> Result<(), Refusal> {
        if self.runs(caller, held) {
            return Ok(());
        }
        let (person, owner) = (Desk::person_of(caller)?, held.campaign.setup.owner.as_str());
        Desk::may(caller, Action::Change, &Target::of(Resource::Ballot).in_agency(owner, &[]).owned_by(&person))
    }

    /// That a sheet can be keyed now.
    fn open_to_keying(caller: &Caller, held: &Held) -> Result<(), Refusal> {
        if held.campaign.takes_ballots(caller.now_us) {
            return Ok(());
        }
        Err(Refusal::whole(
            "Đợt khảo sát không nhận phiếu lúc này, nên chưa nhập được. Người quản lý có thể lùi thời điểm đóng khi đợt còn mở.",
            "The survey takes no ballots now, so no sheet can be keyed. A manager can move the close while it is open.",
        ))
    }

    /// Keys a sheet: the first time, or the second, compared with the first.
    ///
    /// # Errors
    /// Where the caller may not; why it is not their turn; the store, the box. Where only the box failed, the sheet is agreed on and is counted later.
    pub(super) async fn key(
        &self,
        caller: &Caller,
        held: &Held,
        form: &Form,
        stamp: Stamp,
        entries: Entries,
    ) -> Result<Became, Refusal> {
        self.may_key(caller, held)?;
        Surveys::open_to_keying(caller, held)?;
        let (person, id) = (Desk::person_of(caller)?, row_id(&held.id, stamp));
        let row = self.sheet(held, stamp).await?.ok_or(Refusal::Hidden)?;
        state_of(&row)?.turn(row.first_by.as_deref(), &person).map_err(refused)?;
        let (agreed, dropped) = self.agreed(held, form, &row, &entries, caller.day).await?;
        let (fields, form) = (fields(form), form.clone());
        let write = move |writer: &mut Writer<'_>| -> Result<Became, Refusal> {
            let row = fetch(writer, &id)?;
            let keyed = to_bytes(&Keyed::new(entries.clone()))?;
            match state_of(&row)?.turn(row.first_by.as_deref(), &person).map_err(refused)? {
                Turn::First => {
                    let state = SheetState::Once.to_string();
                    writer.update(&SurveySheet { state, first_by: Some(person), first: Some(keyed), ..row })?;
                    Ok(Became::Once)
                }
                Turn::Second => {
                    let first: Keyed = from_bytes(row.first.as_ref())?;
                    let differed = differences(&form, &first.entries, &entries).len();
                    let differed = u32::try_from(differed).unwrap_or(u32::MAX);
                    let tally = Tally { fields, differed, dropped };
                    let second_by = Some(person);
                    if differed > 0 {
                        let state = SheetState::Differing(tally).to_string();
                        writer.update(&SurveySheet { state, second_by, second: Some(keyed), ..row })?;
                        return Ok(Became::Differing(differed));
                    }
                    let state = SheetState::Agreed(tally).to_string();
                    writer.clear_sheet(&SurveySheet { state, first: Some(agreed), second_by, second: None, ..row })?;
                    Ok(Became::Counted)
                }
            }
        };
        let became = self.desk.store().write(Desk::act(caller, "survey.sheet.key"), write).await?;
        if became == Became::Counted {
            self.count(held, stamp, Desk::act(caller, "survey.sheet.count")).await?;
        }
        Ok(became)
    }

    /// Settles in what two have differed: `entries` are those of the sheet as a whole, with the chosen ones in their places.
    ///
    /// # Errors
    /// Where the caller may not; where there is nothing to settle; the store, the box.
    pub(super) async fn settle_difference(
        &self,
        caller: &Caller,
        held: &Held,
        form: &Form,
        stamp: Stamp,
        entries: Entries,
    ) -> Result<(), Refusal> {
        self.may_key(caller, held)?;
        Surveys::open_to_keying(caller, held)?;
        let (person, id, runs) = (Desk::person_of(caller)?, row_id(&held.id, stamp), self.runs(caller, held));
        let row = self.sheet(held, stamp).await?.ok_or(Refusal::Hidden)?;
        let (agreed, dropped) = self.agreed(held, form, &row, &entries, caller.day).await?;
        let write = move |writer: &mut Writer<'_>| -> Result<(), Refusal> {
            let row = fetch(writer, &id)?;
            let by = (row.first_by.as_deref(), row.second_by.as_deref());
            let tally = state_of(&row)?.settling(by, &person, runs).map_err(refused)?;
            let state = SheetState::Agreed(Tally { dropped, ..tally }).to_string();
            Ok(writer.clear_sheet(&SurveySheet { state, first: Some(agreed), second: None, ..row })?)
        };
        self.desk.store().write(Desk::act(caller, "survey.sheet.settle"), write).await?;
        self.count(held, stamp, Desk::act(caller, "survey.sheet.count")).await
    }

    /// What goes into the box of a sheet, with a token made for it, as the row holds it; and how many answers on the paper cannot count.
    async fn agreed(
        &self,
        held: &Held,
        form: &Form,
        row: &SurveySheet,
        entries: &Entries,
        day: Date,
    ) -> Result<(Vec<u8>, u32), Refusal> {
        let group = self.group_row(held, &row.handed_to).await?.ok_or(Refusal::Hidden)?;
        let issuer = Issuer::from_bytes(&group.signing).map_err(|_| no_token())?;
        let token = issuer.token_made_here().map_err(|_| no_token())?.text();
        let looked = look(form, entries, day, "", Lang::Vi);
        let mode = mode_of(&row.mode).unwrap_or(Mode::Paper);
        let ballot = Given { answers: looked.answers, mode, took: None }.text();
        Ok((to_bytes(&Agreed { ballot, token })?, looked.dropped))
    }

    /// Puts a sheet that is agreed on into the box, and takes what was keyed out of its row.
    async fn count(&self, held: &Held, stamp: Stamp, act: Act) -> Result<(), Refusal> {
        let Some(row) = self.sheet(held, stamp).await? else { return Ok(()) };
        let SheetState::Agreed(_) = state_of(&row)? else { return Ok(()) };
        let agreed: Agreed = from_bytes(row.first.as_ref())?;
        let token = Token::read(&agreed.token).map_err(|_| no_token())?;
        let ballot = Ballot {
            campaign: held.id.clone(),
            people: row.handed_to,
            day: day_in_viet_nam(act.recorded).to_string(),
            answers: agreed.ballot,
        };
        // Whether it counts now or did before: it is in the box.
        self.ballots.cast(token.mark(), ballot).await.map_err(|error| ballots_failed(&error))?;
        let id = row.id;
        let write = move |writer: &mut Writer<'_>| -> Result<(), Refusal> {
            let row = fetch(writer, &id)?;
            let SheetState::Agreed(tally) = state_of(&row)? else { return Ok(()) };
            let state = SheetState::Counted(tally).to_string();
            Ok(writer.clear_sheet(&SurveySheet { state, first: None, second: None, ..row })?)
        };
        self.desk.store().write(act, write).await
    }

    /// Counts every sheet of a campaign that is agreed on; how many they were.
    ///
    /// # Errors
    /// The store, the box.
    pub(super) async fn count_agreed(self: &Arc<Self>, held: &Held, now_us: i64) -> Result<usize, Refusal> {
        let mut counted = 0;
        for row in self.sheets(&held.id).await? {
            let stamp = super::kept::stamp_of(&row);
            if let (SheetState::Agreed(_), Some(stamp)) = (state_of(&row)?, stamp) {
                self.count(held, stamp, Act::new("system", "survey.sheet.count", now_us)).await?;
                counted += 1;
            }
        }
        Ok(counted)
    }

    /// Makes a sheet void, with a remark; what was keyed of it is taken out of its row.
    ///
    /// # Errors
    /// Where the caller may not; where it counts already; the store.
    pub(super) async fn void(
        &self,
        caller: &Caller,
        held: &Held,
        stamp: Stamp,
        why: VoidWhy,
        remark: &str,
    ) -> Result<(), Refusal> {
        self.may(caller, Action::Change, Resource::Survey, &held.campaign.setup.owner)?;
        let id = row_id(&held.id, stamp);
        let write = move |writer: &mut Writer<'_>| -> Result<(), Refusal> {
            let row = fetch(writer, &id)?;
            state_of(&row)?.voiding().map_err(refused)?;
            let state = SheetState::Void(why).to_string();
            Ok(writer.clear_sheet(&SurveySheet { state, first: None, second: None, ..row })?)
        };
        self.desk.store().write(Desk::act(caller, "survey.sheet.void").because(remark), write).await
    }
}

fn no_token() -> Refusal {
    Refusal::Fault(Text::new(
        "Máy chủ không tạo được mã cho phiếu này. Phiếu chưa được tính; hãy thử lại.",
        "The server could not make a token for this sheet. It does not count yet; try again.",
    ))
}
