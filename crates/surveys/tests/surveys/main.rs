//! TODO surveys
#![allow(clippy::disallowed_methods, clippy::expect_used, clippy::missing_panics_doc, clippy::panic, clippy::redundant_closure_for_method_calls, clippy::unwrap_used, dead_code, unreachable_pub, reason = "a test fails by panicking")]

mod answer;
mod callbacks;
#[path = "../../common/mod.rs"]
mod common;
#[path = "../../../sms/tests/sms/server.rs"]
mod gateway;
#[allow(dead_code)]
#[path = "../../../src/given.rs"]
mod given;
mod interview;
mod interview_form;
mod list;
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
#[allow(dead_code)]
#[path = "../../../src/answer/walk.rs"]
mod walk;
