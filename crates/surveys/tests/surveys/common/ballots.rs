//! Groups of people and their ballots, put where they lie without letters and devices.

use std::sync::Arc;

use chiso_ballot::{Ballot, Cast, Kept};
use chiso_store::StoreError;
use chiso_store::surveys::{Invitee, SurveyGroup};
use chiso_workspace::{Desk, Refusal};
use serde_json::Value;

use super::{NOW, Scene, manager};

/// A group of a survey, by its number, in which nobody gives tokens away.
pub fn group(survey: &str, number: usize, design: Value, people: i64) -> SurveyGroup {
    SurveyGroup {
        id: format!("{survey}/{number:06}"),
        survey: survey.to_owned(),
        label: format!("Nhóm {number}"),
        design,
        people,
        verifying: Vec::new(),
        signing: Vec::new(),
    }
}

/// A ballot of today that people of a group gave: answers, the way, what else is known.
pub fn ballot(survey: &str, group: &str, given: &Value) -> Ballot {
    Ballot {
        campaign: survey.to_owned(),
        people: group.to_owned(),
        day: "2026-11-22".to_owned(),
        answers: given.to_string(),
    }
}

impl Scene {
    /// Puts groups into the store; gives their ids.
    pub async fn put_groups(&self, groups: Vec<SurveyGroup>) -> Vec<String> {
        let ids = groups.iter().map(|group| group.id.clone()).collect();
        let put = move |writer: &mut chiso_store::Writer<'_>| -> Result<(), Refusal> {
            groups.iter().try_for_each(|group| writer.insert(group)).map_err(Refusal::from)
        };
        self.surveys.desk().store().write(Desk::act(&manager(NOW), "survey.invite"), put).await.unwrap();
        ids
    }

    /// The groups of a survey.
    pub async fn groups(&self, survey: &str) -> Vec<SurveyGroup> {
        let survey = survey.to_owned();
        self.surveys.desk().store().read(move |r| -> Result<_, StoreError> { r.survey_groups(&survey) }).await.unwrap()
    }

    /// The people who are invited.
    pub async fn invitees(&self, survey: &str) -> Vec<Invitee> {
        let survey = survey.to_owned();
        let read =
            self.surveys.desk().store().read(move |r| -> Result<_, StoreError> { r.invitees(&survey, "", i64::MAX) });
        read.await.unwrap()
    }

    /// Casts ballots at once, each under its mark; all of them count.
    pub async fn cast(&self, ballots: impl IntoIterator<Item = ([u8; 32], Ballot)>) {
        let mut casts = tokio::task::JoinSet::new();
        for (mark, ballot) in ballots {
            let surveys = Arc::clone(&self.surveys);
            casts.spawn(async move { surveys.ballots().cast(mark, ballot).await });
        }
        for cast in casts.join_all().await {
            assert!(matches!(cast, Ok(Cast::Counted)), "{cast:?}");
        }
    }

    /// Everything of a survey in the box.
    pub async fn kept(&self, survey: &str) -> Vec<Kept> {
        self.surveys.ballots().each(survey, Vec::new(), Vec::push).await.unwrap()
    }
}
