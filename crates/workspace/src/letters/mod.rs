//! Mail: a letter is put down as a job in the transaction that causes it, and sent by a worker.

mod text;
mod work;

pub(crate) use text::{invitation, recovery};
pub(crate) use work::put_down;
pub use work::{Letter, Post, Sending};
