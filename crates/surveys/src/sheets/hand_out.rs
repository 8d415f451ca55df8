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

/// The people of a group as far as sheets go.
pub(super) struct Split {
    /// Their invitation waits, and they have not declined.
    pub(super) waiting: Vec<Candidate>,
    /// Their invitation was closed for a sheet.
    pub(super) on_paper: BTreeMap<Mode, Vec<Candidate>>,
    /// How many are in the group.
    pub(super) people: usize,
}

impl Split {
    /// How many have sheets.
    pub(super) fn have_sheets(&self) -> usize {
        self.on_paper.values().map(Vec::len).sum()
    }

    /// Why sheets would tell who somebody is if so many more were handed out: the least number at once, and as many others left in the group, or none.
    fn tells(&self, chosen: usize, least: u32) -> Option<Refusal> {
        let least = usize::try_from(least).unwrap_or(usize::MAX);
        let others = self.people - self.have_sheets().min(self.people);
        let left = others.saturating_sub(chosen);
        if chosen < least {
            return Some(at_once(least));
        }
        (1..least).contains(&left).then(|| {
            about_all(Text::new(
                format!(
                    "Nhóm chỉ còn {left} người không nhận phiếu giấy, ít hơn {least}, nên phiếu của họ có thể bị đoán ra. Hãy chọn ít người hơn, hoặc chọn tất cả."
                ),
                format!(
                    "Only {left} people of the group would be left without a sheet, fewer than {least}, and their ballots could be guessed. Choose fewer, or everybody."
                ),
            ))
        })
    }
}

fn about_all(text: Text) -> Refusal {
    Refusal::Fields(vec![("", text)])
}

fn at_once(least: usize) -> Refusal {
    about_all(Text::new(
        format!(
            "Mỗi lần phát cho ít nhất {least} người của một nhóm: ít hơn thì tờ phiếu cho biết của ai. Hãy chọn thêm."
        ),
        format!(
            "Hand out to at least {least} people of a group at once: of fewer, a sheet tells whose it is. Choose more."
        ),
    ))
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

    /// The people of a group: whose invitation waits, and who has a sheet.
    pub(super) async fn split(self: &Arc<Self>, held: &Held, group: &str, now_us: i64) -> Result<Split, Refusal> {
        let waiting = self.register.waiting(&held.id).await.map_err(|error| ballots_failed(&error))?;
        let waits: BTreeSet<Code> = waiting.into_iter().collect();
        let all = self.candidates(held, group, now_us).await?;
        let people = all.len();
        let (waiting, exchanged): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| waits.contains(&one.code));
        // These are exchanged already: asking again changes nothing, and says whether it was for a sheet.
        let asked = exchanged.into_iter().flat_map(|one| modes(held).into_iter().map(move |mode| (one.clone(), mode)));
        let mut on_paper: BTreeMap<Mode, Vec<Candidate>> = BTreeMap::new();
        for (candidate, mode, issued) in self.exchange(&held.id, asked.collect(), now_us).await? {
            if issued == Issued::Again {
                on_paper.entry(mode).or_default().push(candidate);
            }
        }
        let waiting = waiting.into_iter().filter(|one| !one.invitee.declined).collect();
        Ok(Split { waiting, on_paper, people })
    }

    /// Who could be handed a sheet: the chosen ones (ids) of a group whose invitation waits, or all of them where none is named.
    ///
    /// # Errors
    /// Where the caller may not; while the campaign is not open; where a sheet would tell who somebody is; the store, the register.
    pub(super) async fn chosen(
        self: &Arc<Self>,
        caller: &Caller,
        held: &Held,
        group: &str,
        mode: Mode,
        chosen: Option<&[String]>,
    ) -> Result<Vec<Candidate>, Refusal> {
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
        let split = self.split(held, group, caller.now_us).await?;
        let is_chosen = |one: &&Candidate| chosen.is_none_or(|chosen| chosen.contains(&one.invitee.id));
        let some: Vec<Candidate> = split.waiting.iter().filter(is_chosen).cloned().collect();
        match split.tells(some.len(), held.campaign.setup.least) {
            Some(refusal) => Err(refusal),
            None => Ok(some),
        }
    }

    /// Hands sheets out to chosen people of a group, or to all whose invitation waits; how many sheets were made.
    ///
    /// # Errors
    /// As [`Self::chosen`].
    pub(super) async fn hand_out(
        self: &Arc<Self>,
        caller: &Caller,
        held: &Held,
        group: &str,
        mode: Mode,
        chosen: Option<&[String]>,
    ) -> Result<usize, Refusal> {
        let some = self.chosen(caller, held, group, mode, chosen).await?;
        let some = some.into_iter().map(|one| (one, mode)).collect();
        self.exchange(&held.id, some, caller.now_us).await?;
        self.settle_group(held, group, Desk::act(caller, "survey.sheets"), caller.now_us).await
    }

    /// Makes the sheets of a group that its closed invitations want; how many were missing.
    async fn settle_group(self: &Arc<Self>, held: &Held, group: &str, act: Act, now_us: i64) -> Result<usize, Refusal> {
        let split = self.split(held, group, now_us).await?;
        let wanted: BTreeMap<Mode, usize> = split.on_paper.iter().map(|(mode, some)| (*mode, some.len())).collect();
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
        let mut settled = 0;
        for group in self.groups(&held).await? {
            let act = Act::new("system", "survey.sheets", now_us);
            settled += self.settle_group(&held, &group.id, act, now_us).await?;
        }
        Ok(settled + self.count_agreed(&held, now_us).await?)
    }
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
