//! One's own sessions: where one is signed in, and ending them.

use chiso_store::sessions::Session;
use chiso_web::Caller;

use crate::desk::Desk;
use crate::refusal::Refusal;
use crate::sign_in::session::{end_sessions, holds, last_seen};

/// A session that holds.
#[derive(Debug, Clone)]
pub struct OwnSession {
    /// Its id.
    pub id: String,
    /// What the browser calls itself.
    pub browser: String,
    /// Network address it came from.
    pub address: String,
    /// `password`, `link` or `oidc`.
    pub way: String,
    /// Since when, microseconds.
    pub since: i64,
    /// When it last asked for something, microseconds, to a minute.
    pub seen: i64,
    /// Whether it is the one that asks.
    pub this: bool,
}

impl Desk {
    /// The caller's sessions that hold: the one that asks first, then the newest.
    ///
    /// # Errors
    /// [`Refusal::SignedOut`] when nobody is signed in.
    pub async fn own_sessions(&self, caller: &Caller) -> Result<Vec<OwnSession>, Refusal> {
        let (id, policy, of) = (Desk::person_of(caller)?, self.policy.clone(), caller.clone());
        self.store
            .read(move |r| -> Result<Vec<OwnSession>, Refusal> {
                let mut own = Vec::new();
                for session in r.sessions_of(&id)? {
                    let seen = last_seen(r, &session)?;
                    if holds(&session, seen, &policy, of.now_us) {
                        own.push(OwnSession {
                            this: of.session.as_deref() == Some(session.id.as_str()),
                            id: session.id,
                            browser: session.device.unwrap_or_default(),
                            address: session.address.unwrap_or_default(),
                            way: session.way,
                            since: session.created,
                            seen,
                        });
                    }
                }
                own.sort_by_key(|session| !session.this);
                Ok(own)
            })
            .await
    }

    /// Ends one of the caller's sessions.
    ///
    /// # Errors
    /// [`Refusal::Hidden`] when the caller has no such session.
    pub async fn end_own_session(&self, caller: &Caller, session: &str) -> Result<(), Refusal> {
        let (id, session) = (Desk::person_of(caller)?, session.to_owned());
        self.store
            .write(Desk::act(caller, "session.end"), move |w| -> Result<(), Refusal> {
                let found = w.get::<Session>(session)?.filter(|session| session.person == id);
                let session = found.ok_or(Refusal::Hidden)?;
                if session.ended.is_none() {
                    let now = w.act().recorded;
                    w.update(&Session { ended: Some(now), ..session })?;
                }
                Ok(())
            })
            .await
    }

    /// Ends all of the caller's sessions but the one that asks; tells how many.
    ///
    /// # Errors
    /// [`Refusal::SignedOut`] when nobody is signed in.
    pub async fn end_other_sessions(&self, caller: &Caller) -> Result<usize, Refusal> {
        let (id, this) = (Desk::person_of(caller)?, caller.session.clone());
        self.store
            .write(Desk::act(caller, "session.end-others"), move |w| -> Result<usize, Refusal> {
                Ok(end_sessions(w, &id, this.as_deref())?)
            })
            .await
    }
}
