//! Why something was not kept.

use std::fmt;

use chiso_model::Lang;

/// Why a register or a box did not do what it was asked. Nothing of a request that met this was kept.
#[derive(Debug)]
pub enum BallotError {
    /// The file could not be used, in the words of the database.
    File(rusqlite::Error),
    /// The folder could not be made, in the words of the system.
    Folder(String),
    /// A batch could not be written, in the words of the database.
    Batch(String),
    /// The file is of a chiso newer than this one.
    Newer {
        /// The layout that the file says it has.
        found: i64,
    },
    /// A day that is not ten characters, as in 2026-11-22.
    Day(String),
    /// The thread that writes has ended, as it does when the program stops.
    Stopped,
    /// The machine gave no random bytes.
    Random,
    /// The file with the folder's id holds something else.
    Home,
    /// Ballots are in another folder than the one that this program has.
    Elsewhere,
}

impl BallotError {
    /// What is wrong, and how to mend it.
    pub fn message(&self, lang: Lang) -> String {
        let (vi, en) = match self {
            BallotError::File(problem) => (
                format!("Không dùng được tệp phiếu khảo sát: {problem}. Hãy kiểm tra đĩa và quyền truy cập."),
                format!("The file of ballots cannot be used: {problem}. Check the disk and the permissions."),
            ),
            BallotError::Folder(problem) => (
                format!("Không tạo được thư mục phiếu khảo sát: {problem}. Hãy kiểm tra đĩa và quyền truy cập."),
                format!("The folder of ballots cannot be made: {problem}. Check the disk and the permissions."),
            ),
            BallotError::Batch(problem) => (
                format!("Chưa ghi được phiếu: {problem}. Phiếu chưa được tính; hãy gửi lại."),
                format!("The ballot could not be written: {problem}. It does not count; send it again."),
            ),
            BallotError::Newer { found } => (
                format!("Tệp phiếu khảo sát do bản chiso mới hơn ghi (cấu trúc {found}). Hãy dùng bản đó."),
                format!("A newer chiso wrote the file of ballots (layout {found}). Use that one."),
            ),
            BallotError::Day(day) => (
                format!("“{day}” không phải là ngày như 2026-11-22."),
                format!("“{day}” is not a day such as 2026-11-22."),
            ),
            BallotError::Stopped => (
                "Hệ thống đang dừng nên không nhận phiếu. Phiếu chưa được tính; hãy gửi lại sau ít phút.".to_owned(),
                "The program is stopping and takes no ballots. This one does not count; send it again in some minutes."
                    .to_owned(),
            ),
            BallotError::Random => (
                "Máy chủ không tạo được số ngẫu nhiên. Hãy kiểm tra hệ điều hành.".to_owned(),
                "The machine gives no random bytes. Look at its operating system.".to_owned(),
            ),
            BallotError::Home => (
                "Tệp “home” trong thư mục phiếu khảo sát không chứa mã của thư mục. Hãy lấy lại tệp này từ bản sao lưu.".to_owned(),
                "The file `home` in the folder of ballots does not hold the folder's id. Take it from a backup.".to_owned(),
            ),
            BallotError::Elsewhere => (
                "Phiếu khảo sát của hệ thống này nằm ở máy chủ khác. Hãy làm việc này ở đó.".to_owned(),
                "The ballots of this system are on another server. Do this there.".to_owned(),
            ),
        };
        match lang {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }
}

impl fmt::Display for BallotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for BallotError {}

impl From<rusqlite::Error> for BallotError {
    fn from(problem: rusqlite::Error) -> Self {
        BallotError::File(problem)
    }
}

/// Ten characters, so that every day takes the same room.
pub(crate) fn day(text: &str) -> Result<&str, BallotError> {
    let digits = |part: Option<&str>, length: usize| {
        part.is_some_and(|part| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let mut parts = text.split('-');
    let right = digits(parts.next(), 4) && digits(parts.next(), 2) && digits(parts.next(), 2) && parts.next().is_none();
    if right { Ok(text) } else { Err(BallotError::Day(text.to_owned())) }
}

/// Answers everybody of a batch: each with what became of theirs, or all with what went wrong.
pub(crate) fn answer<W, A>(done: Result<Vec<A>, rusqlite::Error>, batch: Vec<crate::batch::Asked<W, A>>) {
    match done {
        // Whoever does not wait any more asks again, and is told the same.
        Ok(answers) => batch.into_iter().zip(answers).for_each(|(asked, answer)| drop(asked.answer.send(Ok(answer)))),
        Err(problem) => {
            let text = problem.to_string();
            for asked in batch {
                drop(asked.answer.send(Err(BallotError::Batch(text.clone()))));
            }
        }
    }
}
