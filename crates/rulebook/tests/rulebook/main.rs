//! Rulebooks read, refused and written back.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod broken;
mod robust;
mod shipped;
