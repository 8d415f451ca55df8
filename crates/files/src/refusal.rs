//! Why a file is not taken in, in words for whoever sent it.

use chiso_model::Lang;

use crate::kind::Kind;

/// Why a file is not taken in. The sender can mend all but [`Refusal::NotScanned`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// There is nothing in it.
    Empty,
    /// It is larger than the rules allow.
    TooLarge {
        /// The largest size, in bytes.
        max_bytes: u64,
    },
    /// Its name is empty, too long, or holds characters that hide what it is.
    Name,
    /// Its name ends in something that no kind has.
    Extension {
        /// The end of the name, without the dot.
        extension: String,
    },
    /// Its name says one kind, its content is another.
    Mismatch {
        /// What the name says.
        named: Kind,
        /// What it is.
        found: Kind,
    },
    /// Whoever sent it declared another media type than the content has.
    Declared {
        /// What was declared.
        declared: String,
        /// What it is.
        found: Kind,
    },
    /// Its content is known, and of no kind that is taken in.
    NotAccepted {
        /// Media type of the content.
        found: String,
    },
    /// Its content is of no known kind.
    Unknown,
    /// It is a program, or holds one.
    Program,
    /// It is HTML, SVG, XML or a script: a browser could act on it.
    Active,
    /// It is an office document of the old binary kind, or one that is locked with a password.
    OldOffice,
    /// It is an office document with macros.
    Macros,
    /// It is a ZIP archive, and the rules allow none.
    Archive,
    /// It is broken: the name of its kind, and what a reader says.
    Broken {
        /// What it seems to be.
        kind: Kind,
    },
    /// It unpacks to far more than it holds.
    Bomb,
    /// It is text in another encoding than UTF-8, or holds control characters.
    NotUtf8 {
        /// The line where that shows, from 1.
        line: u64,
    },
    /// The virus scanner found something.
    Infected {
        /// What it is called there.
        name: String,
    },
    /// The virus scanner did not answer, and files are only taken in once scanned.
    NotScanned {
        /// What went wrong, for the log and the administrator.
        reason: String,
    },
}

impl Refusal {
    /// What is wrong and how to mend it.
    pub fn message(&self, lang: Lang) -> String {
        let (vi, en) = self.texts();
        lang.pick(&vi, &en).clone()
    }

