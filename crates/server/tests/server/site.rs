//! A real server over a store of its own, and people of every role who are signed in.

use std::net::{SocketAddr, TcpListener};

use chiso_access::{Actor, Assignment as Held, Role};
use chiso_identity::Token;
use chiso_model::{Date, Lang};
use chiso_server::Server;
use chiso_settings::Settings;
use chiso_store::people::{Assignment, ExternalIdentity, OneTimeLink};
use chiso_store::sessions::Session;
use chiso_store::{Act, Location, Store, StoreError};
use chiso_web::Caller;
use chiso_workspace::{Desk, Parts, Policy};
use reqwest::redirect::Policy as Redirects;
use reqwest::{Client, Method, RequestBuilder, Response};
use tempfile::TempDir;

/// A running server.
pub(crate) struct Site {
    pub(crate) address: SocketAddr,
    pub(crate) store: Store,
    pub(crate) client: Client,
    pub(crate) folder: TempDir,
    /// The one-time link of the first administrator.
    pub(crate) first_link: Option<String>,
    task: tokio::task::JoinHandle<std::io::Result<()>>,
}

/// Somebody who is signed in: what the browser holds, and what forms carry.
#[derive(Debug, Clone)]
pub(crate) struct SignedIn {
    pub(crate) cookie: String,
    pub(crate) csrf: String,
}

pub(crate) fn now() -> i64 {
    jiff::Timestamp::now().as_microsecond()
}

/// Settings of the environment form, over a data folder.
pub(crate) fn settings(data: &std::path::Path, more: &[(&str, &str)]) -> Settings {
    let mut environment = vec![("CHISO_STORE_FOLDER".to_owned(), data.display().to_string())];
    environment.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    Settings::read(None, &environment, &|path| std::fs::read_to_string(path)).unwrap()
}

impl Site {
    /// Starts a server with settings of the environment form (`CHISO_SERVER_…`).
    pub(crate) async fn start(more: &[(&str, &str)]) -> Site {
        Site::start_in(tempfile::tempdir().unwrap(), more).await
    }

    /// The same over a folder that may hold something already.
    pub(crate) async fn start_in(folder: TempDir, more: &[(&str, &str)]) -> Site {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let settings = settings(&folder.path().join("data"), more);
        let server = Server::start(&settings, listener, address)
            .await
            .unwrap_or_else(|error| panic!("{}", error.message(Lang::En)));
        let first_link = server.first_link.clone();
        let task = tokio::spawn(server.serve());
        let location = chiso_server::location(&settings).unwrap_or_else(|error| panic!("{}", error.message(Lang::En)));
        let store = Store::open(&location).await.unwrap();
        let _another_test_has = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().redirect(Redirects::none()).build().unwrap();
        Site { address, store, client, folder, first_link, task }
    }

    /// Ends the server; gives the folder, so that another can start over it.
    pub(crate) async fn end(self) -> TempDir {
        self.task.abort();
        let _ended = self.task.await;
        self.folder
    }

