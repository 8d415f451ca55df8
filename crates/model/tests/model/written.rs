//! Agencies and days as tests write them.

use chiso_model::Date;
use chiso_model::agency::{AgencyId, Validity};

pub(crate) fn id(text: &str) -> AgencyId {
    AgencyId::new(text).unwrap()
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// `from..to`, either end left out.
pub(crate) fn valid(days: &str) -> Validity {
    let (from, to) = days.split_once("..").unwrap();
    let one = |text: &str| (!text.is_empty()).then(|| day(text));
    Validity::new(one(from), one(to))
}
