//! Why a bundle cannot be written or read.

use chiso_engine::EngineError;
use chiso_model::Lang;

use crate::BUNDLE_FORMAT;

/// Why a bundle cannot be written.
#[derive(Debug, Clone, PartialEq)]
pub enum WriteError {
    /// The text of the rulebook is not the one that the round keeps to.
    OtherRulebook {
        /// SHA-256 that the round keeps.
        wanted: String,
        /// SHA-256 of the text given.
        found: String,
    },
    /// The text of the rulebook cannot be read; a problem a line, in Vietnamese and English.
    Rulebook(String, String),
    /// The engine cannot compute the round.
    Engine(Vec<EngineError>),
    /// A unit, or the agency that runs the round, has no name.
    NoName(String),
    /// It was not said how the public names an author, or the name is the person's id.
    NoAuthor {
        /// The unit.
        unit: String,
        /// The criterion.
        node: String,
    },
    /// A time that no calendar has.
    NoTime {
        /// The unit.
        unit: String,
        /// The criterion.
        node: String,
    },
    /// An issue that corrects another needs a reason.
    NoReason,
    /// The issues so far do not lead to this number.
    Number(u32),
    /// The file would be larger than one that is read.
    TooLarge,
    /// It cannot be put together.
    Io(String),
}

impl WriteError {
    /// What is wrong, and how to mend it.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (WriteError::OtherRulebook { wanted, found }, Lang::Vi) => format!(
                "Bộ tiêu chí không phải là bản mà đợt đánh giá sử dụng (SHA-256 phải là {wanted}, đang là {found}). Hãy dùng đúng bản khi mở đợt."
            ),
            (WriteError::OtherRulebook { wanted, found }, Lang::En) => format!(
                "The rulebook is not the one that the round keeps to (SHA-256 must be {wanted}, it is {found}). Use the text with which the round was opened."
            ),
            (WriteError::Rulebook(vi, en), lang) => lang.pick(vi, en).clone(),
            (WriteError::Engine(errors), lang) => {
                errors.iter().map(|error| error.message(lang)).collect::<Vec<_>>().join("\n")
            }
            (WriteError::NoName(id), Lang::Vi) => format!("Cơ quan {id} chưa có tên. Hãy bổ sung tên."),
            (WriteError::NoName(id), Lang::En) => format!("The agency {id} has no name. Give it one."),
            (WriteError::NoAuthor { unit, node }, Lang::Vi) => format!(
                "Đơn vị {unit}, mục {node}: chưa có cách gọi công khai của người cho điểm (cơ quan và vai trò). Hãy bổ sung."
            ),
            (WriteError::NoAuthor { unit, node }, Lang::En) => format!(
                "Unit {unit}, criterion {node}: it was not said how the public names an author (agency and role). Say it."
            ),
            (WriteError::NoTime { unit, node }, Lang::Vi) => {
                format!("Đơn vị {unit}, mục {node}: thời điểm cho điểm nằm ngoài lịch.")
            }
            (WriteError::NoTime { unit, node }, Lang::En) => {
                format!("Unit {unit}, criterion {node}: a score was given at a time beyond the calendar.")
            }
            (WriteError::NoReason, lang) => lang
                .pick(
                    "Công bố lại phải có lý do. Hãy ghi lý do đính chính.",
                    "A corrected issue needs a reason. Give it.",
                )
                .to_owned(),
            (WriteError::Number(number), Lang::Vi) => {
                format!("Không thể công bố lần {number}: số lần phải nối tiếp các lần đã công bố.")
            }
            (WriteError::Number(number), Lang::En) => {
                format!("There can be no issue {number}: the number must follow those that were published.")
            }
            (WriteError::TooLarge, lang) => lang
                .pick(
                    "Gói công bố sẽ quá lớn. Hãy tách đợt đánh giá thành nhiều đợt.",
                    "The bundle would be too large. Divide the round.",
                )
                .to_owned(),
            (WriteError::Io(said), Lang::Vi) => format!("Không ghi được gói công bố: {said}"),
            (WriteError::Io(said), Lang::En) => format!("The bundle cannot be written: {said}"),
        }
    }
}

/// Why a file cannot be read as a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// It is no ZIP file, or was cut off.
    NotAZip,
    /// It is a ZIP file of something else.
    NotABundle,
    /// It is larger than any bundle, or would be when unpacked.
    TooLarge,
    /// It holds a name that no part has.
    BadName,
    /// It holds something besides its parts: before, between or after them, or one twice.
    Extra,
    /// A part cannot be unpacked.
    Damaged(Option<String>),
    /// The manifest cannot be read.
    Manifest(String),
    /// A newer program wrote it.
    Newer(u32),
}

impl ReadError {
    /// What is wrong, and what to do.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (ReadError::NotAZip, lang) => lang
                .pick(
                    "không phải là tệp ZIP, hoặc tệp bị cắt cụt; hãy tải lại gói công bố",
                    "this is no ZIP file, or it was cut off; download the bundle again",
                )
                .to_owned(),
            (ReadError::NotABundle, lang) => lang
                .pick(
                    "đây là tệp ZIP nhưng không phải gói công bố của chiso (không có manifest.json)",
                    "this is a ZIP file, but no publication bundle of chiso (there is no manifest.json)",
                )
                .to_owned(),
            (ReadError::TooLarge, lang) => lang
                .pick(
                    "tệp lớn hơn mọi gói công bố, hoặc giải nén ra quá lớn; tệp không được đọc",
                    "the file is larger than any bundle, or would be when unpacked; it was not read",
                )
                .to_owned(),
            (ReadError::BadName, lang) => lang
                .pick(
                    "trong tệp ZIP có tên không thể là một phần của gói công bố; tệp không được đọc",
                    "the ZIP file holds a name that no part of a bundle can have; it was not read",
                )
                .to_owned(),
            (ReadError::Extra, lang) => lang
                .pick(
                    "tệp ZIP có nội dung ngoài các phần của gói công bố (bị chèn thêm hoặc trùng tên); hãy tải lại từ nơi công bố",
                    "the ZIP file holds something besides the parts of a bundle (put in, or twice); download it again from where it was published",
                )
                .to_owned(),
            (ReadError::Damaged(Some(part)), Lang::Vi) => {
                format!("phần {part} bị hỏng, không giải nén được; hãy tải lại gói công bố")
            }
            (ReadError::Damaged(Some(part)), Lang::En) => {
                format!("the part {part} is damaged and cannot be unpacked; download the bundle again")
            }
            (ReadError::Damaged(None), lang) => lang
                .pick("tệp ZIP bị hỏng; hãy tải lại gói công bố", "the ZIP file is damaged; download the bundle again")
                .to_owned(),
            (ReadError::Manifest(why), Lang::Vi) => {
                format!("manifest.json không đọc được ({why}); tệp không phải gói công bố của chiso, hoặc đã bị sửa")
            }
            (ReadError::Manifest(why), Lang::En) => {
                format!("manifest.json cannot be read ({why}); this is no bundle of chiso, or it was changed")
            }
            (ReadError::Newer(form), Lang::Vi) => format!(
                "gói do bản chiso mới hơn ghi (định dạng {form}; chương trình này biết đến {BUNDLE_FORMAT}); hãy dùng bản chiso mới hơn"
            ),
            (ReadError::Newer(form), Lang::En) => format!(
                "a newer chiso wrote this bundle (form {form}; this program knows up to {BUNDLE_FORMAT}); use a newer chiso"
            ),
        }
    }
}
