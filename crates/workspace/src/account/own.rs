//! One's own account: name, language, password.

use chiso_identity::{Password, Verdict};
use chiso_model::Lang;
use chiso_store::people::{Password as Kept, Person};
use chiso_web::{Caller, language};

use crate::desk::Desk;
use crate::people::entry;
use crate::refusal::Refusal;
use crate::sign_in::attempts::Tally;
use crate::sign_in::hashing::Hashing;
use crate::sign_in::link::{Chosen, keep_password, withdraw};
use crate::sign_in::session::end_sessions;

/// One's own account as one sees it.
#[derive(Debug, Clone)]
pub struct Account {
    /// Full name.
    pub name: String,
    /// Mail address.
    pub mail: String,
    /// Language of mails.
    pub lang: Lang,
    /// Counts changes.
    pub version: i64,
    /// When the password was set, microseconds; none without one.
    pub password: Option<i64>,
}

impl Desk {
    /// The caller's own account.
    ///
    /// # Errors
    /// [`Refusal::SignedOut`] when nobody is signed in.
    pub async fn account(&self, caller: &Caller) -> Result<Account, Refusal> {
        let id = Desk::person_of(caller)?;
        self.store
            .read(move |r| -> Result<Account, Refusal> {
                let person: Person = r.fetch(id.clone())?;
                let password = r.get::<Kept>(id)?.map(|kept| kept.changed);
                Ok(Account {
                    name: person.name.unwrap_or_default(),
                    mail: person.mail.unwrap_or_default(),
                    lang: language::of_tag(&person.lang).unwrap_or_default(),
                    version: person.version,
                    password,
                })
            })
            .await
    }

    /// Changes the caller's own name and language. The mail address, by which one signs in, is changed by an administrator.
    ///
    /// # Errors
    /// [`Refusal::Fields`] when the name cannot be taken.
    pub async fn change_account(&self, caller: &Caller, name: &str, lang: Lang) -> Result<(), Refusal> {
        let id = Desk::person_of(caller)?;
        if let Some(wrong) = entry::wrong_name(name) {
            return Err(Refusal::Fields(vec![("name", wrong)]));
        }
        let name = name.trim().to_owned();
        self.store
            .write(Desk::act(caller, "own-account.change"), move |w| -> Result<(), Refusal> {
                let person: Person = w.fetch(id)?;
                w.update(&Person { name: Some(name), lang: lang.tag().to_owned(), ..person })?;
                Ok(())
            })
            .await
    }

    /// Changes the caller's own password. The old one is asked for where there is one; every other session ends.
    ///
    /// # Errors
    /// [`Refusal::Fields`] when the old one is wrong or the new one cannot be taken, [`Refusal::Wait`] after too many wrong ones.
    pub async fn change_password(&self, caller: &Caller, old: &str, chosen: Chosen) -> Result<usize, Refusal> {
        let id = Desk::person_of(caller)?;
        self.needs_passwords()?;
        let turn = Hashing::here().turn()?;
        let account = self.account(caller).await?;
        // Whoever sits at somebody else's desk has a session but not the password: guesses are counted as at the door.
        let tally = Tally::of(caller, "own password", &id, "", self.devices(caller.now_us).await?);
        let (counted, of) = (tally.clone(), id.clone());
        let kept = self
            .store
            .write(Desk::act(caller, "own-account.try-password"), move |w| -> Result<Option<Kept>, Refusal> {
                if let Some(seconds) = counted.try_one(w)? {
                    return Err(Refusal::Wait { seconds });
                }
                Ok(w.get::<Kept>(of)?)
            })
            .await?;
        let mut wrong = Vec::new();
        if let Some(kept) = kept {
            let typed = Password::typed(old);
            if turn.run(move || typed.verify(Some(&kept.hash))).await? == Verdict::Wrong {
                let Refusal::Fields(old) = Refusal::field(
                    "old",
                    "Mật khẩu hiện nay không đúng. Hãy nhập lại.",
                    "This is not your present password. Enter it again.",
                ) else {
                    return Err(Refusal::Hidden);
                };
                wrong.extend(old);
            }
        }
        let right = wrong.is_empty();
        wrong.extend(chosen.wrong(&[&account.name, &account.mail, self.policy.host()]));
        let hash = if wrong.is_empty() { Some(self.hashed(chosen.password).await?) } else { None };
        let session = caller.session.clone();
        self.store
            .write(Desk::act(caller, "own-account.change-password"), move |w| -> Result<usize, Refusal> {
                if right {
                    tally.forgive(w)?;
                }
                let Some(hash) = hash else { return Ok(0) };
                keep_password(w, &id, hash)?;
                withdraw(w, &id)?;
                Ok(end_sessions(w, &id, session.as_deref())?)
            })
            .await
            .and_then(|ended| if wrong.is_empty() { Ok(ended) } else { Err(Refusal::Fields(wrong)) })
    }
}
