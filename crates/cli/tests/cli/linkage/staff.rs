//! Accounts that are signed in: who runs the survey, interviewers, clerks.

use std::net::SocketAddr;

use chiso_access::Role;
use chiso_model::Date;
use chiso_store::fieldwork::SurveyInterviewer;
use chiso_store::people::Assignment;
use chiso_store::sessions::Session;
use chiso_store::{Act, StoreError, Writer};

use crate::linkage::campaign::{Campaign, deeds, now};
use crate::linkage::program::Installation;
use crate::linkage::respondent::{Answer, ask_as, hidden, post_as};

/// Somebody's browser.
#[derive(Clone)]
pub(crate) struct Staff {
    pub(crate) cookie: String,
    /// What every form of the session carries.
    csrf: String,
}

/// Makes an account and signs it in: the cookie. Before a server starts.
pub(crate) async fn sign_in(at: &Installation, id: &'static str, role: Role) -> String {
    let token = chiso_identity::Token::generate().unwrap();
    let (hash, at_us) = (token.digest(), now());
    let write = move |w: &mut Writer<'_>| -> Result<(), StoreError> {
        w.add_person(id, id, &format!("{id}@example.vn"), "vi")?;
        w.insert(&Assignment {
            id: format!("held-{id}"),
            version: 1,
            person: id.to_owned(),
            role: role.id().to_owned(),
            agency: None,
            scope: serde_json::json!([]),
            valid_from: Date::constant(2026, 1, 1),
            valid_to: None,
            delegated_from: None,
            granted_by: "test".to_owned(),
            ended: None,
        })?;
        w.insert(&Session {
            id: format!("session-{id}"),
            person: id.to_owned(),
            hash,
            created: at_us,
            expires: at_us + 3_600_000_000,
            ended: None,
            second_factor: true,
            way: "password".to_owned(),
            device: None,
            address: None,
            salt: Some(chiso_store::salt()),
        })
    };
    deeds(at).await.desk().store().write(Act::new("test", "test.people", at_us), write).await.unwrap();
    format!("chiso={}", token.text())
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
        deeds(at).await.desk().store().write(Act::new("test", "test.assign", now()), write).await.unwrap();
    }
}
