//! Names of those who did something.

use std::collections::BTreeMap;

use chiso_model::Lang;
use chiso_store::{Reader, StoreError};

use crate::desk::Desk;

/// Names by the id under which the journal knows somebody: people by their own; an erased person has none.
#[derive(Debug, Clone, Default)]
pub struct Names(pub BTreeMap<String, String>);

impl Names {
    /// Everybody's.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn read(reader: &mut Reader<'_>) -> Result<Names, StoreError> {
        let people = reader.people()?.into_iter().filter_map(|person| Some((person.id, person.name?)));
        let keys = reader.api_keys()?.into_iter().map(|key| (format!("key:{}", key.id), key.name));
        Ok(Names(people.chain(keys).collect()))
    }

    /// The name of today; for keys with the word before it; the id of somebody who was erased.
    pub fn of(&self, actor: &str, lang: Lang) -> String {
        match (self.0.get(actor), actor) {
            (Some(name), _) if actor.starts_with("key:") => format!("{} “{name}”", lang.pick("khóa API", "API key")),
            (Some(name), _) => name.clone(),
            (None, "system") => lang.pick("hệ thống", "the system").to_owned(),
            (None, "anonymous") => lang.pick("chưa đăng nhập", "not signed in").to_owned(),
            (None, other) => other.to_owned(),
        }
    }
}

impl Desk {
    /// Names of everybody who may have done something.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn names(&self) -> Result<Names, StoreError> {
        self.store.read(Names::read).await
    }
}
