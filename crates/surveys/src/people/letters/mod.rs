//! Letters of invitation and reminders.

mod again;
mod decline;
mod due;
mod letter;
mod post;
mod work;

pub(super) use again::again;
pub(super) use decline::{decline, page as decline_page};
pub(super) use letter::lang_of;
