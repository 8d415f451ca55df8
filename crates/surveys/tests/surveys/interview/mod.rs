//! Interviews on a tablet: who has which group, what a device gets and sends, and what of it is kept where.

mod assign;
mod ballots;
mod device;
mod exchange;
mod scene;
mod shell;
mod visits;
