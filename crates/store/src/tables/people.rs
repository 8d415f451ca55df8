//! People, how they prove who they are, and what they may do.

use chiso_model::Date;

use crate::column::Value;
use crate::error::StoreError;
use crate::record::record;
use crate::row_hash::salt;
use crate::statement::statements;
use crate::transaction::{Reader, Writer};

record! {
    /// Somebody who may sign in. When erased, only the id stays, so that the journal still says that one and the same person did this and that.
    pub Person in person, Kept {
        /// Its id.
        key id: String,
        /// Counts changes.
        plain version: i64,
        /// When it was made, microseconds.
        plain created: i64,
        /// False while the person may not sign in.
        plain active: bool,
        /// True when personal data were erased.
        plain erased: bool,
        /// Language of mails and of the workspace, `vi` or `en`.
        plain lang: String,
        /// Full name.
        personal name: Option<String>,
        /// Mail address as written.
        personal mail: Option<String>,
        /// The address folded to lower case; unique.
        personal mail_key: Option<String>,
        /// Random bytes.
        personal salt: Option<Vec<u8>>,
        /// Id of the agency at which the account is at home; none where that is the whole installation, or is not known.
        plain home: Option<String>,
    }
}

record! {
    /// A person's password.
    pub Password in password, Kept {
        /// Id of the person.
        key person: String,
        /// Argon2id hash as a PHC string.
        secret hash: String,
        /// When it was set, microseconds.
        plain changed: i64,
    }
}

record! {
    /// A person's generator of one-time codes.
    pub SecondFactor in second_factor, Kept {
        /// Id of the person.
        key person: String,
        /// The shared secret.
        secret secret: Vec<u8>,
        /// When a first code proved that it works; none while it is being set up.
        plain confirmed: Option<i64>,
    }
}

record! {
    /// A code that stands in for a lost generator, once.
    pub RecoveryCode in recovery_code, Kept {
        /// Its id.
        key id: String,
        /// Id of the person.
        plain person: String,
        /// Hash of the code.
        secret hash: String,
        /// When it was used.
        plain used: Option<i64>,
    }
}

record! {
    /// An account elsewhere that signs a person in.
    pub ExternalIdentity in external_identity, Kept {
        /// Its id.
        key id: String,
        /// Id of the person.
        plain person: String,
        /// The OpenID Connect issuer.
        plain issuer: String,
        /// The subject there.
        personal subject: Option<String>,
        /// Random bytes.
        personal salt: Option<Vec<u8>>,
    }
}

record! {
    /// A link that works once: for the first administrator, an invitation, a recovery.
    pub OneTimeLink in one_time_link, Kept {
        /// Its id.
        key id: String,
        /// `first-administrator`, `invitation` or `recovery`.
        plain purpose: String,
        /// Whom it is for; none for the first administrator.
        plain person: Option<String>,
        /// Hash of its token.
        secret hash: String,
        /// When it was made, microseconds.
        plain created: i64,
        /// When it ends, microseconds.
        plain expires: i64,
        /// When it was used or withdrawn.
        plain used: Option<i64>,
        /// Who made it: id of a person, or `system`.
        plain made_by: String,
    }
}

record! {
    /// A role that a person holds within an agency, for a time.
    pub Assignment in assignment, Kept {
        /// Its id.
        key id: String,
        /// Counts changes.
        plain version: i64,
        /// Id of the person.
        plain person: String,
        /// Id of the role.
        plain role: String,
        /// Id of the agency; none where the role is held everywhere.
        plain agency: Option<String>,
        /// Criteria or areas it is limited to, as a JSON list of ids; an empty list where it is not limited.
        plain scope: serde_json::Value,
        /// First day.
        plain valid_from: Date,
        /// Last day; none while it lasts.
        plain valid_to: Option<Date>,
        /// Id of the assignment of which this is a delegation.
        plain delegated_from: Option<String>,
        /// Who granted it: id of a person, or `system`.
        plain granted_by: String,
        /// When it was ended before its time, microseconds.
        plain ended: Option<i64>,
    }
}

