//! Every deed is tried on both engines: SQLite in a folder of its own, PostgreSQL in a database of its own.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::panic, reason = "each test uses its part")]

use std::future::Future;
use std::sync::atomic::{AtomicU32, Ordering};

use chiso_access::{Actor, Assignment, Role};
use chiso_model::Date;
use chiso_store::{Location, Store};
use chiso_web::Caller;
use chiso_workspace::{Desk, Parts, Policy};

/// A moment on 22 November 2026.
pub const NOW: i64 = 1_795_305_600_000_000;

/// The day of [`NOW`].
pub const TODAY: Date = Date::constant(2026, 11, 22);

/// Runs a test on SQLite, and on PostgreSQL where `CHISO_TEST_POSTGRES` names a server; under `CI` that must be.
pub fn on_both<F: Future<Output = ()>>(test: impl Fn(Store) -> F) {
    on_each(|store, _| test(store));
}

/// The same for what two servers do over one store: on PostgreSQL each has its own connections; SQLite has one server.
pub fn on_both_twice<F: Future<Output = ()>>(test: impl Fn(Store, Store) -> F) {
    on_each(|store, location| {
        let test = &test;
        async move {
            let same = match location {
                Location::Folder(_) => store.clone(),
                location @ Location::Postgres(_) => Store::open(&location).await.unwrap(),
            };
            test(store, same).await;
        }
    });
}

fn on_each<F: Future<Output = ()>>(test: impl Fn(Store, Location) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let location = Location::Folder(folder.path().join("data"));
        test(Store::open(&location).await.unwrap(), location).await;
        let Ok(server) = std::env::var("CHISO_TEST_POSTGRES") else {
            assert!(std::env::var_os("CI").is_none(), "CHISO_TEST_POSTGRES is not set: no PostgreSQL to test on");
            println!("PostgreSQL left out: CHISO_TEST_POSTGRES is not set");
            return;
        };
        let database = Database::make(&server).await;
        let location: Location = database.address.parse().unwrap();
        test(Store::open(&location).await.unwrap(), location).await;
        database.drop().await;
    });
}

struct Database {
    server: String,
    name: String,
    address: String,
}

impl Database {
    async fn make(server: &str) -> Database {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("workspace_{}_{number}", std::process::id());
        run(server, &format!("CREATE DATABASE {name}")).await;
        let (stem, _) = server.rsplit_once('/').unwrap();
        Database { server: server.to_owned(), address: format!("{stem}/{name}"), name }
    }

    async fn drop(self) {
        run(&self.server, &format!("DROP DATABASE {} WITH (FORCE)", self.name)).await;
    }
}

async fn run(server: &str, sql: &str) {
    let (client, connection) = tokio_postgres::connect(server, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    client.batch_execute(sql).await.unwrap();
}

/// Somebody who holds a role everywhere, or at an agency, at [`NOW`].
pub fn caller(role: Role, agency: Option<&str>) -> Caller {
    person("somebody", role, agency, NOW)
}

/// Somebody with a role at an agency, or everywhere, signed in with a second factor at a moment.
pub fn person(id: &str, role: Role, agency: Option<&str>, now: i64) -> Caller {
    let from = Date::constant(2020, 1, 1);
    let held = agency.map_or_else(|| Assignment::everywhere(role, from), |agency| Assignment::new(role, agency, from));
    holder(id, vec![held], now)
}

/// The same of somebody who holds these roles.
pub fn holder(id: &str, held: Vec<Assignment>, now: i64) -> Caller {
    let actor = Actor { second_factor: true, ..Actor::person(id, held) };
    Caller {
        actor,
        name: id.to_owned(),
        session: Some("session".to_owned()),
        csrf: "token".to_owned(),
        request_id: "test".to_owned(),
        ..Caller::anonymous(now)
    }
}

/// A desk over a store, where one comes in by a password.
pub fn desk(store: Store) -> Desk {
    Desk::new(Parts { store, policy: policy(true) })
}

/// How one comes in: a session of twelve hours, of one when it is not used.
pub fn policy(passwords: bool) -> Policy {
    Policy {
        public_url: "http://127.0.0.1:8080".to_owned(),
        session_us: 12 * 3_600_000_000,
        idle_us: 3_600_000_000,
        second_factor_roles: Vec::new(),
        passwords,
    }
}
