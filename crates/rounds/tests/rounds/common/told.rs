//! People who are told, and a mail server that takes what they are sent.
#![allow(unreachable_pub, reason = "a test")]

use std::time::Duration;

use chiso_access::Role;
use chiso_mail::{Mail, Mailer, Route, Security, Sender};
use chiso_model::{Date, Lang, Text};
use chiso_store::people::{Assignment, Person};
use chiso_store::{Act, Store, StoreError};

use crate::common::{NOW, Scene};
use crate::server::Server;

/// Who is told something, in Hà Nội and above it: id, role, agency.
pub const PEOPLE: [(&str, Role, Option<&str>); 7] = [
    ("lead-01", Role::UnitLead, Some("01")),
    ("approver-01", Role::UnitApprover, Some("01")),
    ("an", Role::UnitContributor, Some("01")),
    ("binh", Role::UnitContributor, Some("01")),
    ("chi", Role::UnitContributor, Some("01")),
    ("appraiser-a", Role::Appraiser, None),
    ("member-1", Role::CouncilMember, None),
];

pub async fn people(store: &Store) {
    arrive(store, &PEOPLE).await;
}

/// People come with their roles; whoever stands twice holds two.
pub async fn arrive(store: &Store, people: &[(&'static str, Role, Option<&'static str>)]) {
    let people = people.to_vec();
    let act = Act::new("system", "test", NOW);
    store
        .write(act, move |w| -> Result<(), StoreError> {
            for (id, role, agency) in people {
                if w.get::<Person>(id.to_owned())?.is_none() {
                    w.add_person(id, &format!("Họ tên {id}"), &format!("{id}@example.org"), "vi")?;
                }
                w.insert(&Assignment {
                    id: agency
                        .filter(|_| id.contains("both"))
                        .map_or_else(|| format!("holds-{id}"), |at| format!("holds-{id}-{at}")),
                    version: 1,
                    person: id.to_owned(),
                    role: role.id().to_owned(),
                    agency: agency.map(str::to_owned),
                    scope: serde_json::json!([]),
                    valid_from: Date::constant(2020, 1, 1),
                    valid_to: None,
                    delegated_from: None,
                    granted_by: "system".to_owned(),
                    ended: None,
                })?;
            }
            Ok(())
        })
        .await
        .unwrap();
}

/// What somebody was told, the oldest first: kind, unit, criterion.
pub async fn told(store: &Store, person: &str) -> Vec<String> {
    let id = person.to_owned();
    let mut rows = store.read(move |r| -> Result<_, StoreError> { r.notices(&id, 1_000) }).await.unwrap();
    rows.reverse();
    let part = |part: &Option<String>| part.clone().map(|part| format!(" {part}")).unwrap_or_default();
    let mut told: Vec<String> =
        rows.iter().map(|row| format!("{}{}{}", row.kind, part(&row.unit), part(&row.node))).collect();
    told.sort();
    told
}

pub fn mailer(port: u16) -> Mailer {
    let sender = Sender {
        from: "Bộ chỉ số <chiso@example.org>".to_owned(),
        system: Text::new("Bộ chỉ số", "the index system"),
        home: "http://127.0.0.1:8080".to_owned(),
    };
    let host = "127.0.0.1".to_owned();
    let (security, timeout) = (Security::None, Duration::from_secs(5));
    Mailer::new(&Route::Smtp { host, port, security, account: None, timeout }, sender).unwrap()
}

/// A server process that was just started on the store.
pub fn running(store: &Store, port: u16) -> Scene {
    Scene::furnished(store.clone(), |desk| desk.with_mail(mailer(port)))
}

/// What the mail server took since it was asked last: address, subject and text each, by address.
pub async fn arrived(server: &mut Server) -> Vec<(String, String, String)> {
    let end = Mail::Recovery { link: "http://end".to_owned(), valid_minutes: 1, made: None };
    let letter = chiso_mail::Letter { id: "end", name: "", address: "end@example.org", lang: Lang::En, mail: &end };
    mailer(server.port).send(&letter).await.unwrap();
    let mut mails = Vec::new();
    loop {
        let mail = server.mail();
        let to = mail["envelope"][1].as_str().unwrap().to_owned();
        if to == "end@example.org" {
            mails.sort();
            return mails;
        }
        let subject = mail["headers"]["Subject"].as_str().unwrap().to_owned();
        mails.push((to, subject, mail["text"].as_str().unwrap().to_owned()));
    }
}

/// Who got mail.
pub fn readers(mails: &[(String, String, String)]) -> Vec<&str> {
    mails.iter().map(|(to, ..)| to.strip_suffix("@example.org").unwrap()).collect()
}
