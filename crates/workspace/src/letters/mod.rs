//! Mail: a letter is put down as a job in the transaction that causes it, and sent by a worker.

mod notice;
mod notices;
mod work;

pub(crate) use notice::Notice;
pub use notices::{NoticeGroup, NoticeLetter};
pub(crate) use work::{AccountChange, Letter, What, put_down};
