//! Who has which group of a campaign, and who had it before. A row of a group says who has it; a row of a group and an account that the account once did: a tablet may hold
//! interviews that it finished while it did, and those are still sent.

use std::collections::{BTreeMap, BTreeSet};

use chiso_store::fieldwork::SurveyInterviewer;
use chiso_store::{StoreError, Writer};
use chiso_workspace::Refusal;

use crate::entry::Surveys;
use crate::held::Held;

/// Between group and account in the id of who had a group; stands in neither.
const HAD: char = '!';

/// Who has the groups of a campaign.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Holders {
    /// Account by group.
    pub(super) now: BTreeMap<String, String>,
    /// Group and account of those who had it.
    before: BTreeSet<(String, String)>,
}

impl Holders {
    fn of(rows: Vec<SurveyInterviewer>) -> Holders {
        let mut holders = Holders::default();
        for row in rows {
            match row.id.split_once(HAD) {
                Some((group, _)) => drop(holders.before.insert((group.to_owned(), row.person))),
                None => drop(holders.now.insert(row.id, row.person)),
            }
        }
        holders
    }

    /// Whether an account has a group, or had it: what it finished there is taken.
    pub(super) fn has_or_had(&self, group: &str, account: &str) -> bool {
        self.has(group, account) || self.before.contains(&(group.to_owned(), account.to_owned()))
    }

    /// Whether an account has a group: its people are to be visited.
    pub(super) fn has(&self, group: &str, account: &str) -> bool {
        self.now.get(group).is_some_and(|holder| holder == account)
    }

    /// Whether an account has any group, or had one.
    pub(super) fn knows(&self, account: &str) -> bool {
        self.now.values().any(|holder| holder == account) || self.before.iter().any(|(_, had)| had == account)
    }
}

impl Surveys {
    /// Who has which group of a campaign, and who had it.
    ///
    /// # Errors
    /// The store.
    pub(super) async fn holders(&self, held: &Held) -> Result<Holders, Refusal> {
        let survey = held.id.clone();
        Ok(Holders::of(self.desk.store().read(move |reader| reader.survey_interviewers(&survey)).await?))
    }

    /// Whether any group of a campaign is some account's.
    ///
    /// # Errors
    /// The store.
    pub(crate) async fn has_interviewers(&self, held: &Held) -> Result<bool, Refusal> {
        Ok(!self.holders(held).await?.now.is_empty())
    }
}

/// Gives a group, which was in the hands of `before`, to an account or to nobody.
///
/// # Errors
/// The store.
pub(super) fn give(
    writer: &mut Writer<'_>,
    survey: &str,
    group: String,
    before: Option<SurveyInterviewer>,
    to: Option<String>,
) -> Result<(), StoreError> {
    if let Some(had) = &before {
        let id = format!("{group}{HAD}{}", had.person);
        if writer.get::<SurveyInterviewer>(id.clone())?.is_none() {
            writer.insert(&SurveyInterviewer { id, ..had.clone() })?;
        }
    }
    match (before, to) {
        (None, None) => Ok(()),
        (Some(_), None) => writer.delete::<SurveyInterviewer>(group),
        (Some(row), Some(person)) => writer.update(&SurveyInterviewer { person, ..row }),
        (None, Some(person)) => writer.insert(&SurveyInterviewer { id: group, survey: survey.to_owned(), person }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_had_a_group_is_told_from_who_has_it() {
        let row = |id: &str, person: &str| SurveyInterviewer {
            id: id.to_owned(),
            survey: "s".to_owned(),
            person: person.to_owned(),
        };
        let holders = Holders::of(vec![row("s/1", "minh"), row("s/1!lan", "lan"), row("s/2!lan", "lan")]);
        assert_eq!(holders.now, BTreeMap::from([("s/1".to_owned(), "minh".to_owned())]));
        for (group, account, has, has_or_had) in [
            ("s/1", "minh", true, true),
            ("s/1", "lan", false, true),
            ("s/2", "lan", false, true),
            ("s/2", "minh", false, false),
            ("s/1", "hoa", false, false),
        ] {
            assert_eq!(
                (holders.has(group, account), holders.has_or_had(group, account)),
                (has, has_or_had),
                "{group} {account}"
            );
        }
        assert_eq!(["minh", "lan", "hoa"].map(|account| holders.knows(account)), [true, true, false]);
    }
}
