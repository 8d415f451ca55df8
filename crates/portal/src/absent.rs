//! What a page of the portal may find missing.

use chiso_model::Lang;
use chiso_web::Why;

use crate::words;

/// Something that an address names and that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Absent {
    /// No index or no publication of it has these names.
    Dataset,
    /// The publication has no such unit.
    Unit,
    /// The rulebook has no such node.
    Node,
    /// No rulebook with this edition.
    Rulebook,
    /// The units are those of today, or no provinces: there is nothing to construct.
    AsNow,
}

impl Why for Absent {
    fn title(&self, lang: Lang) -> String {
        words::say(lang, self.keys().0)
    }

    fn help(&self, lang: Lang) -> String {
        words::say(lang, self.keys().1)
    }
}

impl Absent {
    fn keys(self) -> (&'static str, &'static str) {
        match self {
            Absent::Dataset => ("error-no-dataset", "error-no-dataset-help"),
            Absent::Unit => ("error-no-unit", "error-no-unit-help"),
            Absent::Node => ("error-no-node", "error-no-node-help"),
            Absent::Rulebook => ("error-no-rulebook", "error-no-rulebook-help"),
            Absent::AsNow => ("error-no-as-now", "error-no-as-now-help"),
        }
    }
}
