//! Values that one part of the system has published and another takes in: each part says what it has, so that nobody types a number twice.

use std::sync::{PoisonError, Weak};

use chiso_model::Text;

use crate::desk::Desk;
use crate::letters::Doing;

/// A value that is wanted: what it is called, and the greatest it can be.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    /// The fact’s indicator: `sipas.policy`.
    pub indicator: String,
    /// The greatest value.
    pub out_of: f64,
}

/// What a part of the system has of what is wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    /// What it is of, unique among all offers.
    pub id: String,
    /// What people call it.
    pub title: Text,
    /// Where it was published, after the language.
    pub rest: String,
    /// True where it is made up.
    pub simulated: bool,
    /// What is said of each value: the publication with its SHA-256.
    pub source: String,
    /// Unit, indicator, value.
    pub values: Vec<(String, String, f64)>,
}

/// A part of the system that publishes values.
pub trait Offering: Send + Sync {
    /// What it has published of a year; nothing without a value.
    fn offers<'a>(&'a self, year: i16, wanted: &'a [Wanted]) -> Doing<'a, Vec<Offer>>;
}

impl Desk {
    /// Adds a part of the system that publishes values. It stands on this desk itself, so the desk does not hold it.
    pub fn add_offering(&self, part: Weak<dyn Offering>) {
        self.offered_elsewhere.write().unwrap_or_else(PoisonError::into_inner).push(part);
    }

    /// What the parts of the system have published of a year.
    ///
    /// # Errors
    /// The store, the vault.
    pub async fn offers(&self, year: i16, wanted: &[Wanted]) -> Result<Vec<Offer>, crate::Refusal> {
        let parts: Vec<_> = {
            let parts = self.offered_elsewhere.read().unwrap_or_else(PoisonError::into_inner);
            parts.iter().filter_map(Weak::upgrade).collect()
        };
        let mut all = Vec::new();
        for part in parts {
            all.extend(part.offers(year, wanted).await?);
        }
        Ok(all)
    }
}