    fn texts(&self) -> (String, String) {
        let two = |vi: &str, en: &str| (vi.to_owned(), en.to_owned());
        match self {
            Refusal::Empty => two(
                "Tệp không có nội dung; hãy kiểm tra lại tệp trên máy rồi chọn lại.",
                "The file is empty; check it on your machine and choose it again.",
            ),
            Refusal::TooLarge { max_bytes } => {
                let megabytes = max_bytes / 1_000_000;
                (
                    format!(
                        "Tệp lớn hơn mức cho phép ({megabytes} MB); hãy giảm dung lượng hoặc chia thành nhiều tệp."
                    ),
                    format!("The file is larger than allowed ({megabytes} MB); make it smaller or split it."),
                )
            }
            Refusal::Name => two(
                "Tên tệp trống, quá dài hoặc có ký tự ẩn; hãy đổi tên tệp.",
                "The file's name is empty, too long or holds hidden characters; rename the file.",
            ),
            Refusal::Extension { extension } => {
                let known =
                    Kind::all().filter(|kind| *kind != Kind::Zip).map(|kind| format!(".{}", kind.extensions()[0]));
                let known = known.collect::<Vec<_>>().join(", ");
                if extension.is_empty() {
                    (
                        format!("Tên tệp không có đuôi; hãy đặt tên có một trong các đuôi: {known}."),
                        format!("The file's name has no ending; give it one of these: {known}."),
                    )
                } else {
                    (
                        format!("Không nhận tệp có đuôi .{extension}; các đuôi được nhận: {known}."),
                        format!("Files ending in .{extension} are not taken; these are: {known}."),
                    )
                }
            }
            Refusal::Mismatch { named, found } => (
                format!(
                    "Theo tên thì đây là {}, nhưng nội dung là {}; hãy đổi đuôi tệp thành .{} hoặc chọn đúng tệp.",
                    named.name(Lang::Vi),
                    found.name(Lang::Vi),
                    found.extensions()[0]
                ),
                format!(
                    "By its name this is {}, but its content is {}; end its name in .{} or choose the right file.",
                    named.name(Lang::En),
                    found.name(Lang::En),
                    found.extensions()[0]
                ),
            ),
            Refusal::Declared { declared, found } => (
                format!(
                    "Tệp được gửi với kiểu `{declared}`, nhưng nội dung là {}; hãy gửi lại với kiểu `{}`.",
                    found.name(Lang::Vi),
                    found.media_type()
                ),
                format!(
                    "The file was sent as `{declared}`, but its content is {}; send it again as `{}`.",
                    found.name(Lang::En),
                    found.media_type()
                ),
            ),
            Refusal::NotAccepted { found } => (
                format!("Không nhận loại tệp này ({found}); hãy chuyển sang PDF, Word, Excel hoặc ảnh."),
                format!("This kind of file ({found}) is not taken; turn it into PDF, Word, Excel or a picture."),
            ),
            Refusal::Unknown => two(
                "Nội dung tệp không thuộc loại nào được nhận; hãy chuyển sang PDF, Word, Excel hoặc ảnh.",
                "The file's content is of no kind that is taken; turn it into PDF, Word, Excel or a picture.",
            ),
            Refusal::Program => two(
                "Tệp là chương trình hoặc có chứa chương trình nên không được nhận; hãy gửi tài liệu.",
                "The file is a program or holds one and is not taken; send a document.",
            ),
            Refusal::Active => two(
                "Không nhận trang HTML, ảnh SVG, tệp XML và tập lệnh; hãy lưu lại thành PDF hoặc ảnh PNG.",
                "HTML pages, SVG pictures, XML files and scripts are not taken; save it as PDF or PNG.",
            ),
            Refusal::OldOffice => two(
                "Tệp là tài liệu Office kiểu cũ (.doc, .xls, .ppt) hoặc được khóa bằng mật khẩu; hãy bỏ mật khẩu và lưu lại thành .docx, .xlsx, .pptx hoặc PDF.",
                "The file is an old Office document (.doc, .xls, .ppt) or is locked with a password; take the password away and save it as .docx, .xlsx, .pptx or PDF.",
            ),
            Refusal::Macros => two(
                "Tài liệu có macro nên không được nhận; hãy lưu lại thành tài liệu không có macro (.docx, .xlsx, .pptx).",
                "The document holds macros and is not taken; save it without macros (.docx, .xlsx, .pptx).",
            ),
            Refusal::Archive => two(
                "Không nhận tệp nén; hãy giải nén rồi gửi từng tệp.",
                "Archives are not taken; unpack it and send the files.",
            ),
            Refusal::Broken { kind } => (
                format!("Tệp là {} nhưng bị hỏng; hãy mở tệp trên máy, lưu lại rồi gửi lại.", kind.name(Lang::Vi)),
                format!(
                    "The file is {}, but broken; open it on your machine, save it and send it again.",
                    kind.name(Lang::En)
                ),
            ),
            Refusal::Bomb => two(
                "Tệp bung ra quá lớn so với dung lượng của nó; hãy mở tệp, bỏ phần thừa và lưu lại.",
                "The file unpacks to far more than it holds; open it, take away what is not needed and save it again.",
            ),
            Refusal::NotUtf8 { line } => (
                format!(
                    "Dòng {line} không phải là chữ UTF-8; hãy lưu lại theo bảng mã UTF-8 (trong Excel: CSV UTF-8)."
                ),
                format!("Line {line} is not UTF-8 text; save the file as UTF-8 (in Excel: CSV UTF-8)."),
            ),
            Refusal::Infected { name } => (
                format!("Chương trình quét vi-rút phát hiện `{name}`; hãy quét máy của bạn và không dùng tệp này."),
                format!("The virus scanner found `{name}`; scan your machine and do not use this file."),
            ),
            Refusal::NotScanned { .. } => two(
                "Chưa quét được vi-rút nên chưa nhận tệp; hãy thử lại sau ít phút, nếu vẫn vậy hãy báo người quản trị.",
                "The file could not be scanned for viruses and was not taken; try again in a few minutes, and tell the administrator if that does not help.",
            ),
        }
    }
}
