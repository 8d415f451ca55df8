//! Inviting people: by a list, or by who rates whom.

mod checked;
mod columns;
mod design;
mod directed;
mod example;
mod fit;
mod group_table;
mod groups;
mod invite;
mod names;
mod pages;
mod person;
mod under_way;

pub(super) use directed::{directed_page, directed_send};
pub(super) use example::example;
pub(crate) use group_table::group_table;
pub(super) use names::names_page;
pub(super) use pages::{invited, page, send};
pub(super) use person::people as people_of;
pub use person::{Design, PeopleList, Person};
pub(crate) use under_way::Inviting;
pub use under_way::Progress;

/// Whether a heading means a column of the design of a sample.
pub(super) fn stands_in_design(heading: &str) -> bool {
    use columns::Column::{Fpc, Psu, Stratum, Weight};
    columns::Column::of(heading).is_some_and(|column| [Stratum, Psu, Weight, Fpc].contains(&column))
}
