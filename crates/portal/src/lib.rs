//! The public portal: pages and a JSON API that show every index, every unit, and how each number came about.
//!
//! Read only. [`Site::load`] reads everything shipped and computes every data set once, [`Site::build`] adds what an operator has; [`router`] answers from it. Handlers hold no computing: they find what a
//! request names, ask the views for text that is ready to print, and answer. Pages work without JavaScript and hold no style or script of their own.

mod absent;
mod api;
mod archive;
mod back;
mod board;
mod extra;
mod pages;
mod request;
mod router;
mod rulebook_words;
mod site;
mod table;
mod view;
mod words;

pub use api::{OpenFile, Terms, open_files, operations};
pub use archive::{Earlier, PermanentFile};
pub use extra::{BoundaryFile, Extra};
pub use router::{fallback, router, routes, serve};
pub use site::{Site, SiteError};
