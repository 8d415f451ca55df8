//! Sessions: how one begins and ends, and who is behind a cookie.

use chiso_access::{Actor, Assignment};
use chiso_identity::{Token, digest};
use chiso_store::people::{Person, SecondFactor};
use chiso_store::sessions::{Session, SessionSeen};
use chiso_store::{Act, Reader, StoreError, Writer};
use chiso_web::Caller;

use super::attempts::Tally;
use super::cookies::{Jar, with_device};
use crate::desk::{Desk, Policy, new_id, seconds};
use crate::refusal::Refusal;
use crate::rights::held;

/// A session is noted as seen at most so often, microseconds.
const SEEN_EVERY_US: i64 = 60_000_000;
/// Longest name of a browser that is kept, characters.
const BROWSER: usize = 200;

/// What comes after a sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Nothing: the person is in.
    Done,
    /// The code of the second factor.
    SecondFactor,
    /// Setting up a second factor, without which the roles that want one rest.
    SetUp,
}

/// A session that has just begun, or was given a new token.
pub struct Opened {
    /// What the browser is to keep: values of `Set-Cookie`.
    pub cookies: Vec<String>,
    /// What comes next.
    pub step: Step,
}

/// Without the cookies, so that no log can hold a token.
impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opened").field("step", &self.step).finish_non_exhaustive()
    }
}

/// What a browser says of itself when somebody signs in.
#[derive(Clone, Default)]
pub struct Browser {
    /// What it calls itself.
    pub name: String,
    /// The values of its `Cookie` headers.
    pub cookies: Vec<String>,
}

/// Without the cookies, so that no log can hold a token.
impl std::fmt::Debug for Browser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Browser").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Browser {
    /// Browser and system in two words, as far as the browser tells them.
    pub(crate) fn short_name(&self) -> String {
        short_name(&self.name)
    }

    pub(crate) fn cookie(&self, jar: Jar, policy: &Policy) -> Option<&str> {
        jar.read(policy, self.cookies.iter().map(String::as_str))
    }
}

/// Who is behind a session.
struct Known {
    person: Person,
    session: Session,
    /// What is held today, but for roles that want a second factor while the session has not shown one.
    assignments: Vec<Assignment>,
    /// The code of the second factor is still to come.
    half: bool,
    /// When it was last noted as seen, microseconds.
    seen: i64,
}

/// What every form of a session carries: derived from its token, so that nothing more is kept, and the token cannot be told from it.
pub(crate) fn csrf(token: &str) -> String {
    digest(&format!("chiso form {token}"))
}

impl Desk {
    /// Completes a caller of whom only the moment and the address are known, from the cookies of the request. A session that has ended is nobody in particular; one
    /// that still has to show its second factor is nobody either, but has its id and its token of forms.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn caller_of_cookies<'a>(
        &self,
        caller: Caller,
        cookies: impl IntoIterator<Item = &'a str>,
    ) -> Result<Caller, StoreError> {
        let Some(token) = Jar::Session.read(&self.policy, cookies).filter(|token| !token.is_empty()) else {
            return Ok(caller);
        };
        let (hash, form_token) = (digest(token), csrf(token));
        let (policy, now, day) = (self.policy.clone(), caller.now_us, caller.day);
        let known = self.store.read(move |r| known(r, &hash, &policy, now, day)).await?;
        let Some(known) = known else { return Ok(caller) };
        if now - known.seen >= SEEN_EVERY_US {
            let id = known.session.id.clone();
            let act = Act::new(known.person.id.clone(), "session.see", now);
            // Whether it was noted is of no consequence to the request.
            let _ = self.store.write(act, move |w| w.see_session(&id, now)).await;
        }
        let mut caller = Caller { session: Some(known.session.id), csrf: form_token, ..caller };
        if !known.half {
            caller.name = known.person.name.unwrap_or_default();
            caller.actor = Actor::person(known.person.id, known.assignments);
            caller.actor.second_factor = known.session.second_factor;
        }
        Ok(caller)
    }

    /// Marks the browser as one on which this account has signed in.
    pub(super) async fn mark_device(
        &self,
        opened: &mut Opened,
        tally: &Tally,
        browser: &Browser,
        now_us: i64,
    ) -> Result<(), Refusal> {
        let mark = self.devices(now_us).await?.issue(&tally.account, seconds(now_us))?;
        let known = browser.cookie(Jar::Device, &self.policy).unwrap_or_default();
        opened.cookies.push(Jar::Device.keep(&self.policy, &with_device(known, &mark)));
        Ok(())
    }

    /// Ends the caller's session; gives what the browser is to forget.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn sign_out(&self, caller: &Caller) -> Result<Vec<String>, Refusal> {
        if let Some(id) = caller.session.clone() {
            self.store
                .write(Desk::act(caller, "session.sign-out"), move |w| -> Result<(), Refusal> {
                    if let Some(session) = w.get::<Session>(id)?.filter(|session| session.ended.is_none()) {
                        let now = w.act().recorded;
                        w.update(&Session { ended: Some(now), ..session })?;
                    }
                    Ok(())
                })
                .await?;
        }
        Ok(vec![Jar::Session.drop(&self.policy)])
    }
}

