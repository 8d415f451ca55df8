//! Why something was not done.

use chiso_model::Text;
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
    /// What was entered cannot be taken: a field and what is wrong with it, each. An empty field name is about the whole form.
    Fields(Vec<(&'static str, Text)>),
    /// The store.
    Store(StoreError),
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Refusal {
        Refusal::Store(error)
    }
}

impl Refusal {
    /// One field and what is wrong with it.
    pub(crate) fn field(name: &'static str, vi: &str, en: &str) -> Refusal {
        Refusal::Fields(vec![(name, Text::new(vi, en))])
    }
}
