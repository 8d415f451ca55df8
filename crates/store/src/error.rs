//! Why something was not kept or not found.

use chiso_model::Lang;

/// Why a read or a write did not happen. What was not acknowledged was not done, except where [`StoreError::Unknown`] says so.
#[derive(Debug)]
pub enum StoreError {
    /// There is no such row.
    Absent {
        /// Table of the row.
        table: &'static str,
        /// Its key.
        key: String,
    },
    /// Somebody else changed the row since it was read.
    Conflict {
        /// Table of the row.
        table: &'static str,
        /// Its key.
        key: String,
    },
    /// A row with that key, or another value that must be unique, is there already.
    Exists {
        /// Table of the row.
        table: String,
    },
    /// A value that neither database keeps faithfully: a text with a zero byte, or a number that is not finite.
    Unkeepable {
        /// Table of the row.
        table: &'static str,
        /// Column of the value.
        column: &'static str,
    },
    /// A stored value is not what its column should hold.
    Malformed {
        /// What was wrong, for the log.
        detail: String,
    },
    /// The database cannot be reached, or the disk refused; nothing was kept.
    Unavailable {
        /// What it said, for the log.
        detail: String,
    },
    /// The connection broke while the change was being made permanent: it may or may not have been kept.
    Unknown {
        /// What it said, for the log.
        detail: String,
    },
    /// The database refused a statement.
    Refused {
        /// What it said, for the log.
        detail: String,
    },
}

impl StoreError {
    /// What happened and what to do, for whoever asks over the network: without what the database said, which names hosts, tables and statements. That goes to
    /// the log, with [`StoreError::message`].
    pub fn public_message(&self, lang: Lang) -> String {
        let (vi, en) = match self {
            StoreError::Absent { .. }
            | StoreError::Conflict { .. }
            | StoreError::Exists { .. }
            | StoreError::Unkeepable { .. } => {
                return self.message(lang);
            }
            StoreError::Malformed { .. } | StoreError::Refused { .. } => (
                "Kho dữ liệu gặp lỗi, chưa có gì được lưu. Hãy báo cho người quản trị thời điểm xảy ra lỗi.",
                "The store failed and nothing was saved. Tell the administrator when it happened.",
            ),
            StoreError::Unavailable { .. } => (
                "Không kết nối được kho dữ liệu, chưa có gì được lưu. Hãy thử lại sau ít phút.",
                "The store cannot be reached and nothing was saved. Try again in a few minutes.",
            ),
            StoreError::Unknown { .. } => (
                "Mất kết nối khi đang lưu, chưa rõ đã lưu hay chưa. Hãy tải lại trang để xem trước khi nhập lại.",
                "The connection broke while saving; it may or may not have been saved. Load the page again and look before you repeat it.",
            ),
        };
        lang.pick(vi, en).to_owned()
    }

    /// What happened and what to do, for logs and commands.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            StoreError::Absent { table, key } => match lang {
                Lang::Vi => format!("Không có bản ghi “{key}” trong bảng {table}; có thể đã bị xoá. Hãy tải lại trang."),
                Lang::En => format!("There is no record `{key}` in table {table}; it may have been removed. Load the page again."),
            },
            StoreError::Conflict { .. } => lang
                .pick(
                    "Người khác vừa sửa bản ghi này. Hãy xem bản mới rồi nhập lại thay đổi của mình.",
                    "Somebody else has just changed this record. Look at the new version, then enter your change again.",
                )
                .to_owned(),
            StoreError::Exists { table } => match lang {
                Lang::Vi => format!("Bảng {table} đã có bản ghi như vậy. Hãy sửa bản ghi có sẵn hoặc dùng mã khác."),
                Lang::En => format!("Table {table} holds such a record already. Change that one, or use another code."),
            },
            StoreError::Unkeepable { column, .. } => match lang {
                Lang::Vi => format!("Giá trị của “{column}” có ký tự rỗng hoặc không phải số hữu hạn. Hãy nhập lại."),
                Lang::En => format!("The value of `{column}` holds a null character or is not a finite number. Enter it again."),
            },
            StoreError::Malformed { detail } => match lang {
                Lang::Vi => format!("Dữ liệu lưu trữ không đúng dạng: {detail}. Hãy chạy “chiso journal verify”."),
                Lang::En => format!("What is stored is malformed: {detail}. Run `chiso journal verify`."),
            },
            StoreError::Unavailable { detail } => match lang {
                Lang::Vi => format!("Không kết nối được kho dữ liệu, chưa có gì được lưu: {detail}. Hãy thử lại."),
                Lang::En => format!("The store cannot be reached and nothing was saved: {detail}. Try again."),
            },
            StoreError::Unknown { detail } => match lang {
                Lang::Vi => format!("Mất kết nối khi đang lưu, chưa rõ đã lưu hay chưa: {detail}. Hãy tải lại trang để xem trước khi nhập lại."),
                Lang::En => format!("The connection broke while saving; it may or may not have been saved: {detail}. Load the page again and look before you repeat it."),
            },
            StoreError::Refused { detail } => match lang {
                Lang::Vi => format!("Kho dữ liệu từ chối: {detail}."),
                Lang::En => format!("The store refused: {detail}."),
            },
        }
    }
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for StoreError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_database_said_is_not_told_to_strangers() {
        let detail = || "connection to db.internal:5432 failed: SELECT * FROM person".to_owned();
        for error in [
            StoreError::Malformed { detail: detail() },
            StoreError::Unavailable { detail: detail() },
            StoreError::Unknown { detail: detail() },
            StoreError::Refused { detail: detail() },
        ] {
            for lang in [Lang::Vi, Lang::En] {
                assert!(error.message(lang).contains("db.internal"), "for the log");
                let told = error.public_message(lang);
                assert!(!told.is_empty() && !told.contains("db.internal") && !told.contains("SELECT"), "{told}");
            }
        }
        let conflict = StoreError::Conflict { table: "agency", key: "46".to_owned() };
        assert_eq!(conflict.public_message(Lang::Vi), conflict.message(Lang::Vi));
    }
}
