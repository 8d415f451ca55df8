//! What people do in an installation before its server starts, as the server's pages would do it.

use std::sync::Arc;

use chiso_access::{Actor, Assignment, Role};
use chiso_files::{Location, Rules, Vault};
use chiso_model::{Date, Lang};
use chiso_store::people::Assignment as Held;
use chiso_store::sessions::Session;
use chiso_store::{Act, Store, StoreError, Writer};
use chiso_surveys::{Folder, Surveys};
use chiso_web::Caller;
use chiso_workspace::{Desk, Parts, Policy};

use super::Installation;

pub(crate) fn now() -> i64 {
    jiff::Timestamp::now().as_microsecond()
}

/// Who runs surveys everywhere.
pub(crate) fn manager() -> Caller {
    let held = vec![Assignment::everywhere(Role::SurveyManager, Date::constant(2020, 1, 1))];
    let actor = Actor { second_factor: true, ..Actor::person("manager", held) };
    Caller { actor, ..Caller::anonymous(now()) }
}

impl Installation {
    /// Deeds over its store. As a server begins: so its folder becomes the home of ballots.
    pub(crate) async fn deeds(&self) -> Arc<Surveys> {
        let store = Store::open(&self.location()).await.unwrap();
        let policy = Policy {
            public_url: "http://127.0.0.1".to_owned(),
            session_us: 3_600_000_000,
            idle_us: 3_600_000_000,
            second_factor_roles: Vec::new(),
            passwords: true,
        };
        let vault = Vault::open(&Location::Folder(self.files.clone()), Rules::default()).unwrap();
        let desk = Arc::new(Desk::new(Parts { store, policy }).with_files(vault));
        let surveys = Surveys::start(desk, Folder(&self.ballots()), now()).await;
        Arc::new(surveys.unwrap_or_else(|refusal| panic!("{}", refusal.message(Lang::En))))
    }

    /// Makes an account and signs it in: the cookie. Before a server starts.
    pub(crate) async fn sign_in(&self, id: &'static str, role: Role) -> String {
        let token = chiso_identity::Token::generate().unwrap();
        let (hash, at_us) = (token.digest(), now());
        let write = move |w: &mut Writer<'_>| -> Result<(), StoreError> {
            w.add_person(id, id, &format!("{id}@example.vn"), "vi")?;
            w.insert(&Held {
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
        self.deeds().await.desk().store().write(Act::new("test", "test.people", at_us), write).await.unwrap();
        format!("chiso={}", token.text())
    }
}
