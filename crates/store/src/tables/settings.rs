//! Settings that are changed while the system runs.

use crate::error::StoreError;
use crate::record::record;
use crate::statement::statements;
use crate::transaction::{Reader, Writer};

record! {
    /// One setting.
    pub Setting in setting, Kept {
        /// Its name.
        key name: String,
        /// Its value.
        plain value: String,
    }
}

record! {
    /// A key that the installation made for itself, as the one that signs the cookies of known devices.
    pub InstallationKey in installation_key, Kept {
        /// What it is for.
        key name: String,
        /// Its bytes.
        secret value: Vec<u8>,
        /// When it was made, microseconds.
        plain created: i64,
    }
}

statements! {
    ALL: Setting = "SELECT {*} FROM setting ORDER BY name";
}

impl Reader<'_> {
    /// The value of a setting; none when it was never set.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn setting(&mut self, name: &str) -> Result<Option<String>, StoreError> {
        Ok(self.get::<Setting>(name.to_owned())?.map(|setting| setting.value))
    }

    /// Every setting, by name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn settings(&mut self) -> Result<Vec<Setting>, StoreError> {
        self.find(&ALL, &[])
    }
}

impl Writer<'_> {
    /// Sets a setting.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        let row = Setting { name: name.to_owned(), value: value.to_owned() };
        if self.setting(name)?.is_some() { self.update(&row) } else { self.insert(&row) }
    }
}
