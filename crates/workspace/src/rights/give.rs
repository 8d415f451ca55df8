//! Giving roles, and ending them.

use std::sync::Arc;

use chiso_access::{Action, Actor, Assignment, Resource, Role, anywhere, grantable, may_end, may_grant};
use chiso_model::agency::{AgencyId, Register};
use chiso_model::{Date, Lang, Text};
use chiso_store::Writer;
use chiso_store::people::{Assignment as Row, Person};
use chiso_web::{Caller, language};

use super::administrators::keeping_an_administrator;
use super::held;
use super::list::agency_name;
use super::place::{Place, above_on};
use crate::agencies::listed;
use crate::desk::{Desk, new_id};
use crate::letters::{self, Letter, What};
use crate::refusal::Refusal;
use crate::sign_in::attempts::Tally;
use crate::words::say;

/// Roles of one agency's own people: nobody holds them everywhere.
const OF_ONE_AGENCY: [Role; 6] = [
    Role::UnitLead,
    Role::UnitContributor,
    Role::UnitApprover,
    Role::DeskClerk,
    Role::Officer,
    Role::PostOperatorClerk,
];

/// A role that is to be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRole {
    /// The role.
    pub role: Role,
    /// Id of the agency; none for everywhere.
    pub agency: Option<String>,
    /// Criteria or areas it is limited to; empty for all.
    pub scope: Vec<String>,
    /// First day.
    pub from: Date,
    /// Last day; none while it lasts.
    pub to: Option<Date>,
}

impl Desk {
    /// The roles that a caller may give somewhere, in the order of the table.
    pub fn roles_to_give(caller: &Caller) -> Vec<Role> {
        let own: Vec<Role> = own_roles(&caller.actor);
        Role::ALL.iter().copied().filter(|role| own.iter().any(|held| grantable(*held).contains(role))).collect()
    }

    /// Whether a caller may give roles everywhere, and not only within agencies.
    pub fn gives_everywhere(caller: &Caller) -> bool {
        caller
            .actor
            .assignments
            .iter()
            .any(|held| held.delegated_by.is_none() && held.agency.is_none() && !grantable(held.role).is_empty())
    }

    /// The agencies of today within which a caller may give roles: id and name, as lists offer them.
    pub fn agencies_to_give_in(&self, caller: &Caller, lang: Lang) -> Vec<(String, String)> {
        let register = self.register();
        let day = caller.day;
        let everywhere = Desk::gives_everywhere(caller);
        let within: Vec<AgencyId> = caller
            .actor
            .assignments
            .iter()
            .filter(|held| held.delegated_by.is_none() && !grantable(held.role).is_empty())
            .filter_map(|held| AgencyId::new(held.agency.clone()?).ok())
            .collect();
        let gives = |id: &AgencyId| everywhere || within.iter().any(|own| register.is_within(id, own, day));
        listed(&register, register.at(day).filter(|agency| gives(agency.id())), lang)
    }

    /// The person who has a mail address, for whoever gives or lends roles. Addresses that nobody has are counted, so that nobody finds out who is here by trying.
    ///
    /// # Errors
    /// [`Refusal::Fields`] when nobody has it, [`Refusal::Wait`] after too many of those.
    pub(crate) async fn person_with_mail(&self, caller: &Caller, mail: &str) -> Result<String, Refusal> {
        let me = Desk::person_of(caller)?;
        let tally = Tally::of(caller, "person by mail", &me, "", self.devices(caller.now_us).await?);
        let mail = mail.to_owned();
        let found = self
            .store
            .write(Desk::act(caller, "assignment.create"), move |w| -> Result<Option<Person>, Refusal> {
                if let Some(seconds) = tally.wait(w)? {
                    return Err(Refusal::Wait { seconds });
                }
                let found = w.person_by_mail(&mail)?.filter(|person| person.active);
                if found.is_none() {
                    tally.count(w)?;
                }
                Ok(found)
            })
            .await?;
        found.map(|person| person.id).ok_or_else(|| {
            Refusal::field(
                "mail",
                "Không có người dùng nào có địa chỉ thư này. Hãy kiểm tra lại, hoặc mời người đó ở mục Người dùng.",
                "Nobody here has this mail address. Check it, or invite the person under People.",
            )
        })
    }

