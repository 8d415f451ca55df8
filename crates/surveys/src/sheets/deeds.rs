//! Keying a sheet, settling what two have differed in, counting, and making void.
//!
//! A sheet is counted in three steps, each of which may be repeated: what counts is put into the drawer, where its row says that it is; the ballot is put into the box with a mark
//! that the installation's key makes of the stamp number, and that the box takes once; what was keyed is taken out of the drawer. A stop of the program between any two neither loses
//! a ballot nor counts it twice, nor does a backup that is restored and has the ballot in its box already.

use std::sync::Arc;

use chiso_access::{Action, Resource};
use chiso_ballot::Ballot;
use chiso_model::{Date, Lang};
use chiso_questionnaire::Form;
use chiso_store::Act;
use chiso_store::fieldwork::SurveySheet;
use chiso_survey::campaign::Mode;
use chiso_survey::sheet::{Entries, SheetState, Stamp, Tally, Turn, VoidWhy, differing};
use chiso_web::{Caller, day_in_viet_nam};
use chiso_workspace::{Desk, Refusal};
use sha2::{Digest, Sha256};

use super::kept::{meanwhile, mode_of, refused, state_of};
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
        self.may_take_ballots(caller, &held.campaign.setup.owner)
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
        // Of two who key at one moment one is first; the other is second then.
        for _ in 0..2 {
            let row = self.sheet(held, stamp).await?.ok_or(Refusal::Hidden)?;
            if let Some(became) = self.key_row(caller, held, form, row, &entries).await? {
                if became == Became::Counted {
                    self.count(held, stamp, Desk::act(caller, "survey.sheet.count")).await?;
                }
                return Ok(became);
            }
        }
        Err(meanwhile())
    }

    /// Keys a sheet whose row is as given; none where it is not any more.
    async fn key_row(
        &self,
        caller: &Caller,
        held: &Held,
        form: &Form,
        row: SurveySheet,
        entries: &Entries,
    ) -> Result<Option<Became>, Refusal> {
        let person = Desk::person_of(caller)?;
        let turn = state_of(&row)?.turn(row.first_by.as_deref(), &person).map_err(refused)?;
        let (after, became) = match turn {
            Turn::First => {
                let first = Some(self.put_into_drawer(&held.id, entries).await?);
                let state = SheetState::Once.to_string();
                (SurveySheet { state, first_by: Some(person), first, ..row.clone() }, Became::Once)
            }
            Turn::Second => {
                let first: Entries = self.look_into_drawer(&held.id, row.first.as_ref()).await?;
                let (ballot, dropped) = ballot_of(form, &row, entries, caller.day);
                let differed = u32::try_from(differences(form, &first, entries).len()).unwrap_or(u32::MAX);
                let (tally, second_by) = (Tally { fields: fields(form), differed, dropped }, Some(person));
                if differed > 0 {
                    let second = Some(self.put_into_drawer(&held.id, entries).await?);
                    let state = SheetState::Differing(tally).to_string();
                    (SurveySheet { state, second_by, second, ..row.clone() }, Became::Differing(differed))
                } else {
                    let first = Some(self.put_into_drawer(&held.id, &ballot).await?);
                    let state = SheetState::Agreed(tally).to_string();
                    (SurveySheet { state, first, second_by, second: None, ..row.clone() }, Became::Counted)
                }
            }
        };
        let done = self.replace(Desk::act(caller, "survey.sheet.key"), row, after).await?;
        Ok(done.then_some(became))
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
        let (person, runs) = (Desk::person_of(caller)?, self.runs(caller, held));
        let row = self.sheet(held, stamp).await?.ok_or(Refusal::Hidden)?;
        let by = (row.first_by.as_deref(), row.second_by.as_deref());
        let tally = state_of(&row)?.settling(by, &person, runs).map_err(refused)?;
        let (ballot, dropped) = ballot_of(form, &row, &entries, caller.day);
        let first = Some(self.put_into_drawer(&held.id, &ballot).await?);
        let state = SheetState::Agreed(Tally { dropped, ..tally }).to_string();
        let after = SurveySheet { state, first, second: None, ..row.clone() };
        if !self.replace(Desk::act(caller, "survey.sheet.settle"), row, after).await? {
            return Err(meanwhile());
        }
        self.count(held, stamp, Desk::act(caller, "survey.sheet.count")).await
    }

    /// Puts a sheet that is agreed on into the box, and takes what was keyed out of the drawer.
    async fn count(&self, held: &Held, stamp: Stamp, act: Act) -> Result<(), Refusal> {
        let Some(row) = self.sheet(held, stamp).await? else { return Ok(()) };
        let SheetState::Agreed(tally) = state_of(&row)? else { return Ok(()) };
        let answers: String = self.look_into_drawer(&held.id, row.first.as_ref()).await?;
        let key = self.desk.invitation_key(act.recorded).await?;
        let mark = Sha256::digest(key.code(&held.id, &format!("sheet/{}", stamp.text()))).into();
        let day = day_in_viet_nam(act.recorded).to_string();
        let ballot = Ballot { campaign: held.id.clone(), people: row.handed_to.clone(), day, answers };
        // Whether it counts now or did before: it is in the box.
        self.ballots.cast(mark, ballot).await.map_err(|error| ballots_failed(&error))?;
        let state = SheetState::Counted(tally).to_string();
        let after = SurveySheet { state, first: None, second: None, ..row.clone() };
        // Where somebody else did the same meanwhile it is counted as well.
        self.replace(act, row, after).await?;
        Ok(())
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
        let row = self.sheet(held, stamp).await?.ok_or(Refusal::Hidden)?;
        state_of(&row)?.voiding().map_err(refused)?;
        let state = SheetState::Void(why).to_string();
        let after = SurveySheet { state, first: None, second: None, ..row.clone() };
        let act = Desk::act(caller, "survey.sheet.void").because(remark);
        if self.replace(act, row, after).await? { Ok(()) } else { Err(meanwhile()) }
    }
}

/// What goes into the box of a sheet, and how many answers on the paper cannot count.
fn ballot_of(form: &Form, row: &SurveySheet, entries: &Entries, day: Date) -> (String, u32) {
    let looked = look(form, entries, day, "", Lang::Vi);
    let mode = mode_of(&row.mode).unwrap_or(Mode::Paper);
    (Given { answers: looked.answers, mode, took: None }.text(), looked.dropped)
}
