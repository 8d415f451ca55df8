//! What every operation of the API has in common, in the description and in what is answered: how lists are cut into pages, which queries are understood, which
//! problems there are.
//!
//! A crate describes its operations with utoipa. [`Description::new`] adds what all have, [`guard`] stands before them and lets in only what the description allows,
//! [`Asked`] hands the query to the handler, [`Listed`] answers with one page of a list.

mod accept;
mod asked;
mod at;
mod description;
mod guard;
mod listed;

pub use asked::Asked;
pub use at::At;
pub use description::{Description, Operation};
pub use guard::{guard, no_operation, other_method, readable_from_anywhere};
pub use listed::Listed;
