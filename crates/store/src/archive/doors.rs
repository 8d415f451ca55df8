//! After a restore: what was used, ended or withdrawn since the backup must not open a door again.

use crate::error::StoreError;
use crate::journal::Act;
use crate::people::OneTimeLink;
use crate::sessions::Session;
use crate::store::Store;

/// What was shut after a restore, and what somebody must look at: the archive cannot know what was taken away after it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doors {
    /// How many sessions were ended.
    pub sessions: usize,
    /// How many one-time links were withdrawn.
    pub links: usize,
    /// How many API keys hold, as they did when the backup was made.
    pub keys: usize,
    /// How many people may sign in, as they might when the backup was made.
    pub people: i64,
}

impl Store {
    /// Ends every session and withdraws every one-time link that has not been used: some were since the backup, and their secrets are known to who had them.
    ///
    /// # Errors
    /// When the database refuses; then none was.
    pub async fn shut_doors(&self, now_us: i64) -> Result<Doors, StoreError> {
        self.write(Act::new("system", "store.restore", now_us), move |writer| {
            let (sessions, links) = (writer.open_sessions()?, writer.all_open_links()?);
            let keys = writer.api_keys()?;
            let holds = keys.iter().filter(|key| key.revoked.is_none() && key.expires.is_none_or(|end| end > now_us));
            let told = Doors {
                sessions: sessions.len(),
                links: links.len(),
                keys: holds.count(),
                people: writer.count_active_people()?,
            };
            for session in sessions {
                writer.update(&Session { ended: Some(now_us), ..session })?;
            }
            for link in links {
                writer.update(&OneTimeLink { used: Some(now_us), ..link })?;
            }
            Ok(told)
        })
        .await
    }
}
