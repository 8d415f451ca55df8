//! Letters of other parts of the system: what a letter says and whom it goes to is only found out when it is sent, so that nothing of it waits in the queue.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, PoisonError, Weak};

use chiso_mail::Mail;
use chiso_model::Lang;
use chiso_sms::{Gateway, Number};
use chiso_store::jobs::Job;
use chiso_store::{StoreError, Writer};
use serde_json::Value;

use crate::desk::{Desk, new_id};
use crate::refusal::Refusal;

/// A letter or a text message that is to be sent now.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// What, and to whom.
    pub what: Sending,
    /// Until when it is of use, microseconds since 1970: it is tried as long while the mail server or the gateway is away.
    pub until: i64,
}

/// What is sent, and to whom.
#[derive(Debug, Clone)]
pub enum Sending {
    /// A letter.
    Mail {
        /// Address.
        to: String,
        /// Name of whom it is for; may be empty.
        name: String,
        /// Language it is in.
        lang: Lang,
        /// What it says.
        mail: Mail,
    },
    /// A text message.
    Text {
        /// Number.
        to: Number,
        /// What it says.
        text: String,
    },
}

/// What a part of the system does for a letter.
pub type Doing<'a, T> = Pin<Box<dyn Future<Output = Result<T, Refusal>> + Send + 'a>>;

/// A part of the system that sends letters or texts of kinds of its own.
pub trait Correspondence: Send + Sync {
    /// The kinds of its jobs. What hangs in one holds no other up.
    fn kinds(&self) -> &'static [&'static str];

    /// What a job of a kind stands for; none where nobody is to get it any more.
    fn outgoing<'a>(&'a self, kind: &'a str, payload: &'a Value, now_us: i64) -> Doing<'a, Option<Outgoing>>;

    /// Takes note that it was refused for good or given up, with the reason. It is not tried again.
    fn refused<'a>(&'a self, kind: &'a str, payload: &'a Value, why: &'a str, now_us: i64) -> Doing<'a, ()>;
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

    /// With a gateway for text messages.
    #[must_use]
    pub fn with_texts(mut self, gateway: Gateway) -> Desk {
        self.gateway = Some(gateway);
        self
    }

    /// Whether text messages are sent at all.
    pub fn sends_texts(&self) -> bool {
        self.gateway.is_some()
    }

    /// Each kind of the other parts, with the part that sends it.
    pub(super) fn correspondences(&self) -> Vec<(&'static str, Arc<dyn Correspondence>)> {
        let parts = self.letters_elsewhere.read().unwrap_or_else(PoisonError::into_inner);
        let parts = parts.iter().filter_map(Weak::upgrade);
        parts.flat_map(|part| part.kinds().iter().map(move |kind| (*kind, Arc::clone(&part)))).collect()
    }
}
