//! The accounts that a group may be assigned to, and whom a list of people means by its column `interviewer`.

use std::collections::{BTreeMap, BTreeSet};

use chiso_access::Role;
use chiso_model::agency::AgencyId;
use chiso_store::{Reader, StoreError};
use chiso_web::Caller;
use chiso_workspace::Refusal;

use crate::entry::Surveys;
use crate::held::Held;

/// An account that can interview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Account {
    /// Id of the person.
    pub(super) id: String,
    /// Full name.
    pub(super) name: String,
    /// What they sign in with.
    pub(super) mail: String,
}

impl Surveys {
    /// Accounts that hold the role of an interviewer at the agency that runs a campaign, above it or everywhere, by name. A manager who interviews as well needs that role too:
    /// who writes ballots down is not who looks them over.
    ///
    /// # Errors
    /// The store.
    pub(super) async fn accounts(&self, caller: &Caller, held: &Held) -> Result<Vec<Account>, Refusal> {
        let owner = held.campaign.setup.owner.clone();
        let register = self.desk.register();
        let above = AgencyId::new(&owner).map(|id| register.ancestors(&id, caller.day)).unwrap_or_default();
        let mut places: BTreeSet<String> = above.iter().map(|above| above.id().as_str().to_owned()).collect();
        places.insert(owner);
        let day = caller.day;
        let read = move |reader: &mut Reader<'_>| -> Result<Vec<Account>, StoreError> {
            let holders: BTreeSet<String> = reader
                .assignments()?
                .into_iter()
                .filter(|row| row.ended.is_none() && row.valid_from <= day && row.valid_to.is_none_or(|to| day <= to))
                .filter(|row| row.agency.as_ref().is_none_or(|agency| places.contains(agency)))
                .filter(|row| Role::from_id(&row.role) == Some(Role::Interviewer))
                .map(|row| row.person)
                .collect();
            let people = reader.people()?.into_iter().filter(|person| person.active && holders.contains(&person.id));
            let account = |person: chiso_store::people::Person| {
                Some(Account { id: person.id, name: person.name?, mail: person.mail? })
            };
            Ok(people.filter_map(account).collect())
        };
        let mut found = self.desk.store().read(read).await?;
        found.sort_by(|a, b| (&a.name, &a.mail).cmp(&(&b.name, &b.mail)));
        Ok(found)
    }
}

/// Accounts by what a list may call them: full name, mail address, and the address before the sign @. What two go by means nobody.
pub(super) fn by_label(accounts: &[Account]) -> BTreeMap<String, Option<String>> {
    let mut known = BTreeMap::<String, Option<String>>::new();
    for account in accounts {
        let local = account.mail.split('@').next().unwrap_or_default();
        let own: BTreeSet<String> = [account.name.as_str(), account.mail.as_str(), local].map(label).into();
        for label in own {
            known.entry(label).and_modify(|other| *other = None).or_insert_with(|| Some(account.id.clone()));
        }
    }
    known
}

/// A label as it is compared: small letters, one blank between words.
pub(super) fn label(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_means_the_one_account_that_goes_by_it() {
        let account = |id: &str, name: &str, mail: &str| Account {
            id: id.to_owned(),
            name: name.to_owned(),
            mail: mail.to_owned(),
        };
        let accounts = [
            account("1", "Trần Thị Lan", "lan@example.org"),
            account("2", "Lê Minh", "minh@example.org"),
            account("3", "Lê Minh", "minh2@example.org"),
        ];
        let known = by_label(&accounts);
        for (text, expected) in [
            ("lan", Some("1")),
            (" trần  thị LAN ", Some("1")),
            ("Lan@example.org", Some("1")),
            ("Lê Minh", None),
            ("minh2", Some("3")),
            ("Tran Thi Lan", None),
            ("", None),
        ] {
            assert_eq!(known.get(&label(text)).and_then(Option::as_deref), expected, "{text}");
        }
    }
}
