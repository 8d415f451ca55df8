//! Ballots that cannot be traced to a person, by anyone who holds the databases, their logs, two successive backups and the server's logs
//! (architecture, invariant 9).
//!
//! Whoever is invited shows the code of the invitation once and gets a blind signature for it ([`Issuer`], once for each code by the [`Register`]). The browser
//! makes a [`Token`] of that, which nobody has seen before. The answers come with the token and nothing else, and go into the [`BallotBox`]: many at once,
//! shuffled, each token once. Register and box are two files that share no key, no order and no time finer than the day. Answers that are no ballots yet, because others are waited
//! for, lie in the [`Drawer`], a third file, which no copy has.

mod batch;
mod boxed;
mod copy;
mod drawer;
mod error;
mod file;
mod home;
mod register;
mod token;

/// The browser's part of the scheme: a module of JavaScript that exports `blind` and `finish`.
pub const BLINDING_MODULE: &str = include_str!("../assets/blind.js");

pub use batch::Batching;
pub use boxed::{Ballot, BallotBox, Cast, Content, Kept};
pub use copy::{BOX, DRAWER, FILES, Few, REGISTER, copy, few};
pub use drawer::{Drawer, DrawerId};
pub use error::BallotError;
pub use home::{HOME, Hold, home, make_home};
pub use register::{Code, Issued, Register};
pub use token::{BadToken, Issuer, IssuerError, Signed, Token, Verifier};
