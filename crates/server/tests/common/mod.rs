//! A real server over a store of its own, and people of every role who are signed in.
#![allow(dead_code, clippy::unwrap_used, clippy::panic, reason = "each test uses its part")]

use std::net::{SocketAddr, TcpListener};

use chiso_access::Role;
use chiso_identity::Token;
use chiso_server::Server;
use chiso_settings::Settings;
use chiso_store::people::Assignment;
use chiso_store::sessions::Session;
use chiso_store::{Act, Location, Store, StoreError};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, RequestBuilder};

/// A running server.
pub struct Site {
    pub address: SocketAddr,
    pub store: Store,
    pub client: Client,
    pub folder: tempfile::TempDir,
    /// The one-time link of the first administrator, after the language.
    pub first_link: Option<String>,
}

/// Somebody who is signed in: what the browser holds, and what forms carry.
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub cookie: String,
    pub csrf: String,
}

impl Site {
    /// Starts a server with settings of the environment form (`CHISO_SERVER_…`).
    pub async fn start(more: &[(&str, &str)]) -> Site {
        let folder = tempfile::tempdir().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let data = folder.path().join("data");
        let mut environment = vec![
            ("CHISO_STORE_FOLDER".to_owned(), data.display().to_string()),
            ("CHISO_SERVER_LISTEN".to_owned(), address.to_string()),
        ];
        environment.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let settings = Settings::read(None, &environment, &|path| std::fs::read_to_string(path)).unwrap();
        let server = Server::start(&settings, listener, address).await.unwrap_or_else(|error| {
            panic!("{}", error.message(chiso_model::Lang::En));
        });
        let first_link = server.first_link.clone();
        tokio::spawn(server.serve());
        let store = Store::open(&Location::Folder(data)).await.unwrap();
        let client = Client::builder().redirect(Policy::none()).build().unwrap();
        Site { address, store, client, folder, first_link }
    }

    /// A request to the server.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("http://{}{path}", self.address))
    }

    /// The same from somebody's browser, on this site.
    pub fn request_of(&self, who: &SignedIn, method: Method, path: &str) -> RequestBuilder {
        self.request(method, path).header("cookie", &who.cookie).header("origin", format!("http://{}", self.address))
    }

    /// Somebody who holds a role everywhere, or none, and has shown a second factor.
    pub async fn sign_in(&self, role: Option<Role>) -> SignedIn {
        let token = Token::generate().unwrap();
        let id = role.map_or("none", Role::id);
        let hash = token.digest();
        let now = jiff::Timestamp::now().as_microsecond();
        self.store
            .write(Act::new("test", "test.people", now), move |w| -> Result<(), StoreError> {
                let person = format!("person-{id}");
                w.add_person(&person, &format!("Người thử {id}"), &format!("{id}@example.org"), "vi")?;
                if let Some(role) = role {
                    w.insert(&Assignment {
                        id: format!("held-{id}"),
                        version: 1,
                        person: person.clone(),
                        role: role.id().to_owned(),
                        agency: None,
                        scope: serde_json::json!([]),
                        valid_from: chiso_model::Date::constant(2026, 1, 1),
                        valid_to: None,
                        delegated_from: None,
                        granted_by: "test".to_owned(),
                        ended: None,
                    })?;
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
        let csrf = chiso_identity::digest(&format!("chiso form {}", token.text()));
        SignedIn { cookie: format!("chiso={}", token.text()), csrf }
    }
}
