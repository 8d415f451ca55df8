//! Mail and text messages: each is put down as a job in the transaction that causes it, and sent by a worker.

mod elsewhere;
mod notice;
mod notices;
mod work;

pub use elsewhere::{Correspondence, Doing, Outgoing, Sending, put_down_for};
pub(crate) use notice::Notice;
pub use notices::{NoticeGroup, NoticeLetter};
pub(crate) use work::{AccountChange, Letter, What, put_down};
