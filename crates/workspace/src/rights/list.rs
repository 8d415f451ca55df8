//! Roles as lists show them.

use chiso_access::{Action, Assignment, Decision, Resource, Role};
use chiso_model::agency::{AgencyId, Register};
use chiso_model::{Date, Lang};
use chiso_store::people::{Assignment as Row, Person};
use chiso_store::{Reader, StoreError};
use chiso_web::Caller;

use super::give::may_take_back;
use super::held;
use super::place::Place;
use crate::desk::Desk;
use crate::refusal::Refusal;

/// Whether a role holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It holds today.
    Holds,
    /// It begins later.
    Later,
    /// It was lent, and the lender does not hold it today.
    Rests,
    /// Its time is over.
    Over,
    /// It was ended before its time.
    Ended,
}

/// A role of a person, ready to show.
#[derive(Debug, Clone)]
pub struct HeldRole {
    /// Id of the assignment.
    pub id: String,
    /// Id of the person who holds it.
    pub person: String,
    /// Name of that person.
    pub holder: String,
    /// The role.
    pub role: Role,
    /// Id of the agency; none for everywhere.
    pub agency: Option<String>,
    /// Criteria or areas it is limited to.
    pub scope: Vec<String>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Option<Date>,
    /// Who lends it: id and name.
    pub lender: Option<(String, String)>,
    /// Whether it holds today.
    pub standing: Standing,
}

impl Desk {
    /// Name of an agency today; of its last day where it ended, its id where it is not known.
    pub fn agency_name(&self, id: &str, day: Date, lang: Lang) -> String {
        agency_name(&self.register(), id, day, lang)
    }

    /// Whether a caller may end a role before its time (with a second factor, where this session has none yet).
    pub fn may_end(&self, caller: &Caller, role: &HeldRole) -> bool {
        let register = self.register();
        let place = Place::of(&register, role.agency.as_deref(), caller.day);
        let says = Assignment {
            role: role.role,
            agency: role.agency.clone(),
            scope: role.scope.clone(),
            from: role.from,
            to: role.to,
            delegated_by: None,
        };
        let (resource, owner, gives) = match &role.lender {
            Some((lender, _)) => (Resource::Delegation, lender, true),
            None => (Resource::Assignment, &role.person, may_take_back(caller, &register, &role.person, &says)),
        };
        let decision = place.decide(caller, Action::Remove, resource, Some(owner));
        role.standing < Standing::Over && gives && matches!(decision, Decision::Allowed { .. } | Decision::SecondFactor)
    }

    /// Every role that a caller may see, own and others', that holds or will hold.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn roles(&self, caller: &Caller) -> Result<Vec<HeldRole>, Refusal> {
        let (register, of) = (self.register(), caller.clone());
        self.store
            .read(move |r| -> Result<Vec<HeldRole>, Refusal> {
                let mut found = Vec::new();
                for row in r.assignments()? {
                    if row.ended.is_some() || row.valid_to.is_some_and(|to| to < of.day) {
                        continue;
                    }
                    if let Some(role) = shown(r, row, of.day)?
                        && visible(&of, &register, &role)
                    {
                        found.push(role);
                    }
                }
                Ok(found)
            })
            .await
    }

    /// The caller's own roles, and those that the caller has lent.
    ///
    /// # Errors
    /// [`Refusal::SignedOut`] when nobody is signed in.
    pub async fn own_roles(&self, caller: &Caller) -> Result<(Vec<HeldRole>, Vec<HeldRole>), Refusal> {
        let (me, day) = (Desk::person_of(caller)?, caller.day);
        self.store
            .read(move |r| -> Result<_, Refusal> {
                let own = roles_of(r, &me, day)?;
                let mut lent = Vec::new();
                for row in r.assignments()?.into_iter().filter(|row| row.delegated_from.is_some()) {
                    if row.ended.is_none()
                        && row.valid_to.is_none_or(|to| day <= to)
                        && let Some(role) = shown(r, row, day)?
                        && role.lender.as_ref().is_some_and(|(id, _)| *id == me)
                    {
                        lent.push(role);
                    }
                }
                let own = own.into_iter().filter(|role| role.standing < Standing::Over).collect();
                Ok((own, lent))
            })
            .await
    }
}

/// Everything a person holds, held or will hold: what holds first.
pub(crate) fn roles_of(r: &mut Reader<'_>, person: &str, day: Date) -> Result<Vec<HeldRole>, StoreError> {
    let mut found = Vec::new();
    for row in r.assignments_of(person)? {
        found.extend(shown(r, row, day)?);
    }
    found.sort_by(|a, b| a.standing.cmp(&b.standing).then(b.from.cmp(&a.from)));
    Ok(found)
}

/// Whether a caller may know of a role.
pub(crate) fn visible(caller: &Caller, register: &Register, role: &HeldRole) -> bool {
    let lender = role.lender.as_ref().map(|(lender, _)| lender.as_str());
    may_know(caller, register, role.agency.as_deref(), &role.person, lender)
}

/// Whether a caller may know that a person holds a role in an agency, which somebody may have lent.
pub(crate) fn may_know(
    caller: &Caller,
    register: &Register,
    agency: Option<&str>,
    person: &str,
    lender: Option<&str>,
) -> bool {
    let place = Place::of(register, agency, caller.day);
    let by = |resource, owner: &str| place.decide(caller, Action::See, resource, Some(owner)).is_allowed();
    by(Resource::Assignment, person) || lender.is_some_and(|lender| by(Resource::Delegation, lender))
}

/// Name of an agency on a day.
pub(crate) fn agency_name(register: &Register, id: &str, day: Date, lang: Lang) -> String {
    let agency = AgencyId::new(id).ok();
    let agency = agency.as_ref().and_then(|id| register.get(id));
    agency.map_or_else(|| id.to_owned(), |agency| agency.title_on(day, lang).to_owned())
}

fn name_of(r: &mut Reader<'_>, person: &str) -> Result<String, StoreError> {
    Ok(r.get::<Person>(person.to_owned())?.and_then(|person| person.name).unwrap_or_default())
}

fn shown(r: &mut Reader<'_>, row: Row, day: Date) -> Result<Option<HeldRole>, StoreError> {
    let Some(role) = Role::from_id(&row.role) else { return Ok(None) };
    let lender = match &row.delegated_from {
        None => None,
        Some(own) => match r.get::<Row>(own.clone())? {
            Some(own) => Some((own.person.clone(), name_of(r, &own.person)?)),
            None => return Ok(None),
        },
    };
    let scope = row.scope.as_array().into_iter().flatten().filter_map(|part| part.as_str().map(str::to_owned));
    let standing = if row.ended.is_some() {
        Standing::Ended
    } else if row.valid_to.is_some_and(|to| to < day) {
        Standing::Over
    } else if day < row.valid_from {
        Standing::Later
    } else if lender.is_some() && !lent_holds(r, &row, day)? {
        Standing::Rests
    } else {
        Standing::Holds
    };
    Ok(Some(HeldRole {
        holder: name_of(r, &row.person)?,
        scope: scope.collect(),
        id: row.id,
        person: row.person,
        role,
        agency: row.agency,
        from: row.valid_from,
        to: row.valid_to,
        lender,
        standing,
    }))
}

fn lent_holds(r: &mut Reader<'_>, row: &Row, day: Date) -> Result<bool, StoreError> {
    let Some(says) = held::says(r, row)? else { return Ok(false) };
    Ok(held::in_force(r, &row.person, day)?.contains(&says))
}
