//! A letter of notices: what happened in rounds, put down by whoever knows of them.

use chiso_store::people::Person;
use chiso_store::{StoreError, Writer};
use serde::{Deserialize, Serialize};

use super::{Letter, What, put_down};
use crate::people::Entry;

/// Notices of one round and unit, as they wait to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeGroup {
    /// What they are about: a round, and a unit in it.
    pub about: String,
    /// What happened or is to be done, and where: a text and a whole address each.
    pub notices: Vec<(String, String)>,
}

/// A letter of notices, in the words of its reader.
#[derive(Debug, Clone)]
pub struct NoticeLetter {
    /// True where it gathers what happened since the day before.
    pub digest: bool,
    /// What it is about.
    pub groups: Vec<NoticeGroup>,
    /// Whole address of all notices.
    pub inbox: String,
    /// Whole address where the reader chooses which mails to get.
    pub choices: String,
}

impl NoticeLetter {
    /// Whether somebody gets mail at all: may sign in, was not erased, and has an address.
    pub fn reaches(person: &Person) -> bool {
        person.active && !person.erased && person.mail.as_deref().is_some_and(|mail| !mail.trim().is_empty())
    }

    /// Puts the letter down for a person, in the transaction that notes that it was.
    ///
    /// # Errors
    /// When the store refuses.
    pub fn put_down(self, w: &mut Writer<'_>, person: Person) -> Result<(), StoreError> {
        let NoticeLetter { digest, groups, inbox, choices } = self;
        let Entry { name, mail, lang } = Entry::of(person);
        put_down(w, &Letter { to: mail, name, lang, what: What::Notices { digest, groups, inbox, choices } })
    }
}
