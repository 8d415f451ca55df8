//! Setting up one's own second factor, and taking it away.

use chiso_identity::{Totp, digest, recovery_codes};
use chiso_store::people::{Person, RecoveryCode, SecondFactor};
use chiso_store::sessions::Session;
use chiso_store::{StoreError, Writer};
use chiso_web::Caller;

use crate::desk::{Desk, new_id, seconds};
use crate::refusal::Refusal;
use crate::sign_in::attempts::Tally;
use crate::sign_in::second_factor::{Proof, show, totp, wrong_code};
use crate::sign_in::session::{end_sessions, renew, wants_second_factor};

/// How far somebody's second factor has come.
#[derive(Debug, Clone)]
pub enum Factor {
    /// There is none. True when a role the person holds wants one.
    None {
        /// Whether a role rests until there is one.
        wanted: bool,
    },
    /// It is being set up: what the app needs.
    Pending {
        /// The address in the picture.
        uri: String,
        /// The secret to type instead.
        secret: String,
        /// Whether a role rests until there is one.
        wanted: bool,
    },
    /// It works.
    Works {
        /// Since when, microseconds.
        since: i64,
        /// How many recovery codes are left.
        codes_left: usize,
        /// Whether a role wants it, so that it cannot be taken away.
        wanted: bool,
    },
}

/// What comes of a first code that was right.
pub struct SetUp {
    /// Recovery codes, shown once.
    pub codes: Vec<String>,
    /// What the browser is to keep: a value of `Set-Cookie`.
    pub cookie: String,
}

impl Desk {
    /// How far the caller's second factor has come.
    ///
    /// # Errors
    /// [`Refusal::SignedOut`] when nobody is signed in.
    pub async fn second_factor(&self, caller: &Caller) -> Result<Factor, Refusal> {
        let (id, policy, of) = (Desk::person_of(caller)?, self.policy.clone(), caller.clone());
        self.store
            .read(move |r| -> Result<Factor, Refusal> {
                let wanted = wants_second_factor(r, &id, &policy, &of)?;
                let Some(factor) = r.get::<SecondFactor>(id.clone())? else { return Ok(Factor::None { wanted }) };
                if let Some(since) = factor.confirmed {
                    let left = r.recovery_codes(&id)?.iter().filter(|code| code.used.is_none()).count();
                    return Ok(Factor::Works { since, codes_left: left, wanted });
                }
                let totp = totp(&factor)?;
                let account = r.get::<Person>(id)?.and_then(|person| person.mail).unwrap_or_default();
                let uri = totp.uri(&format!("chiso {}", policy.host()), &account);
                Ok(Factor::Pending { uri, secret: totp.secret(), wanted })
            })
            .await
    }

    /// Begins to set up a second factor: makes a secret. One that works stays.
    ///
    /// # Errors
    /// [`Refusal::SignedOut`] when nobody is signed in.
    pub async fn begin_second_factor(&self, caller: &Caller) -> Result<(), Refusal> {
        let id = Desk::person_of(caller)?;
        let secret = Totp::generate()?.secret().into_bytes();
        self.store
            .write(Desk::act(caller, "second-factor.begin"), move |w| -> Result<(), Refusal> {
                let made = SecondFactor { person: id.clone(), secret, confirmed: None };
                match w.get::<SecondFactor>(id)? {
                    None => w.insert(&made)?,
                    Some(factor) if factor.confirmed.is_none() => w.update(&made)?,
                    Some(_) => {}
                }
                Ok(())
            })
            .await
    }

    /// Proves with a first code that the second factor works. The session then counts as having shown it, and gets a new token; every other session has to show it.
    ///
    /// # Errors
    /// [`Refusal::Fields`] when the code is wrong, [`Refusal::Wait`] after too many wrong ones.
    pub async fn confirm_second_factor(&self, caller: &Caller, code: &str) -> Result<SetUp, Refusal> {
        let (id, policy, session) = (Desk::person_of(caller)?, self.policy.clone(), caller.session.clone());
        let tally = Tally::of_codes(caller, "own second factor", &id, "", self.devices(caller.now_us).await?);
        let (code, now) = (code.to_owned(), caller.now_us);
        let codes = recovery_codes()?;
        let kept: Vec<String> = codes.iter().map(|code| digest(code)).collect();
        let cookie = self
            .store
            .write(Desk::act(caller, "second-factor.confirm"), move |w| -> Result<Option<String>, Refusal> {
                if let Some(seconds) = tally.try_one(w)? {
                    return Err(Refusal::Wait { seconds });
                }
                let factor = w.get::<SecondFactor>(id.clone())?.filter(|factor| factor.confirmed.is_none());
                let factor = factor.ok_or(Refusal::Hidden)?;
                let Some(step) = totp(&factor)?.check(&code, seconds(now), None) else { return Ok(None) };
                if !w.use_step(&id, i64::try_from(step).unwrap_or(i64::MAX))? {
                    return Ok(None);
                }
                tally.forgive(w)?;
                w.update(&SecondFactor { confirmed: Some(now), ..factor })?;
                replace_codes(w, &id, &kept)?;
                let session: Session = w.fetch(session.ok_or(Refusal::SignedOut)?)?;
                renew(w, &policy, Session { second_factor: true, ..session }).map(Some)
            })
            .await?
            .ok_or_else(|| {
                Refusal::field(
                    "code",
                    "Mã không đúng hoặc đã hết hạn. Hãy xem đồng hồ điện thoại có đúng giờ không, rồi nhập mã mới nhất.",
                    "The code is wrong or too old. See that the phone's clock is right, then enter the newest code.",
                )
            })?;
        Ok(SetUp { codes, cookie })
    }

