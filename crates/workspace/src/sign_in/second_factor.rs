//! The second factor: a code from an app, or one from paper; each is good once.

use chiso_identity::{Totp, digest, recovery_code};
use chiso_store::people::{Person, RecoveryCode, SecondFactor};
use chiso_store::sessions::Session;
use chiso_store::{StoreError, Writer};
use chiso_web::Caller;

use super::attempts::Tally;
use super::cookies::Jar;
use super::session::{Browser, Opened, Step, renew};
use crate::desk::{Desk, seconds};
use crate::refusal::Refusal;

/// What came of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proof {
    /// It was right, and is used up.
    Right,
    /// It was wrong, used before, or too old.
    Wrong,
    /// There is no second factor that works.
    None,
}

impl Desk {
    /// Shows the second factor of the session's person: six digits from the app, or a recovery code. The session gets a new token.
    ///
    /// # Errors
    /// [`Refusal::Fields`] when the code is wrong or was used, [`Refusal::Wait`] after too many, [`Refusal::SignedOut`] without a session.
    pub async fn prove(&self, caller: &Caller, code: &str, browser: &Browser) -> Result<Opened, Refusal> {
        let id = caller.session.clone().ok_or(Refusal::SignedOut)?;
        let session: Session = self.store.read(move |r| r.get::<Session>(id)).await?.ok_or(Refusal::SignedOut)?;
        let marks = browser.cookie(Jar::Device, &self.policy).unwrap_or_default();
        let devices = self.devices(caller.now_us).await?;
        let tally = Tally::of_codes(caller, "second factor", &session.person, marks, devices);
        let (counted, policy, code, now) = (tally.clone(), self.policy.clone(), code.to_owned(), caller.now_us);
        let mut act = Desk::act(caller, "session.second-factor");
        act.actor.clone_from(&session.person);
        let cookie = self
            .store
            .write(act, move |w| -> Result<Option<String>, Refusal> {
                if let Some(seconds) = counted.try_one(w)? {
                    return Err(Refusal::Wait { seconds });
                }
                // Since it was looked at the session may have ended, or the person been switched off.
                let session = w.get::<Session>(session.id)?.filter(|now| now.ended.is_none());
                let session = session.ok_or(Refusal::SignedOut)?;
                if !w.get::<Person>(session.person.clone())?.is_some_and(|person| person.active) {
                    return Err(Refusal::SignedOut);
                }
                if show(w, &session.person, &code, now)? != Proof::Right {
                    return Ok(None);
                }
                counted.forgive(w)?;
                renew(w, &policy, Session { second_factor: true, ..session }).map(Some)
            })
            .await?
            .ok_or_else(wrong_code)?;
        let mut opened = Opened { cookies: vec![cookie], step: Step::Done };
        self.mark_device(&mut opened, &tally, browser, now).await?;
        Ok(opened)
    }
}

impl Desk {
    /// Asks for a code of the caller's second factor once more, before something that is signed. The code is used up.
    ///
    /// # Errors
    /// [`Refusal::Fields`] on `code` when it is wrong, was used, or there is no second factor; [`Refusal::Wait`] after too many wrong ones;
    /// [`Refusal::SignedOut`] when nobody is signed in.
    pub async fn confirm_with_code(&self, caller: &Caller, code: &str) -> Result<(), Refusal> {
        self.with_code(caller, "second-factor.sign", code, |_, _| Ok(())).await
    }
}

/// What is said of a code that is not right.
pub(crate) fn wrong_code() -> Refusal {
    Refusal::field(
        "code",
        "Mã không đúng, đã dùng hoặc đã hết hạn. Hãy nhập mã mới nhất trên điện thoại, hoặc một mã dự phòng chưa dùng.",
        "The code is wrong, used already or too old. Enter the newest one on your phone, or a recovery code that was not used yet.",
    )
}

/// Uses up a code of a person.
pub(crate) fn show(w: &mut Writer<'_>, person: &str, code: &str, now_us: i64) -> Result<Proof, Refusal> {
    let factor = w.get::<SecondFactor>(person.to_owned())?.filter(|factor| factor.confirmed.is_some());
    let Some(factor) = factor else { return Ok(Proof::None) };
    if let Some(step) = totp(&factor)?.check(code, seconds(now_us), None) {
        let step = i64::try_from(step).unwrap_or(i64::MAX);
        return Ok(if w.use_step(person, step)? { Proof::Right } else { Proof::Wrong });
    }
    Ok(use_recovery_code(w, person, code)?)
}

fn use_recovery_code(w: &mut Writer<'_>, person: &str, code: &str) -> Result<Proof, StoreError> {
    let hash = digest(&recovery_code(code));
    let now = w.act().recorded;
    match w.recovery_codes(person)?.into_iter().find(|kept| kept.used.is_none() && kept.hash == hash) {
        Some(kept) => w.update(&RecoveryCode { used: Some(now), ..kept }).map(|()| Proof::Right),
        None => Ok(Proof::Wrong),
    }
}

/// The generator of a row.
pub(crate) fn totp(factor: &SecondFactor) -> Result<Totp, Refusal> {
    Ok(Totp::from_secret(&String::from_utf8_lossy(&factor.secret))?)
}
