//! The attack on a whole campaign, run by the real program, in which people answer by themselves, to interviewers, on paper and by phone, and some are called again: somebody holds
//! the store with its logs, register and box with whatever lies beside them, two successive backups, everything that the program and the database wrote down, and knows from elsewhere
//! in which order people came. Whose ballot is whose?

mod attack;
mod calls;
mod campaign;
mod candidates;
mod course;
mod elsewhere;
mod field;
mod loot;
mod needles;
mod orders;
mod planted;
#[path = "../../../../store/tests/store/common/server.rs"]
#[allow(dead_code, reason = "the tests of the store do more with it")]
mod postgres;
mod respondent;
mod sheets;
mod staff;
mod statistics;
mod tablet;
mod unlinked;
mod written;
