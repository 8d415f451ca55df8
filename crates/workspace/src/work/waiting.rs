//! What waits for a person.

use chiso_access::{Action, Resource, Role, anywhere};
use chiso_store::StoreError;
use chiso_store::people::Assignment as Row;
use chiso_web::Caller;

use crate::desk::Desk;
use crate::refusal::Refusal;
use crate::rights::{HeldRole, Standing};
use crate::sign_in::session::{confirmed, wants_second_factor};

/// A role that ends within so many days is told of.
const SOON_DAYS: i32 = 14;

/// Something to do.
#[derive(Debug, Clone)]
pub enum Task {
    /// A role rests until a second factor is set up.
    SecondFactorWanted,
    /// Some of what the roles allow needs a second factor, and there is none.
    SecondFactor,
    /// Passwords and a provider both let people in, and the caller, who administers everything, is not joined to the provider yet.
    JoinProvider,
    /// Nobody is national coordinator yet, so no round can be opened.
    Coordinator,
    /// Nobody but oneself is here yet.
    Invite,
    /// No list of agencies was taken in yet.
    Agencies,
    /// A role ends soon.
    RoleEnds(HeldRole),
    /// A role that was lent rests, because who lent it does not hold it any more.
    RoleRests(HeldRole),
}

/// What waits for a person.
#[derive(Debug, Clone)]
pub struct Work {
    /// What to do, the most urgent first.
    pub tasks: Vec<Task>,
    /// The roles held.
    pub roles: Vec<HeldRole>,
}

impl Desk {
    /// What waits for the caller.
    ///
    /// # Errors
    /// [`Refusal::SignedOut`] when nobody is signed in.
    pub async fn work(&self, caller: &Caller) -> Result<Work, Refusal> {
        let (roles, _) = self.own_roles(caller).await?;
        let (me, policy, of) = (Desk::person_of(caller)?, self.policy.clone(), caller.clone());
        let joined = self.joined_to_provider(caller).await?;
        let (works, wanted, people, coordinator, agencies) = self
            .store
            .read(move |r| -> Result<_, StoreError> {
                let today = |row: &Row| row.ended.is_none() && row.valid_to.is_none_or(|to| of.day <= to);
                let coordinator = Role::NationalCoordinator.id();
                let works = confirmed(r, &me)?;
                let wanted = wants_second_factor(r, &me, &policy, &of)?;
                Ok((
                    works,
                    wanted,
                    r.count_active_people()?,
                    r.assignments()?.iter().any(|row| row.role == coordinator && today(row)),
                    r.imports()?.iter().any(|import| import.kind == "agencies"),
                ))
            })
            .await?;
        let may = |action, resource| anywhere(&caller.actor, action, resource);
        let strong = Resource::ALL.iter().any(|resource| {
            Action::ALL.iter().any(|action| chiso_access::strong(*resource, *action) && may(*action, *resource))
        });
        let mut tasks = Vec::new();
        if !works && wanted {
            tasks.push(Task::SecondFactorWanted);
        } else if !works && strong {
            tasks.push(Task::SecondFactor);
        }
        let everywhere = Desk::gives_everywhere(caller);
        if everywhere && joined == Some(false) && self.takes_passwords() && may(Action::Change, Resource::Settings) {
            tasks.push(Task::JoinProvider);
        }
        if !coordinator && everywhere && Desk::roles_to_give(caller).contains(&Role::NationalCoordinator) {
            tasks.push(Task::Coordinator);
        }
        if people <= 1 && may(Action::Create, Resource::Person) {
            tasks.push(Task::Invite);
        }
        if !agencies && may(Action::Create, Resource::AgencyImport) {
            tasks.push(Task::Agencies);
        }
        let soon = |role: &HeldRole| {
            let left = role.to.and_then(|to| caller.day.until(to).ok()).map(|span| span.get_days());
            left.is_some_and(|days| (0..=SOON_DAYS).contains(&days))
        };
        for role in &roles {
            if role.standing == Standing::Rests {
                tasks.push(Task::RoleRests(role.clone()));
            } else if role.standing == Standing::Holds && soon(role) {
                tasks.push(Task::RoleEnds(role.clone()));
            }
        }
        Ok(Work { tasks, roles })
    }
}
