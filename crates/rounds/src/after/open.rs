//! A unit's result, open before somebody: everybody once it is published; before that, whoever may see the results of all stages of all that it compares.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::response::Response;
use chiso_round::{Assessment, Stage};
use chiso_web::parts::{Badge, Shape};
use chiso_web::{Caller, PageError, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::Sheet;

use super::diagnosis::{Diagnosis, Sources, diagnose};
use crate::entry::Rounds;
use crate::frame::{address, sheet, unit_address};
use crate::held::Held;
use crate::named::Named;
use crate::publication::Computed;
use crate::words::say;

/// A unit's result, open before somebody.
pub(super) struct Open {
    pub(super) held: Arc<Held>,
    pub(super) unit: String,
    pub(super) names: Named,
    /// The assessments as they stand, where nothing is issued yet; none where the last issue is shown.
    pending: Option<BTreeMap<String, Arc<Assessment>>>,
    /// Whether it stands on the public pages.
    public: bool,
}

impl Rounds {
    /// A unit's result on the public pages.
    pub(super) async fn result_in_public(&self, round: &str, unit: &str) -> Result<Open, Refusal> {
        let held = self.held(round).await?;
        if held.round.issues.is_empty() { Err(Refusal::Hidden) } else { self.result(held, unit, true).await }
    }

    /// A unit's result in the workspace. It compares the unit with those that are ranked together with it: before the first issue that is for whoever judges them all, and
    /// has no unit of their own among them.
    pub(super) async fn result_within(&self, caller: &Caller, round: &str, unit: &str) -> Result<Open, Refusal> {
        let open = self.result(self.seen(caller, round).await?, unit, false).await?;
        let judges_all = open.group().into_iter().all(self.judges_units(caller, &open.held));
        if judges_all || !open.held.round.issues.is_empty() { Ok(open) } else { Err(Refusal::Hidden) }
    }

    async fn result(&self, held: Arc<Held>, unit: &str, public: bool) -> Result<Open, Refusal> {
        if !held.round.has_unit(unit) {
            return Err(Refusal::Hidden);
        }
        let names = self.names(&held).await?;
        let pending = if held.round.issues.is_empty() { Some(self.all_assessments(&held).await?) } else { None };
        Ok(Open { held, unit: unit.to_owned(), names, pending, public })
    }

    /// The result when only links up to a stage are looked at.
    pub(super) async fn computed_for(&self, open: &Open, upto: Stage) -> Result<Arc<Computed>, Refusal> {
        match &open.pending {
            Some(assessments) => self.pending(&open.held, assessments, upto).await,
            None => self.issued(&open.held, upto).await,
        }
    }

    /// What the result says of the unit.
    pub(super) async fn diagnosis(&self, open: &Open) -> Result<Diagnosis, Refusal> {
        let held = &open.held;
        let mut computed = BTreeMap::new();
        for stage in Stage::ALL.into_iter().filter(|stage| *stage != Stage::Explanation) {
            computed.insert(stage, self.computed_for(open, stage).await?);
        }
        let stages = computed.iter().map(|(stage, computed)| (*stage, &computed.outcome)).collect();
        let before = self.computed_before(held).await?;
        let of = Sources {
            unit: &open.unit,
            group: &open.group(),
            rulebook: &held.rulebook,
            rules: &held.rules,
            stages: &stages,
            before: before.as_ref().map(|computed| &computed.outcome),
        };
        diagnose(&of).ok_or(Refusal::Hidden)
    }
}

impl Open {
    /// The units that are ranked together with this one, itself among them.
    pub(super) fn group(&self) -> BTreeSet<&str> {
        let units = &self.held.round.setup.units;
        let own = units.iter().find(|entrant| entrant.unit == self.unit).and_then(|entrant| entrant.group.as_deref());
        units.iter().filter(|entrant| entrant.group.as_deref() == own).map(|entrant| entrant.unit.as_str()).collect()
    }

    /// Address of the unit after the language: on the public pages, or in the workspace.
    pub(super) fn address(&self) -> String {
        if self.public {
            format!("/published/{}/units/{}", self.held.id, self.unit)
        } else {
            unit_address(&self.held, &self.unit)
        }
    }

    /// Address of a criterion of the unit after the language.
    pub(super) fn criterion_address(&self, node: &str) -> String {
        if self.public { format!("{}/{node}", self.address()) } else { format!("{}/criteria/{node}", self.address()) }
    }

    /// A page below the unit's; `rest` is what follows the unit's address.
    pub(super) fn sheet<'a>(&self, reader: &'a Reader, rest: &str, title: String) -> Sheet<'a> {
        let (lang, held) = (reader.lang, &self.held);
        let unit = self.names.get(&self.unit, lang);
        if !self.public {
            return sheet(reader, held, &format!("/units/{}{rest}", self.unit), title)
                .under(say(lang, "unit-list-title"), &format!("{}/units", address(held)))
                .under(unit, &self.address());
        }
        let page = Sheet::new(reader, format!("{}{rest}", self.address()), title)
            .under(say(lang, "published-title"), "/published")
            .under(held.round.setup.title.get(lang), &format!("/published/{}", held.id))
            .under(unit, &self.address());
        if held.round.setup.simulated {
            page.part(&Badge::new("note", Shape::Diamond, say(lang, "round-simulated")))
        } else {
            page
        }
    }

    /// Shows a page where it stands.
    pub(super) fn show(&self, page: Sheet<'_>) -> Result<Response, PageError> {
        if self.public { page.show_in_public() } else { page.show() }
    }
}
