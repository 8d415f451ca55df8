//! What waits for a person in other parts of the system: each part tells it, and My work shows it.

use std::future::Future;
use std::pin::Pin;
use std::sync::{PoisonError, Weak};

use chiso_web::parts::{Status, Table};
use chiso_web::{Caller, Reader};

use crate::desk::Desk;
use crate::refusal::Refusal;

/// Something to do, with the way there.
#[derive(Debug, Clone)]
pub struct Card {
    /// What.
    pub title: String,
    /// Why, or by when.
    pub text: String,
    /// Its address after the language.
    pub rest: String,
    /// How it stands, where it is urgent.
    pub status: Option<Status>,
}

/// What waits for a person in one part of the system.
#[derive(Debug, Clone, Default)]
pub struct Waits {
    /// What to do, the most urgent first.
    pub cards: Vec<Card>,
    /// Longer lists, each under its heading.
    pub lists: Vec<(String, Table)>,
}

/// What a part of the system tells of it.
pub type Told<'a> = Pin<Box<dyn Future<Output = Result<Waits, Refusal>> + Send + 'a>>;

/// A part of the system in which something may wait for people.
pub trait Waiting: Send + Sync {
    /// What waits for a caller, in the reader's language. `pairs` is what the address of the page says.
    fn waits<'a>(&'a self, reader: &'a Reader, caller: &'a Caller, pairs: &'a [(String, String)]) -> Told<'a>;
}

impl Desk {
    /// Adds a part of the system in which something may wait for people. It stands on this desk itself, so the desk does not hold it.
    pub fn add_work(&self, part: Weak<dyn Waiting>) {
        self.work_elsewhere.write().unwrap_or_else(PoisonError::into_inner).push(part);
    }

    /// What waits for a caller in every other part.
    pub(super) async fn work_elsewhere(
        &self,
        reader: &Reader,
        caller: &Caller,
        pairs: &[(String, String)],
    ) -> Result<Waits, Refusal> {
        let parts: Vec<_> = {
            let parts = self.work_elsewhere.read().unwrap_or_else(PoisonError::into_inner);
            parts.iter().filter_map(Weak::upgrade).collect()
        };
        let mut all = Waits::default();
        for part in parts {
            let waits = part.waits(reader, caller, pairs).await?;
            all.cards.extend(waits.cards);
            all.lists.extend(waits.lists);
        }
        Ok(all)
    }
}
