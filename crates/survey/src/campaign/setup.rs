//! How a campaign is set up.

use std::collections::{BTreeMap, BTreeSet};

use chiso_model::{Lang, Text};
use serde::{Deserialize, Serialize};

/// How a ballot is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// By oneself, with the code of an invitation.
    Own,
    /// To an interviewer, on a tablet.
    Interview,
    /// On paper, keyed in twice.
    Paper,
    /// By phone, keyed in twice.
    Phone,
}

impl Mode {
    /// All.
    pub const ALL: [Mode; 4] = [Mode::Own, Mode::Interview, Mode::Paper, Mode::Phone];
}

/// When those are reminded who have not exchanged their invitation.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Reminders {
    /// Days after the opening.
    pub days: BTreeSet<u16>,
}

/// How a campaign is set up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Setup {
    /// What it is called.
    pub title: Text,
    /// Id of the agency that runs it.
    pub owner: String,
    /// The year that its results are about.
    pub year: i16,
    /// SHA-256 of the questionnaire, 64 hexadecimal digits; none while there is none.
    pub form: Option<String>,
    /// Ballots are taken from this moment on, microseconds since 1970 in UTC.
    pub opens: i64,
    /// Up to this moment.
    pub closes: i64,
    /// How ballots are given.
    pub modes: BTreeSet<Mode>,
    /// Whether place and time of an interview are kept, to judge its quality. Never for a ballot that somebody gives by themselves.
    #[serde(default)]
    pub keep_place: bool,
    /// Fewer ballots than these are not told of any group, and no group of invited people is smaller.
    pub least: u32,
    /// Two backups have at least so many ballots between them.
    pub between: u32,
    /// Letters to send in a minute, at most.
    pub per_minute: u32,
    /// Who is reminded when.
    #[serde(default)]
    pub reminders: Reminders,
    /// What stands in the letter, by the respondent's language.
    pub letter: Text,
    /// What the text message says, by the respondent's language, with `{link}` where the link is to stand; empty where no texts are sent.
    #[serde(default)]
    pub sms: Text,
    /// What thanks the respondent.
    pub thanks: Text,
    /// How the sample was drawn, in the words of its method: seed, plan, SHA-256 of the frame. Shown with every result.
    #[serde(default)]
    pub sample: BTreeMap<String, String>,
    /// True where respondents are made up: every page says so.
    #[serde(default)]
    pub simulated: bool,
}

/// What is missing before a campaign can be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetupProblem {
    /// It has no name.
    NoTitle,
    /// It has no questionnaire.
    NoForm,
    /// It closes before it opens.
    Calendar,
    /// Its close is over.
    Over,
    /// Nobody could give a ballot in any way.
    NoMode,
    /// The least number is below 3: with 2 each would know the other.
    Least,
    /// Two backups must have at least as many ballots between them as a group must have.
    Between,
    /// No letter can be sent.
    PerMinute,
    /// The letter says nothing.
    NoLetter,
}

impl Setup {
    /// What is missing, at a moment (microseconds since 1970).
    pub fn problems(&self, at: i64) -> Vec<SetupProblem> {
        let checks = [
            (self.title.vi.trim().is_empty(), SetupProblem::NoTitle),
            (self.form.is_none(), SetupProblem::NoForm),
            (self.closes <= self.opens, SetupProblem::Calendar),
            (self.closes <= at, SetupProblem::Over),
            (self.modes.is_empty(), SetupProblem::NoMode),
            (self.least < 3, SetupProblem::Least),
            (self.between < self.least, SetupProblem::Between),
            (self.per_minute == 0, SetupProblem::PerMinute),
            (self.modes.contains(&Mode::Own) && self.letter.vi.trim().is_empty(), SetupProblem::NoLetter),
        ];
        checks.into_iter().filter(|(wrong, _)| *wrong).map(|(_, problem)| problem).collect()
    }
}

impl SetupProblem {
    /// What is missing, and what to do.
    pub fn text(self, lang: Lang) -> &'static str {
        match self {
            SetupProblem::NoTitle => lang.pick("Chưa có tên đợt khảo sát. Hãy đặt tên.", "The survey has no name. Give it one."),
            SetupProblem::NoForm => {
                lang.pick("Chưa có phiếu hỏi. Hãy tải lên hoặc chọn một mẫu phiếu.", "There is no questionnaire. Upload one, or choose a form.")
            }
            SetupProblem::Calendar => lang.pick(
                "Thời điểm kết thúc phải sau thời điểm bắt đầu. Hãy sửa lịch.",
                "The close must come after the opening. Correct the calendar.",
            ),
            SetupProblem::Over => lang.pick(
                "Thời điểm kết thúc đã qua. Hãy chọn thời điểm muộn hơn bây giờ.",
                "The close is over. Choose a moment that is still to come.",
            ),
            SetupProblem::NoMode => lang.pick("Chưa chọn cách thu phiếu nào. Hãy chọn ít nhất một.", "No way to give a ballot is chosen. Choose at least one."),
            SetupProblem::Least => lang.pick(
                "Số phiếu tối thiểu của một nhóm phải từ 3 trở lên: nhóm 2 người thì mỗi người đoán được phiếu của người kia.",
                "The least number of ballots of a group must be 3 or more: of two, each would know the other’s.",
            ),
            SetupProblem::Between => lang.pick(
                "Số phiếu tối thiểu giữa hai lần sao lưu không được nhỏ hơn số phiếu tối thiểu của một nhóm.",
                "The least number of ballots between two backups must not be below the least number of a group.",
            ),
            SetupProblem::PerMinute => lang.pick("Số thư gửi mỗi phút phải từ 1 trở lên.", "At least one letter a minute must be sent."),
            SetupProblem::NoLetter => {
                lang.pick("Thư mời chưa có nội dung. Hãy viết thư.", "The letter of invitation is empty. Write it.")
            }
        }
    }
}
