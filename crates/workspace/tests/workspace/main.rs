//! The workspace as its people meet it: signing in, people and their rights, agencies, imports, the journal, on both engines.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::redundant_closure_for_method_calls,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod agencies;
mod agencies_mended;
mod agencies_pages;
#[path = "../../../identity/tests/oidc/browser.rs"]
#[allow(dead_code, reason = "shared with the tests of identity")]
mod at_the_provider;
mod common;
mod homes;
#[path = "common/house.rs"]
mod house;
mod imports;
mod imports_pages;
mod journal;
mod keys;
mod lineage;
mod pages;
mod people;
#[path = "../../../identity/tests/oidc/provider.rs"]
#[allow(dead_code, reason = "shared with the tests of identity")]
mod provider;
mod recovery;
mod rights;
mod sign_in;
mod sign_in_provider;
