//! Signing in through an OpenID Connect provider.

use chiso_identity::{Callback, Oidc, OidcError, Pending};
use chiso_model::{Lang, Text};
use chiso_store::people::{ExternalIdentity, Person};
use chiso_web::Caller;

use super::cookies::Jar;
use super::link::{Purpose, withdraw};
use super::session::{Browser, Opened, open};
use crate::desk::{Desk, Door, new_id, seconds};
use crate::refusal::Refusal;

/// A sign-in through the provider that has begun.
#[derive(Debug)]
pub struct Away {
    /// Where to send the browser.
    pub url: String,
    /// What it is to keep until it comes back: a value of `Set-Cookie`.
    pub cookie: String,
}

fn told(error: &OidcError) -> Refusal {
    Refusal::Fields(vec![("", Text::new(error.message(Lang::Vi), error.message(Lang::En)))])
}

impl Desk {
    /// Name of the provider that signs people in, where there is one.
    pub fn provider_name(&self) -> Option<&Text> {
        self.door.as_ref().map(|door| &door.name)
    }

    async fn provider(&self) -> Result<&Oidc, Refusal> {
        let Some(Door { provider, found, .. }) = &self.door else { return Err(Refusal::Hidden) };
        found.get_or_try_init(|| Oidc::discover(provider.clone())).await.map_err(|error| told(&error))
    }

    /// Begins a sign-in through the provider.
    ///
    /// # Errors
    /// [`Refusal::Fields`] when the provider cannot be used, with the reason; [`Refusal::Hidden`] where there is none.
    pub async fn go_to_provider(&self) -> Result<Away, Refusal> {
        let begun = self.provider().await?.begin().map_err(|error| told(&error))?;
        // The three are random texts of an address's letters; only the browser that began has them, under a cookie that no other site can set.
        let Pending { state, nonce, verifier } = &begun.pending;
        let cookie = Jar::Provider.keep(&self.policy, &format!("{state}~{nonce}~{verifier}"));
        Ok(Away { url: begun.url, cookie })
    }

    /// Finishes a sign-in through the provider. Somebody who comes for the first time is joined to the person who was invited under the same mail address, if the
    /// provider has checked that address.
    ///
    /// # Errors
    /// [`Refusal::Fields`] when the provider or the person's account says no, with the reason.
    pub async fn come_from_provider(
        &self,
        caller: &Caller,
        callback: &Callback,
        browser: &Browser,
    ) -> Result<Opened, Refusal> {
        let provider = self.provider().await?;
        let mut kept = browser.cookie(Jar::Provider, &self.policy).unwrap_or_default().split('~').map(str::to_owned);
        let (Some(state), Some(nonce), Some(verifier)) = (kept.next(), kept.next(), kept.next()) else {
            return Err(told(&OidcError::State));
        };
        let pending = Pending { state, nonce, verifier };
        let who = provider.finish(&pending, callback, seconds(caller.now_us)).await.map_err(|error| told(&error))?;
        let (policy, of, from) = (self.policy.clone(), caller.clone(), browser.clone());
        let checked_mail = who.email.filter(|_| who.email_verified);
        let (issuer, subject) = (who.issuer, who.subject);
        let (known_issuer, known_subject, mail) = (issuer.clone(), subject.clone(), checked_mail.clone());
        // Who is found first, so that the journal names them as who did it.
        let (person, joined) = self
            .store
            .read(move |r| -> Result<_, Refusal> {
                if let Some(identity) = r.identity(&known_issuer, &known_subject)? {
                    return Ok((r.get::<Person>(identity.person)?, true));
                }
                let Some(mail) = mail else { return Ok((None, false)) };
                let Some(person) = r.person_by_mail(&mail)? else { return Ok((None, false)) };
                let now = of.now_us;
                let invited = r
                    .open_links_of(&person.id)?
                    .iter()
                    .any(|link| link.purpose == Purpose::Invitation.id() && now < link.expires);
                Ok((invited.then_some(person), false))
            })
            .await?;
        let Some(person) = person.filter(|person| person.active) else { return Err(unknown(checked_mail.is_some())) };
        let mut act = Desk::act(caller, "session.sign-in");
        act.actor.clone_from(&person.id);
        let of = caller.clone();
        let mut opened = self
            .store
            .write(act, move |w| -> Result<Opened, Refusal> {
                if !joined {
                    withdraw(w, &person.id)?;
                    w.insert(&ExternalIdentity {
                        id: new_id(),
                        person: person.id.clone(),
                        issuer,
                        subject: Some(subject),
                        salt: Some(chiso_store::salt()),
                    })?;
                }
                open(w, &policy, &of, &person.id, "oidc", &from)
            })
            .await?;
        opened.cookies.push(Jar::Provider.drop(&self.policy));
        Ok(opened)
    }
}

/// Nobody here belongs to that account.
fn unknown(has_mail: bool) -> Refusal {
    if has_mail {
        Refusal::whole(
            "Hệ thống định danh xác nhận quý vị, nhưng ở đây chưa có lời mời còn hạn nào cho địa chỉ thư đó. Hãy đề nghị người quản trị của cơ quan mời quý vị bằng đúng địa chỉ thư này.",
            "The identity provider knows you, but there is no open invitation here for that mail address. Ask your organisation's administrator to invite you under that very address.",
        )
    } else {
        Refusal::whole(
            "Hệ thống định danh xác nhận quý vị, nhưng không cho biết địa chỉ thư đã được kiểm tra, nên chưa nối được với lời mời nào. Hãy đề nghị người quản trị của hệ thống đó xác nhận địa chỉ thư của quý vị.",
            "The identity provider knows you, but tells no mail address that it has checked, so you cannot be joined to an invitation. Ask that system's administrator to confirm your mail address.",
        )
    }
}
