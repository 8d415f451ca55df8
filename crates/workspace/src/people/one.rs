//! One person as whoever manages people sees them.

use chiso_access::Action;
use chiso_model::Date;
use chiso_model::agency::Register;
use chiso_store::Reader;
use chiso_store::people::{Password, Person};
use chiso_web::Caller;

use super::entry::{self, Entry};
use super::list::State;
use crate::account::second_factor::take_away;
use crate::desk::{Desk, Policy};
use crate::letters::{AccountChange, Notice};
use crate::refusal::Refusal;
use crate::rights::HeldRole;
use crate::rights::administrators::keeping_an_administrator;
use crate::rights::give::{needed, reasoned};
use crate::rights::held;
use crate::rights::list::{roles_of, visible};
use crate::rights::place::{About, Stands};
use crate::sign_in::link::{Purpose, withdraw};
use crate::sign_in::session::{confirmed, end_sessions, holds, last_seen};

/// One person, as far as whoever looks may know.
#[derive(Debug, Clone)]
pub struct OnePerson {
    /// Id.
    pub id: String,
    /// Full name.
    pub name: String,
    /// Roles that the caller may see.
    pub roles: Vec<HeldRole>,
    /// The account; only for the person, and for whoever is in charge of the account's home.
    pub account: Option<PersonAccount>,
    /// Whether the caller is in charge of everything about the account (with a second factor, where this session has none yet).
    pub whole: bool,
    /// Whether it is the caller.
    pub this: bool,
}

/// A person's account: what was entered, and how the person signs in.
#[derive(Debug, Clone)]
pub struct PersonAccount {
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
                let (person, stands) = find(r, &register, &id, of.day)?;
                if !stands.seen_by(&of, &id) {
                    return Err(Refusal::Hidden);
                }
                let this = of.actor.person.as_deref() == Some(id.as_str());
                let roles = roles_of(r, &id, of.day)?.into_iter().filter(|role| visible(&of, &register, role));
                let shown = this || stands.in_charge(&of, About::Account, &id);
                Ok(OnePerson {
                    roles: roles.collect(),
                    name: person.name.clone().unwrap_or_default(),
                    account: if shown { Some(account(r, person, &policy, of.now_us)?) } else { None },
                    whole: stands.in_charge(&of, About::Everything, &id),
                    this,
                    id,
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
                let person = reach(w, &of, &register, &id, Action::Change, About::Everything)?;
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
        let notice = Notice::new(self, caller, AccountChange::SecondFactorReset);
        let (name, about) = match switch {
            Switch::On => ("person.activate", About::Everything),
            Switch::Off => ("person.deactivate", About::Account),
            Switch::NoSecondFactor => ("person.reset-second-factor", About::Everything),
            Switch::NoSessions => ("person.end-sessions", About::Account),
        };
        self.store
            .write(reasoned(Desk::act(caller, name), reason), move |w| -> Result<(), Refusal> {
                let person = reach(w, &of, &register, &id, Action::Change, about)?;
                if of.actor.person.as_deref() == Some(id.as_str()) {
                    return Err(oneself());
                }
                needed?;
                match switch {
                    Switch::On => w.update(&Person { active: true, ..person })?,
                    Switch::Off => {
                        keeping_an_administrator(w, of.day, passwords, |w| -> Result<(), Refusal> {
                            w.update(&Person { active: false, ..person })?;
                            Ok(withdraw(w, &id)?)
                        })?;
                    }
                    Switch::NoSecondFactor => {
                        take_away(w, &id)?;
                        notice.put_down(w, &Entry::of(person))?;
                    }
                    Switch::NoSessions => {}
                }
                if switch != Switch::On {
                    end_sessions(w, &id, None)?;
                }
                Ok(())
            })
            .await
            .inspect(|()| self.job_waits.notify_one())
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
                let person = reach(w, &of, &register, &id, Action::Remove, About::Everything)?;
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
                keeping_an_administrator(w, of.day, passwords, |w| Ok(w.erase_person(&id)?))
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

/// A person to this much of whose account the caller may do something.
pub(crate) fn reach(
    r: &mut Reader<'_>,
    caller: &Caller,
    register: &Register,
    id: &str,
    action: Action,
    about: About,
) -> Result<Person, Refusal> {
    let (person, stands) = find(r, register, id, caller.day)?;
    stands.may(caller, action, about, id)?;
    Ok(person)
}

/// A person and where they stand. Somebody erased is not there any more.
fn find(r: &mut Reader<'_>, register: &Register, id: &str, day: Date) -> Result<(Person, Stands), Refusal> {
    let person = r.get::<Person>(id.to_owned())?.filter(|person| !person.erased).ok_or(Refusal::Hidden)?;
    let stands = Stands::of(register, &person, &held::of(r, id)?, day);
    Ok((person, stands))
}

fn account(r: &mut Reader<'_>, person: Person, policy: &Policy, now_us: i64) -> Result<PersonAccount, Refusal> {
    let id = person.id.as_str();
    let password = r.get::<Password>(id.to_owned())?.is_some();
    let links = r.open_links_of(id)?;
    let open = links.iter().filter(|link| link.purpose == Purpose::Invitation.id() && now_us < link.expires);
    let invited_until = open.map(|link| link.expires).max();
    let (mut sessions, mut seen) = (0, None);
    for session in r.sessions_of(id)? {
        let last = last_seen(r, &session)?;
        seen = seen.max(Some(last));
        sessions += usize::from(holds(&session, last, policy, now_us));
    }
    let providers: Vec<String> = r.identities(id)?.into_iter().map(|identity| identity.issuer).collect();
    let state = if !person.active {
        State::Inactive
    } else if seen.is_none() && !password && providers.is_empty() {
        State::Invited
    } else {
        State::Active
    };
    let second_factor = confirmed(r, id)?;
    let (version, created) = (person.version, person.created);
    let entry = Entry::of(person);
    Ok(PersonAccount {
        entry,
        version,
        created,
        state,
        invited_until,
        password,
        second_factor,
        providers,
        sessions,
        seen,
    })
}
