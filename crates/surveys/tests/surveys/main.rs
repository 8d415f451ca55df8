//! Surveys as their people meet them: pages and deeds on a real store, respondents with and without JavaScript, interviewers and keying clerks.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::missing_panics_doc,
    clippy::panic,
    clippy::redundant_closure_for_method_calls,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod answer;
mod callbacks;
mod common;
#[path = "../../../sms/tests/sms/server.rs"]
mod gateway;
mod interview;
mod interview_form;
mod list;
#[path = "../../../ballot/tests/ballot/node.rs"]
mod node;
mod people;
mod people_erase;
mod people_letters;
mod people_sample;
mod people_size;
mod people_texts;
mod published;
mod quality;
mod questionnaire;
mod results;
#[path = "../../../mail/tests/mail/server.rs"]
mod server;
mod setup;
mod setup_rights;
mod sheets;

// The server's own way from screen to screen, and the ballot's JSON: modules of a device are compared with them.
#[path = "../../src/given.rs"]
#[allow(dead_code)]
mod given;
#[path = "../../src/answer/walk.rs"]
#[allow(dead_code)]
mod walk;