    /// Gives a person a role; tells the id of the assignment.
    ///
    /// # Errors
    /// [`Refusal::Fields`] when the giver may not give that role there, or the person must not hold it; the reason stands beside the field it is about.
    pub async fn give_role(
        &self,
        caller: &Caller,
        person: &str,
        new: NewRole,
        reason: &str,
    ) -> Result<String, Refusal> {
        if !anywhere(&caller.actor, Action::Create, Resource::Assignment) {
            return Err(Refusal::Forbidden);
        }
        let (register, of, person) = (self.register(), caller.clone(), person.to_owned());
        let home = self.sends_mail().then(|| self.policy.public_url.clone());
        self.store
            .write(reasoned(Desk::act(caller, "assignment.create"), reason), move |w| -> Result<String, Refusal> {
                let found = w.get::<Person>(person.clone())?.filter(|person| person.active).ok_or(Refusal::Hidden)?;
                let id = give(w, &of, &register, &person, &new)?;
                if let (Some(home), Some(to), Some(name)) = (home, found.mail, found.name) {
                    let lang = language::of_tag(&found.lang).unwrap_or_default();
                    let agency = new.agency.as_deref();
                    let agency =
                        agency.map_or_else(|| say(lang, "everywhere"), |id| agency_name(&register, id, of.day, lang));
                    let what = What::RoleGranted {
                        role: new.role.id().to_owned(),
                        agency,
                        by: of.name.clone(),
                        from: new.from,
                        until: new.to,
                        link: format!("{home}/{}/work", lang.tag()),
                    };
                    letters::put_down(w, &Letter { to, name, lang, what })?;
                }
                Ok(id)
            })
            .await
            .inspect(|_| self.job_waits.notify_one())
    }

    /// Ends a role, from today on; tells whose it was. It is for whoever could give that role there, and for whoever holds it.
    ///
    /// # Errors
    /// [`Refusal::Forbidden`] for everybody else; [`Refusal::Fields`] without a reason, or when nobody would be left who administers everything.
    pub async fn end_role(&self, caller: &Caller, assignment: &str, reason: &str) -> Result<String, Refusal> {
        let (register, of, id) = (self.register(), caller.clone(), assignment.to_owned());
        let (needed, passwords) = (needed(reason), self.policy.passwords);
        self.store
            .write(reasoned(Desk::act(caller, "assignment.end"), reason), move |w| -> Result<String, Refusal> {
                let row = w.get::<Row>(id)?.filter(|row| row.ended.is_none()).ok_or(Refusal::Hidden)?;
                if row.delegated_from.is_some() {
                    return Err(Refusal::Hidden);
                }
                let place = Place::of(&register, row.agency.as_deref(), of.day);
                place.may(&of, Action::Remove, Resource::Assignment, Some(&row.person))?;
                let says = held::says(w, &row)?.ok_or(Refusal::Hidden)?;
                if !may_take_back(&of, &register, &row.person, &says) {
                    return Err(Refusal::Forbidden);
                }
                needed?;
                let person = row.person.clone();
                keeping_an_administrator(w, of.day, passwords, |w| end(w, row))?;
                Ok(person)
            })
            .await
    }
}

/// Whether a caller could have given a role where it is held, or holds it.
pub(crate) fn may_take_back(caller: &Caller, register: &Register, person: &str, role: &Assignment) -> bool {
    caller.actor.person.as_deref() == Some(person)
        || may_end(&caller.actor, role, above_on(register, caller.day)).is_ok()
}

fn own_roles(actor: &Actor) -> Vec<Role> {
    actor.assignments.iter().filter(|held| held.delegated_by.is_none()).map(|held| held.role).collect()
}

