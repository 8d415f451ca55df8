//! Adding a person, and the link by which they come in.

use chiso_access::{Action, Resource};
use chiso_identity::Token;
use chiso_store::Writer;
use chiso_store::people::Password;
use chiso_web::Caller;

use super::entry::{self, Entry};
use super::one::{oneself, reach};
use crate::desk::{Desk, new_id};
use crate::letters::{self, AccountChange, Letter, Notice, What};
use crate::refusal::Refusal;
use crate::rights::NewRole;
use crate::rights::give::{give, needed, reasoned};
use crate::rights::place::{About, Place};
use crate::sign_in::link::{Purpose, lasts, put_down, withdraw};

/// A link that was made for a person.
pub struct Link {
    /// Id of the person.
    pub person: String,
    /// The link, to be shown once; none where it went by mail.
    pub shown: Option<String>,
    /// What it is for.
    pub purpose: Purpose,
}

impl Desk {
    /// Whether letters can be sent.
    pub fn sends_mail(&self) -> bool {
        self.post.is_some()
    }

    /// Adds a person with a first role, and makes the link by which they choose a password: sent by mail, or shown once. Whoever does not administer everything must
    /// give a role, since nobody else would be in charge of the person.
    ///
    /// # Errors
    /// [`Refusal::Fields`] when something entered cannot be taken.
    pub async fn invite(
        &self,
        caller: &Caller,
        new: Entry,
        role: Option<NewRole>,
        by_mail: bool,
        reason: &str,
    ) -> Result<Link, Refusal> {
        let register = self.register();
        let place = Place::of(&register, role.as_ref().and_then(|role| role.agency.as_deref()), caller.day);
        let everywhere = Place { agency: None, above: Vec::new() };
        if role.is_none() && everywhere.may(caller, Action::Create, Resource::Person, None).is_err() {
            Desk::may_somewhere(caller, Action::Create, Resource::Person)?;
            return Err(Refusal::field(
                "role",
                "Hãy chọn vai trò và cơ quan cho người này.",
                "Choose a role and an agency for this person.",
            ));
        }
        let mut wrong = entry::wrong(&new);
        if let Err(refusal) = place.may(caller, Action::Create, Resource::Person, None) {
            match refusal {
                Refusal::Hidden if role.is_some() => wrong.push((
                    "agency",
                    chiso_model::Text::new(
                        "Cơ quan này nằm ngoài phạm vi quản lý của quý vị. Hãy chọn một cơ quan trong danh sách.",
                        "This agency lies outside of those you manage. Choose one from the list.",
                    ),
                )),
                refusal => return Err(refusal),
            }
        }
        if !wrong.is_empty() {
            return Err(Refusal::Fields(wrong));
        }
        let (of, id) = (caller.clone(), new_id());
        let mut made = Made::new(self, caller, Purpose::Invitation, by_mail)?;
        if let Some(agency) = role.as_ref().and_then(|role| role.agency.as_deref()) {
            made.place = self.agency_name(agency, caller.day, new.lang);
        }
        let (person, shown) = (id.clone(), made.shown(new.lang));
        self.store
            .write(reasoned(Desk::act(caller, "person.invite"), reason), move |w| -> Result<(), Refusal> {
                entry::add(w, &id, &new)?;
                if let Some(role) = &role {
                    give(w, &of, &register, &id, role)?;
                }
                made.keep(w, &id, &new, lasts::INVITATION_US)
            })
            .await?;
        self.job_waits.notify_one();
        Ok(Link { person, shown, purpose: Purpose::Invitation })
    }

