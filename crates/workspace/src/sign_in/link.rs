//! Links that work once: for the first administrator, an invitation, a recovery.

use chiso_access::Role;
use chiso_identity::{Password, Token, digest};
use chiso_model::Lang;
use chiso_store::people::{Assignment, OneTimeLink, Password as Kept, Person};
use chiso_store::{Act, Reader, StoreError, Writer};
use chiso_web::Caller;

use super::hashing::Hashing;
use super::session::{Browser, Opened, end_sessions, open};
use crate::desk::{Desk, new_id};
use crate::people::entry::{self, Entry};
use crate::refusal::Refusal;
use crate::rights::administrators::has_administrator;

const HOUR_US: i64 = 3600 * 1_000_000;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Makes the first administrator.
    FirstAdministrator,
    /// Lets a new person choose a password.
    Invitation,
    /// Lets a person choose a new password.
    Recovery,
}

impl Purpose {
    /// As the store keeps it.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Purpose::FirstAdministrator => "first-administrator",
            Purpose::Invitation => "invitation",
            Purpose::Recovery => "recovery",
        }
    }

    /// The page it leads to, after the language.
    pub(crate) const fn place(self) -> &'static str {
        match self {
            Purpose::FirstAdministrator => "/set-up",
            Purpose::Invitation => "/invitation",
            Purpose::Recovery => "/recover",
        }
    }
}

/// How long links hold, microseconds.
pub(crate) mod lasts {
    use super::HOUR_US;
    /// That of the first administrator.
    pub(crate) const FIRST_US: i64 = 24 * HOUR_US;
    /// An invitation.
    pub(crate) const INVITATION_US: i64 = 7 * 24 * HOUR_US;
    /// A recovery that somebody asked for by mail.
    pub(crate) const MAILED_US: i64 = HOUR_US / 2;
    /// A recovery that an administrator made.
    pub(crate) const HANDED_US: i64 = 24 * HOUR_US;
}

/// Whom a link is for.
#[derive(Debug, Clone)]
pub struct Invited {
    /// Name of the person; empty for the first administrator.
    pub name: String,
    /// Mail address.
    pub mail: String,
}

/// What somebody enters who follows a link to choose a password.
#[derive(Clone, Default)]
pub struct Chosen {
    /// The password.
    pub password: String,
    /// Once more.
    pub again: String,
}

impl Desk {
    /// The link by which the first administrator is made, while there is none: a new one each time it is asked for, the old ones are withdrawn. None where there is an
    /// administrator who can sign in.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn first_administrator_link(&self, now_us: i64) -> Result<Option<String>, Refusal> {
        let token = Token::generate()?;
        let (hash, day) = (token.digest(), chiso_web::day_in_viet_nam(now_us));
        let passwords = self.policy.passwords;
        let made = self
            .store
            .write(Act::new("system", "first-administrator.link", now_us), move |w| -> Result<bool, Refusal> {
                let needed = !has_administrator(w, day, passwords)?;
                for link in w.open_links(Purpose::FirstAdministrator.id())? {
                    w.update(&OneTimeLink { used: Some(now_us), ..link })?;
                }
                if needed {
                    put_down(w, Purpose::FirstAdministrator, None, hash, lasts::FIRST_US)?;
                }
                Ok(needed)
            })
            .await?;
        Ok(made.then(|| self.address(Lang::Vi, Purpose::FirstAdministrator, &token)))
    }

    /// Address of a link as people reach it.
    pub(crate) fn address(&self, lang: Lang, purpose: Purpose, token: &Token) -> String {
        format!("{}/{}{}/{}", self.policy.public_url, lang.tag(), purpose.place(), token.text())
    }

    /// Whom a link is for, while it can be used. Looking at it does not use it: programs that check mails for viruses look at every link.
    ///
    /// # Errors
    /// [`Refusal::Spent`] when it cannot be used.
    pub async fn look_at_link(&self, purpose: Purpose, token: &str, now_us: i64) -> Result<Invited, Refusal> {
        let hash = digest(token);
        self.store
            .read(move |r| -> Result<Invited, Refusal> {
                let link = usable(r, purpose, &hash, now_us)?;
                let Some(person) = link.person else { return Ok(Invited { name: String::new(), mail: String::new() }) };
                let person = r.get::<Person>(person)?.filter(|person| person.active).ok_or(Refusal::Spent)?;
                Ok(Invited { name: person.name.unwrap_or_default(), mail: person.mail.unwrap_or_default() })
            })
            .await
    }

    /// Makes the first administrator from what was entered, and signs in. Where passwords are not taken there is none to choose, and nothing is opened yet: the person
    /// comes in through the provider, under that mail address.
    ///
    /// # Errors
    /// [`Refusal::Spent`] when the link cannot be used or there is an administrator already, [`Refusal::Fields`] when something entered cannot be taken.
    pub async fn become_first_administrator(
        &self,
        caller: &Caller,
        token: &str,
        entry: Entry,
        chosen: Chosen,
        browser: &Browser,
    ) -> Result<Option<Opened>, Refusal> {
        let hash = digest(token);
        let looked = hash.clone();
        let now = caller.now_us;
        self.store.read(move |r| usable(r, Purpose::FirstAdministrator, &looked, now).map(drop)).await?;
        let mut wrong = entry::wrong(&entry);
        if self.policy.passwords {
            wrong.extend(chosen.wrong(&[&entry.name, &entry.mail, self.policy.host()]));
        }
        if !wrong.is_empty() {
            return Err(Refusal::Fields(wrong));
        }
        let password = if self.policy.passwords { Some(self.hashed(chosen.password).await?) } else { None };
        let (policy, of, from, day) = (self.policy.clone(), caller.clone(), browser.clone(), caller.day);
        let id = new_id();
        let mut act = Desk::act(caller, "first-administrator.create");
        act.actor.clone_from(&id);
        self.store
            .write(act, move |w| -> Result<Option<Opened>, Refusal> {
                let link = usable(w, Purpose::FirstAdministrator, &hash, now)?;
                if has_administrator(w, day, policy.passwords)? {
                    return Err(Refusal::Spent);
                }
                w.update(&OneTimeLink { used: Some(now), ..link })?;
                entry::add(w, &id, &entry)?;
                w.insert(&Assignment {
                    id: new_id(),
                    version: 1,
                    person: id.clone(),
                    role: Role::Administrator.id().to_owned(),
                    agency: None,
                    scope: serde_json::json!([]),
                    valid_from: day,
                    valid_to: None,
                    delegated_from: None,
                    granted_by: "system".to_owned(),
                    ended: None,
                })?;
                let Some(hash) = password else { return Ok(None) };
                w.insert(&Kept { person: id.clone(), hash, changed: now })?;
                open(w, &policy, &of, &id, "link", &from).map(Some)
            })
            .await
    }

    /// Chooses a password by an invitation or a recovery, and signs in; every other session of the person ends, and every other link of theirs is withdrawn.
    ///
    /// # Errors
    /// [`Refusal::Spent`] when the link cannot be used, [`Refusal::Fields`] when the password cannot be taken.
    pub async fn choose_password(
        &self,
        caller: &Caller,
        purpose: Purpose,
        token: &str,
        chosen: Chosen,
        browser: &Browser,
    ) -> Result<Opened, Refusal> {
        self.needs_passwords()?;
        let invited = self.look_at_link(purpose, token, caller.now_us).await?;
        let wrong = chosen.wrong(&[&invited.name, &invited.mail, self.policy.host()]);
        if !wrong.is_empty() {
            return Err(Refusal::Fields(wrong));
        }
        let password = self.hashed(chosen.password).await?;
        let (policy, of, from, now) = (self.policy.clone(), caller.clone(), browser.clone(), caller.now_us);
        let hash = digest(token);
        let name = if purpose == Purpose::Invitation { "person.accept-invitation" } else { "person.recover" };
        let looked = hash.clone();
        let link = self.store.read(move |r| usable(r, purpose, &looked, now)).await?;
        let mut act = Desk::act(caller, name);
        act.actor = link.person.clone().unwrap_or(act.actor);
        self.store
            .write(act, move |w| -> Result<Opened, Refusal> {
                let link = usable(w, purpose, &hash, now)?;
                let person = link.person.clone().ok_or(Refusal::Spent)?;
                if !w.get::<Person>(person.clone())?.is_some_and(|person| person.active) {
                    return Err(Refusal::Spent);
                }
                withdraw(w, &person)?;
                keep_password(w, &person, password)?;
                end_sessions(w, &person, None)?;
                open(w, &policy, &of, &person, "link", &from)
            })
            .await
    }
}

