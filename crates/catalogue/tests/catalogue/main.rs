//! What the catalogue ships, read and checked.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;
mod imported;
mod register;
mod shipped;
mod statements;
mod tile_map;
