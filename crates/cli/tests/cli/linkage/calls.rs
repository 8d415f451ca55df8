//! Call-backs: people who were interviewed are drawn and say something again, which goes into the box as well.

use std::net::SocketAddr;

use sha2::{Digest, Sha256};

use crate::linkage::campaign::{Campaign, Chance, Person};
use crate::linkage::respondent::Secrets;
use crate::linkage::staff::Staff;

/// What somebody says again: a number by chance that nobody else says.
fn again(who: usize) -> usize {
    Chance(41).shuffled((0..1_000).collect())[who]
}

impl Campaign {
    /// Draws everybody who was interviewed up to yesterday.
    pub(crate) async fn draw_call_backs(&self, server: SocketAddr, manager: &Staff) {
        let path = format!("/vi/surveys/{}/callbacks", self.survey);
        let fields = [("seed", "37 02 18"), ("percent", "100"), ("question-1", "again")];
        let drawn = manager.post(server, &path, &fields).await;
        assert_eq!(drawn.status, 303, "{}", drawn.body);
    }

    /// Calls somebody, who confirms the interview or denies it.
    pub(crate) async fn call_back(&self, server: SocketAddr, manager: &Staff, who: usize, is_confirmed: bool) {
        let path = format!("/vi/surveys/{}/callbacks/{}", self.survey, self.people[who].invitee);
        let said = again(who);
        let (minutes, said) = ((1 + said % 59).to_string(), said.to_string());
        let outcome = if is_confirmed { "confirmed" } else { "denied" };
        let fields = [("outcome", outcome), ("minutes", &minutes), ("q-again", &said)];
        let called = manager.post(server, &path, &fields).await;
        assert_eq!(called.status, 303, "{}", called.body);
    }

    /// A person with what they said again in the place of their ballot: it is searched and attacked as that is.
    pub(crate) fn said_again(&self, who: usize) -> (Person, Secrets) {
        let person = &self.people[who];
        let code = self.key.code(&self.survey, &format!("{}/callback", person.invitee));
        let marker = format!("\"again\":{}}}", again(who));
        let secrets = Secrets { known_mark: Some(Sha256::digest(code).into()), ..Secrets::default() };
        (Person { marker, wish: String::new(), ..person.clone() }, secrets)
    }
}