/// Shows nothing, so that no log can hold a password.
impl std::fmt::Debug for Chosen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Chosen(…)")
    }
}

impl Chosen {
    /// What is wrong with a password that somebody wants; `names` must not make up most of it.
    pub(crate) fn wrong(&self, names: &[&str]) -> Vec<(&'static str, chiso_model::Text)> {
        if let Err(weak) = Password::typed(&self.password).check(names) {
            return vec![("password", chiso_model::Text::new(weak.message(Lang::Vi), weak.message(Lang::En)))];
        }
        if self.password != self.again {
            return vec![(
                "again",
                chiso_model::Text::new(
                    "Hai lần nhập mật khẩu không giống nhau. Hãy nhập lại cả hai.",
                    "The two passwords are not the same. Enter both again.",
                ),
            )];
        }
        Vec::new()
    }
}

impl Desk {
    /// Hashes a password when its turn comes.
    pub(crate) async fn hashed(&self, password: String) -> Result<String, Refusal> {
        Ok(Hashing::here().turn()?.run(move || Password::typed(&password).hash()).await??)
    }
}

/// Sets a person's password.
pub(crate) fn keep_password(w: &mut Writer<'_>, person: &str, hash: String) -> Result<(), StoreError> {
    let row = Kept { person: person.to_owned(), hash, changed: w.act().recorded };
    if w.get::<Kept>(person.to_owned())?.is_some() { w.update(&row) } else { w.insert(&row) }
}

/// Puts down a link whose token has that hash.
pub(crate) fn put_down(
    w: &mut Writer<'_>,
    purpose: Purpose,
    person: Option<&str>,
    hash: String,
    lasts_us: i64,
) -> Result<(), StoreError> {
    let (now, actor) = (w.act().recorded, w.act().actor.clone());
    w.insert(&OneTimeLink {
        id: new_id(),
        purpose: purpose.id().to_owned(),
        person: person.map(str::to_owned),
        hash,
        created: now,
        expires: now.saturating_add(lasts_us),
        used: None,
        made_by: actor,
    })
}

/// Withdraws every open link of a person.
pub(crate) fn withdraw(w: &mut Writer<'_>, person: &str) -> Result<(), StoreError> {
    let now = w.act().recorded;
    for link in w.open_links_of(person)? {
        w.update(&OneTimeLink { used: Some(now), ..link })?;
    }
    Ok(())
}

fn usable(r: &mut Reader<'_>, purpose: Purpose, hash: &str, now_us: i64) -> Result<OneTimeLink, Refusal> {
    r.link(hash)?
        .filter(|link| link.purpose == purpose.id() && link.used.is_none() && now_us < link.expires)
        .ok_or(Refusal::Spent)
}
