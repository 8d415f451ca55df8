//! Why a campaign does not do what it is asked.

use chiso_model::Lang;

use super::{Phase, SetupProblem};

/// Why a command is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CampaignRefusal {
    /// Not in this phase.
    WrongPhase {
        /// The phase it is in.
        now: Phase,
    },
    /// The draft was thrown away.
    Discarded,
    /// It cannot be opened yet.
    Setup(Vec<SetupProblem>),
    /// No reason is given.
    NoReason,
    /// The list has nobody on it.
    Nobody,
    /// The very same list was invited before.
    ListTwice,
    /// The new close is over already, or before the opening.
    CloseOver,
    /// It is closed, and what is known of the population was said: totals that are tried one after the other on the same ballots tell of few of them.
    PopulationFixed,
    /// Nobody is there to be called again.
    NobodyToCall,
    /// The seed was used before.
    SameSeed,
    /// These results are published already.
    SameResults,
}

impl Phase {
    /// What it is called.
    pub fn text(self, lang: Lang) -> &'static str {
        match self {
            Phase::Draft => lang.pick("bản nháp", "draft"),
            Phase::Open => lang.pick("đang thu phiếu", "open"),
            Phase::Closed => lang.pick("đã đóng", "closed"),
            Phase::Published => lang.pick("đã công bố", "published"),
        }
    }
}

impl CampaignRefusal {
    /// Why, and how to go on.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            CampaignRefusal::WrongPhase { now } => match lang {
                Lang::Vi => format!("Không làm được ở bước này: đợt khảo sát đang ở trạng thái “{}”.", now.text(lang)),
                Lang::En => format!("Not at this point: the survey is {}.", now.text(lang)),
            },
            CampaignRefusal::Discarded => lang
                .pick(
                    "Bản nháp này đã bị bỏ. Hãy tạo đợt khảo sát mới.",
                    "This draft was thrown away. Set up a new survey.",
                )
                .to_owned(),
            CampaignRefusal::Setup(problems) => {
                problems.iter().map(|problem| problem.text(lang)).collect::<Vec<_>>().join(" ")
            }
            CampaignRefusal::NoReason => lang.pick("Hãy ghi lý do.", "Give a reason.").to_owned(),
            CampaignRefusal::Nobody => lang
                .pick("Danh sách không có ai. Hãy kiểm tra lại tệp.", "Nobody is on the list. Look at the file again.")
                .to_owned(),
            CampaignRefusal::ListTwice => lang
                .pick(
                    "Danh sách này đã được mời rồi. Hãy tải lên danh sách khác.",
                    "This very list was invited already. Upload another.",
                )
                .to_owned(),
            CampaignRefusal::CloseOver => lang
                .pick(
                    "Thời điểm kết thúc mới đã qua hoặc trước lúc bắt đầu. Hãy chọn thời điểm sau.",
                    "The new close is over already, or before the opening. Choose a later one.",
                )
                .to_owned(),
            CampaignRefusal::PopulationFixed => lang
                .pick(
                    "Đợt khảo sát đã đóng và đã có số dân nên không sửa được nữa: thử nhiều số dân trên cùng các phiếu sẽ làm lộ nhóm ít phiếu.",
                    "The survey is closed and has totals, so they are fixed: several of them tried on the same ballots would tell of few.",
                )
                .to_owned(),
            CampaignRefusal::NobodyToCall => lang
                .pick(
                    "Chưa có ai để gọi lại: cần người đã được phỏng vấn, có số điện thoại và chưa được rút thăm.",
                    "There is nobody to call: they must have been interviewed, have a phone number, and not have been drawn before.",
                )
                .to_owned(),
            CampaignRefusal::SameSeed => lang
                .pick(
                    "Số khởi đầu này đã dùng cho lần rút thăm trước. Hãy dùng số khác, không ai chọn được.",
                    "This seed was used for a draw before. Use another that nobody could choose.",
                )
                .to_owned(),
            CampaignRefusal::SameResults => lang
                .pick(
                    "Kết quả này đã được công bố và chưa có gì thay đổi.",
                    "These results are published already, and nothing has changed.",
                )
                .to_owned(),
        }
    }
}
