//! Starting, and starting again.

use std::net::TcpListener;

use chiso_model::Lang;
use chiso_server::Server;
use chiso_store::people::Person;
use chiso_store::{Act, OpenError, SCHEMA_VERSION, Store, StoreError};
use reqwest::Method;

use crate::site::{SignedIn, Site, now, settings};

/// The path of a link of this server.
fn path(link: &str) -> String {
    let after_scheme = link.split_once("://").unwrap().1;
    format!("/{}", after_scheme.split_once('/').unwrap().1)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_keeps_everything_and_replaces_the_first_administrators_link() {
    let site = Site::start(&[]).await;
    let first = site.first_link.clone().unwrap();
    assert_eq!(site.get(&path(&first)).await.status(), 200);
    let agencies = site.store.read(|reader| reader.count_agencies()).await.unwrap();
    let head = site.store.read(|reader| reader.journal_head()).await.unwrap().0;
    assert!(agencies >= 97, "{agencies}");

    let site = Site::start_in(site.end().await, &[]).await;
    let second = site.first_link.clone().unwrap();
    assert_ne!(first, second);
    assert!(site.store.read(|reader| reader.journal_head()).await.unwrap().0 >= head);
    assert_eq!(site.store.read(|reader| reader.count_agencies()).await.unwrap(), agencies);
    let spent = site.get(&path(&first)).await;
    assert!(spent.status() == 404 || spent.status() == 410, "{}", spent.status());
    let password = "ruộng bậc thang mùa nước đổ";
    let fields = [
        ("name", "Trần Thị Hương"),
        ("mail", "huong@example.vn"),
        ("lang", "vi"),
        ("password", password),
        ("again", password),
    ];
    let made = site.form(None, &path(&second), &fields).send().await.unwrap();
    assert_eq!(made.status(), 303, "{}", made.text().await.unwrap());
    let who = SignedIn::from(&made).unwrap();

    // With an administrator there is no link any more, and who is signed in stays so.
    let site = Site::start_in(site.end().await, &[]).await;
    assert_eq!(site.first_link, None);
    assert_eq!(site.request_of(&who, Method::GET, "/vi/account").send().await.unwrap().status(), 200);
    let again = site.form(None, &path(&second), &fields).send().await.unwrap();
    assert_ne!(again.status(), 303);
    assert_eq!(site.store.verify(None).await.unwrap().findings, []);
}

/// Why a server does not start over a folder.
async fn refused(data: &std::path::Path) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    match Server::start(&settings(data, &[]), listener, address).await {
        Ok(_) => panic!("it starts"),
        Err(error) => error.message(Lang::En),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_a_newer_program_wrote_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let store = Store::open(&chiso_store::Location::Folder(data.clone())).await.unwrap();
    let add = |w: &mut chiso_store::Writer<'_>| -> Result<Person, StoreError> {
        w.add_person("p", "Nguyễn Văn A", "a@example.org", "vi")
    };
    store.write(Act::new("test", "test.people", now()), add).await.unwrap();
    drop(store);
    let later = SCHEMA_VERSION + 1;
    rusqlite::Connection::open(data.join("chiso.sqlite"))
        .unwrap()
        .execute("INSERT INTO schema_version (version) VALUES (?1)", [later])
        .unwrap();
    let error = OpenError::Newer { found: later, known: SCHEMA_VERSION };
    assert_eq!(refused(&data).await, error.message(Lang::En));
    rusqlite::Connection::open(data.join("chiso.sqlite"))
        .unwrap()
        .execute("DELETE FROM schema_version WHERE version = ?1", [later])
        .unwrap();
    let site = Site::start_in(folder, &[]).await;
    let person = site.store.read(|r| r.get::<Person>("p".to_owned())).await.unwrap().unwrap();
    assert_eq!(person.name.as_deref(), Some("Nguyễn Văn A"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    // A file in the way: whoever runs the tests may be allowed to write everywhere.
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let message = refused(&file.join("data")).await;
    assert!(message.contains(&*file.join("data").to_string_lossy()) && message.contains("--store"), "{message}");
}
