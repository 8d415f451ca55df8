//! Who holds which role where, and until when: granting, ending, lending.

pub(crate) mod administrators;
pub(crate) mod give;
pub(crate) mod held;
mod lend;
pub(crate) mod list;
pub(crate) mod pages;
pub(crate) mod place;

pub use give::NewRole;
pub use lend::Lending;
pub use list::{HeldRole, Standing};