    /// New recovery codes in place of the old ones; a code of the second factor is asked for.
    ///
    /// # Errors
    /// [`Refusal::Fields`] when the code is wrong, [`Refusal::Wait`] after too many wrong ones.
    pub async fn renew_recovery_codes(&self, caller: &Caller, code: &str) -> Result<Vec<String>, Refusal> {
        let codes = recovery_codes()?;
        let kept: Vec<String> = codes.iter().map(|code| digest(code)).collect();
        self.with_code(caller, "second-factor.renew-codes", code, move |w, id| Ok(replace_codes(w, id, &kept)?))
            .await?;
        Ok(codes)
    }

    /// Takes the caller's second factor away; a code of it is asked for. Every other session ends.
    ///
    /// # Errors
    /// [`Refusal::Fields`] when the code is wrong or a role wants a second factor, [`Refusal::Wait`] after too many wrong ones.
    pub async fn remove_second_factor(&self, caller: &Caller, code: &str) -> Result<(), Refusal> {
        let (policy, of) = (self.policy.clone(), caller.clone());
        self.with_code(caller, "second-factor.remove", code, move |w, id| {
            if wants_second_factor(w, id, &policy, &of)? {
                return Err(Refusal::whole(
                    "Vai trò của quý vị bắt buộc xác thực hai lớp, nên không tắt được. Nếu đổi điện thoại, hãy đề nghị người quản trị đặt lại.",
                    "Your role must have a second factor, so it cannot be taken away. If you have a new phone, ask an administrator to reset it.",
                ));
            }
            take_away(w, id)?;
            end_sessions(w, id, of.session.as_deref())?;
            let session: Session = w.fetch(of.session.clone().ok_or(Refusal::SignedOut)?)?;
            w.update(&Session { second_factor: false, ..session })?;
            Ok(())
        })
        .await
    }

    /// Does something once a code of the caller's second factor was right; the code is used up in the same transaction.
    pub(crate) async fn with_code(
        &self,
        caller: &Caller,
        act: &str,
        code: &str,
        then: impl FnOnce(&mut Writer<'_>, &str) -> Result<(), Refusal> + Send + 'static,
    ) -> Result<(), Refusal> {
        let id = Desk::person_of(caller)?;
        // Counted apart from the door: whoever guesses there must not keep the owner from this.
        let tally = Tally::of_codes(caller, "own second factor", &id, "", self.devices(caller.now_us).await?);
        let (code, now) = (code.to_owned(), caller.now_us);
        let right = self
            .store
            .write(Desk::act(caller, act), move |w| -> Result<bool, Refusal> {
                if let Some(seconds) = tally.try_one(w)? {
                    return Err(Refusal::Wait { seconds });
                }
                if show(w, &id, &code, now)? != Proof::Right {
                    return Ok(false);
                }
                tally.forgive(w)?;
                then(w, &id).map(|()| true)
            })
            .await?;
        if right { Ok(()) } else { Err(wrong_code()) }
    }
}

/// Takes a person's second factor and recovery codes away.
pub(crate) fn take_away(w: &mut Writer<'_>, person: &str) -> Result<(), StoreError> {
    if w.get::<SecondFactor>(person.to_owned())?.is_some() {
        w.delete::<SecondFactor>(person.to_owned())?;
    }
    replace_codes(w, person, &[])
}

fn replace_codes(w: &mut Writer<'_>, person: &str, hashes: &[String]) -> Result<(), StoreError> {
    for old in w.recovery_codes(person)? {
        w.delete::<RecoveryCode>(old.id)?;
    }
    for hash in hashes {
        w.insert(&RecoveryCode { id: new_id(), person: person.to_owned(), hash: hash.clone(), used: None })?;
    }
    Ok(())
}
