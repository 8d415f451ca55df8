//! Who is signed in, and who tried.

use crate::column::{Column, Value};
use crate::error::StoreError;
use crate::record::record;
use crate::statement::statements;
use crate::transaction::{Reader, Writer};

record! {
    /// A person signed in on a device.
    pub Session in session, Kept {
        /// Its id; not what the browser holds.
        key id: String,
        /// Id of the person.
        plain person: String,
        /// Hash of the token that the browser holds.
        secret hash: String,
        /// Since when, microseconds.
        plain created: i64,
        /// Until when at most, microseconds.
        plain expires: i64,
        /// When it was ended, microseconds.
        plain ended: Option<i64>,
        /// True when a second factor was shown.
        plain second_factor: bool,
        /// `password`, `link` or `oidc`.
        plain way: String,
        /// What the browser calls itself.
        personal device: Option<String>,
        /// Network address it came from.
        personal address: Option<String>,
        /// Random bytes.
        personal salt: Option<Vec<u8>>,
    }
}

record! {
    /// When a session last asked for something, to a minute.
    pub SessionSeen in session_seen, Passing {
        /// Id of the session.
        key session: String,
        /// When, microseconds.
        plain seen: i64,
    }
}

record! {
    /// The last step of a person's one-time codes that was used: a code is good once.
    pub UsedStep in used_step, Passing {
        /// Id of the person.
        key person: String,
        /// The step, thirty seconds each since 1970.
        plain step: i64,
    }
}

record! {
    /// A sign-in that failed.
    pub Attempt in attempt, Passing {
        /// Its id.
        key id: String,
        /// When, microseconds.
        plain at: i64,
        /// Hash of the account's name as it was typed: there may be no such account.
        secret account: String,
        /// Network address.
        personal address: String,
        /// Device that had signed in before, where it was one.
        plain device: Option<String>,
    }
}

/// How many sign-ins failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tries {
    /// How many.
    pub count: i64,
    /// When the last one did, microseconds; 0 without any.
    pub last: i64,
}

/// Failed sign-ins, counted in four ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Failed {
    /// For the account, from anywhere.
    pub account: Tries,
    /// For the account, from the address.
    pub pair: Tries,
    /// From the address, for any account.
    pub address: Tries,
    /// For the account, on the device.
    pub device: Tries,
}

statements! {
    BY_HASH: Session = "SELECT {*} FROM session WHERE hash = ?1";
    OPEN: Session = "SELECT {*} FROM session WHERE ended IS NULL ORDER BY id";
    OF_PERSON: Session = "SELECT {*} FROM session WHERE person = ?1 ORDER BY created DESC, id";
    SEEN = "INSERT INTO session_seen (session, seen) VALUES (?1, ?2) ON CONFLICT (session) DO UPDATE SET seen = excluded.seen";
    USED = "INSERT INTO used_step (person, step) VALUES (?1, ?2) ON CONFLICT (person) DO UPDATE SET step = excluded.step WHERE used_step.step < excluded.step";
    // Counted where they lie: under an attack there are as many rows as guesses.
    FAILED = "SELECT COUNT(CASE WHEN account = ?1 THEN 1 END), MAX(CASE WHEN account = ?1 THEN at END), COUNT(CASE WHEN account = ?1 AND address = ?2 THEN 1 END), MAX(CASE WHEN account = ?1 AND address = ?2 THEN at END), COUNT(CASE WHEN address = ?2 THEN 1 END), MAX(CASE WHEN address = ?2 THEN at END), COUNT(CASE WHEN account = ?1 AND device = ?3 THEN 1 END), MAX(CASE WHEN account = ?1 AND device = ?3 THEN at END) FROM attempt WHERE (account = ?1 OR address = ?2) AND at > ?4";
    FORGET_OLD = "DELETE FROM attempt WHERE at <= ?1";
    FORGET = "DELETE FROM attempt WHERE account = ?1 AND address = ?2";
    FORGET_SEEN = "DELETE FROM session_seen WHERE session = ?1";
    FORGET_STEP = "DELETE FROM used_step WHERE person = ?1";
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

impl Reader<'_> {
    /// The session whose token has that hash.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn session(&mut self, hash: &str) -> Result<Option<Session>, StoreError> {
        Ok(self.find(&BY_HASH, &[text(hash)])?.pop())
    }

    /// Every session that was not ended; those whose time has run out too.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn open_sessions(&mut self) -> Result<Vec<Session>, StoreError> {
        self.find(&OPEN, &[])
    }

    /// A person's sessions, the newest first; ended ones too.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn sessions_of(&mut self, person: &str) -> Result<Vec<Session>, StoreError> {
        self.find(&OF_PERSON, &[text(person)])
    }

    /// Counts failed sign-ins for an account, from an address, and on a device (empty for none) after a time.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn failed(&mut self, account: &str, address: &str, device: &str, after: i64) -> Result<Failed, StoreError> {
        let parameters = [text(account), text(address), text(device), Value::Int(after)];
        let row = self.rows(&FAILED, &parameters)?.pop().unwrap_or_default();
        let mut numbers =
            row.into_iter().map(|value| if value == Value::Null { Ok(0) } else { i64::from_value(value) });
        let mut next = || numbers.next().unwrap_or(Ok(0));
        let mut tries = || Ok::<Tries, StoreError>(Tries { count: next()?, last: next()? });
        Ok(Failed { account: tries()?, pair: tries()?, address: tries()?, device: tries()? })
    }
}

impl Writer<'_> {
    /// Notes when a session was last seen.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn see_session(&mut self, session: &str, seen: i64) -> Result<(), StoreError> {
        self.run(&SEEN, &[text(session), Value::Int(seen)]).map(drop)
    }

    /// Uses up a step of a person's one-time codes; false when it, or a later one, was used before.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn use_step(&mut self, person: &str, step: i64) -> Result<bool, StoreError> {
        Ok(self.run(&USED, &[text(person), Value::Int(step)])? > 0)
    }

    /// Forgets failed sign-ins up to a time.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn forget_attempts_until(&mut self, at: i64) -> Result<(), StoreError> {
        self.run(&FORGET_OLD, &[Value::Int(at)]).map(drop)
    }

    /// Forgets the failed sign-ins for an account from an address: it has just succeeded there.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn forget_attempts(&mut self, account: &str, address: &str) -> Result<(), StoreError> {
        self.run(&FORGET, &[text(account), text(address)]).map(drop)
    }

    /// Ends a person's sessions and takes from them what tells of the person.
    pub(crate) fn erase_sessions(&mut self, person: &str) -> Result<(), StoreError> {
        let now = self.act().recorded;
        for session in self.sessions_of(person)? {
            self.run(&FORGET_SEEN, &[text(&session.id)])?;
            self.update(&Session {
                ended: session.ended.or(Some(now)),
                device: None,
                address: None,
                salt: None,
                ..session
            })?;
        }
        self.run(&FORGET_STEP, &[text(person)]).map(drop)
    }
}
