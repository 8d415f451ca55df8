//! Indices out of facts: answers that others published, rules of combination, properties.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod back_series;
mod decided;
mod instead;
mod known;
mod known_asem;
mod known_hdr;
mod known_papi_pci;
mod properties;
mod rules;
mod shipped;
