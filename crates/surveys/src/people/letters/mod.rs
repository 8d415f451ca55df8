//! Invitations and reminders, as letters and as text messages.

mod again;
mod due;
mod letter;
mod post;
mod posted;
mod returned;
mod text;
mod way;
mod work;

pub(super) use again::again;
pub(super) use letter::lang_of;
pub(crate) use posted::Posted;
pub(super) use returned::{page as returned_page, send as returned_send};
pub(crate) use text::{Places as TextPlaces, has_link, unknown as unknown_place, words as text_words};
pub(super) use way::Ways;
