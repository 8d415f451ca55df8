//! Sign-in with a real provider: npm's oidc-provider, started by each test on a port of its own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod browser;
mod provider;
mod sign_in;
