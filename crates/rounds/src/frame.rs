//! The frame of every page of a round: its path, its tabs by right, and the mark of a simulated round.

use std::sync::Arc;

use axum::extract::Path;
use chiso_access::{Action, Resource, anywhere};
use chiso_round::Phase;
use chiso_web::parts::{Badge, Shape, Tabs};
use chiso_web::{Caller, PageError, Reader};
use chiso_workspace::house::{Sheet, at};

use crate::entry::Rounds;
use crate::held::Held;
use crate::list::ROUNDS;
use crate::words::say;

/// The language and the round in the address.
pub(crate) type RoundPath = Path<(String, String)>;
/// The language, the round and a unit in the address.
pub(crate) type UnitPath = Path<(String, String, String)>;
/// The language, the round, a unit and a criterion in the address.
pub(crate) type CriterionPath = Path<(String, String, String, String)>;

/// A view of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum View {
    /// Where it stands.
    Overview,
    /// The units and how far they have come.
    Units,
    /// The appraiser's matrix and queue.
    Appraisal,
    /// The council.
    Council,
    /// Results and issues.
    Results,
    /// How it is set up.
    Setup,
}

impl View {
    const ALL: [View; 6] = [View::Overview, View::Units, View::Appraisal, View::Council, View::Results, View::Setup];

    const fn key(self) -> &'static str {
        match self {
            View::Overview => "round-tab-overview",
            View::Units => "round-tab-units",
            View::Appraisal => "round-tab-appraisal",
            View::Council => "round-tab-council",
            View::Results => "round-tab-results",
            View::Setup => "round-tab-setup",
        }
    }

    /// What follows the round's address.
    pub(crate) const fn rest(self) -> &'static str {
        match self {
            View::Overview => "",
            View::Units => "/units",
            View::Appraisal => "/appraisal",
            View::Council => "/council",
            View::Results => "/results",
            View::Setup => "/setup",
        }
    }

    /// Whether somebody has a use for it.
    pub(crate) fn is_for(self, caller: &Caller, held: &Held) -> bool {
        let may = |resource, action| anywhere(&caller.actor, action, resource);
        match self {
            View::Overview | View::Units => true,
            View::Appraisal => may(Resource::Appraisal, Action::Create) || may(Resource::Round, Action::Change),
            View::Council => may(Resource::CouncilDecision, Action::See),
            View::Results => held.round.phase >= Phase::FirstAppraisal,
            View::Setup => may(Resource::Round, Action::Change) || may(Resource::Journal, Action::See),
        }
    }
}

/// Address of a round after the language.
pub(crate) fn address(held: &Held) -> String {
    format!("{ROUNDS}/{}", held.id)
}

/// Address of a unit's file in a round after the language.
pub(crate) fn unit_address(held: &Held, unit: &str) -> String {
    format!("{ROUNDS}/{}/units/{unit}", held.id)
}

/// Address of a criterion of a unit's file after the language.
pub(crate) fn criterion_address(held: &Held, unit: &str, node: &str) -> String {
    format!("{ROUNDS}/{}/units/{unit}/criteria/{node}", held.id)
}

/// A page of a round; `rest` is what follows the round's address.
pub(crate) fn sheet<'a>(reader: &'a Reader, held: &Held, rest: &str, title: impl Into<String>) -> Sheet<'a> {
    let lang = reader.lang;
    let mut sheet = Sheet::new(reader, format!("{}{rest}", address(held)), title)
        .within(ROUNDS)
        .under(say(lang, "rounds-title"), ROUNDS);
    if !rest.is_empty() {
        sheet = sheet.under(held.round.setup.title.get(lang), &address(held));
    }
    if held.round.setup.simulated {
        sheet = sheet.part(&Badge::new("note", Shape::Diamond, say(lang, "round-simulated")));
    }
    sheet
}

/// A page that is one of the round's views, with the tabs to the others.
pub(crate) fn view<'a>(
    reader: &'a Reader,
    caller: &Caller,
    held: &Held,
    view: View,
    title: impl Into<String>,
) -> Sheet<'a> {
    let lang = reader.lang;
    let tabs = View::ALL.into_iter().filter(|other| other.is_for(caller, held)).fold(
        Tabs::new(held.round.setup.title.get(lang)),
        |tabs, other| {
            let href = at(reader, &format!("{}{}", address(held), other.rest()));
            tabs.tab(say(lang, other.key()), href, other == view)
        },
    );
    sheet(reader, held, view.rest(), title).part(&tabs)
}

impl Rounds {
    /// The round in an address, for a caller who may see it.
    pub(crate) async fn open(&self, reader: &Reader, caller: &Caller, round: &str) -> Result<Arc<Held>, PageError> {
        self.seen(caller, round).await.map_err(|refusal| refusal.page(reader))
    }
}
