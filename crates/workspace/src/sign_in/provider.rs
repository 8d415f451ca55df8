//! Signing in through an OpenID Connect provider.

use chiso_identity::{Callback, Oidc, OidcError, Pending, SignedIn};
use chiso_model::{Lang, Text};
use chiso_store::people::{ExternalIdentity, Person};
use chiso_store::{StoreError, Writer};
use chiso_web::Caller;

use super::cookies::Jar;
use super::link::{Purpose, withdraw};
use super::session::{Browser, Opened, open};
use crate::desk::{Desk, Door, new_id, seconds};
use crate::refusal::Refusal;

/// A sign-in through the provider that has begun.
pub struct Away {
    /// Where to send the browser.
    pub url: String,
    /// What it is to keep until it comes back: a value of `Set-Cookie`.
    pub cookie: String,
}

/// Without address and cookie, so that no log can hold what proves the sign-in.
impl std::fmt::Debug for Away {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Away(…)")
    }
}

/// What the browser keeps between the two.
pub(crate) struct Kept {
    pending: Pending,
    /// The language in which the sign-in began.
    pub(crate) lang: Lang,
    /// The session whose person wants to be joined to the account there; none where somebody wants to come in.
    pub(crate) joins: Option<String>,
    /// Where to go after it.
    pub(crate) next: String,
}

impl Kept {
    /// What a browser has kept; nothing where it kept nothing, or something else.
    pub(crate) fn of(browser: &Browser, desk: &Desk) -> Option<Kept> {
        let text = browser.cookie(Jar::Provider, &desk.policy)?;
        let mut parts = text.splitn(6, '~').map(str::to_owned);
        let pending = Pending { state: parts.next()?, nonce: parts.next()?, verifier: parts.next()? };
        let lang = chiso_web::language::of_tag(&parts.next()?)?;
        let joins = parts.next().map(|session| Some(session).filter(|session| !session.is_empty()))?;
        let next = form_urlencoded::parse(parts.next()?.as_bytes()).next().map(|(next, _)| next.into_owned());
        Some(Kept { pending, lang, joins, next: next? })
    }

    fn text(begun: &Pending, lang: Lang, joins: Option<&str>, next: &str) -> String {
        let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
        let joins = joins.unwrap_or_default();
        format!("{}~{}~{}~{}~{joins}~{next}", begun.state, begun.nonce, begun.verifier, lang.tag())
    }
}

fn told(error: &OidcError) -> Refusal {
    Refusal::Fields(vec![("", Text::new(error.message(Lang::Vi), error.message(Lang::En)))])
}

impl Desk {
    /// Name of the provider that signs people in, where there is one.
    pub fn provider_name(&self) -> Option<&Text> {
        self.door.as_ref().map(|door| &door.name)
    }

    /// Where the provider sends people back to: what is to be registered there.
    pub fn redirect_uri(public_url: &str) -> String {
        format!("{public_url}/vi/sign-in/callback")
    }

    /// Whether one may sign in with a password.
    pub fn takes_passwords(&self) -> bool {
        self.policy.passwords
    }

    async fn provider(&self) -> Result<&Oidc, Refusal> {
        let Some(Door { provider, found, .. }) = &self.door else { return Err(Refusal::Hidden) };
        found.get_or_try_init(|| Oidc::discover(provider.clone())).await.map_err(|error| told(&error))
    }

    /// Begins a sign-in through the provider.
    ///
    /// # Errors
    /// [`Refusal::Fields`] when the provider cannot be used, with the reason; [`Refusal::Hidden`] where there is none.
    pub async fn go_to_provider(&self, lang: Lang, next: &str) -> Result<Away, Refusal> {
        self.begin(lang, None, next).await
    }

    async fn begin(&self, lang: Lang, joins: Option<&str>, next: &str) -> Result<Away, Refusal> {
        let begun = self.provider().await?.begin().map_err(|error| told(&error))?;
        // Only the browser that began has it, under a cookie that no other site can set.
        let cookie = Jar::Provider.keep(&self.policy, &Kept::text(&begun.pending, lang, joins, next));
        Ok(Away { url: begun.url, cookie })
    }

    /// What came back from the provider: who it says it is.
    async fn told_by_provider(
        &self,
        caller: &Caller,
        callback: &Callback,
        browser: &Browser,
    ) -> Result<(SignedIn, Option<String>), Refusal> {
        let provider = self.provider().await?;
        let Some(Kept { pending, joins, .. }) = Kept::of(browser, self) else { return Err(told(&OidcError::State)) };
        let who = provider.finish(&pending, callback, seconds(caller.now_us)).await.map_err(|error| told(&error))?;
        Ok((who, joins))
    }