    /// Makes a new link for a person, in place of all older ones: to choose a first password, or a new one.
    ///
    /// # Errors
    /// [`Refusal::Fields`] without a reason, for oneself, or when the person may not sign in.
    pub async fn new_link(&self, caller: &Caller, id: &str, by_mail: bool, reason: &str) -> Result<Link, Refusal> {
        let (register, of, id) = (self.register(), caller.clone(), id.to_owned());
        let (first, again) = (
            Made::new(self, caller, Purpose::Invitation, by_mail)?,
            Made::new(self, caller, Purpose::Recovery, by_mail)?,
        );
        let (kept_first, kept_again, of_person) = (first.clone(), again.clone(), id.clone());
        let (passwords, needed) = (self.policy.passwords, needed(reason));
        let (purpose, lang) = self
            .store
            .write(reasoned(Desk::act(caller, "person.make-link"), reason), move |w| -> Result<_, Refusal> {
                let person = reach(w, &of, &register, &id, Action::Change, About::Everything)?;
                if of.actor.person.as_deref() == Some(id.as_str()) {
                    return Err(oneself());
                }
                needed?;
                if !person.active {
                    return Err(Refusal::whole(
                        "Tài khoản này đang bị khóa. Hãy mở lại tài khoản trước khi tạo liên kết.",
                        "This account is switched off. Switch it on before making a link.",
                    ));
                }
                withdraw(w, &id)?;
                // Where passwords are not taken nobody chooses a new one: an invitation leads to the provider.
                let has_password = passwords && w.get::<Password>(id.clone())?.is_some();
                let entry = Entry::of(person);
                if has_password {
                    kept_again.keep(w, &id, &entry, lasts::HANDED_US)?;
                    Ok((Purpose::Recovery, entry.lang))
                } else {
                    kept_first.keep(w, &id, &entry, lasts::INVITATION_US)?;
                    Ok((Purpose::Invitation, entry.lang))
                }
            })
            .await?;
        self.job_waits.notify_one();
        let made = if purpose == Purpose::Recovery { again } else { first };
        Ok(Link { person: of_person, shown: made.shown(lang), purpose })
    }

    /// Whether a caller may do something to things of a kind somewhere.
    pub(crate) fn may_somewhere(caller: &Caller, action: Action, resource: Resource) -> Result<(), Refusal> {
        match chiso_access::gate(&caller.actor, action, resource) {
            chiso_access::Decision::Allowed { .. } => Ok(()),
            chiso_access::Decision::SecondFactor => Err(Refusal::SecondFactor),
            chiso_access::Decision::Hidden => Err(Refusal::Hidden),
            chiso_access::Decision::Forbidden => Err(Refusal::Forbidden),
        }
    }
}

/// A link that is being made.
#[derive(Clone)]
struct Made {
    purpose: Purpose,
    hash: String,
    /// In Vietnamese and in English.
    addresses: [String; 2],
    /// Name of whoever makes it.
    by: String,
    /// When, microseconds.
    at: i64,
    /// What the person is told when the link is handed over.
    notice: Notice,
    /// Name of the agency it is for, or of this place.
    place: String,
    by_mail: bool,
}

impl Made {
    fn new(desk: &Desk, caller: &Caller, purpose: Purpose, by_mail: bool) -> Result<Made, Refusal> {
        let token = Token::generate()?;
        let addresses = chiso_model::Lang::ALL.map(|lang| desk.address(lang, purpose, &token));
        let (by, place) = (caller.name.clone(), desk.policy.host().to_owned());
        let notice = Notice::new(desk, caller, AccountChange::LinkMade);
        let by_mail = by_mail && desk.sends_mail();
        Ok(Made { purpose, hash: token.digest(), addresses, by, at: caller.now_us, notice, place, by_mail })
    }

    fn address(&self, lang: chiso_model::Lang) -> &str {
        let [vi, en] = &self.addresses;
        lang.pick(vi, en)
    }

    fn shown(&self, lang: chiso_model::Lang) -> Option<String> {
        (!self.by_mail).then(|| self.address(lang).to_owned())
    }

    fn keep(&self, w: &mut Writer<'_>, person: &str, entry: &Entry, lasts_us: i64) -> Result<(), Refusal> {
        // What goes by mail lies in a mailbox: a recovery there is short.
        let mailed_recovery = self.by_mail && self.purpose == Purpose::Recovery;
        let lasts_us = if mailed_recovery { lasts::MAILED_US } else { lasts_us };
        put_down(w, self.purpose, Some(person), self.hash.clone(), lasts_us)?;
        if !self.by_mail {
            return Ok(self.notice.put_down(w, entry)?);
        }
        let link = self.address(entry.lang).to_owned();
        let what = match self.purpose {
            Purpose::Recovery => What::Recovery { link, lasts_us, made: Some((self.by.clone(), self.at)) },
            Purpose::Invitation | Purpose::FirstAdministrator => {
                What::Invitation { by: self.by.clone(), agency: self.place.clone(), link, lasts_us }
            }
        };
        let (to, name) = (entry.mail.clone(), entry.name.clone());
        Ok(letters::put_down(w, &Letter { to, name, lang: entry.lang, what })?)
    }
}
