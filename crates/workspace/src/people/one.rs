//! One person as whoever manages people sees them.

use chiso_access::Action;
use chiso_model::Lang;
use chiso_store::Reader;
use chiso_store::people::{Password, Person};
use chiso_web::{Caller, language};

use super::entry::{self, Entry};
use super::list::State;
use crate::account::second_factor::take_away;
use crate::desk::Desk;
use crate::refusal::Refusal;
use crate::rights::HeldRole;
use crate::rights::give::{keep_an_administrator, needed, reasoned};
use crate::rights::held;
use crate::rights::list::{roles_of, visible};
use crate::rights::place::{may_person, places_of};
use crate::sign_in::link::{Purpose, withdraw};
use crate::sign_in::session::{confirmed, end_sessions, holds, last_seen};

/// One person.
#[allow(clippy::struct_excessive_bools, reason = "each is a line of the page")]
#[derive(Debug, Clone)]
pub struct OnePerson {
    /// Id.
    pub id: String,
    /// What was entered.
    pub entry: Entry,
    /// Counts changes.
    pub version: i64,
    /// When added, microseconds.
    pub created: i64,
    /// Whether the person can sign in.
    pub state: State,
    /// Until when an invitation can be used, microseconds.
    pub invited_until: Option<i64>,
    /// Whether there is a password.
    pub password: bool,
    /// Whether there is a second factor that works.
    pub second_factor: bool,
    /// Providers that sign the person in.
    pub providers: Vec<String>,
    /// Sessions that hold.
    pub sessions: usize,
    /// When last seen, microseconds.
    pub seen: Option<i64>,
    /// Roles that the caller may see.
    pub roles: Vec<HeldRole>,
    /// Whether the caller may change the account (with a second factor, where this session has none yet).
    pub may_change: bool,
    /// Whether the caller may erase the person.
    pub may_erase: bool,
    /// Whether it is the caller.
    pub this: bool,
}

/// What is changed about an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    /// May sign in again.
    On,
    /// May not sign in; sessions and links end.
    Off,
    /// Second factor and recovery codes are taken away; sessions end.
    NoSecondFactor,
    /// Sessions end.
    NoSessions,
}

