//! People: who there is, inviting, changing, switching off, erasing.

pub(crate) mod entry;
mod invite;
mod list;
pub(crate) mod one;
pub(crate) mod pages;

pub use entry::Entry;
pub use invite::Link;
pub use list::{PeopleFilter, PersonRow, RowAccount, State};
pub use one::{OnePerson, PersonAccount, Switch};
