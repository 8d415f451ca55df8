//! Mail that the system sends.
//!
//! Each mail is a value ([`Mail`]) with its words in Vietnamese and English; [`Mailer`] hands it to a mail server, puts it into a folder for trying out, or nowhere.
//! When to send, and to try again, is decided elsewhere: [`MailError::is_transient`] says whether that makes sense.

mod error;
mod letter;
mod mailer;
mod render;
mod survey;
mod words;

pub use error::MailError;
pub use letter::{AccountChange, Letter, Mail, NoticeGroup, SurveyCall};
pub use mailer::{Mailer, Route, Security, Sender, Sent};
pub use render::Rendered;