impl Desk {
    /// One person.
    ///
    /// # Errors
    /// [`Refusal::Hidden`] when there is none, or the caller may not know of them.
    pub async fn person(&self, caller: &Caller, id: &str) -> Result<OnePerson, Refusal> {
        let (register, of, id, policy) = (self.register(), caller.clone(), id.to_owned(), self.policy.clone());
        self.store
            .read(move |r| -> Result<OnePerson, Refusal> {
                let person = reach(r, &of, &register, &id, Action::See)?;
                let may = |r: &mut Reader<'_>, action| -> Result<bool, Refusal> {
                    let places = places_of(&register, &held::of(r, &id)?, of.day);
                    Ok(matches!(may_person(&of, action, &id, &places), Ok(()) | Err(Refusal::SecondFactor)))
                };
                let (may_change, may_erase) = (may(r, Action::Change)?, may(r, Action::Remove)?);
                let password = r.get::<Password>(id.clone())?.is_some();
                let links = r.open_links_of(&id)?;
                let invited_until = links
                    .iter()
                    .filter(|link| link.purpose == Purpose::Invitation.id() && of.now_us < link.expires)
                    .map(|link| link.expires)
                    .max();
                let (mut sessions, mut seen) = (0, None);
                for session in r.sessions_of(&id)? {
                    let last = last_seen(r, &session)?;
                    seen = seen.max(Some(last));
                    sessions += usize::from(holds(&session, last, &policy, of.now_us));
                }
                let providers: Vec<String> = r.identities(&id)?.into_iter().map(|identity| identity.issuer).collect();
                let state = if !person.active {
                    State::Inactive
                } else if seen.is_none() && !password && providers.is_empty() {
                    State::Invited
                } else {
                    State::Active
                };
                let roles = roles_of(r, &id, of.day)?.into_iter().filter(|role| visible(&of, &register, role));
                Ok(OnePerson {
                    roles: roles.collect(),
                    second_factor: confirmed(r, &id)?,
                    this: of.actor.person.as_deref() == Some(id.as_str()),
                    entry: Entry {
                        name: person.name.unwrap_or_default(),
                        mail: person.mail.unwrap_or_default(),
                        lang: language::of_tag(&person.lang).unwrap_or(Lang::Vi),
                    },
                    id: person.id,
                    version: person.version,
                    created: person.created,
                    state,
                    invited_until,
                    password,
                    providers,
                    sessions,
                    seen,
                    may_change,
                    may_erase,
                })
            })
            .await
    }

    /// Changes what was entered about a person; `version` is that of the page on which it was changed.
    ///
    /// # Errors
    /// [`Refusal::Fields`] when something entered cannot be taken, a conflict when somebody else changed the person meanwhile.
    pub async fn change_person(
        &self,
        caller: &Caller,
        id: &str,
        new: Entry,
        version: i64,
        reason: &str,
    ) -> Result<(), Refusal> {
        let (register, of, id) = (self.register(), caller.clone(), id.to_owned());
        self.store
            .write(reasoned(Desk::act(caller, "person.change"), reason), move |w| -> Result<(), Refusal> {
                let person = reach(w, &of, &register, &id, Action::Change)?;
                let wrong = entry::wrong(&new);
                if !wrong.is_empty() {
                    return Err(Refusal::Fields(wrong));
                }
                // Links that went to the old address must not open the account to whoever has it.
                if person.mail.as_deref() != Some(new.mail.trim()) {
                    withdraw(w, &id)?;
                }
                entry::put(w, Person { version, ..person }, &new)
            })
            .await
    }

    /// Changes how a person signs in.
    ///
    /// # Errors
    /// [`Refusal::Fields`] without a reason, or when nobody would be left who administers everything.
    pub async fn switch_person(&self, caller: &Caller, id: &str, switch: Switch, reason: &str) -> Result<(), Refusal> {
        let (register, of, id) = (self.register(), caller.clone(), id.to_owned());
        let (needed, passwords) = (needed(reason), self.policy.passwords);
        let name = match switch {
            Switch::On => "person.activate",
            Switch::Off => "person.deactivate",
            Switch::NoSecondFactor => "person.reset-second-factor",
            Switch::NoSessions => "person.end-sessions",
        };
        self.store
            .write(reasoned(Desk::act(caller, name), reason), move |w| -> Result<(), Refusal> {
                let person = reach(w, &of, &register, &id, Action::Change)?;
                if of.actor.person.as_deref() == Some(id.as_str()) {
                    return Err(oneself());
                }
                needed?;
                match switch {
                    Switch::On => w.update(&Person { active: true, ..person })?,
                    Switch::Off => {
                        w.update(&Person { active: false, ..person })?;
                        withdraw(w, &id)?;
                        keep_an_administrator(w, of.day, passwords)?;
                    }
                    Switch::NoSecondFactor => take_away(w, &id)?,
                    Switch::NoSessions => {}
                }
                if switch != Switch::On {
                    end_sessions(w, &id, None)?;
                }
                Ok(())
            })
            .await
    }

    /// Erases a person: everything that tells who it is goes, for good; the id stays, and with it the journal. `typed` must be the person's mail address.
    ///
    /// # Errors
    /// [`Refusal::Fields`] when what was typed is another, without a reason, or when nobody would be left who administers everything.
    pub async fn erase_person(&self, caller: &Caller, id: &str, typed: &str, reason: &str) -> Result<(), Refusal> {
        let (register, of, id) = (self.register(), caller.clone(), id.to_owned());
        let (needed, typed, passwords) = (needed(reason), typed.trim().to_lowercase(), self.policy.passwords);
        self.store
            .write(reasoned(Desk::act(caller, "person.erase"), reason), move |w| -> Result<(), Refusal> {
                let person = reach(w, &of, &register, &id, Action::Remove)?;
                if of.actor.person.as_deref() == Some(id.as_str()) {
                    return Err(oneself());
                }
                if person.mail_key.as_deref() != Some(typed.as_str()) {
                    return Err(Refusal::field(
                        "typed",
                        "Chưa khớp với địa chỉ thư của người này. Hãy nhập đúng địa chỉ thư để xác nhận.",
                        "This is not the person's mail address. Type the very address to confirm.",
                    ));
                }
                needed?;
                w.erase_person(&id)?;
                keep_an_administrator(w, of.day, passwords)
            })
            .await
    }
}

pub(super) fn oneself() -> Refusal {
    Refusal::whole(
        "Không làm việc này với tài khoản của chính mình. Hãy đề nghị một người quản trị khác.",
        "This cannot be done to one's own account. Ask another administrator.",
    )
}

/// A person to whom the caller may do something. Somebody erased is not there any more.
pub(crate) fn reach(
    r: &mut Reader<'_>,
    caller: &Caller,
    register: &chiso_model::agency::Register,
    id: &str,
    action: Action,
) -> Result<Person, Refusal> {
    let person = r.get::<Person>(id.to_owned())?.filter(|person| !person.erased).ok_or(Refusal::Hidden)?;
    let places = places_of(register, &held::of(r, id)?, caller.day);
    may_person(caller, action, id, &places)?;
    Ok(person)
}