/// Opens a session for a person who has shown who they are, in the transaction that shows it. The one that the browser had ends: whoever knows the old token
/// gains nothing.
pub(super) fn open(
    w: &mut Writer<'_>,
    policy: &Policy,
    caller: &Caller,
    person: &str,
    way: &str,
    browser: &Browser,
) -> Result<Opened, Refusal> {
    let token = Token::generate()?;
    if let Some(old) = browser.cookie(Jar::Session, policy)
        && let Some(old) = w.session(&digest(old))?
        && old.ended.is_none()
    {
        w.update(&Session { ended: Some(caller.now_us), ..old })?;
    }
    let name: String = browser.name.chars().filter(|c| !c.is_control()).take(BROWSER).collect();
    w.insert(&Session {
        id: new_id(),
        person: person.to_owned(),
        hash: token.digest(),
        created: caller.now_us,
        expires: caller.now_us.saturating_add(policy.session_us),
        ended: None,
        second_factor: false,
        way: way.to_owned(),
        device: Some(name),
        address: Some(caller.address.to_string()),
        salt: Some(chiso_store::salt()),
    })?;
    let step = if confirmed(w, person)? {
        Step::SecondFactor
    } else if wants_second_factor(w, person, policy, caller)? {
        Step::SetUp
    } else {
        Step::Done
    };
    Ok(Opened { cookies: vec![Jar::Session.keep(policy, token.text())], step })
}

/// Gives a session another token: what was known of it before it was worth more is of no use.
pub(crate) fn renew(w: &mut Writer<'_>, policy: &Policy, session: Session) -> Result<String, Refusal> {
    let token = Token::generate()?;
    w.update(&Session { hash: token.digest(), ..session })?;
    Ok(Jar::Session.keep(policy, token.text()))
}

/// Ends every session of a person but one.
pub(crate) fn end_sessions(w: &mut Writer<'_>, person: &str, but: Option<&str>) -> Result<usize, StoreError> {
    let now = w.act().recorded;
    let open: Vec<Session> = w
        .sessions_of(person)?
        .into_iter()
        .filter(|session| session.ended.is_none() && session.expires > now && Some(session.id.as_str()) != but)
        .collect();
    for session in &open {
        w.update(&Session { ended: Some(now), ..session.clone() })?;
    }
    Ok(open.len())
}

/// Whether a person has a second factor that a code has proved.
pub(crate) fn confirmed(r: &mut Reader<'_>, person: &str) -> Result<bool, StoreError> {
    Ok(r.get::<SecondFactor>(person.to_owned())?.is_some_and(|factor| factor.confirmed.is_some()))
}

/// Whether a role that the person holds today wants a second factor.
pub(crate) fn wants_second_factor(
    r: &mut Reader<'_>,
    person: &str,
    policy: &Policy,
    caller: &Caller,
) -> Result<bool, StoreError> {
    if policy.second_factor_roles.is_empty() {
        return Ok(false);
    }
    Ok(held::in_force(r, person, caller.day)?.iter().any(|held| policy.wants_second_factor(held.role)))
}

/// Whether a session still holds, by its own times.
pub(crate) fn holds(session: &Session, seen: i64, policy: &Policy, now: i64) -> bool {
    session.ended.is_none() && now < session.expires && now - seen.max(session.created) <= policy.idle_us
}

/// When a session was last noted as seen; when it began, where it never was.
pub(crate) fn last_seen(r: &mut Reader<'_>, session: &Session) -> Result<i64, StoreError> {
    let seen = r.get::<SessionSeen>(session.id.clone())?;
    Ok(seen.map_or(session.created, |seen| seen.seen.max(session.created)))
}

fn known(
    r: &mut Reader<'_>,
    hash: &str,
    policy: &Policy,
    now: i64,
    day: chiso_model::Date,
) -> Result<Option<Known>, StoreError> {
    let Some(session) = r.session(hash)? else { return Ok(None) };
    let seen = last_seen(r, &session)?;
    if !holds(&session, seen, policy, now) {
        return Ok(None);
    }
    let Some(person) = r.get::<Person>(session.person.clone())?.filter(|person| person.active) else {
        return Ok(None);
    };
    let half = !session.second_factor && confirmed(r, &person.id)?;
    let mut assignments = if half { Vec::new() } else { held::in_force(r, &person.id, day)? };
    if !session.second_factor {
        assignments.retain(|held| !policy.wants_second_factor(held.role));
    }
    Ok(Some(Known { person, session, assignments, half, seen }))
}

/// Browser and system in two words, as far as the browser's own name tells them.
pub(crate) fn short_name(name: &str) -> String {
    let find = |list: &[(&str, &'static str)]| list.iter().find(|(part, _)| name.contains(part)).map(|(_, word)| *word);
    // The order matters: most browsers also name those they descend from.
    let browser = find(&[
        ("CocCoc", "Cốc Cốc"),
        ("coc_coc", "Cốc Cốc"),
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = find(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(word), None) | (None, Some(word)) => word.to_owned(),
        (None, None) => name.chars().take(40).collect(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn browsers_are_told_apart() {
        for (name, said) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0",
                "Edge, Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 (KHTML, like Gecko) Version/18.0 Safari/604.1",
                "Safari, iPhone",
            ),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
            ("curl/8.5", "curl/8.5"),
            ("", ""),
        ] {
            assert_eq!(super::short_name(name), said);
        }
    }
}
