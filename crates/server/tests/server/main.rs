//! The running server, asked from outside.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::redundant_closure_for_method_calls)]

#[path = "../../../identity/tests/oidc/browser.rs"]
#[allow(dead_code)]
mod browser;
mod coverage;
mod document;
mod files_origin;
mod forms;
mod headers;
mod keys;
mod limits;
mod logs;
mod memory;
mod operations;
mod permanent;
#[path = "../../../store/tests/store/common/server.rs"]
#[allow(dead_code)]
mod postgres;
#[path = "../../../identity/tests/oidc/provider.rs"]
#[allow(dead_code)]
mod provider;
mod proxies;
mod publishing;
mod sign_in_elsewhere;
mod site;
mod slow;
mod starting;
mod tls;
mod two_servers;
