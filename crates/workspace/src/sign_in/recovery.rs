//! A forgotten password: a link by mail.

use chiso_identity::Token;
use chiso_model::Lang;
use chiso_store::people::mail_key;
use chiso_web::{Caller, language};

use super::attempts::Tally;
use super::link::{Purpose, lasts, put_down};
use crate::desk::Desk;
use crate::letters::{self, Letter, What};
use crate::refusal::Refusal;

impl Desk {
    /// Whether a forgotten password can be replaced by mail here.
    pub fn recovers_by_mail(&self) -> bool {
        self.post.is_some() && self.policy.passwords
    }

    /// Sends a link to choose a new password, if somebody has that mail address. Nothing tells whether that is so; whoever asks too often gets no further letter, and
    /// is not told that either.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn ask_for_recovery(&self, caller: &Caller, mail: &str) -> Result<(), Refusal> {
        if !self.recovers_by_mail() {
            return Err(Refusal::Hidden);
        }
        let tally = Tally::of(caller, "recovery", &mail_key(mail), "", self.devices(caller.now_us).await?);
        let token = Token::generate()?;
        let links = [Lang::Vi, Lang::En].map(|lang| self.address(lang, Purpose::Recovery, &token));
        let (hash, mail) = (token.digest(), mail.to_owned());
        self.store
            .write(Desk::act(caller, "person.ask-for-recovery"), move |w| -> Result<(), Refusal> {
                if tally.try_one(w)?.is_some() {
                    return Ok(());
                }
                let Some(person) = w.person_by_mail(&mail)?.filter(|person| person.active) else { return Ok(()) };
                let lang = language::of_tag(&person.lang).unwrap_or_default();
                let [vi, en] = &links;
                let to = person.mail.unwrap_or(mail);
                let name = person.name.unwrap_or_default();
                put_down(w, Purpose::Recovery, Some(&person.id), hash, lasts::MAILED_US)?;
                let what = What::Recovery { link: lang.pick(vi, en).clone(), lasts_us: lasts::MAILED_US, made: None };
                letters::put_down(w, &Letter { to, name, lang, what })?;
                Ok(())
            })
            .await?;
        self.job_waits.notify_one();
        Ok(())
    }
}
