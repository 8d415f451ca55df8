//! Official documents and the offline form, over a simulated round.

mod documents;
mod form;
mod simulated;
mod unpack;
