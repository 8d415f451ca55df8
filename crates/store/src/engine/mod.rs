//! The two databases.

pub(crate) mod postgres;
pub(crate) mod sqlite;
