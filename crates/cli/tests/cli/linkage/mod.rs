//! The attack on a whole campaign, run by the real program: somebody holds the store with its logs, register and box with whatever lies beside them, two successive backups,
//! everything that the program and the database wrote down, and knows from elsewhere in which order people came. Whose ballot is whose?

mod attack;
mod campaign;
mod elsewhere;
mod loot;
mod needles;
#[path = "../../../../store/tests/store/common/server.rs"]
#[allow(dead_code, reason = "the tests of the store do more with it")]
mod postgres;
mod program;
mod respondent;
mod statistics;
mod unlinked;