statements! {
    BY_MAIL: Person = "SELECT {*} FROM person WHERE mail_key = ?1";
    PEOPLE: Person = "SELECT {*} FROM person ORDER BY name NULLS LAST, id";
    COUNT = "SELECT COUNT(*) FROM person WHERE active = 1";
    BY_SUBJECT: ExternalIdentity = "SELECT {*} FROM external_identity WHERE issuer = ?1 AND subject = ?2";
    IDENTITIES: ExternalIdentity = "SELECT {*} FROM external_identity WHERE person = ?1 ORDER BY issuer, id";
    CODES: RecoveryCode = "SELECT {*} FROM recovery_code WHERE person = ?1 ORDER BY id";
    LINK: OneTimeLink = "SELECT {*} FROM one_time_link WHERE hash = ?1";
    LINKS: OneTimeLink = "SELECT {*} FROM one_time_link WHERE purpose = ?1 AND used IS NULL ORDER BY created, id";
    OPEN_LINKS: OneTimeLink = "SELECT {*} FROM one_time_link WHERE used IS NULL ORDER BY created, id";
    LINKS_OF: OneTimeLink = "SELECT {*} FROM one_time_link WHERE person = ?1 AND used IS NULL ORDER BY created, id";
    HELD: Assignment = "SELECT {*} FROM assignment WHERE person = ?1 ORDER BY valid_from, id";
    HELD_IN: Assignment = "SELECT {*} FROM assignment WHERE agency = ?1 ORDER BY valid_from, id";
    ASSIGNMENTS: Assignment = "SELECT {*} FROM assignment ORDER BY person, valid_from, id";
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// The form of a mail address by which it is found: without spaces around, in lower case.
pub fn mail_key(mail: &str) -> String {
    mail.trim().to_lowercase()
}

impl Reader<'_> {
    /// The person with that mail address, in whatever case.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn person_by_mail(&mut self, mail: &str) -> Result<Option<Person>, StoreError> {
        Ok(self.find(&BY_MAIL, &[text(&mail_key(mail))])?.pop())
    }

    /// Everybody, by name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn people(&mut self) -> Result<Vec<Person>, StoreError> {
        self.find(&PEOPLE, &[])
    }

    /// How many people may sign in.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn count_active_people(&mut self) -> Result<i64, StoreError> {
        self.number(&COUNT, &[])
    }

    /// The account elsewhere with that issuer and subject.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn identity(&mut self, issuer: &str, subject: &str) -> Result<Option<ExternalIdentity>, StoreError> {
        Ok(self.find(&BY_SUBJECT, &[text(issuer), text(subject)])?.pop())
    }

    /// A person's accounts elsewhere.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn identities(&mut self, person: &str) -> Result<Vec<ExternalIdentity>, StoreError> {
        self.find(&IDENTITIES, &[text(person)])
    }

    /// A person's recovery codes, used ones too.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn recovery_codes(&mut self, person: &str) -> Result<Vec<RecoveryCode>, StoreError> {
        self.find(&CODES, &[text(person)])
    }

    /// The one-time link whose token has that hash.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn link(&mut self, hash: &str) -> Result<Option<OneTimeLink>, StoreError> {
        Ok(self.find(&LINK, &[text(hash)])?.pop())
    }

    /// Links of a purpose that were not used yet; ended ones too.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn open_links(&mut self, purpose: &str) -> Result<Vec<OneTimeLink>, StoreError> {
        self.find(&LINKS, &[text(purpose)])
    }

    /// Every link that was not used yet; ended ones too.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn all_open_links(&mut self) -> Result<Vec<OneTimeLink>, StoreError> {
        self.find(&OPEN_LINKS, &[])
    }

    /// A person's links that were not used yet; ended ones too.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn open_links_of(&mut self, person: &str) -> Result<Vec<OneTimeLink>, StoreError> {
        self.find(&LINKS_OF, &[text(person)])
    }

    /// What a person holds, held and will hold.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn assignments_of(&mut self, person: &str) -> Result<Vec<Assignment>, StoreError> {
        self.find(&HELD, &[text(person)])
    }

    /// What anybody holds within an agency itself.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn assignments_in(&mut self, agency: &str) -> Result<Vec<Assignment>, StoreError> {
        self.find(&HELD_IN, &[text(agency)])
    }

    /// What everybody holds, held and will hold, by person.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn assignments(&mut self) -> Result<Vec<Assignment>, StoreError> {
        self.find(&ASSIGNMENTS, &[])
    }
}

impl Writer<'_> {
    /// Takes from a person everything that tells who it is: name, addresses, ways to sign in. The id stays, and with it the journal.
    ///
    /// # Errors
    /// [`StoreError::Absent`] when there is no such person.
    pub fn erase_person(&mut self, id: &str) -> Result<(), StoreError> {
        let person: Person = self.fetch(id.to_owned())?;
        self.reader.connection.forget();
        if let Some(mail) = person.mail_key.as_deref().filter(|mail| !mail.is_empty()) {
            self.forget_jobs(mail)?;
        }
        self.update(&Person {
            active: false,
            erased: true,
            name: None,
            mail: None,
            mail_key: None,
            salt: None,
            ..person
        })?;
        if self.get::<Password>(id.to_owned())?.is_some() {
            self.delete::<Password>(id.to_owned())?;
        }
        if self.get::<SecondFactor>(id.to_owned())?.is_some() {
            self.delete::<SecondFactor>(id.to_owned())?;
        }
        for code in self.recovery_codes(id)? {
            self.delete::<RecoveryCode>(code.id)?;
        }
        for identity in self.identities(id)? {
            self.delete::<ExternalIdentity>(identity.id)?;
        }
        for link in self.open_links_of(id)? {
            self.delete::<OneTimeLink>(link.id)?;
        }
        let now = self.act().recorded;
        for assignment in self.assignments_of(id)? {
            if assignment.ended.is_none() {
                self.update(&Assignment { ended: Some(now), ..assignment })?;
            }
        }
        self.erase_sessions(id)
    }

    /// Makes a person.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when the mail address is taken.
    pub fn add_person(&mut self, id: &str, name: &str, mail: &str, lang: &str) -> Result<Person, StoreError> {
        let person = Person {
            id: id.to_owned(),
            version: 1,
            created: self.act().recorded,
            active: true,
            erased: false,
            lang: lang.to_owned(),
            name: Some(name.trim().to_owned()),
            mail: Some(mail.trim().to_owned()),
            mail_key: Some(mail_key(mail)),
            salt: Some(salt()),
            home: None,
        };
        self.insert(&person)?;
        Ok(person)
    }
}
