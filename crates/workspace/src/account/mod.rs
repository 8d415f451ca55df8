//! One's own account: profile, password, second factor, sessions.

mod own;
pub(crate) mod pages;
pub(crate) mod second_factor;
mod sessions;

pub use own::Account;
pub use second_factor::{Factor, SetUp};
pub use sessions::OwnSession;
