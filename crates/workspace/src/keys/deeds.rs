//! Making, revoking and recognising keys.
//!
//! A key does what its maker may do within one agency, and of that only what its scopes name. When the maker loses a right, the key loses it.

use chiso_access::{Action, Actor, Assignment, KeyScope, Reach, Resource, Role, Target, allows, in_force_on};
use chiso_identity::{ApiKey, digest};
use chiso_model::Date;
use chiso_model::agency::AgencyId;
use chiso_store::keys as rows;
use chiso_store::people;
use chiso_store::{Reader, StoreError};
use chiso_web::Caller;

use crate::desk::Desk;
use crate::refusal::Refusal;

/// A use of a key is noted at most so often, in microseconds.
const NOTED: i64 = 60_000_000;

/// What is said where a key has no name, in both languages.
pub(super) const NO_NAME: (&str, &str) = ("Hãy ghi khóa này dùng để làm gì.", "Say what the key is for.");
/// What is said where a key may do nothing.
pub(super) const NO_SCOPE: (&str, &str) = ("Hãy chọn ít nhất một quyền.", "Choose at least one right.");
/// What is said where the last day of a key is over.
pub(super) const PAST: (&str, &str) =
    ("Ngày này đã qua. Hãy chọn hôm nay hoặc một ngày sau.", "This day is over. Choose today or a later day.");

/// What somebody wants of a new key.
#[derive(Debug, Clone)]
pub struct KeyWish {
    /// The agency it acts for.
    pub agency: AgencyId,
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<KeyScope>,
    /// Last day; none where it does not end by itself.
    pub until: Option<Date>,
}

/// A key that was just made: its text is shown once and kept nowhere.
#[derive(Debug, Clone)]
pub struct NewKey {
    /// Its id, the readable part.
    pub id: String,
    /// The whole key.
    pub text: String,
}

impl Desk {
    /// Makes a key for an agency.
    ///
    /// # Errors
    /// 404 or 403 where the caller may not; [`Refusal::Fields`] without a name or scope, or with a scope that the caller does not have there.
    pub async fn make_key(&self, caller: &Caller, wish: KeyWish) -> Result<NewKey, Refusal> {
        self.may_in(caller, Action::Create, Resource::ApiKey, &wish.agency)?;
        let mut wrong = Vec::new();
        if wish.name.trim().is_empty() {
            wrong.push(("name", chiso_model::Text::new(NO_NAME.0, NO_NAME.1)));
        }
        if wish.scopes.is_empty() {
            wrong.push(("scopes", chiso_model::Text::new(NO_SCOPE.0, NO_SCOPE.1)));
        }
        if wish.until.is_some_and(|until| until < caller.day) {
            wrong.push(("until", chiso_model::Text::new(PAST.0, PAST.1)));
        }
        for scope in &wish.scopes {
            // A key never shows a second factor: what needs one is not given to keys.
            let possible = !chiso_access::strong(scope.resource, scope.action)
                && self.may_in(caller, scope.action, scope.resource, &wish.agency).is_ok();
            if !possible {
                let (resource, action) = (scope.resource.name(), scope.action.name());
                wrong.push((
                    "scopes",
                    chiso_model::Text::new(
                        format!(
                            "Không thể cấp quyền “{}: {}” cho khóa.",
                            resource.get(chiso_model::Lang::Vi),
                            action.get(chiso_model::Lang::Vi)
                        ),
                        format!(
                            "A key cannot be given “{}: {}”.",
                            resource.get(chiso_model::Lang::En),
                            action.get(chiso_model::Lang::En)
                        ),
                    ),
                ));
            }
        }
        if !wrong.is_empty() {
            return Err(Refusal::Fields(wrong));
        }
        let key = ApiKey::generate()?;
        let text = key.text();
        let scopes: Vec<String> = wish.scopes.iter().map(ToString::to_string).collect();
        let row = rows::ApiKey {
            id: key.id.clone(),
            agency: Some(wish.agency.as_str().to_owned()),
            name: wish.name.trim().to_owned(),
            hash: digest(&text),
            scopes: serde_json::json!(scopes),
            created: caller.now_us,
            made_by: Desk::actor_of(caller),
            expires: wish.until.map(end_of),
            revoked: None,
        };
        self.store.write(Desk::act(caller, "api-key.create"), move |writer| writer.insert(&row)).await?;
        Ok(NewKey { id: key.id, text })
    }

    /// Revokes a key.
    ///
    /// # Errors
    /// 404 or 403 where the caller may not; the store.
    pub async fn revoke_key(&self, caller: &Caller, id: &str, reason: &str) -> Result<(), Refusal> {
        let id = id.to_owned();
        let of = id.clone();
        let key = self.store.read(move |reader| reader.get::<rows::ApiKey>(of)).await?.ok_or(Refusal::Hidden)?;
        let agency = key.agency.as_deref().and_then(|id| AgencyId::new(id).ok()).ok_or(Refusal::Hidden)?;
        self.may_in(caller, Action::Remove, Resource::ApiKey, &agency)?;
        let now = caller.now_us;
        let act = Desk::act(caller, "api-key.revoke").because(reason.trim());
        self.store
            .write(act, move |writer| -> Result<(), Refusal> {
                let key: rows::ApiKey = writer.fetch(id)?;
                if key.revoked.is_none() {
                    writer.update(&rows::ApiKey { revoked: Some(now), ..key })?;
                }
                Ok(())
            })
            .await
    }

