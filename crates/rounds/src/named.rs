//! What people call units, criteria and people.

use std::collections::BTreeMap;

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
    others: BTreeMap<String, Text>,
}

impl Named {
    /// The name of an id, or the id itself.
    pub(crate) fn of(&self, id: &str) -> Text {
        if let Some(text) = self.others.get(id) {
            return text.clone();
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
        let units = held.round.setup.units.iter().map(|entrant| entrant.unit.as_str());
        let agencies = units.chain([held.round.setup.owner.as_str()]).map(|id| (id.to_owned(), agency_title(&register, id, day)));
        let nodes = held.rulebook.tree.walk().into_iter().filter_map(|node| {
            Some((node.id.to_string(), held.node_title(node.id.as_str())?))
        });
        Ok(Named { people, others: nodes.chain(agencies).collect() })
    }
}

/// What an agency is called on a day: with its kind, as people say it; the name it last had where it had ended, the first where it had not begun.
pub(crate) fn agency_title(register: &Register, id: &str, day: Date) -> Text {
    let found = AgencyId::new(id).ok().and_then(|id| {
        let agency = register.get(&id)?;
        let day = day.max(agency.valid.first()).min(agency.valid.last());
        let found = register.at(day).find(|found| found.id() == &id)?;
        Some(Text::new(found.title(Lang::Vi), found.title(Lang::En)))
    });
    found.unwrap_or_else(|| id_as_text(id))
}
