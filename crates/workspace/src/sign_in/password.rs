//! Signing in with mail address and password.

use chiso_identity::{Password, Verdict};
use chiso_store::Writer;
use chiso_store::people::{Password as Kept, Person, mail_key};
use chiso_web::{Caller, language};

use super::attempts::Tally;
use super::cookies::Jar;
use super::hashing::Hashing;
use super::session::{Browser, Opened, open};
use crate::desk::Desk;
use crate::letters::{self, Letter, What};
use crate::refusal::Refusal;

impl Desk {
    /// That one may sign in with a password here.
    pub(crate) fn needs_passwords(&self) -> Result<(), Refusal> {
        if self.policy.passwords {
            return Ok(());
        }
        Err(Refusal::whole(
            "Ở đây chỉ đăng nhập qua hệ thống định danh của cơ quan. Hãy mở trang đăng nhập và dùng nút ở đó.",
            "Here one signs in only through the organisation's identity provider. Open the sign-in page and use the button there.",
        ))
    }

    /// Signs in with a mail address and a password. An account that does not exist answers as one that does, and takes as long.
    ///
    /// # Errors
    /// [`Refusal::Fields`] when the two do not belong together, [`Refusal::Wait`] after too many failures.
    pub async fn sign_in(
        &self,
        caller: &Caller,
        mail: &str,
        password: &str,
        browser: &Browser,
    ) -> Result<Opened, Refusal> {
        self.needs_passwords()?;
        let turn = Hashing::here().turn()?;
        let marks = browser.cookie(Jar::Device, &self.policy).unwrap_or_default();
        let tally = Tally::of(caller, "password", &mail_key(mail), marks, self.devices(caller.now_us).await?);
        let (counted, name) = (tally.clone(), mail.to_owned());
        let (person, kept) = self
            .store
            .write(Desk::act(caller, "session.try"), move |w| -> Result<_, Refusal> {
                if let Some(seconds) = counted.try_one(w)? {
                    return Err(Refusal::Wait { seconds });
                }
                let person = w.person_by_mail(&name)?.filter(|person| person.active);
                let kept = match &person {
                    Some(person) => w.get::<Kept>(person.id.clone())?,
                    None => None,
                };
                Ok((person, kept))
            })
            .await?;
        let (typed, hash) = (Password::typed(password), kept.as_ref().map(|kept| kept.hash.clone()));
        let verdict = turn.run(move || typed.verify(hash.as_deref())).await?;
        let (Some(Person { id, .. }), Some(kept), Verdict::Right { rehashed }) = (person, kept, verdict) else {
            return Err(wrong_password());
        };
        let (forgiven, of, policy, from) = (tally.clone(), caller.clone(), self.policy.clone(), browser.clone());
        let told = (self.sends_mail() && !tally.knows_device()).then(|| self.policy.public_url.clone());
        let mut act = Desk::act(caller, "session.sign-in");
        act.actor.clone_from(&id);
        let mut opened = self
            .store
            .write(act, move |w| -> Result<Opened, Refusal> {
                // Comparing takes its time: meanwhile the password may have been changed, or the person switched off.
                let active = w.get::<Person>(id.clone())?.is_some_and(|person| person.active);
                if !active || w.get::<Kept>(id.clone())?.is_none_or(|now| now.hash != kept.hash) {
                    return Err(wrong_password());
                }
                if let Some(hash) = rehashed {
                    w.update(&Kept { hash, ..kept })?;
                }
                forgiven.forgive(w)?;
                if let Some(link) = told {
                    tell_of_new_device(w, &id, &of, &from, &link)?;
                }
                open(w, &policy, &of, &id, "password", &from)
            })
            .await?;
        self.mark_device(&mut opened, &tally, browser, caller.now_us).await?;
        self.job_waits.notify_one();
        Ok(opened)
    }
}

/// What is said when the two do not belong together.
fn wrong_password() -> Refusal {
    Refusal::whole(
        "Địa chỉ thư hoặc mật khẩu không đúng. Hãy kiểm tra lại cả hai; nếu quên mật khẩu, xin xem dòng “Quên mật khẩu?” bên dưới.",
        "The mail address or the password is wrong. Check both, or use “Forgotten password”.",
    )
}

/// Puts down a letter to the owner of an account that was used from a browser it was never used from.
fn tell_of_new_device(
    w: &mut Writer<'_>,
    person: &str,
    caller: &Caller,
    browser: &Browser,
    public_url: &str,
) -> Result<(), Refusal> {
    let person: Person = w.fetch(person.to_owned())?;
    let (Some(to), Some(name)) = (person.mail, person.name) else { return Ok(()) };
    let lang = language::of_tag(&person.lang).unwrap_or_default();
    let what = What::NewDevice {
        at: caller.now_us,
        address: caller.address.to_string(),
        device: browser.short_name(),
        link: format!("{public_url}/{}/account/sessions", lang.tag()),
    };
    letters::put_down(w, &Letter { to, name, lang, what })?;
    Ok(())
}