    /// The keys that a caller may see, the newest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn keys_for(&self, caller: &Caller) -> Result<Vec<rows::ApiKey>, StoreError> {
        let keys = self.store.read(|reader| reader.api_keys()).await?;
        Ok(keys
            .into_iter()
            .filter(|key| {
                let agency = key.agency.as_deref().and_then(|id| AgencyId::new(id).ok());
                agency.is_some_and(|agency| self.may_in(caller, Action::See, Resource::ApiKey, &agency).is_ok())
            })
            .collect())
    }

    /// Who is asking with a key; none where it is not known, has ended or was revoked.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn caller_of_key(&self, caller: Caller, text: &str) -> Result<Option<Caller>, StoreError> {
        if ApiKey::parse(text).is_none() {
            return Ok(None);
        }
        let (hash, now, day) = (digest(text), caller.now_us, caller.day);
        let found = self.store.read(move |reader| known(reader, &hash, now, day)).await?;
        let Some((key, held, seen)) = found else { return Ok(None) };
        let scopes: Vec<KeyScope> =
            key.scopes.as_array().into_iter().flatten().filter_map(|id| KeyScope::from_id(id.as_str()?)).collect();
        let held = held.into_iter().filter_map(|held| self.narrowed(held, &key, &scopes, day)).collect();
        let actor = Actor::key(held, scopes);
        if seen.is_none_or(|seen| now - seen >= NOTED) {
            let id = key.id.clone();
            let act = chiso_store::Act::new(format!("key:{id}"), "api-key.see", now);
            self.store.write(act, move |writer| writer.see_api_key(&id, now)).await?;
        }
        Ok(Some(Caller { actor, name: String::new(), key: Some(key.id), ..caller }))
    }

    /// What a key has of an assignment of its maker: the part within the key's own agency. A right that does not reach below its agency is not made to.
    fn narrowed(&self, held: Assignment, key: &rows::ApiKey, scopes: &[KeyScope], day: Date) -> Option<Assignment> {
        if held.agency == key.agency {
            return Some(held);
        }
        let within = AgencyId::new(key.agency.clone()?).ok()?;
        let covers = match &held.agency {
            None => true,
            Some(agency) => self.register().is_within(&within, &AgencyId::new(agency.clone()).ok()?, day),
        };
        let reaches = |scope: &KeyScope| allows(held.role, scope.resource, scope.action) >= Reach::Below;
        (covers && scopes.iter().all(reaches)).then(|| Assignment { agency: key.agency.clone(), ..held.clone() })
    }

    /// Whether a caller may do something to something of an agency, as it stands on the day of the request.
    ///
    /// # Errors
    /// As [`Desk::may`].
    pub(crate) fn may_in(
        &self,
        caller: &Caller,
        action: Action,
        resource: Resource,
        agency: &AgencyId,
    ) -> Result<(), Refusal> {
        let register = self.register();
        let above: Vec<String> =
            register.ancestors(agency, caller.day).iter().map(|above| above.id().as_str().to_owned()).collect();
        let above: Vec<&str> = above.iter().map(String::as_str).collect();
        Desk::may(caller, action, &Target::of(resource).in_agency(agency.as_str(), &above))
    }
}

/// The last moment of a day in Việt Nam.
fn end_of(day: Date) -> i64 {
    let next = day.tomorrow().unwrap_or(day);
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(7));
    next.to_zoned(zone).map_or(i64::MAX, |moment| moment.timestamp().as_microsecond())
}

type Known = (rows::ApiKey, Vec<Assignment>, Option<i64>);

fn known(reader: &mut Reader<'_>, hash: &str, now: i64, day: Date) -> Result<Option<Known>, StoreError> {
    let Some(key) = reader.api_key(hash)? else { return Ok(None) };
    let good = key.revoked.is_none() && key.expires.is_none_or(|end| now < end);
    let maker = reader.get::<people::Person>(key.made_by.clone())?;
    if !good || !maker.is_some_and(|person| person.active) {
        return Ok(None);
    }
    let held: Vec<Assignment> = reader.assignments_of(&key.made_by)?.into_iter().filter_map(assignment).collect();
    // A delegation is lent to a person, not to the person's programs.
    let own: Vec<Assignment> = held.into_iter().filter(|held| held.delegated_by.is_none()).collect();
    let held = in_force_on(&own, day, |_| Vec::new());
    let seen = reader.get::<rows::ApiKeySeen>(key.id.clone())?.map(|seen| seen.seen);
    Ok(Some((key, held, seen)))
}

/// An assignment as rights see it; none where it was ended, or its role is not known to this program.
fn assignment(row: people::Assignment) -> Option<Assignment> {
    let scope = row.scope.as_array().into_iter().flatten().filter_map(|id| id.as_str().map(str::to_owned)).collect();
    (row.ended.is_none()).then_some(())?;
    Some(Assignment {
        role: Role::from_id(&row.role)?,
        agency: row.agency,
        scope,
        from: row.valid_from,
        to: row.valid_to,
        delegated_by: row.delegated_from,
    })
}
