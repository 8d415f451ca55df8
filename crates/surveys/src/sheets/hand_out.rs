//! The deed: people's invitations are closed in the register, and as many sheets are made, with stamp numbers by chance.
//!
//! Nobody keeps which sheet went to whom. An invitation is closed by an exchange for a message that only the installation's key makes of the person and the way, and to
//! which no blind signature is ever given. So the exchange can be repeated, and in each group as many sheets are wanted as invitations were closed in this way: whatever
//! stops the program between the two, the next start ([`Surveys::settle_sheets`]) makes the sheets that are missing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chiso_ballot::{Code, Issued};
use chiso_model::Text;
use chiso_store::fieldwork::SurveySheet;
use chiso_store::surveys::Invitee;
use chiso_store::{Act, Writer};
use chiso_survey::campaign::{Mode, Phase};
use chiso_survey::sheet::{SheetState, Stamp};
use chiso_web::{Caller, day_in_viet_nam};
use chiso_workspace::{Desk, Refusal};
use tokio::task::JoinSet;

use super::kept::{mode_id, modes, row_id, stamp_of};
use crate::code::InvitationCode;
use crate::entry::{Surveys, ballots_failed};
use crate::held::Held;

/// An invited person of a group, the code of the invitation, and for each way with sheets what the invitation is exchanged for there.
#[derive(Clone)]
pub(super) struct Candidate {
    pub(super) invitee: Invitee,
    code: Code,
    messages: BTreeMap<Mode, [u8; 16]>,
}

/// Why sheets would tell who somebody is: the least number at once, and as many others left in the group without one who may answer or have answered, or nobody. Which of the two it is, and how many are wanting, is not
/// said: with the right choice of people it would tell who has answered.
fn tells(given: usize, others: usize, least: usize) -> Option<Refusal> {
    let left = others.saturating_sub(given);
    (given < least || (1..least).contains(&left)).then(|| {
        about_all(Text::new(
            format!(
                "Chưa phát phiếu nào: trong số người được chọn có ít hơn {least} người chưa dùng lời mời, hoặc số người của nhóm không nhận phiếu giấy sẽ ít hơn {least}, nên phiếu có thể bị đoán ra của ai. Hãy chọn thêm, hoặc chọn cả nhóm."
            ),
            format!(
                "No sheets were made: fewer than {least} of the people chosen have an unused invitation, or fewer than {least} others would be left without a sheet, and whose ballot it is could be guessed. Choose more, or the whole group."
            ),
        ))
    })
}

fn about_all(text: Text) -> Refusal {
    Refusal::Fields(vec![("", text)])
}

impl Surveys {
    /// The people of a group of a campaign, with what each invitation is exchanged for.
    async fn candidates(&self, held: &Held, group: &str, now_us: i64) -> Result<Vec<Candidate>, Refusal> {
        let key = self.desk.invitation_key(now_us).await?;
        let mut all = self.invitees(&held.id).await?;
        all.retain(|invitee| invitee.invited_to == group);
        all.sort_by(|a, b| (&a.name, &a.mail, &a.id).cmp(&(&b.name, &b.mail, &b.id)));
        let candidate = |invitee: Invitee| Candidate {
            code: InvitationCode(key.code(&held.id, &invitee.id)).in_register(),
            messages: modes(held)
                .into_iter()
                .map(|mode| (mode, key.code(&held.id, &format!("{}/{}", invitee.id, mode_id(mode)))))
                .collect(),
            invitee,
        };
        Ok(all.into_iter().map(candidate).collect())
    }

    /// Exchanges invitations, all at the same time, and says what became of each. Whatever was exchanged before stays as it was.
    async fn exchange(
        self: &Arc<Self>,
        survey: &str,
        some: Vec<(Candidate, Mode)>,
        now_us: i64,
    ) -> Result<Vec<(Candidate, Mode, Issued)>, Refusal> {
        let day = day_in_viet_nam(now_us).to_string();
        let mut under_way = JoinSet::new();
        for (candidate, mode) in some {
            let (surveys, survey, day) = (Arc::clone(self), survey.to_owned(), day.clone());
            under_way.spawn(async move {
                let message = candidate.messages.get(&mode).copied().unwrap_or_default();
                let issued = surveys.register.exchange(&survey, candidate.code, &message, &day).await;
                issued.map(|issued| (candidate, mode, issued))
            });
        }
        let mut done = Vec::new();
        while let Some(result) = under_way.join_next().await {
            let result = result.map_err(|_| unkept())?;
            done.push(result.map_err(|error| ballots_failed(&error))?);
        }
        done.sort_by(|(a, ..), (b, ..)| (&a.invitee.name, &a.invitee.id).cmp(&(&b.invitee.name, &b.invitee.id)));
        Ok(done)
    }

