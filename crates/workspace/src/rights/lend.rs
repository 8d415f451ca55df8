//! Lending one's own role to somebody until a day, and taking it back.

use chiso_access::{Action, DelegateError, Resource, Target, delegate};
use chiso_model::{Date, Lang, Text};
use chiso_store::people::Assignment as Row;
use chiso_web::Caller;

use super::give::{end, reasoned};
use super::held;
use super::place::{Place, above_on};
use crate::desk::{Desk, new_id};
use crate::refusal::Refusal;

/// What somebody wants to lend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lending {
    /// Id of the own assignment.
    pub assignment: String,
    /// Mail address of whom it is lent to.
    pub mail: String,
    /// Criteria or areas; empty for all that one has.
    pub scope: Vec<String>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

impl Desk {
    /// Lends one of the caller's own roles; tells the id of the delegation.
    ///
    /// # Errors
    /// [`Refusal::Fields`] when it cannot be lent, or not to that person.
    pub async fn lend_role(&self, caller: &Caller, lending: Lending, reason: &str) -> Result<String, Refusal> {
        let me = Desk::person_of(caller)?;
        let (register, of) = (self.register(), caller.clone());
        let other = self.person_with_mail(caller, &lending.mail).await?;
        self.store
            .write(reasoned(Desk::act(caller, "delegation.create"), reason), move |w| -> Result<String, Refusal> {
                let own = held::of(w, &me)?.into_iter().find(|held| held.row.id == lending.assignment);
                let own = own.ok_or_else(|| {
                    Refusal::field("assignment", "Hãy chọn một vai trò của mình.", "Choose one of your own roles.")
                })?;
                if lending.to < of.day {
                    return Err(Refusal::field(
                        "to",
                        "Ngày kết thúc đã qua. Hãy chọn hôm nay hoặc một ngày sau.",
                        "The last day is over already. Choose today or a later day.",
                    ));
                }
                let holds: Vec<_> = held::of(w, &other)?.into_iter().map(|held| held.says).collect();
                let lent = chiso_access::Lending {
                    own: &own.says,
                    lender: &me,
                    to: &other,
                    holds: &holds,
                    scope: &lending.scope,
                    from: lending.from,
                    until: lending.to,
                };
                let lent = delegate(&lent, above_on(&register, of.day)).map_err(|error| {
                    let field = match error {
                        DelegateError::Personal | DelegateError::Lent => "assignment",
                        DelegateError::Oneself | DelegateError::Conflict { .. } => "mail",
                        DelegateError::Days => "to",
                        DelegateError::Scope => "scope",
                    };
                    Refusal::Fields(vec![(field, Text::new(error.message(Lang::Vi), error.message(Lang::En)))])
                })?;
                let place = Place::of(&register, own.says.agency.as_deref(), of.day);
                place.may(&of, Action::Create, Resource::Delegation, Some(&me))?;
                let id = new_id();
                w.insert(&Row {
                    id: id.clone(),
                    version: 1,
                    person: other,
                    role: lent.role.id().to_owned(),
                    agency: lent.agency,
                    scope: serde_json::json!(lent.scope),
                    valid_from: lent.from,
                    valid_to: lent.to,
                    delegated_from: Some(own.row.id),
                    granted_by: me,
                    ended: None,
                })?;
                Ok(id)
            })
            .await
    }

    /// Ends a delegation before its time.
    ///
    /// # Errors
    /// [`Refusal::Hidden`] when there is none, or the caller may not know of it.
    pub async fn end_delegation(&self, caller: &Caller, delegation: &str, reason: &str) -> Result<(), Refusal> {
        let (register, of, id) = (self.register(), caller.clone(), delegation.to_owned());
        self.store
            .write(reasoned(Desk::act(caller, "delegation.end"), reason), move |w| -> Result<(), Refusal> {
                let row = w.get::<Row>(id)?.filter(|row| row.ended.is_none()).ok_or(Refusal::Hidden)?;
                let lent = row.delegated_from.clone().ok_or(Refusal::Hidden)?;
                let lender = w.get::<Row>(lent)?.map(|own| own.person).unwrap_or_default();
                let place = Place::of(&register, row.agency.as_deref(), of.day);
                place.may(&of, Action::Remove, Resource::Delegation, Some(&lender))?;
                end(w, row)
            })
            .await
    }

    /// Whether a caller has a role that can be lent.
    pub fn may_lend(caller: &Caller) -> bool {
        let Some(me) = caller.actor.person.as_deref() else { return false };
        caller.actor.assignments.iter().filter(|held| held.delegated_by.is_none()).any(|held| {
            let target = Target::of(Resource::Delegation).owned_by(me);
            match &held.agency {
                None => {
                    !matches!(Desk::may(caller, Action::Create, &target), Err(Refusal::Hidden | Refusal::Forbidden))
                }
                Some(agency) => !matches!(
                    Desk::may(caller, Action::Create, &target.in_agency(agency, &[])),
                    Err(Refusal::Hidden | Refusal::Forbidden)
                ),
            }
        })
    }
}
