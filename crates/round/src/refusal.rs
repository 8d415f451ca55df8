//! Why a command is refused. Each says why, and where there is a way on, what it is.

use chiso_model::{Lang, Text, shortest};

use crate::assessment::Lack;
use crate::round::SetupProblem;
use crate::{BadDeadline, Phase};

/// Why a command is refused.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// Not in this phase.
    WrongPhase {
        /// The phase the round is in.
        now: Phase,
    },
    /// The draft was thrown away.
    Discarded,
    /// A round goes forward, from phase to phase.
    NotNext {
        /// The phase the round is in.
        from: Phase,
        /// The phase asked for.
        to: Phase,
    },
    /// The round is not set up so that it could begin.
    Setup(Vec<SetupProblem>),
    /// Ending a phase early, or with something left to be done, needs a reason.
    ReasonForEarly {
        /// How much is left.
        left: usize,
    },
    /// The deadline of a phase is over.
    DeadlinePassed(Phase),
    /// A deadline that names no moment, or one that is over already.
    BadDeadline(Phase, BadDeadline),
    /// Deadlines would not come in the order of the phases.
    DeadlineOrder {
        /// The phase that comes first.
        before: Phase,
        /// The phase that comes after it.
        after: Phase,
    },
    /// No reason is given.
    NoReason,
    /// No name is given.
    NoTitle,
    /// The same thing is there already.
    Twice,
    /// This file or page is there already at this criterion.
    EvidenceTwice,
    /// There is no such piece of evidence.
    NoEvidence,
    /// A link that is no address on the web.
    BadLink,
    /// The unit is not assessed in this round.
    NoUnit(String),
    /// The rulebook has no such criterion.
    NoCriterion(String),
    /// The rule of the criterion reads no number of that name.
    NoNumber {
        /// The criterion.
        node: String,
        /// The name.
        name: String,
    },
    /// The rule cannot read a number.
    BadNumber {
        /// The criterion.
        node: String,
        /// What the engine says, in Vietnamese.
        vi: String,
        /// The same in English.
        en: String,
    },
    /// The points lie outside what the criterion can earn.
    OutOfRange {
        /// The criterion.
        node: String,
        /// Least points.
        low: f64,
        /// Most points.
        high: f64,
    },
    /// The unit does not score this itself.
    NotSelfScored(String),
    /// Appraisers do not score this: its value joins from elsewhere.
    JoinsAsFact(String),
    /// The value is the unit's own to give.
    UnitsOwn(String),
    /// Somebody else changed it since.
    Changed {
        /// Who.
        by: String,
        /// When, microseconds since 1970.
        at: i64,
    },
    /// There is nothing to keep, sign or appraise.
    NothingEntered(String),
    /// It was signed and submitted.
    Submitted,
    /// It is not locked.
    NotLocked(String),
    /// It was reopened, and the unit is at it.
    BeingMended(String),
    /// Something is missing.
    Incomplete(Vec<Lack>),
    /// The confirmation was not typed, or no second factor was shown.
    NotSigned,
    /// The person does not appraise this.
    NotAppraiser(String),
    /// Nobody judges their own agency.
    OwnUnit,
    /// An appraisal waits for a second person.
    WaitsForCheck,
    /// Nothing waits for a second person.
    NothingWaits,
    /// The second person must be another than the first.
    SamePerson,
    /// Nothing is asked at this criterion.
    NotFlagged(String),
    /// There is no such meeting, or none was held.
    NoMeeting,
    /// The meeting is over.
    MeetingOver,
    /// A meeting is going on.
    MeetingOpen,
    /// There is nothing to choose between.
    NothingToChoose(String),
    /// It is not on the agenda.
    NotOnAgenda(String),
    /// Not a member of the council.
    NotMember,
    /// Not there, so only a vote in writing counts.
    NotPresent,
    /// The member voted already.
    VotedAlready,
    /// Too few took part.
    NoQuorum {
        /// How many did.
        took_part: usize,
        /// How many must.
        quorum: usize,
    },
    /// The council did not carry a proposal for it.
    NotCarried(String),
    /// A later meeting of the council decided it anew.
    DecidedLater(String),
    /// The decision has no number or place.
    NoDecision,
    /// This result was published already.
    NothingNew,
    /// No page of ours asks for this.
    Forged,
}

