//! People who are told, and a mail server that takes what they are sent.
#![allow(unreachable_pub, reason = "a test")]

use chiso_access::Role;
use chiso_store::people::Person;
use chiso_store::{Act, Store, StoreError};

use crate::common::{NOW, Scene, held, mailer, taken};
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
                let row = agency
                    .filter(|_| id.contains("both"))
                    .map_or_else(|| format!("holds-{id}"), |at| format!("holds-{id}-{at}"));
                w.insert(&held(&row, id, role, agency))?;
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

/// A server process that was just started on the store.
pub fn running(store: &Store, port: u16) -> Scene {
    Scene::furnished(store.clone(), |desk| desk.with_mail(mailer(port)))
}

/// What the mail server took since it was asked last: reader, subject and text each, by reader.
pub async fn arrived(server: &mut Server) -> Vec<(String, String, String)> {
    let text = |text: &serde_json::Value| text.as_str().unwrap().to_owned();
    let mails = taken(server).await;
    let mut mails: Vec<_> =
        mails.into_iter().map(|(to, mail)| (to, text(&mail["headers"]["Subject"]), text(&mail["text"]))).collect();
    mails.sort();
    mails
}

/// Who got mail.
pub fn readers(mails: &[(String, String, String)]) -> Vec<&str> {
    mails.iter().map(|(to, ..)| to.as_str()).collect()
}
