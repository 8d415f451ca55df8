//! Everybody whom a caller may know of.

use std::collections::BTreeMap;

use chiso_access::Role;
use chiso_store::people::{Assignment as Row, OneTimeLink, Password, Person};
use chiso_web::{Caller, fold};

use crate::desk::Desk;
use crate::refusal::Refusal;
use crate::rights::held::{self, Held};
use crate::rights::list::may_know;
use crate::rights::place::{About, Stands};
use crate::sign_in::link::Purpose;

/// Whether somebody can sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Has signed in, or could.
    Active,
    /// Was invited and has not come yet.
    Invited,
    /// May not sign in.
    Inactive,
}

impl State {
    /// In addresses.
    pub const fn id(self) -> &'static str {
        match self {
            State::Active => "active",
            State::Invited => "invited",
            State::Inactive => "inactive",
        }
    }
}

/// A person in a list, as far as whoever looks may know.
#[derive(Debug, Clone)]
pub struct PersonRow {
    /// Id.
    pub id: String,
    /// Full name.
    pub name: String,
    /// Roles that hold or will hold and that the caller may know of: role and agency.
    pub roles: Vec<(Role, Option<String>)>,
    /// The account; only for the person, and for whoever is in charge of the account's home. What is not shown is not searched, filtered or sorted by either.
    pub account: Option<RowAccount>,
}

/// What a list tells of an account.
#[derive(Debug, Clone)]
pub struct RowAccount {
    /// Mail address.
    pub mail: String,
    /// Whether the person can sign in.
    pub state: State,
    /// When the person was added, microseconds.
    pub created: i64,
}

/// Whom to list; empty texts leave nobody out.
#[derive(Debug, Clone, Default)]
pub struct PeopleFilter {
    /// Words of the name, or of an address that the caller may know, marks or not.
    pub words: String,
    /// Id of a role.
    pub role: String,
    /// Id of a state.
    pub state: String,
}

impl Desk {
    /// Everybody whom a caller may know of and a filter lets through, by name. Erased people are in no list.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn people(&self, caller: &Caller, filter: PeopleFilter) -> Result<Vec<PersonRow>, Refusal> {
        let (register, of) = (self.register(), caller.clone());
        self.store
            .read(move |r| -> Result<Vec<PersonRow>, Refusal> {
                let mut rows: BTreeMap<String, Vec<Row>> = BTreeMap::new();
                for row in r.assignments()?.into_iter().filter(|row| row.ended.is_none()) {
                    rows.entry(row.person.clone()).or_default().push(row);
                }
                let invited: Vec<OneTimeLink> = r.open_links(Purpose::Invitation.id())?;
                let mut found = Vec::new();
                for person in r.people()?.into_iter().filter(|person| !person.erased) {
                    let mut held = Vec::new();
                    for row in rows.remove(&person.id).unwrap_or_default() {
                        if let Some(says) = held::says(r, &row)? {
                            held.push(Held { row, says });
                        }
                    }
                    let stands = Stands::of(&register, &person, &held, of.day);
                    if !stands.seen_by(&of, &person.id) {
                        continue;
                    }
                    let own = of.actor.person.as_deref() == Some(person.id.as_str());
                    let shown = own || stands.in_charge(&of, About::Account, &person.id);
                    let waits = invited.iter().any(|link| link.person.as_deref() == Some(person.id.as_str()));
                    let state = if !person.active {
                        State::Inactive
                    } else if waits && r.get::<Password>(person.id.clone())?.is_none() {
                        State::Invited
                    } else {
                        State::Active
                    };
                    held.retain(|held| {
                        let says = &held.says;
                        let (agency, lender) = (says.agency.as_deref(), says.delegated_by.as_deref());
                        may_know(&of, &register, agency, &person.id, lender)
                    });
                    found.extend(row(person, shown.then_some(state), &held, of.day));
                }
                found.retain(|row| filter.lets_through(row));
                found.sort_by_cached_key(|row| fold::key(&given_name_first(&row.name)));
                Ok(found)
            })
            .await
    }
}

/// The row of a person; with the account where its state is told.
fn row(person: Person, state: Option<State>, held: &[Held], day: chiso_model::Date) -> Option<PersonRow> {
    let roles = held.iter().filter(|held| held.says.to.is_none_or(|to| day <= to));
    let (mail, created) = (person.mail?, person.created);
    Some(PersonRow {
        name: person.name?,
        id: person.id,
        roles: roles.map(|held| (held.says.role, held.says.agency.clone())).collect(),
        account: state.map(|state| RowAccount { mail, state, created }),
    })
}

/// The order of Vietnamese lists: by the given name, which comes last, then by the rest.
fn given_name_first(name: &str) -> String {
    match name.trim().rsplit_once(' ') {
        Some((rest, given)) => format!("{given} {rest}"),
        None => name.trim().to_owned(),
    }
}

impl PeopleFilter {
    fn lets_through(&self, row: &PersonRow) -> bool {
        let account = row.account.as_ref();
        fold::finds(&self.words, &format!("{} {}", row.name, account.map_or("", |account| account.mail.as_str())))
            && (self.role.is_empty() || row.roles.iter().any(|(role, _)| role.id() == self.role))
            && (self.state.is_empty() || account.is_some_and(|account| account.state.id() == self.state))
    }
}
