//! Published files in memory, by their SHA-256: what is under one never changes.

use std::sync::Arc;

use chiso_workspace::Refusal;
use quick_cache::sync::Cache;

use super::file::Published;
use super::wrong::Wrong;
use crate::entry::Surveys;
use crate::held::Held;

/// Files that are kept in memory.
const MOST: usize = 64;

/// A published file, read and looked over.
pub(crate) struct Read {
    pub(crate) published: Published,
    /// A number that does not follow from the others.
    pub(crate) wrong: Option<Wrong>,
}

/// Published files in memory.
pub(crate) struct Issues(Cache<String, Arc<Read>>);

impl Default for Issues {
    fn default() -> Issues {
        Issues(Cache::new(MOST))
    }
}

impl Surveys {
    /// A published file, by its SHA-256.
    ///
    /// # Errors
    /// The vault; a file that cannot be read.
    pub(super) async fn issue(&self, sha256: &str) -> Result<Arc<Read>, Refusal> {
        if let Some(read) = self.issues.0.get(sha256) {
            return Ok(read);
        }
        let (_, bytes) = self.desk.file(sha256).await?;
        let published = Published::read(&bytes).map_err(|wrong| Refusal::Fault(wrong.text()))?;
        let read = Arc::new(Read { wrong: published.wrong(), published });
        self.issues.0.insert(sha256.to_owned(), Arc::clone(&read));
        Ok(read)
    }

    /// What was published under a SHA-256.
    ///
    /// # Errors
    /// As [`Surveys::issue`].
    pub(crate) async fn issued(&self, sha256: &str) -> Result<Published, Refusal> {
        Ok(self.issue(sha256).await?.published.clone())
    }

    /// A survey that was published, for everybody.
    ///
    /// # Errors
    /// [`Refusal::Hidden`] where there is none, or nothing of it is public.
    pub(super) async fn public(&self, survey: &str) -> Result<Arc<Held>, Refusal> {
        let held = self.held(survey).await?;
        if held.campaign.issues.is_empty() { Err(Refusal::Hidden) } else { Ok(held) }
    }
}
