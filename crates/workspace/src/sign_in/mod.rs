//! Coming in: with a password, through a provider, by a link; the second factor; going out.

pub(crate) mod attempts;
pub(crate) mod cookies;
pub(crate) mod hashing;
pub(crate) mod link;
pub(crate) mod pages;
pub(crate) mod password;
pub(crate) mod provider;
mod recovery;
pub(crate) mod second_factor;
pub(crate) mod session;

pub use link::{Chosen, Invited, Purpose};
pub use provider::Away;
pub use session::{Browser, Opened, Step};