    /// Whether the caller's account is joined to one at the provider; nothing where there is no provider.
    ///
    /// # Errors
    /// [`Refusal::SignedOut`] when nobody is signed in.
    pub async fn joined_to_provider(&self, caller: &Caller) -> Result<Option<bool>, Refusal> {
        let me = Desk::person_of(caller)?;
        let Some(Door { provider, .. }) = &self.door else { return Ok(None) };
        let issuer = provider.issuer.clone();
        let known = self.store.read(move |r| r.identities(&me)).await?;
        Ok(Some(known.iter().any(|identity| identity.issuer == issuer)))
    }

    /// Begins to join the caller's account to one at the provider: how an installation goes over to the provider while passwords are still taken. It is begun by
    /// a form, which no other site can send, and ended in the same session: else another site could join its own account to somebody who is signed in here.
    ///
    /// # Errors
    /// [`Refusal::Fields`] when the provider cannot be used, with the reason; [`Refusal::Hidden`] where there is none.
    pub async fn begin_to_join(&self, caller: &Caller, lang: Lang) -> Result<Away, Refusal> {
        Desk::person_of(caller)?;
        let session = caller.session.clone().ok_or(Refusal::SignedOut)?;
        self.begin(lang, Some(&session), &format!("/{}/account", lang.tag())).await
    }

    /// Joins the caller's account to the one at the provider that has just been proved; gives what the browser is to forget.
    ///
    /// # Errors
    /// [`Refusal::Fields`] when the provider says no, or either account is joined to another one already; [`Refusal::SignedOut`] when the session has ended.
    pub async fn join_to_provider(
        &self,
        caller: &Caller,
        callback: &Callback,
        browser: &Browser,
    ) -> Result<String, Refusal> {
        let me = Desk::person_of(caller)?;
        let (who, joins) = self.told_by_provider(caller, callback, browser).await?;
        if joins.is_none() || joins != caller.session {
            return Err(Refusal::SignedOut);
        }
        self.store
            .write(Desk::act(caller, "own-account.join-provider"), move |w| -> Result<(), Refusal> {
                match w.identity(&who.issuer, &who.subject)? {
                    Some(identity) if identity.person == me => return Ok(()),
                    Some(_) => return Err(joined_elsewhere()),
                    None => {}
                }
                if w.identities(&me)?.iter().any(|identity| identity.issuer == who.issuer) {
                    return Err(joined_already());
                }
                Ok(join(w, me, who.issuer, who.subject)?)
            })
            .await?;
        Ok(Jar::Provider.drop(&self.policy))
    }

    /// Finishes a sign-in through the provider. Somebody who comes for the first time is joined to the person who was invited under the same mail address, if the
    /// provider has checked that address. Where there is no other way in, that is every person under that address who belongs to nobody there yet: the first
    /// administrator, and whoever had a password before.
    ///
    /// # Errors
    /// [`Refusal::Fields`] when the provider or the person's account says no, with the reason.
    pub async fn come_from_provider(
        &self,
        caller: &Caller,
        callback: &Callback,
        browser: &Browser,
    ) -> Result<Opened, Refusal> {
        let (who, _) = self.told_by_provider(caller, callback, browser).await?;
        let (policy, of, from) = (self.policy.clone(), caller.clone(), browser.clone());
        let checked_mail = who.email.filter(|_| who.email_verified);
        let (issuer, subject) = (who.issuer, who.subject);
        let only_way = !self.policy.passwords;
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
                // One account there is one person here: another one under the same address is somebody else.
                if r.identities(&person.id)?.iter().any(|identity| identity.issuer == known_issuer) {
                    return Ok((None, false));
                }
                let now = of.now_us;
                let invited = only_way
                    || r.open_links_of(&person.id)?
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
                    join(w, person.id.clone(), issuer, subject)?;
                }
                open(w, &policy, &of, &person.id, "oidc", &from)
            })
            .await?;
        opened.cookies.push(Jar::Provider.drop(&self.policy));
        Ok(opened)
    }
}

fn join(w: &mut Writer<'_>, person: String, issuer: String, subject: String) -> Result<(), StoreError> {
    let (subject, salt) = (Some(subject), Some(chiso_store::salt()));
    w.insert(&ExternalIdentity { id: new_id(), person, issuer, subject, salt })
}

fn joined_elsewhere() -> Refusal {
    Refusal::whole(
        "Tài khoản đó ở hệ thống định danh đã nối với một người dùng khác ở đây. Hãy đăng nhập hệ thống định danh bằng tài khoản của chính mình rồi nối lại.",
        "That account at the identity provider is joined to somebody else here. Sign in there with your own account, then join again.",
    )
}

fn joined_already() -> Refusal {
    Refusal::whole(
        "Tài khoản của quý vị đã nối với một tài khoản khác ở hệ thống định danh. Hãy dùng tài khoản đó để đăng nhập.",
        "Your account is joined to another one at the identity provider already. Sign in with that one.",
    )
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
