//! Accounts that are signed in: who runs the survey, interviewers, clerks.

use std::net::SocketAddr;

use chiso_store::fieldwork::SurveyInterviewer;
use chiso_store::{Act, StoreError, Writer};

use crate::installation::{Installation, now};
use crate::linkage::campaign::Campaign;
use crate::linkage::respondent::{Answer, ask_as, hidden, post_as};

/// Somebody's browser.
#[derive(Clone)]
pub(crate) struct Staff {
    pub(crate) cookie: String,
    /// What every form of the session carries.
    csrf: String,
}

impl Staff {
    /// Whoever has a cookie, at a server.
    pub(crate) async fn at(server: SocketAddr, campaign: &Campaign, cookie: String) -> Staff {
        let page = ask_as(server, &format!("/vi/surveys/{}/sheets/key", campaign.survey), &cookie).await;
        assert_eq!(page.status, 200, "{}", page.body);
        Staff { csrf: hidden(&page.body, "csrf").to_owned(), cookie }
    }

    /// Sends a form.
    pub(crate) async fn post(&self, server: SocketAddr, path: &str, fields: &[(&str, &str)]) -> Answer {
        let fields = [fields, &[("csrf", &self.csrf)]].concat();
        post_as(server, path, &self.cookie, &fields).await
    }
}

impl Campaign {
    /// Gives the groups of people to interviewers, by any of the people. Before a server starts.
    pub(crate) async fn assign(&self, at: &Installation, groups: &[(usize, &str)]) {
        let row = |(who, account): &(usize, &str)| SurveyInterviewer {
            id: self.group_of(*who).to_owned(),
            survey: self.survey.clone(),
            person: (*account).to_owned(),
        };
        let rows: Vec<SurveyInterviewer> = groups.iter().map(row).collect();
        let write =
            move |w: &mut Writer<'_>| -> Result<(), StoreError> { rows.iter().try_for_each(|row| w.insert(row)) };
        at.deeds().await.desk().store().write(Act::new("test", "test.assign", now()), write).await.unwrap();
    }
}
