//! Keys by which programs of an agency use the API.

use crate::column::Value;
use crate::error::StoreError;
use crate::record::record;
use crate::statement::statements;
use crate::transaction::{Reader, Writer};

record! {
    /// A key.
    pub ApiKey in api_key, Kept {
        /// Its id, the readable part of the key.
        key id: String,
        /// Agency it acts for; none for the whole system.
        plain agency: Option<String>,
        /// What it is for.
        plain name: String,
        /// Hash of the key.
        secret hash: String,
        /// What it may do, as a JSON list.
        plain scopes: serde_json::Value,
        /// When it was made, microseconds.
        plain created: i64,
        /// Who made it.
        plain made_by: String,
        /// When it ends, microseconds.
        plain expires: Option<i64>,
        /// When it was revoked, microseconds.
        plain revoked: Option<i64>,
    }
}

record! {
    /// When a key was last used, to a minute.
    pub ApiKeySeen in api_key_seen, Passing {
        /// Id of the key.
        key api_key: String,
        /// When, microseconds.
        plain seen: i64,
    }
}

statements! {
    BY_HASH: ApiKey = "SELECT {*} FROM api_key WHERE hash = ?1";
    ALL: ApiKey = "SELECT {*} FROM api_key ORDER BY created DESC, id";
    SEEN = "INSERT INTO api_key_seen (api_key, seen) VALUES (?1, ?2) ON CONFLICT (api_key) DO UPDATE SET seen = excluded.seen";
}

impl Reader<'_> {
    /// The key with that hash.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn api_key(&mut self, hash: &str) -> Result<Option<ApiKey>, StoreError> {
        Ok(self.find(&BY_HASH, &[Value::Text(hash.to_owned())])?.pop())
    }

    /// Every key, the newest first; revoked ones too.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn api_keys(&mut self) -> Result<Vec<ApiKey>, StoreError> {
        self.find(&ALL, &[])
    }
}

impl Writer<'_> {
    /// Notes when a key was last used.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn see_api_key(&mut self, key: &str, seen: i64) -> Result<(), StoreError> {
        self.run(&SEEN, &[Value::Text(key.to_owned()), Value::Int(seen)]).map(drop)
    }
}