    /// How many people of a group have a sheet, by the way: those whose invitation was closed for one. Nothing is closed here.
    async fn have_sheets(&self, survey: &str, people: &[Candidate]) -> Result<BTreeMap<Mode, usize>, Refusal> {
        let of = |one: &'_ Candidate| {
            one.messages.iter().map(|(mode, message)| (*mode, one.code, *message)).collect::<Vec<_>>()
        };
        let asked: Vec<(Mode, Code, [u8; 16])> = people.iter().flat_map(of).collect();
        let messages: Vec<(Code, &[u8])> = asked.iter().map(|(_, code, message)| (*code, &message[..])).collect();
        let were = self.register.were_for(survey, &messages).await.map_err(|error| ballots_failed(&error))?;
        let mut have = BTreeMap::new();
        for ((mode, ..), _) in asked.iter().zip(were).filter(|(_, was)| *was) {
            *have.entry(*mode).or_default() += 1;
        }
        Ok(have)
    }

    /// Those of a group who can be chosen: everybody who has not declined, by name, whether they have answered or not.
    pub(super) async fn can_be_chosen(&self, held: &Held, group: &str, now_us: i64) -> Result<Vec<Invitee>, Refusal> {
        let all = self.candidates(held, group, now_us).await?;
        Ok(all.into_iter().map(|one| one.invitee).filter(|invitee| !invitee.declined).collect())
    }

    /// Whether a caller may hand out to so many chosen people (all where there is none); who of them has answered is not looked at.
    ///
    /// # Errors
    /// Where the caller may not; while the campaign is not open; where they are too few.
    pub(super) fn may_hand_out(
        &self,
        caller: &Caller,
        held: &Held,
        mode: Mode,
        chosen: Option<usize>,
    ) -> Result<(), Refusal> {
        if !self.runs(caller, held) {
            return Err(Refusal::Forbidden);
        }
        let is_open = held.campaign.phase == Phase::Open && caller.now_us < held.campaign.setup.closes;
        if !is_open || !modes(held).contains(&mode) {
            return Err(Refusal::whole(
                "Chỉ phát phiếu được khi đợt khảo sát đang mở và có thu phiếu theo cách này.",
                "Sheets are handed out while the survey is open and takes ballots in this way.",
            ));
        }
        let least = held.campaign.setup.least;
        if chosen.is_some_and(|chosen| chosen < least_of(held)) {
            return Err(about_all(Text::new(
                format!("Hãy chọn ít nhất {least} người của nhóm, hoặc cả nhóm: ít hơn thì tờ phiếu cho biết của ai."),
                format!(
                    "Choose at least {least} people of the group, or all of it: of fewer, a sheet tells whose it is."
                ),
            )));
        }
        Ok(())
    }

    /// Hands sheets out to those of the chosen people of a group (ids; everybody where there are none) whose invitation waits: who they are.
    ///
    /// # Errors
    /// As [`Self::may_hand_out`]; where a sheet would tell who somebody is; the store, the register.
    pub(super) async fn hand_out(
        self: &Arc<Self>,
        caller: &Caller,
        held: &Held,
        group: &str,
        mode: Mode,
        chosen: Option<&[String]>,
    ) -> Result<Vec<Invitee>, Refusal> {
        self.may_hand_out(caller, held, mode, chosen.map(<[String]>::len))?;
        let waiting = self.register.waiting(&held.id).await.map_err(|error| ballots_failed(&error))?;
        let waits: BTreeSet<Code> = waiting.into_iter().collect();
        let people = self.candidates(held, group, caller.now_us).await?;
        let have: usize = self.have_sheets(&held.id, &people).await?.values().sum();
        // Who declined and has not answered never will: no ballot without a sheet could be theirs.
        let may_answer = people.iter().filter(|one| !(one.invitee.declined && waits.contains(&one.code))).count();
        let others = may_answer.saturating_sub(have);
        let is_given = |one: &Candidate| {
            let is_chosen = chosen.is_none_or(|chosen| chosen.contains(&one.invitee.id));
            is_chosen && !one.invitee.declined && waits.contains(&one.code)
        };
        let given: Vec<_> = people.into_iter().filter(is_given).map(|one| (one, mode)).collect();
        if let Some(refusal) = tells(given.len(), others, least_of(held)) {
            return Err(refusal);
        }
        let closed = self.exchange(&held.id, given, caller.now_us).await?;
        self.settle_group(held, group, Desk::act(caller, "survey.sheets"), caller.now_us).await?;
        let closed = closed.into_iter().filter(|(.., issued)| matches!(issued, Issued::Now | Issued::Again));
        Ok(closed.map(|(one, ..)| one.invitee).collect())
    }

    /// Makes the sheets of a group that its closed invitations want; how many were missing.
    async fn settle_group(&self, held: &Held, group: &str, act: Act, now_us: i64) -> Result<usize, Refusal> {
        let people = self.candidates(held, group, now_us).await?;
        let wanted = self.have_sheets(&held.id, &people).await?;
        if wanted.is_empty() {
            return Ok(0);
        }
        let (survey, group) = (held.id.clone(), group.to_owned());
        let put = move |writer: &mut Writer<'_>| put(writer, &survey, &group, &wanted);
        self.desk.store().write(act, put).await
    }

    /// Makes the sheets of a campaign that a stop of the program kept from being made, and counts those that two agree on; how many they were.
    ///
    /// # Errors
    /// The store, the register, the box.
    pub async fn settle_sheets(self: &Arc<Self>, survey: &str, now_us: i64) -> Result<usize, Refusal> {
        let held = self.held(survey).await?;
        if modes(&held).is_empty() || held.campaign.phase < Phase::Open {
            return Ok(0);
        }
        let act = || Act::new("system", "survey.sheets", now_us);
        let mut settled = 0;
        for group in self.groups(&held).await? {
            settled += self.settle_group(&held, &group.id, act(), now_us).await?;
        }
        self.settle_drawer(&held, act).await?;
        Ok(settled + self.count_agreed(&held, now_us).await?)
    }
}

