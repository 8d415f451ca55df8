//! The frame of every page of a survey: its path, and its tabs by right.

use axum::extract::Path;
use chiso_access::{Action, Resource};
use chiso_survey::campaign::Phase;
use chiso_web::parts::{Badge, Shape, Tabs};
use chiso_web::{Caller, Reader};
use chiso_workspace::house::{Sheet, at};

use crate::entry::Surveys;
use crate::held::Held;
use crate::list::SURVEYS;
use crate::words::say;

/// The language and the survey in the address.
pub(crate) type SurveyPath = Path<(String, String)>;

/// A view of a survey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum View {
    /// Where it stands.
    Overview,
    /// What is asked.
    Questionnaire,
    /// Who is asked, and how they are reached.
    People,
    /// What was answered.
    Results,
    /// How it is set up.
    Setup,
}

impl View {
    const ALL: [View; 5] = [View::Overview, View::Questionnaire, View::People, View::Results, View::Setup];

    fn key(self) -> &'static str {
        match self {
            View::Overview => "survey-tab-overview",
            View::Questionnaire => "survey-tab-questionnaire",
            View::People => "survey-tab-people",
            View::Results => "survey-tab-results",
            View::Setup => "survey-tab-setup",
        }
    }

    /// What follows the survey's address.
    pub(crate) fn rest(self) -> &'static str {
        match self {
            View::Overview => "",
            View::Questionnaire => "/questionnaire",
            View::People => "/people",
            View::Results => "/results",
            View::Setup => "/setup",
        }
    }
}

impl Surveys {
    /// Whether a view has something for a caller who may see the survey.
    fn has_for(&self, caller: &Caller, held: &Held, view: View) -> bool {
        match view {
            View::Overview | View::Questionnaire | View::People => true,
            View::Results => held.campaign.phase >= Phase::Open,
            View::Setup => self.runs(caller, held),
        }
    }

    /// Whether a caller runs a survey: may change it.
    pub(crate) fn runs(&self, caller: &Caller, held: &Held) -> bool {
        self.may(caller, Action::Change, Resource::Survey, &held.campaign.setup.owner).is_ok()
    }

    /// A page that is one of the survey's views, with the tabs to the others.
    pub(crate) fn view<'a>(
        &self,
        reader: &'a Reader,
        caller: &Caller,
        held: &Held,
        view: View,
        title: impl Into<String>,
    ) -> Sheet<'a> {
        let lang = reader.lang;
        let tabs = View::ALL.into_iter().filter(|other| self.has_for(caller, held, *other)).fold(
            Tabs::new(held.campaign.setup.title.get(lang)),
            |tabs, other| {
                let href = at(reader, &format!("{}{}", address(held), other.rest()));
                tabs.tab(say(lang, other.key()), href, other == view)
            },
        );
        let sheet = sheet(reader, held, view.rest(), title).part(&tabs);
        if !held.campaign.setup.simulated {
            return sheet;
        }
        sheet.part(&Badge::new("note", Shape::Diamond, say(lang, "published-simulated-short")))
    }
}

/// Address of a survey after the language.
pub(crate) fn address(held: &Held) -> String {
    format!("{SURVEYS}/{}", held.id)
}

/// A page of a survey; `rest` is what follows the survey's address.
pub(crate) fn sheet<'a>(reader: &'a Reader, held: &Held, rest: &str, title: impl Into<String>) -> Sheet<'a> {
    let lang = reader.lang;
    let sheet = Sheet::new(reader, format!("{}{rest}", address(held)), title)
        .within(SURVEYS)
        .under(say(lang, "surveys-title"), SURVEYS);
    if rest.is_empty() { sheet } else { sheet.under(held.campaign.setup.title.get(lang), &address(held)) }
}
