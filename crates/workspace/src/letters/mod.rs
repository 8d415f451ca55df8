//! Mail: a letter is put down as a job in the transaction that causes it, and sent by a worker.

mod work;

pub(crate) use work::{Letter, What, put_down};
