//! Pieces that pages are made of: a struct and a small template each, ready to print with `{{ part|safe }}`. They escape the texts they are given.
//! `docs/parts.md` says when to use which; `/vi/parts` shows every one in every state.

mod badge;
mod confirmation;
mod definitions;
mod empty;
mod field;
pub(crate) mod flash;
mod form;
mod inbox;
mod key_facts;
mod qr;
mod question;
mod read_clock;
mod secret;
mod status;
mod stepper;
mod table;
mod table_query;
mod tabs;
mod timeline;

pub use badge::{Badge, Shape};
pub use chiso_model::read_day;
pub use confirmation::Confirmation;
pub use definitions::Definitions;
pub use empty::Empty;
pub use field::{Choice, Field};
pub use flash::{Flash, said};
pub use form::Form;
pub use inbox::{Inbox, Panel};
pub use key_facts::{KeyFact, KeyFacts};
pub use qr::QrCode;
pub use question::Question;
pub use read_clock::read_clock;
pub use secret::Secret;
pub use status::Status;
pub use stepper::Stepper;
pub use table::{Cell, Column, Row, Table};
pub use table_query::{PAGE_ROWS, TableQuery};
pub use tabs::Tabs;
pub use timeline::{Event, Timeline};
