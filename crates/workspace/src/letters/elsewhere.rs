//! Letters of other parts of the system: what a letter says and whom it goes to is only found out when it is sent, so that nothing of it waits in the queue.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, PoisonError, Weak};

use chiso_mail::Mail;
use chiso_model::Lang;
use chiso_store::jobs::Job;
use chiso_store::{StoreError, Writer};
use serde_json::Value;

use crate::desk::{Desk, new_id};
use crate::refusal::Refusal;

/// A letter that is to be sent now.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// Address.
    pub to: String,
    /// Name of whom it is for; may be empty.
    pub name: String,
    /// Language it is in.
    pub lang: Lang,
    /// What it says.
    pub mail: Mail,
    /// Until when it is of use, microseconds since 1970: it is tried as long while the mail server is away.
    pub until: i64,
}

/// What a part of the system does for a letter.
pub type Doing<'a, T> = Pin<Box<dyn Future<Output = Result<T, Refusal>> + Send + 'a>>;

/// A part of the system that sends letters of a kind of its own.
pub trait Correspondence: Send + Sync {
    /// The kind of its jobs.
    fn kind(&self) -> &'static str;

    /// The letter that a job stands for; none where nobody is to get it any more.
    fn letter<'a>(&'a self, payload: &'a Value, now_us: i64) -> Doing<'a, Option<Outgoing>>;

    /// Takes note that the mail server refuses a letter for good, with its words. It is not tried again.
    fn refused<'a>(&'a self, payload: &'a Value, why: &'a str, now_us: i64) -> Doing<'a, ()>;
}

/// Puts a letter of another part of the system down, not to be sent before a moment (microseconds since 1970).
///
/// # Errors
/// When the store refuses.
pub fn put_down_for(w: &mut Writer<'_>, kind: &str, payload: Value, due: i64) -> Result<(), StoreError> {
    let created = w.act().recorded;
    w.insert(&Job {
        id: new_id(),
        kind: kind.to_owned(),
        payload,
        created,
        due,
        attempts: 0,
        leased_until: 0,
        last_error: None,
    })
}

impl Desk {
    /// Adds a part of the system that sends letters. It stands on this desk itself, so the desk does not hold it.
    pub fn add_letters(&self, part: Weak<dyn Correspondence>) {
        self.letters_elsewhere.write().unwrap_or_else(PoisonError::into_inner).push(part);
    }

    /// Whether mail is sent at all.
    pub fn sends_letters(&self) -> bool {
        self.post.is_some()
    }

    /// The part that sends letters of a kind.
    pub(super) fn correspondence(&self, kind: &str) -> Option<Arc<dyn Correspondence>> {
        let parts = self.letters_elsewhere.read().unwrap_or_else(PoisonError::into_inner);
        parts.iter().filter_map(Weak::upgrade).find(|part| part.kind() == kind)
    }
}
