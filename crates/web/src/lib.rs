//! What all pages share: the shell, words in two languages, parts of forms and tables, errors, headers, and the list of routes.
//!
//! - [`Routes`] is the one list of addresses, each with a [`Gate`].
//! - [`Reader`] and [`Caller`] say who asks; [`Chrome`] is what stands around a page.
//! - [`PageError`] is for people, [`Problem`] for programs.
//! - [`api`] is what all operations of the JSON API have in common.
//! - [`parts`] are the pieces that pages are made of.

pub mod api;
pub mod assets;
mod caller;
mod chrome;
mod error;
pub mod etag;
pub mod fold;
pub mod format;
pub mod gallery;
mod gate;
pub mod headers;
mod json;
pub mod language;
mod origin;
pub mod page;
pub mod parts;
mod post;
mod reader;
mod routes;
mod shell;
pub mod words;

pub use caller::{Caller, day_in_viet_nam};
pub use chrome::{Chrome, Crumb, Section, sign_in};
pub use error::{PageError, Reason, Why};
pub use gate::{Gate, Kind, SECOND_FACTOR};
pub use json::{Json, Problem, json_bytes};
pub use post::{BodyLimits, CSRF, Fields, Posted, PostedFields, PostedFile, PostedFiles, Upload};
pub use reader::{Account, Language, Reader};
pub use routes::{Route, Routes};
pub use shell::{Entry, Shell, Switch};
