//! What people call units, criteria and people.

use std::collections::BTreeMap;
use std::sync::Arc;

use chiso_model::agency::{AgencyId, Register};
use chiso_model::{Date, Lang, Text};
use chiso_store::StoreError;
use chiso_workspace::house::Names;

use crate::entry::Rounds;
use crate::held::Held;
use crate::kept::id_as_text;

/// Names of units, criteria and people of a round, by id.
pub(crate) struct Named {
    people: Names,
    nodes: Arc<BTreeMap<String, Text>>,
    /// Agencies are looked up when they are asked for: a round may have thousands.
    register: Arc<Register>,
    day: Date,
}

impl Named {
    /// The name of an id, or the id itself.
    pub(crate) fn of(&self, id: &str) -> Text {
        if let Some(text) = self.nodes.get(id) {
            return text.clone();
        }
        if AgencyId::new(id).is_ok_and(|id| self.register.get(&id).is_some()) {
            return agency_title(&self.register, id, self.day);
        }
        Text::new(self.people.of(id, Lang::Vi), self.people.of(id, Lang::En))
    }

    /// The name of an id in a language.
    pub(crate) fn get(&self, id: &str, lang: Lang) -> String {
        self.of(id).get(lang).to_owned()
    }
}

impl Rounds {
    /// Names of everything that a round speaks of.
    pub(crate) async fn names(&self, held: &Held) -> Result<Named, StoreError> {
        let people = self.desk.names().await?;
        let register = self.desk.register();
        let day = held.round.setup.period.last_day();
        Ok(Named { people, nodes: Arc::clone(&held.titles), register, day })
    }
}

/// What an agency is called on a day: with its kind, as people say it; the name it last had where it had ended, the first where it had not begun.
pub(crate) fn agency_title(register: &Register, id: &str, day: Date) -> Text {
    let found = AgencyId::new(id).ok().and_then(|id| {
        let agency = register.get(&id)?;
        let day = day.max(agency.valid.first()).min(agency.valid.last());
        let found = register.on(&id, day)?;
        Some(Text::new(found.title(Lang::Vi), found.title(Lang::En)))
    });
    found.unwrap_or_else(|| id_as_text(id))
}
