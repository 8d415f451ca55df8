//! The running server: every route together, who is asking, limits, TLS, logs and figures about itself.
//!
//! [`Server::start`] opens what the settings name; [`Server::serve`] answers until the process is asked to stop. Around every request: where it comes from (behind
//! trusted proxies only by what they say), limits, who is asking, an answer kept in memory where it is the same for all, security headers, one line in the log.

#![allow(
    clippy::redundant_closure_for_method_calls,
    reason = "a method of a reader, named as such, is of one lifetime only"
)]

mod address;
mod answer;
mod app;
mod clock;
mod files_origin;
mod identify;
mod keep;
mod log;
mod memory;
mod metrics;
mod operations;
mod publish;
mod rate;
mod serve;
mod start;
mod tls;
mod tries;
mod turned;
mod wire;

pub use app::routes;
pub use chiso_surveys::ballots_are_elsewhere;
pub use log::{start as start_log, start_to as start_log_to};
pub use publish::PublishError;
pub use start::{Server, StartError};
pub use tls::TlsError;
pub use wire::{ballots, location, vault};