/// Gives a person a role within a transaction.
pub(crate) fn give(
    w: &mut Writer<'_>,
    caller: &Caller,
    register: &Arc<Register>,
    person: &str,
    new: &NewRole,
) -> Result<String, Refusal> {
    let place = Place::of(register, new.agency.as_deref(), caller.day);
    if new.agency.is_none() && OF_ONE_AGENCY.contains(&new.role) {
        return Err(Refusal::field(
            "agency",
            "Vai trò này gắn với một cơ quan. Hãy chọn cơ quan trong danh sách.",
            "This role belongs to one agency. Choose it from the list.",
        ));
    }
    if let Some(agency) = &new.agency
        && !AgencyId::new(agency.clone()).is_ok_and(|id| register.on(&id, new.from.max(caller.day)).is_some())
    {
        return Err(Refusal::field(
            "agency",
            "Không có cơ quan này vào ngày bắt đầu. Hãy chọn một cơ quan trong danh sách.",
            "There is no such agency on the first day. Choose one from the list.",
        ));
    }
    let assignment = Assignment {
        role: new.role,
        agency: new.agency.clone(),
        scope: new.scope.clone(),
        from: new.from,
        to: new.to,
        delegated_by: None,
    };
    let holds: Vec<Assignment> = held::of(w, person)?.into_iter().map(|held| held.says).collect();
    may_grant(&caller.actor, person, &holds, &assignment, above_on(register, caller.day)).map_err(|error| {
        use chiso_access::GrantError as E;
        let field = match error {
            E::Oneself | E::Lent => "",
            E::Role | E::Conflict { .. } => "role",
            E::Agency => "agency",
            E::Scope => "scope",
            E::Days => "to",
        };
        Refusal::Fields(vec![(field, Text::new(error.message(Lang::Vi), error.message(Lang::En)))])
    })?;
    place.may(caller, Action::Create, Resource::Assignment, None)?;
    if holds.contains(&assignment) {
        return Err(Refusal::field(
            "role",
            "Người này đã có vai trò này ở cơ quan đó, cùng thời gian.",
            "The person holds this role there already, for the same time.",
        ));
    }
    settle(w, person, &holds, new.agency.as_deref())?;
    let id = new_id();
    let giver = w.act().actor.clone();
    w.insert(&Row {
        id: id.clone(),
        version: 1,
        person: person.to_owned(),
        role: new.role.id().to_owned(),
        agency: new.agency.clone(),
        scope: serde_json::json!(new.scope),
        valid_from: new.from,
        valid_to: new.to,
        delegated_from: None,
        granted_by: giver,
        ended: None,
    })?;
    Ok(id)
}

/// Remembers where the account is at home: at the agency of the first role; of an account that has none yet and holds roles, where all of them are held.
fn settle(w: &mut Writer<'_>, person: &str, holds: &[Assignment], agency: Option<&str>) -> Result<(), Refusal> {
    let home = match holds.first() {
        None => agency,
        Some(first) => first.agency.as_deref().filter(|_| holds.iter().all(|held| held.agency == first.agency)),
    };
    let person: Person = w.fetch(person.to_owned())?;
    if let (None, Some(home)) = (&person.home, home) {
        w.update(&Person { home: Some(home.to_owned()), ..person })?;
    }
    Ok(())
}

/// Ends an assignment before its time.
pub(crate) fn end(w: &mut Writer<'_>, row: Row) -> Result<(), Refusal> {
    let now = w.act().recorded;
    w.update(&Row { ended: Some(now), ..row })?;
    Ok(())
}

/// An act with its reason, where there is one.
pub(crate) fn reasoned(act: chiso_store::Act, reason: &str) -> chiso_store::Act {
    match reason.trim() {
        "" => act,
        reason => act.because(reason),
    }
}

/// That a reason is given.
pub(crate) fn needed(reason: &str) -> Result<(), Refusal> {
    if reason.trim().is_empty() {
        return Err(Refusal::field(
            "reason",
            "Hãy ghi lý do; lý do được lưu trong nhật ký thay đổi.",
            "Give the reason; it is kept in the journal.",
        ));
    }
    Ok(())
}
