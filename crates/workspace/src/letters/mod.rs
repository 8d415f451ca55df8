//! Mail: a letter is put down as a job in the transaction that causes it, and sent by a worker.

mod notice;
mod work;

pub(crate) use notice::Notice;
pub(crate) use work::{AccountChange, Letter, What, put_down};