impl Refusal {
    /// A short name, for the journal.
    pub fn id(&self) -> &'static str {
        match self {
            Refusal::WrongPhase { .. } => "wrong_phase",
            Refusal::Discarded => "discarded",
            Refusal::NotNext { .. } => "not_next",
            Refusal::Setup(_) => "setup",
            Refusal::ReasonForEarly { .. } => "reason_for_early",
            Refusal::DeadlinePassed(_) => "deadline_passed",
            Refusal::BadDeadline(..) => "bad_deadline",
            Refusal::DeadlineOrder { .. } => "deadline_order",
            Refusal::NoReason => "no_reason",
            Refusal::NoTitle => "no_title",
            Refusal::Twice => "twice",
            Refusal::EvidenceTwice => "evidence_twice",
            Refusal::NoEvidence => "no_evidence",
            Refusal::BadLink => "bad_link",
            Refusal::NoUnit(_) => "no_unit",
            Refusal::NoCriterion(_) => "no_criterion",
            Refusal::NoNumber { .. } => "no_number",
            Refusal::BadNumber { .. } => "bad_number",
            Refusal::OutOfRange { .. } => "out_of_range",
            Refusal::NotSelfScored(_) => "not_self_scored",
            Refusal::JoinsAsFact(_) => "joins_as_fact",
            Refusal::UnitsOwn(_) => "units_own",
            Refusal::Changed { .. } => "changed",
            Refusal::NothingEntered(_) => "nothing_entered",
            Refusal::Submitted => "submitted",
            Refusal::NotLocked(_) => "not_locked",
            Refusal::BeingMended(_) => "being_mended",
            Refusal::Incomplete(_) => "incomplete",
            Refusal::NotSigned => "not_signed",
            Refusal::NotAppraiser(_) => "not_appraiser",
            Refusal::OwnUnit => "own_unit",
            Refusal::WaitsForCheck => "waits_for_check",
            Refusal::NothingWaits => "nothing_waits",
            Refusal::SamePerson => "same_person",
            Refusal::NotFlagged(_) => "not_flagged",
            Refusal::NoMeeting => "no_meeting",
            Refusal::MeetingOver => "meeting_over",
            Refusal::MeetingOpen => "meeting_open",
            Refusal::NothingToChoose(_) => "nothing_to_choose",
            Refusal::NotOnAgenda(_) => "not_on_agenda",
            Refusal::NotMember => "not_member",
            Refusal::NotPresent => "not_present",
            Refusal::VotedAlready => "voted_already",
            Refusal::NoQuorum { .. } => "no_quorum",
            Refusal::NotCarried(_) => "not_carried",
            Refusal::DecidedLater(_) => "decided_later",
            Refusal::NoDecision => "no_decision",
            Refusal::NothingNew => "nothing_new",
            Refusal::Forged => "forged",
        }
    }

    /// Whether it tells of an attempt rather than of a slip: late, double, out of order or forged. Such are journaled.
    pub fn is_attempt(&self) -> bool {
        !matches!(
            self,
            Refusal::NoReason
                | Refusal::NoTitle
                | Refusal::BadLink
                | Refusal::BadNumber { .. }
                | Refusal::OutOfRange { .. }
                | Refusal::BadDeadline(..)
                | Refusal::DeadlineOrder { .. }
                | Refusal::Incomplete(_)
                | Refusal::NothingEntered(_)
                | Refusal::NoDecision
                | Refusal::ReasonForEarly { .. }
                | Refusal::Setup(_)
        )
    }

    /// Why, and the way on. `name` gives the name of a unit, node or person in Vietnamese and English.
    pub fn text(&self, name: &dyn Fn(&str) -> Text) -> Text {
        let named = |id: &str| {
            let text = name(id);
            (text.vi.clone(), text.en.unwrap_or(text.vi))
        };
        let phase = |phase: Phase| (phase.title().vi, phase.title().get(Lang::En).to_owned());
        match self {
            Refusal::WrongPhase { now } => {
                let (vi, en) = phase(*now);
                Text::new(
                    format!("Không thực hiện được ở giai đoạn hiện tại của đợt: {vi}."),
                    format!("Not possible in the phase that the round is in: {en}."),
                )
            }
            Refusal::Discarded => Text::new(
                "Bản nháp này đã được bỏ. Nếu vẫn cần đợt đánh giá này, hãy mở đợt mới.",
                "This draft was thrown away. If the round is still wanted, open a new one.",
            ),
            Refusal::NotNext { from, to } => {
                let ((from_vi, from_en), (to_vi, to_en)) = (phase(*from), phase(*to));
                Text::new(
                    format!(
                        "Đợt đang ở giai đoạn “{from_vi}”, không chuyển sang “{to_vi}” được: chỉ chuyển về phía trước, từ bản nháp phải qua tự đánh giá."
                    ),
                    format!(
                        "The round is in “{from_en}” and cannot go to “{to_en}”: it only goes forward, and from a draft to self-assessment."
                    ),
                )
            }
            Refusal::Setup(problems) => {
                let all: Vec<(String, String)> = problems
                    .iter()
                    .map(|problem| problem.text(name))
                    .map(|text| (text.vi.clone(), text.get(Lang::En).to_owned()))
                    .collect();
                let vi: Vec<&str> = all.iter().map(|(vi, _)| vi.as_str()).collect();
                let en: Vec<&str> = all.iter().map(|(_, en)| en.as_str()).collect();
                Text::new(vi.join(" "), en.join(" "))
            }
            Refusal::ReasonForEarly { left } => Text::new(
                format!("Kết thúc giai đoạn trước hạn hoặc khi còn việc (còn {left}) thì phải nêu lý do."),
                format!("Ending a phase before its deadline, or with work left ({left}), needs a reason."),
            ),
            Refusal::DeadlinePassed(late) => {
                let (vi, en) = phase(*late);
                Text::new(
                    format!(
                        "Đã hết hạn của giai đoạn “{vi}”. Cần thêm thời gian thì đề nghị cơ quan tổ chức đợt mở lại hoặc gia hạn."
                    ),
                    format!(
                        "The deadline of “{en}” is over. For more time, ask those who run the round to reopen or extend it."
                    ),
                )
            }
            Refusal::BadDeadline(of, bad) => {
                let (vi, en) = phase(*of);
                Text::new(
                    format!("Hạn của “{vi}”: {}", bad.text().vi),
                    format!("Deadline of “{en}”: {}", bad.text().get(Lang::En)),
                )
            }
            Refusal::DeadlineOrder { before, after } => {
                let ((a_vi, a_en), (b_vi, b_en)) = (phase(*before), phase(*after));
                Text::new(
                    format!("Hạn của “{b_vi}” phải sau hạn của “{a_vi}”."),
                    format!("The deadline of “{b_en}” must come after that of “{a_en}”."),
                )
            }
            Refusal::NoReason => Text::new("Hãy nêu lý do.", "Give a reason."),
            Refusal::NoTitle => Text::new("Hãy ghi tên tài liệu.", "Name the document."),
            Refusal::Twice => Text::new(
                "Việc này đã được ghi nhận rồi, không cần làm lại. Hãy tải lại trang để xem.",
                "This was recorded already and need not be done again. Load the page again to see it.",
            ),
            Refusal::EvidenceTwice => {
                Text::new("Tài liệu này đã có ở tiêu chí này.", "This document is at this criterion already.")
            }
            Refusal::NoEvidence => Text::new("Không có tài liệu này.", "There is no such document."),
            Refusal::BadLink => Text::new(
                "Liên kết phải bắt đầu bằng https:// hoặc http://.",
                "A link must begin with https:// or http://.",
            ),
            Refusal::NoUnit(unit) => {
                let (vi, en) = named(unit);
                Text::new(
                    format!("{vi} không được đánh giá trong đợt này."),
                    format!("{en} is not assessed in this round."),
                )
            }
            Refusal::NoCriterion(node) if node.is_empty() => {
                Text::new("Hãy chọn ít nhất một tiêu chí.", "Choose at least one criterion.")
            }
            Refusal::NoCriterion(node) => Text::new(
                format!("Bộ tiêu chí không có tiêu chí “{node}”."),
                format!("The rulebook has no criterion “{node}”."),
            ),
            Refusal::NoNumber { node, name } if node.is_empty() => Text::new(
                format!("Không tiêu chí nào của bộ tiêu chí dùng số liệu “{name}”."),
                format!("No criterion of the rulebook reads a number “{name}”."),
            ),
            Refusal::NoNumber { name, .. } => Text::new(
                format!("Tiêu chí này không dùng số liệu “{name}”."),
                format!("This criterion reads no number “{name}”."),
            ),
            Refusal::BadNumber { vi, en, .. } => Text::new(vi.clone(), en.clone()),
            Refusal::OutOfRange { low, high, .. } => Text::new(
                format!("Điểm phải từ {} đến {}.", figure(*low, Lang::Vi), figure(*high, Lang::Vi)),
                format!("Points must lie between {} and {}.", figure(*low, Lang::En), figure(*high, Lang::En)),
            ),
            Refusal::NotSelfScored(_) => Text::new(
                "Đơn vị không tự chấm tiêu chí này: điểm từ điều tra, thống kê, chỉ số khác, lãnh đạo hoặc điểm trừ do cơ quan tổ chức đợt đưa vào.",
                "Units do not score this themselves: points of surveys, statistics, other indices, leaders, and penalties are entered by those who run the round.",
            ),
            Refusal::JoinsAsFact(_) => Text::new(
                "Tiêu chí này lấy số liệu từ nguồn khác, không thẩm định bằng tay.",
                "The value of this criterion joins from elsewhere; it is not appraised by hand.",
            ),
            Refusal::UnitsOwn(indicator) => Text::new(
                format!("Số liệu “{indicator}” do đơn vị tự kê khai, không nhập từ ngoài."),
                format!("“{indicator}” is for the unit to give; it does not join from outside."),
            ),
            Refusal::Changed { by, .. } => {
                let (vi, en) = named(by);
                Text::new(
                    format!(
                        "{vi} vừa thay đổi mục này. Hãy xem nội dung mới rồi ghi lại; phần vừa nhập vẫn giữ trên màn hình."
                    ),
                    format!(
                        "{en} has changed this meanwhile. Look at what is there now and save again; what you typed is still on the screen."
                    ),
                )
            }
            Refusal::NothingEntered(_) => {
                Text::new("Chưa có số liệu hoặc điểm.", "There are no numbers or points yet.")
            }
            Refusal::Submitted => Text::new(
                "Đã ký gửi nên không sửa được nữa. Cần sửa thì đề nghị cơ quan tổ chức đợt mở lại tiêu chí.",
                "It was signed and submitted, so it can no longer be changed. To change it, ask those who run the round to reopen the criterion.",
            ),
            Refusal::NotLocked(_) => Text::new(
                "Tiêu chí này chưa khóa: đơn vị vẫn sửa được, không cần mở lại.",
                "This criterion is not locked: the unit can still change it, and it need not be reopened.",
            ),
            Refusal::BeingMended(_) => Text::new(
                "Tiêu chí đang được mở lại cho đơn vị bổ sung. Hãy thẩm định sau khi đơn vị ký gửi lại hoặc khi hết hạn mở lại.",
                "The criterion is reopened and the unit is at it. Appraise it once the unit has submitted again or the time for that is over.",
            ),
            Refusal::Incomplete(lacks) => {
                let list = |lang: Lang| {
                    let one = |lack: &Lack| format!("{} ({})", name(lack.node()).get(lang), lack.text().get(lang));
                    lacks.iter().map(one).collect::<Vec<_>>().join("; ")
                };
                Text::new(format!("Còn thiếu: {}.", list(Lang::Vi)), format!("Still missing: {}.", list(Lang::En)))
            }
            Refusal::NotSigned => Text::new(
                "Hãy gõ lời xác nhận và mã xác thực lớp hai để ký.",
                "Type the confirmation and the code of your second factor to sign.",
            ),
            Refusal::NotAppraiser(_) => Text::new(
                "Anh/chị không được phân công thẩm định tiêu chí này. Nếu cần, hãy đề nghị cơ quan tổ chức đợt phân công.",
                "You are not assigned to appraise this criterion. If you should be, ask those who run the round to assign it to you.",
            ),
            Refusal::OwnUnit => Text::new(
                "Không ai thẩm định, biểu quyết, đính chính, nhập số liệu hay gia hạn cho chính cơ quan mình. Hãy để người của cơ quan khác làm việc này.",
                "Nobody appraises, votes on, corrects, types values for or gives more time to their own agency. Leave this to somebody of another agency.",
            ),
            Refusal::WaitsForCheck => Text::new(
                "Kết quả thẩm định đang chờ người thứ hai kiểm tra.",
                "The appraisal waits for a second person’s check.",
            ),
            Refusal::NothingWaits => Text::new("Không có gì chờ kiểm tra.", "Nothing waits for a check."),
            Refusal::SamePerson => Text::new(
                "Người kiểm tra phải khác người thẩm định.",
                "Whoever checks must be another person than the appraiser.",
            ),
            Refusal::NotFlagged(_) => Text::new(
                "Chỉ giải trình những tiêu chí được yêu cầu. Cần sửa tiêu chí khác thì đề nghị cơ quan tổ chức đợt mở lại.",
                "Only criteria that an appraiser asks about are explained. To change another, ask those who run the round to reopen it.",
            ),
            Refusal::NoMeeting => {
                Text::new("Chưa có phiên họp nào của hội đồng.", "There is no meeting of the council.")
            }
            Refusal::MeetingOver => Text::new("Phiên họp đã kết thúc.", "The meeting is over."),
            Refusal::MeetingOpen => Text::new(
                "Còn phiên họp chưa kết thúc. Hãy kết luận phiên họp trước.",
                "A meeting is still going on. Conclude it first.",
            ),
            Refusal::NothingToChoose(node) => {
                let (vi, en) = named(node);
                Text::new(
                    format!("{vi}: cần ít nhất hai phương án để biểu quyết."),
                    format!("{en}: at least two proposals are needed for a vote."),
                )
            }
            Refusal::NotOnAgenda(_) => {
                Text::new("Nội dung này không có trong chương trình.", "This is not on the agenda.")
            }
            Refusal::NotMember => Text::new(
                "Người này không phải thành viên hội đồng. Nếu cần, hãy đề nghị cơ quan tổ chức đợt ghi vào danh sách hội đồng.",
                "This person is not a member of the council. Where that is wrong, ask those who run the round to put them on it.",
            ),
            Refusal::NotPresent => Text::new(
                "Chưa ghi nhận anh/chị có mặt; có thể biểu quyết bằng văn bản.",
                "You are not noted as present; you can vote in writing.",
            ),
            Refusal::VotedAlready => Text::new("Anh/chị đã biểu quyết.", "You have voted already."),
            Refusal::NoQuorum { took_part, quorum } => Text::new(
                format!(
                    "Mới có {took_part} thành viên tham gia, cần ít nhất {quorum}. Hãy ghi thêm thành viên có mặt, hoặc chờ đủ phiếu bằng văn bản rồi kết luận."
                ),
                format!(
                    "Took part: {took_part}; needed: at least {quorum}. Note who else is present, or wait for more votes in writing, and then conclude."
                ),
            ),
            Refusal::NotCarried(node) => {
                let (vi, en) = named(node);
                Text::new(
                    format!("{vi}: không phương án nào được quá nửa số thành viên tán thành."),
                    format!("{en}: no proposal has the votes of more than half of the members."),
                )
            }
            Refusal::DecidedLater(node) => {
                let (vi, en) = named(node);
                Text::new(
                    format!(
                        "{vi}: một phiên họp sau của hội đồng đã quyết định lại. Hãy ghi nhận kết quả của phiên họp đó."
                    ),
                    format!("{en}: a later meeting of the council decided anew. Take over what that meeting decided."),
                )
            }
            Refusal::NoDecision => Text::new(
                "Hãy ghi số và nơi ban hành quyết định.",
                "Give the number of the decision and where it was signed.",
            ),
            Refusal::NothingNew => Text::new(
                "Kết quả này đã được công bố; không có gì thay đổi.",
                "This result was published already; nothing has changed.",
            ),
            Refusal::Forged => Text::new(
                "Yêu cầu không hợp lệ nên chưa được ghi nhận. Hãy tải lại trang rồi làm lại; nếu vẫn bị từ chối, hãy báo người quản trị.",
                "This request is not valid, and nothing was recorded. Load the page again and do it from there; if it is refused again, tell the administrator.",
            ),
        }
    }
}

/// A number as written: with a comma in Vietnamese.
fn figure(value: f64, lang: Lang) -> String {
    let text = shortest(value);
    lang.pick(text.replace('.', ",").as_str(), text.as_str()).to_owned()
}