fn least_of(held: &Held) -> usize {
    usize::try_from(held.campaign.setup.least).unwrap_or(usize::MAX)
}

/// Adds sheets to a group until it has as many of each way as are wanted. Who reads the number of those that are there, and adds, does both in one transaction, so two at
/// once add nothing twice.
fn put(writer: &mut Writer<'_>, survey: &str, group: &str, wanted: &BTreeMap<Mode, usize>) -> Result<usize, Refusal> {
    let all = writer.survey_sheets(survey)?;
    let mut stamps: BTreeSet<Stamp> = all.iter().filter_map(stamp_of).collect();
    let mut made = 0;
    for (mode, wanted) in wanted {
        let there = all.iter().filter(|row| row.handed_to == group && row.mode == mode_id(*mode)).count();
        for _ in there..*wanted {
            let stamp = new_stamp(&stamps);
            stamps.insert(stamp);
            writer.insert(&SurveySheet {
                id: row_id(survey, stamp),
                survey: survey.to_owned(),
                handed_to: group.to_owned(),
                mode: mode_id(*mode).to_owned(),
                state: SheetState::Out.to_string(),
                first_by: None,
                first: None,
                second_by: None,
                second: None,
            })?;
            made += 1;
        }
    }
    Ok(made)
}

/// A stamp number by chance that none of those has.
fn new_stamp(taken: &BTreeSet<Stamp>) -> Stamp {
    loop {
        let number = chiso_store::salt().iter().take(4).fold(0u32, |number, byte| number << 8 | u32::from(*byte));
        let stamp = Stamp::of(number % Stamp::NUMBERS);
        if !taken.contains(&stamp) {
            return stamp;
        }
    }
}

fn unkept() -> Refusal {
    Refusal::Fault(Text::new(
        "Chưa phát được phiếu. Hãy thử lại: lời mời đã đóng không bị đóng lần nữa.",
        "The sheets could not be handed out. Try again: what was closed is not closed twice.",
    ))
}
