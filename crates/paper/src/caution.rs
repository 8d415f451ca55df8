//! What a reader must know before the first number.

use chiso_round::Round;
use chiso_rulebook::definition::{Rulebook, Status};

/// A warning of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Caution {
    /// The round is made up.
    Simulated,
    /// The rulebook is made up.
    Illustrative,
    /// The rulebook was rebuilt from published results.
    Reconstructed,
    /// The unit has not signed yet.
    Draft,
    /// The result is not published yet.
    Unpublished,
    /// A later issue of a published result.
    Reissued(u32),
}

impl Caution {
    /// What is to be said of a round and its rulebook.
    pub(crate) fn of(round: &Round, rulebook: &Rulebook) -> Vec<Caution> {
        let status = match rulebook.status {
            Status::Official => None,
            Status::Reconstructed => Some(Caution::Reconstructed),
            Status::Illustrative => Some(Caution::Illustrative),
        };
        round.setup.simulated.then_some(Caution::Simulated).into_iter().chain(status).collect()
    }

    /// Under the title.
    pub(crate) fn long(self) -> String {
        match self {
            Caution::Simulated => "SỐ LIỆU MÔ PHỎNG, KHÔNG PHẢI KẾT QUẢ CÓ THẬT".to_owned(),
            Caution::Illustrative => "BỘ TIÊU CHÍ MINH HỌA, KHÔNG PHẢI QUY ĐỊNH CHÍNH THỨC".to_owned(),
            Caution::Reconstructed => "BỘ TIÊU CHÍ DỰNG LẠI TỪ KẾT QUẢ ĐÃ CÔNG BỐ".to_owned(),
            Caution::Draft => "BẢN NHÁP, CHƯA KÝ GỬI".to_owned(),
            Caution::Unpublished => "KẾT QUẢ CHƯA CÔNG BỐ".to_owned(),
            Caution::Reissued(number) => format!("CÔNG BỐ LẦN {number}, THAY THẾ LẦN TRƯỚC"),
        }
    }

    /// Above every page.
    fn short(self) -> String {
        match self {
            Caution::Simulated => "Số liệu mô phỏng".to_owned(),
            Caution::Illustrative => "Bộ tiêu chí minh họa".to_owned(),
            Caution::Reconstructed => "Bộ tiêu chí dựng lại".to_owned(),
            Caution::Draft => "Bản nháp, chưa ký gửi".to_owned(),
            Caution::Unpublished => "Kết quả chưa công bố".to_owned(),
            Caution::Reissued(number) => format!("Công bố lần {number}"),
        }
    }
}

/// The words above every page; none where nothing is to be said.
pub(crate) fn running(cautions: &[Caution]) -> Option<String> {
    let short: Vec<String> = cautions.iter().map(|caution| caution.short()).collect();
    (!short.is_empty()).then(|| short.join(" - "))
}

/// The lines under the title.
pub(crate) fn lines(cautions: &[Caution]) -> Vec<String> {
    cautions.iter().map(|caution| caution.long()).collect()
}
