//! A letter to the owner of an account when an administrator changed how its owner signs in: what was done, when and by whom.

use chiso_store::{StoreError, Writer};
use chiso_web::Caller;

use super::{AccountChange, Letter, What, put_down};
use crate::desk::Desk;
use crate::people::Entry;

/// What the owner of an account is told.
#[derive(Clone)]
pub(crate) struct Notice {
    what: AccountChange,
    by: String,
    at: i64,
    /// Address of the server; none where no mail is sent.
    home: Option<String>,
}

impl Notice {
    pub(crate) fn new(desk: &Desk, caller: &Caller, what: AccountChange) -> Notice {
        let home = desk.sends_mail().then(|| desk.policy.public_url.clone());
        Notice { what, by: caller.name.clone(), at: caller.now_us, home }
    }

    /// Puts the letter down, in the transaction that makes the change; nothing where no mail is sent.
    pub(crate) fn put_down(&self, w: &mut Writer<'_>, owner: &Entry) -> Result<(), StoreError> {
        let Some(home) = &self.home else { return Ok(()) };
        let link = format!("{home}/{}/account", owner.lang.tag());
        let what = What::AccountChanged { what: self.what, by: self.by.clone(), at: self.at, link };
        put_down(w, &Letter { to: owner.mail.clone(), name: owner.name.clone(), lang: owner.lang, what })
    }
}
