//! What every deed of the workspace needs: the store, the register of agencies, and what the operator has set.

use std::sync::Arc;

use arc_swap::ArcSwap;
use chiso_access::{Action, Decision, Target, authorize};
use chiso_model::agency::Register;
use chiso_store::{Act, Store};
use chiso_web::Caller;
use tokio::sync::watch;

use crate::refusal::Refusal;

/// What the operator has set that deeds depend on.
#[derive(Debug, Clone)]
pub struct Policy {
    /// Address of the server as people reach it, without a slash at the end; links in mails begin with it.
    pub public_url: String,
    /// How long a session lasts at most, microseconds.
    pub session_us: i64,
    /// How long a session lasts without being used, microseconds.
    pub idle_us: i64,
    /// Ids of the roles that need a second factor to sign in.
    pub second_factor_roles: Vec<String>,
    /// False where people sign in with OpenID Connect only.
    pub passwords: bool,
}

/// What a desk is made of.
pub struct Parts {
    /// Everything that is kept.
    pub store: Store,
    /// What the operator has set.
    pub policy: Policy,
}

/// What every deed of the workspace needs.
pub struct Desk {
    pub(crate) store: Store,
    pub(crate) policy: Policy,
    register: ArcSwap<Register>,
    published: watch::Sender<u64>,
}

impl Desk {
    /// A desk over a store.
    pub fn new(parts: Parts) -> Desk {
        Desk {
            store: parts.store,
            policy: parts.policy,
            register: ArcSwap::from_pointee(Register::default()),
            published: watch::Sender::new(0),
        }
    }

    /// The store.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Agencies through time, as last read.
    pub fn register(&self) -> Arc<Register> {
        self.register.load_full()
    }

    /// Puts a newly read register in place of the old one.
    pub(crate) fn replace_register(&self, register: Register) {
        self.register.store(Arc::new(register));
    }

    /// Counts up whenever something changed that the public portal shows.
    pub fn published(&self) -> watch::Receiver<u64> {
        self.published.subscribe()
    }

    /// Says that something changed that the public portal shows.
    pub(crate) fn publish(&self) {
        self.published.send_modify(|count| *count += 1);
    }

    /// The context of a change that a caller makes.
    pub(crate) fn act(caller: &Caller, name: &str) -> Act {
        let actor = caller.actor.person.clone().unwrap_or_else(|| "anonymous".to_owned());
        Act::new(actor, name, caller.now_us).requested(caller.request_id.clone())
    }

    /// Whether a caller may do something to something.
    ///
    /// # Errors
    /// [`Refusal::Hidden`] where the caller may not know of it (404), [`Refusal::Forbidden`] where the caller may see it and no more (403),
    /// [`Refusal::SecondFactor`] where the session must show a second factor first.
    pub(crate) fn may(caller: &Caller, action: Action, target: &Target<'_>) -> Result<(), Refusal> {
        match authorize(&caller.actor, action, target) {
            Decision::Allowed { .. } => Ok(()),
            Decision::SecondFactor => Err(Refusal::SecondFactor),
            Decision::Hidden => Err(Refusal::Hidden),
            Decision::Forbidden => Err(Refusal::Forbidden),
        }
    }
}