    /// A request to the server.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("http://{}{path}", self.address))
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.unwrap()
    }

    /// The same from somebody's browser, on this site.
    pub(crate) fn request_of(&self, who: &SignedIn, method: Method, path: &str) -> RequestBuilder {
        self.request(method, path).header("cookie", &who.cookie).header("origin", format!("http://{}", self.address))
    }

    /// A form sent from a page of this site.
    pub(crate) fn form(&self, who: Option<&SignedIn>, path: &str, fields: &[(&str, &str)]) -> RequestBuilder {
        let request = match who {
            Some(who) => self.request_of(who, Method::POST, path),
            None => self.request(Method::POST, path).header("origin", format!("http://{}", self.address)),
        };
        let mut all = vec![("csrf", who.map_or("", |who| who.csrf.as_str()))];
        all.extend(fields);
        request.form(&all)
    }

    /// Somebody who holds a role everywhere, or none, and has shown a second factor.
    pub(crate) async fn sign_in(&self, role: Option<Role>) -> SignedIn {
        let token = Token::generate().unwrap();
        let id = role.map_or("none", Role::id);
        let hash = token.digest();
        let now = now();
        self.store
            .write(Act::new("test", "test.people", now), move |w| -> Result<(), StoreError> {
                let person = format!("person-{id}");
                w.add_person(&person, &format!("Người thử {id}"), &format!("{id}@example.org"), "vi")?;
                if let Some(role) = role {
                    w.insert(&assignment(&format!("held-{id}"), &person, role))?;
                }
                w.insert(&Session {
                    id: format!("session-{id}"),
                    person,
                    hash,
                    created: now,
                    expires: now + 3_600_000_000,
                    ended: None,
                    second_factor: true,
                    way: "password".to_owned(),
                    device: None,
                    address: None,
                    salt: Some(chiso_store::salt()),
                })
            })
            .await
            .unwrap();
        SignedIn::of(token.text())
    }

    /// Somebody who was invited and has not come yet; the token of the invitation.
    pub(crate) async fn invite(&self, id: &str, mail: &str) -> String {
        let token = Token::generate().unwrap();
        let (hash, id, mail, now) = (token.digest(), id.to_owned(), mail.to_owned(), now());
        self.store
            .write(Act::new("test", "test.invite", now), move |w| -> Result<(), StoreError> {
                w.add_person(&id, "Người được mời", &mail, "vi")?;
                w.insert(&OneTimeLink {
                    id: format!("link-{id}"),
                    purpose: "invitation".to_owned(),
                    person: Some(id),
                    hash,
                    created: now,
                    expires: now + 3_600_000_000,
                    used: None,
                    made_by: "test".to_owned(),
                })
            })
            .await
            .unwrap();
        token.text().to_owned()
    }

    pub(crate) async fn identities(&self, issuer: &str, subject: &str) -> Option<ExternalIdentity> {
        let (issuer, subject) = (issuer.to_owned(), subject.to_owned());
        self.store.read(move |r| r.identity(&issuer, &subject)).await.unwrap()
    }

    /// What the workspace can do, over the same store, as another server would.
    pub(crate) async fn desk(&self) -> Desk {
        let policy = Policy {
            public_url: format!("http://{}", self.address),
            session_us: 3_600_000_000,
            idle_us: 3_600_000_000,
            second_factor_roles: Vec::new(),
            passwords: true,
        };
        let desk = Desk::new(Parts { store: self.store.clone(), policy });
        desk.reread_register().await.unwrap();
        desk
    }
}

impl SignedIn {
    /// What belongs to the token of a session, in plain HTTP.
    pub(crate) fn of(token: &str) -> SignedIn {
        let csrf = chiso_identity::digest(&format!("chiso form {token}"));
        SignedIn { cookie: format!("chiso={token}"), csrf }
    }

    /// What an answer gave to keep.
    pub(crate) fn from(answer: &Response) -> Option<SignedIn> {
        answer.headers().get_all("set-cookie").iter().find_map(|cookie| {
            let (name, value) = cookie.to_str().unwrap().split(';').next()?.split_once('=')?;
            (name == "chiso" && !value.is_empty()).then(|| SignedIn::of(value))
        })
    }
}

pub(crate) fn assignment(id: &str, person: &str, role: Role) -> Assignment {
    Assignment {
        id: id.to_owned(),
        version: 1,
        person: person.to_owned(),
        role: role.id().to_owned(),
        agency: None,
        scope: serde_json::json!([]),
        valid_from: Date::constant(2026, 1, 1),
        valid_to: None,
        delegated_from: None,
        granted_by: "test".to_owned(),
        ended: None,
    }
}

/// A caller with a role everywhere, for deeds.
pub(crate) fn caller(person: &str, role: Role) -> Caller {
    let held = vec![Held::everywhere(role, Date::constant(2026, 1, 1))];
    let mut caller = Caller::anonymous(now());
    caller.actor = Actor { second_factor: true, ..Actor::person(person, held) };
    caller
}

/// One header as text; empty where it is absent.
pub(crate) fn header(answer: &Response, name: &str) -> String {
    answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
}

/// The store of an address of PostgreSQL.
pub(crate) async fn database(address: &str) -> Store {
    let location: Location = address.parse().unwrap_or_else(|_| panic!("{address}"));
    Store::open(&location).await.unwrap()
}
