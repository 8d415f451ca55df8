//! Text messages that the system sends, through any gateway that takes them over HTTP.
//!
//! What a gateway wants to be told is data ([`Plan`]): address, method, headers and body with placeholders, and how its answer is read. When to send, and to try again, is
//! decided elsewhere: [`SmsError::again`] says whether that makes sense.

mod error;
mod fill;
mod gateway;
mod number;
mod segments;

pub use error::{Again, SmsError};
pub use fill::{PLACEHOLDERS, sample};
pub use gateway::{Body, Gateway, Method, Plan, Sms};
pub use number::{NotANumber, Number};
pub use segments::{Encoding, Segments, segments};
