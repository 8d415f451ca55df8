//! What can go wrong with the place where files lie.

use std::fmt;

use chiso_model::Lang;

use crate::hash::FileHash;
use crate::refusal::Refusal;

/// The folder or the S3 store does not do what it should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StorageError {
    /// What it says, for the log and the administrator.
    pub reason: String,
}

impl StorageError {
    /// In words for whoever waits for the file.
    pub fn message(&self, lang: Lang) -> String {
        let reason = &self.reason;
        match lang {
            Lang::Vi => format!("Nơi lưu tệp đang có sự cố ({reason}); hãy báo người quản trị."),
            Lang::En => format!("The place where files are kept does not work ({reason}); tell the administrator."),
        }
    }
}

impl<E: std::error::Error> From<E> for StorageError {
    fn from(error: E) -> StorageError {
        // A client that speaks of itself hides the reason in what caused it.
        let mut reason = error.to_string();
        let mut cause = error.source();
        while let Some(deeper) = cause {
            let said = deeper.to_string();
            if !reason.contains(&said) {
                reason = format!("{reason}: {said}");
            }
            cause = deeper.source();
        }
        StorageError { reason }
    }
}

/// Why a file is not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PutError {
    /// The file is one that is not taken in.
    Refused(Refusal),
    /// It stopped coming in; for the log, for nobody waits any more.
    Interrupted(String),
    /// It was to have another hash: given back from a backup, it is not what was backed up.
    NotTheSame {
        /// The hash of what came.
        found: FileHash,
    },
    /// It could not be kept.
    Storage(StorageError),
}

impl PutError {
    /// What is wrong and how to mend it.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            PutError::Refused(refusal) => refusal.message(lang),
            PutError::Interrupted(_) => lang
                .pick(
                    "Đường truyền bị ngắt khi đang gửi tệp; hãy gửi lại.",
                    "The connection broke while the file was sent; send it again.",
                )
                .to_owned(),
            PutError::NotTheSame { found } => match lang {
                Lang::Vi => format!("Nội dung tệp đã khác với bản sao lưu (SHA-256 nay là {found})."),
                Lang::En => format!("The file is not what was backed up (its SHA-256 is now {found})."),
            },
            PutError::Storage(error) => error.message(lang),
        }
    }
}

impl From<Refusal> for PutError {
    fn from(refusal: Refusal) -> PutError {
        PutError::Refused(refusal)
    }
}

impl From<StorageError> for PutError {
    fn from(error: StorageError) -> PutError {
        PutError::Storage(error)
    }
}

/// Why a file cannot be given out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// There is no such file.
    Missing(FileHash),
    /// The file is there, but its content is no longer what was put in.
    Changed {
        /// The hash under which it lies.
        hash: FileHash,
        /// The hash of its content now.
        found: FileHash,
    },
    /// It could not be read.
    Storage(StorageError),
}

impl ReadError {
    /// What is wrong and how to mend it.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (ReadError::Missing(hash), Lang::Vi) => format!("Không có tệp {hash}; hãy khôi phục từ bản sao lưu."),
            (ReadError::Missing(hash), Lang::En) => format!("There is no file {hash}; restore it from a backup."),
            (ReadError::Changed { hash, found }, Lang::Vi) => {
                format!("Tệp {hash} đã bị thay đổi (SHA-256 nay là {found}); hãy khôi phục từ bản sao lưu.")
            }
            (ReadError::Changed { hash, found }, Lang::En) => {
                format!("The file {hash} was changed (its SHA-256 is now {found}); restore it from a backup.")
            }
            (ReadError::Storage(error), _) => error.message(lang),
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for ReadError {}
