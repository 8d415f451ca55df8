//! Why an archive could not be written or taken in.

use std::io;

use chiso_model::Lang;
use zip::result::ZipError;

use crate::error::StoreError;
use crate::verify::Finding;

/// Why there is no archive, or why nothing was taken from one.
#[derive(Debug)]
pub enum ArchiveError {
    /// The database.
    Store(StoreError),
    /// The archive cannot be read or written.
    Io(io::Error),
    /// It is no archive of chiso.
    NotAnArchive,
    /// A newer program has written it.
    Newer {
        /// The form and the schema of the archive.
        found: (u32, i64),
        /// The form and the schema that this program knows.
        known: (u32, i64),
    },
    /// A part is missing, cut off or changed.
    Damaged {
        /// Its name in the archive.
        part: String,
    },
    /// The store holds something already.
    NotEmpty {
        /// A table that does.
        table: &'static str,
    },
    /// A stored file cannot be read or kept.
    File {
        /// Its hash.
        sha256: String,
        /// What the system said.
        error: io::Error,
    },
    /// What is kept beside the store cannot be put in its place.
    Beside {
        /// Its name.
        name: String,
        /// What the system said.
        error: io::Error,
    },
    /// The journal does not fit the rows: somebody went round chiso before the archive was written, or changed the archive.
    Findings(Vec<Finding>),
}

impl From<StoreError> for ArchiveError {
    fn from(error: StoreError) -> ArchiveError {
        ArchiveError::Store(error)
    }
}

impl From<io::Error> for ArchiveError {
    fn from(error: io::Error) -> ArchiveError {
        ArchiveError::Io(error)
    }
}

impl From<ZipError> for ArchiveError {
    fn from(error: ZipError) -> ArchiveError {
        match error {
            ZipError::Io(error) => ArchiveError::Io(error),
            _ => ArchiveError::NotAnArchive,
        }
    }
}

impl ArchiveError {
    /// What is wrong, and what to do.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (ArchiveError::Store(error), lang) => error.message(lang),
            (ArchiveError::Io(error), Lang::Vi) => {
                format!("Không đọc hoặc ghi được bản sao lưu: {error}. Hãy kiểm tra đĩa và quyền truy cập.")
            }
            (ArchiveError::Io(error), Lang::En) => {
                format!("The backup cannot be read or written: {error}. Check the disk and the permissions.")
            }
            (ArchiveError::NotAnArchive, lang) => lang
                .pick(
                    "Đây không phải là bản sao lưu của chiso, hoặc tệp bị cắt cụt. Hãy dùng tệp do “chiso backup” ghi ra.",
                    "This is no backup of chiso, or it was cut off. Use a file that `chiso backup` wrote.",
                )
                .to_owned(),
            (ArchiveError::Newer { found, known }, Lang::Vi) => format!(
                "Bản sao lưu do bản chiso mới hơn ghi (định dạng {}, cấu trúc {}; chương trình này biết đến {}, {}). Hãy dùng bản chiso mới hơn; chưa có gì được khôi phục.",
                found.0, found.1, known.0, known.1
            ),
            (ArchiveError::Newer { found, known }, Lang::En) => format!(
                "A newer chiso wrote this backup (form {}, schema {}; this program knows up to {}, {}). Use a newer chiso; nothing was restored.",
                found.0, found.1, known.0, known.1
            ),
            (ArchiveError::Damaged { part }, Lang::Vi) => format!(
                "Bản sao lưu bị hỏng ở phần “{part}”. Hãy dùng bản sao lưu khác; chưa có gì được khôi phục."
            ),
            (ArchiveError::Damaged { part }, Lang::En) => {
                format!("The backup is damaged in its part `{part}`. Use another backup; nothing was restored.")
            }
            (ArchiveError::NotEmpty { table }, Lang::Vi) => format!(
                "Kho dữ liệu đã có dữ liệu (bảng {table}). Chỉ khôi phục vào một kho trống: hãy chỉ ra thư mục mới hoặc cơ sở dữ liệu mới bằng “--store”."
            ),
            (ArchiveError::NotEmpty { table }, Lang::En) => format!(
                "The store holds something already (table {table}). A backup is restored into an empty one: name a new folder or a new database with `--store`."
            ),
            (ArchiveError::File { sha256, error }, Lang::Vi) => format!("Tệp {sha256}: {error}."),
            (ArchiveError::File { sha256, error }, Lang::En) => format!("File {sha256}: {error}."),
            (ArchiveError::Beside { name, error }, Lang::Vi) => {
                format!("Không đặt được “{name}” vào chỗ của nó: {error}. Hãy khôi phục vào một thư mục mới.")
            }
            (ArchiveError::Beside { name, error }, Lang::En) => {
                format!("`{name}` cannot be put in its place: {error}. Restore into a new folder.")
            }
            (ArchiveError::Findings(findings), lang) => {
                let count = findings.len();
                let shown: Vec<String> = findings.iter().take(20).map(|finding| finding.message(lang)).collect();
                let head = match lang {
                    Lang::Vi => format!(
                        "Nhật ký không khớp dữ liệu trong bản sao lưu ({count} chỗ); chưa có gì được khôi phục. Thêm “--accept-findings” nếu vẫn muốn dùng bản này:"
                    ),
                    Lang::En => format!(
                        "The journal does not fit the rows of the backup ({count} findings); nothing was restored. Add `--accept-findings` to take it nevertheless:"
                    ),
                };
                format!("{head}\n{}", shown.join("\n"))
            }
        }
    }
}

impl std::fmt::Display for ArchiveError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for ArchiveError {}
