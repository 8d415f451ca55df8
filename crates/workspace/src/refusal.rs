//! Why something was not done.

use chiso_model::{Lang, Text};
use chiso_store::StoreError;

/// Why something was not done. Nothing of it was kept.
#[derive(Debug)]
pub enum Refusal {
    /// The caller may not know of it: 404.
    Hidden,
    /// The caller may see it and not do this: 403.
    Forbidden,
    /// The session must show a second factor first.
    SecondFactor,
    /// Nobody is signed in any more: the session ended meanwhile.
    SignedOut,
    /// Too many tries: the next one may be made after so many seconds.
    Wait {
        /// Seconds from now.
        seconds: u32,
    },
    /// A link that works once was used, withdrawn, or is too old; or never was one.
    Spent,
    /// What was entered cannot be taken: a field and what is wrong with it, each. An empty field name is about the whole form.
    Fields(Vec<(&'static str, Text)>),
    /// The store.
    Store(StoreError),
    /// It is done on another server: 503.
    Elsewhere(Text),
    /// The server itself is at fault: no memory, no random numbers, something stored that cannot be read.
    Fault(Text),
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Refusal {
        Refusal::Store(error)
    }
}

impl From<chiso_identity::NoRandom> for Refusal {
    fn from(error: chiso_identity::NoRandom) -> Refusal {
        Refusal::Fault(Text::new(error.message(Lang::Vi), error.message(Lang::En)))
    }
}

impl From<chiso_identity::HashError> for Refusal {
    fn from(error: chiso_identity::HashError) -> Refusal {
        Refusal::Fault(Text::new(error.message(Lang::Vi), error.message(Lang::En)))
    }
}

impl From<chiso_identity::TotpError> for Refusal {
    fn from(error: chiso_identity::TotpError) -> Refusal {
        Refusal::Fault(Text::new(error.message(Lang::Vi), error.message(Lang::En)))
    }
}

impl Refusal {
    /// What is wrong, for logs and commands; pages say it in their own way.
    pub fn message(&self, lang: Lang) -> String {
        let pick = |vi: &str, en: &str| lang.pick(vi, en).to_owned();
        match self {
            Refusal::Hidden => pick("không có, hoặc không được xem", "there is none, or it may not be seen"),
            Refusal::Forbidden => pick("không được làm việc này", "this may not be done"),
            Refusal::SecondFactor => pick("cần xác thực hai lớp", "a second factor is needed"),
            Refusal::SignedOut => pick("phiên đăng nhập đã kết thúc", "the session has ended"),
            Refusal::Wait { seconds } => match lang {
                Lang::Vi => format!("hãy thử lại sau {seconds} giây"),
                Lang::En => format!("try again in {seconds} seconds"),
            },
            Refusal::Spent => pick("liên kết không dùng được nữa", "the link can no longer be used"),
            Refusal::Fields(fields) => {
                fields.iter().map(|(_, text)| text.get(lang).to_owned()).collect::<Vec<_>>().join("\n")
            }
            Refusal::Store(error) => error.message(lang),
            Refusal::Elsewhere(text) | Refusal::Fault(text) => text.get(lang).to_owned(),
        }
    }

    /// One field and what is wrong with it.
    pub fn field(name: &'static str, vi: &str, en: &str) -> Refusal {
        Refusal::Fields(vec![(name, Text::new(vi, en))])
    }

    /// What is wrong with the whole form.
    pub fn whole(vi: &str, en: &str) -> Refusal {
        Refusal::field("", vi, en)
    }
}
